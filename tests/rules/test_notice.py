from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.calendar import DayOutOfReach, ShutDays, Term, is_working_day
from pepsheets.rules.notice import (
    DayKind,
    DeemedRule,
    Method,
    days_given,
    deemed_given,
    earliest_meeting_date,
    is_wholly_closed,
    latest_notice_date,
    latest_sending_date,
    latest_sending_for,
)

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 3, 1), date(2026, 5, 31))
NUMBERS = st.integers(0, 30)
KINDS = st.sampled_from(DayKind)
CLOSED = st.frozensets(st.dates(date(2026, 2, 1), date(2026, 6, 30)), max_size=40)
METHODS = st.sampled_from(Method)
DEEMED_RULES = st.sampled_from([DeemedRule.SAME_DAY, DeemedRule.CPR_6_26]) | st.builds(
    DeemedRule.days_after, st.integers(0, 5)
)


@given(DAYS, NUMBERS, KINDS, CLOSED)
def test_notice_on_the_latest_date_is_enough_and_a_day_later_is_not(
    meeting: date, days: int, kind: DayKind, closed: frozenset[date]
) -> None:
    latest = latest_notice_date(meeting, days, kind, closed)
    assert days_given(latest, meeting, kind, closed) >= days > days_given(latest + ONE_DAY, meeting, kind, closed)


@given(DAYS, NUMBERS, KINDS, CLOSED)
def test_the_earliest_meeting_has_notice_enough_and_a_day_sooner_has_not(
    given_on: date, days: int, kind: DayKind, closed: frozenset[date]
) -> None:
    earliest = earliest_meeting_date(given_on, days, kind, closed)
    assert days_given(given_on, earliest, kind, closed) >= days > days_given(given_on, earliest - ONE_DAY, kind, closed)


@given(DAYS, DAYS, NUMBERS, KINDS, CLOSED)
def test_deadline_earliest_meeting_and_days_given_tell_the_same_story(
    given_on: date, meeting: date, days: int, kind: DayKind, closed: frozenset[date]
) -> None:
    in_time = days_given(given_on, meeting, kind, closed) >= days
    assert in_time == (given_on <= latest_notice_date(meeting, days, kind, closed))
    assert in_time == (meeting >= earliest_meeting_date(given_on, days, kind, closed))


@given(DAYS, DAYS, KINDS, CLOSED)
def test_days_given_are_the_days_that_count_one_by_one(
    given_on: date, meeting: date, kind: DayKind, closed: frozenset[date]
) -> None:
    between = [given_on + n * ONE_DAY for n in range(1, (meeting - given_on).days + (not kind.is_clear))]
    if given_on < meeting:
        assert days_given(given_on, meeting, kind, closed) == sum(
            kind.counts_every_day or is_working_day(day, closed) for day in between
        )


@given(DAYS, NUMBERS, KINDS, DEEMED_RULES, METHODS, CLOSED)
def test_notice_sent_on_the_last_day_is_in_time_and_a_day_later_is_not(
    meeting: date, days: int, kind: DayKind, rule: DeemedRule, method: Method, closed: frozenset[date]
) -> None:
    latest = latest_notice_date(meeting, days, kind, closed)
    sent = datetime.combine(latest_sending_date(meeting, days, kind, rule, method, closed), time(16, 29))
    later = [datetime.combine(sent.date() + n * ONE_DAY, time(0)) for n in range(1, 15)]
    assert deemed_given(sent, method, rule, closed) <= latest
    assert all(deemed_given(moment, method, rule, closed) > latest for moment in later)


@given(st.datetimes(datetime(2026, 3, 1), datetime(2026, 5, 31)), METHODS, DEEMED_RULES, CLOSED)
def test_no_notice_is_deemed_given_before_it_is_sent(
    sent: datetime, method: Method, rule: DeemedRule, closed: frozenset[date]
) -> None:
    assert deemed_given(sent, method, rule, closed) >= sent.date()


def test_neither_the_day_of_notice_nor_the_day_of_the_meeting_is_a_clear_day() -> None:
    assert days_given(date(2026, 6, 1), date(2026, 6, 8), DayKind.CLEAR_CALENDAR) == 6
    assert days_given(date(2026, 6, 1), date(2026, 6, 8), DayKind.CALENDAR) == 7


def test_seven_days_notice_by_each_reading() -> None:
    meeting, whitsun = date(2026, 6, 3), {date(2026, 5, 25), *(date(2026, 5, day) for day in range(26, 30))}
    assert latest_notice_date(meeting, 7, DayKind.CLEAR_CALENDAR) == date(2026, 5, 26)
    assert latest_notice_date(meeting, 7, DayKind.CALENDAR) == date(2026, 5, 27)
    assert latest_notice_date(meeting, 7, DayKind.CLEAR_WORKING, {date(2026, 5, 25)}) == date(2026, 5, 21)
    assert latest_notice_date(meeting, 7, DayKind.WORKING, {date(2026, 5, 25)}) == date(2026, 5, 25)
    assert latest_notice_date(meeting, 7, DayKind.SCHOOL, whitsun) == date(2026, 5, 17)


def test_notice_may_be_given_on_a_day_that_does_not_count() -> None:
    sunday, bank_holiday = date(2026, 5, 24), date(2026, 5, 25)
    assert days_given(sunday, date(2026, 6, 3), DayKind.WORKING, {bank_holiday}) == 7
    assert days_given(bank_holiday, date(2026, 6, 3), DayKind.WORKING, {bank_holiday}) == 7


@pytest.mark.parametrize("kind", [DayKind.CLEAR_CALENDAR, DayKind.CALENDAR])
def test_closed_days_count_where_every_day_counts(kind: DayKind) -> None:
    every_day = {date(2026, 5, 1) + n * ONE_DAY for n in range(31)}
    assert latest_notice_date(date(2026, 5, 30), 7, kind, every_day) == latest_notice_date(date(2026, 5, 30), 7, kind)


@pytest.mark.parametrize("kind", DayKind)
def test_notice_after_the_meeting_is_fewer_than_no_days(kind: DayKind) -> None:
    assert days_given(date(2026, 6, 13), date(2026, 6, 10), kind) == (-4 if kind.is_clear else -3)


@pytest.mark.parametrize("kind", DayKind)
def test_fewer_than_no_days_are_no_rule(kind: DayKind) -> None:
    with pytest.raises(ValueError, match="cannot be fewer than none"):
        latest_notice_date(date(2026, 6, 10), -1, kind)
    with pytest.raises(ValueError, match="cannot be fewer than none"):
        earliest_meeting_date(date(2026, 6, 10), -1, kind)


def test_a_date_at_the_edge_of_the_calendar_gives_a_sentence() -> None:
    with pytest.raises(DayOutOfReach):
        latest_notice_date(date(1, 1, 3), 7, DayKind.CLEAR_CALENDAR)
    with pytest.raises(DayOutOfReach):
        earliest_meeting_date(date(9999, 12, 30), 7, DayKind.WORKING)


def test_notice_is_deemed_given_on_the_day_it_is_sent_unless_the_rule_says_otherwise() -> None:
    late_on_saturday = datetime(2026, 5, 23, 23, 59)
    assert deemed_given(late_on_saturday, Method.POST, DeemedRule.SAME_DAY) == date(2026, 5, 23)
    assert deemed_given(late_on_saturday, Method.POST, DeemedRule.days_after(2)) == date(2026, 5, 25)
    assert DeemedRule() == DeemedRule.SAME_DAY == DeemedRule.days_after(0)


@pytest.mark.parametrize("method", [Method.EMAIL, Method.HAND])
@pytest.mark.parametrize(
    ("sent", "deemed"),
    [
        (datetime(2026, 5, 22, 16, 29, 59), date(2026, 5, 22)),
        (datetime(2026, 5, 22, 16, 30), date(2026, 5, 26)),
        (datetime(2026, 5, 23, 9, 0), date(2026, 5, 26)),
        (datetime(2026, 5, 25, 9, 0), date(2026, 5, 26)),
    ],
)
def test_email_and_hand_count_before_half_past_four_on_a_business_day(
    method: Method, sent: datetime, deemed: date
) -> None:
    assert deemed_given(sent, method, DeemedRule.CPR_6_26, {date(2026, 5, 25)}) == deemed


def test_post_counts_on_the_second_day_whatever_the_hour_or_on_the_next_business_day() -> None:
    closed = {date(2026, 5, 25)}
    assert deemed_given(datetime(2026, 5, 19, 18, 0), Method.POST, DeemedRule.CPR_6_26, closed) == date(2026, 5, 21)
    assert deemed_given(datetime(2026, 5, 21, 9, 0), Method.POST, DeemedRule.CPR_6_26, closed) == date(2026, 5, 26)


def test_nothing_is_given_before_it_is_sent() -> None:
    with pytest.raises(ValueError, match="before it is sent"):
        DeemedRule.days_after(-1)


def test_school_days_and_bank_holidays_can_be_kept_apart() -> None:
    shut = ShutDays((Term("2025/26", "Summer 2", date(2026, 6, 1), date(2026, 7, 21)),))
    given_by = latest_notice_date(date(2026, 6, 3), 2, DayKind.SCHOOL, shut)
    assert given_by == date(2026, 5, 31)
    assert latest_sending_for(given_by, DeemedRule.CPR_6_26, Method.EMAIL, {date(2026, 5, 25)}) == date(2026, 5, 29)


def test_notice_from_the_last_day_of_term_to_a_meeting_in_august_runs_in_the_holidays_only() -> None:
    shut = ShutDays(
        (
            Term("2025/26", "Summer", date(2026, 4, 13), date(2026, 7, 21)),
            Term("2026/27", "Autumn", date(2026, 9, 2), date(2026, 12, 18)),
        )
    )
    assert is_wholly_closed(date(2026, 7, 21), date(2026, 8, 10), shut)
    assert is_wholly_closed(date(2026, 8, 20), date(2026, 9, 2), shut)
    assert not is_wholly_closed(date(2026, 7, 20), date(2026, 8, 10), shut)
    assert not is_wholly_closed(date(2026, 8, 20), date(2026, 9, 3), shut)


def test_a_weekend_in_term_is_no_holiday() -> None:
    assert not is_wholly_closed(date(2026, 6, 5), date(2026, 6, 8), {date(2026, 6, 6), date(2026, 6, 7)})
    assert not is_wholly_closed(date(2026, 6, 8), date(2026, 6, 8), {date(2026, 6, 8)})
