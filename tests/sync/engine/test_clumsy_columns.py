"""Columns that people add, rename and move on either side: each value stays under its heading, and formulas stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.google.server.stand_in import StandIn
from tests.sync.engine.google_paper import GooglePaper
from tests.sync.engine.papers import ROW_ID
from tests.sync.engine.partners import SHARE, Hands, Partners, during, partners

SPRING = "Spring 2026"


@pytest.mark.parametrize("before", ["Meeting", ROW_ID])
def test_a_column_of_the_owner_s_own_stays_where_it_is_and_is_nobody_else_s_business(hands: Hands, before: str) -> None:
    hands.here.insert_column("Meetings", hands.here.page("Meetings").column(before), "Biscuits")
    hands.here.type("Meetings", SPRING, "Biscuits", "ginger nuts")
    hands.here.type("Meetings", SPRING, "Place", "The library")
    assert hands.sides.sync().is_good
    assert hands.there.cell("Meetings", SPRING, "Place") == "The library"
    assert hands.here.cell("Meetings", SPRING, "Biscuits") == "ginger nuts"
    assert "Biscuits" not in hands.there.page("Meetings").headings
    hands.sides.assert_in_step()


def test_a_row_is_added_and_deleted_around_a_column_of_the_owner_s_own(hands: Hands) -> None:
    hands.here.insert_column("Costs", hands.here.page("Costs").column("Date"), "Biscuits")
    hands.here.type("Costs", "K3", "Biscuits", "ginger nuts")
    line = {key: value for key, value in hands.there.row("Costs", "K2").items() if key != ROW_ID}
    hands.there.delete("Costs", "K1")
    hands.there.add("Costs", {**line, "Cost": "K77"})
    assert hands.sides.sync().is_good
    assert hands.here.cell("Costs", "K3", "Biscuits") == "ginger nuts"
    assert {**hands.here.row("Costs", "K77"), "Cost": "K2", ROW_ID: None} == {
        **hands.here.row("Costs", "K2"),
        ROW_ID: None,
    }
    hands.sides.assert_in_step()


def test_a_column_of_the_owner_s_own_is_carried_where_the_share_says_so_and_both_sides_have_it(
    hands: Hands,
) -> None:
    hands.sides.share = replace(SHARE, extra_columns=("biscuits",))
    hands.here.insert_column("Meetings", 3, "Biscuits")
    hands.here.type("Meetings", SPRING, "Biscuits", "ginger nuts")
    assert hands.sides.sync().is_good
    hands.there.insert_column("Meetings", 6, "Biscuits")
    assert hands.sides.sync().is_good
    assert hands.there.cell("Meetings", SPRING, "Biscuits") == "ginger nuts"
    hands.there.type("Meetings", SPRING, "Biscuits", "shortbread")
    assert hands.sides.sync().is_good
    assert hands.here.cell("Meetings", SPRING, "Biscuits") == "shortbread"
    hands.sides.assert_in_step()


@pytest.mark.parametrize("heading", ["Place", ROW_ID])
def test_a_column_that_is_moved_takes_its_values_with_it(hands: Hands, heading: str) -> None:
    page = hands.here.page("Meetings")
    hands.here.move_column("Meetings", page.column(heading), 2)
    hands.here.type("Meetings", SPRING, "Place", "The library")
    hands.there.type("Meetings", "Winter 2026", "Sent by", "post")
    assert hands.sides.sync().is_good
    assert hands.there.cell("Meetings", SPRING, "Place") == "The library"
    assert hands.here.cell("Meetings", "Winter 2026", "Sent by") == "post"
    assert hands.here.page("Meetings").headings[1] == heading
    hands.sides.assert_in_step()


def test_a_heading_that_is_renamed_stops_its_tab_alone_and_the_new_one_is_offered(hands: Hands) -> None:
    hands.here.rename_heading("Meetings", "Place", "Venue")
    hands.here.type("Meetings", SPRING, "Venue", "The library")
    hands.there.type("Costs", "K3", "What", "Speaker on oracy, one day")
    outcome = hands.sides.sync()
    [stopped] = outcome.stopped
    assert "Meetings: the heading 'Place' has gone" in str(stopped) and "Is it 'Venue' now?" in str(stopped)
    assert hands.there.cell("Meetings", SPRING, "Place") == "St Paul's"
    assert hands.here.cell("Costs", "K3", "What") == "Speaker on oracy, one day"
    hands.sides.approve()
    assert hands.sides.sync().is_good
    assert hands.there.cell("Meetings", SPRING, "Place") == "The library"
    hands.there.type("Meetings", SPRING, "Place", "Redway")
    assert hands.sides.sync().is_good
    assert hands.here.cell("Meetings", SPRING, "Venue") == "Redway"


def test_a_heading_that_is_put_back_goes_on_with_what_was_typed_meanwhile(hands: Hands) -> None:
    hands.here.rename_heading("Meetings", "Place", "Venue")
    assert not hands.sides.sync().is_good
    hands.here.type("Meetings", SPRING, "Venue", "The library")
    hands.here.rename_heading("Meetings", "Venue", "Place")
    assert hands.sides.sync().is_good
    assert hands.there.cell("Meetings", SPRING, "Place") == "The library"
    assert hands.sides.store.plans("Group") == ()
    hands.sides.assert_in_step()


def test_a_shared_column_that_somebody_deletes_stops_its_tab_and_nothing_is_cleared_elsewhere(
    on_google: Partners,
) -> None:
    assert isinstance(on_google.shared, GooglePaper)
    before = on_google.workbook.rows("Meetings")
    on_google.shared.person.delete_column("Meetings", on_google.shared.page("Meetings").column("Place"))
    outcome = on_google.sync()
    assert [str(each) for each in outcome.stopped] == [
        "Meetings: the heading 'Place' has gone on the shared sheet, so nothing of this tab was written. "
        "Put it back over its column."
    ]
    assert on_google.workbook.rows("Meetings") == before


@pytest.mark.parametrize("step", ["both sides read", "intent stored"])
@pytest.mark.parametrize("change", ["insert", "move"])
def test_a_column_that_moves_while_a_round_runs_gets_no_value_of_another(
    on_google: Partners, change: str, step: str
) -> None:
    page = on_google.shared.page("Meetings")

    def act() -> None:
        if change == "insert":
            on_google.shared.insert_column("Meetings", page.column("Place"), "Biscuits")
        else:
            on_google.shared.move_column("Meetings", page.column("Place"), 2)

    on_google.workbook.type("Meetings", SPRING, "Place", "The library")
    on_google.workbook.type("Meetings", "Winter 2026", "Sent by", "post")
    assert on_google.sync(during(step, act)).is_good
    assert on_google.shared.cell("Meetings", SPRING, "Place") == "The library"
    assert on_google.shared.cell("Meetings", SPRING, "Biscuits") is None
    assert on_google.shared.cell("Meetings", SPRING, "Kind") == "Steering group"
    on_google.assert_in_step()


def test_the_owner_s_formulas_beside_the_table_s_columns_are_never_touched(on_google: Partners) -> None:
    """A column of the owner's own, filled with formulas, on the Google Sheet: sorted, added to, deleted from."""
    shared = on_google.shared
    shared.insert_column("Costs", shared.page("Costs").column("VAT"), "Gross")
    page = shared.page("Costs")
    first = page.heading_row + 1
    formulas = {(row, page.column("Gross")): f"=E{row}+H{row}" for row in range(first, first + 12)}
    shared.fill("Costs", formulas)
    line = {key: value for key, value in on_google.workbook.row("Costs", "K2").items() if key != ROW_ID}
    on_google.workbook.type("Costs", "K3", "Net", 1300)
    on_google.workbook.add("Costs", {**line, "Cost": "K77"})
    on_google.workbook.delete("Costs", "K1")
    assert on_google.sync().is_good
    assert on_google.shared.cell("Costs", "K3", "Gross") == 1550.0
    [sheet] = shared.door().read(["Costs"]).sheets
    assert len(sheet.formulas) == len(formulas) - 1, "one went with the row that was deleted"
    on_google.assert_in_step()


def test_a_new_share_with_columns_in_another_order_brings_each_value_under_its_heading(
    google: StandIn, tmp_path: Path
) -> None:
    sides = partners(tmp_path, google)
    for before, heading in enumerate(("Delegate", "Confirmed", "School"), start=1):
        sides.shared.move_column("Bookings", sides.shared.page("Bookings").column(heading), before)
    sides.workbook.sort("Bookings", "School")
    sides.workbook.type("Bookings", "B1031", "Delegate", "Zelda Quick")
    assert sides.sync().is_good
    assert sides.shared.cell("Bookings", "B1031", "Delegate") == "Zelda Quick"
    sides.assert_in_step()
