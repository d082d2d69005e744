"""Whatever people do to the rows of either side: no value is lost, none stands in another row, the sums are right."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sync.engine.google_paper import GooglePaper
from tests.sync.engine.papers import ROW_ID
from tests.sync.engine.partners import Hands, booking, during


def test_a_tab_that_is_sorted_while_a_round_runs_keeps_every_value_in_its_row(hands: Hands) -> None:
    first, second, *_ = hands.sides.shared.keys("Bookings")
    hands.sides.workbook.type("Bookings", first, "Delegate", "Typed in the workbook")
    hands.sides.shared.type("Bookings", second, "Delegate", "Typed on the sheet")
    sorted_ = during("both sides read", lambda: hands.here.sort("Bookings", "Booking", descending=True))
    assert hands.sides.sync(sorted_).is_good
    assert hands.here.keys("Bookings")[-1] == first
    for each in (hands.sides.workbook, hands.sides.shared):
        assert each.cell("Bookings", first, "Delegate") == "Typed in the workbook"
        assert each.cell("Bookings", second, "Delegate") == "Typed on the sheet"
    hands.sides.assert_in_step()


def test_a_sorted_tab_is_left_as_it_was_sorted_and_nothing_is_written(hands: Hands) -> None:
    hands.here.sort("Bookings", "Delegate")
    order = hands.here.keys("Bookings")
    outcome = hands.sides.sync()
    assert outcome.is_good and outcome.to_shared == 0
    assert hands.here.keys("Bookings") == order
    hands.sides.assert_in_step()


def test_fifty_rows_pasted_at_once_arrive_whole_and_are_charged(hands: Hands) -> None:
    lines = [booking(f"N{number:02}", Delegate=f"Guest {number}") for number in range(50)]
    if isinstance(hands.there, GooglePaper):
        hands.there.make_room("Bookings", 50)
    hands.here.add("Bookings", *lines)
    assert hands.sides.sync().is_good
    there = hands.there
    for line in lines:
        found = there.row("Bookings", str(line["Booking"]))
        assert {heading: found[heading] for heading in line} == line
        assert found["Place"] is not None and found[ROW_ID]
    hands.sides.assert_in_step()


def test_a_tab_emptied_by_mistake_stops_and_asks_and_the_other_tabs_go_on(hands: Hands) -> None:
    before = hands.sides.workbook.keys("Bookings")
    hands.here.empty("Bookings")
    hands.sides.shared.type("Meetings", "Spring 2026", "Place", "The library")
    outcome = hands.sides.sync()
    assert not outcome.is_good
    assert f"Bookings: all {len(before)} rows have gone" in outcome.sentence()
    assert "approve the plan" in outcome.sentence()
    assert hands.there.keys("Bookings") == before
    assert hands.sides.workbook.cell("Meetings", "Spring 2026", "Place") == "The library"


def test_an_emptied_tab_that_is_put_back_goes_on_as_if_nothing_had_been(hands: Hands) -> None:
    gone = hands.here.empty("Bookings")
    hands.sides.sync()
    hands.here.add("Bookings", *gone)
    assert hands.sides.sync().is_good
    assert hands.sides.store.plans("Group") == ()
    hands.sides.assert_in_step()


def test_an_emptied_tab_that_somebody_approves_is_empty_on_both_sides(hands: Hands) -> None:
    hands.here.empty("Costs")
    hands.sides.sync()
    hands.sides.approve()
    assert hands.sides.sync().is_good
    assert hands.sides.workbook.rows("Costs") == hands.sides.shared.rows("Costs") == []
    hands.sides.assert_in_step()


def test_a_copied_row_becomes_a_row_of_its_own(hands: Hands) -> None:
    """Copied whole, with its hidden ID, and given another code afterwards."""
    code = hands.sides.workbook.keys("Bookings")[0]
    copied = hands.here.row("Bookings", code)
    hands.here.add("Bookings", {**copied, "Booking": "N01", "Delegate": "Zelda Quick"})
    assert hands.sides.sync().is_good
    for each in (hands.sides.workbook, hands.sides.shared):
        assert each.cell("Bookings", code, "Delegate") == copied["Delegate"]
        assert each.cell("Bookings", code, ROW_ID) == copied[ROW_ID]
        assert each.cell("Bookings", "N01", "Delegate") == "Zelda Quick"
        assert each.cell("Bookings", "N01", ROW_ID) != copied[ROW_ID]
    hands.sides.assert_in_step()


def test_a_copy_that_still_has_the_code_of_the_other_waits_and_is_told_until_it_has_its_own(hands: Hands) -> None:
    code, count = hands.sides.workbook.keys("Bookings")[0], len(hands.sides.workbook.rows("Bookings"))
    hands.here.add("Bookings", hands.here.row("Bookings", code))
    outcome = hands.sides.sync()
    assert {held.row for held in outcome.held} != set() and all(held.column == "code" for held in outcome.held)
    assert len(hands.there.rows("Bookings")) == count
    last = hands.here.numbered("Bookings")[-1][0]
    hands.here.fill("Bookings", {(last, 1): "N01"})
    assert hands.sides.sync().is_good
    assert hands.there.keys("Bookings").count("N01") == 1
    hands.sides.assert_in_step()


def test_a_row_copied_from_one_side_to_the_other_does_not_take_the_first_one_s_place(hands: Hands) -> None:
    code = hands.sides.workbook.keys("Costs")[0]
    copied = hands.here.row("Costs", code)
    hands.there.add("Costs", {**copied, "Cost": "K77", "What": "The same again"})
    assert hands.sides.sync().is_good
    for each in (hands.sides.workbook, hands.sides.shared):
        assert each.cell("Costs", code, "What") == copied["What"]
        assert each.cell("Costs", "K77", "What") == "The same again"
    hands.sides.assert_in_step()


def test_a_row_whose_id_was_deleted_is_still_there_once_on_both_sides(hands: Hands) -> None:
    code, keys = hands.sides.workbook.keys("Bookings")[0], hands.sides.workbook.keys("Bookings")
    hands.here.type("Bookings", code, ROW_ID, None)
    assert hands.sides.sync().is_good
    for each in (hands.sides.workbook, hands.sides.shared):
        assert sorted(each.keys("Bookings")) == sorted(keys)
    hands.sides.assert_in_step()


@pytest.mark.parametrize("typed", [None, "see Jane"])
def test_a_column_of_ids_that_was_cleared_or_typed_over_loses_no_row_and_no_value(
    hands: Hands, typed: str | None
) -> None:
    before = [{**row, ROW_ID: None} for row in hands.sides.workbook.rows("Costs")]
    page = hands.here.page("Costs")
    hands.here.fill("Costs", {(number, page.column(ROW_ID)): typed for number, _ in page.numbered()})
    for _ in range(3):
        if hands.sides.sync().is_good:
            break
        hands.sides.approve()
    for each in (hands.sides.workbook, hands.sides.shared):
        rows = [{**row, ROW_ID: None} for row in each.rows("Costs")]
        assert sorted(rows, key=lambda row: str(row["Cost"])) == before
    hands.sides.assert_in_step()


def test_a_text_in_a_date_column_is_held_and_said_and_the_rest_of_its_row_flows(hands: Hands) -> None:
    typed, there = hands.here, hands.there
    was = there.cell("Meetings", "Spring 2026", "Date")
    typed.type("Meetings", "Spring 2026", "Date", "the Wednesday after half-term")
    typed.type("Meetings", "Spring 2026", "Place", "The library")
    outcome = hands.sides.sync()
    [held] = outcome.held
    assert (held.key, held.column, held.value) == ("Spring 2026", "held_on", "the Wednesday after half-term")
    assert there.cell("Meetings", "Spring 2026", "Date") == was
    assert there.cell("Meetings", "Spring 2026", "Place") == "The library"
    for each in (hands.sides.workbook, hands.sides.shared):
        [line] = each.rows("Conflicts")
        assert (line["Tab"], line["Row"], line["Column"]) == ("Meetings", "Spring 2026", "Date")
        assert "is not a date" in str(line["What to do"])
    typed.type("Meetings", "Spring 2026", "Date", date(2026, 3, 11))
    outcome = hands.sides.sync()
    assert outcome.held == () and there.cell("Meetings", "Spring 2026", "Date") == date(2026, 3, 11)
    assert hands.sides.workbook.rows("Conflicts") == hands.sides.shared.rows("Conflicts") == []
    hands.sides.assert_in_step()


def test_a_row_deleted_on_one_side_goes_on_the_other_and_what_stood_in_it_is_kept(hands: Hands) -> None:
    row = hands.sides.workbook.row("Costs", "K3")
    hands.here.delete("Costs", "K3")
    assert hands.sides.sync().is_good
    assert "K3" not in hands.sides.workbook.keys("Costs") and "K3" not in hands.sides.shared.keys("Costs")
    kept = {past.change.before for past in hands.sides.store.history("Group") if past.change.kind == "deleted"}
    assert {row["What"], row["Net"], row["Date"]} <= kept
    hands.sides.assert_in_step()
