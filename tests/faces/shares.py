"""Two sheets kept in step, as these tests set them up: the manager's workbook, and a shared one that is made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from pepsheets.gateways.workbook_file import WorkbookFile, write_cells
from pepsheets.sheets import Cell, Value
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import columns_of

SHARE = """
[[share]]
name = "Steering group"
address = "group.xlsx"
tabs = ["Schools", "Courses", "Bookings"]
audience = "steering group"
"""
MINE, THEIRS = "my.xlsx", "group.xlsx"


def config(folder: Path, shares: str = SHARE, more: str = "") -> Path:
    """A pepsheets.toml in this folder."""
    file = folder / "pepsheets.toml"
    file.write_text(f'workbook = "{MINE}"\n{more}{shares}', encoding="utf-8")
    return file


def with_conflicts_tab(path: Path) -> Path:
    """The workbook with the tab on which conflicts wait."""
    book = load_workbook(path)
    if ConflictRow.tab not in book.sheetnames:
        book.create_sheet(ConflictRow.tab).append([column.heading for column in columns_of(ConflictRow)])
    book.save(path)
    return path


def table(path: Path, tab: str, first: str) -> dict[str, tuple[int, dict[str, Cell]]]:
    """The rows of a tab below the heading that is named first: position and cells by heading, by their first cell."""
    [sheet] = WorkbookFile(str(path)).read([tab]).sheets
    start = next(place for place, row in enumerate(sheet.rows) if row and row[0] == first)
    headings = [str(cell) for cell in sheet.rows[start]]
    found = {}
    for position, row in enumerate(sheet.rows[start + 1 :], start=start + 2):
        if row and row[0] is not None:
            found[str(row[0])] = position, dict(zip(headings, row, strict=False))
    return found


def bookings(path: Path) -> dict[str, dict[str, Cell]]:
    """The bookings of a workbook by their codes."""
    return {code: cells for code, (_, cells) in table(path, "Bookings", "Booking").items()}


def book(path: Path, code: str, heading: str, value: Value) -> None:
    """A person types into a booking."""
    position, cells = table(path, "Bookings", "Booking")[code]
    column = "ABCDEFGHIJKLMNOP"[list(cells).index(heading)]
    write_cells(path, {("Bookings", f"{column}{position}"): value})


def delete(path: Path, *codes: str) -> None:
    """A person empties whole bookings, their hidden IDs too."""
    rows = table(path, "Bookings", "Booking")
    cells: dict[tuple[str, str], Value] = {}
    for code in codes:
        position, of_row = rows[code]
        filled = [place for place, cell in enumerate(of_row.values()) if cell is not None]
        cells |= {("Bookings", f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place]}{position}"): None for place in filled}
    write_cells(path, cells)


def more_bookings(path: Path, count: int) -> None:
    """A person books many places."""
    first = max(position for position, _ in table(path, "Bookings", "Booking").values()) + 1
    cells: dict[tuple[str, str], Value] = {}
    for number in range(count):
        row = first + number
        values: list[Value] = [f"X{number}", "C1", "Ash Primary", f"Guest X{number}", datetime(2026, 10, 9)]
        cells |= {("Bookings", f"{letter}{row}"): value for letter, value in zip("ABCDE", values, strict=True)}
    write_cells(path, cells)
