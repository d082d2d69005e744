"""Whatever people do to the rows of either side: no value is lost, none stands in another row, and the sums are right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from pepsheets.sheets import Cell
from tests.sync.engine.partners import Partners
from tests.sync.engine.papers import ROW_ID, Paper

BOOKING: dict[str, Cell] = {
    "Course": "C106",
    "School": "Bradwell Weir Primary School",
    "Delegate": "Zelda Quick",
    "Booked": datetime(2026, 11, 20, 9, 30),
}
SIDES = ("workbook", "shared")


def booking(code: str, **more: Cell) -> dict[str, Cell]:
    return {"Booking": code, **BOOKING, **more}


def during(sides: Partners, step: str, act: Callable[[], None]) -> Callable[[str], None]:
    """Somebody acts once, when the round has come to this step."""
    waiting = [act]

    def watch(reached: str) -> None:
        if reached == step and waiting:
            waiting.pop()()

    return watch


def other(side: str) -> str:
    return SIDES[side == "workbook"]


def paper(sides: Partners, side: str) -> Paper:
    return sides.workbook if side == "workbook" else sides.shared


each_side = pytest.mark.parametrize("side", SIDES)


@each_side
def test_a_tab_that_is_sorted_while_a_round_runs_keeps_every_value_in_its_row(sides: Partners, side: str) -> None:
    first, second, *_ = sides.shared.keys("Bookings")
    sides.workbook.type("Bookings", first, "Delegate", "Typed in the workbook")
    sides.shared.type("Bookings", second, "Delegate", "Typed on the sheet")
    sorted_ = during(sides, "both sides read", lambda: paper(sides, side).sort("Bookings", "Booking", descending=True))
    assert sides.sync(sorted_).is_good
    assert paper(sides, side).keys("Bookings")[-1] == first
    for each in (sides.workbook, sides.shared):
        assert each.cell("Bookings", first, "Delegate") == "Typed in the workbook"
        assert each.cell("Bookings", second, "Delegate") == "Typed on the sheet"
    sides.assert_in_step()


@each_side
def test_a_sorted_tab_is_left_as_it_was_sorted_and_nothing_is_written(sides: Partners, side: str) -> None:
    paper(sides, side).sort("Bookings", "Delegate")
    order = paper(sides, side).keys("Bookings")
    outcome = sides.sync()
    assert outcome.is_good and outcome.to_shared == 0
    assert paper(sides, side).keys("Bookings") == order
    sides.assert_in_step()


@each_side
def test_fifty_rows_pasted_at_once_arrive_whole_and_are_charged(sides: Partners, side: str) -> None:
    lines = [booking(f"N{number:02}", Delegate=f"Guest {number}") for number in range(50)]
    paper(sides, side).add("Bookings", *lines)
    assert sides.sync().is_good
    there = paper(sides, other(side))
    for line in lines:
        found = there.row("Bookings", str(line["Booking"]))
        assert {heading: found[heading] for heading in line} == line
        assert found["Place"] is not None and found[ROW_ID]
    sides.assert_in_step()


@each_side
def test_a_tab_emptied_by_mistake_stops_and_asks_and_the_other_tabs_go_on(sides: Partners, side: str) -> None:
    before = sides.workbook.keys("Bookings")
    paper(sides, side).empty("Bookings")
    sides.shared.type("Meetings", "Spring 2026", "Place", "The library")
    outcome = sides.sync()
    assert not outcome.is_good
    assert f"Bookings: all {len(before)} rows have gone" in outcome.sentence()
    assert "approve the plan" in outcome.sentence()
    assert paper(sides, other(side)).keys("Bookings") == before
    assert sides.workbook.cell("Meetings", "Spring 2026", "Place") == "The library"


@each_side
def test_an_emptied_tab_that_is_put_back_goes_on_as_if_nothing_had_been(sides: Partners, side: str) -> None:
    gone = paper(sides, side).empty("Bookings")
    sides.sync()
    paper(sides, side).add("Bookings", *gone)
    assert sides.sync().is_good
    assert sides.store.plans("Group") == ()
    sides.assert_in_step()


@each_side
def test_an_emptied_tab_that_somebody_approves_is_empty_on_both_sides(sides: Partners, side: str) -> None:
    paper(sides, side).empty("Costs")
    sides.sync()
    sides.approve()
    assert sides.sync().is_good
    assert sides.workbook.rows("Costs") == sides.shared.rows("Costs") == []
    sides.assert_in_step()


@each_side
def test_a_copied_row_becomes_a_row_of_its_own(sides: Partners, side: str) -> None:
    """Copied whole, with its hidden ID, and given another code afterwards."""
    code = sides.workbook.keys("Bookings")[0]
    copied = paper(sides, side).row("Bookings", code)
    paper(sides, side).add("Bookings", {**copied, "Booking": "N01", "Delegate": "Zelda Quick"})
    assert sides.sync().is_good
    for each in (sides.workbook, sides.shared):
        assert each.cell("Bookings", code, "Delegate") == copied["Delegate"]
        assert each.cell("Bookings", code, ROW_ID) == copied[ROW_ID]
        assert each.cell("Bookings", "N01", "Delegate") == "Zelda Quick"
        assert each.cell("Bookings", "N01", ROW_ID) != copied[ROW_ID]
    sides.assert_in_step()


@each_side
def test_a_copy_that_still_has_the_code_of_the_other_waits_and_is_told_until_it_has_its_own(
    sides: Partners, side: str
) -> None:
    code, count = sides.workbook.keys("Bookings")[0], len(sides.workbook.rows("Bookings"))
    paper(sides, side).add("Bookings", paper(sides, side).row("Bookings", code))
    outcome = sides.sync()
    assert {held.row for held in outcome.held} != set() and all(held.column == "code" for held in outcome.held)
    assert len(paper(sides, other(side)).rows("Bookings")) == count
    last = paper(sides, side).numbered("Bookings")[-1][0]
    paper(sides, side).fill("Bookings", {(last, 1): "N01"})
    assert sides.sync().is_good
    assert paper(sides, other(side)).keys("Bookings").count("N01") == 1
    sides.assert_in_step()


@each_side
def test_a_row_copied_from_one_side_to_the_other_does_not_take_the_first_one_s_place(
    sides: Partners, side: str
) -> None:
    code = sides.workbook.keys("Costs")[0]
    copied = paper(sides, side).row("Costs", code)
    paper(sides, other(side)).add("Costs", {**copied, "Cost": "K77", "What": "The same again"})
    assert sides.sync().is_good
    for each in (sides.workbook, sides.shared):
        assert each.cell("Costs", code, "What") == copied["What"]
        assert each.cell("Costs", "K77", "What") == "The same again"
    sides.assert_in_step()


@each_side
def test_a_row_whose_id_was_deleted_is_still_there_once_on_both_sides(sides: Partners, side: str) -> None:
    code, keys = sides.workbook.keys("Bookings")[0], sides.workbook.keys("Bookings")
    paper(sides, side).type("Bookings", code, ROW_ID, None)
    assert sides.sync().is_good
    for each in (sides.workbook, sides.shared):
        assert sorted(each.keys("Bookings")) == sorted(keys)
    sides.assert_in_step()


@each_side
@pytest.mark.parametrize("typed", [None, "see Jane"])
def test_a_column_of_ids_that_was_cleared_or_typed_over_loses_no_row_and_no_value(
    sides: Partners, side: str, typed: str | None
) -> None:
    before = [{**row, ROW_ID: None} for row in sides.workbook.rows("Costs")]
    page = paper(sides, side).page("Costs")
    paper(sides, side).fill("Costs", {(number, page.column(ROW_ID)): typed for number, _ in page.numbered()})
    for _ in range(3):
        if sides.sync().is_good:
            break
        sides.approve()
    for each in (sides.workbook, sides.shared):
        rows = [{**row, ROW_ID: None} for row in each.rows("Costs")]
        assert sorted(rows, key=lambda row: str(row["Cost"])) == before
    sides.assert_in_step()


@each_side
def test_a_text_in_a_date_column_is_held_and_said_and_the_rest_of_its_row_flows(sides: Partners, side: str) -> None:
    typed, there = paper(sides, side), paper(sides, other(side))
    was = there.cell("Meetings", "Spring 2026", "Date")
    typed.type("Meetings", "Spring 2026", "Date", "the Wednesday after half-term")
    typed.type("Meetings", "Spring 2026", "Place", "The library")
    outcome = sides.sync()
    [held] = outcome.held
    assert (held.key, held.column, held.value) == ("Spring 2026", "held_on", "the Wednesday after half-term")
    assert there.cell("Meetings", "Spring 2026", "Date") == was
    assert there.cell("Meetings", "Spring 2026", "Place") == "The library"
    for each in (sides.workbook, sides.shared):
        [line] = each.rows("Conflicts")
        assert (line["Tab"], line["Row"], line["Column"]) == ("Meetings", "Spring 2026", "Date")
        assert "fails its check" in str(line["What to do"])
    typed.type("Meetings", "Spring 2026", "Date", date(2026, 3, 11))
    outcome = sides.sync()
    assert outcome.held == () and there.cell("Meetings", "Spring 2026", "Date") == date(2026, 3, 11)
    assert sides.workbook.rows("Conflicts") == sides.shared.rows("Conflicts") == []
    sides.assert_in_step()


@each_side
def test_a_row_deleted_on_one_side_goes_on_the_other_and_what_stood_in_it_is_kept(sides: Partners, side: str) -> None:
    row = sides.workbook.row("Costs", "K3")
    paper(sides, side).delete("Costs", "K3")
    assert sides.sync().is_good
    assert "K3" not in sides.workbook.keys("Costs") and "K3" not in sides.shared.keys("Costs")
    kept = {past.change.before for past in sides.store.history("Group") if past.change.kind == "deleted"}
    assert {row["What"], row["Net"], row["Date"]} <= kept
    sides.assert_in_step()
