"""Cancellations are charged by bands without gaps, on the day they were received."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.bands import BandBackwards, BandGap, BandOverlap
from pepsheets.rules.bookings import (
    ALWAYS_FREE,
    Band,
    CancellationTerms,
    Reason,
    cancellation_band_problems,
    cancellation_charge,
    cancellation_share,
    counts_days_alike,
    days_before,
    share_charged,
)
from pepsheets.rules.notice import DayKind

COURSE = date(2026, 10, 14)
FREE, HALF, FULL = Fraction(0), Fraction(1, 2), Fraction(1)
TWO_WEEKS = (Band(15, FREE), Band(0, FULL))

dates = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


# Days before the course


@pytest.mark.parametrize(
    ("cancelled", "kind", "days"),
    [
        (date(2026, 10, 14), DayKind.CALENDAR, 0),
        (date(2026, 10, 15), DayKind.CALENDAR, 0),
        (date(2026, 9, 29), DayKind.CALENDAR, 15),
        (date(2026, 9, 29), DayKind.CLEAR_CALENDAR, 14),
        (date(2026, 10, 13), DayKind.CLEAR_CALENDAR, 0),
        (date(2026, 10, 14), DayKind.WORKING, 0),
        (date(2026, 10, 12), DayKind.WORKING, 2),
        (date(2026, 10, 11), DayKind.WORKING, 2),
        (date(2026, 10, 10), DayKind.WORKING, 2),
        (date(2026, 10, 9), DayKind.WORKING, 3),
        (date(2026, 10, 9), DayKind.CLEAR_WORKING, 2),
        (date(2026, 10, 9), DayKind.SCHOOL, 2),
        (date(2026, 10, 15), DayKind.WORKING, 0),
    ],
)
def test_days_run_from_the_day_of_receipt_until_the_day_before_the_course(
    cancelled: date, kind: DayKind, days: int
) -> None:
    assert days_before(cancelled, COURSE, kind) == days


def test_a_bank_holiday_is_no_working_day_before_the_course() -> None:
    thursday, tuesday, easter = date(2027, 3, 25), date(2027, 3, 30), {date(2027, 3, 26), date(2027, 3, 29)}
    assert days_before(thursday, tuesday, DayKind.WORKING) == 3
    assert days_before(thursday, tuesday, DayKind.WORKING, easter) == 1
    assert days_before(thursday, tuesday, DayKind.CALENDAR, easter) == 5


@given(dates, dates, st.sampled_from(DayKind))
def test_cancelling_a_day_earlier_never_leaves_fewer_days(cancelled: date, course: date, kind: DayKind) -> None:
    earlier = cancelled - timedelta(days=1)
    assert days_before(earlier, course, kind) - days_before(cancelled, course, kind) in (0, 1)


# Cancellation bands


def test_a_table_that_starts_every_band_where_the_last_one_ends_has_no_problem() -> None:
    assert cancellation_band_problems([Band(0, FULL), Band(7, HALF), Band(15, FREE)]) == ()


def test_a_table_that_stops_above_nought_leaves_the_last_days_uncovered() -> None:
    assert cancellation_band_problems([Band(15, FREE), Band(3, FULL)]) == (BandGap(0, 2),)


def test_bands_that_say_their_last_day_may_leave_a_gap_or_overlap() -> None:
    bands = [Band(0, FULL, at_most=6), Band(8, HALF, at_most=15), Band(15, FREE)]
    assert cancellation_band_problems(bands) == (BandGap(7, 7), BandOverlap(15, 15))


def test_two_bands_that_begin_on_the_same_day_overlap() -> None:
    assert cancellation_band_problems([Band(0, HALF), Band(0, FULL)]) == (BandOverlap(0, None),)


def test_a_band_whose_last_day_comes_before_its_first_is_named() -> None:
    assert BandBackwards(15, 10) in cancellation_band_problems([Band(0, FULL), Band(15, FREE, at_most=10)])


def test_a_table_counts_one_kind_of_days() -> None:
    assert counts_days_alike(TWO_WEEKS)
    assert counts_days_alike([])
    assert not counts_days_alike([Band(15, FREE, DayKind.WORKING), Band(0, FULL)])


def test_the_band_that_covers_the_day_of_receipt_sets_the_share() -> None:
    bands = [Band(0, FULL), Band(15, FREE), Band(8, HALF)]
    shares = [cancellation_share(bands, COURSE - timedelta(days=days), COURSE) for days in (30, 15, 14, 8, 7, 0)]
    assert shares == [FREE, FREE, HALF, HALF, FULL, FULL]


def test_working_day_bands_leave_out_weekends_and_closed_days() -> None:
    bands = [Band(4, FREE, DayKind.WORKING), Band(0, FULL, DayKind.WORKING)]
    thursday, monday = date(2026, 10, 8), {date(2026, 10, 12)}
    assert cancellation_share(bands, thursday, COURSE) == FREE
    assert cancellation_share(bands, thursday, COURSE, monday) == FULL


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([], "needs a band"),
        ([Band(15, FREE, DayKind.WORKING), Band(0, FULL)], "one kind of days"),
        ([Band(2, FREE)], "1 days before the course are in 0 cancellation bands"),
        ([Band(0, FREE), Band(0, FULL)], "1 days before the course are in 2 cancellation bands"),
    ],
)
def test_no_share_is_guessed_where_the_table_gives_none_or_two(bands: list[Band], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        cancellation_share(bands, COURSE - timedelta(days=1), COURSE)


@given(st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 30)), max_size=4), st.integers(0, 35))
def test_a_day_has_a_share_unless_a_problem_names_it(days: list[tuple[int, int | None]], before: int) -> None:
    bands = [Band(at_least, HALF, at_most=at_most) for at_least, at_most in days]
    problems = [said for said in cancellation_band_problems(bands) if not isinstance(said, BandBackwards)]
    if any(said.first <= before and (said.last is None or before <= said.last) for said in problems):
        with pytest.raises(ValueError, match="cancellation band"):
            cancellation_share(bands, COURSE - timedelta(days=before), COURSE)
    else:
        assert cancellation_share(bands, COURSE - timedelta(days=before), COURSE) == HALF


# What is charged in the end

LATE = date(2026, 10, 13)


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason in ALWAYS_FREE])
def test_a_substitute_or_the_partnership_s_own_change_costs_nothing(reason: Reason) -> None:
    assert share_charged(CancellationTerms(TWO_WEEKS), reason, LATE, COURSE) == FREE


@pytest.mark.parametrize("reason", [Reason.REFILLED, Reason.SCHOOL_CLOSED, Reason.INSPECTION])
def test_a_refilled_place_a_closure_and_an_inspection_are_free_by_setting_only(reason: Reason) -> None:
    assert share_charged(CancellationTerms(TWO_WEEKS), reason, LATE, COURSE) == FULL
    assert share_charged(CancellationTerms(TWO_WEEKS, let_off=frozenset({reason})), reason, LATE, COURSE) == FREE


def test_a_no_show_has_a_share_of_its_own() -> None:
    terms = CancellationTerms(TWO_WEEKS, no_show=HALF)
    assert share_charged(terms, Reason.NO_SHOW, None, COURSE) == HALF
    assert share_charged(terms, Reason.CANCELLED, LATE, COURSE) == FULL


@pytest.mark.parametrize("received", [None, date(2026, 10, 15)])
def test_a_cancellation_never_received_or_only_after_the_course_is_a_no_show(received: date | None) -> None:
    terms = CancellationTerms((Band(0, FREE),), no_show=HALF)
    assert share_charged(terms, Reason.CANCELLED, received, COURSE) == HALF
    assert share_charged(terms, Reason.CANCELLED, COURSE, COURSE) == FREE


def test_half_a_penny_of_a_charge_rounds_up() -> None:
    assert [cancellation_charge(2505, share) for share in (FREE, HALF, FULL)] == [0, 1253, 2505]
