"""The Overview of both sides says how a share stands, and a round with nothing to do leaves it as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import Cell, CellChange, FileIsOpen, Plan, Receipt, Sheet
from pepsheets.sync.engine.round import Outcome, Surroundings, run_round
from pepsheets.tabs.in_step import LinePart
from tests.sync.engine import things
from tests.sync.engine.things import HOLDER, TODAY, Sides, sheet, store_in

LINES: list[Cell] = [part.value for part in LinePart]
OVERVIEW = Sheet("Overview", [["Keepers of things"], LINES, [None, "No shared sheet yet"], []])
BUTTONS: list[list[Cell]] = [["Tick here", "Button", "What happened", "Last checked"], [None, "Sync now"]]


class Workbook(MemoryWorkbook):
    """One that somebody has open, or not, and that counts what is written."""

    is_open = False
    writes = 0

    def write(self, plan: Plan, state: str) -> Receipt:
        if self.is_open:
            raise FileIsOpen("Ann Archer has 'ours.xlsx' open.")
        self.writes += 1
        return super().write(plan, state)

    def line(self, row: int = 3) -> list[Cell]:
        return list(self.sheets["Overview"].rows[row - 1])

    def type(self, row: int, column: int, value: str) -> None:
        state = self.read([]).state
        super().write(Plan((CellChange("Things", row, column, None, value),)), state)


@pytest.fixture
def ours() -> Workbook:
    return Workbook([OVERVIEW, sheet([["kettle", "new"]])])


@pytest.fixture
def theirs() -> Workbook:
    return Workbook([OVERVIEW, sheet()])


@pytest.fixture
def sides(tmp_path: Path, ours: Workbook, theirs: Workbook) -> Sides:
    return Sides(ours, theirs, store_in(tmp_path))


def test_after_a_round_both_say_that_they_are_in_step_since_when_and_when_the_next_one_is(
    sides: Sides, ours: Workbook, theirs: Workbook
) -> None:
    sides.sync()
    said = ["Group", "In step.", "21/11/2026 09:15", "09:30, then every 15 minutes"]
    assert ours.line() == theirs.line() == said


def test_where_no_round_comes_by_itself_none_is_promised(sides: Sides, ours: Workbook, theirs: Workbook) -> None:
    sides.again = None
    sides.sync()
    assert ours.line()[2:4] == theirs.line()[2:4] == ["21/11/2026 09:15", "When somebody asks"]


def test_once_rounds_come_by_themselves_the_next_one_is_promised_though_nothing_else_is_to_be_written(
    sides: Sides, ours: Workbook, theirs: Workbook
) -> None:
    sides.again = None
    sides.sync()
    sides.again = timedelta(minutes=15)
    sides.sync()
    assert ours.line()[3] == theirs.line()[3] == "09:45, then every 15 minutes"


def test_it_is_said_in_the_same_write_and_not_counted_as_written(
    sides: Sides, ours: Workbook, theirs: Workbook
) -> None:
    sides.sync()
    ours.type(2, 2, "old")
    before = ours.writes, theirs.writes
    outcome = sides.sync()
    assert (ours.writes - before[0], theirs.writes - before[1]) == (1, 1)
    assert (outcome.to_workbook, outcome.to_shared) == (1, 2)
    assert ours.line()[2] == theirs.line()[2] == "21/11/2026 09:30"


def test_a_round_with_nothing_to_do_leaves_both_as_they_are(sides: Sides, ours: Workbook, theirs: Workbook) -> None:
    sides.sync()
    before = ours.read([]).state, theirs.read([]).state
    for _ in range(3):
        assert sides.sync().is_good
    assert (ours.read([]).state, theirs.read([]).state) == before


def test_the_first_round_of_a_day_says_so_on_both_sides_once(sides: Sides, ours: Workbook, theirs: Workbook) -> None:
    sides.sync()
    sides.now += timedelta(days=1)
    for _ in range(2):
        on_next_day(sides)
        assert ours.line()[2] == theirs.line()[2] == "22/11/2026 09:30"


def on_next_day(sides: Sides) -> Outcome:
    sides.now += timedelta(minutes=15)
    around = Surroundings(HOLDER, sides.now, TODAY + timedelta(days=1), lambda: next(sides.fresh))
    return run_round(sides.share, things.KIND, (sides.workbook, sides.shared), sides.store, around)


def test_what_waits_for_a_person_is_said(sides: Sides, ours: Workbook, theirs: Workbook) -> None:
    sides.sync()
    ours.type(2, 2, "old")
    theirs.type(2, 2, "broken")
    sides.sync()
    assert ours.line()[1] == theirs.line()[1] == "In step, but for 1 cell that waits for you: see the Conflicts tab."
    theirs.type(2, 2, "old")
    sides.sync()
    assert ours.line()[1] == theirs.line()[1] == "In step."


def test_while_the_workbook_is_open_the_shared_sheet_says_that_it_waits(
    sides: Sides, ours: Workbook, theirs: Workbook
) -> None:
    sides.sync()
    theirs.type(2, 2, "old")
    ours.is_open = True
    sides.sync()
    how, last = theirs.line()[1:3]
    assert "What belongs into it waits" in str(how) and "Ann" not in str(how) and last == "21/11/2026 09:15"
    writes = theirs.writes
    sides.sync()
    assert theirs.writes == writes
    ours.is_open = False
    sides.sync()
    assert ours.line()[1:3] == theirs.line()[1:3] == ["In step.", "21/11/2026 10:00"]


def test_of_a_tab_that_stops_the_line_is_short_and_sends_to_the_conflicts_tab_for_the_reason(
    tmp_path: Path, ours: Workbook
) -> None:
    theirs = Workbook([OVERVIEW, Sheet("Things", [["Name", "State", "Label"]])])
    Sides(ours, theirs, store_in(tmp_path)).sync()
    how, last = theirs.line()[1:3]
    assert how == "Not wholly in step: Things waits for you. See the Conflicts tab." and last == "Not yet"


def test_each_share_of_a_workbook_has_its_own_line(sides: Sides, ours: Workbook, theirs: Workbook) -> None:
    sides.sync()
    more = replace(sides, shared=Workbook([sheet()]), share=replace(sides.share, name="Office"))
    more.sync()
    assert [ours.line(3)[0], ours.line(4)[0]] == ["Group", "Office"]


def test_a_share_whose_round_comes_after_the_answer_to_a_tick_says_so_too(tmp_path: Path) -> None:
    ours = Workbook([Sheet("Overview", [*OVERVIEW.rows, *BUTTONS]), sheet([["kettle", "new"]])])
    sides = Sides(ours, Workbook([sheet()]), store_in(tmp_path))
    more = replace(sides, shared=Workbook([sheet()]), share=replace(sides.share, name="Office"))
    for each in (sides, more):
        each.sync()
    ours.write(Plan((CellChange("Overview", 6, 1, None, "Yes"),)), ours.read([]).state)
    sides.now = more.now = sides.now + timedelta(hours=1)
    sides.sync()
    assert ours.line(6)[0] is None and ours.line(4)[2] == "21/11/2026 09:15"
    more.sync()
    assert ours.line(4)[2] == ours.line(3)[2] == "21/11/2026 10:30"


def test_a_side_without_such_lines_is_as_before(tmp_path: Path, ours: Workbook) -> None:
    bare = Workbook([Sheet("Overview", [["Keepers of things"]]), sheet()])
    assert Sides(ours, bare, store_in(tmp_path)).sync().is_good
    assert bare.sheets["Overview"].rows == [["Keepers of things"]]


def test_a_formula_in_the_line_is_left_alone(tmp_path: Path, ours: Workbook) -> None:
    theirs = Workbook([replace(OVERVIEW, formulas=frozenset({(3, 2)})), sheet()])
    sides = Sides(ours, theirs, store_in(tmp_path))
    assert sides.sync().is_good and sides.sync().is_good
    assert theirs.line()[:3] == ["Group", "No shared sheet yet", "21/11/2026 09:15"]
