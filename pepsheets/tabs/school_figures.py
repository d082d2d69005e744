"""School figures: the pupils and the budget of each school, by which costs are shared (rule T8)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book
from pepsheets.tabs.days import may_add
from pepsheets.tabs.declaration import AcademicYear, Finding, Key, Money, Row, check, refers_to
from pepsheets.tabs.schools import School, Subscription, to_be_asked
from pepsheets.tabs.settings import COSTS_SHARED, in_force
from pepsheets.tabs.sharing import all_of, listed


class SchoolFigures(Row):
    """A school's figures for one year: the basis of what it pays towards shared costs."""

    tab: ClassVar[str] = "School figures"
    description: ClassVar[str] = "Each school's pupils and budget by year: the figures by which costs are shared."
    stage: ClassVar[Stage] = "Before invoicing"

    school: Annotated[str, Key(), refers_to(School), Field(title="School", description="The school.")]
    year: Annotated[AcademicYear, Key(), Field(title="Year", description="The academic year, for example 2026/27.")]
    pupils: Annotated[
        int | None, Field(title="Pupils", description="Pupils on roll on the census date; a count only.", ge=0)
    ] = None
    census_on: Annotated[date | None, Field(title="Census date", description="The date of the count.")] = None
    budget: Annotated[Money | None, Field(title="Budget", description="The school's budget, in pounds.", ge=0)] = None
    definition: Annotated[
        str | None,
        Field(title="Budget means", description="Which budget: for example 'Budget share 2026-27 without grants'."),
    ] = None

    @classmethod
    def for_new_year(cls, book: Book, year: str) -> Iterable[Self]:
        """A row for each school of the year, where costs are shared or the year before had figures."""
        missing = cls._lacking(book, year)
        if missing and may_add(book, year, there=len(book.where(cls, year=year)), missing=len(missing)):
            yield from (cls(school=school, year=year) for school in missing)

    @classmethod
    def not_added(cls, book: Book, year: str) -> Iterator[str]:
        if missing := cls._lacking(book, year):
            row = f"a subscription for {year}, with no row here"
            yield f"{row}: {all_of(missing)}. Add a row for each that shares costs."

    @classmethod
    def _lacking(cls, book: Book, year: str) -> list[str]:
        """The schools of the year without a row, where figures are kept."""
        first, _ = calendar.academic_year_dates(year)
        is_shared: bool = in_force(book, COSTS_SHARED, first)
        if not (is_shared or book.where(cls, year=calendar.year_before(year))):
            return []
        there = {row.school for row in book.where(cls, year=year)}
        schools = (*(row.school for row in book.where(Subscription, year=year)), *to_be_asked(book, year))
        return [school for school in schools if school not in there]

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        if empty := [row.school for row in book.where(cls, year=year) if row.is_empty]:
            yield _no_figures_words(empty, year)

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure yet."""
        return self.pupils is None and self.budget is None

    @classmethod
    @check("warning")
    def every_row_has_a_figure(cls, book: Book) -> Iterator[Finding]:
        empty = [row for row in book[cls] if row.is_empty]
        for year in sorted({row.year for row in empty}):
            rows = [row for row in empty if row.year == year]
            yield Finding("pupils", _no_figures_words([row.school for row in rows], year), rows[0])

    @check("warning")
    def says_when_pupils_were_counted(self, book: Book) -> Iterator[Finding]:
        if self.pupils is not None and self.census_on is None:
            yield Finding("census_on", "the pupils have no census date. Give the day on which they were counted.")

    @check("warning")
    def says_which_budget(self, book: Book) -> Iterator[Finding]:
        if self.budget is not None and self.definition is None:
            yield Finding(
                "definition", "it is not said which budget this is. Name it, so that all schools give the same one."
            )


def _no_figures_words(schools: Sequence[str], year: str) -> str:
    of = "1 school has" if len(schools) == 1 else f"{len(schools)} schools have"
    advice = "Type the pupils with the census date, or the budget with what it means."
    return f"{of} no figures for {year}: {listed(schools)}. {advice}"
