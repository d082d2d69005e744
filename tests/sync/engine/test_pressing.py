"""A tick on the shared sheet is acted on, answered beside it, and cleared; without one nothing is written there."""

from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import CellChange, Plan, Sheet
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
