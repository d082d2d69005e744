"""The partnership's rule on notice, as its Rules tab has it (rule T2), with the closed days that it counts by."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from pepsheets.rules import notice
from pepsheets.rules.notice import DayKind, DeemedRule, Method
from pepsheets.tabs.book import Book, per_book
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


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """So many days' notice, of which kind, and when what was sent counts as given."""

    days: int
    kind: DayKind
    deemed: DeemedRule
    usual_method: Method
    bank_holidays: Container[date]
    shut: Container[date]

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

    def is_in_holidays(self, given: date, meeting: date) -> bool:
        """Whether the notice ran in school holidays only."""
        return notice.is_wholly_closed(given, meeting, self.shut)

    def _closed(self, kind: DayKind) -> Container[date]:
        return self.shut if kind is DayKind.SCHOOL else self.bank_holidays


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
    return NoticeRule(days, kind, deemed, method, bank_holidays(book), days_schools_are_shut(book))
