"""The two sides of a share as the people have them before their eyes, whatever kind of sheet a side is.

A desk is one tab with one row of headings. Rows and columns are counted from 1, as on the screen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableColumn

from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.door import GoogleSheet
from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.gateways.workbook_file.steps import Step
from pepsheets.sheets import Cell, CellChange, Gateway, Plan, Sheet
from tests.gateways.google_sheet.sheets_on_google import put
from tests.google.server.stand_in import StandIn
from tests.sync.engine.open_memory import Grid, OpenMemory, OpenSheet

TAB = "Things"
Watch = Callable[[str], None]


class Desk(ABC):
    """One side. ``address`` is where another process finds it."""

    address = ""

    @abstractmethod
    def door(self, watch: Watch) -> Gateway:
        """A new door, as each round opens one."""

    @abstractmethod
    def grid(self) -> Grid:
        """What stands on the tab, every row of the same width."""

    @abstractmethod
    def save(self, grid: Grid) -> None:
        """A person saves the tab as it now is; cells that did not move stay as they are."""

    @abstractmethod
    def fingerprint(self) -> object:
        """Changes with every write of ours."""

    def edit(self, row: int, column: int, text: str | None) -> None:
        grid = _padded(self.grid(), row, column)
        grid[row - 1][column - 1] = text
        self.save(grid)

    def insert(self, row: int, cells: Sequence[Cell]) -> None:
        grid = self.grid()
        grid.insert(row - 1, list(cells))
        self.save(grid)

    def delete(self, row: int) -> None:
        grid = self.grid()
        del grid[row - 1]
        self.save(grid)

    def sort(self, column: int, *, descending: bool) -> None:
        headings, *rows = self.grid()
        filled = sorted((row for row in rows if row[column - 1]), key=lambda row: str(row[column - 1]))
        if descending:
            filled.reverse()
        self.save([headings, *filled, *(row for row in rows if not row[column - 1])])

    def insert_column(self, column: int, heading: str | None) -> None:
        headings, *rows = self.grid()
        with_blank = [[*row[: column - 1], None, *row[column - 1 :]] for row in rows]
        self.save([[*headings[: column - 1], heading, *headings[column - 1 :]], *with_blank])

    def move_column(self, column: int, before: int) -> None:
        order = [place for place in range(1, len(self.grid()[0]) + 1) if place != column]
        order.insert(before - 1 - (before > column), column)
        self.save([[row[place - 1] for place in order] for row in self.grid()])

    def rows(self) -> list[tuple[int, dict[str, Cell]]]:
        """The rows in which anything stands: where, and what by heading."""
        headings, *rows = self.grid()
        read = [
            (number, {str(heading): cell for heading, cell in zip(headings, row, strict=True) if heading})
            for number, row in enumerate(rows, start=2)
        ]
        return [(number, row) for number, row in read if any(cell is not None for cell in row.values())]

    def place(self, heading: str) -> int:
        """The column under a heading."""
        return self.grid()[0].index(heading) + 1

    def cells(self, by_heading: Mapping[str, Cell]) -> list[Cell]:
        """A row for this side, given by headings."""
        return [by_heading.get(str(heading)) for heading in self.grid()[0]]


def _padded(grid: Grid, height: int = 0, width: int = 0) -> Grid:
    width = max(width, *map(len, grid))
    return [_row([*row, *[None] * (width - len(row))]) for row in [*grid, *[[]] * (height - len(grid))]]


def _row(cells: Sequence[object]) -> list[Cell]:
    """Cells of which it is known that people typed texts into them."""
    assert all(cell is None or isinstance(cell, str) for cell in cells), "the tests type texts"
    return [cell if isinstance(cell, str) else None for cell in cells]


class MemoryDesk(Desk):
    """A workbook in memory; a person's change is a save like any other."""

    def __init__(self, grid: Grid) -> None:
        self.workbook = MemoryWorkbook([Sheet(TAB, grid)])

    def door(self, watch: Watch) -> Gateway:
        return self.workbook

    def grid(self) -> Grid:
        return _padded([list(row) for row in self.workbook.sheets[TAB].rows])

    def save(self, grid: Grid) -> None:
        now = self.grid()
        height, width = max(len(now), len(grid)), max(len(now[0]), len(grid[0]))
        before, after = _padded(now, height, width), _padded(grid, height, width)
        changes = [
            CellChange(TAB, row + 1, column + 1, before[row][column], _value(after[row][column]))
            for row in range(height)
            for column in range(width)
            if before[row][column] != after[row][column]
        ]
        self.workbook.write(Plan(tuple(changes)), self.fingerprint())

    def fingerprint(self) -> str:
        return self.workbook.read([]).state


class OpenDesk(Desk):
    """A sheet in memory that others change while we write."""

    def __init__(self, grid: Grid) -> None:
        self.sheet = OpenSheet(TAB, [list(row) for row in grid])

    def door(self, watch: Watch) -> Gateway:
        return OpenMemory(self.sheet)

    def grid(self) -> Grid:
        return _padded([list(row) for row in self.sheet.grid])

    def save(self, grid: Grid) -> None:
        self.sheet.grid = [list(row) for row in grid]

    def fingerprint(self) -> int:
        return self.sheet.writes


class FileDesk(Desk):
    """A workbook in a file: people save it from a program of their own, which writes all of it anew."""

    def __init__(self, path: Path, grid: Grid, *, as_table: bool) -> None:
        self.path, self.address = path, str(path)
        self.seen: tuple[bytes, Grid] = b"", []
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet(TAB)
            for row, cells in enumerate(grid):
                sheet.write_row(row, 0, cells)
            if as_table:
                columns = [{"header": heading} for heading in grid[0]]
                place = (0, 0, max(len(grid), 2) - 1, len(grid[0]) - 1)
                sheet.add_table(*place, {"name": TAB, "columns": columns})

    def door(self, watch: Watch) -> Gateway:
        def told(step: Step) -> None:
            watch(step.name)

        return WorkbookFile(str(self.path), self.path.parent / "backups", watch=told)

    def grid(self) -> Grid:
        data = self.path.read_bytes()
        if data != self.seen[0]:
            book = openpyxl.load_workbook(BytesIO(data))
            self.seen = data, _padded([_row(row) for row in book[TAB].iter_rows(values_only=True)])
        return [list(row) for row in self.seen[1]]

    def save(self, grid: Grid) -> None:
        book = openpyxl.load_workbook(self.path)
        sheet = book[TAB]
        for row in range(1, max(len(grid), sheet.max_row) + 1):
            for column in range(1, max(len(grid[0]), sheet.max_column) + 1):
                is_there = row <= len(grid) and column <= len(grid[0])
                sheet.cell(row, column).value = _value(grid[row - 1][column - 1]) if is_there else None
        if TAB in sheet.tables:
            self._fit(sheet.tables[TAB], grid)
        book.save(self.path)

    def _fit(self, table: Table, grid: Grid) -> None:
        table.ref = f"A1:{get_column_letter(len(grid[0]))}{max(len(grid), 2)}"
        table.autoFilter = None
        table.tableColumns = [
            TableColumn(id=place, name=str(heading)) for place, heading in enumerate(grid[0], start=1)
        ]

    def fingerprint(self) -> tuple[bytes, int]:
        return self.path.read_bytes(), self.path.stat().st_mtime_ns


class GoogleDesk(Desk):
    """A Google Sheet: people work in the browser, one act at a time, and nothing is ever saved as a whole."""

    def __init__(self, google: StandIn, grid: Grid) -> None:
        self.google = google
        self.spreadsheet = put(google, [Sheet(TAB, grid)])
        self.address = f"google:{self.spreadsheet}"
        self.person = google.sheets.person(self.spreadsheet)
        self.connection = connect(self.spreadsheet)
        height = self.person.tab(TAB).grid.height
        # Little room below: most sheets have a thousand empty rows there, which hide what goes wrong at the edge.
        self.person.delete_row(TAB, len(grid) + 2, height - len(grid) - 1)

    def door(self, watch: Watch) -> Gateway:
        return GoogleSheet(self.address, self.connection)

    def grid(self) -> Grid:
        return _padded([list(row) for row in self.person.grid(TAB)])

    def save(self, grid: Grid) -> None:
        raise AssertionError("nobody saves a Google Sheet")

    def fingerprint(self) -> int:
        return self.google.counts("write")

    def _make_room(self, row: int) -> None:
        height = self.person.tab(TAB).grid.height
        if row > height:
            self.person.insert_row(TAB, height + 1, row - height)

    def edit(self, row: int, column: int, text: str | None) -> None:
        self._make_room(row)
        cell = f"{get_column_letter(column)}{row}"
        if text is None:
            self.person.clear(TAB, cell)
        else:
            self.person.type(TAB, cell, text)

    def insert(self, row: int, cells: Sequence[Cell]) -> None:
        self._make_room(row)
        self.person.insert_row(TAB, row)
        self.person.put(TAB, [(row - 1, place, str(cell)) for place, cell in enumerate(cells) if cell is not None])

    def delete(self, row: int) -> None:
        self.person.delete_row(TAB, row)

    def sort(self, column: int, *, descending: bool) -> None:
        self.person.sort(TAB, 2, column, descending=descending)

    def insert_column(self, column: int, heading: str | None) -> None:
        self.person.insert_column(TAB, column)
        if heading:
            self.edit(1, column, heading)

    def move_column(self, column: int, before: int) -> None:
        self.person.move_column(TAB, column, before)


def _value(cell: Cell) -> str | None:
    assert cell is None or isinstance(cell, str), "the tests type texts"
    return cell
