"""The doors of a round: what was written is known, and a dry run's doors write nothing."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from pepsheets.faces.round_doors import OpenRoundDoor, PretendDoor, RoundDoor, Unwatched, round_door
from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import (
    CellChange,
    CellHoldsFormula,
    FileChangedMeanwhile,
    FileIsOpen,
    Overwritten,
    Plan,
    Receipt,
    Sheet,
    Workbook,
)

TABS = ["Things"]


def workbook() -> MemoryWorkbook:
    return MemoryWorkbook([Sheet("Things", [["Name"], ["kettle"]])])


def typed(value: str, mark: str = "") -> Plan:
    return Plan((CellChange("Things", 2, 1, "kettle", value),), mark=mark)


class Locked(MemoryWorkbook):
    def write(self, plan: Plan, state: str) -> Receipt:
        raise FileIsOpen("Somebody has it open.")


class OnGoogle(MemoryWorkbook):
    def write_keeping(self, plan: Plan, state: str, batch: str) -> Overwritten:
        self.write(plan, state)
        return Overwritten(batch, {}, {}, {}, {})

    def overwritten(self, batch: str) -> Overwritten | None:
        return None


def test_a_write_is_counted_and_told() -> None:
    watcher = Unwatched()
    door = RoundDoor(workbook(), watcher)
    door.write(typed("jug"), door.read(TABS).state)
    assert (door.writes, watcher.standing) == (1, "saved")


def test_a_write_that_was_refused_leaves_what_was_told_before() -> None:
    for watcher in (Unwatched("untouched"), Unwatched("saved")):
        before = watcher.standing
        door = RoundDoor(Locked([Sheet("Things", [["Name"]])]), watcher)
        with pytest.raises(FileIsOpen):
            door.write(typed("jug"), "0")
        assert (door.writes, watcher.standing) == (0, before)


def test_a_door_through_which_others_come_and_go_stays_one() -> None:
    watcher = Unwatched()
    door = round_door(OnGoogle([Sheet("Things", [["Name"], ["kettle"]])]), watcher)
    assert isinstance(door, OpenRoundDoor)
    assert door.write_keeping(typed("jug"), door.read(TABS).state, "b1").batch == "b1"
    assert (door.writes, watcher.standing, door.overwritten("b1")) == (1, "saved", None)
    assert not isinstance(round_door(workbook(), watcher), OpenRoundDoor)


def test_what_was_looked_at_is_what_the_round_reads_first_and_then_it_reads_anew() -> None:
    inner = workbook()
    door = round_door(inner, Unwatched())
    seen = door.look(TABS)
    inner.write(typed("jug"), seen.state)
    assert door.read(TABS) is seen
    assert door.read(TABS).sheets[0].rows[1] == ["jug"]


def test_a_pretended_write_changes_nothing_and_is_read_all_the_same() -> None:
    inner = workbook()
    door = PretendDoor("my.xlsx", inner.read)
    first = door.read(TABS)
    receipt = door.write(typed("jug", "b1"), first.state)
    second = door.read(TABS)
    assert (second.sheets[0].rows[1], second.mark, second.state) == (["jug"], "b1", receipt.state)
    assert second.state != first.state and inner.read(TABS).sheets[0].rows[1] == ["kettle"]


def test_a_pretended_write_for_another_state_is_refused() -> None:
    door = PretendDoor("my.xlsx", workbook().read)
    with pytest.raises(FileChangedMeanwhile):
        door.write(typed("jug"), "0")
    door.write(typed("jug"), door.read(TABS).state)
    with pytest.raises(FileChangedMeanwhile):
        door.write(typed("pan"), "0")


def test_a_formula_of_the_owners_is_not_even_pretended_to_be_overwritten() -> None:
    def read(tabs: Collection[str]) -> Workbook:
        return Workbook((Sheet("Things", [["Name"], ["kettle"]], formulas=frozenset({(2, 1)})),), ("Things",), "0")

    door = PretendDoor("my.xlsx", read)
    with pytest.raises(CellHoldsFormula, match="Things, A2"):
        door.write(typed("jug"), door.read(TABS).state)
