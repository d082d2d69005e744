from __future__ import annotations

from tests.google.fixtures import google as google
