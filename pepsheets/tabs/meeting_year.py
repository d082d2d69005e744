"""What a year of meetings must hold: rule T1 (draft terms of reference of schools partnerships), a minimum of meetings;
rule P10 (PEP:mk constitution 2018/19), one partnership event in its month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pepsheets.rules import calendar
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.convening import Convened
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, check
from pepsheets.tabs.notices import notice_rule
from pepsheets.tabs.settings import EVENT_MONTH, MEETINGS_A_YEAR, in_force


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """The steering group's meetings of one academic year, against the minimum; ``call_by`` where one is missing."""

    held: int
    planned: int
    minimum: int
    call_by: date

    @property
    def short_by(self) -> int:
        return max(0, self.minimum - self.held - self.planned)


class OfAYear(Convened):
    """A meeting as one of its academic year."""

    @classmethod
    @check("warning")
    def there_are_enough_a_year(cls, book: Book) -> Iterator[Finding]:
        year = calendar.academic_year(book.today)
        meetings = year_of_meetings(book, cls, year)
        if meetings and meetings.short_by:
            count = f"{meetings.held} held and {meetings.planned} planned of {meetings.minimum}"
            advice = f"Plan {meetings.short_by} more; send notice of the next by {uk(meetings.call_by)} at the latest."
            yield Finding("held_on", f"{year} has too few meetings of the steering group: {count}. {advice}")

    @classmethod
    @check("warning")
    def there_is_one_event_a_year(cls, book: Book) -> Iterator[Finding]:
        events = [row for row in book[cls] if row.kind == "Partnership event" and row.standing != "Cancelled"]
        for year in sorted({calendar.academic_year(row.held_on) for row in book[cls]}):
            first, last = calendar.academic_year_dates(year)
            month = in_force(book, EVENT_MONTH, first)
            if not month:
                continue
            of_year = [row for row in events if first <= row.held_on <= last]
            in_month = calendar.days_in_month_of(year, month, [row.held_on for row in of_year])
            start, end = calendar.month_of_academic_year(year, month)
            between = f"between {uk(start)} and {uk(end)}"
            if len(in_month) != 1 and book.today >= calendar.days_after(start, -_WEEKS_AHEAD * 7):
                yield Finding("held_on", f"{year} has {len(in_month) or 'no'} partnership events {between}. Have one.")
            for row in of_year:
                if not start <= row.held_on <= end:
                    yield Finding("held_on", f"the partnership event is held {between}. Move it, or minute why.", row)


_WEEKS_AHEAD = 8
"""A missing event is told this long before its month begins."""


@per_book
def year_of_meetings(book: Book, tab: type[Convened], year: str) -> YearOfMeetings | None:
    """The meetings of an academic year; none where the Rules tab sets no minimum."""
    first, last = calendar.academic_year_dates(year)
    minimum = in_force(book, MEETINGS_A_YEAR, max(first, min(book.today, last)))
    if minimum is None:
        return None
    rows = [row for row in book.where(tab, kind="Steering group") if first <= row.held_on <= last]
    counts = {standing: sum(row.standing == standing for row in rows) for standing in ("Held", "Planned")}
    rule = notice_rule(book, last)
    return YearOfMeetings(counts["Held"], counts["Planned"], minimum, rule.send_by(last) if rule else last)
