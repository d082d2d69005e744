"""A tick on either side is acted on, answered beside it, and cleared; without one nothing is written there."""

from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import CellChange, FileIsOpen, Plan, Receipt, Sheet
from tests.sync.engine.things import Sides, plain, sheet, store_in

BLOCK = Sheet(
    "Overview",
    [
        ["Keepers of things"],
        ["Tick here", "Button", "What happened", "Last checked", "Next due"],
        [False, "Recalculate", "Not used yet", "Not yet", "Not planned yet"],
        [False, "Sync now", "Not used yet", "Not yet", "Not planned yet"],
    ],
)


@pytest.fixture
def shared() -> MemoryWorkbook:
    return MemoryWorkbook([BLOCK, sheet()])


@pytest.fixture
def sides(tmp_path: Path, shared: MemoryWorkbook) -> Sides:
    return Sides(MemoryWorkbook([sheet([["kettle", "new"]])]), shared, store_in(tmp_path))


def tick(shared: MemoryWorkbook, row: int) -> None:
    shared.write(Plan((CellChange("Overview", row, 1, False, True),)), shared.read([]).state)


def test_a_tick_is_answered_with_what_happened_and_when_and_cleared(sides: Sides, shared: MemoryWorkbook) -> None:
    tick(shared, 4)
    assert sides.sync().was_asked_for
    assert plain(shared) == {("kettle", "new")}
    ticked, label, happened, checked, due = shared.sheets["Overview"].rows[3]
    assert (ticked, label) == (False, "Sync now")
    assert "written to the shared sheet" in str(happened)
    assert (checked, due) == ("21/11/2026 09:15", "21/11/2026 09:30")


def test_a_tick_in_a_round_with_nothing_to_do_is_answered_too(sides: Sides, shared: MemoryWorkbook) -> None:
    sides.sync()
    tick(shared, 3)
    assert sides.sync().was_asked_for
    assert list(shared.sheets["Overview"].rows[2])[:3] == [False, "Recalculate", "Both sides were in step already."]


def test_a_button_that_nobody_ticked_is_left_alone(sides: Sides, shared: MemoryWorkbook) -> None:
    sides.sync()
    assert shared.sheets["Overview"].rows == BLOCK.rows


def test_a_tick_in_the_workbook_is_answered_there_with_the_name_of_the_share(tmp_path: Path) -> None:
    ours, theirs = MemoryWorkbook([BLOCK, sheet([["kettle", "new"]])]), MemoryWorkbook([BLOCK, sheet()])
    sides = Sides(ours, theirs, store_in(tmp_path))
    sides.sync()
    tick(ours, 4)
    assert sides.sync().was_asked_for
    assert list(ours.sheets["Overview"].rows[3])[:3] == [False, "Sync now", "'Group': Both sides were in step already."]
    assert theirs.sheets["Overview"].rows == BLOCK.rows


def test_a_tick_that_was_typed_is_cleared_away(sides: Sides, shared: MemoryWorkbook) -> None:
    shared.write(Plan((CellChange("Overview", 4, 1, False, "x"),)), shared.read([]).state)
    assert sides.sync().was_asked_for
    assert list(shared.sheets["Overview"].rows[3])[:2] == [None, "Sync now"]


@pytest.mark.parametrize("typed", ["maybe", "no", 7])
def test_what_is_no_tick_is_told_so_once_and_stays(sides: Sides, shared: MemoryWorkbook, typed: str | int) -> None:
    shared.write(Plan((CellChange("Overview", 3, 1, False, typed),)), shared.read([]).state)
    assert not sides.sync().was_asked_for
    said = f"Type Yes or x to ask: '{typed}' is not understood. Nothing was done."
    assert list(shared.sheets["Overview"].rows[2])[:4] == [typed, "Recalculate", said, "Not yet"]
    before = shared.read([]).state
    sides.sync()
    assert shared.read([]).state == before


def test_a_tick_where_no_round_comes_by_itself_promises_none(sides: Sides, shared: MemoryWorkbook) -> None:
    sides.again = None
    tick(shared, 4)
    sides.sync()
    assert shared.sheets["Overview"].rows[3][4] == "When somebody asks"


class Locked(MemoryWorkbook):
    """A workbook that somebody has open, or not."""

    is_open = False

    def write(self, plan: Plan, state: str) -> Receipt:
        if self.is_open:
            raise FileIsOpen("Ann Archer has 'ours.xlsx' open.")
        return super().write(plan, state)


def test_a_tick_in_a_workbook_that_is_open_waits_for_the_round_after_it_is_closed(tmp_path: Path) -> None:
    ours = Locked([BLOCK, sheet([["kettle", "new"]])])
    sides = Sides(ours, MemoryWorkbook([sheet()]), store_in(tmp_path))
    sides.sync()
    tick(ours, 4)
    ours.is_open = True
    assert sides.sync().is_good and ours.sheets["Overview"].rows[3][0] is True
    ours.is_open = False
    sides.sync()
    assert ours.sheets["Overview"].rows[3][0] is False


def test_a_formula_beside_a_tick_is_left_alone(tmp_path: Path) -> None:
    block = Sheet("Overview", [*BLOCK.rows[:3], [True, "Sync now", "our own"]], formulas=frozenset({(4, 3)}))
    shared = MemoryWorkbook([block, sheet()])
    Sides(MemoryWorkbook([sheet([["kettle", "new"]])]), shared, store_in(tmp_path)).sync()
    assert list(shared.sheets["Overview"].rows[3])[:4] == [False, "Sync now", "our own", "21/11/2026 09:15"]
