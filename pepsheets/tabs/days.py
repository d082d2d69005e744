"""Term dates and Closed days: when schools are open, and which days are no working days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.rules.calendar import ShutDays, Term
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.declaration import AcademicYear, Awaited, Finding, Key, Row, check, computed
from pepsheets.tabs.sharing import all_of, listed


def uk(day: date) -> str:
    """A date as the workbook's readers write it."""
    return f"{day:%d/%m/%Y}"


class TermDates(Row):
    """One term, or one half of a term, of an academic year."""

    tab: ClassVar[str] = "Term dates"
    description: ClassVar[str] = "When schools are open, term by term."

    year: Annotated[AcademicYear, Key(), Field(title="Year", description="The academic year, for example 2026/27.")]
    term: Annotated[str, Key(), Field(title="Term", description="The term's name, for example Autumn 1.")]
    starts_on: Annotated[
        date | None, Awaited(), Field(title="First day", description="The first day on which schools are open.")
    ] = None
    ends_on: Annotated[
        date | None, Awaited(), Field(title="Last day", description="The last day on which schools are open.")
    ] = None

    @classmethod
    def for_new_year(cls, book: Book, year: str) -> Iterable[Self]:
        """The terms of the year before by their names; their days are for the council to say."""
        if not book.where(cls, year=year):
            yield from (cls(year=year, term=row.term) for row in book.where(cls, year=calendar.year_before(year)))

    @classmethod
    def not_added(cls, book: Book, year: str) -> Iterator[str]:
        """Terms of the year before that a year begun by hand has not, unless it has as many of its own."""
        rows, before = book.where(cls, year=year), book.where(cls, year=calendar.year_before(year))
        names = {row.term for row in rows}
        lacking = [row.term for row in before if row.term not in names]
        if lacking and 0 < len(rows) < len(before):
            had = f"{year} has rows already, but none for {all_of(lacking)}, which {before[0].year} had"
            yield f"{had}. Add a row for each that the year has."

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        undated = [row.term for row in book.where(cls, year=year) if row.dates is None]
        if undated:
            yield _undated_words(undated, year)

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last day, once both are known."""
        return (self.starts_on, self.ends_on) if self.starts_on and self.ends_on else None

    @computed("Days", help="Mondays to Fridays in the term that are no bank holidays.")
    def days(self, book: Book) -> int | None:
        if self.dates is None:
            return None
        first, last = self.dates
        return calendar.working_days_between(calendar.days_after(first, -1), last, bank_holidays(book))

    @check("error")
    def has_its_dates(self, book: Book) -> Iterator[Finding]:
        if self._may_wait(book):
            return
        for column, day, which in (("starts_on", self.starts_on, "first"), ("ends_on", self.ends_on, "last")):
            if day is None:
                yield Finding(column, f"the {which} day of {self.term} is missing. Type it like 28/02/2026.")

    @classmethod
    @check("warning")
    def years_to_come_have_dates(cls, book: Book) -> Iterator[Finding]:
        waiting = [row for row in book[cls] if row._may_wait(book)]
        for year in sorted({row.year for row in waiting}):
            rows = [row for row in waiting if row.year == year]
            yield Finding("starts_on", _undated_words([row.term for row in rows], year), rows[0])

    def _may_wait(self, book: Book) -> bool:
        """Whether nothing is known of the term yet, and its year is still to come."""
        first, _ = calendar.academic_year_dates(self.year)
        return self.starts_on is None and self.ends_on is None and first > book.today

    @check("error")
    def ends_after_it_starts(self, book: Book) -> Iterator[Finding]:
        if self.dates and self.dates[1] < self.dates[0]:
            yield Finding(
                "ends_on", f"the term ends before it starts on {uk(self.dates[0])}. Put one of the two right."
            )

    @check("warning")
    def lies_in_its_year(self, book: Book) -> Iterator[Finding]:
        first, last = calendar.academic_year_dates(self.year)
        if self.starts_on and not first <= self.starts_on <= last:
            yield Finding("starts_on", f"{uk(self.starts_on)} is not in the academic year {self.year}. Check both.")


def _undated_words(names: Sequence[str], year: str) -> str:
    return f"{year} has terms without days: {listed(names)}. Type the first and the last day of each."


def may_add(book: Book, year: str, *, there: int, missing: int) -> bool:
    """Whether the rows of a year that a tab lacks may be added to it: none is there, or a few were typed ahead.

    What somebody deleted after a year was rolled into must not come back. So where rows are there, it takes that more
    are missing than there, and that the terms, which come in the same go, have not come yet.
    """
    if not there or missing <= there:
        return not there
    return bool(book.where(TermDates, year=calendar.year_before(year))) and not book.where(TermDates, year=year)


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

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        """Training days and closures, where the year before had some; bank holidays are known."""
        days = [row.day for row in book[cls] if row.kind != "Bank holiday"]
        before = calendar.year_before(year)
        count = sum(calendar.academic_year(day) == before for day in days)
        if count and not any(calendar.academic_year(day) == year for day in days):
            had = f"{before} has {count} of training days and closures, and {year} none yet"
            yield f"{had}. Add them once they are known."


@per_book
def bank_holidays(book: Book) -> frozenset[date]:
    """England's bank holidays for ten years around today, with those that were added on the Closed days tab."""
    added = frozenset(row.day for row in book[ClosedDay] if row.kind == "Bank holiday")
    return calendar.bank_holidays(range(book.today.year - 6, book.today.year + 4)) | added


@per_book
def terms(book: Book) -> tuple[Term, ...]:
    """The terms of all years of which every day is known: by half a year nothing can be counted."""
    open_years = {row.year for row in book[TermDates] if row.dates is None}
    known = ((row, row.dates) for row in book[TermDates] if row.year not in open_years)
    return tuple(Term(row.year, row.term, *dates) for row, dates in known if dates)


@per_book
def days_schools_are_shut(book: Book) -> ShutDays:
    """The days outside the terms, bank holidays, training days and other closures."""
    closures = frozenset(row.day for row in book[ClosedDay])
    return ShutDays(terms(book), closures | bank_holidays(book))
