"""First come, first served; a confirmation freezes place and price, and nothing later unseats it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pepsheets.tabs.book import BadRow
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import INCLUDED_PLACES, MEMBERS_FIRST, NO_SHOW_SHARE
from tests.tabs.books import TODAY, bad_row, book, setting
from tests.tabs.partnership import COURSE_DAY, NINE, band, booking, confirmed, course, found, subscription

TEN = NINE + timedelta(hours=1)
ELEVEN = NINE + timedelta(hours=2)


def places(*rows: Row, today: date = TODAY) -> dict[str, str]:
    among = book(*rows, today=today)
    return {row.code: row.place(among) for row in among.good(Booking)}


def prices(*rows: Row) -> list[Decimal]:
    among = book(*rows)
    return [row.price(among) for row in among.good(Booking)]


def sentences(*rows: Row, today: date = TODAY) -> list[tuple[str, str]]:
    """What is wrong on the Bookings tab; that cancellations are charged is told apart from it."""
    return [each for each in found(book(*rows, today=today), "Bookings") if each[0] != "how_charged"]


# Places


def test_places_go_to_those_who_booked_first_and_the_others_wait_in_turn() -> None:
    rows = [booking("B3", booked_at=ELEVEN), booking("B2", booked_at=TEN), booking("B1")]
    assert places(course(places=1), *rows) == {"B1": "To confirm", "B2": "Waiting 1", "B3": "Waiting 2"}


def test_of_two_bookings_at_the_same_minute_the_lower_code_comes_first() -> None:
    assert places(course(places=1), booking("B2"), booking("B1")) == {"B1": "To confirm", "B2": "Waiting 1"}


def test_a_confirmed_place_is_not_unseated_by_an_earlier_booking_that_is_typed_later() -> None:
    assert places(course(places=1), confirmed("B2", booked_at=TEN), booking("B1")) == {
        "B2": "Place 1",
        "B1": "Waiting 1",
    }


def test_a_cancelled_place_goes_to_the_next_on_the_list() -> None:
    gone = confirmed("B1", cancelled_on=date(2026, 10, 9))
    rows = [gone, booking("B2", booked_at=TEN), booking("B3", booked_at=ELEVEN)]
    assert places(course(places=1), *rows) == {"B1": "Cancelled", "B2": "To confirm", "B3": "Waiting 1"}


def test_a_substitute_keeps_the_place() -> None:
    sent = confirmed("B1", cancelled_on=date(2026, 12, 8), outcome="substitute")
    assert places(course(places=1), sent, booking("B2"))["B1"] == "Place 1"


def test_an_offer_holds_its_place_until_the_end_of_its_day() -> None:
    rows = [course(places=1), booking("B2", booked_at=TEN, offered_until=TODAY), booking("B1")]
    assert places(*rows) == {"B2": "Offered", "B1": "Waiting 1"}


def test_an_offer_that_ran_out_goes_behind_those_who_waited_meanwhile() -> None:
    ran_out = booking("B1", offered_until=TODAY - timedelta(1))
    later = booking("B3", booked_at=datetime(2026, 11, 21, 8))
    rows = [course(places=1), ran_out, booking("B2", booked_at=TEN), later]
    assert places(*rows) == {"B1": "Waiting 1", "B2": "To confirm", "B3": "Waiting 2"}


def test_an_offer_typed_for_a_day_before_the_booking_gives_no_better_turn() -> None:
    rows = [course(places=1), booking("B2", booked_at=TEN, offered_until=date(2026, 9, 1)), booking("B1")]
    assert places(*rows) == {"B2": "Waiting 1", "B1": "To confirm"}


def test_members_come_before_others_only_if_the_rules_say_so_and_only_among_the_unconfirmed() -> None:
    rows = [
        course(places=2),
        subscription("Oak"),
        confirmed("B1", school="Fir", booked_at=ELEVEN),
        booking("B2", school="Fir"),
        booking("B3", booked_at=TEN),
    ]
    assert places(*rows) == {"B1": "Place 1", "B2": "To confirm", "B3": "Waiting 1"}
    assert places(*rows, setting(MEMBERS_FIRST, "Yes")) == {"B1": "Place 1", "B2": "Waiting 1", "B3": "To confirm"}


def test_a_walk_in_has_come_and_so_has_a_place() -> None:
    held = course(places=1, standing="Held", held_on=date(2026, 11, 10))
    assert places(held, booking("B1", booked_at=datetime(2026, 11, 11, 9)), booking("B2"))["B1"] == "Place 1"


# Prices


def test_members_pay_the_member_price_and_others_the_outside_price() -> None:
    assert prices(course(), subscription("Oak"), booking("B1"), booking("B2", school="Fir")) == [50, 90]


def test_an_unconfirmed_booking_is_priced_by_membership_on_the_day_of_the_course() -> None:
    assert prices(course(), subscription("Oak", starts_on=COURSE_DAY), booking()) == [50]
    assert prices(course(), subscription("Oak", ends_on=COURSE_DAY), booking()) == [90]


def test_a_confirmation_freezes_the_price_whoever_leaves_or_joins_later() -> None:
    after = date(2026, 11, 1)
    assert prices(course(), subscription("Oak", ends_on=after), confirmed()) == [50]
    assert prices(course(), subscription("Oak", starts_on=after), confirmed()) == [90]


def test_an_agreed_price_stands_whatever_becomes_of_the_courses() -> None:
    assert prices(course(), confirmed(agreed_price="45.00")) == [Decimal("45.00")]


def test_a_place_confirmed_before_the_courses_year_is_priced_by_membership_on_its_day() -> None:
    early = confirmed(booked_at=datetime(2026, 7, 1, 9), confirmed_on=date(2026, 8, 31))
    assert prices(course(), subscription("Oak", "2025/26"), early) == [90]
    assert prices(course(), subscription("Oak", "2026/27"), early) == [50]


def test_a_confirmation_typed_after_the_course_leaves_the_price_of_its_day() -> None:
    late = confirmed(confirmed_on=COURSE_DAY + timedelta(3))
    assert prices(course(), subscription("Oak", ends_on=COURSE_DAY + timedelta(1)), late) == [50]


# What may be wrong


def test_bookings_in_order_say_nothing() -> None:
    rows = [
        course(),
        course("C2", standing="Held", held_on=date(2026, 10, 20)),
        confirmed("B1", cancelled_on=NINE.date(), outcome="place refilled"),
        confirmed("B2", outcome="no-show", waived_by="Ann Ash", waived_on=TODAY),
        confirmed("B3", outcome="substitute"),
        booking("B4", offered_until=TODAY),
        confirmed("B5", offered_until=date(2026, 10, 2)),
        booking("B6", course="C2", offered_until=date(2026, 10, 2), cancelled_on=date(2026, 10, 3)),
        confirmed("B7", course="C2"),
        booking("B8", booked_at=datetime(2026, 12, 9, 8)),
    ]
    assert sentences(*rows) == []


def test_cancellations_that_are_charged_are_told_in_one_line() -> None:
    late = [confirmed(f"B{number}", cancelled_on=TODAY, delegate=f"D{number}") for number in (1, 2, 3, 4)]
    why = "'How charged' says why. Tell the schools."
    told = [("how_charged", f"1 place that was not used is charged by the cancellation terms: B1. {why}")]
    assert found(book(course(), late[0]), "Bookings") == told
    told = [("how_charged", f"4 places not used are charged by the cancellation terms: B1, B2, B3 and 1 more. {why}")]
    assert found(book(course(), *late), "Bookings") == told
    assert found(book(course(), confirmed()), "Bookings") == []


def test_a_cancellation_whose_charge_must_wait_is_not_told_as_charged() -> None:
    wrong: Mapping[type[Row], list[BadRow]] = {Course: [bad_row(code="C1")]}
    assert found(book(confirmed(cancelled_on=TODAY), bad=wrong), "Bookings") == []


def test_a_booking_cannot_be_cancelled_before_it_was_made() -> None:
    assert sentences(course(), confirmed(cancelled_on=date(2026, 9, 30))) == [
        ("cancelled_on", "it was cancelled before it was booked on 01/10/2026. Check both.")
    ]


def test_a_booking_after_the_course_is_taken_as_a_walk_in_with_a_warning() -> None:
    held = course(standing="Held", held_on=date(2026, 11, 10))
    sentence = "it was booked after the course on 10/11/2026, so it is taken as a walk-in and charged. "
    assert sentences(held, booking(booked_at=datetime(2026, 11, 11, 9))) == [
        ("booked_at", sentence + "Correct the date if the delegate did not just walk in.")
    ]


def test_a_waiver_says_who_and_when() -> None:
    assert sentences(course(), confirmed("B1", waived_on=TODAY), confirmed("B2", waived_by="Ann Ash")) == [
        ("waived_by", "the charge is waived, and nobody is named. Say who let it go."),
        ("waived_on", "the waiver has no date, so the place is still charged. Give the date."),
    ]


def test_a_reason_needs_the_day_on_which_the_cancellation_was_received() -> None:
    sentence = "the reason is 'inspection', and there is no date, so the delegate still holds the place. "
    assert sentences(course(), confirmed(outcome="inspection")) == [
        ("cancelled_on", sentence + "Give the day on which the cancellation was received.")
    ]


def test_a_cancelled_place_is_no_no_show() -> None:
    assert sentences(course(), confirmed(outcome="no-show", cancelled_on=TODAY)) == [
        ("outcome", "a place that was cancelled is no no-show. Take out the reason, or the date.")
    ]


def test_an_offer_that_ran_out_is_pointed_out_while_the_course_is_open() -> None:
    ran_out = booking(offered_until=TODAY - timedelta(1))
    assert sentences(course(), ran_out) == [
        ("offered_until", "the offer ran out unanswered. Offer the place to the next on the list.")
    ]
    assert sentences(course(standing="Cancelled"), ran_out) == []


def test_a_place_on_a_course_that_was_held_should_have_been_confirmed() -> None:
    held = course(standing="Held", held_on=date(2026, 11, 10))
    sentence = "the course was held, and this place was never confirmed, so nothing is charged. "
    assert sentences(held, booking()) == [
        ("confirmed_on", sentence + "If the delegate came, give the day of the confirmation.")
    ]


# For all bookings

DAYS = st.integers(0, 80).map(lambda number: NINE.date() + timedelta(number))
OUTCOMES = st.sampled_from(["cancelled", "no-show", "substitute", "place refilled", "school closed", "inspection"])


@st.composite
def bookings(draw: st.DrawFn) -> list[Booking]:
    count = draw(st.integers(0, 8))
    return [
        booking(
            f"B{number}",
            school=draw(st.sampled_from(["Oak", "Fir"])),
            booked_at=NINE + timedelta(hours=draw(st.integers(0, 24 * 80))),
            confirmed_on=draw(st.none() | DAYS),
            offered_until=draw(st.none() | DAYS),
            cancelled_on=draw(st.none() | DAYS),
            outcome=draw(st.none() | OUTCOMES),
            waived_on=draw(st.none() | st.none() | DAYS),
        )
        for number in range(count)
    ]


RULES = (
    subscription("Oak"),
    band(0, "1"),
    band(5, "0.3333"),
    setting(MEMBERS_FIRST, "Yes"),
    setting(NO_SHOW_SHARE, "0.75"),
)


@given(bookings(), st.integers(0, 6))
def test_requests_and_offers_that_wait_never_oversell_a_course(rows: list[Booking], number: int) -> None:
    among = book(course(places=number), *rows, *RULES)
    whole = among.the(Course, "C1")
    held = whole.confirmed(among) + sum(row.place(among) == "Offered" for row in rows)
    assert whole.to_confirm(among) <= max(number - held, 0)
    assert whole.places_left(among) == max(number - held - whole.to_confirm(among) - whole.waiting(among), 0)
    assert not (whole.waiting(among) and whole.places_left(among))


@given(bookings(), bookings(), st.integers(0, 6))
def test_confirmed_bookings_are_never_unseated_or_repriced_by_other_rows(
    rows: list[Booking], others: list[Booking], number: int
) -> None:
    later = [row.model_copy(update={"code": f"L{row.code}"}) for row in others]
    before, after = (book(course(places=number), *every, *RULES) for every in (rows, [*later, *rows]))
    for row in rows:
        if row.place(before).startswith("Place"):
            assert row.place(after).startswith("Place")
        assert row.price(before) == row.price(after)


@given(bookings(), st.booleans(), st.integers(0, 2))
def test_no_charge_is_above_its_price_or_below_nothing(rows: list[Booking], held: bool, included: int) -> None:
    lesson = course(terms="Standard", standing="Held" if held else "Open", outside_price="90.01")
    among = book(lesson, *rows, *RULES, setting(INCLUDED_PLACES, included))
    for row in rows:
        assert 0 <= row.charge(among) <= row.price(among)
        assert row.how_charged(among)
    assert among.the(Course, "C1").charged(among) == sum(row.charge(among) for row in rows)


@given(bookings(), st.randoms(use_true_random=False), st.integers(0, 6))
def test_sorting_the_tab_moves_no_place_and_no_penny(rows: list[Booking], random: Random, number: int) -> None:
    lesson = course(places=number, terms="Standard")
    mixed = random.sample(rows, len(rows))
    before, after = (book(lesson, *every, *RULES, setting(INCLUDED_PLACES, 1)) for every in (rows, mixed))
    assert [(row.place(before), row.charge(before)) for row in rows] == [
        (row.place(after), row.charge(after)) for row in rows
    ]
