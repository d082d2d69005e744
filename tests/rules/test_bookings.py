"""Places are never oversold, and confirmations never unseated."""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.bookings import (
    Booking,
    Outcome,
    PriceProblem,
    Seat,
    Standing,
    allocate,
    outside_price_problem,
    price_for,
)

NINE = datetime(2026, 9, 14, 9)
TEN = datetime(2026, 9, 14, 10)

bookings = st.lists(
    st.builds(
        Booking,
        st.from_regex(r"B[0-9]{3}", fullmatch=True),
        st.sampled_from([NINE, TEN, TEN + timedelta(minutes=5)]),
        st.sampled_from(Standing),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda booking: booking.code,
)
places = st.integers(0, 8)


def outcomes(number_of_places: int, *given: Booking, members_first: bool = False) -> list[tuple[Outcome, int | None]]:
    seats = allocate(number_of_places, given, members_first).seats
    return [(seat.outcome, seat.number) for seat in seats]


# Places and the waiting list


def test_places_go_to_those_who_booked_first_and_the_others_wait_in_turn() -> None:
    assert outcomes(1, Booking("B3", TEN), Booking("B2", TEN), Booking("B1", NINE)) == [
        (Outcome.WAITING, 2),
        (Outcome.WAITING, 1),
        (Outcome.PLACE, 1),
    ]


def test_a_confirmation_keeps_its_place_against_an_earlier_request() -> None:
    assert outcomes(1, Booking("B1", NINE), Booking("B2", TEN, Standing.CONFIRMED)) == [
        (Outcome.WAITING, 1),
        (Outcome.CONFIRMED, 1),
    ]


def test_an_offered_place_is_held_until_it_is_answered() -> None:
    assert outcomes(1, Booking("B1", NINE), Booking("B2", TEN, Standing.OFFERED)) == [
        (Outcome.WAITING, 1),
        (Outcome.OFFERED, 1),
    ]


def test_members_first_puts_a_late_member_before_an_early_outsider_who_is_not_confirmed() -> None:
    outsider, member = Booking("B1", NINE, from_member=False), Booking("B2", TEN)
    assert outcomes(1, outsider, member) == [(Outcome.PLACE, 1), (Outcome.WAITING, 1)]
    assert outcomes(1, outsider, member, members_first=True) == [(Outcome.WAITING, 1), (Outcome.PLACE, 1)]


def test_members_first_does_not_unseat_a_confirmed_outsider() -> None:
    outsider = Booking("B1", TEN, Standing.CONFIRMED, from_member=False)
    assert outcomes(1, outsider, Booking("B2", NINE), members_first=True) == [
        (Outcome.CONFIRMED, 1),
        (Outcome.WAITING, 1),
    ]


def test_a_cancelled_booking_takes_no_place() -> None:
    allocation = allocate(2, [Booking("B1", NINE, Standing.CANCELLED), Booking("B2", TEN)])
    assert allocation.seats == (Seat(Outcome.CANCELLED), Seat(Outcome.PLACE, 1))
    assert (allocation.free, allocation.oversold) == (1, 0)


def test_more_confirmations_than_places_all_stay_and_are_said_as_oversold() -> None:
    confirmed = [Booking(f"B{number}", NINE, Standing.CONFIRMED) for number in range(3)]
    allocation = allocate(2, [*confirmed, Booking("B3", NINE)])
    assert [seat.outcome for seat in allocation.seats] == [Outcome.CONFIRMED] * 3 + [Outcome.WAITING]
    assert allocation.seats[-1].number == 1
    assert (allocation.free, allocation.oversold) == (0, 1)


@given(places, bookings, st.booleans())
def test_nobody_is_placed_beyond_the_places_unless_they_were_frozen_before(
    number_of_places: int, given_bookings: list[Booking], members_first: bool
) -> None:
    allocation = allocate(number_of_places, given_bookings, members_first)
    outcome = [seat.outcome for seat in allocation.seats]
    frozen = outcome.count(Outcome.CONFIRMED) + outcome.count(Outcome.OFFERED)
    placed = frozen + outcome.count(Outcome.PLACE)
    assert placed <= max(number_of_places, frozen)
    assert allocation.oversold == max(frozen - number_of_places, 0)
    assert placed + allocation.free == number_of_places + allocation.oversold or Outcome.WAITING in outcome
    assert not (allocation.free and Outcome.WAITING in outcome)


@given(places, bookings, st.booleans())
def test_places_and_waiting_list_are_numbered_without_a_gap(
    number_of_places: int, given_bookings: list[Booking], members_first: bool
) -> None:
    seats = allocate(number_of_places, given_bookings, members_first).seats
    placed = sorted(seat.number or 0 for seat in seats if seat.outcome not in (Outcome.WAITING, Outcome.CANCELLED))
    waiting = sorted(seat.number or 0 for seat in seats if seat.outcome is Outcome.WAITING)
    assert placed == list(range(1, len(placed) + 1))
    assert waiting == list(range(1, len(waiting) + 1))


@given(places, bookings, st.booleans(), st.randoms(use_true_random=False))
def test_sorting_the_tab_moves_nobody(
    number_of_places: int, given_bookings: list[Booking], members_first: bool, order: Random
) -> None:
    shuffled = order.sample(given_bookings, len(given_bookings))
    before = dict(zip(given_bookings, allocate(number_of_places, given_bookings, members_first).seats, strict=True))
    after = dict(zip(shuffled, allocate(number_of_places, shuffled, members_first).seats, strict=True))
    assert before == after


@given(places, bookings, st.booleans())
def test_one_more_request_never_takes_a_confirmed_or_offered_place(
    number_of_places: int, given_bookings: list[Booking], members_first: bool
) -> None:
    early = Booking("A000", NINE - timedelta(days=1))
    before = allocate(number_of_places, given_bookings, members_first).seats
    after = allocate(number_of_places, [*given_bookings, early], members_first).seats
    held = (Outcome.CONFIRMED, Outcome.OFFERED)
    assert [seat for seat in before if seat.outcome in held] == [seat for seat in after if seat.outcome in held]


# Prices


@pytest.mark.parametrize(
    ("member", "outside", "problem"),
    [
        (5000, 7500, None),
        (5000, 5000, None),
        (5000, 4999, PriceProblem.BELOW_MEMBER_PRICE),
        (0, 0, PriceProblem.NOT_ABOVE_ZERO),
        (0, 1, None),
        (5000, -1, PriceProblem.NOT_ABOVE_ZERO),
    ],
)
def test_the_outside_price_is_above_zero_and_not_below_the_member_price(
    member: int, outside: int, problem: PriceProblem | None
) -> None:
    assert outside_price_problem(member, outside) is problem


def test_members_pay_the_member_price_and_others_the_outside_price() -> None:
    assert (price_for(True, 5000, 7500), price_for(False, 5000, 7500)) == (5000, 7500)
