"""The terms on which bookings are cancelled: bands of days before the course, each with the share that is charged."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import bookings as rules
from pepsheets.rules.bands import BandGap, BandProblem
from pepsheets.rules.bookings import Band, CancellationTerms, Reason
from pepsheets.rules.notice import DayKind
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.declaration import Finding, Key, Row, check
from pepsheets.tabs.kinds import folded
from pepsheets.tabs.settings import CHARGE_CLOSED, CHARGE_INSPECTED, CHARGE_REFILLED, NO_SHOW_SHARE, in_force


class CancellationBand(Row):
    """One band of a set of cancellation terms: from so many days before the course, this share is charged."""

    tab: ClassVar[str] = "Cancellation terms"
    description: ClassVar[str] = (
        "What is charged for a cancellation, by how many days before the course it was received."
    )
    stage: ClassVar[Stage] = "Before invoicing"

    terms: Annotated[
        str, Key(), Field(title="Terms", description="The name of the set of terms, for example Standard.")
    ]
    at_least: Annotated[
        int, Key(), Field(title="Days before", description="The band begins at so many days before the course.", ge=0)
    ]
    days: Annotated[
        Literal["calendar days", "working days"],
        Field(title="Which days", description="Whether all days count, or Mondays to Fridays less bank holidays."),
    ]
    share: Annotated[
        Decimal, Field(title="Share charged", description="The share of the price, from 0% to 100%.", ge=0, le=1)
    ]

    @property
    def band(self) -> Band:
        """The band as the rules know it."""
        return Band(self.at_least, Fraction(self.share).limit_denominator(10000), DayKind(self.days))

    @classmethod
    @check("error")
    def bands_leave_no_day_out(cls, book: Book) -> Iterator[Finding]:
        for name in sorted({row.terms for row in book[cls]}):
            rows = book.where(cls, terms=name)
            if not rules.counts_days_alike(row.band for row in rows):
                yield Finding(
                    "days", f"the terms '{name}' mix calendar days and working days. Use one for all bands.", rows[0]
                )
            for problem in rules.cancellation_band_problems([row.band for row in rows]):
                yield Finding("at_least", f"the terms '{name}' {_band_words(problem)}", rows[0])


def _band_words(problem: BandProblem) -> str:
    """What is wrong with bands that each reach to the day before the next: none begins at 0, or two begin alike."""
    last = f" to {problem.last}" if problem.last not in (None, problem.first) else ""
    if isinstance(problem, BandGap):
        return f"say nothing about {problem.first}{last} days before the course. Add a band from {problem.first} on."
    onwards = " and more" if problem.last is None else last
    return f"have two bands for {problem.first}{onwards} days before the course. Delete one of them."


@per_book
def bands_named(book: Book, name: str) -> tuple[CancellationBand, ...]:
    """The bands of the terms of this name, capitals and spaces forgiven."""
    return tuple(row for row in book[CancellationBand] if folded(row.terms) == folded(name))


@per_book
def terms_on(book: Book, name: str | None, on: date) -> CancellationTerms:
    """The cancellation terms of this name for a course on a day; without a name, a cancellation is charged in full."""
    bands = [row.band for row in bands_named(book, name)] if name else [Band(0, Fraction(1))]
    if not bands or not rules.counts_days_alike(bands) or rules.cancellation_band_problems(bands):
        raise WaitsFor(f"what the Cancellation terms tab says of '{name}'")
    charged = {
        Reason.REFILLED: CHARGE_REFILLED,
        Reason.SCHOOL_CLOSED: CHARGE_CLOSED,
        Reason.INSPECTION: CHARGE_INSPECTED,
    }
    let_off = frozenset(reason for reason, setting in charged.items() if not in_force(book, setting, on))
    return CancellationTerms(tuple(bands), in_force(book, NO_SHOW_SHARE, on), let_off)
