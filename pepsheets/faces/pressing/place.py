"""Where a workbook that is open in Excel is kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw


def is_on_the_web(book: xw.Book) -> bool:
    """Whether Excel runs somewhere else: what we write is carried out there, once we have ended without a failure."""
    return book.app.engine.type == "remote"


def file_of(book: xw.Book) -> Path | None:
    """The workbook's file on this computer; none where it was never saved, or is kept elsewhere.

    What comes over the web tells us names of its own: none of them is a file of this computer's.
    """
    if is_on_the_web(book):
        return None
    # For a workbook in the cloud xlwings looks for the copy on this computer, and fails in many ways to find one.
    with suppress(Exception):
        path = Path(book.fullname)
        return path if path.is_absolute() and path.is_file() else None
    return None
