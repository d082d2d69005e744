"""A workbook as Excel holds it while it is open: what every engine in these tests reads and writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import xlwings
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pepsheets.sheets import Area, Cell, CellError, Sheet, cell_name
from tests.excel.typing_in import Error, Given, Held, Stored, moment_of, serial, shows_days, typed

Json: TypeAlias = dict[str, Any]
EXCEL, GOOGLE = "Office.js", "Google Apps Script"
_OWN_FORMULA = "=10+10"


@dataclass
class Table:
    name: str
    area: Area
    has_totals: bool = False


@dataclass
class Tab:
    name: str
    cells: dict[tuple[int, int], Held] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def held(self, row: int, column: int) -> Held:
        return self.cells.get((row, column), Held())

    @property
    def extent(self) -> tuple[int, int]:
        """The last row and column in use; A1 alone where nothing is."""
        filled = [at for at, held in self.cells.items() if held.value is not None or held.formula] or [(1, 1)]
        return max(row for row, _ in filled), max(column for _, column in filled)


@dataclass(frozen=True)
class Name:
    """A name of the workbook; ``tab`` and ``area`` where it is one of cells."""

    refers_to: str
    tab: str | None = None
    area: Area | None = None


@dataclass
class Model:
    tabs: list[Tab]
    names: dict[str, Name] = field(default_factory=dict)
    results: dict[str, Stored] = field(default_factory=dict)
    name: str = "Partnership.xlsx"
    active_tab: int = 0
    selection: str = "B3"
    messages: list[str] = field(default_factory=list)

    def tab(self, name: str) -> Tab:
        return next(tab for tab in self.tabs if tab.name == name)

    def enter(self, tab: Tab, row: int, column: int, given: Given) -> None:
        tab.cells[row, column] = typed(tab.held(row, column), given, self.results)

    def type(self, tab: str, row: int, column: int, given: Given) -> None:
        """As a person does."""
        self.enter(self.tab(tab), row, column, given)

    @classmethod
    def of_sheets(cls, sheets: Iterable[Sheet]) -> Model:
        """A workbook of these tabs; formulas of an owner are all the same one."""
        model = cls([_tab(sheet) for sheet in sheets])
        model.results = {held.formula: held.value for tab in model.tabs for held in tab.cells.values() if held.formula}
        return model

    @classmethod
    def of_file(cls, path: Path) -> Model:
        """The workbook of a file as Excel shows it when it opens it, without working anything out anew."""
        shown = openpyxl.load_workbook(path, data_only=True)
        entered = openpyxl.load_workbook(path)
        model = cls([_tab_of(shown[name], entered[name]) for name in shown.sheetnames], name=path.name)
        for tab in model.tabs:
            model.results |= {held.formula: held.value for held in tab.cells.values() if held.formula}
        for name, defined in entered.defined_names.items():
            model.names[name] = Name(f"={defined.attr_text}")
        return model

    def json(self, client: str = EXCEL) -> Json:
        """What the client of a server sends when a button is pressed."""
        book = {"name": self.name, "active_sheet_index": self.active_tab, "selection": self.selection}
        return {
            "client": client,
            "version": xlwings.__version__,
            "book": book,
            "names": list(self._json_names(client)),
            "sheets": [_json_tab(tab, client) for tab in self.tabs],
        }

    def _json_names(self, client: str) -> Iterator[Json]:
        """Only Excel on the web tells of names that are none of cells."""
        for name, named in self.names.items():
            index = next((place for place, tab in enumerate(self.tabs) if tab.name == named.tab), None)
            if index is None and client != EXCEL:
                continue
            address = _address(named.area) if named.area else None
            told = {"name": name, "sheet_index": index, "address": address, "book_scope": True}
            if client == EXCEL:
                told["refers_to"] = named.refers_to
            yield {**told, "scope_sheet_name": None, "scope_sheet_index": None}


def _address(area: Area) -> str:
    first, last = cell_name(area.first_row, area.first_column), cell_name(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"


def _json_tab(tab: Tab, client: str) -> Json:
    rows, columns = tab.extent
    values = [[_json_cell(tab.held(row, column)) for column in range(1, columns + 1)] for row in range(1, rows + 1)]
    tables = [] if client == GOOGLE else [_json_table(table) for table in tab.tables]
    return {"name": tab.name, "values": values, "pictures": [], "tables": tables}


def _json_cell(held: Held) -> str | float | bool:
    value = held.value
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Error):
        return value.text
    if value is None:
        return ""
    if shows_days(held.number_format):
        return moment_of(value).isoformat(timespec="milliseconds") + "Z"
    return int(value) if value.is_integer() else value


def _json_table(table: Table) -> Json:
    area = table.area
    body = replace(area, first_row=area.first_row + 1, last_row=area.last_row - table.has_totals)
    return {
        "name": table.name,
        "range_address": _address(area),
        "header_row_range_address": _address(replace(area, last_row=area.first_row)),
        "data_body_range_address": _address(body),
        "total_row_range_address": _address(replace(area, first_row=area.last_row)) if table.has_totals else None,
        "show_headers": True,
        "show_totals": table.has_totals,
        "table_style": "TableStyleMedium2",
        "show_autofilter": True,
    }


def _tab(sheet: Sheet) -> Tab:
    tab = Tab(sheet.name, tables=[Table(each.name, each.area, each.has_totals) for each in sheet.tables])
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells, start=1):
            held = _held(cell)
            tab.cells[row, column] = replace(held, formula=_OWN_FORMULA) if (row, column) in sheet.formulas else held
    return tab


def _held(cell: Cell) -> Held:
    if isinstance(cell, CellError):
        return Held(Error(cell.text))
    if isinstance(cell, date):
        return Held(serial(cell), number_format="dd/mm/yyyy hh:mm" if isinstance(cell, datetime) else "dd/mm/yyyy")
    if isinstance(cell, time):
        return Held((cell.hour * 60 + cell.minute) / 1440, number_format="hh:mm")
    return Held(cell if isinstance(cell, str | bool) or cell is None else float(cell))


def _tab_of(shown: Worksheet, entered: Worksheet) -> Tab:
    tab = Tab(shown.title)
    for cells, originals in zip(shown.iter_rows(), entered.iter_rows(), strict=True):
        for cell, original in zip(cells, originals, strict=True):
            if isinstance(cell, OpenpyxlCell) and (cell.value is not None or cell.number_format != "General"):
                tab.cells[cell.row, cell.column] = _held_in_file(cell, original.value)
    for table in entered.tables.values():
        tab.tables.append(Table(table.name, _area(table.ref), bool(table.totalsRowCount)))
    tab.merged = [_area(str(merged)) for merged in entered.merged_cells.ranges]
    return tab


def _area(reference: str) -> Area:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    assert first_row and first_column and last_row and last_column
    return Area(int(first_row), int(first_column), int(last_row), int(last_column))


def _held_in_file(cell: OpenpyxlCell, original: object) -> Held:
    formula = original if isinstance(original, str) and cell_is_formula(original, cell.value) else ""
    value: Stored
    if cell.data_type == "e":
        value = Error(str(cell.value))
    elif isinstance(cell.value, time):
        value = (cell.value.hour * 60 + cell.value.minute) / 1440
    elif isinstance(cell.value, date):
        value = serial(cell.value)
    else:
        value = cell.value if isinstance(cell.value, str | bool) or cell.value is None else float(str(cell.value))
    return Held(value, formula, cell.number_format)


def cell_is_formula(original: str, shown: object) -> bool:
    return original.startswith("=") and original != shown


def changed_cells(before: Mapping[str, Tab], after: Mapping[str, Tab]) -> set[tuple[str, str]]:
    """The cells in which two states of a workbook differ, by tab and name."""
    return {
        (name, cell_name(row, column))
        for name, tab in after.items()
        for row, column in tab.cells.keys() | before[name].cells.keys()
        if tab.held(row, column) != before[name].held(row, column)
    }
