"""What happens when a button is pressed in a workbook that is open in Excel, on a computer or on the web."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pepsheets.faces.pressing.carrying_out import Button, carry_out
from pepsheets.faces.pressing.in_step import bring_into_step
from pepsheets.faces.pressing.results import examine_alone, roll_over, write_results

if TYPE_CHECKING:
    import xlwings as xw

__all__ = ["check", "new_year", "recalculate", "sync_now"]


def now() -> datetime:
    """The moment, in the time zone of this computer."""
    return datetime.now().astimezone()


def recalculate(book: xw.Book) -> None:
    """Write every result that changes."""
    carry_out(book, Button("Recalculate", write_results), now)


def check(book: xw.Book) -> None:
    """List on the Checks tab everything that someone should see to; nothing else is written."""
    carry_out(book, Button("Check", examine_alone), now)


def new_year(book: xw.Book) -> None:
    """Roll the workbook into the next academic year."""
    carry_out(book, Button("New year", roll_over), now)


def sync_now(book: xw.Book) -> None:
    """Bring the workbook into step with every sheet that it shares."""
    carry_out(book, Button("Sync now", bring_into_step), now)
