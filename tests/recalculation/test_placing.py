"""Rows are added and deleted by places of our choosing, and nothing of anybody's is in the way of that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.recalculation.placing import TabTable, placed, table_of
from pepsheets.sheets import (
    Anchor,
    Area,
    Cell,
    CellChange,
    CellError,
    NamedTable,
    Plan,
    Resize,
    RowAddition,
    RowDeletion,
    Sheet,
    TableCannotGrow,
    Value,
    Workbook,
)
from pepsheets.tabs.schools import School
from pepsheets.validation.locating import Located, locate

TAB = "Schools"
HEADINGS: list[Cell] = ["School", "Pupils", "Remarks", "ID"]
OURS = frozenset({1, 2, 4})
ROWS: list[list[Cell]] = [
    ["Our partnership"],
    HEADINGS,
    ["Hillside", 210.0, "rang on Monday", "a1"],
    [None, "", None, None],
    ["Park", 98.0, None, "b2"],
    [None, None, "ask Ada", None],
    [],
    [None, None, " "],
]
NAMED = NamedTable("Schools", Area(2, 1, 8, 4))


def new(name: str, **cells: Value) -> RowAddition:
    return RowAddition(TAB, {1: name, **{int(column[1:]): value for column, value in cells.items()}})


def gone(*rows: int) -> tuple[RowDeletion, ...]:
    return tuple(RowDeletion(TAB, row) for row in rows)


def sheet(
    rows: Sequence[Sequence[Cell]] = ROWS, *tables: NamedTable, formulas: Collection[tuple[int, int]] = ()
) -> Sheet:
    return Sheet(TAB, rows, tables or (NAMED,), frozenset(formulas))


def unnamed(rows: Sequence[Sequence[Cell]] = ROWS) -> Sheet:
    return Sheet(TAB, rows)


def place(plan: Plan, tab: Sheet, ours: frozenset[int] = OURS) -> Plan:
    named = next((table for table in tab.tables if table.name == "Schools"), None)
    return placed(plan, Workbook((tab,), (TAB,)), {TAB: TabTable(2, 1, 4, ours, named)})


def written(plan: Plan) -> list[tuple[str, Cell, Value]]:
    assert not plan.additions and not plan.deletions
    return [(change.cell, change.before, change.after) for change in plan.cells]


def rows_of(plan: Plan) -> list[int]:
    return [change.row for change in plan.cells if change.column == 1 and change.after is not None]


def test_a_deleted_row_is_emptied_where_its_columns_are_ours() -> None:
    plan = place(Plan(deletions=gone(3)), sheet())
    assert written(plan) == [("A3", "Hillside", None), ("B3", 210.0, None), ("D3", "a1", None)]
    assert plan.resizes == ()


def test_cells_of_a_deleted_row_that_are_blank_are_not_written() -> None:
    tab = sheet([*ROWS[:2], ["Hillside", "", None]])
    assert written(place(Plan(deletions=gone(3)), tab)) == [("A3", "Hillside", None)]


def test_formulas_in_a_deleted_row_stay() -> None:
    plan = place(Plan(deletions=gone(3)), sheet(formulas={(3, 2)}))
    assert [cell for cell, _, _ in written(plan)] == ["A3", "D3"]


def test_a_row_is_deleted_once_however_often_it_is_said() -> None:
    assert place(Plan(deletions=gone(3, 5, 3)), sheet()) == place(Plan(deletions=gone(3, 5)), sheet())


def test_a_change_to_a_cell_of_a_deleted_row_gives_way() -> None:
    changes = (CellChange(TAB, 3, 2, 210.0, 211), CellChange(TAB, 5, 2, 98.0, 99), CellChange("Costs", 3, 2, 1.0, 2))
    plan = place(Plan(changes, deletions=gone(3)), sheet())
    assert [(change.tab, change.cell, change.after) for change in plan.cells if change.after is not None] == [
        (TAB, "B5", 99),
        ("Costs", "B3", 2),
    ]
    assert len(plan.cells) == 5


@pytest.mark.parametrize("row", [1, 2, 9, 40])
def test_a_row_that_is_none_of_the_table_s_cannot_be_deleted(row: int) -> None:
    for tab in (sheet(), unnamed()):
        with pytest.raises(ValueError, match="has no row"):
            place(Plan(deletions=gone(row)), tab)


def test_new_rows_take_the_empty_ones_first_and_then_those_below_the_table() -> None:
    """Row 6 has a remark of the owner's, and row 8 a space that somebody typed."""
    plan = place(Plan(additions=tuple(map(new, ("W", "X", "Y", "Z")))), sheet())
    assert rows_of(plan) == [4, 7, 9, 10] and plan.resizes == (Resize(TAB, "Schools", 10),)


def test_a_new_row_has_its_values_in_their_columns_and_tells_what_stood_there() -> None:
    plan = place(Plan(additions=(new("W", c4="c3", c2=7),)), sheet())
    assert written(plan) == [("A4", None, "W"), ("B4", "", 7), ("D4", None, "c3")]


def test_a_table_that_has_room_does_not_grow() -> None:
    assert place(Plan(additions=(new("W"), new("X"))), sheet()).resizes == ()
    up_to_the_last = sheet(ROWS[:4], replace(NAMED, area=Area(2, 1, 4, 4)))
    assert place(Plan(additions=(new("W"),)), up_to_the_last).resizes == ()


def test_without_a_named_table_a_new_row_stands_below_the_last_row_with_anything() -> None:
    plan = place(Plan(additions=tuple(map(new, ("W", "X", "Y", "Z")))), unnamed())
    assert rows_of(plan) == [4, 7, 9, 10] and plan.resizes == ()


def test_what_stands_beside_the_table_does_not_matter() -> None:
    aside: list[Cell] = [None, None, None, None, None, "a note beside the table"]
    rows = [*ROWS[:6], aside, aside]
    assert rows_of(place(Plan(additions=(new("W"), new("X"), new("Y"))), sheet(rows))) == [4, 7, 8]


@pytest.mark.parametrize("filled", [CellError("#REF!"), 0.0, False, "x"], ids=repr)
def test_a_row_in_which_anything_stands_is_not_empty(filled: Cell) -> None:
    tab = sheet([*ROWS[:3], [None, None, filled]])
    assert rows_of(place(Plan(additions=(new("W"),)), tab)) == [5]


def test_a_row_with_a_formula_is_not_empty_though_the_formula_shows_nothing() -> None:
    tab = sheet(formulas={(4, 3), (7, 7)})
    assert rows_of(place(Plan(additions=(new("W"),)), tab)) == [7]


def test_the_rows_that_a_plan_deletes_are_not_taken_by_those_that_it_adds() -> None:
    """Notes and colours of the old row would be the new one's. Later plans find an empty row there."""
    without_remark: list[Cell] = ["Hillside", 210.0, None, "a1"]
    rows = [*ROWS[:2], without_remark, ROWS[4]]
    named = replace(NAMED, area=Area(2, 1, 4, 4))
    plan = place(Plan(deletions=gone(3), additions=(new("W"),)), sheet(rows, named))
    assert rows_of(plan) == [5] and plan.resizes == (Resize(TAB, "Schools", 5),)


def test_a_row_that_the_plan_writes_anyway_is_not_taken() -> None:
    changes = (CellChange(TAB, 4, 3, None, "mine"), CellChange(TAB, 7, 9, None, "beside the table"))
    assert rows_of(place(Plan(changes, additions=(new("W"),)), sheet())) == [7]


def test_an_empty_end_of_a_table_stays() -> None:
    assert place(Plan(deletions=gone(3, 5, 6)), sheet()).resizes == ()


def test_a_row_without_anything_in_it_is_none() -> None:
    full = sheet(ROWS[:3], replace(NAMED, area=Area(2, 1, 3, 4)))
    assert not place(Plan(additions=(RowAddition(TAB, {1: None, 2: ""}), RowAddition(TAB, {}))), full)


def test_the_rest_of_the_plan_is_kept() -> None:
    anchors, other = (Anchor(TAB, 2, 4),), Resize("Costs", "Costs", 7)
    plan = place(Plan((), (other,), anchors, (new("W"),), gone(3), "round-1"), sheet())
    assert plan.anchors == anchors and plan.mark == "round-1" and plan.resizes == (other,)


@pytest.mark.parametrize(("stated", "names", "rows", "end"), [
    (12, "WXY", [4, 7, 13], 13),
    (12, "WX", [4, 7], 12),
    (5, "W", [4], 5),
    (5, "WX", [4, 7], 7),
    (5, "WXY", [4, 7, 9], 9),
])  # fmt: skip
def test_a_table_that_changes_its_end_anyway_ends_once(stated: int, names: str, rows: list[int], end: int) -> None:
    plan = place(Plan(resizes=(Resize(TAB, "Schools", stated),), additions=tuple(map(new, names))), sheet())
    assert rows_of(plan) == rows and plan.resizes == (Resize(TAB, "Schools", end),)


def test_a_table_with_something_below_it_cannot_grow() -> None:
    tab = sheet([*ROWS, [None, None, None, "Signed"]])
    assert rows_of(place(Plan(additions=(new("W"), new("X"))), tab)) == [4, 7]
    with pytest.raises(TableCannotGrow, match="'Schools' on the tab 'Schools' needs more rows, and row 9 below it is"):
        place(Plan(additions=(new("W"), new("X"), new("Y"))), tab)


def test_a_totals_row_is_no_row_to_take_even_where_it_is_blank() -> None:
    tab = sheet([*ROWS[:7], []], replace(NAMED, has_totals=True))
    assert rows_of(place(Plan(additions=(new("W"), new("X"))), tab)) == [4, 7]
    with pytest.raises(TableCannotGrow, match="totals row is in the way"):
        place(Plan(additions=(new("W"), new("X"), new("Y"))), tab)


def test_rows_of_another_table_are_not_taken_though_they_are_empty() -> None:
    another = NamedTable("Governors", Area(9, 3, 14, 5))
    with pytest.raises(TableCannotGrow, match="row 9"):
        place(Plan(additions=tuple(map(new, "WXY"))), sheet(ROWS, NAMED, another))
    beside = NamedTable("Governors", Area(2, 6, 14, 8))
    assert rows_of(place(Plan(additions=tuple(map(new, "WXY"))), sheet(ROWS, NAMED, beside))) == [4, 7, 9]
    assert rows_of(place(Plan(additions=tuple(map(new, "WXY"))), sheet(ROWS, another))) == [4, 7, 15]


def test_values_for_columns_that_are_not_ours_are_a_mistake_of_the_caller_s() -> None:
    with pytest.raises(ValueError, match="not ours"):
        place(Plan(additions=(new("W", c3="a remark"),)), sheet())
    with pytest.raises(ValueError, match="nothing is known"):
        placed(Plan(additions=(RowAddition("Costs", {1: "x"}),)), Workbook((sheet(),), (TAB,)), {})
    with pytest.raises(ValueError, match="outside the table"):
        TabTable(2, 1, 4, frozenset({5}))


def located(rows: Sequence[Sequence[Cell]], *tables: NamedTable) -> Located:
    found = locate(School, Sheet("Schools", rows, tables))
    assert found is not None
    return found


HEADED: list[Cell] = [None, "School", "My own", "Area", None, "Remarks"]


def test_a_table_without_a_name_is_as_wide_as_the_headings_beside_ours() -> None:
    assert table_of(located([[], HEADED])) == TabTable(2, 2, 4, frozenset({2, 4}))


def test_a_named_table_is_as_wide_as_itself() -> None:
    named = NamedTable("Schools", Area(2, 2, 9, 5))
    assert table_of(located([[], HEADED], named)) == TabTable(2, 2, 5, frozenset({2, 4}), named)


def test_columns_that_are_carried_are_ours_too() -> None:
    assert table_of(located([[], HEADED]), [3]).ours == {2, 3, 4}
    assert table_of(located([[], HEADED]), [6]) == TabTable(2, 2, 6, frozenset({2, 4, 6}))


def test_a_workbook_file_takes_the_rows_and_its_formulas_follow(tmp_path: Path) -> None:
    path = tmp_path / "schools.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        worksheet = book.add_worksheet(TAB)
        columns = [{"header": "School"}, {"header": "Pupils"}, {"header": "Twice", "formula": "=B3*2"}]
        worksheet.add_table("A2:C4", {"name": "Schools", "columns": columns})
        for row, name in enumerate(("Hillside", "Park"), start=2):
            worksheet.write_row(row, 0, [name, 10 * row])
            worksheet.write_formula(row, 2, f"=B{row + 1}*2", None, 20 * row)
    door = WorkbookFile(str(path), tmp_path / "backups", lambda: datetime(2026, 3, 2, 12))
    read = door.read([TAB])
    [named] = read.sheets[0].tables
    tables = {TAB: TabTable(2, 1, 3, frozenset({1, 2}), named)}
    plan = Plan(additions=(RowAddition(TAB, {1: "Newton", 2: 7}),), deletions=gone(3), mark="round-1")
    door.write(placed(plan, read, tables), read.state)
    after = door.read([TAB])
    [tab] = after.sheets
    assert [list(row[:2]) for row in tab.rows[2:]] == [[None, None], ["Park", 30.0], ["Newton", 7.0]]
    assert tab.formulas == {(3, 3), (4, 3), (5, 3)} and tab.tables[0].area == Area(2, 1, 5, 3)
    assert after.mark == "round-1"
