"""Charges and Statements: what each school owes for each year, and why, to the penny.

A charge that waits for a row to be put right stands on the tab without an amount and says what it waits for, so that no
statement looks complete when it is not.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.costs import Cost, sharing_of
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import AcademicYear, Audience, ComputedRow, Key, Money
from pepsheets.tabs.money import from_pence, pounds
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import COSTS_SHARED, in_force

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
    reference: Annotated[str, Key(), Field(title="Reference", description="The cost or the subscription year.")]
    what: Annotated[str, Field(title="What", description="What it is for, in words.")]
    figure: Annotated[str, Field(title="Figure", description="The figure it is worked out from, with its date.")] = ""
    exact: Annotated[
        str, Field(title="Exact share", description="The share in pounds before it is made whole pence.")
    ] = ""
    amount: Annotated[Money | None, Field(title="Amount", description="What is charged.")] = None
    working: Annotated[str, Field(title="Working", description="How the amount comes about, to be redone by hand.")] = (
        ""
    )

    @classmethod
    def rows(cls, book: Book) -> Iterable["Charge"]:
        found = [*_subscriptions(book), *_shares(book), *_places(book)]
        return sorted(found, key=lambda row: (row.year, row.school, _ORDER[row.kind], row.reference))


_ORDER = {"Subscription": 0, "Shared cost": 1, "Course places": 2}


def _subscriptions(book: Book) -> Iterator[Charge]:
    for row in book.good(Subscription):
        yield Charge(
            school=row.school,
            year=row.year,
            kind="Subscription",
            reference=row.year,
            what=f"Subscription {row.year}",
            amount=row.fee,
            working="The fee on the Subscriptions tab",
        )


def _shares(book: Book) -> Iterator[Charge]:
    for row in book.good(Cost):
        try:
            if in_force(book, COSTS_SHARED, row.spent_on):
                yield from _shares_of(book, row)
        except WaitsFor as waits:
            yield _waiting({"year": row.year, "kind": "Shared cost", "reference": row.code, "what": row.what}, waits)


def _shares_of(book: Book, row: Cost) -> list[Charge]:
    sharing = sharing_of(book, row.code)
    return [
        Charge(
            school=school,
            year=row.year,
            kind="Shared cost",
            reference=row.code,
            what=row.what,
            figure=sharing.figures[index],
            exact=_exact_pounds(sharing.result.exact[index]),
            amount=from_pence(sharing.result.shares[index]),
            working=_working(row, sharing.total_weight_words, sharing.result.exact[index], sharing.result.shares[index])
            + (". A tie decided this penny, by the order of names" if index in sharing.result.ties else ""),
        )
        for index, school in enumerate(sharing.schools)
    ]


def _working(row: Cost, total: str, exact: Fraction, share: int) -> str:
    difference = share - exact
    if not difference:
        return f"{pounds(row.to_share)} over {total}, no rounding"
    way = "up" if difference > 0 else "down"
    return f"{pounds(row.to_share)} over {total}, rounded {way} to the penny"


def _exact_pounds(exact: Fraction) -> str:
    """A share in pounds to the hundredth of a penny, enough to see how the pennies fell."""
    pence = round(exact * 100)
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 10000}.{abs(pence) % 10000:04d}"


def _places(book: Book) -> Iterator[Charge]:
    this_year = calendar.academic_year(book.today)
    for school in book.good(School):
        by_year = _bookings_by_year(book, school.name) or {this_year: []}
        for year, bookings in sorted(by_year.items()):
            try:
                book.where(Booking, school=school.name)
                amount = sum((row.charge(book) for row in bookings), Decimal("0.00"))
                charged = sum(row.charge(book) > 0 for row in bookings)
            except WaitsFor as waits:
                place = {"kind": "Course places", "reference": year, "what": f"Course places {year}"}
                yield _waiting({"school": school.name, "year": year, **place}, waits)
                continue
            if amount:
                yield Charge(
                    school=school.name,
                    year=year,
                    kind="Course places",
                    reference=year,
                    what=f"Course places {year}",
                    figure=f"{charged} of {len(bookings)} bookings",
                    amount=amount,
                    working="The sum of Charge on the Bookings tab",
                )


def _bookings_by_year(book: Book, school: str) -> dict[str, list[Booking]]:
    """A school's good bookings by the academic year of their course; those of a bad course wait with their course."""
    by_year: dict[str, list[Booking]] = {}
    for row in _good_bookings(book).get(school, ()):
        year = _years_of_courses(book).get(row.course)
        if year:
            by_year.setdefault(year, []).append(row)
    return by_year


@per_book
def _good_bookings(book: Book) -> dict[str, list[Booking]]:
    by_school: dict[str, list[Booking]] = {}
    for row in book.good(Booking):
        by_school.setdefault(row.school, []).append(row)
    return by_school


@per_book
def _years_of_courses(book: Book) -> dict[str, str]:
    return {course.code: calendar.academic_year(course.held_on) for course in book.good(Course)}


def _waiting(charge: dict[str, str], waits: WaitsFor) -> Charge:
    return Charge.model_validate({"school": "All", **charge, "working": f"Waits until {waits.what} is put right"})


@per_book
def charges(book: Book) -> tuple[Charge, ...]:
    """All charges, in the order of the Charges tab."""
    return tuple(Charge.rows(book))


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
    owed: Annotated[Money, Field(title="Owed", description="The total less what has been paid.")]
    note: Annotated[str, Field(title="Note", description="What is still missing from it, if anything is.")] = ""

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        everyone = [charge for charge in charges(book) if charge.school == "All"]
        groups: dict[tuple[str, str], list[Charge]] = {}
        for charge in charges(book):
            if charge.school != "All":
                groups.setdefault((charge.year, charge.school), []).append(charge)
        for (year, school), rows in sorted(groups.items()):
            waiting = [row.reference for row in (*rows, *everyone) if row.amount is None and row.year == year]
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
                note=f"Not complete: waits for {', '.join(waiting)}" if waiting else "",
            )


def _sum(rows: Iterable[Charge], kind: ChargeKind | None = None) -> Decimal:
    return sum((row.amount for row in rows if row.amount is not None and kind in (None, row.kind)), Decimal("0.00"))


def _paid(book: Book, school: str, year: str) -> Decimal:
    return _payments(book).get((school, year), Decimal("0.00"))


@per_book
def _payments(book: Book) -> dict[tuple[str, str], Decimal]:
    return {(row.school, row.year): row.paid for row in book.good(Subscription) if row.paid is not None}
