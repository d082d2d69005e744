"""``python -m pepsheets.faces.service serve``: as it is started on Windows, without a window to say anything in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO


def give_streams() -> None:
    """Where there is no standard output and no standard error, what is said there goes nowhere."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


if __name__ == "__main__":
    give_streams()
    from pepsheets.faces.cli import main

    raise SystemExit(main())
