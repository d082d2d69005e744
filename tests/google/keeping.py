"""Sheets of the stand-in, kept in a folder from one trial to the next."""

from __future__ import annotations

import pickle
from pathlib import Path

from tests.google.server import keys
from tests.google.spreadsheets import Spreadsheets

NAME = "sheets.pickle"


def keep_in(folder: Path, sheets: Spreadsheets) -> None:
    """Keeps the sheets; the file is for this stand-in alone, and for nobody else to read or to bring."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f"{NAME}.new"
    draft.touch(mode=0o600)
    draft.write_bytes(pickle.dumps(sheets))
    draft.replace(folder / NAME)


def kept_in(folder: Path) -> Spreadsheets:
    """The sheets that were kept, or none."""
    file = folder / NAME
    if not file.exists():
        return Spreadsheets(owner=keys.SERVICE_EMAIL)
    sheets = pickle.loads(file.read_bytes())
    assert isinstance(sheets, Spreadsheets)
    return sheets
