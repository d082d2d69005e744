"""Excel on this PC: it tells formulas and errors, it answers at once, and what it did can be undone by us alone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from pepsheets.gateways.grouping import Block
from pepsheets.gateways.links import is_own_link
from pepsheets.gateways.live_excel.marks import leave_text, mark_as_it_stands, mark_in
from pepsheets.gateways.live_excel.reading import (
    Reading,
    Rows,
    area_of,
    as_rows,
    cells_at,
    fingerprint,
    tables_on,
    trimmed,
    used_cells,
    wanted_tabs,
)
from pepsheets.gateways.live_excel.refusals import ExcelNotReachable
from pepsheets.gateways.live_excel.values import (
    GENERAL,
    MONEY,
    Entry,
    cell_on_a_pc,
    entry_of,
    is_as_meant,
)
from pepsheets.sheets import (
    UNCALCULATED,
    Area,
    CannotWriteCell,
    Cell,
    CellError,
    NamedTable,
    Plan,
    Sheet,
    Value,
    cell_name,
)

if TYPE_CHECKING:
    import xlwings as xw


class Desktop:
    """A workbook that is open in Excel on this PC."""

    def __init__(self, book: "xw.Book") -> None:
        self._book = book
        self._back: list[Callable[[], object]] = []

    def read(self, tabs: Collection[str]) -> Reading:
        """The wanted tabs; of all others only what was typed, by which the state is known."""
        try:
            return self._read(tabs)
        except Exception as error:
            # Each engine has failures of its own; that of Excel on Windows while somebody types is the usual one.
            raise ExcelNotReachable(
                "Excel did not answer when the workbook was read.",
                "Nothing was written. If you were typing in a cell, press Enter; then try again.",
            ) from error

    def _read(self, tabs: Collection[str]) -> Reading:
        sheets = {sheet.name: sheet for sheet in self._book.sheets}
        tables = {name: tables_on(sheet) for name, sheet in sheets.items()}
        entered = {name: as_rows(used_cells(sheet).formula) for name, sheet in sheets.items()}
        wanted = wanted_tabs(tables, tabs)
        found = tuple(_sheet(sheets[name], entered[name], tables[name]) for name in sheets if name in wanted)
        state = fingerprint((name, entered[name], tables[name]) for name in sheets)
        return Reading(found, tuple(sheets), state, mark_in(self._book), entered)

    def refuse(self, tab: str, blocks: Sequence[Block]) -> None:
        for block in blocks:
            cells = self._cells(block)
            # Excel answers with neither yes nor no where some of them are merged.
            if cells.merge_cells is not False:
                _refuse_hidden(tab, cells)

    def begin(self) -> None:
        self._back = []

    def resize(self, tab: str, table: NamedTable, last_row: int) -> None:
        sheet = self._book.sheets[tab]
        known = sheet.tables[table.name]
        self._back.append(lambda: known.resize(cells_at(sheet, table.area)))
        known.resize(cells_at(sheet, replace(table.area, last_row=last_row)))

    def show_as(self, block: Block, number_format: str) -> None:
        self._show_as(self._cells(block), number_format)

    def _show_as(self, cells: "xw.Range", number_format: str) -> None:
        stood: str | None = cells.number_format
        if stood is None:
            # They differ among themselves: each half may not.
            for half in _halves(area_of(cells)):
                self._show_as(cells_at(cells.sheet, half), number_format)
        elif number_format != MONEY or stood == GENERAL:
            self._back.append(lambda: setattr(cells, "number_format", stood))
            cells.number_format = number_format

    def entry(self, value: Value) -> Entry:
        return entry_of(value)

    def put(self, block: Block, entries: Sequence[Sequence[Entry]], reading: Reading) -> None:
        cells = self._cells(block)
        stood = [
            [_stood(reading, block.tab, row, column) for column in range(block.first_column, block.last_column + 1)]
            for row in range(block.first_row, block.last_row + 1)
        ]
        self._back.append(lambda: setattr(cells, "value", stood))
        cells.value = [list(row) for row in entries]

    def see_to(self, plan: Plan, reading: Reading) -> None:
        """Types once more, cell by cell, what did not arrive: Excel passes over rows that a filter hides."""
        now = self.read({change.tab for change in plan.cells})
        for change in plan.cells:
            if not is_as_meant(_at(now.sheet(change.tab).rows, change.row, change.column), change.after):
                block = Block(change.tab, change.row, change.column, change.row, change.column)
                self.put(block, [[entry_of(change.after)]], reading)

    def leave_mark(self, mark: str) -> None:
        self._back.append(mark_as_it_stands(self._book))
        leave_text(self._book, mark)

    def put_back(self) -> bool:
        went_well = True
        for back in reversed(self._back):
            try:
                back()
            except Exception:  # noqa: BLE001  each engine has failures of its own, and the rest is put back all the same
                went_well = False
        self._back = []
        return went_well

    def _cells(self, block: Block) -> "xw.Range":
        area = Area(block.first_row, block.first_column, block.last_row, block.last_column)
        return cells_at(self._book.sheets[block.tab], area)


def _sheet(sheet: "xw.Sheet", entered: Rows, tables: tuple[NamedTable, ...]) -> Sheet:
    told = as_rows(used_cells(sheet).raw_value)
    rows: list[list[Cell]] = []
    formulas: set[tuple[int, int]] = set()
    for number, (raw, typed) in enumerate(zip(told, entered, strict=True), start=1):
        rows.append([_cell(*pair) for pair in zip(raw, typed, strict=True)])
        places = (place for place, pair in enumerate(zip(raw, typed, strict=True), start=1) if _is_formula(*pair))
        formulas.update((number, place) for place in places if not is_own_link(str(typed[place - 1])))
    return Sheet(sheet.name, trimmed(rows), tables, frozenset(formulas))


def _is_formula(raw: object, typed: object) -> bool:
    """Whether a cell holds a formula; a text that begins as one is told the same whether as result or as typed."""
    return isinstance(typed, str) and typed.startswith("=") and typed != raw


def _cell(raw: object, typed: object) -> Cell:
    if isinstance(raw, Decimal) and isinstance(typed, str) and not typed.startswith("="):
        # Of an amount of money Excel tells four decimals, and all of them as it was typed.
        return float(typed)
    cell = cell_on_a_pc(raw)
    # Excel on a Mac tells nothing of an error.
    return CellError(UNCALCULATED) if cell is None and raw != "" and _is_formula(raw, typed) else cell


def _stood(reading: Reading, tab: str, row: int, column: int) -> Entry:
    """What must be typed so that a cell is again as it was read."""
    typed = _at(reading.entered[tab], row, column)
    cell = _at(reading.sheet(tab).rows, row, column)
    if isinstance(typed, str) and typed != cell and (typed.startswith("=") or isinstance(cell, CellError)):
        return typed
    return "" if isinstance(cell, CellError) else entry_of(cell)


_Told = TypeVar("_Told")


def _at(rows: Sequence[Sequence[_Told]], row: int, column: int) -> _Told | None:
    cells = rows[row - 1] if row <= len(rows) else ()
    return cells[column - 1] if column <= len(cells) else None


def _halves(area: Area) -> tuple[Area, Area]:
    if area.last_row > area.first_row:
        middle = (area.first_row + area.last_row) // 2
        return replace(area, last_row=middle), replace(area, first_row=middle + 1)
    middle = (area.first_column + area.last_column) // 2
    return replace(area, last_column=middle), replace(area, first_column=middle + 1)


def _refuse_hidden(tab: str, cells: "xw.Range") -> None:
    for cell in cells:
        area = area_of(cell.merge_area)
        if (cell.row, cell.column) != (area.first_row, area.first_column):
            raise CannotWriteCell(
                f"The cell {cell_name(cell.row, cell.column)} of the tab '{tab}' lies under a merged cell.",
                "Nothing was written. Unmerge the cell in the workbook, and try again.",
            )
