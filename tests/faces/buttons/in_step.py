"""Two workbooks in step, the manager's open in Excel: what people do there, and what stands where afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pepsheets.faces import pressing
from pepsheets.faces.rounds import run_shares
from pepsheets.sheets import Cell
from tests.excel.model import Model
from tests.faces.buttons.excel import Excel
from tests.faces.buttons.moment import MOMENT
from tests.faces.shares import MINE, THEIRS, bookings, table

Rows: TypeAlias = Mapping[str, Mapping[str, Cell]]


@dataclass(frozen=True)
class Place:
    """Where two workbooks were brought into step once, as it was then; and the manager's as Excel opens it."""

    folder: Path
    as_it_was: Path
    workbook: bytes
    model: Model


def synced(folder: Path) -> int:
    """A round as the command makes it, with the workbook closed: how many cells it wrote."""
    [result] = run_shares(folder / "pepsheets.toml", clock=lambda: MOMENT)
    assert result.outcome is not None and result.outcome.is_good, result
    return result.outcome.to_shared + result.outcome.to_workbook


def press(excel: Excel) -> str:
    pressing.sync_now(excel.book)
    return excel.message


def of_excel(excel: Excel) -> Rows:
    """The bookings as Excel shows them."""
    columns = ["Booking", "Course", "School", "Delegate", "Place"]
    rows = zip(*(excel.shows("Bookings", heading) for heading in columns), strict=True)
    return {str(row[0]): dict(zip(columns, row, strict=True)) for row in rows}


def both(folder: Path) -> tuple[Rows, Rows]:
    """The bookings of both files, without the hidden IDs."""
    mine, theirs = (
        {code: {heading: cell for heading, cell in row.items() if heading != "Row ID"} for code, row in found.items()}
        for found in (bookings(folder / MINE), bookings(folder / THEIRS))
    )
    return mine, theirs


def delegate(rows: Rows, code: str) -> Cell:
    return rows[code]["Delegate"]


def type_delegate(excel: Excel, code: str, name: str) -> None:
    """A person types into a booking in Excel."""
    row, cells = table(excel.inner.path, "Bookings", "Booking")[code]
    excel.type("Bookings", f"{'ABCDEFGHIJKLM'[list(cells).index('Delegate')]}{row}", name)


def nothing_is_lost(folder: Path) -> None:
    """A closed workbook, one more round: what the others typed stands on both sides."""
    synced(folder)
    for rows in both(folder):
        assert delegate(rows, "B2") == "Tom Reed" and delegate(rows, "B3") == "Guest 3"
