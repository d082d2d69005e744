"""The rows that a table gains or loses: what new ones take over, what old ones leave behind, and what is in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from pepsheets.gateways.workbook_file.cells import Carried
from pepsheets.gateways.workbook_file.elements import Element
from pepsheets.gateways.workbook_file.formula_cells import FormulaCell, formula_cells
from pepsheets.gateways.workbook_file.formulas import moved
from pepsheets.gateways.workbook_file.grid import Grid, cells, rows
from pepsheets.gateways.workbook_file.obstacles import merged_areas
from pepsheets.gateways.workbook_file.references import overlap
from pepsheets.gateways.workbook_file.splice import Order, Orders
from pepsheets.gateways.workbook_file.tables import NewEnd
from pepsheets.sheets import Area, TableCannotGrow, cell_name

_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)[\"']")
_FILLINGS = (b"v>", b"t>", b"f>", b"f ")

_Formulas: TypeAlias = Mapping[tuple[int, int], FormulaCell]
_ForRow: TypeAlias = Callable[[int], Carried]


def resized_orders(xml: bytes, grid: Grid, ends: tuple[NewEnd, ...], orders: Orders) -> Orders:
    """The orders with all that follows from the tables' new ends; raises where something is in the way."""
    if not ends:
        return orders
    styles = _look_below(xml, grid, ends)
    formulas = {(cell.row, cell.column): cell for cell in formula_cells(xml)}
    merged = tuple(merged_areas(xml, grid))
    for end in ends:
        _refuse_merged(end, merged)
        _take_over(end, styles, _column_formulas(end, formulas), orders)
        _leave_behind(end, styles, formulas, orders)
    return orders


def _look_below(xml: bytes, grid: Grid, ends: tuple[NewEnd, ...]) -> dict[tuple[int, int], int]:
    """The styles of the cells in the rows concerned; raises where a cell that a table must take is filled."""
    first = min(min(end.area.last_row, end.last_row) for end in ends)
    last = max(max(end.area.last_row, end.last_row) for end in ends)
    styles: dict[tuple[int, int], int] = {}
    for row, column, style, is_filled in _cells_between(xml, grid, first, last):
        styles[row, column] = style
        if is_filled:
            _refuse_filled(ends, row, column)
    return styles


def _cells_between(xml: bytes, grid: Grid, first: int, last: int) -> Iterator[tuple[int, int, int, bool]]:
    """Row, column, style and whether it is filled, of every cell in these rows."""
    for row in rows(xml, grid):
        if row.number < first:
            continue
        if row.number > last:
            return
        for cell in cells(xml, grid, row):
            stated = _STYLE.search(xml, cell.start, cell.tag_end)
            inside = xml[cell.tag_end : cell.end]
            is_filled = any(mark in inside for mark in _FILLINGS)
            yield row.number, cell.number, int(stated[1]) if stated else 0, is_filled


def _refuse_filled(ends: tuple[NewEnd, ...], row: int, column: int) -> None:
    for end in ends:
        if end.added is not None and overlap(end.added, Area(row, column, row, column)):
            raise TableCannotGrow(
                f"The table '{end.table.table.name}' on the tab '{end.tab}' needs more rows, "
                f"and the cell {cell_name(row, column)} below it is filled."
            )


def _refuse_merged(end: NewEnd, merged: tuple[Area, ...]) -> None:
    for area in merged:
        if end.added is not None and overlap(area, end.added):
            raise TableCannotGrow(
                f"The table '{end.table.table.name}' on the tab '{end.tab}' needs more rows, "
                f"and the merged cell {cell_name(area.first_row, area.first_column)} below it is in the way."
            )


def _column_formulas(end: NewEnd, formulas: _Formulas) -> dict[int, _ForRow]:
    """For each calculated column of a table, the formula that a row of it takes."""
    found: dict[int, _ForRow] = {}
    columns = end.table.root.under("tableColumns")
    for column, declared in enumerate(columns.children if columns else (), start=end.area.first_column):
        formula = _filled_down(end, column, formulas) or _declared(end, column, declared, formulas)
        if formula is not None:
            found[column] = formula
    return found


def _filled_down(end: NewEnd, column: int, formulas: _Formulas) -> _ForRow | None:
    """The formula that the last rows of a column have in common, whether or not the table declares it."""
    last = formulas.get((end.area.last_row, column))
    above = formulas.get((end.area.last_row - 1, column))
    if last is None or not last.text or not last.fills_one_cell:
        return None
    is_common = end.has_one_row or (above is not None and moved(above.text, 1) == last.text)
    return _from_row(last.text, last.row, last) if is_common else None


def _declared(end: NewEnd, column: int, declared: Element, formulas: _Formulas) -> _ForRow | None:
    """The formula that the table declares for a column, as its first row has it."""
    formula = declared.under("calculatedColumnFormula")
    if formula is None or not formula.text:
        return None
    like = formulas.get((end.area.last_row, column))
    if like is None and formula.attributes.get("array") in {"1", "true"}:
        like = FormulaCell(end.area.last_row, column, formula.text, "array")
    return _from_row(formula.text, end.first_data_row, like)


def _from_row(text: str, origin: int, like: FormulaCell | None) -> _ForRow:
    is_array = like is not None and like.kind == "array"
    metadata = like.metadata if like is not None and is_array else None
    return lambda row: Carried(moved(text, row - origin), is_array, metadata)


def _take_over(
    end: NewEnd, styles: Mapping[tuple[int, int], int], formulas: Mapping[int, _ForRow], orders: Orders
) -> None:
    """New rows look like the last one and have its formulas, where nothing else is ordered for them."""
    added, last = end.added, end.area.last_row
    if added is None:
        return
    columns = range(added.first_column, added.last_column + 1)
    for row in range(added.first_row, added.last_row + 1):
        line = orders.setdefault(row, {})
        for column in columns:
            style, ordered, formula = styles.get((last, column)), line.get(column), formulas.get(column)
            if ordered is not None:
                line[column] = Order(ordered.value, style)
            elif formula is not None:
                line[column] = Order(None, style, formula(row))
            elif style:
                line[column] = Order(None, style)


def _leave_behind(end: NewEnd, styles: Mapping[tuple[int, int], int], formulas: _Formulas, orders: Orders) -> None:
    """Formulas of calculated columns go with their rows; what people typed there stays."""
    lost, by_column = end.lost, _column_formulas(end, formulas)
    if lost is None:
        return
    for (row, column), cell in formulas.items():
        formula = by_column.get(column)
        is_ours_to_take = formula is not None and overlap(lost, Area(row, column, row, column))
        if is_ours_to_take and formula and formula(row).text == cell.text and not _is_needed_elsewhere(cell, lost):
            orders.setdefault(row, {}).setdefault(column, Order(None, styles.get((row, column)), leaves=True))


def _is_needed_elsewhere(cell: FormulaCell, lost: Area) -> bool:
    """Whether cells that stay share this cell's formula, or are filled by it."""
    area = cell.area
    if area is None:
        return False
    is_inside = lost.first_row <= area.first_row and area.last_row <= lost.last_row
    return not (is_inside and lost.first_column <= area.first_column and area.last_column <= lost.last_column)
