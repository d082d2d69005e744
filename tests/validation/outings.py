"""A small partnership of clubs that go on trips: what the tests of validation and recalculation work on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, field_validator

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Area, Cell, Link, NamedTable, Sheet, Stage, Workbook
from pepsheets.tabs.book import Book
from pepsheets.tabs.declaration import ComputedRow, Finding, Key, Money, Row, check, computed, refers_to
from pepsheets.validation import Validated, check_book, validate
from pepsheets.validation.locating import table_name

TODAY = date(2026, 11, 21)


class Club(Row):
    """A club."""

    tab: ClassVar[str] = "Clubs"

    name: Annotated[str, Key(), Field(title="Club", description="The club's name.")]
    kind: Annotated[Literal["Sport", "Music"], Field(title="Kind", description="What it does.")] = "Sport"

    @computed("Spent", help="What its trips cost.")
    def spent(self, book: Book) -> Money:
        return sum((trip.cost for trip in book.where(Trip, club=self.name)), Decimal(0))

    @computed("Trips", help="How many trips it has.")
    def trips(self, book: Book) -> int:
        return len(book.where(Trip, club=self.name))

    @computed("Out", help="Whether it goes anywhere.")
    def goes_out(self, book: Book) -> bool:
        return self.trips(book) > 0


class Trip(Row):
    """A trip of a club."""

    tab: ClassVar[str] = "Trips"
    stage: ClassVar[Stage] = "Before invoicing"

    code: Annotated[str, Key(), Field(title="Trip", description="A short code.")]
    club: Annotated[str, refers_to(Club), Field(title="Club", description="Which club goes.")]
    goes_on: Annotated[date, Field(title="Date", description="The day of the trip.")]
    cost: Annotated[Money, Field(title="Cost", description="What it costs, in pounds.", ge=0, lt=10_000)]
    places: Annotated[int | None, Field(title="Places", description="How many can go.", gt=0, le=500)] = None
    guests: Annotated[
        tuple[str, ...], refers_to(Club), Field(title="Guests", description="Clubs that come along.")
    ] = ()
    note: Annotated[str | None, Field(title="Note", description="Anything else.", min_length=3, max_length=20)] = None

    @field_validator("note")
    @classmethod
    def note_is_kind(cls, note: str | None) -> str | None:
        if note and "rude" in note:
            raise ValueError("is not kind. Say it in other words.")
        return note

    @computed("Each", help="The cost for each place.")
    def each(self, book: Book) -> Money | None:
        return None if self.places is None else round(self.cost / self.places, 2)

    @computed("Club's trips", help="How many trips its club has.")
    def trips_of_club(self, book: Book) -> int:
        return len(book.where(Trip, club=self.club))

    @check("error")
    def is_affordable(self, book: Book) -> Iterator[Finding]:
        if self.cost > 500:
            yield Finding("cost", "it is too dear. Find another way to go.")

    @check("warning", "Later")
    def is_the_clubs_only_trip(self, book: Book) -> Iterator[Finding]:
        if self.trips_of_club(book) > 1:
            yield Finding("club", "it goes on another trip too. Check that it wants to.")

    @classmethod
    @check("warning")
    def somebody_goes_somewhere(cls, book: Book) -> Iterator[Finding]:
        if not book[Trip]:
            yield Finding("code", "there is no trip yet. Add one.")
        for trip in book[Trip]:
            if trip.club in trip.guests:
                yield Finding("guests", "a club is a guest of itself. Take it off the list.", trip)


class Total(ComputedRow):
    """What a club spends."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    tab: ClassVar[str] = "Totals"

    club: Annotated[str, Key(), Field(title="Club", description="The club.")]
    total: Annotated[Money, Field(title="Total", description="What all its trips cost.")]
    last: Annotated[date | None, Field(title="Last trip", description="When it last goes.")] = None
    go_to: Annotated[Link | None, Field(title="Go to", description="Click to go to the club.")] = None

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        for club in sorted(book[Club], key=lambda club: club.name):
            trips = book.where(Trip, club=club.name)
            last = max((trip.goes_on for trip in trips), default=None)
            yield cls(club=club.name, total=club.spent(book), last=last, go_to=Link("Go", "Clubs", f"A{club.position}"))


class Advice(ComputedRow):
    """Something to see to."""

    tab: ClassVar[str] = "Advice"
    needs_problems: ClassVar[bool] = True

    message: Annotated[str, Field(title="What to do", description="What is wrong, and what to do.")]

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        return [cls(message=problem.message) for problem in book.problems]


def _nothing(_: date) -> Sequence[Row]:
    return ()


OUTINGS = Partnership("outings", "Outings", "Clubs that go on trips.", (Advice, Club, Trip, Total), _nothing, _nothing)

CLUB = ("Club", "Kind", "Spent", "Trips", "Out")
TRIP = ("Trip", "Club", "Date", "Cost", "Places", "Guests", "Note", "Each", "Club's trips")
TOTAL = ("Club", "Total", "Last trip", "Go to")
DAY = date(2026, 12, 1)
CHESS: tuple[Cell, ...] = ("Chess", "Sport")
CHOIR: tuple[Cell, ...] = ("Choir", "Music")
LAKE: tuple[Cell, ...] = ("T1", "Chess", DAY, 90.0, 3.0)
SEA: tuple[Cell, ...] = ("T2", "Choir", DAY, 100.0, 4.0)


def sheet(name: str, *rows: Sequence[Cell], table: bool = False, **more: frozenset[tuple[int, int]]) -> Sheet:
    """A tab of these rows; as a table that bears its name where that is wished."""
    area = Area(1, 1, len(rows), max(map(len, rows)))
    tables = (NamedTable(table_name(name), area),) if table else ()
    return Sheet(name, [list(row) for row in rows], tables, more.get("formulas", frozenset()))


def clubs(*rows: Sequence[Cell], table: bool = False) -> Sheet:
    return sheet("Clubs", CLUB, *(rows or (CHESS, CHOIR)), table=table)


def trips(*rows: Sequence[Cell], table: bool = False) -> Sheet:
    return sheet("Trips", TRIP, *rows, table=table)


OURS = (sheet("Advice", ("What to do",)), sheet("Totals", TOTAL))
"""The computed tabs, still empty."""


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook(sheets, tuple(each.name for each in sheets))


def read(*sheets: Sheet) -> Validated:
    """The workbook of these tabs and the computed ones, validated."""
    return validate(workbook(*OURS, *sheets), OUTINGS, TODAY)


def told(*sheets: Sheet) -> list[str]:
    """Everything that is wrong with each row and each heading."""
    return [problem.message for problem in read(*sheets).problems]


def told_by_checks(*sheets: Sheet) -> list[str]:
    return [problem.message for problem in check_book(read(*sheets))]
