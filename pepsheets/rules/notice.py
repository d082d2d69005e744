"""Notice of meetings: the last day to give it, how many days were given, when it is deemed given.

A notice of n days is in time when the days that count between it and the meeting are n or more. Which days count is the
kind of day. The day on which notice is given never counts, and need not itself be a working day. The meeting day counts
for calendar and working days, not for the clear kinds and not for school days.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import ClassVar

from pepsheets.rules.calendar import (
    days_after,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_after,
    working_days_between,
)

_BUSINESS_ENDS = time(16, 30)


class DayKind(Enum):
    """Which days count towards notice. The closed days matter to the last three only.

    For working days the closed days are bank holidays; for school days they are all days a school is shut. School days
    are Mondays to Fridays that are not closed, clear of the notice and of the meeting.
    """

    CLEAR_CALENDAR = "clear days"
    CALENDAR = "calendar days"
    CLEAR_WORKING = "clear working days"
    WORKING = "working days"
    SCHOOL = "school days"

    @property
    def is_clear(self) -> bool:
        """Whether the meeting day is left out."""
        return self not in (DayKind.CALENDAR, DayKind.WORKING)

    @property
    def counts_every_day(self) -> bool:
        """Whether weekends and closed days count too."""
        return self in (DayKind.CLEAR_CALENDAR, DayKind.CALENDAR)


class Method(Enum):
    """How a notice is sent."""

    HAND = "hand"
    EMAIL = "email"
    POST = "post"


@dataclass(frozen=True, slots=True)
class DeemedRule:
    """When a notice that was sent counts as given: ``SAME_DAY``, ``days_after(n)`` or ``CPR_6_26``."""

    days: int = 0
    follows_cpr: bool = False

    SAME_DAY: ClassVar[DeemedRule]
    CPR_6_26: ClassVar[DeemedRule]

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("A notice cannot be deemed given before it is sent: use 0 days or more.")

    @classmethod
    def days_after(cls, days: int) -> DeemedRule:
        """Given so many days after sending, for example 2 for the 48 hours of Companies Act 2006 s.1147."""
        return cls(days=days)


DeemedRule.SAME_DAY = DeemedRule()
DeemedRule.CPR_6_26 = DeemedRule(follows_cpr=True)


def latest_notice_date(meeting: date, days: int, kind: DayKind, closed: Container[date] = ()) -> date:
    """The last day on which notice of so many days can be given.

    Clear days: School Governance (Roles, Procedures and Allowances) (England) Regulations 2013 reg. 13(4); Companies
    Act 2006 s.360; Re Hector Whaling Ltd [1936] Ch 208.

    >>> latest_notice_date(date(2017, 3, 30), 7, DayKind.CLEAR_CALENDAR)
    datetime.date(2017, 3, 22)
    """
    _refuse_negative(days)
    if kind.counts_every_day:
        return days_after(meeting, -days - kind.is_clear)
    not_counted = meeting if kind.is_clear else days_after(meeting, 1)
    return days_after(working_days_after(not_counted, -days, closed), -1)


def earliest_meeting_date(given: date, days: int, kind: DayKind, closed: Container[date] = ()) -> date:
    """The first day for which notice given on a day is long enough; it may be a day on which nobody would meet.

    >>> earliest_meeting_date(date(2017, 3, 22), 7, DayKind.CLEAR_CALENDAR)
    datetime.date(2017, 3, 30)
    """
    _refuse_negative(days)
    last_counted = days_after(given, days) if kind.counts_every_day else working_days_after(given, days, closed)
    return days_after(last_counted, int(kind.is_clear))


def days_given(given: date, meeting: date, kind: DayKind, closed: Container[date] = ()) -> int:
    """How many days of notice a meeting had.

    Notice that came too late even for no days at all gives a negative number, in calendar days, whatever the kind: on
    the meeting day itself it is -1 clear days.

    >>> days_given(date(2017, 3, 22), date(2017, 3, 30), DayKind.CLEAR_CALENDAR)
    7
    """
    last_counted = days_after(meeting, -int(kind.is_clear))
    if kind.counts_every_day or given > last_counted:
        return (last_counted - given).days
    return working_days_between(given, last_counted, closed)


def deemed_given(sent: datetime, method: Method, rule: DeemedRule, closed: Container[date] = ()) -> date:
    """The day on which a notice counts as given; ``sent`` is local time, ``closed`` the bank holidays.

    CPR 6.26: post on the second day after, if a business day, else on the next; by hand or email before 16:30 on a
    business day that day, else the next business day.

    >>> deemed_given(datetime(2026, 7, 24, 16, 30), Method.EMAIL, DeemedRule.CPR_6_26)
    datetime.date(2026, 7, 27)
    """
    if not rule.follows_cpr:
        return days_after(sent.date(), rule.days)
    if method is Method.POST:
        return working_day_on_or_after(days_after(sent.date(), 2), closed)
    return working_day_on_or_after(days_after(sent.date(), int(sent.time() >= _BUSINESS_ENDS)), closed)


def latest_sending_date(
    meeting: date,
    days: int,
    kind: DayKind,
    rule: DeemedRule,
    method: Method,
    closed: Container[date] = (),
) -> date:
    """The last day on which notice can be sent, so that it is deemed given in time.

    Here a closed day neither counts nor is a business day. Where the two differ (school days, under CPR 6.26), ask
    ``latest_notice_date`` with the days the school is shut and ``latest_sending_for`` with the bank holidays.

    >>> latest_sending_date(date(2026, 7, 8), 7, DayKind.CLEAR_CALENDAR, DeemedRule.CPR_6_26, Method.POST)
    datetime.date(2026, 6, 28)
    """
    return latest_sending_for(latest_notice_date(meeting, days, kind, closed), rule, method, closed)


def latest_sending_for(given_by: date, rule: DeemedRule, method: Method, closed: Container[date] = ()) -> date:
    """The last day on which to send what must be deemed given by a day.

    Under CPR 6.26 what goes by hand or email must go before 16:30 on that day.

    >>> latest_sending_for(date(2026, 7, 26), DeemedRule.CPR_6_26, Method.EMAIL)
    datetime.date(2026, 7, 24)
    """
    if not rule.follows_cpr:
        return days_after(given_by, -rule.days)
    business_day = working_day_on_or_before(given_by, closed)
    return days_after(business_day, -2) if method is Method.POST else business_day


def is_wholly_closed(given: date, meeting: date, closed: Container[date]) -> bool:
    """Whether notice ran in school holidays only: weekdays lie between notice and meeting, and all are closed.

    >>> from pepsheets.rules.calendar import ShutDays, Term
    >>> shut = ShutDays((Term("2025/26", "Summer", date(2026, 4, 13), date(2026, 7, 21)),))
    >>> is_wholly_closed(date(2026, 7, 21), date(2026, 8, 10), shut)
    True
    """
    last = days_after(meeting, -1)
    return working_days_between(given, last) > 0 and working_days_between(given, last, closed) == 0


def _refuse_negative(days: int) -> None:
    if days < 0:
        raise ValueError("Days of notice cannot be fewer than none: use 0 days or more.")
