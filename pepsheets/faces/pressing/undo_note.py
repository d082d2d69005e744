"""That Excel cannot undo what a button did: said to each person once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pepsheets.faces.failures import home
from pepsheets.faces.showing import quoted

_TOLD = "excel-undo-told"


def note_on_undo(file: Path) -> str:
    """The note, where this person has not had it yet."""
    told = home() / _TOLD
    if told.exists():
        return ""
    with suppress(OSError):
        told.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        told.touch()
    return (
        "Excel's Undo does not reach back over what a button did. So pepsheets keeps a copy of the workbook before: "
        f"'pepsheets backups {quoted(str(file))}' lists the copies, and puts one back. (You are told this only once.)"
    )
