"""A course tells how it is filling, and is never oversold without a word."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import AgendaItem, Meeting
from tests.tabs.books import TODAY, bad_row, book, figures
from tests.tabs.partnership import COURSE_DAY, NINE, band, booking, confirmed, course, found, subscription

SECOND = NINE + timedelta(minutes=1)
THIRD = NINE + timedelta(minutes=2)
EVENT_DAY = date(2026, 2, 11)


def cells_of(*rows: Row) -> dict[str, object]:
    cells = figures(book(*rows))
    return {heading: value for (tab, _, heading), value in cells.items() if tab == "Courses"}


def sentences(*rows: Row, today: date = TODAY) -> list[tuple[str, str]]:
    return found(book(*rows, today=today), "Courses")


def event(**values: object) -> Meeting:
    given = {"code": "Event", "kind": "Partnership event", "held_on": EVENT_DAY, "standing": "Held"}
    return Meeting.model_validate({**given, **values})


def item(**values: object) -> AgendaItem:
    given = {"meeting": "Event", "item": "1", "title": "Courses wanted", "purpose": "Next year's programme"}
    return AgendaItem.model_validate({**given, **values})


def test_a_course_counts_its_places_and_adds_up_its_charges() -> None:
    rows = [confirmed("B1"), booking("B2"), booking("B3"), booking("B4", cancelled_on=date(2026, 10, 5))]
    assert cells_of(course(places=2), *rows) == {
        "Confirmed": 1,
        "Places left": 0,
        "Waiting": 1,
        "To confirm": 1,
        "Charged": Decimal("90.00"),
    }


def test_a_course_that_nobody_has_booked_has_all_its_places_left() -> None:
    assert list(cells_of(course(places=20)).values()) == [0, 20, 0, 0, Decimal("0.00")]


def test_a_course_waits_for_a_booking_that_may_be_its_own() -> None:
    among: Book = book(course(), course("C2"), bad={Booking: [bad_row(course="C1")]})
    with pytest.raises(WaitsFor, match="Bookings row 9"):
        among.the(Course, "C1").places_left(among)
    assert among.the(Course, "C2").places_left(among) == 20


def test_courses_in_order_say_nothing() -> None:
    rows = (
        course("C1", terms="Standard", minimum=1, decide_by=date(2026, 11, 20)),
        course("C2", minimum=12, decide_by=date(2026, 12, 1)),
        course("C3", standing="Held", held_on=date(2026, 10, 20), places=1, minimum=1, decide_by=date(2026, 10, 10)),
        course("C4", standing="Cancelled", places=0),
        course("C5", held_on=COURSE_DAY, places=0, minimum=None, decide_by=date(2026, 11, 21)),
        band(0, "1", terms="Standard"),
        confirmed("B1", cancelled_on=date(2026, 11, 1)),
        confirmed("B2", course="C1"),
        booking("B3", course="C3", cancelled_on=date(2026, 10, 5)),
        confirmed("B4", course="C4", cancelled_on=date(2026, 10, 5)),
    )
    assert sentences(*rows) == []


def test_places_that_are_confirmed_or_offered_beyond_their_number_are_an_error() -> None:
    offered = booking("B3", offered_until=date(2026, 12, 1))
    rows = [course(places=1), confirmed("B1"), confirmed("B2"), offered]
    sentence = "3 delegates are confirmed or hold an offer, against places for 1. "
    assert sentences(*rows) == [("places", sentence + "Find more places, or agree who gives one up.")]


def test_a_course_that_was_called_off_cannot_be_oversold() -> None:
    assert sentences(course(places=0, standing="Moved"), confirmed()) == []


def test_a_waiting_list_is_pointed_out_while_the_course_is_to_come() -> None:
    rows = [booking("B1"), booking("B2", booked_at=SECOND), booking("B3", booked_at=THIRD)]
    full = [("waiting", "the course is full, with 2 on its waiting list. Think of a second date.")]
    assert sentences(course(places=1), *rows, today=COURSE_DAY) == full
    assert sentences(course(places=1), *rows, today=COURSE_DAY + timedelta(1)) == []


def test_courses_are_offered_outside_at_a_cost_and_not_for_less_than_to_members() -> None:
    assert sentences(course(member_price="0.00", outside_price="0.00")) == [
        ("outside_price", "the course is free for schools outside the partnership. Give it a price.")
    ]
    assert sentences(course(outside_price="49.99")) == [
        ("outside_price", "it is below the member price of £50.00. Check both.")
    ]
    assert sentences(course(outside_price="50.00")) == []


def test_terms_must_stand_on_their_tab() -> None:
    assert sentences(course(terms="Strict"), band(0, "1")) == [
        ("terms", "'Strict' is not on the Cancellation terms tab. Add its bands there.")
    ]


def test_a_cancellation_without_terms_is_charged_in_full_and_that_is_said() -> None:
    assert sentences(course(), confirmed(cancelled_on=date(2026, 10, 5))) == [
        ("terms", "a place was cancelled, and without terms it is charged in full. Name the terms.")
    ]


def test_a_minimum_needs_a_day_for_deciding_and_must_be_within_reach() -> None:
    assert sentences(course(minimum=21)) == [
        ("decide_by", "there is a minimum, and no day for deciding whether the course runs. Give one."),
        ("minimum", "it is above the 20 places, so it cannot be reached. Check both."),
    ]


def test_the_day_for_deciding_comes_before_the_course() -> None:
    row = course(minimum=0, decide_by=COURSE_DAY + timedelta(1))
    assert sentences(row) == [("decide_by", "it comes after the course on 09/12/2026. Check both dates.")]


def test_too_few_bookings_are_pointed_out_from_a_week_before_the_day_for_deciding() -> None:
    rows = (course(minimum=3, decide_by=date(2026, 11, 28)), confirmed("B1"), booking("B2"))
    sentence = "2 of the 3 needed have booked. Decide by 28/11/2026 whether it runs."
    assert sentences(*rows, today=date(2026, 11, 20)) == []
    assert sentences(*rows, today=date(2026, 11, 21)) == [("minimum", sentence)]
    assert sentences(*rows, today=date(2026, 11, 28)) == [("minimum", sentence)]
    assert sentences(*rows, today=date(2026, 11, 29)) == [
        ("minimum", "2 of the 3 needed have booked. Decide now whether it runs.")
    ]


def test_what_schools_asked_for_at_the_event_shapes_the_programme_of_the_next_academic_year() -> None:
    assert sentences(event(), item(), course()) == [
        ("priority", "no course of 2026/27 names a priority from Event. Say which ones meet one.")
    ]
    assert sentences(event(), item(), course(priority="Early reading"), course("C2")) == []


def test_an_event_still_to_come_asks_nothing_of_the_programme_and_neither_does_another_purpose() -> None:
    assert sentences(event(standing="Planned"), item(), course()) == []
    assert sentences(event(), item(purpose="Thanks to schools"), course()) == []
    assert sentences(event(), item(), course(held_on=date(2026, 8, 31), standing="Held")) == []


def test_the_year_after_an_event_on_the_last_day_of_august_begins_on_the_next_day() -> None:
    late = event(held_on=date(2026, 8, 31))
    assert [column for column, _ in sentences(late, item(), course(held_on=date(2027, 8, 31)))] == ["priority"]


def test_members_pay_the_member_price_into_what_a_course_brings() -> None:
    rows = [subscription("Oak"), confirmed("B1"), confirmed("B2", school="Fir")]
    assert cells_of(course(), *rows)["Charged"] == Decimal("140.00")
