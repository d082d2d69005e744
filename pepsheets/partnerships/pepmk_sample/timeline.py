"""When things happen in the worked example, seen from the day on which it is made.

What recurs stands where the calendar has it (June elections, the February event); what is past or still to come is
counted in school days from today, so that no course falls into the holidays.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pepsheets.rules import calendar

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
RENEWAL_DAYS = 100
"""So long before September schools subscribe for the next year, and courses of that year are on offer."""
OCTOBER, JANUARY, FEBRUARY, MARCH, JUNE = 10, 1, 2, 3, 6
ORDINARY_MONTHS = (OCTOBER, JANUARY, MARCH)
STEERING_MONTHS = (*ORDINARY_MONTHS, JUNE)
_MEETING_FROM = {OCTOBER: 8, JANUARY: 15, FEBRUARY: 3, MARCH: 4, JUNE: 10}
"""The month of each meeting of a year, and the earliest day on which its Wednesday may fall."""
_SEASONS = {OCTOBER: "Autumn", JANUARY: "Winter", FEBRUARY: "Event", MARCH: "Spring", JUNE: "Summer"}


def on_or_after(day: date, weekday: int) -> date:
    """The first day of this weekday from a day on.

    >>> on_or_after(date(2026, 10, 8), WEDNESDAY)
    datetime.date(2026, 10, 14)
    """
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def on_or_before(day: date, weekday: int) -> date:
    """The last day of this weekday up to a day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def meeting_day(year: int, month: int) -> date:
    """The Wednesday of a calendar year on which the meeting of this month is held."""
    return on_or_after(date(year, month, _MEETING_FROM[month]), WEDNESDAY)


def season_name(day: date) -> str:
    """What the meeting of a day is called.

    >>> season_name(date(2026, 10, 14))
    'Autumn 2026'
    """
    return f"{_SEASONS[day.month]} {day.year}"


def half_terms(year: str) -> tuple[tuple[str, date, date], ...]:
    """The six half terms of an academic year with their first and last days, as schools near Milton Keynes have them.

    >>> [str(first) for name, first, last in half_terms("2026/27")]
    ['2026-09-02', '2026-11-02', '2027-01-05', '2027-02-22', '2027-04-05', '2027-06-07']
    """
    first, last = calendar.academic_year_dates(year)
    autumn, spring = first.year, last.year
    october, february = on_or_after(date(autumn, 10, 23), MONDAY), on_or_after(date(spring, 2, 12), MONDAY)
    may, easter = on_or_before(date(spring, 5, 31), MONDAY), _good_friday(spring)
    return (
        ("Autumn 1", on_or_after(first, WEDNESDAY), october - timedelta(days=3)),
        ("Autumn 2", october + timedelta(days=7), on_or_before(date(autumn, 12, 20), FRIDAY)),
        ("Spring 1", on_or_after(date(spring, 1, 4), TUESDAY), february - timedelta(days=3)),
        ("Spring 2", february + timedelta(days=7), easter - timedelta(days=7)),
        ("Summer 1", easter + timedelta(days=10), may - timedelta(days=3)),
        ("Summer 2", may + timedelta(days=7), on_or_after(date(spring, 7, 17), WEDNESDAY)),
    )


def _good_friday(year: int) -> date:
    return min(day for day in calendar.bank_holidays([year]) if day.month in (3, 4))


@dataclass(frozen=True)
class Timeline:
    """The days of the worked example that is made on ``today``."""

    today: date

    @cached_property
    def this(self) -> str:
        """The academic year that schools subscribe for now: the running one, or towards its end the next."""
        return calendar.academic_year(self.today + timedelta(days=RENEWAL_DAYS))

    @cached_property
    def last(self) -> str:
        """The academic year before ``this``."""
        first, _ = calendar.academic_year_dates(self.this)
        return calendar.academic_year(first - timedelta(days=1))

    @property
    def years(self) -> tuple[str, str]:
        return self.last, self.this

    def in_last(self, month: int, day: int) -> date:
        """A day of the last academic year."""
        return calendar.month_of_academic_year(self.last, month)[0].replace(day=day)

    def before(self, days: int) -> date:
        """The working day so many calendar days ago, or the last before it."""
        return self.open_before(self.today - timedelta(days=days))

    def after(self, days: int) -> date:
        """The working day in so many calendar days, or the next after it."""
        return self.open_after(self.today + timedelta(days=days))

    def open_before(self, day: date) -> date:
        """The day, or the last working day before it."""
        return calendar.working_day_on_or_before(day, self._bank_holidays)

    def open_after(self, day: date) -> date:
        """The day, or the next working day after it."""
        return calendar.working_day_on_or_after(day, self._bank_holidays)

    def if_past(self, day: date) -> date | None:
        """The day, if it has come."""
        return day if day <= self.today else None

    def school_day(self, count: int, since: date | None = None) -> date:
        """The school day so many school days from today, or from another day; before it, where negative."""
        days, since = self._school_days, since or self.today
        place = bisect_left(days, since)
        return days[place + count if count < 0 or days[place] == since else place + count - 1]

    @cached_property
    def _bank_holidays(self) -> frozenset[date]:
        return calendar.bank_holidays(range(self.today.year - 3, self.today.year + 3))

    @cached_property
    def _school_days(self) -> list[date]:
        """Those of the two years, and of the year before, in which the first courses were booked."""
        first = calendar.academic_year_dates(self.last)[0]
        earlier = calendar.academic_year(first - timedelta(days=1))
        return [
            day
            for year in (earlier, *self.years)
            for _, starts_on, ends_on in half_terms(year)
            for day in _days(starts_on, ends_on)
            if calendar.is_working_day(day, self._bank_holidays)
        ]

    @cached_property
    def election(self) -> date:
        """The last June meeting, at which the members were agreed and the Chair and Vice-Chair elected."""
        return self.latest(JUNE)

    def latest(self, month: int) -> date:
        """The day of the last meeting of this month that is past."""
        day = meeting_day(self.today.year, month)
        return day if day < self.today else meeting_day(self.today.year - 1, month)

    def next(self, month: int) -> date:
        """The day of the next meeting of this month."""
        return meeting_day(self.latest(month).year + 1, month)

    @cached_property
    def ordinary(self) -> tuple[date, date, date]:
        """The last three meetings of the steering group but those of June and of the last fortnight, in order."""
        fortnight_ago = Timeline(self.today - timedelta(days=14))
        first, second, third = sorted(fortnight_ago.latest(month) for month in ORDINARY_MONTHS)
        return first, second, third


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))
