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
    """The steering group's meetings of one academic year, against the minimum; ``call_by`` for the last one missing."""

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
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        day = _day_of(year, book.today)
        minimum = in_force(book, MEETINGS_A_YEAR, day) or 0
        short_by = minimum - sum(_held_and_planned(book, cls, year))
        if short_by > 0:
            count = f"{short_by} meeting{'' if short_by == 1 else 's'} of the steering group"
            yield f"plan {count} in {year}, which has to have {minimum}. Add a row for each, with its day."
        month = in_force(book, EVENT_MONTH, day)
        if month and not _events_in(book, cls, calendar.month_of_academic_year(year, month)):
            first, last = calendar.month_of_academic_year(year, month)
            yield f"plan the partnership event of {year} between {uk(first)} and {uk(last)}. Add a row with its day."

    @classmethod
    @check("error")
    def there_are_enough_a_year(cls, book: Book) -> Iterator[Finding]:
        year = calendar.academic_year(book.today)
        meetings = year_of_meetings(book, cls, year)
        if meetings and meetings.short_by:
            count = f"{meetings.held} held and {meetings.planned} planned, of at least {meetings.minimum}"
            which = "the last of them" if meetings.short_by > 1 else "the next"
            advice = f"Plan {meetings.short_by} more; send notice of {which} by {uk(meetings.call_by)} at the latest."
            yield Finding("held_on", f"{year} has too few meetings of the steering group: {count}. {advice}")

    @classmethod
    @check("error")
    def there_is_one_event_a_year(cls, book: Book) -> Iterator[Finding]:
        days = (book.today, *(row.held_on for row in book[cls]))
        for year in sorted({calendar.academic_year(day) for day in days}):
            month = in_force(book, EVENT_MONTH, _day_of(year, book.today))
            if month:
                yield from _events_of(book, cls, year, calendar.month_of_academic_year(year, month))


WEEKS_AHEAD = 8
"""What the yearly event still lacks is told this long before."""


def _events_of(book: Book, tab: type[Convened], year: str, month: tuple[date, date]) -> Iterator[Finding]:
    """What is wrong with the partnership events of one academic year."""
    first, last = calendar.academic_year_dates(year)
    rows = [row for row in book.where(tab, kind="Partnership event") if row.standing != "Cancelled"]
    events = [row for row in rows if first <= row.held_on <= last]
    outside = [row for row in events if not month[0] <= row.held_on <= month[1]]
    between = f"between {uk(month[0])} and {uk(month[1])}"
    for row in outside:
        yield Finding(
            "held_on", f"the partnership event of {year} has to be {between}. Move it, or correct its date.", row
        )
    count = len(events) - len(outside)
    if count > 1:
        yield Finding("held_on", f"{year} has {count} partnership events {between}. Have one: correct the others.")
    if count == 0 and book.today >= calendar.days_after(month[0], -WEEKS_AHEAD * 7):
        yield Finding("held_on", f"{year} has no partnership event {between}. Add it, with its date.")


@per_book
def year_of_meetings(book: Book, tab: type[Convened], year: str) -> YearOfMeetings | None:
    """The meetings of an academic year; none where the Rules tab sets no minimum."""
    _, last = calendar.academic_year_dates(year)
    minimum = in_force(book, MEETINGS_A_YEAR, _day_of(year, book.today))
    if minimum is None:
        return None
    held, planned = _held_and_planned(book, tab, year)
    rule = notice_rule(book, last)
    return YearOfMeetings(held, planned, minimum, rule.send_by(last) if rule else last)


def _held_and_planned(book: Book, tab: type[Convened], year: str) -> tuple[int, int]:
    """How many meetings of the steering group an academic year has."""
    first, last = calendar.academic_year_dates(year)
    rows = [row for row in book.where(tab, kind="Steering group") if first <= row.held_on <= last]
    return sum(row.standing == "Held" for row in rows), sum(row.standing == "Planned" for row in rows)


def _events_in(book: Book, tab: type[Convened], month: tuple[date, date]) -> list[Convened]:
    """The partnership events of a month."""
    rows = (row for row in book.where(tab, kind="Partnership event") if row.standing != "Cancelled")
    return [row for row in rows if month[0] <= row.held_on <= month[1]]


def _day_of(year: str, today: date) -> date:
    """The day of an academic year whose rules are asked for: today, or the one nearest to it."""
    first, last = calendar.academic_year_dates(year)
    return max(first, min(today, last))
