"""The tabs of either side of a share as people have them before their eyes, and what they do there.

Rows are called by their first cell and columns by their heading, as people call them; rows and columns are counted from
1. On paper everything is plain: a date is a date, whichever way the sheet keeps it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from pepsheets.sheets import Cell, Gateway, Sheet

ROW_ID = "Row ID"
_NAMING = ("Meeting", "Booking", "Cost", "Person", "Name")
Lines = Sequence[Mapping[str, Cell]]


class Paper(ABC):
    """One side of a share."""

    @abstractmethod
    def door(self) -> Gateway:
        """A new door, as each round opens one."""

    @abstractmethod
    def fill(self, tab: str, cells: Mapping[tuple[int, int], Cell]) -> None:
        """Type into cells, by row and column; a text that begins with an equals sign becomes a formula."""

    @abstractmethod
    def insert_row(self, tab: str, row: int) -> None:
        """An empty row above this one."""

    @abstractmethod
    def delete_row(self, tab: str, row: int) -> None: ...

    @abstractmethod
    def sort(self, tab: str, heading: str, *, descending: bool = False) -> None:
        """Sort all the rows of the table by one column."""

    @abstractmethod
    def insert_column(self, tab: str, column: int, heading: str) -> None:
        """A new column left of this one, with a heading."""

    @abstractmethod
    def move_column(self, tab: str, column: int, before: int) -> None: ...

    @abstractmethod
    def rename_heading(self, tab: str, old: str, new: str) -> None: ...

    def sheet(self, tab: str) -> Sheet:
        """All that the tab shows."""
        [sheet] = self.door().read([tab]).sheets
        return sheet

    def page(self, tab: str) -> Page:
        return Page(self.sheet(tab))

    def numbered(self, tab: str) -> list[tuple[int, dict[str, Cell]]]:
        return self.page(tab).numbered()

    def rows(self, tab: str) -> list[dict[str, Cell]]:
        return [row for _, row in self.numbered(tab)]

    def row(self, tab: str, key: str) -> dict[str, Cell]:
        """The first row that is called so."""
        return next(row for row in self.rows(tab) if called(row) == key)

    def keys(self, tab: str) -> list[str]:
        """What the rows are called, from the top."""
        return [called(row) for row in self.rows(tab)]

    def cell(self, tab: str, key: str, heading: str) -> Cell:
        return self.row(tab, key).get(heading)

    def type(self, tab: str, key: str, heading: str, value: Cell) -> None:
        """Type into one cell of a row."""
        page = self.page(tab)
        self.fill(tab, {(page.row_number(key), page.column(heading)): value})

    def delete(self, tab: str, key: str) -> None:
        """Delete a row."""
        self.delete_row(tab, self.page(tab).row_number(key))

    def add(self, tab: str, *lines: Mapping[str, Cell]) -> None:
        """Type, or paste, rows below the last one."""
        page = self.page(tab)
        cells = {
            (row, page.column(heading)): value
            for row, line in enumerate(lines, start=page.first_free())
            for heading, value in line.items()
            if value is not None
        }
        self.fill(tab, cells)

    def empty(self, tab: str, heading: str | None = None) -> Lines:
        """Select all the rows, or one column of them, and press Delete; what stood there is given back."""
        page = self.page(tab)
        gone = page.numbered()
        cells = {
            (number, page.column(each)): None
            for number, row in gone
            for each, cell in row.items()
            if cell is not None and heading in (None, each)
        }
        self.fill(tab, cells)
        return [row for _, row in gone]


class Page:
    """What a tab showed at one moment."""

    def __init__(self, sheet: Sheet) -> None:
        self.cells = sheet.rows
        self.heading_row = next(row for row, cells in enumerate(sheet.rows, start=1) if ROW_ID in cells)
        self.headings = list(sheet.rows[self.heading_row - 1])

    def column(self, heading: str) -> int:
        return self.headings.index(heading) + 1

    def numbered(self) -> list[tuple[int, dict[str, Cell]]]:
        """The rows in which anything stands: where, and what by heading."""
        rows = [
            (number, {str(heading): cell for heading, cell in zip(self.headings, cells, strict=False) if heading})
            for number, cells in enumerate(self.cells[self.heading_row :], start=self.heading_row + 1)
        ]
        return [(number, row) for number, row in rows if any(cell is not None for cell in row.values())]

    def row_number(self, key: str) -> int:
        return next(number for number, row in self.numbered() if called(row) == key)

    def first_free(self) -> int:
        return max((number for number, _ in self.numbered()), default=self.heading_row) + 1


def called(row: Mapping[str, Cell]) -> str:
    """What people call a row: its key, or whatever comes first."""
    return str(next((row[heading] for heading in _NAMING if heading in row), next(iter(row.values()))))
