from __future__ import annotations

from tests.google.fixtures import google

__all__ = ["google"]
