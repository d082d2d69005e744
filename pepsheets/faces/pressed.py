"""The buttons of a workbook that is open in Excel on this computer: what its macros run.

Each ends in one message, whatever happens: nothing is raised that a macro would show.
"""

from __future__ import annotations

import xlwings as xw

from pepsheets.faces import pressing


def recalculate() -> None:
    """Write every result that changes into the workbook whose button was pressed."""
    pressing.recalculate(xw.Book.caller())


def check() -> None:
    """List on its Checks tab everything that someone should see to."""
    pressing.check(xw.Book.caller())


def new_year() -> None:
    """Roll it into the next academic year."""
    pressing.new_year(xw.Book.caller())


def sync_now() -> None:
    """Bring it and its shared sheets into step."""
    pressing.sync_now(xw.Book.caller())
