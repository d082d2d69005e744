"""What doors promise that keep the mark of a write in the workbook itself, and know the state after a write."""

import pytest

from pepsheets.sheets import CannotWriteCell, FileChangedMeanwhile, Gateway, Plan, RowAddition, RowDeletion
from tests.gateways.gateway_contract import AGENDA, GatewayContract, change

SEA = change("Trips", 3, 2, 21.0)


class MarkingContract(GatewayContract):
    """Inherit it in the place of the usual contract."""

    def carry_out(self, door: Gateway, plan: Plan) -> str:
        return door.write(plan, door.read([]).state).state

    def test_a_workbook_that_was_never_written_has_no_mark(self, door: Gateway) -> None:
        assert door.read(["Trips"]).mark == ""

    def test_a_write_leaves_its_mark_whatever_is_read(self, door: Gateway) -> None:
        self.carry_out(door, Plan((SEA,), mark="round-1"))
        assert [door.read(wanted).mark for wanted in ([], ["Trips"], ["Diary"])] == ["round-1"] * 3

    def test_the_last_mark_counts_and_outlives_writes_without_one(self, door: Gateway) -> None:
        for mark in ("round-1", "round-2", ""):
            self.carry_out(door, Plan((SEA,), mark=mark))
        assert door.read([]).mark == "round-2"

    def test_a_mark_alone_is_nothing_to_do(self, door: Gateway) -> None:
        before = door.read(["Trips"])
        assert self.carry_out(door, Plan(mark="round-1")) == before.state
        assert door.read(["Trips"]) == before

    def test_a_write_that_finds_all_as_it_should_be_leaves_its_mark_too(self, door: Gateway) -> None:
        self.carry_out(door, Plan((change("Trips", 3, 2, 20.0, 20.0),), mark="round-1"))
        assert door.read([]).mark == "round-1"

    def test_a_write_that_is_refused_leaves_no_mark(self, door: Gateway) -> None:
        with pytest.raises(CannotWriteCell):
            self.carry_out(door, Plan((SEA, change("Diary", 1, 1, "x")), mark="round-1"))
        with pytest.raises(FileChangedMeanwhile):
            door.write(Plan((SEA,), mark="round-2"), "another state")
        assert door.read([]).mark == ""

    def test_a_mark_changes_nothing_that_anybody_sees(self, door: Gateway) -> None:
        before = self.everything(door)
        self.carry_out(door, Plan((change("Trips", 3, 2, 20.0),), mark="round-1"))
        assert self.everything(door) == before and door.read([]).tab_names == ("Trips", AGENDA.name, "Notes")

    def test_the_receipt_tells_the_state_after_the_write(self, door: Gateway) -> None:
        for plan in (Plan((SEA,)), Plan((SEA,), mark="round-1"), Plan()):
            state = self.carry_out(door, plan)
            assert state and state == door.read([]).state

    @pytest.mark.parametrize(
        "plan", [Plan(additions=(RowAddition("Trips", {1: "Pond"}),)), Plan(deletions=(RowDeletion("Trips", 2),))]
    )
    def test_rows_that_nobody_placed_are_a_mistake_of_ours_and_never_lost(self, door: Gateway, plan: Plan) -> None:
        with pytest.raises(ValueError, match="placing them first"):
            self.carry_out(door, plan)
