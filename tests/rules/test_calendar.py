from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.calendar import (
    DayOutOfReach,
    NoOpenDay,
    ShutDays,
    Span,
    Term,
    YearNotUnderstood,
    academic_year,
    academic_year_dates,
    bank_holidays,
    days_after,
    days_in_month_of,
    financial_year,
    financial_year_dates,
    is_working_day,
    month_dates,
    month_of_academic_year,
    next_working_day,
    overdue_since,
    term_of,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_after,
    working_days_between,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
CLOSED = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=20)
WINTER = st.dates(date(2025, 12, 1), date(2026, 4, 30))

AUTUMN = Term("2026/27", "Autumn", date(2026, 9, 2), date(2026, 12, 18))
SPRING = Term("2026/27", "Spring", date(2027, 1, 4), date(2027, 3, 25))


@given(DAYS)
def test_every_day_lies_in_its_academic_and_its_financial_year(day: date) -> None:
    first, last = academic_year_dates(academic_year(day))
    assert first <= day <= last
    first, last = financial_year_dates(financial_year(day))
    assert first <= day <= last


def test_the_academic_year_turns_on_1_september_and_the_financial_year_on_1_april() -> None:
    assert [academic_year(date(2026, 8, 31)), academic_year(date(2026, 9, 1))] == ["2025/26", "2026/27"]
    assert [financial_year(date(2026, 3, 31)), financial_year(date(2026, 4, 1))] == ["2025/26", "2026/27"]


def test_the_year_that_ends_a_century_is_written_with_two_noughts() -> None:
    assert academic_year(date(2099, 9, 1)) == "2099/00"
    assert academic_year_dates("2099/00") == (date(2099, 9, 1), date(2100, 8, 31))


@pytest.mark.parametrize("text", ["2026/27", "2026-27", "2026–27", " 2026 / 2027 "])
def test_a_year_is_read_as_people_write_it(text: str) -> None:
    assert academic_year_dates(text) == (date(2026, 9, 1), date(2027, 8, 31))
    assert financial_year_dates(text) == (date(2026, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    "text", ["", "2026", "2026/28", "2026/26", "26/27", "2026/2028", "next year", "9999/00", "0001/02"]
)
def test_a_text_that_names_no_year_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(YearNotUnderstood, match="Type it like 2026/27"):
        academic_year_dates(text)


def test_february_of_an_academic_year_has_the_leap_day_where_there_is_one() -> None:
    assert month_of_academic_year("2027/28", 2) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of_academic_year("2026/27", 2) == (date(2027, 2, 1), date(2027, 2, 28))


def test_autumn_months_fall_in_the_first_half_of_an_academic_year_and_june_in_the_second() -> None:
    assert month_of_academic_year("2026/27", 9)[0] == date(2026, 9, 1)
    assert month_of_academic_year("2026/27", 12)[1] == date(2026, 12, 31)
    assert month_of_academic_year("2026/27", 6) == (date(2027, 6, 1), date(2027, 6, 30))
    assert month_of_academic_year("2026/27", 8)[1] == date(2027, 8, 31)


@given(DAYS)
def test_a_day_lies_in_its_month(day: date) -> None:
    first, last = month_dates(day)
    assert first <= day <= last
    assert (first - timedelta(days=1)).month != day.month != (last + timedelta(days=1)).month


def test_only_events_in_the_february_of_the_year_are_its_february_events() -> None:
    events = [date(2027, 2, 28), date(2027, 2, 1), date(2027, 3, 1), date(2026, 2, 10), date(2027, 1, 31)]
    assert days_in_month_of("2026/27", 2, events) == (date(2027, 2, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("today", "done", "since"),
    [
        (date(2026, 6, 30), [date(2025, 6, 12)], None),
        (date(2026, 7, 1), [date(2025, 6, 12)], date(2026, 7, 1)),
        (date(2026, 7, 1), [date(2026, 6, 1)], None),
        (date(2026, 7, 1), [date(2026, 5, 31)], date(2026, 7, 1)),
        (date(2026, 7, 5), [date(2026, 7, 3)], None),
        (date(2026, 7, 1), [date(2026, 7, 3)], date(2026, 7, 1)),
        (date(2027, 6, 10), [date(2025, 6, 12)], date(2026, 7, 1)),
        (date(2027, 6, 10), [], date(2026, 7, 1)),
    ],
)
def test_an_election_each_june_is_overdue_from_1_july(today: date, done: Sequence[date], since: date | None) -> None:
    assert overdue_since(6, done, today) == since


def test_nothing_is_due_for_a_june_before_the_partnership_was_formed() -> None:
    assert overdue_since(6, [], date(2018, 3, 20), formed=date(2018, 3, 1)) is None
    assert overdue_since(6, [], date(2018, 7, 1), formed=date(2018, 6, 30)) == date(2018, 7, 1)


def test_a_member_is_in_office_until_the_day_before_the_end_date() -> None:
    span = Span(date(2026, 6, 10), date(2027, 6, 10))
    days = [date(2026, 6, 9), date(2026, 6, 10), date(2027, 6, 9), date(2027, 6, 10)]
    assert [span.covers(day) for day in days] == [False, True, True, False]


def test_a_member_without_an_end_date_is_still_in_office() -> None:
    assert Span(date(2026, 6, 10)).covers(date.max)


def test_a_successor_may_start_on_the_day_the_predecessor_ends() -> None:
    first, second = Span(date(2025, 6, 1), date(2026, 6, 1)), Span(date(2026, 6, 1))
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert second.overlaps(Span(date(2020, 1, 1)))


SPANS = st.builds(Span, WINTER, st.none() | WINTER)


@given(SPANS, SPANS)
def test_spans_overlap_exactly_when_a_day_lies_in_both(one: Span, other: Span) -> None:
    days = (date(2025, 12, 1) + timedelta(days=n) for n in range(151))
    assert one.overlaps(other) == any(one.covers(day) and other.covers(day) for day in days)


def test_a_day_belongs_to_the_term_that_holds_it_first_and_last_day_included() -> None:
    assert term_of(date(2026, 12, 18), [AUTUMN, SPRING]) == AUTUMN
    assert term_of(date(2027, 1, 4), [AUTUMN, SPRING]) == SPRING
    assert term_of(date(2026, 12, 19), [AUTUMN, SPRING]) is None


def test_a_school_is_shut_outside_its_terms_and_on_its_closures() -> None:
    shut = ShutDays((AUTUMN, SPRING), frozenset({date(2026, 10, 26)}))
    assert date(2026, 12, 21) in shut
    assert date(2026, 10, 26) in shut
    assert date(2026, 10, 27) not in shut
    assert "2026-12-21" not in shut


def test_weekends_and_closed_days_are_not_working_days() -> None:
    assert [is_working_day(date(2026, 8, day)) for day in (28, 29, 30, 31)] == [True, False, False, True]
    assert not is_working_day(date(2026, 8, 31), {date(2026, 8, 31)})


def test_the_next_working_day_passes_over_a_bank_holiday_weekend() -> None:
    closed = {date(2026, 8, 31)}
    assert next_working_day(date(2026, 8, 28), closed) == date(2026, 9, 1)
    assert working_day_on_or_after(date(2026, 8, 29), closed) == date(2026, 9, 1)
    assert working_day_on_or_before(date(2026, 8, 31), closed) == date(2026, 8, 28)


def test_a_working_day_is_its_own_nearest_working_day() -> None:
    friday = date(2026, 8, 28)
    assert working_day_on_or_after(friday) == working_day_on_or_before(friday) == friday


@given(WINTER, st.integers(0, 40), CLOSED)
def test_counting_working_days_forward_and_measuring_them_agree(day: date, days: int, closed: frozenset[date]) -> None:
    reached = working_days_after(day, days, closed)
    assert working_days_between(day, reached, closed) == days
    assert reached == day if days == 0 else is_working_day(reached, closed)


@given(WINTER, st.integers(1, 40), CLOSED)
def test_counting_working_days_back_undoes_counting_forward(day: date, days: int, closed: frozenset[date]) -> None:
    start = working_day_on_or_after(day, closed)
    assert working_days_after(working_days_after(start, days, closed), -days, closed) == start


def test_no_working_days_lie_between_a_day_and_an_earlier_one() -> None:
    assert working_days_between(date(2026, 3, 10), date(2026, 3, 2)) == 0


def test_a_school_without_term_dates_ahead_gives_a_sentence_not_an_endless_count() -> None:
    with pytest.raises(NoOpenDay, match=r"no open day within two years of 25/03/2027\. Check the term dates"):
        next_working_day(date(2027, 3, 25), ShutDays((AUTUMN, SPRING)))


@pytest.mark.parametrize(("day", "days"), [(date.max, 1), (date.min, -1), (date(2026, 1, 1), 10**12)])
def test_counting_past_the_calendar_gives_a_sentence(day: date, days: int) -> None:
    with pytest.raises(DayOutOfReach, match="leads outside the calendar"):
        days_after(day, days)


def test_no_bank_holidays_are_asked_for_no_years() -> None:
    assert bank_holidays([]) == frozenset()


def test_bank_holidays_fall_in_the_years_asked_for() -> None:
    assert {day.year for day in bank_holidays([2026, 2028])} == {2026, 2028}
