"""A workbook in a file, as people have it before their eyes: with Excel, or something like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import Cell, CellChange, Gateway, Plan, Resize
from tests.sync.engine.papers import Paper


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
