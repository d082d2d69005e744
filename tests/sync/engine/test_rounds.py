"""Two workbooks in step, whatever people do on either side."""

from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import CellChange, Gateway, Plan, Value
from tests.sync.engine.things import Sides, plain, rows_of, sheet, store_in


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    """A workbook with two things, and a shared sheet with none."""
    workbook = MemoryWorkbook([sheet([["kettle", "new"], ["chair", "worn"]])])
    return Sides(workbook, MemoryWorkbook([sheet()]), store_in(tmp_path))


def change(door: Gateway, *cells: tuple[int, int, Value]) -> None:
    """A person types into cells, given by row and column."""
    plan = Plan(tuple(CellChange("Things", row, column, None, value) for row, column, value in cells))
    door.write(plan, door.read([]).state)


def test_a_first_round_brings_every_row_to_the_other_side(sides: Sides) -> None:
    outcome = sides.sync()
    assert outcome.is_good
    assert plain(sides.shared) == {("kettle", "new"), ("chair", "worn")} == plain(sides.workbook)


def test_results_are_computed_and_shown_on_the_shared_sheet(sides: Sides) -> None:
    sides.sync()
    assert {row["Label"] for row in rows_of(sides.shared)} == {"kettle/new", "chair/worn"}


def test_a_second_round_writes_nothing(sides: Sides) -> None:
    sides.sync()
    before = sides.workbook.read([]).state, sides.shared.read([]).state
    outcome = sides.sync()
    assert outcome.is_good and outcome.to_shared == outcome.to_workbook == 0 and outcome.passes == 1
    assert (sides.workbook.read([]).state, sides.shared.read([]).state) == before


def test_edits_flow_both_ways(sides: Sides) -> None:
    sides.sync()
    change(sides.workbook, (2, 2, "old"))
    change(sides.shared, (3, 1, "stool"))
    assert sides.sync().is_good
    assert plain(sides.workbook) == plain(sides.shared) == {("kettle", "old"), ("stool", "worn")}


def test_different_values_in_one_cell_are_a_conflict_and_both_stay(sides: Sides) -> None:
    sides.sync()
    change(sides.workbook, (2, 2, "old"))
    change(sides.shared, (2, 2, "blue"))
    outcome = sides.sync()
    [conflict] = outcome.conflicts
    assert (conflict.workbook, conflict.shared, conflict.base) == ("old", "blue", "new")
    assert ("kettle", "old") in plain(sides.workbook) and ("kettle", "blue") in plain(sides.shared)


def test_a_value_that_fails_its_check_is_held_and_the_rest_of_its_row_flows(sides: Sides) -> None:
    sides.sync()
    change(sides.shared, (2, 1, "jug"), (2, 2, "bad"))
    outcome = sides.sync()
    assert [held.value for held in outcome.held] == ["bad"]
    assert ("jug", "new") in plain(sides.workbook)


def test_a_row_deleted_on_one_side_is_deleted_on_the_other(sides: Sides) -> None:
    sides.sync()
    change(sides.shared, *((2, column, None) for column in (1, 2, 3, 4)))
    assert sides.sync().is_good
    assert plain(sides.workbook) == {("chair", "worn")} == plain(sides.shared)


def test_a_row_deleted_here_and_changed_there_comes_back_and_is_told(sides: Sides) -> None:
    sides.sync()
    change(sides.shared, *((2, column, None) for column in (1, 2, 3, 4)))
    change(sides.workbook, (2, 2, "old"))
    outcome = sides.sync()
    assert [str(told) for told in outcome.told] != []
    assert plain(sides.workbook) == plain(sides.shared) == {("kettle", "old"), ("chair", "worn")}


def test_a_copied_row_gets_an_id_of_its_own(sides: Sides) -> None:
    sides.sync()
    ids = [row["Row ID"] for row in rows_of(sides.shared)]
    change(sides.shared, (4, 1, "kettle"), (4, 2, "spare"), (4, 4, str(ids[0])))
    assert sides.sync().is_good
    assert plain(sides.workbook) == {("kettle", "new"), ("chair", "worn"), ("kettle", "spare")}
    assert len({row["Row ID"] for row in rows_of(sides.workbook)}) == 3


def test_a_heading_that_was_renamed_stops_the_tab_and_offers_the_column_that_it_may_be(sides: Sides) -> None:
    sides.sync()
    change(sides.shared, (1, 2, "Condition"), (2, 2, "old"))
    outcome = sides.sync()
    assert not outcome.is_good and "'Condition'" in str(outcome.stopped[0])
    assert ("kettle", "new") in plain(sides.workbook)
    [plan] = sides.store.plans("Group")
    sides.store.approve("Group", plan.name, sides.now)
    assert sides.sync().is_good
    assert ("kettle", "old") in plain(sides.workbook)


def test_a_tab_emptied_by_mistake_stops_and_asks(sides: Sides) -> None:
    sides.sync()
    change(sides.shared, *((row, column, None) for row in (2, 3) for column in (1, 2, 3, 4)))
    outcome = sides.sync()
    assert not outcome.is_good and plain(sides.workbook) == {("kettle", "new"), ("chair", "worn")}
    [plan] = sides.store.plans("Group")
    sides.store.approve("Group", plan.name, sides.now)
    assert sides.sync().is_good and plain(sides.workbook) == set() and sides.store.plans("Group") == ()
