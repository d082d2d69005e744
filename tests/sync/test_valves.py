"""A round stops and asks before it follows what looks like a slip of the hand."""

from __future__ import annotations

import pytest

from pepsheets.sync.changes import SIDES, Changes, DeleteRow, Merged, Rows, SetCell, Side
from pepsheets.sync.decisions import Flow
from pepsheets.sync.merge import merge
from pepsheets.sync.terms import Terms
from pepsheets.sync.valves import Trip, trips

COLUMNS = {"school": Flow.TWO_WAY, "fee": Flow.TWO_WAY}
PLACES: dict[Side, str] = {"workbook": "in the workbook", "shared": "on the shared sheet"}


def tab(rows: int) -> Rows:
    return {f"R{row}": {"school": f"School {row}", "fee": 60.0} for row in range(rows)}


def without(rows: Rows, count: int) -> Rows:
    return dict(list(rows.items())[count:])


def typed_over(rows: Rows, count: int) -> Rows:
    return {row: {**cells, "fee": 65.0} if place < count else cells for place, (row, cells) in enumerate(rows.items())}


def tripped(base: Rows, side: Side, typed: Rows) -> tuple[Trip, ...]:
    workbook, shared = (typed, base) if side == "workbook" else (base, typed)
    return trips("Bookings", base, workbook, shared, merge(base, workbook, shared, Terms(COLUMNS)))


@pytest.mark.parametrize("side", SIDES)
def test_a_side_that_emptied_stops_the_tab(side: Side) -> None:
    (trip,) = tripped(tab(3), side, {})
    assert (trip.kind, trip.side, trip.count, trip.of) == ("emptied", side, 3, 3)
    assert trip.message == (
        f"Bookings: all 3 rows have gone {PLACES[side]}. The tab waits, and none of this was carried over. If "
        "that is meant, approve the plan; if not, put it back first."
    )


def test_a_tab_that_both_sides_emptied_does_not() -> None:
    base = tab(30)
    assert trips("Bookings", base, {}, {}, merge(base, {}, {}, Terms(COLUMNS))) == ()


def test_an_empty_side_in_a_first_round_does_not() -> None:
    assert trips("Bookings", {}, tab(30), {}, merge({}, tab(30), {}, Terms(COLUMNS))) == ()


@pytest.mark.parametrize("side", SIDES)
def test_many_deleted_rows_stop_the_tab(side: Side) -> None:
    (trip,) = tripped(tab(50), side, without(tab(50), 6))
    assert (trip.kind, trip.side, trip.count, trip.of) == ("many rows deleted", side, 6, 50)
    assert trip.message.startswith(f"Bookings: 6 of 50 rows were deleted {PLACES[side]}.")


@pytest.mark.parametrize(("rows", "deleted"), [(20, 5), (6, 5), (60, 6), (1000, 100)])
def test_five_rows_or_a_tenth_of_them_may_go(rows: int, deleted: int) -> None:
    assert tripped(tab(rows), "shared", without(tab(rows), deleted)) == ()


@pytest.mark.parametrize("side", SIDES)
def test_a_tab_mostly_typed_over_stops(side: Side) -> None:
    base: Rows = {row: {"fee": 60.0} for row in tab(20)}
    (trip,) = tripped(base, side, typed_over(base, 11))
    assert (trip.kind, trip.side, trip.count, trip.of) == ("many cells changed", side, 11, 20)
    assert trip.message.startswith(f"Bookings: 11 of 20 filled cells were changed {PLACES[side]}.")


def test_half_of_the_cells_or_a_handful_may_change() -> None:
    many: Rows = {row: {"fee": 60.0} for row in tab(22)}
    few: Rows = {row: {"fee": 60.0} for row in tab(10)}
    assert tripped(many, "workbook", typed_over(many, 11)) == ()
    assert tripped(few, "workbook", typed_over(few, 10)) == ()


def test_filling_in_a_blank_column_stops_nothing() -> None:
    base: Rows = {row: {"fee": None, "school": "Oak"} for row in tab(40)}
    assert tripped(base, "shared", typed_over(base, 40)) == ()


def test_cells_that_are_only_shown_do_not_count() -> None:
    base = tab(20)
    shown = tuple(SetCell(row, key, 1.0, 2.0, agrees=False) for row in base for key in ("charge", "margin"))
    assert trips("Bookings", base, base, base, Merged(shared=Changes(sets=shown))) == ()


def test_both_sides_are_watched_in_one_round() -> None:
    base = tab(40)
    deletes = tuple(DeleteRow(row, cells) for row, cells in list(base.items())[:8])
    merged = Merged(workbook=Changes(deletes=deletes), shared=Changes(deletes=deletes))
    assert [trip.side for trip in trips("Bookings", base, base, base, merged)] == list(SIDES)
