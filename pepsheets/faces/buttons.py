"""The buttons as scripts of Excel on the web, and of Google Sheets.

A server of xlwings runs anything in here that can be called, by its name and unasked: nothing else may be.
"""

from __future__ import annotations

import xlwings as xw

from pepsheets.faces import pressing


@xw.script
def recalculate(book: xw.Book) -> None:
    """Write every result that changes."""
    pressing.recalculate(book)


@xw.script
def check(book: xw.Book) -> None:
    """List on the Checks tab everything that someone should see to."""
    pressing.check(book)


@xw.script
def new_year(book: xw.Book) -> None:
    """Roll the workbook into the next academic year."""
    pressing.new_year(book)


@xw.script
def sync_now(book: xw.Book) -> None:
    """Bring the workbook and its shared sheets into step."""
    pressing.sync_now(book)
