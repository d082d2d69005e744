"""Years, terms and open days of English schools, and the arithmetic of days.

Every rule receives the closed days; only ``bank_holidays`` looks them up. A container of closed days need not hold the
weekends: Saturdays and Sundays are never working days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_SEPTEMBER, _APRIL = 9, 4
_YEAR_TEXT = re.compile(r"\s*([1-9]\d{3})\s*[/\u2013-]\s*(\d{2}|\d{4})\s*")
_LONGEST_CLOSURE = 2 * 366


class YearNotUnderstood(ValueError):
    """A text that should name a year does not."""

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' is not a year that we can read. Type it like 2026/27.")


class DayOutOfReach(ValueError):
    """Counting days led beyond the years that a calendar has."""

    def __init__(self, start: date) -> None:
        super().__init__(f"Counting from {start:%d/%m/%Y} leads outside the calendar. Check the date and the days.")


class NoOpenDay(ValueError):
    """Counting open days met none for two years."""

    def __init__(self, start: date) -> None:
        super().__init__(
            f"There is no open day within two years of {start:%d/%m/%Y}. Check the term dates and closures."
        )


def academic_year(day: date) -> str:
    """The academic year of a day: 1 September to 31 August.

    >>> academic_year(date(2026, 9, 1)), academic_year(date(2027, 8, 31))
    ('2026/27', '2026/27')
    """
    return _year_from(day, _SEPTEMBER)


def financial_year(day: date) -> str:
    """The financial year of a maintained school for a day: 1 April to 31 March.

    The "funding period" of the School and Early Years Finance (England) Regulations 2018.

    >>> financial_year(date(2027, 3, 31)), financial_year(date(2027, 4, 1))
    ('2026/27', '2027/28')
    """
    return _year_from(day, _APRIL)


def academic_year_dates(year: str) -> tuple[date, date]:
    """The first and last day of an academic year.

    >>> academic_year_dates("2026/27")
    (datetime.date(2026, 9, 1), datetime.date(2027, 8, 31))
    """
    start = _starting_year(year)
    return date(start, _SEPTEMBER, 1), date(start + 1, 8, 31)


def year_before(year: str) -> str:
    """The academic year before another.

    >>> year_before("2026/27")
    '2025/26'
    """
    first, _ = academic_year_dates(year)
    return academic_year(days_after(first, -1))


def financial_year_dates(year: str) -> tuple[date, date]:
    """The first and last day of a maintained school's financial year.

    >>> financial_year_dates("2026/27")
    (datetime.date(2026, 4, 1), datetime.date(2027, 3, 31))
    """
    start = _starting_year(year)
    return date(start, _APRIL, 1), date(start + 1, 3, 31)


def month_dates(day: date) -> tuple[date, date]:
    """The first and last day of the month in which a day lies.

    >>> month_dates(date(2028, 2, 14))
    (datetime.date(2028, 2, 1), datetime.date(2028, 2, 29))
    """
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def month_of_academic_year(year: str, month: int) -> tuple[date, date]:
    """The first and last day of a month (1 to 12) as it falls in an academic year.

    >>> month_of_academic_year("2027/28", 2)
    (datetime.date(2028, 2, 1), datetime.date(2028, 2, 29))
    """
    start, _ = academic_year_dates(year)
    return month_dates(date(start.year if month >= _SEPTEMBER else start.year + 1, month, 1))


def days_in_month_of(year: str, month: int, days: Iterable[date]) -> tuple[date, ...]:
    """Those of the days that fall in the month of an academic year, in order: one event each February needs one."""
    first, last = month_of_academic_year(year, month)
    return tuple(sorted(day for day in days if first <= day <= last))


def overdue_since(month: int, done: Iterable[date], today: date, *, formed: date | None = None) -> date | None:
    """The day since when a duty of each year's month is overdue, or None: agreed each June, overdue from 1 July.

    What was done since the month began, in it or late, settles it. Nothing is due for a month that had ended before
    the partnership was formed.

    >>> overdue_since(6, [date(2025, 6, 12)], date(2026, 7, 1))
    datetime.date(2026, 7, 1)
    """
    first, last = _latest_ended(month, today)
    settled = any(first <= day <= today for day in done)
    return None if settled or (formed is not None and last < formed) else days_after(last, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """A time in office or membership: from the start date until the day before the end date; no end means still.

    A span whose end is not after its start covers no day.
    """

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the span.

        >>> Span(date(2026, 9, 1), date(2027, 9, 1)).covers(date(2027, 9, 1))
        False
        """
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether some day lies in both spans; one may start on the day on which another ends."""
        later_start = max(self.start, other.start)
        return self.covers(later_start) and other.covers(later_start)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an academic year, its first and last day included."""

    year: str
    name: str
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Whether the day lies in the term."""
        return self.starts_on <= day <= self.ends_on


def term_of(day: date, terms: Iterable[Term]) -> Term | None:
    """The term in which a day lies; None in the holidays."""
    return next((term for term in terms if term.covers(day)), None)


@dataclass(frozen=True, slots=True)
class ShutDays:
    """All days on which a school is shut: outside its terms, or on one of its closures.

    Beyond the last term that is known every day is shut.
    """

    terms: tuple[Term, ...]
    closures: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        """Whether the school is shut on the day."""
        return isinstance(day, date) and (day in self.closures or term_of(day, self.terms) is None)


def days_after(day: date, days: int) -> date:
    """The date so many calendar days after a day (before it, where negative).

    >>> days_after(date(2028, 2, 28), 2)
    datetime.date(2028, 3, 1)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise DayOutOfReach(day) from None


def is_working_day(day: date, closed: Container[date] = ()) -> bool:
    """Whether a day is Monday to Friday and not closed (Banking and Financial Dealings Act 1971; CPR 6.2(b))."""
    return day.weekday() < _SATURDAY and day not in closed


def next_working_day(day: date, closed: Container[date] = ()) -> date:
    """The first working day after a day.

    >>> next_working_day(date(2026, 7, 24))
    datetime.date(2026, 7, 27)
    """
    return working_days_after(day, 1, closed)


def working_day_on_or_after(day: date, closed: Container[date] = ()) -> date:
    """The day itself where it is a working day, else the next."""
    return day if is_working_day(day, closed) else working_days_after(day, 1, closed)


def working_day_on_or_before(day: date, closed: Container[date] = ()) -> date:
    """The day itself where it is a working day, else the last before it."""
    return day if is_working_day(day, closed) else working_days_after(day, -1, closed)


def working_days_after(day: date, days: int, closed: Container[date] = ()) -> date:
    """The date so many working days after a day (before it, where negative); for 0 the day itself, open or not.

    >>> working_days_after(date(2026, 7, 24), 3), working_days_after(date(2026, 7, 27), -1)
    (datetime.date(2026, 7, 29), datetime.date(2026, 7, 24))
    """
    step = 1 if days > 0 else -1
    for _ in range(abs(days)):
        day = _nearest_open(day, step, closed)
    return day


def working_days_between(after: date, until: date, closed: Container[date] = ()) -> int:
    """How many working days follow one day up to another, the first left out and the last counted.

    >>> working_days_between(date(2026, 7, 24), date(2026, 7, 27))
    1
    """
    # By ordinal, of which Sundays divide by seven: whole terms are counted for every booking of a large workbook.
    days = range(after.toordinal() + 1, until.toordinal() + 1)
    return sum(0 < number % 7 < 6 and date.fromordinal(number) not in closed for number in days)


def bank_holidays(years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of England in calendar years, as GOV.UK lists them: the substitute day, not its weekend.

    Rests on Banking and Financial Dealings Act 1971 s.1 and Schedule 1, and on the proclamations known so far.

    >>> date(2027, 12, 28) in bank_holidays([2027])
    True
    """
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=sorted(years), expand=False)
    return frozenset(day for day in found if is_working_day(day))


def _nearest_open(day: date, step: int, closed: Container[date]) -> date:
    start = day
    for _ in range(_LONGEST_CLOSURE):
        day = days_after(day, step)
        if is_working_day(day, closed):
            return day
    raise NoOpenDay(start)


def _year_from(day: date, first_month: int) -> str:
    start = day.year if day.month >= first_month else day.year - 1
    return f"{start:04}/{(start + 1) % 100:02}"


def _starting_year(text: str) -> int:
    match = _YEAR_TEXT.fullmatch(text)
    if match is None:
        raise YearNotUnderstood(text)
    start, end = int(match[1]), match[2]
    if f"{start + 1}"[-len(end) :] != end or start == date.max.year:
        raise YearNotUnderstood(text)
    return start


def _latest_ended(month: int, today: date) -> tuple[date, date]:
    first, last = month_dates(today.replace(month=month, day=1))
    return (first, last) if last < today else month_dates(first.replace(year=first.year - 1))
