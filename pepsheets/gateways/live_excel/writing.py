"""Carries out a plan on one side, in few calls; raises before anything is written where it can be known."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from pepsheets.gateways.grouping import Block, rectangles
from pepsheets.gateways.live_excel.reading import Reading
from pepsheets.gateways.live_excel.side import Side
from pepsheets.gateways.live_excel.values import Entry, format_for, why_unwritable
from pepsheets.sheets import (
    Area,
    CannotWriteCell,
    CellChange,
    CellHoldsFormula,
    NamedTable,
    Plan,
    Resize,
    Sheet,
    TableCannotGrow,
    cell_name,
)

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONG_TEXT = 8_000
"""Texts of this length go one by one: Excel takes them into single cells only."""


class Refused(Exception):
    """Excel refused a call; the text says what was being changed."""


def tabs_of(plan: Plan) -> set[str]:
    """The tabs that a plan writes to."""
    return {change.tab for change in plan.cells} | {resize.tab for resize in plan.resizes}


def refuse(plan: Plan, reading: Reading, side: Side) -> None:
    """Names what cannot be written before anything is."""
    for tab in sorted(tabs_of(plan) - set(reading.tab_names)):
        raise CannotWriteCell(f"The workbook in Excel has no tab '{tab}'.")
    for change in plan.cells:
        _refuse_cell(change, reading.sheet(change.tab))
    for resize in plan.resizes:
        _refuse_resize(resize, reading.sheet(resize.tab))
    for tab, cells in _by_tab((change.tab, change.row, change.column) for change in plan.cells).items():
        side.refuse(tab, tuple(rectangles(tab, cells)))


def _refuse_cell(change: CellChange, sheet: Sheet) -> None:
    where = f"The cell {change.cell} of the tab '{change.tab}'"
    if not (1 <= change.row <= _LAST_ROW and 1 <= change.column <= _LAST_COLUMN):
        raise CannotWriteCell(f"The tab '{change.tab}' has no row {change.row} with a column {change.column}.")
    if (change.row, change.column) in sheet.formulas:
        raise CellHoldsFormula(f"{where} holds a formula.")
    if reason := why_unwritable(change.after):
        raise CannotWriteCell(f"{where} cannot be filled: {reason}.")


def _refuse_resize(resize: Resize, sheet: Sheet) -> None:
    table = _table(resize, sheet)
    what = f"The table '{resize.table}' on the tab '{resize.tab}'"
    if resize.last_row != table.area.last_row and table.has_totals:
        raise TableCannotGrow(
            f"{what} has a totals row in the way.",
            "Nothing was written. Switch the totals row off (Table Design, Total Row), and try again.",
        )
    added = replace(table.area, first_row=table.area.last_row + 1, last_row=resize.last_row)
    for other in sheet.tables:
        if other is not table and _overlap(added, other.area):
            raise TableCannotGrow(f"{what} needs more rows, and the table '{other.name}' is in the way.")
    for row, cells in enumerate(sheet.rows[added.first_row - 1 : added.last_row], start=added.first_row):
        for column, cell in enumerate(cells, start=1):
            if cell is not None and added.first_column <= column <= added.last_column:
                where = cell_name(row, column)
                raise TableCannotGrow(f"{what} needs more rows, and the cell {where} below it is filled.")


def _overlap(one: Area, other: Area) -> bool:
    rows = max(one.first_row, other.first_row) <= min(one.last_row, other.last_row)
    return rows and max(one.first_column, other.first_column) <= min(one.last_column, other.last_column)


def _table(resize: Resize, sheet: Sheet) -> NamedTable:
    for table in sheet.tables:
        if table.name.casefold() == resize.table.casefold():
            return table
    raise TableCannotGrow(
        f"The tab '{resize.tab}' has no table called '{resize.table}' any more.",
        "Nothing was written. Restore the table, or run the command again.",
    )


def carry_out(plan: Plan, reading: Reading, side: Side) -> None:
    """Everything the plan says, its mark last of all. Raises ``Refused`` where Excel refuses midway."""
    for what, step in _steps(plan, reading, side):
        try:
            step()
        except Exception as error:
            # Each engine has failures of its own: whatever it was, the caller puts everything back.
            raise Refused(what) from error


_Step: TypeAlias = tuple[str, Callable[[], None]]


def _steps(plan: Plan, reading: Reading, side: Side) -> Iterator[_Step]:
    for resize in plan.resizes:
        table = _table(resize, reading.sheet(resize.tab))
        # A table keeps one row below its headings: Excel knows none without.
        last_row = max(resize.last_row, table.area.first_row + 1)
        if last_row != table.area.last_row:
            what = f"the table '{table.name}' on the tab '{resize.tab}'"
            yield what, partial(side.resize, resize.tab, table, last_row)
    for number_format, tab, cells in _formats(plan):
        for block in rectangles(tab, cells):
            yield _in_words(block), partial(side.show_as, block, number_format)
    for block, rows in _blocks(plan, reading, side):
        yield _in_words(block), partial(side.put, block, rows, reading)
    yield "what was written", partial(side.see_to, plan, reading)
    if plan.mark:
        yield "the note of this change", partial(side.leave_mark, plan.mark)


def _in_words(block: Block) -> str:
    first = cell_name(block.first_row, block.first_column)
    last = cell_name(block.last_row, block.last_column)
    cells = f"the cell {first}" if first == last else f"the cells {first} to {last}"
    return f"{cells} of the tab '{block.tab}'"


def _formats(plan: Plan) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """The cells that need a number format, by format and tab."""
    by_format: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for change in plan.cells:
        if wanted := format_for(change.before, change.after):
            by_format.setdefault((wanted, change.tab), []).append((change.row, change.column))
    for (wanted, tab), cells in by_format.items():
        yield wanted, tab, cells


def _blocks(plan: Plan, reading: Reading, side: Side) -> Iterator[tuple[Block, list[list[Entry]]]]:
    """The cells that change and no others, as rectangles, with what is typed into them."""
    entries: dict[tuple[str, int, int], Entry] = dict.fromkeys(_left_behind(plan, reading), "")
    entries |= {(change.tab, change.row, change.column): side.entry(change.after) for change in plan.cells}
    long = {(change.tab, change.row, change.column) for change in plan.cells if _is_long(change)}
    for tab, row, column in sorted(long):
        yield Block(tab, row, column, row, column), [[entries[tab, row, column]]]
    for tab, cells in _by_tab(entries.keys() - long).items():
        for block in rectangles(tab, cells):
            columns = range(block.first_column, block.last_column + 1)
            rows = range(block.first_row, block.last_row + 1)
            yield block, [[entries[tab, row, column] for column in columns] for row in rows]


def _is_long(change: CellChange) -> bool:
    """Whether the new text or the old one, which may have to be put back, is a long one."""
    return any(isinstance(each, str) and len(each) > _LONG_TEXT for each in (change.before, change.after))


def _by_tab(places: Iterable[tuple[str, int, int]]) -> Mapping[str, list[tuple[int, int]]]:
    by_tab: dict[str, list[tuple[int, int]]] = {}
    for tab, row, column in places:
        by_tab.setdefault(tab, []).append((row, column))
    return dict(sorted(by_tab.items()))


def _left_behind(plan: Plan, reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Formulas that go with the rows a table loses: those of columns that have one in the rows that stay, too."""
    for resize in plan.resizes:
        sheet = reading.sheet(resize.tab)
        area = _table(resize, sheet).area
        kept = max(resize.last_row, area.first_row + 1)
        calculated = {column for row, column in sheet.formulas if row == kept}
        for row, column in sheet.formulas:
            is_lost = kept < row <= area.last_row and area.first_column <= column <= area.last_column
            if is_lost and column in calculated:
                yield resize.tab, row, column
