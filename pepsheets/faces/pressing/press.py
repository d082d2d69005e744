"""One press of a button: the workbook, where it is kept, its door, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepsheets.faces.pressing.copies import CopyFirst
from pepsheets.faces.pressing.place import file_of
from pepsheets.gateways.live_excel import LiveExcel

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(frozen=True, slots=True)
class Press:
    """What the work of a button is given.

    ``live`` is the door to the workbook itself; ``door`` leads there too, but keeps a copy before its first write, and
    knows how far the workbook has come. ``now`` is when the button was pressed.
    """

    book: xw.Book
    file: Path | None
    live: LiveExcel
    door: CopyFirst
    clock: Callable[[], datetime]
    now: datetime
    progress: Callable[[str], None]


def press_of(book: xw.Book, clock: Callable[[], datetime], progress: Callable[[str], None]) -> Press:
    """A press in this workbook, at this moment."""
    now, file, live = clock(), file_of(book), LiveExcel(book)
    return Press(book, file, live, CopyFirst(live, book, file, now), clock, now, progress)


@dataclass(frozen=True, slots=True)
class Done:
    """What a button did, in sentences, and whether it changed the workbook."""

    sentences: tuple[str, ...]
    has_written: bool
