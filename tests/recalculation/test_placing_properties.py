"""Whatever people left on a tab: every new row finds its place, and nothing else is touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import Area, Cell, CellError, Plan, Sheet, TableCannotGrow
from tests.recalculation.test_placing import HEADINGS, NAMED, OURS, TAB, gone, new, place, rows_of

CELLS: st.SearchStrategy[Cell] = st.sampled_from([None, None, None, "", "x", " ", 1.0, False, CellError("#N/A")])
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=8)


@st.composite
def tabs(draw: st.DrawFn) -> Sheet:
    rows: list[list[Cell]] = [["Our partnership"], [*HEADINGS], *draw(GRIDS)]
    formulas = draw(st.frozensets(st.tuples(st.integers(3, 12), st.integers(1, 6)), max_size=4))
    last = draw(st.integers(3, 12))
    tables = draw(st.sampled_from([(), (replace(NAMED, area=Area(2, 1, last, 4)),)]))
    return Sheet(TAB, rows, tables, formulas)


def cells_of(tab: Sheet) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): cell
        for row, cells in enumerate(tab.rows, start=1)
        for column, cell in enumerate(cells, start=1)
        if cell is not None and cell != ""
    }


@given(tabs(), st.data(), st.integers(0, 5))
def test_every_new_row_appears_once_and_nothing_else_is_touched(tab: Sheet, data: st.DataObject, more: int) -> None:
    last = min(len(tab.rows), tab.tables[0].area.last_row if tab.tables else len(tab.rows))
    rows = data.draw(st.sets(st.integers(3, last))) if last > 2 else set()
    additions = tuple(new(f"new {number}", c2=number, c4=f"id {number}") for number in range(more))
    try:
        plan = place(Plan(additions=additions, deletions=gone(*rows)), tab)
    except TableCannotGrow:
        end = tab.tables[0].area.last_row
        filled = {row for row, column in (*cells_of(tab), *tab.formulas) if column <= 4}
        assert filled & set(range(end + 1, end + more + 1))
        return
    before, door = cells_of(tab), MemoryWorkbook([tab])
    door.write(plan, door.read([]).state)
    after = door.sheets[TAB]
    emptied = {(row, column) for row, column in before if row in rows and column in OURS} - tab.formulas
    kept = {place: cell for place, cell in before.items() if place not in emptied}
    filled_now = {place: cell for place, cell in cells_of(after).items() if place not in kept}
    assert kept == {place: cell for place, cell in cells_of(after).items() if place in kept}
    assert not filled_now.keys() & (before.keys() | tab.formulas)
    by_row = [[cell for (each, _), cell in filled_now.items() if each == row] for row, _ in filled_now]
    assert Counter(map(tuple, by_row)) == {tuple(each.cells[column] for column in (1, 2, 4)): 3 for each in additions}
    for table in after.tables:
        assert max((row for row, _ in filled_now), default=0) <= table.area.last_row >= tab.tables[0].area.last_row


@given(tabs(), st.integers(1, 5))
def test_what_is_planned_stands_on_the_cells_as_they_were_read(tab: Sheet, more: int) -> None:
    try:
        plan = place(Plan(additions=tuple(new(f"new {number}") for number in range(more))), tab)
    except TableCannotGrow:
        return
    assert all(change.before in (None, "") and change.after for change in plan.cells)
    rows = rows_of(plan)
    assert rows == sorted(set(rows)) and len(rows) == more
    assert all(place(plan, tab) == plan for _ in range(2))
