"""The tabs of either side of a share as people have them before their eyes, and what they do there.

Rows are called by their first cell and columns by their heading, as people call them; rows and columns are counted from
1. On paper everything is plain: a date is a date, whichever way the sheet keeps it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.door import GoogleSheet
from pepsheets.gateways.google_sheet.values import cell_of
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import Cell, CellChange, Gateway, Plan, Resize, Sheet
from tests.google.server.stand_in import StandIn
from tests.google.spreadsheets.evaluation import Evaluation

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


class FilePaper(Paper):
    """A workbook in a file, with Excel or something like it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def lock(self) -> Path:
        """What Excel puts beside the workbook while somebody has it open."""
        return self.path.with_name(f"~${self.path.name}")

    def door(self) -> Gateway:
        return WorkbookFile(str(self.path), self.path.parent / "backups")

    def fill(self, tab: str, cells: Mapping[tuple[int, int], Cell]) -> None:
        formulas = self.sheet(tab).formulas.intersection(cells)
        if formulas or any(isinstance(value, str) and value.startswith("=") for value in cells.values()):
            self._saved(tab, lambda sheet: _set(sheet, cells))
        else:
            self.fill_plainly(tab, cells)

    def fill_plainly(self, tab: str, cells: Mapping[tuple[int, int], Cell]) -> None:
        """Type into cells; a text stays a text, as behind an apostrophe.

        Excel stretches a table over rows that are typed or pasted from within it or just below it.
        """
        read = self.door().read([tab])
        [sheet] = read.sheets
        changes = tuple(CellChange(tab, *at, None, value) for at, value in cells.items())  # type: ignore[arg-type]
        rows = [row for (row, _), value in cells.items() if value is not None]
        ends = [(each.name, each.area.last_row) for each in sheet.tables]
        resizes = [Resize(tab, name, max(rows)) for name, end in ends if rows and min(rows) <= end + 1 <= max(rows)]
        self.door().write(Plan(changes, tuple(resizes)), read.state)

    def insert_row(self, tab: str, row: int) -> None:
        self._table(tab, lambda rows: rows.insert(row - self.page(tab).heading_row - 1, [None] * len(rows[0])))

    def delete_row(self, tab: str, row: int) -> None:
        self._table(tab, lambda rows: rows.pop(row - self.page(tab).heading_row - 1))

    def sort(self, tab: str, heading: str, *, descending: bool = False) -> None:
        place = self.page(tab).column(heading) - 1

        def sort(rows: list[list[Cell]]) -> None:
            filled = sorted((row for row in rows if row[place] is not None), key=lambda row: str(row[place]))
            filled = filled[::-1] if descending else filled
            rows[:] = [*filled, *(row for row in rows if row[place] is None)]

        self._table(tab, sort)

    def insert_column(self, tab: str, column: int, heading: str) -> None:
        self._columns(tab, lambda row, is_top: row.insert(column - 1, heading if is_top else None))

    def move_column(self, tab: str, column: int, before: int) -> None:
        target = before - 1 - (before > column)
        self._columns(tab, lambda row, _: row.insert(target, row.pop(column - 1)))

    def rename_heading(self, tab: str, old: str, new: str) -> None:
        at = self.page(tab).column(old) - 1
        self._columns(tab, lambda row, is_top: row.__setitem__(at, new) if is_top else None)

    def _table(self, tab: str, change: Callable[[list[list[Cell]]], object]) -> None:
        """Change the rows below the headings."""
        top = self.page(tab).heading_row

        def changed(sheet: Worksheet) -> None:
            rows = _values(sheet, top + 1)
            change(rows)
            _write(sheet, top + 1, rows)

        self._saved(tab, changed)

    def _columns(self, tab: str, change: Callable[[list[Cell], bool], object]) -> None:
        """Change every row of the table, the headings too."""
        top = self.page(tab).heading_row

        def changed(sheet: Worksheet) -> None:
            rows = _values(sheet, top)
            for number, row in enumerate(rows):
                change(row, number == 0)
            _write(sheet, top, rows)
            _fit_table(sheet, rows[0])

        self._saved(tab, changed)

    def _saved(self, tab: str, change: Callable[[Worksheet], object]) -> None:
        book = openpyxl.load_workbook(self.path)
        change(book[tab])
        _keep_texts_of_links(book)
        book.save(self.path)


def _keep_texts_of_links(book: openpyxl.Workbook) -> None:
    """Excel saves the text that a link shows; openpyxl would save the formula alone, as if it had never been shown."""
    for row in book["Checks"].iter_rows() if "Checks" in book.sheetnames else ():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("=HYPERLINK("):
                cell.value = cell.value.split('"')[3]


def _set(sheet: Worksheet, cells: Mapping[tuple[int, int], Cell]) -> None:
    for (row, column), value in cells.items():
        sheet.cell(row, column).value = value  # type: ignore[assignment]  # no errors are typed


def _values(sheet: Worksheet, first: int) -> list[list[Cell]]:
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]  # type: ignore[arg-type]  # as cells


def _write(sheet: Worksheet, first: int, rows: Sequence[Sequence[Cell]]) -> None:
    for number in range(first, max(sheet.max_row, first + len(rows) - 1) + 1):
        cells = rows[number - first] if number - first < len(rows) else ()
        for column in range(1, max(sheet.max_column, len(cells)) + 1):
            sheet.cell(number, column).value = cells[column - 1] if column <= len(cells) else None  # type: ignore[assignment]


def _fit_table(sheet: Worksheet, headings: Sequence[Cell]) -> None:
    """Excel stretches a table over a column that is typed beside it or comes in between."""
    for table in sheet.tables.values():
        left, top, _, bottom = range_boundaries(table.ref)
        assert left == 1
        names = [str(heading) for heading in headings if heading is not None]
        table.ref = f"A{top}:{get_column_letter(len(names))}{bottom}"
        table.tableColumns = [TableColumn(id=place, name=name) for place, name in enumerate(names, start=1)]
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref


class GooglePaper(Paper):
    """A Google Sheet in the browser."""

    def __init__(self, google: StandIn, spreadsheet: str) -> None:
        self.google, self.spreadsheet = google, spreadsheet
        self.person = google.sheets.person(spreadsheet)
        self.connection = connect(spreadsheet)

    def door(self) -> Gateway:
        return GoogleSheet(f"google:{self.spreadsheet}", self.connection)

    def fill(self, tab: str, cells: Mapping[tuple[int, int], Cell]) -> None:
        short = max((row for row, _ in cells), default=0) - self.person.tab(tab).grid.height
        if short > 0:
            self.make_room(tab, short)
        typed = [(row - 1, column - 1, as_typed(value)) for (row, column), value in cells.items() if value is not None]
        self.person.put(tab, typed)
        self._clear(tab, [at for at, value in cells.items() if value is None])

    def make_room(self, tab: str, rows: int) -> None:
        """More empty rows at the end, which look like the last one."""
        self.person.insert_row(tab, self.person.tab(tab).grid.height + 1, rows)

    def _clear(self, tab: str, cells: Sequence[tuple[int, int]]) -> None:
        book = self.person.book.copy()
        grid = self.person.tab(tab, book).grid
        for row, column in cells:
            grid.put(row - 1, column - 1, replace(grid.cell(row - 1, column - 1), entered=None))
        self.google.sheets.keep(book)

    def sheet(self, tab: str) -> Sheet:
        """What the tab shows; no request is made for it."""
        shown, evaluation = self.person.tab(tab), Evaluation(self.person.book)
        height, width = shown.grid.last_row_with_values(), shown.grid.width

        def cell(row: int, column: int) -> Cell:
            kept = shown.grid.cell(row, column)
            value, style = evaluation.effective(shown, row, column, kept), evaluation.number_format(shown, kept)
            return cell_of({"effectiveValue": value, "effectiveFormat": {"numberFormat": style or {}}})

        return Sheet(tab, [[cell(row, column) for column in range(width)] for row in range(height)])

    def insert_row(self, tab: str, row: int) -> None:
        self.person.insert_row(tab, row)

    def delete_row(self, tab: str, row: int) -> None:
        self.person.delete_row(tab, row)

    def sort(self, tab: str, heading: str, *, descending: bool = False) -> None:
        page = self.page(tab)
        self.person.sort(tab, page.heading_row + 1, page.column(heading), descending=descending)

    def insert_column(self, tab: str, column: int, heading: str) -> None:
        self.person.insert_column(tab, column)
        self.fill(tab, {(self.page(tab).heading_row, column): heading})

    def move_column(self, tab: str, column: int, before: int) -> None:
        self.person.move_column(tab, column, before)

    def rename_heading(self, tab: str, old: str, new: str) -> None:
        self.person.rename_heading(tab, old, new)


def as_typed(value: Cell) -> str:
    """A value as somebody in Britain types it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
