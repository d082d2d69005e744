"""The partnership's rule on notice, as its Rules tab has it (rule T2), with the closed days that it counts by."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from pepsheets.rules import calendar, notice
from pepsheets.rules.calendar import ShutDays
from pepsheets.rules.notice import DayKind, DeemedRule, Method
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.days import bank_holidays, days_schools_are_shut
from pepsheets.tabs.settings import (
    NOTICE_DAYS,
    NOTICE_DEEMED,
    NOTICE_DEEMED_AFTER,
    NOTICE_KIND,
    NOTICE_METHOD,
    in_force,
)

OTHER_READING = {
    DayKind.CLEAR_CALENDAR: DayKind.CALENDAR,
    DayKind.CALENDAR: DayKind.CLEAR_CALENDAR,
    DayKind.CLEAR_WORKING: DayKind.WORKING,
    DayKind.WORKING: DayKind.CLEAR_WORKING,
    DayKind.SCHOOL: DayKind.CALENDAR,
}
"""How people who do not know the rule may read it."""


def counted(days: int, kind: DayKind) -> str:
    """A number of days in words.

    >>> counted(7, DayKind.CLEAR_CALENDAR), counted(1, DayKind.SCHOOL)
    ('7 clear days', '1 school day')
    """
    return f"{days} {kind.value.removesuffix('s') if days == 1 else kind.value}"


@dataclass(frozen=True, slots=True)
class SchoolHolidays:
    """The days on which schools are shut, in the years whose terms are known; any other year is waited for.

    Without its terms a year would look like one long holiday.
    """

    shut: ShutDays

    def __contains__(self, day: object) -> bool:
        if isinstance(day, date) and not self.knows(day):
            raise WaitsFor(f"{calendar.academic_year(day)} on the Term dates tab")
        return day in self.shut

    def knows(self, day: date) -> bool:
        """Whether the terms of the day's academic year are known."""
        return any(term.year == calendar.academic_year(day) for term in self.shut.terms)


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """So many days' notice, of which kind, and when what was sent counts as given."""

    days: int
    kind: DayKind
    deemed: DeemedRule
    usual_method: Method
    bank_holidays: Container[date]
    holidays: SchoolHolidays

    @property
    def readings(self) -> str:
        """The rule in words, with the reading that it does not mean."""
        return f"{counted(self.days, self.kind)}; other reading: {counted(self.days, OTHER_READING[self.kind])}"

    def send_by(self, meeting: date, kind: DayKind | None = None, method: Method | None = None) -> date:
        """The last day on which to send the notice."""
        kind = kind or self.kind
        given_by = notice.latest_notice_date(meeting, self.days, kind, self._closed(kind))
        return notice.latest_sending_for(given_by, self.deemed, method or self.usual_method, self.bank_holidays)

    def given_on(self, sent: datetime, method: Method | None = None) -> date:
        """The day on which a notice that was sent counts as given."""
        return notice.deemed_given(sent, method or self.usual_method, self.deemed, self.bank_holidays)

    def days_given(self, given: date, meeting: date, kind: DayKind | None = None) -> int:
        """How many days of notice the meeting had."""
        kind = kind or self.kind
        return notice.days_given(given, meeting, kind, self._closed(kind))

    def lacks_terms(self, meeting: date) -> bool:
        """Whether the rule counts school days, and the terms of the meeting's year are not known."""
        return self.kind is DayKind.SCHOOL and not self.holidays.knows(meeting)

    def is_in_holidays(self, given: date, meeting: date) -> bool:
        """Whether the notice ran in school holidays only."""
        return notice.is_wholly_closed(given, meeting, self.holidays)

    def _closed(self, kind: DayKind) -> Container[date]:
        return self.holidays if kind is DayKind.SCHOOL else self.bank_holidays


@per_book
def notice_rule(book: Book, on: date) -> NoticeRule | None:
    """The rule on notice for a meeting on a day; none while the partnership has not adopted one."""
    days = in_force(book, NOTICE_DAYS, on)
    if days is None:
        return None
    deemed = {
        "same": DeemedRule.SAME_DAY,
        "after": DeemedRule.days_after(in_force(book, NOTICE_DEEMED_AFTER, on) or 0),
        "cpr": DeemedRule.CPR_6_26,
    }[in_force(book, NOTICE_DEEMED, on)]
    kind, method = in_force(book, NOTICE_KIND, on), in_force(book, NOTICE_METHOD, on)
    return NoticeRule(days, kind, deemed, method, bank_holidays(book), SchoolHolidays(days_schools_are_shut(book)))
