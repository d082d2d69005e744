"""Schools, their subscriptions, and the figures by which costs are shared.

Members are the schools which currently subscribe (rule P1: PEP:mk constitution 2018/19), so membership on a date is
worked out from the subscriptions, and never typed.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.rules.calendar import Span
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import AcademicYear, Audience, Finding, Key, Money, Row, check, computed, refers_to
from pepsheets.tabs.settings import ARREARS_END, DAYS_TO_PAY, in_force


class School(Row):
    """A school that the partnership has to do with, member or not."""

    tab: ClassVar[str] = "Schools"
    description: ClassVar[str] = "Every school that the partnership has to do with, member or not."
    stage: ClassVar[Stage] = "Before invoicing"

    name: Annotated[str, Key(), Field(title="School", description="The school's name, as all other tabs use it.")]
    kind: Annotated[
        Literal["Nursery", "Infant", "Junior", "Primary", "Secondary", "All-through", "Special", "Other"],
        Field(title="Kind", description="The kind of school."),
    ]
    area: Annotated[
        Literal["Inside", "Outside"],
        Field(title="Area", description="Inside or outside the partnership's own area (for PEP:mk, Milton Keynes)."),
    ] = "Inside"
    contact: Annotated[str | None, Field(title="Contact", description="Whom to write to about invoices.")] = None
    email: Annotated[str | None, Field(title="Email", description="The address for invoices.")] = None

    @computed("Member today", help="Whether the school subscribes to the partnership today.")
    def is_member_today(self, book: Book) -> bool:
        return is_member(book, self.name, book.today)

    @computed("Member from", help="The first day of the membership that runs today, or of the next one.")
    def member_from(self, book: Book) -> date | None:
        return min((span.start for span in _current(book, self.name)), default=None)

    @computed("Member until", help="The day before this one is the last day of membership that is subscribed for.")
    def member_until(self, book: Book) -> date | None:
        return max((span.end for span in _current(book, self.name) if span.end), default=None)


class Subscription(Row):
    """A school's subscription for one academic year."""

    tab: ClassVar[str] = "Subscriptions"
    description: ClassVar[str] = "Which school subscribes for which year, for what fee, and what has been paid."
    stage: ClassVar[Stage] = "Before invoicing"
    audience: ClassVar[Audience] = "office"

    school: Annotated[str, Key(), refers_to(School), Field(title="School", description="The school that subscribes.")]
    year: Annotated[AcademicYear, Key(), Field(title="Year", description="The academic year, for example 2026/27.")]
    starts_on: Annotated[
        date | None, Field(title="From", description="The first day of membership, if not 1 September.")
    ] = None
    ends_on: Annotated[
        date | None,
        Field(title="Until", description="The first day on which the school is no member any more. Empty: all year."),
    ] = None
    fee: Annotated[Money, Field(title="Fee", description="The fee for the year, in pounds.", ge=0)]
    invoiced_on: Annotated[date | None, Field(title="Invoiced on", description="The date of the invoice.")] = None
    paid: Annotated[Money | None, Field(title="Paid", description="What has been paid so far.", ge=0)] = None
    paid_on: Annotated[date | None, Field(title="Paid on", description="When it was paid in full.")] = None

    @property
    def span(self) -> Span:
        """The days of membership: the whole academic year unless the row says otherwise."""
        first, last = calendar.academic_year_dates(self.year)
        return Span(self.starts_on or first, self.ends_on or calendar.days_after(last, 1))

    @computed("Owed", help="The fee less what has been paid.")
    def owed(self, book: Book) -> Money:
        return self.fee - (self.paid or Decimal(0))

    @computed("Standing", help="Whether the subscription is paid, invoiced, overdue, or not invoiced yet.")
    def standing(self, book: Book) -> str:
        if self.owed(book) <= 0:
            return "Paid"
        if self.invoiced_on is None:
            return "Not invoiced"
        return "Overdue" if self.is_in_arrears(book, book.today) else "Invoiced"

    def is_in_arrears(self, book: Book, on: date) -> bool:
        """Whether the invoice's time to pay had passed on the day, and the fee was not paid by then."""
        if self.invoiced_on is None:
            return False
        due = calendar.days_after(self.invoiced_on, in_force(book, DAYS_TO_PAY, on) or 0)
        paid_by_then = self.paid_on is not None and self.paid_on <= on and self.owed(book) <= 0
        return on > due and not paid_by_then

    @check("error")
    def ends_after_it_starts(self, book: Book) -> Iterator[Finding]:
        if self.span.end is not None and self.span.end <= self.span.start:
            yield Finding(
                "ends_on", f"the membership ends before it starts on {uk(self.span.start)}. Correct one of them."
            )

    @check("warning")
    def lies_in_its_year(self, book: Book) -> Iterator[Finding]:
        first, last = calendar.academic_year_dates(self.year)
        for column, day in (("starts_on", self.starts_on), ("ends_on", self.ends_on)):
            if day and not first <= day <= calendar.days_after(last, 1):
                yield Finding(
                    column, f"{uk(day)} is not in the academic year {self.year}. Check the date and the year."
                )

    @check("warning")
    def is_paid_in_time(self, book: Book) -> Iterator[Finding]:
        if self.owed(book) > 0 and self.is_in_arrears(book, book.today):
            invoiced = uk(self.invoiced_on) if self.invoiced_on else ""
            yield Finding("paid", f"£{self.owed(book):,.2f} of the invoice of {invoiced} is overdue. Send a reminder.")


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

    @check("warning")
    def says_when_pupils_were_counted(self, book: Book) -> Iterator[Finding]:
        if self.pupils is not None and self.census_on is None:
            yield Finding("census_on", "the pupils have no census date. Give the date of the count.")

    @check("warning")
    def says_which_budget(self, book: Book) -> Iterator[Finding]:
        if self.budget is not None and self.definition is None:
            yield Finding(
                "definition", "the budget does not say which it is. Name it, so that all schools use the same."
            )


@per_book
def subscribed(book: Book, school: str) -> tuple[Span, ...]:
    """The times for which a school has subscribed, the earliest first."""
    spans = (row.span for row in book.where(Subscription, school=school))
    return tuple(sorted(spans, key=lambda span: span.start))


@per_book
def is_member(book: Book, school: str, on: date) -> bool:
    """Whether a school is a member on a day: it subscribes then, and its arrears, where they count, are paid."""
    held = [row for row in book.where(Subscription, school=school) if row.span.covers(on)]
    if in_force(book, ARREARS_END, on):
        held = [row for row in held if not row.is_in_arrears(book, on)]
    return bool(held)


@per_book
def members_on(book: Book, on: date) -> tuple[str, ...]:
    """The names of the member schools on a day, in the order of their names."""
    return tuple(sorted(school.name for school in book[School] if is_member(book, school.name, on)))


def _current(book: Book, school: str) -> list[Span]:
    """The memberships, joined up, that run today; or those to come."""
    spans = subscribed(book, school)
    running = [span for span in spans if span.covers(book.today)]
    return running or [span for span in spans if span.start > book.today]
