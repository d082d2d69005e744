"""A workbook as it will be once a plan is carried out: for trying things out before anything is written."""

from collections.abc import Iterable
from dataclasses import replace

from pepsheets.sheets import Cell, CellChange, Link, NamedTable, Plan, Resize, Sheet, Value, Workbook


def applied(workbook: Workbook, plan: Plan) -> Workbook:
    """The workbook with the plan's cells and resizes made. Sheets that the plan does not touch are the same objects."""
    cells: dict[str, list[CellChange]] = {}
    for change in plan.cells:
        cells.setdefault(change.tab, []).append(change)
    resizes: dict[str, list[Resize]] = {}
    for resize in plan.resizes:
        resizes.setdefault(resize.tab, []).append(resize)
    touched = cells.keys() | resizes.keys()
    sheets = tuple(
        _changed(sheet, cells.get(sheet.name, ()), resizes.get(sheet.name, ())) if sheet.name in touched else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=sheets)


def _changed(sheet: Sheet, changes: Iterable[CellChange], resizes: Iterable[Resize]) -> Sheet:
    rows = list(sheet.rows)
    copies: dict[int, list[Cell]] = {}
    for change in changes:
        rows.extend([] for _ in range(change.row - len(rows)))
        if change.row not in copies:
            rows[change.row - 1] = copies[change.row] = list(rows[change.row - 1])
        _put(copies[change.row], change.column, change.after)
    ends = {resize.table: resize.last_row for resize in resizes}
    tables = tuple(_resized(table, ends[table.name]) if table.name in ends else table for table in sheet.tables)
    return replace(sheet, rows=rows, tables=tables)


def _put(cells: list[Cell], column: int, value: Value) -> None:
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value.text if isinstance(value, Link) else value


def _resized(table: NamedTable, last_row: int) -> NamedTable:
    return replace(table, area=replace(table.area, last_row=last_row))
