"""Term dates and Closed days: when schools are open, and which days are no working days."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.rules.calendar import ShutDays, Term
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.declaration import AcademicYear, Finding, Key, Row, check, computed


def uk(day: date) -> str:
    """A date as the workbook's readers write it."""
    return f"{day:%d/%m/%Y}"


class TermDates(Row):
    """One term, or one half of a term, of an academic year."""

    tab: ClassVar[str] = "Term dates"
    description: ClassVar[str] = "When schools are open, term by term."

    year: Annotated[AcademicYear, Key(), Field(title="Year", description="The academic year, for example 2026/27.")]
    term: Annotated[str, Key(), Field(title="Term", description="The term's name, for example Autumn 1.")]
    starts_on: Annotated[date, Field(title="First day", description="The first day on which schools are open.")]
    ends_on: Annotated[date, Field(title="Last day", description="The last day on which schools are open.")]

    @computed("Days", help="Mondays to Fridays in the term that are no bank holidays.")
    def days(self, book: Book) -> int:
        return calendar.working_days_between(calendar.days_after(self.starts_on, -1), self.ends_on, bank_holidays(book))

    @check("error")
    def ends_after_it_starts(self, book: Book) -> Iterator[Finding]:
        if self.ends_on < self.starts_on:
            yield Finding(
                "ends_on", f"the term ends before it starts on {uk(self.starts_on)}. Put one of the two right."
            )

    @check("warning")
    def lies_in_its_year(self, book: Book) -> Iterator[Finding]:
        first, last = calendar.academic_year_dates(self.year)
        if not first <= self.starts_on <= last:
            yield Finding("starts_on", f"{uk(self.starts_on)} is not in the academic year {self.year}. Check both.")


class ClosedDay(Row):
    """A day that is no working day beyond the bank holidays that pepsheets knows, or on which schools are shut."""

    tab: ClassVar[str] = "Closed days"
    description: ClassVar[str] = (
        "Days that are no working days beyond the usual bank holidays, or on which schools are shut."
    )

    day: Annotated[date, Key(), Field(title="Date", description="The day.")]
    kind: Annotated[
        Literal["Bank holiday", "Training day", "Closure"],
        Field(title="Kind", description="A bank holiday that was proclaimed, a training day, or another closure."),
    ]
    reason: Annotated[str | None, Field(title="Reason", description="What the day is for, in a few words.")] = None


@per_book
def bank_holidays(book: Book) -> frozenset[date]:
    """England's bank holidays for ten years around today, with those that were added on the Closed days tab."""
    added = frozenset(row.day for row in book[ClosedDay] if row.kind == "Bank holiday")
    return calendar.bank_holidays(range(book.today.year - 6, book.today.year + 4)) | added


@per_book
def terms(book: Book) -> tuple[Term, ...]:
    """The terms of all years that the workbook knows."""
    return tuple(Term(row.year, row.term, row.starts_on, row.ends_on) for row in book[TermDates])


@per_book
def days_schools_are_shut(book: Book) -> ShutDays:
    """The days outside the terms, bank holidays, training days and other closures."""
    closures = frozenset(row.day for row in book[ClosedDay])
    return ShutDays(terms(book), closures | bank_holidays(book))
