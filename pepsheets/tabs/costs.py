"""Shared costs: which schools share each one, on what basis, and each school's share to the penny.

Rule T8 (draft terms of reference of schools partnerships): in direct proportion to school budget, or by pupil numbers,
according to the activity. Method: largest remainder, in whole pence.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import apportionment, calendar
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.days import terms, uk
from pepsheets.tabs.declaration import AcademicYear, Finding, Key, Money, Row, check, computed, refers_to
from pepsheets.tabs.kinds import folded
from pepsheets.tabs.money import from_pence, in_pence, pounds
from pepsheets.tabs.school_figures import SchoolFigures
from pepsheets.tabs.schools import School, subscribed
from pepsheets.tabs.settings import BUDGETS_MAY_DIFFER, COSTS_SHARED, PART_YEAR, SHORTFALL_TO_FUND, in_force
from pepsheets.tabs.sharing import Sharing, listed


class Cost(Row):
    """A cost that schools share."""

    tab: ClassVar[str] = "Costs"
    description: ClassVar[str] = "The costs that schools share, on what basis, and how each one was shared out."
    stage: ClassVar[Stage] = "Before invoicing"

    code: Annotated[str, Key(), Field(title="Cost", description="A short name of its own, for example K7.")]
    what: Annotated[str, Field(title="What", description="What the money is for.")]
    spent_on: Annotated[date, Field(title="Date", description="The date of the invoice or the activity.")]
    year: Annotated[
        AcademicYear, Field(title="Year", description="Whose figures and members count, for example 2026/27.")
    ]
    net: Annotated[Money, Field(title="Net", description="The amount without VAT; a credit is below zero.")]
    vat_treatment: Annotated[
        Literal["Standard rate", "Reduced rate", "Zero rate", "Exempt", "Outside scope"],
        Field(title="VAT treatment", description="As the supplier's invoice says."),
    ]
    vat: Annotated[Money, Field(title="VAT", description="The VAT on the invoice; 0 if there is none.")]
    vat_reclaimed: Annotated[
        bool,
        Field(
            title="VAT reclaimed",
            description="Yes: the school that holds the money gets it back, and it is not shared.",
        ),
    ]
    basis: Annotated[
        Literal["Pupils", "Budget", "Equal"], Field(title="Basis", description="In proportion to what it is shared.")
    ]
    schools: Annotated[
        tuple[str, ...],
        refers_to(School),
        Field(
            title="Schools", description="Who shares it, with semicolons between them. Empty: all members of the year."
        ),
    ] = ()

    @property
    def to_share(self) -> Decimal:
        """What is shared: the net amount, with VAT that nobody gets back."""
        return self.net if self.vat_reclaimed else self.net + self.vat

    @computed("To share", help="The net amount, and the VAT if nobody gets it back.")
    def amount(self, book: Book) -> Money:
        return self.to_share

    @computed("Shared by", help="How many schools share it.")
    def shared_by(self, book: Book) -> int | None:
        return len(sharing_of(book, self.code).schools) if _is_on(book, self) else None

    @computed("Largest share", help="The most that one school pays, or gets back.")
    def largest_share(self, book: Book) -> Money | None:
        return from_pence(max(sharing_of(book, self.code).shares, key=abs)) if _is_on(book, self) else None

    @computed(
        "Fund's part", help="What the partnership's fund keeps for part years, if the Rules tab says that it does."
    )
    def fund_part(self, book: Book) -> Money | None:
        is_kept = _is_on(book, self) and _fund_bears_shortfall(book, self)
        return sharing_of(book, self.code).fund_part if is_kept else None

    @computed("Working", help="How it was shared, and whether equal remainders had to be parted by the order of names.")
    def working(self, book: Book) -> str:
        if not _is_on(book, self):
            return "Not shared: the Rules tab does not share costs"
        return sharing_of(book, self.code).in_words(self.to_share)

    @check("error")
    def can_be_shared(self, book: Book) -> Iterator[Finding]:
        if not _is_on(book, self):
            return
        members = sharers(book, self.code)
        if not members:
            yield Finding(
                "schools",
                f"no school has a subscription with a fee for {self.year}, so nobody shares it. Type the fees there, "
                "or name the schools here.",
            )
            return
        missing = [school for school in members if figure_of(book, self.code, school) is None]
        if missing:
            yield Finding("basis", _missing_words(self, missing))
            return
        if not any(weight_of(book, self.code, school) for school in members):
            yield Finding(
                "basis", f"the figures of {self.year} are all zero, so nobody has a share. Fill in at least one."
            )

    @check("warning")
    def is_in_its_year(self, book: Book) -> Iterator[Finding]:
        if calendar.academic_year(self.spent_on) != self.year:
            yield Finding("year", f"{uk(self.spent_on)} lies in another academic year. Check the date and the year.")

    @check("warning")
    def vat_fits_its_treatment(self, book: Book) -> Iterator[Finding]:
        taxed = self.vat_treatment in ("Standard rate", "Reduced rate")
        if taxed and self.vat == 0 and self.net != 0:
            yield Finding("vat", f"the treatment is {self.vat_treatment}, and there is no VAT. Check the invoice.")
        if not taxed and self.vat != 0:
            yield Finding("vat", f"the treatment is {self.vat_treatment}, and there is VAT. Check the invoice.")

    @check("warning")
    def vat_goes_with_net(self, book: Book) -> Iterator[Finding]:
        if self.vat * self.net < 0:
            yield Finding("vat", "the net amount and the VAT have different signs. A credit has both below zero.")

    @check("warning")
    def sharing_is_adopted(self, book: Book) -> Iterator[Finding]:
        if not _is_on(book, self):
            yield Finding(
                "spent_on",
                "costs are not shared on this date. Adopt 'Costs: shared between schools' on the Rules tab first.",
            )

    @check("warning")
    def ties_are_told(self, book: Book) -> Iterator[Finding]:
        if not _is_on(book, self):
            return
        sharing = sharing_of(book, self.code)
        if sharing.tied:
            yield Finding("working", f"{sharing.tie_in_words}. Nothing needs doing; it is said so that nobody wonders.")

    @check("warning")
    def budgets_are_alike(self, book: Book) -> Iterator[Finding]:
        """Budgets of different kinds or years, such as September and April years, until the Rules tab allows them."""
        if self.basis != "Budget" or not _is_on(book, self) or in_force(book, BUDGETS_MAY_DIFFER, self.spent_on):
            return
        figures = (_figures(book, school, self.year) for school in sharers(book, self.code))
        definitions = {folded(row.definition): row.definition for row in figures if row and row.definition}
        if len(definitions) > 1:
            yield Finding(
                "basis",
                f"schools give different budgets: {'; '.join(sorted(definitions.values()))}. Use one for all, "
                "or agree on the Rules tab that they may differ.",
            )


@per_book
def sharing_of(book: Book, cost: str) -> Sharing:
    """How a cost is shared. Waits while a school's figure is missing."""
    row = book.the(Cost, cost)
    schools = sharers(book, cost)
    weights = tuple(weight_of(book, cost, school) for school in schools)
    if not any(weights):
        raise WaitsFor(f"the basis of {cost} on the Costs tab")
    for_fund = _shortfall(book, row, weights)
    result = apportionment.apportion(in_pence(row.to_share), (*weights, for_fund) if for_fund else weights)
    figures = tuple(_figure_words(book, row, school) for school in schools)
    return Sharing(schools, figures, weights, for_fund, result, _UNITS[row.basis])


_UNITS = {"Pupils": "pupils", "Budget": "pounds of budget", "Equal": "equal shares"}


def _shortfall(book: Book, row: Cost, weights: tuple[Fraction, ...]) -> Fraction:
    """What part years take from the weights of the schools, if the fund bears it; else the other schools do."""
    if not _fund_bears_shortfall(book, row):
        return Fraction(0)
    figures = (figure_of(book, row.code, school) or Fraction(0) for school in sharers(book, row.code))
    return sum(figures, Fraction(0)) - sum(weights, Fraction(0))


def _fund_bears_shortfall(book: Book, row: Cost) -> bool:
    first, _ = calendar.academic_year_dates(row.year)
    return in_force(book, SHORTFALL_TO_FUND, first)


@per_book
def sharers(book: Book, cost: str) -> tuple[str, ...]:
    """The schools that share a cost, in the order of their names: those named, or all members of the year."""
    row = book.the(Cost, cost)
    if row.schools:
        return tuple(sorted(set(row.schools)))
    return members_of_year(book, row.year)


@per_book
def members_of_year(book: Book, year: str) -> tuple[str, ...]:
    """The schools that are members for some of an academic year, in the order of their names."""
    first, last = calendar.academic_year_dates(year)
    whole = calendar.Span(first, calendar.days_after(last, 1))
    return tuple(sorted(s.name for s in book[School] if any(span.overlaps(whole) for span in subscribed(book, s.name))))


def figure_of(book: Book, cost: str, school: str) -> Fraction | None:
    """The figure by which a school shares a cost, before a part of a year is taken of it; none where it is missing."""
    row = book.the(Cost, cost)
    if row.basis == "Equal":
        return Fraction(1)
    figures = _figures(book, school, row.year)
    value = (figures.pupils if row.basis == "Pupils" else figures.budget) if figures else None
    return None if value is None else Fraction(value)


@per_book
def weight_of(book: Book, cost: str, school: str) -> Fraction:
    """The school's figure for the part of the year in which it was a member; all of it for a school that is named."""
    row = book.the(Cost, cost)
    figure = figure_of(book, cost, school)
    if figure is None:
        raise WaitsFor(f"the row of {school}, {row.year} on the School figures tab")
    return figure if row.schools else figure * part_of_year(book, school, row.year)


@per_book
def part_of_year(book: Book, school: str, year: str) -> Fraction:
    """The part of an academic year in which a school was a member, as the Rules tab measures it."""
    first, last = calendar.academic_year_dates(year)
    way = in_force(book, PART_YEAR, first)
    if way is None:
        return Fraction(1)
    if way is apportionment.PartOfYear.TERMS and not any(term.year == year for term in terms(book)):
        raise WaitsFor(f"the Term dates tab for {year}")
    return apportionment.part_year_share(subscribed(book, school), first, last, way, terms(book))


def _figures(book: Book, school: str, year: str) -> SchoolFigures | None:
    rows = book.where(SchoolFigures, school=school, year=year)
    return rows[0] if rows else None


def _figure_words(book: Book, row: Cost, school: str) -> str:
    """The figure with its date or definition, and the part of the year if it is not all."""
    part = Fraction(1) if row.schools else part_of_year(book, school, row.year)
    return _whole_figure_words(book, row, school) + (f", for {part} of the year" if part != 1 else "")


def _whole_figure_words(book: Book, row: Cost, school: str) -> str:
    figures = _figures(book, school, row.year)
    if row.basis == "Equal" or figures is None:
        return "1 equal share"
    if row.basis == "Pupils":
        return f"{figures.pupils} pupils{f' on {uk(figures.census_on)}' if figures.census_on else ''}"
    definition = f" ({figures.definition})" if figures.definition else ""
    return f"{pounds(figures.budget or Decimal(0))} for {row.year}{definition}"


def _is_on(book: Book, row: Cost) -> bool:
    return in_force(book, COSTS_SHARED, row.spent_on)


def _missing_words(row: Cost, missing: list[str]) -> str:
    figure = f"{row.basis.lower()}, {row.year}"
    return f"there is no figure ({figure}) for {listed(missing)}. Add it on the School figures tab."
