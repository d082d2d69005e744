"""What is charged for a booking says why; nothing is charged before a place is confirmed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from pepsheets.tabs.book import BadRow, WaitsFor
from pepsheets.tabs.cancellation_terms import CancellationBand
from pepsheets.tabs.courses import Booking
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import (
    CHARGE_CLOSED,
    CHARGE_INSPECTED,
    CHARGE_REFILLED,
    INCLUDED_PLACES,
    NO_SHOW_SHARE,
    Setting,
)
from tests.tabs.books import bad_row, book, setting
from tests.tabs.partnership import COURSE_DAY, NINE, band, booking, confirmed, course, subscription

TEN = NINE + timedelta(hours=1)
ELEVEN = NINE + timedelta(hours=2)
TERMS = (band(0, "1"), band(7, "0.5"), band(14, "0"))
A_WEEK_BEFORE = COURSE_DAY - timedelta(7)
FREE = Decimal("0.00")


def charged(*rows: Row) -> dict[str, tuple[Decimal, str]]:
    among = book(*rows)
    return {row.code: (row.charge(among), row.how_charged(among)) for row in among.good(Booking)}


def charge_of(row: Booking, *others: Row) -> tuple[Decimal, str]:
    return charged(row, course(terms="Standard"), *TERMS, *others)[row.code]


# Charges


def test_nothing_is_charged_before_a_place_is_confirmed() -> None:
    nothing = (FREE, "No confirmed place: nothing charged")
    assert charge_of(booking()) == nothing
    assert charge_of(booking(offered_until=date(2026, 12, 1))) == nothing
    assert charge_of(booking(cancelled_on=COURSE_DAY)) == nothing


def test_a_confirmed_place_is_charged_in_full() -> None:
    assert charge_of(confirmed()) == (Decimal("90.00"), "Full price")
    assert charge_of(confirmed(), subscription("Oak")) == (Decimal("50.00"), "Full price")


def test_a_substitute_delegate_is_free_beyond_the_place_itself() -> None:
    sent = confirmed(outcome="substitute", cancelled_on=date(2026, 12, 8))
    assert charge_of(sent) == (Decimal("90.00"), "Full price: the substitute costs nothing more")


def test_a_walk_in_is_charged_without_a_confirmation() -> None:
    came = booking(booked_at=datetime(2026, 12, 10, 9))
    assert charge_of(came) == (Decimal("90.00"), "Full price: came as a walk-in")


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [
        (14, (FREE, "Cancelled 14 calendar days before: 0% of £90.00")),
        (13, (Decimal("45.00"), "Cancelled 13 calendar days before: 50% of £90.00")),
        (7, (Decimal("45.00"), "Cancelled 7 calendar days before: 50% of £90.00")),
        (6, (Decimal("90.00"), "Cancelled 6 calendar days before: 100% of £90.00")),
        (1, (Decimal("90.00"), "Cancelled 1 calendar day before: 100% of £90.00")),
        (0, (Decimal("90.00"), "Cancelled 0 calendar days before: 100% of £90.00")),
        (-1, (Decimal("90.00"), "Cancelled after the course: 100% of £90.00")),
    ],
)
def test_a_cancellation_is_charged_by_the_days_from_its_receipt(
    days_before: int, expected: tuple[Decimal, str]
) -> None:
    assert charge_of(confirmed(cancelled_on=COURSE_DAY - timedelta(days_before))) == expected


def test_half_a_penny_of_a_cancellation_rounds_up() -> None:
    rows = (course(terms="Standard", outside_price="25.05"), confirmed(cancelled_on=A_WEEK_BEFORE), *TERMS)
    assert charged(*rows)["B1"] == (Decimal("12.53"), "Cancelled 7 calendar days before: 50% of £25.05")


def test_a_course_without_terms_charges_a_cancellation_in_full() -> None:
    gone = confirmed(cancelled_on=date(2026, 10, 3))
    assert charged(course(), gone)["B1"] == (Decimal("90.00"), "Cancelled 67 calendar days before: 100% of £90.00")


def test_a_cancellation_without_a_date_is_charged_as_a_no_show() -> None:
    quarter = setting(NO_SHOW_SHARE, "0.25")
    assert charge_of(confirmed(outcome="cancelled"), quarter) == (
        Decimal("22.50"),
        "Cancelled without a date: 25% of £90.00",
    )


def test_a_no_show_is_charged_by_the_share_in_the_rules() -> None:
    assert charge_of(confirmed(outcome="no-show")) == (Decimal("90.00"), "No-show: 100% of £90.00")
    third = setting(NO_SHOW_SHARE, "0.3333")
    assert charge_of(confirmed(outcome="no-show"), third) == (Decimal("30.00"), "No-show: 33.33% of £90.00")


@pytest.mark.parametrize(
    ("outcome", "rule", "words"),
    [
        ("place refilled", CHARGE_REFILLED, "Place refilled"),
        ("school closed", CHARGE_CLOSED, "School closed"),
        ("inspection", CHARGE_INSPECTED, "Inspection"),
    ],
)  # fmt: skip
def test_refilled_places_closure_and_inspection_are_let_off_unless_the_rules_charge_them(
    outcome: str, rule: Setting[bool], words: str
) -> None:
    gone = confirmed(outcome=outcome, cancelled_on=A_WEEK_BEFORE)
    assert charge_of(gone) == (FREE, f"{words}: 0% of £90.00")
    assert charge_of(gone, setting(rule, "Yes")) == (Decimal("45.00"), f"{words}: 50% of £90.00")


def test_nothing_is_charged_for_a_course_that_the_partnership_cancelled_or_moved() -> None:
    for standing in ("Cancelled", "Moved"):
        gone = (course(standing=standing), confirmed(outcome="no-show", cancelled_on=COURSE_DAY))
        assert charged(*gone)["B1"] == (FREE, f"Course {standing.lower()}: nothing charged")


def test_a_waiver_is_recorded_with_who_and_when() -> None:
    let_go = confirmed(outcome="no-show", waived_by="Ann Ash", waived_on=date(2026, 12, 10))
    assert charge_of(let_go) == (FREE, "Waived by Ann Ash on 10/12/2026")
    assert charge_of(confirmed(waived_on=date(2026, 12, 10))) == (FREE, "Waived on 10/12/2026")
    assert charge_of(confirmed(waived_by="Ann Ash"))[0] == 90


# Included places


INCLUDED = (FREE, "Included in the subscription")
ONE_INCLUDED = setting(INCLUDED_PLACES, 1)


def test_the_first_places_a_member_books_in_a_year_are_included() -> None:
    rows = [course(), subscription("Oak"), confirmed("B2", booked_at=TEN), confirmed("B1"), ONE_INCLUDED]
    assert charged(*rows) == {"B1": INCLUDED, "B2": (Decimal("50.00"), "Full price")}


def test_each_academic_year_has_its_own_included_places() -> None:
    summer = course("C0", held_on=date(2026, 6, 10), standing="Held")
    years = [subscription("Oak", "2025/26"), subscription("Oak")]
    first = confirmed("B0", course="C0", booked_at=datetime(2026, 5, 1, 9), confirmed_on=date(2026, 5, 2))
    assert charged(course(), summer, *years, first, confirmed(), ONE_INCLUDED) == {"B0": INCLUDED, "B1": INCLUDED}


def test_a_school_that_does_not_subscribe_has_no_included_places() -> None:
    assert charged(course(), confirmed(), ONE_INCLUDED)["B1"] == (Decimal("90.00"), "Full price")


def test_the_number_of_included_places_is_the_one_in_force_on_the_day_of_the_course() -> None:
    from_course_day = setting(INCLUDED_PLACES, 1, COURSE_DAY)
    after = setting(INCLUDED_PLACES, 1, COURSE_DAY + timedelta(1))
    assert charge_of(confirmed(), subscription("Oak"), from_course_day) == INCLUDED
    assert charge_of(confirmed(), subscription("Oak"), after) == (Decimal("50.00"), "Full price")


def test_a_place_that_costs_nothing_anyway_uses_up_no_included_place() -> None:
    free = [
        confirmed("B1", cancelled_on=date(2026, 10, 9)),
        confirmed("B2", waived_on=date(2026, 10, 9)),
        confirmed("B3", course="C2"),
        booking("B4"),
    ]
    rows = [course(terms="Standard"), course("C2", standing="Cancelled"), *TERMS, subscription("Oak"), ONE_INCLUDED]
    assert charged(*rows, *free, confirmed("B5", booked_at=ELEVEN))["B5"] == INCLUDED


def test_a_late_cancellation_uses_up_an_included_place() -> None:
    late = confirmed("B1", cancelled_on=COURSE_DAY)
    assert charge_of(late, subscription("Oak"), ONE_INCLUDED) == INCLUDED


# Waiting for what must be put right


def test_the_name_of_the_terms_is_found_whatever_its_capitals() -> None:
    rows = (course(terms=" standard"), confirmed(cancelled_on=COURSE_DAY), band(0, "0.5"))
    among = book(*rows)
    assert among.the(Booking, "B1").charge(among) == Decimal("45.00")


def test_a_charge_waits_for_terms_that_leave_days_out_and_the_price_does_not() -> None:
    among = book(course(terms="Standard"), band(7, "0"), confirmed(cancelled_on=A_WEEK_BEFORE))
    row = among.the(Booking, "B1")
    with pytest.raises(WaitsFor, match="what the Cancellation terms tab says of 'Standard'"):
        row.charge(among)
    assert row.price(among) == 90


def test_a_charge_waits_for_a_band_that_cannot_be_read_only_if_the_place_was_cancelled() -> None:
    wrong: Mapping[type[Row], list[BadRow]] = {CancellationBand: [bad_row(terms="Standard")]}
    among = book(course(terms="Standard"), confirmed("B1"), confirmed("B2", cancelled_on=A_WEEK_BEFORE), bad=wrong)
    assert among.the(Booking, "B1").charge(among) == 90
    with pytest.raises(WaitsFor, match="Cancellation terms row 9"):
        among.the(Booking, "B2").charge(among)
