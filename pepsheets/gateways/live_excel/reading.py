"""A workbook in Excel as it was read: the tabs that were wanted, and a fingerprint of everything."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pepsheets.sheets import Area, Cell, NamedTable, Sheet, Workbook

if TYPE_CHECKING:
    import xlwings as xw

Rows: TypeAlias = Sequence[Sequence[object]]
"""Cells as an engine tells them; row 1 and column A come first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at the workbook showed. ``entered`` is what was typed in each cell, where the engine tells it."""

    sheets: tuple[Sheet, ...]
    tab_names: tuple[str, ...]
    state: str
    mark: str
    entered: Mapping[str, Rows] = field(default_factory=dict)

    def sheet(self, tab: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == tab)

    def workbook(self, tabs: Collection[str]) -> Workbook:
        """The tabs of these names alone."""
        names = wanted_tabs({sheet.name: sheet.tables for sheet in self.sheets}, tabs)
        found = tuple(sheet for sheet in self.sheets if sheet.name in names)
        return Workbook(found, self.tab_names, self.state, self.mark)


def wanted_tabs(tabs: Mapping[str, Sequence[NamedTable]], wanted: Collection[str]) -> frozenset[str]:
    """The tabs of these names, given with their tables; a name that no tab bears may be that of a table."""
    names = {_folded(name) for name in wanted}
    by_name = frozenset(tab for tab in tabs if _folded(tab) in names)
    missing = {_joined(name) for name in names - {_folded(tab) for tab in tabs}}
    by_table = (tab for tab, tables in tabs.items() if any(_joined(table.name) in missing for table in tables))
    return by_name.union(by_table)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _joined(name: str) -> str:
    """Names of tables can hold no spaces, so that people write them together or with underlines."""
    return "".join(name.split()).replace("_", "").casefold()


def trimmed(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows without the blanks at their ends, and without blank rows at the end of them all."""
    kept: list[list[Cell]] = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        kept.append(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def fingerprint(tabs: Iterable[tuple[str, Rows, Sequence[NamedTable]]]) -> str:
    """By what a state of the workbook is known: each tab's name, cells and tables."""
    digest = hashlib.sha256()
    for name, rows, tables in tabs:
        digest.update(repr((name, sorted(tables, key=lambda table: table.name))).encode())
        for number, row in enumerate(rows):
            cells = [(place, cell) for place, cell in enumerate(row) if cell is not None and cell != ""]
            if cells:
                digest.update(repr((number, cells)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def area_of(cells: "xw.Range") -> Area:
    """Where a range of cells is on its tab."""
    height, width = cells.shape
    return Area(cells.row, cells.column, cells.row + height - 1, cells.column + width - 1)


def cells_at(sheet: "xw.Sheet", area: Area) -> "xw.Range":
    """The range of an area on a tab."""
    return sheet.range((area.first_row, area.first_column), (area.last_row, area.last_column))


def used_cells(sheet: "xw.Sheet") -> "xw.Range":
    """Everything from A1 to the last cell in use."""
    used = area_of(sheet.used_range)
    return cells_at(sheet, Area(1, 1, used.last_row, used.last_column))


def as_rows(told: object) -> Rows:
    """What an engine tells of a range, as rows: of one cell some give the value alone, of one row a plain list."""
    if not isinstance(told, list | tuple):
        return [[told]]
    if told and not isinstance(told[0], list | tuple):
        return [told]
    return told


def tables_on(sheet: "xw.Sheet") -> tuple[NamedTable, ...]:
    """The tables that Excel itself knows on a tab."""
    return tuple(NamedTable(table.name, area_of(table.range), bool(table.show_totals)) for table in sheet.tables)
