"""Charges and Statements: what each school owes for each year, and why, to the penny.

A charge that waits for a row to be put right stands on the tab without an amount and says what it waits for, so that no
statement looks complete when it is not.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.costs import Cost, sharers, sharing_of
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import AcademicYear, Audience, ComputedRow, Key, Money
from pepsheets.tabs.money import from_pence
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import COSTS_SHARED, in_force, is_ever_in_force
from pepsheets.tabs.sharing import listed

ChargeKind = Literal["Subscription", "Shared cost", "Course places"]


class Charge(ComputedRow):
    """One thing that a school is charged for."""

    tab: ClassVar[str] = "Charges"
    description: ClassVar[str] = "What each school is charged, for what, and how the amount comes about, to the penny."
    stage: ClassVar[Stage] = "Before invoicing"
    audience: ClassVar[Audience] = "office"

    school: Annotated[str, Key(), Field(title="School", description="Who is charged.")]
    year: Annotated[AcademicYear, Key(), Field(title="Year", description="The academic year it belongs to.")]
    kind: Annotated[ChargeKind, Key(), Field(title="For", description="What kind of charge it is.")]
    reference: Annotated[str, Key(), Field(title="Reference", description="The cost, or the academic year.")]
    what: Annotated[str, Field(title="What", description="What it is for, in words.")]
    figure: Annotated[str, Field(title="Figure", description="The figure it is worked out from, with its date.")] = ""
    exact: Annotated[
        str, Field(title="Exact share", description="The share in pounds before it is made whole pence.")
    ] = ""
    amount: Annotated[Money | None, Field(title="Amount", description="What is charged.")] = None
    working: Annotated[str, Field(title="Working", description="How the amount comes about, to be redone by hand.")] = (
        ""
    )

    @property
    def short_name(self) -> str:
        """What the charge is called on a statement that waits for it."""
        return self.what if self.kind == "Course places" else self.reference

    def waits_in(self, year: str) -> bool:
        """Whether the charge belongs to the year and has no amount yet."""
        return self.amount is None and self.year == year

    @classmethod
    def rows(cls, book: Book) -> Iterable["Charge"]:
        return charges(book)


EVERYONE = "All schools"
"""Stands for the school while it is not known who is charged."""

_ORDER = {"Subscription": 0, "Shared cost": 1, "Course places": 2}


def _subscriptions(book: Book) -> Iterator[Charge]:
    for row in book.good(Subscription):
        what = f"Subscription {row.year}"
        if row.fee is None:
            waits = WaitsFor(f"the fee on {Subscription.tab} row {row.position}")
            yield _waiting(row.school, row.year, "Subscription", row.year, what, waits)
            continue
        yield Charge(
            school=row.school,
            year=row.year,
            kind="Subscription",
            reference=row.year,
            what=what,
            amount=row.fee,
            working="The fee on the Subscriptions tab",
        )
    yield from _bad_rows(book, Subscription, "Subscription")


def _shares(book: Book) -> Iterator[Charge]:
    for row in book.good(Cost):
        try:
            if in_force(book, COSTS_SHARED, row.spent_on):
                yield from _shares_of(book, row)
        except WaitsFor as waits:
            for school in _those_who_wait(book, row):
                yield _waiting(school, row.year, "Shared cost", row.code, row.what, waits)
    if is_ever_in_force(book, COSTS_SHARED.name):
        yield from _bad_rows(book, Cost, "Shared cost")


def _shares_of(book: Book, row: Cost) -> list[Charge]:
    sharing = sharing_of(book, row.code)
    shares, tied = sharing.shares, frozenset(sharing.result.ties)
    return [
        Charge(
            school=school,
            year=row.year,
            kind="Shared cost",
            reference=row.code,
            what=row.what,
            figure=sharing.figures[index],
            exact=sharing.exact_pounds(index),
            amount=from_pence(shares[index]),
            working=sharing.share_in_words(row.to_share, index) + (_TIED if index in tied else ""),
        )
        for index, school in enumerate(sharing.schools)
    ]


_TIED = ". Other shares had the same remainder: the odd pennies went by the order of names"


def _those_who_wait(book: Book, row: Cost) -> tuple[str, ...]:
    """The schools whose share of a cost waits; all of them while it is not known who shares it."""
    try:
        return sharers(book, row.code) or (EVERYONE,)
    except WaitsFor:
        return (EVERYONE,)


def _bad_rows(book: Book, tab: type[Subscription] | type[Cost], kind: ChargeKind) -> Iterator[Charge]:
    """For each year, that a row which cannot be read may belong to it."""
    years = sorted({_this_year(book), *(row.year for row in book.good(tab))})
    for bad in book.bad(tab):
        waits = WaitsFor(f"{tab.tab} row {bad.position}")
        for year in years:
            if bad.may_hold({"year": year}):
                yield _waiting(EVERYONE, year, kind, waits.what, f"What {waits.what} comes to", waits)


def _places(book: Book) -> Iterator[Charge]:
    schools = {school.name for school in book.good(School)} | _good_bookings(book).keys()
    for school in sorted(schools):
        for year, bookings in sorted(_bookings_by_year(book, school).items()):
            what = f"Course places {year}"
            try:
                _wait_for_bad_bookings(book, school)
                amounts = [row.charge(book) for row in bookings]
            except WaitsFor as waits:
                yield _waiting(school, year, "Course places", year, what, waits)
                continue
            if any(amounts):
                yield Charge(
                    school=school,
                    year=year,
                    kind="Course places",
                    reference=year,
                    what=what,
                    figure=f"{sum(amount > 0 for amount in amounts)} of {len(amounts)} bookings",
                    amount=sum(amounts, Decimal("0.00")),
                    working="The sum of Charge on the Bookings tab",
                )


def _wait_for_bad_bookings(book: Book, school: str) -> None:
    for bad in book.bad(Booking):
        if bad.may_hold({"school": school}):
            raise WaitsFor(f"{Booking.tab} row {bad.position}")


def _bookings_by_year(book: Book, school: str) -> dict[str, list[Booking]]:
    """A school's good bookings by the academic year of their course; in this year those that wait for their course."""
    this_year = _this_year(book)
    by_year: dict[str, list[Booking]] = {this_year: []}
    for row in _good_bookings(book).get(school, ()):
        by_year.setdefault(_years_of_courses(book).get(row.course, this_year), []).append(row)
    return by_year


def _this_year(book: Book) -> str:
    return calendar.academic_year(book.today)


@per_book
def _good_bookings(book: Book) -> dict[str, list[Booking]]:
    by_school: dict[str, list[Booking]] = {}
    for row in book.good(Booking):
        by_school.setdefault(row.school, []).append(row)
    return by_school


@per_book
def _years_of_courses(book: Book) -> dict[str, str]:
    return {course.code: calendar.academic_year(course.held_on) for course in book.good(Course)}


def _waiting(school: str, year: str, kind: ChargeKind, reference: str, what: str, waits: WaitsFor) -> Charge:
    working = f"Waits until {waits.what} is put right"
    return Charge(school=school, year=year, kind=kind, reference=reference, what=what, working=working)


@per_book
def charges(book: Book) -> tuple[Charge, ...]:
    """All charges, in the order of the Charges tab."""
    found = [*_subscriptions(book), *_shares(book), *_places(book)]
    return tuple(sorted(found, key=lambda row: (row.year, row.school, _ORDER[row.kind], row.reference)))


class Statement(ComputedRow):
    """What a school owes for a year, added up."""

    tab: ClassVar[str] = "Statements"
    description: ClassVar[str] = "What each school owes for each year, added up from the Charges tab."
    stage: ClassVar[Stage] = "Before invoicing"
    audience: ClassVar[Audience] = "office"

    school: Annotated[str, Key(), Field(title="School", description="Whose statement it is.")]
    year: Annotated[AcademicYear, Key(), Field(title="Year", description="The academic year.")]
    subscription: Annotated[Money, Field(title="Subscription", description="The fee for the year.")]
    costs: Annotated[Money, Field(title="Shared costs", description="The school's shares of all costs of the year.")]
    courses: Annotated[Money, Field(title="Course places", description="What its bookings come to.")]
    total: Annotated[Money, Field(title="Total", description="All of it.")]
    paid: Annotated[Money, Field(title="Paid", description="What has been paid of the subscription.")]
    owed: Annotated[Money, Field(title="Owed", description="The total less what the Subscriptions tab shows as paid.")]
    note: Annotated[str, Field(title="Note", description="What is still missing from it, if anything is.")] = ""

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        everyone = [charge for charge in charges(book) if charge.school == EVERYONE]
        groups: dict[tuple[str, str], list[Charge]] = {}
        for charge in charges(book):
            if charge.school != EVERYONE:
                groups.setdefault((charge.year, charge.school), []).append(charge)
        for (year, school), rows in sorted(groups.items()):
            waiting = [row.short_name for row in (*rows, *everyone) if row.waits_in(year)]
            total, paid = _sum(rows), _paid(book, school, year)
            yield cls(
                school=school,
                year=year,
                subscription=_sum(rows, "Subscription"),
                costs=_sum(rows, "Shared cost"),
                courses=_sum(rows, "Course places"),
                total=total,
                paid=paid,
                owed=total - paid,
                note=f"Not complete: {listed(waiting)} still to come, see Charges" if waiting else "",
            )


def _sum(rows: Iterable[Charge], kind: ChargeKind | None = None) -> Decimal:
    return sum((row.amount for row in rows if row.amount is not None and kind in (None, row.kind)), Decimal("0.00"))


def _paid(book: Book, school: str, year: str) -> Decimal:
    return _payments(book).get((school, year), Decimal("0.00"))


@per_book
def _payments(book: Book) -> dict[tuple[str, str], Decimal]:
    return {(row.school, row.year): row.paid for row in book.good(Subscription) if row.paid is not None}


class StatementThisYear(Statement):
    """What a school owes for the academic year that runs today."""

    tab: ClassVar[str] = "This year"
    description: ClassVar[str] = "What each school owes for the academic year that runs today; the Overview draws it."

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        return [row for row in super().rows(book) if row.year == _this_year(book)]
