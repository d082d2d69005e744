"""The Conflicts tab: both sides show what waits, and one chooses there."""

from dataclasses import replace
from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import Cell, CellChange, Plan, Sheet, Value
from pepsheets.sync.config.declared import Share
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import columns_of
from tests.sync.engine import things
from tests.sync.engine.things import Sides, plain, sheet, store_in

HEADINGS = [column.heading for column in columns_of(ConflictRow)]


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sides:
    """Two sides with a Conflicts tab each, in step, and then a conflict."""
    monkeypatch.setattr(things, "KIND", replace(things.KIND, tabs=(things.Thing, ConflictRow)))
    tab = Sheet("Conflicts", [HEADINGS])
    ours = MemoryWorkbook([sheet([["kettle", "new"]]), tab])
    sides = Sides(ours, MemoryWorkbook([sheet(), tab]), store_in(tmp_path))
    sides.sync()
    change(ours, "Things", (2, 2, "old"))
    change(sides.shared, "Things", (2, 2, "blue"))
    sides.sync()
    return sides


def change(door: object, tab: str, *cells: tuple[int, int, Value]) -> None:
    assert isinstance(door, MemoryWorkbook)
    plan = Plan(tuple(CellChange(tab, row, column, None, value) for row, column, value in cells))
    door.write(plan, door.read([]).state)


def lines(door: object) -> list[dict[str, Cell]]:
    assert isinstance(door, MemoryWorkbook)
    rows = door.sheets["Conflicts"].rows[1:]
    filled = [dict(zip(HEADINGS, [*row, *[None] * len(HEADINGS)], strict=False)) for row in rows]
    return [row for row in filled if any(cell is not None for cell in row.values())]


def choose(door: object, text: str) -> None:
    change(door, "Conflicts", (2, HEADINGS.index("Choose") + 1, text))


def test_both_sides_show_both_values_and_since_when(sides: Sides) -> None:
    [ours], [theirs] = lines(sides.workbook), lines(sides.shared)
    assert ours == theirs
    assert (ours["In the workbook"], ours["On the shared sheet"]) == ("old", "blue")
    assert (ours["Tab"], ours["Column"], ours["Share"]) == ("Things", "State", "Group")
    assert ours["Since"] == "21/11/2026 09:15 to 21/11/2026 09:30"


@pytest.mark.parametrize("side", ["workbook", "shared"])
@pytest.mark.parametrize(("choice", "value"), [("Workbook", "old"), ("shared sheet", "blue")])
def test_what_is_chosen_on_either_side_stands_on_both_after_the_next_round(
    sides: Sides, side: str, choice: str, value: str
) -> None:
    choose(getattr(sides, side), choice)
    outcome = sides.sync()
    assert plain(sides.workbook) == plain(sides.shared) == {("kettle", value)}
    assert not outcome.conflicts and lines(sides.workbook) == lines(sides.shared) == []


def test_a_choice_of_a_value_that_changed_since_is_not_taken_and_is_cleared(sides: Sides) -> None:
    choose(sides.workbook, "Shared sheet")
    change(sides.shared, "Things", (2, 2, "green"))
    outcome = sides.sync()
    [line] = lines(sides.workbook)
    assert outcome.conflicts and line["On the shared sheet"] == "green" and line["Choose"] is None


def test_different_choices_on_the_two_sides_are_said_and_neither_is_followed(sides: Sides) -> None:
    choose(sides.workbook, "Workbook")
    choose(sides.shared, "Shared sheet")
    outcome = sides.sync()
    sentence = (
        "The workbook's tab says Workbook, the shared sheet's tab says Shared sheet, so neither is followed. Choose "
        "the same on both, or clear one of them."
    )
    assert plain(sides.workbook) == {("kettle", "old")} and plain(sides.shared) == {("kettle", "blue")}
    assert [line["What to do"] for line in lines(sides.workbook) + lines(sides.shared)] == [sentence, sentence]
    assert [str(each) for each in outcome.told] == [f"Things, State: On the Conflicts tab: {sentence}"]
    choose(sides.shared, "Workbook")
    sides.sync()
    assert plain(sides.shared) == {("kettle", "old")}


def test_free_text_in_place_of_a_choice_is_said_to_be_none(sides: Sides) -> None:
    choose(sides.shared, "ask Ama")
    outcome = sides.sync()
    sentence = (
        "'ask Ama' on the shared sheet is no choice, so none is followed. Choose Workbook or Shared sheet instead."
    )
    assert [line["What to do"] for line in lines(sides.workbook)] == [sentence]
    assert sentence in str(outcome.told[0]) and outcome.conflicts
    choose(sides.shared, "Shared sheet")
    outcome = sides.sync()
    assert not outcome.conflicts and plain(sides.workbook) == {("kettle", "blue")}


def test_a_choice_beside_free_text_on_the_other_side_is_followed(sides: Sides) -> None:
    choose(sides.shared, "ask Ama")
    choose(sides.workbook, "Workbook")
    outcome = sides.sync()
    assert not outcome.conflicts and plain(sides.shared) == {("kettle", "old")}


def test_a_second_round_leaves_the_tab_alone(sides: Sides) -> None:
    before = sides.workbook.read([]).state, sides.shared.read([]).state
    sides.sync()
    assert (sides.workbook.read([]).state, sides.shared.read([]).state) == before


def test_a_held_value_is_named_with_what_to_do(sides: Sides) -> None:
    change(sides.shared, "Things", (2, 1, "jug"), (3, 2, "bad"), (3, 1, "cup"))
    sides.sync()
    assert any(line["On the shared sheet"] == "bad" and line["What to do"] for line in lines(sides.workbook))


def test_of_a_row_that_waits_as_a_whole_each_cell_to_be_put_right_has_its_line(sides: Sides) -> None:
    change(sides.shared, "Things", (3, 1, "cup"), (3, 2, "bad"))
    sides.sync()
    [line] = [line for line in lines(sides.workbook) if line["On the shared sheet"] == "bad"]
    assert line["Column"] == "State"
    assert str(line["What to do"]).startswith("The whole row waits on the shared sheet until this is put right. ")


NARROWER = {
    "without the column": replace(
        things.SHARE, columns={things.Thing: tuple(each for each in things.COLUMNS if each.name == "name")}
    ),
    "without the tab": replace(things.SHARE, tabs=(), columns={}),
}


@pytest.mark.parametrize("share", NARROWER.values(), ids=NARROWER)
def test_what_waits_where_the_share_no_longer_reaches_is_let_go_and_kept_in_the_history(
    sides: Sides, share: Share
) -> None:
    change(sides.workbook, "Things", (3, 1, "cup"), (3, 2, "fit"))
    sides.sync()
    change(sides.workbook, "Things", (3, 2, "bad"))
    sides.sync()
    assert {line["Column"] for line in lines(sides.shared)} == {"State"} and len(lines(sides.shared)) == 2
    outcome = replace(sides, share=share).sync()
    assert not outcome.conflicts and not outcome.held
    assert lines(sides.workbook) == lines(sides.shared) == []
    kept = {(each.change.kind, each.change.before) for each in sides.store.history("Group")}
    assert {("conflict", "old"), ("held", "bad")} <= kept


def test_a_plan_for_a_tab_that_is_shared_no_longer_is_withdrawn(sides: Sides) -> None:
    emptied(sides)
    sides.sync()
    assert sides.store.plans("Group")
    replace(sides, share=NARROWER["without the tab"]).sync()
    assert not sides.store.plans("Group") and lines(sides.shared) == []


def test_a_tab_that_stops_stands_there_with_the_plan_until_it_goes_on(sides: Sides) -> None:
    emptied(sides)
    sides.sync()
    [plan] = sides.store.plans("Group")
    told = [line for line in lines(sides.shared) if f"pepsheets approve {plan.name}" in str(line["What to do"])]
    assert [(line["Tab"], line["Share"]) for line in told] == [("Things", "Group")]
    assert lines(sides.workbook) == lines(sides.shared)


def emptied(sides: Sides) -> None:
    """Somebody empties the shared tab of its one row."""
    change(sides.shared, "Things", *((2, column, None) for column in range(1, len(things.HEADINGS) + 1)))
