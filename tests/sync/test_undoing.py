"""Taking a round back: cells, rows that came, rows that went, and what stays because it changed since."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sheets import Cell
from pepsheets.sync.changes import AddRow, Changes, DeleteRow, SetCell, Side, applied
from pepsheets.sync.store.records import Change, Kind
from pepsheets.sync.undoing import SharedNow, taken_back


def change(
    column: str, before: Cell, after: Cell, kind: Kind = "flowed", row: str = "R1", side: Side = "shared"
) -> Change:
    return Change(kind, "Things", row, "kettle", column, side, before, after)


def now(workbook: dict[str, Cell] | None, shared: dict[str, Cell] | None = None) -> dict[str, SharedNow]:
    ours = {} if workbook is None else {"R1": workbook}
    theirs = ours if shared is None else {"R1": shared}
    return {"Things": SharedNow(ours, theirs, ("name",))}


KETTLE: dict[str, Cell] = {"name": "kettle", "state": "new"}


def test_a_cell_that_both_sides_still_hold_becomes_what_it_was() -> None:
    back = taken_back([change("state", "old", "new")], now(KETTLE))
    assert back.changes == {"Things": Changes((SetCell("R1", "state", "new", "old"),))}
    assert back and not back.left


def test_a_cell_that_changed_twice_in_the_round_becomes_what_it_was_before_both() -> None:
    back = taken_back([change("state", "old", "worn"), change("state", "worn", "new")], now(KETTLE))
    assert back.changes["Things"].sets == (SetCell("R1", "state", "new", "old"),)


def test_a_cell_that_either_side_changed_since_stays_and_is_told() -> None:
    for ours, theirs in (("lost", "new"), ("new", "lost")):
        back = taken_back([change("state", "old", "new")], now({**KETTLE, "state": ours}, {**KETTLE, "state": theirs}))
        assert not back and not back.changes.get("Things")
        assert f"'{ours}' in the workbook and '{theirs}' on the shared sheet" in back.left[0].why


def test_a_row_that_came_from_the_shared_sheet_goes_again() -> None:
    flowed = [change("name", None, "kettle"), change("state", None, "new")]
    assert taken_back(flowed, now(KETTLE)).changes == {"Things": Changes(deletes=(DeleteRow("R1", KETTLE),))}


def test_a_row_that_came_and_was_added_to_since_stays() -> None:
    back = taken_back([change("name", None, "kettle")], now(KETTLE))
    assert not back and "changed since" in back.left[0].why


def test_a_row_that_was_typed_in_the_workbook_stays() -> None:
    flowed = [change(name, None, cell, side="workbook") for name, cell in KETTLE.items()]
    back = taken_back(flowed, now(KETTLE))
    assert not back and {left.why.partition(":")[0] for left in back.left} == {"the row was typed in the workbook"}


def test_blanks_that_were_filled_in_a_row_that_stood_there_are_blank_again() -> None:
    assert taken_back([change("state", None, "new")], now(KETTLE)).changes["Things"].sets == (
        SetCell("R1", "state", "new", None),
    )


def test_a_row_that_was_deleted_comes_back_with_all_that_flowed() -> None:
    gone = [change("", None, None, "deleted"), *(change(name, cell, None, "deleted") for name, cell in KETTLE.items())]
    back = taken_back(gone, now(None))
    assert back.changes == {"Things": Changes(adds=(AddRow("R1", KETTLE),))}
    assert len(back.taken) == 3


def test_a_row_that_stands_there_again_is_left_alone() -> None:
    back = taken_back([change("name", "kettle", None, "deleted")], now(KETTLE))
    assert not back and back.left[0].why == "the row stands there again"


def test_a_row_that_has_gone_since_is_left_alone() -> None:
    for workbook, shared in ((None, KETTLE), (None, None)):
        back = taken_back([change("state", "old", "new")], now(workbook, shared))
        assert not back and back.left[0].why == "the row has gone since"


def test_tabs_and_columns_that_are_kept_in_step_no_more_are_left_alone() -> None:
    assert "tab" in taken_back([change("state", "old", "new")], {}).left[0].why
    assert "column" in taken_back([change("size", "big", "small")], now(KETTLE)).left[0].why


def test_what_did_not_flow_is_nothing_to_take_back() -> None:
    back = taken_back([change("state", "old", "new", kind) for kind in ("conflict", "settled", "undone")], now(KETTLE))
    assert not back and not back.left


CELLS = st.sampled_from([None, "a", "b", 1.0])
ROWS = st.dictionaries(st.sampled_from(["name", "state", "size"]), CELLS, min_size=3)


@given(before=ROWS, after=ROWS, since=ROWS)
def test_only_cells_of_that_round_that_nobody_touched_since_change(
    before: dict[str, Cell], after: dict[str, Cell], since: dict[str, Cell]
) -> None:
    before, after = {**before, "name": "kettle"}, {**after, "name": "kettle"}
    since = {**since, "name": "kettle"}
    flowed = [change(name, before[name], after[name]) for name in after if before[name] != after[name]]
    back = taken_back(flowed, now(since))
    result = applied({"R1": since}, back.changes.get("Things", Changes()))["R1"]
    for name, cell in since.items():
        was_ours = before[name] != after[name] and cell == after[name]
        assert result[name] == (before[name] if was_ours else cell)
    assert len(back.taken) + len(back.left) == len(flowed)
