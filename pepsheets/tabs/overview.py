"""The Overview: the few figures that tell how the partnership stands today."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.charges import Statement
from pepsheets.tabs.courses import Course
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import ComputedRow, Key
from pepsheets.tabs.meeting_year import year_of_meetings
from pepsheets.tabs.meetings import Meeting, quorum_of
from pepsheets.tabs.money import pounds
from pepsheets.tabs.schools import members_on
from pepsheets.tabs.settings import MINIMUM_MEMBERS, in_force
from pepsheets.tabs.steering_group import Facet, members_in_office, office_on


class OverviewRow(ComputedRow):
    """One figure of the overview."""

    tab: ClassVar[str] = "Overview"
    description: ClassVar[str] = "How the partnership stands today, in a few figures."
    needs_problems: ClassVar[bool] = True

    about: Annotated[str, Key(), Field(title="About", description="Which part of the partnership the figure is about.")]
    what: Annotated[str, Key(), Field(title="What", description="What the figure says.")]
    figure: Annotated[str, Field(title="Figure", description="The figure today.")]

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        return [cls(about=about, what=what, figure=_said(figure, book)) for about, what, figure in _FIGURES]


def _said(figure: Callable[[Book], str], book: Book) -> str:
    try:
        return figure(book)
    except WaitsFor as waits:
        return f"Waits for {waits.what}"


def _year(book: Book) -> str:
    return calendar.academic_year(book.today)


def _errors(book: Book) -> str:
    return str(sum(problem.severity == "error" for problem in book.problems))


def _warnings(book: Book) -> str:
    return str(sum(problem.severity == "warning" for problem in book.problems))


def _members(book: Book) -> str:
    return str(len(members_on(book, book.today)))


def _steering_group(book: Book) -> str:
    needed = in_force(book, MINIMUM_MEMBERS, book.today)
    count = len(members_in_office(book, book.today))
    return f"{count} of at least {needed}" if needed else str(count)


def _chair(book: Book) -> str:
    return office_on(book, "Chair", book.today).holder or "Nobody"


def _quorum(book: Book) -> str:
    quorum = quorum_of(book, book.today)
    return "Not set" if quorum is None else str(quorum)


def _short_facets(book: Book) -> str:
    names = [facet.name for facet in book[Facet] if facet.short_by(book)]
    listed = "; ".join(names)
    # The row is one line high, in LibreOffice for good, and the Facets tab has the names.
    return f"{len(names)} of {len(book[Facet])}: see Facets" if len(listed) > _ONE_LINE else listed or "None"


_ONE_LINE = 40


def _next_meeting(book: Book) -> str:
    meeting = _first_to_come(book)
    return f"{meeting.code}, {uk(meeting.held_on)}" if meeting else "None planned"


def _send_notice_by(book: Book) -> str:
    meeting = _first_to_come(book)
    if meeting is None:
        return "None planned"
    by: date | None = meeting.notice_deadline(book)
    return uk(by) if by else "No rule on notice"


def _first_to_come(book: Book) -> Meeting | None:
    to_come = [row for row in book[Meeting] if row.standing == "Planned" and row.held_on >= book.today]
    return min(to_come, key=lambda row: (row.held_on, row.code), default=None)


def _meetings_this_year(book: Book) -> str:
    meetings = year_of_meetings(book, Meeting, _year(book))
    if meetings is None:
        return "No minimum set"
    return f"{meetings.held} held, {meetings.planned} planned, at least {meetings.minimum}"


def _call_by(book: Book) -> str:
    meetings = year_of_meetings(book, Meeting, _year(book))
    if meetings is None:
        return "No minimum set"
    if meetings.short_by == 0:
        return "None is missing"
    return uk(meetings.call_by) + (f" for the last of {meetings.short_by}" if meetings.short_by > 1 else "")


def _courses(book: Book) -> Iterator[Course]:
    return (row for row in book[Course] if row.standing == "Open" and row.held_on >= book.today)


def _open_courses(book: Book) -> str:
    return str(sum(1 for _ in _courses(book)))


def _places_left(book: Book) -> str:
    return str(sum(course.places_left(book) for course in _courses(book)))


def _waiting(book: Book) -> str:
    return str(sum(course.waiting(book) for course in _courses(book)))


def _statements(book: Book) -> list[Statement]:
    return [row for row in Statement.rows(book) if row.year == _year(book)]


def _charged(book: Book) -> str:
    return _added_up(book, lambda row: row.total)


def _owed(book: Book) -> str:
    return _added_up(book, lambda row: row.owed)


def _added_up(book: Book, amount: Callable[[Statement], Decimal]) -> str:
    statements = _statements(book)
    total = pounds(sum((amount(row) for row in statements), Decimal(0)))
    return f"{total}, not complete: see Statements" if any(row.note for row in statements) else total


_FIGURES: tuple[tuple[str, str, Callable[[Book], str]], ...] = (
    ("Workbook", "Worked out on", lambda book: uk(book.today)),
    ("Workbook", "To put right (see Checks)", _errors),
    ("Workbook", "Worth a look (see Checks)", _warnings),
    ("Schools", "Member schools today", _members),
    ("Steering group", "Members in office", _steering_group),
    ("Steering group", "Chair", _chair),
    ("Steering group", "Quorum", _quorum),
    ("Steering group", "Facets that are short", _short_facets),
    ("Meetings", "Next meeting", _next_meeting),
    ("Meetings", "Send its notice by", _send_notice_by),
    ("Meetings", "This academic year", _meetings_this_year),
    ("Meetings", "Call the next one that is missing by", _call_by),
    ("Courses", "Courses to come", _open_courses),
    ("Courses", "Places left on them", _places_left),
    ("Courses", "On their waiting lists", _waiting),
    ("Money", "Charged this academic year", _charged),
    ("Money", "Less what Subscriptions shows as paid", _owed),
)
