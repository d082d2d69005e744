"""Terms of office: who is agreed or elected, for which time, and what is elected each year.

Members are agreed, and Chair and Vice-Chair elected, annually in June: rule P5 (PEP:mk constitution 2018/19).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field

from pepsheets.rules import calendar, composition
from pepsheets.rules.composition import Office, OfficeOn, TermOfOffice
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Awaited, Finding, Key, Row, check, columns_of, refers_to
from pepsheets.tabs.people import Person
from pepsheets.tabs.settings import ELECTION_MONTH, in_force
from pepsheets.tabs.sharing import listed

ELECTED: tuple[Literal["Chair", "Vice-Chair"], ...] = ("Chair", "Vice-Chair")
"""The offices that are elected each year."""

_OFFICES = {
    "Chair": Office.CHAIR,
    "Vice-Chair": Office.VICE_CHAIR,
    "Note-taker": Office.NOTE_TAKER,
    "Clerk": Office.CLERK,
}
_OF_THIS_TERM = frozenset({"starts_on", "ends_on", "resigned_on", "agreed_on"})


class Serving(Row):
    """A term on a group as it is agreed, or filled by election; open while nobody is elected."""

    person: Annotated[
        str | None,
        Key(),
        Awaited(),
        refers_to(Person),
        Field(title="Person", description="Who serves. Empty while a Chair or Vice-Chair is still to be elected."),
    ] = None
    role: Annotated[
        Literal["Member", "Chair", "Vice-Chair", "Note-taker", "Clerk"],
        Key(),
        Field(title="Role", description="Member, or an office. Who holds an office has a row as a member too."),
    ]
    starts_on: Annotated[date, Key(), Field(title="From", description="The first day of the term.")]
    ends_on: Annotated[
        date | None, Field(title="Until", description="The first day after the term. Empty: still in office.")
    ] = None
    resigned_on: Annotated[
        date | None, Field(title="Resigned on", description="The first day after they gave it up early, if they did.")
    ] = None
    agreed_on: Annotated[
        date | None, Field(title="Agreed on", description="The day on which they were agreed as a member, or elected.")
    ] = None

    @property
    def term(self) -> TermOfOffice | None:
        """The row as the rules know it; none while nobody serves."""
        if self.person is None:
            return None
        return TermOfOffice(self.person, self.starts_on, self.ends_on, _OFFICES.get(self.role), self.resigned_on)

    def covers(self, day: date) -> bool:
        """Whether somebody serves this term on a day."""
        return self.term is not None and self.term.covers(day)

    @classmethod
    def for_new_year(cls, book: Book, year: str) -> Iterable[Self]:
        """The offices that are to be elected, open; and another term for each member whose term runs out."""
        election = _election_of(book, year)
        if election is None:
            return
        first, last = election
        first_day, _ = calendar.academic_year_dates(year)
        starts_on = last if last >= book.today else max(last, first_day)
        for role in ELECTED:
            if not any((row.agreed_on or row.starts_on) >= first for row in book.where(cls, role=role)):
                yield cls(role=role, starts_on=starts_on)
        until = max(first_day, calendar.days_after(last, 1))
        members = book.where(cls, role="Member")
        yield from (row._another_term() for row in members if row._runs_out(first, until) and not row._goes_on(members))

    def _runs_out(self, first: date, last: date) -> bool:
        goes_to_its_end = self.person is not None and self.resigned_on is None
        return goes_to_its_end and self.ends_on is not None and first <= self.ends_on <= last

    def _goes_on(self, members: Iterable["Serving"]) -> bool:
        """Whether the same person has a later term already."""
        return any(row.person == self.person and row.starts_on > self.starts_on for row in members)

    def _another_term(self) -> Self:
        names = [column.name for column in columns_of(type(self)) if not (column.is_computed or column.is_row_id)]
        kept = {name: getattr(self, name) for name in names if name not in _OF_THIS_TERM}
        return self.model_validate({**kept, "starts_on": self.ends_on})

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        election = _election_of(book, year)
        if election is None:
            return
        first, last = election
        for role in ELECTED:
            still_open = (row for row in book.where(cls, role=role) if row.person is None and row.starts_on >= first)
            yield from (row._election_words(book) for row in still_open)
        members = book.where(cls, role="Member")
        agreed = {row.person for row in members if row.agreed_on and row.agreed_on >= first}
        others = sorted({row.person for row in members if row.person and row.covers(last)} - agreed)
        if others:
            day = "Then type the day under 'Agreed on', and the day after the term under 'Until' if it has an end."
            due = "are to be" if last >= book.today else "were to be"
            yield f"the members {due} agreed by {uk(last)}: {listed(others)}. {day}"

    def _election_words(self, book: Book) -> str:
        fill = "type the name, the first day of the term under 'From', and the day of the election under 'Agreed on'."
        if self._is_late(book):
            since = f"nobody is named as {self.role} from {uk(self.starts_on)} on"
            return f"{since}. Elect one, unless that is done, and {fill}"
        return f"the {self.role} is to be elected by {uk(self.starts_on)}. Then {fill}"

    def _is_late(self, book: Book) -> bool:
        """Whether an office is to be filled since a day that is past."""
        return self.person is None and self.role in ELECTED and self.starts_on < book.today

    @check("error")
    def names_a_person(self, book: Book) -> Iterator[Finding]:
        if self.person is None and self.role not in ELECTED:
            yield Finding("person", "nobody is named. Choose a person, or delete the row.")

    @check("warning")
    def is_elected(self, book: Book) -> Iterator[Finding]:
        if self.person is None and self.role in ELECTED and not self._is_late(book):
            yield Finding("person", self._election_words(book))

    @check("error")
    def was_elected(self, book: Book) -> Iterator[Finding]:
        if self._is_late(book):
            yield Finding("person", self._election_words(book))

    @classmethod
    @check("error")
    def members_were_agreed_this_year(cls, book: Book) -> Iterator[Finding]:
        members = [row for row in book.where(cls, role="Member") if row.covers(book.today)]
        late = [(row, since) for row in members if (since := _overdue(book, cls, "Member", row.person))]
        if late and len(late) == len(members):
            advice = "Agree them, and type the day under 'Agreed on'."
            yield Finding(
                "agreed_on", f"agreeing the members for this year is overdue since {uk(late[0][1])}. {advice}"
            )
            return
        for row, since in late:
            sentence = f"agreeing {row.person} as a member for this year is overdue since {uk(since)}."
            yield Finding("agreed_on", f"{sentence} Agree them, and type the day.", row)

    @classmethod
    @check("error")
    def officers_were_elected_this_year(cls, book: Book) -> Iterator[Finding]:
        for role in ELECTED:
            since = _overdue(book, cls, role)
            if since and not (holder_on(book, cls, role, book.today).is_vacant or asks_for(book, cls, role)):
                advice = "Hold the election, and add a row with its day under 'Agreed on'."
                yield Finding("agreed_on", f"electing the {role} for this year is overdue since {uk(since)}. {advice}")


@per_book
def terms_of(book: Book, tab: type[Serving], role: str) -> tuple[TermOfOffice, ...]:
    """The terms that somebody serves in a role."""
    return tuple(row.term for row in book.where(tab, role=role) if row.term is not None)


@per_book
def holder_on(book: Book, tab: type[Serving], role: str, on: date) -> OfficeOn:
    """Who holds an office on a day."""
    return composition.office_on(terms_of(book, tab, role), _OFFICES[role], on)


def election_for(year: str, month: int) -> tuple[date, date]:
    """The first and last day of the month in which the offices of an academic year are filled.

    One that ends before September comes before the year, any other lies in it.

    >>> election_for("2027/28", 6)[1], election_for("2027/28", 9)[1]
    (datetime.date(2027, 6, 30), datetime.date(2027, 9, 30))
    """
    first, _ = calendar.academic_year_dates(year)
    if _MAY <= month <= _AUGUST:
        return calendar.month_dates(date(first.year, month, 1))
    return calendar.month_of_academic_year(year, month)


_MAY, _AUGUST = 5, 8


@per_book
def _election_of(book: Book, year: str) -> tuple[date, date] | None:
    """The first and last day of the month of elections for an academic year, by the rule in force as it ends."""
    months = (election_for(year, month) for month in (*range(_MAY, 13), *range(1, _MAY)))
    return next((dates for dates in months if in_force(book, ELECTION_MONTH, dates[1]) == dates[1].month), None)


@per_book
def _last_due(book: Book) -> date | None:
    """The last day of the latest month of elections that is over: each month by the rule in force as it ended.

    Where the month was changed, and no month of the year was that of its own day, it is the one before.
    """
    if in_force(book, ELECTION_MONTH, book.today) is None:
        return None
    last = book.today
    for _ in range(_MONTHS_BACK):
        last = calendar.days_after(last.replace(day=1), -1)
        if in_force(book, ELECTION_MONTH, last) == last.month:
            return last
    return None


_MONTHS_BACK = 24


def _overdue(book: Book, tab: type[Serving], role: str, person: str | None = None) -> date | None:
    """Since when the yearly agreement or election is overdue; none while it is not, or where no month is set."""
    last = _last_due(book)
    if last is None:
        return None
    rows = book.where(tab, role=role)
    agreed = [row.agreed_on for row in rows if row.agreed_on and person in (None, row.person)]
    is_done = any(last.replace(day=1) <= day <= book.today for day in agreed)
    return None if is_done else calendar.days_after(last, 1)


def asks_for(book: Book, tab: type[Serving], role: str) -> bool:
    """Whether a row stands open for an office that should be filled by now: it tells so itself."""
    return any(row._is_late(book) for row in book.where(tab, role=role))
