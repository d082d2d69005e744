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
        month = in_force(book, ELECTION_MONTH, book.today)
        if month is None:
            return
        first, last = election_for(year, month)
        for role in ELECTED:
            if not any((row.agreed_on or row.starts_on) >= first for row in book.where(cls, role=role)):
                yield cls(role=role, starts_on=last)
        first_day, _ = calendar.academic_year_dates(year)
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
        month = in_force(book, ELECTION_MONTH, book.today)
        if month is None:
            return
        first, last = election_for(year, month)
        for role in ELECTED:
            still_open = (row for row in book.where(cls, role=role) if row.person is None and row.starts_on >= first)
            yield from (row._election_words for row in still_open)
        members = book.where(cls, role="Member")
        agreed = {row.person for row in members if row.agreed_on and row.agreed_on >= first}
        others = sorted({row.person for row in members if row.person and row.covers(last)} - agreed)
        if others:
            day = "Then type the day under 'Agreed on', and the day after the term under 'Until' if it has an end."
            yield f"the members are to be agreed by {uk(last)}: {listed(others)}. {day}"

    @property
    def _election_words(self) -> str:
        then = "Then type the name, the first day of the term under 'From', and the day of the election."
        return f"the {self.role} is to be elected by {uk(self.starts_on)}. {then}"

    @check("error")
    def names_a_person(self, book: Book) -> Iterator[Finding]:
        if self.person is None and self.role not in ELECTED:
            yield Finding("person", "nobody is named. Choose a person, or delete the row.")

    @check("warning")
    def is_elected(self, book: Book) -> Iterator[Finding]:
        if self.person is None and self.role in ELECTED:
            yield Finding("person", self._election_words)

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
            if since and not holder_on(book, cls, role, book.today).is_vacant:
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


def _overdue(book: Book, tab: type[Serving], role: str, person: str | None = None) -> date | None:
    """Since when the yearly agreement or election is overdue; none while it is not, or where no month is set."""
    month = in_force(book, ELECTION_MONTH, book.today)
    rows = book.where(tab, role=role)
    agreed = [row.agreed_on for row in rows if row.agreed_on and person in (None, row.person)]
    return calendar.overdue_since(month, agreed, book.today) if month else None
