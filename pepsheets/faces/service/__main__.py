"""``python -m pepsheets.faces.service serve``: as started on Windows without a window, where nobody reads what is said."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def give_streams() -> None:
    """Where there is no standard output and no standard error, what is said there goes nowhere."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")


if __name__ == "__main__":
    give_streams()
    from pepsheets.faces.cli import main

    raise SystemExit(main())
