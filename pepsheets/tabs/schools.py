"""Schools and their subscriptions.

Members are the schools which currently subscribe (rule P1: PEP:mk constitution 2018/19), so membership on a date is
worked out from the subscriptions, and never typed.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.rules.calendar import Span
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.days import may_add, uk
from pepsheets.tabs.declaration import (
    AcademicYear,
    Audience,
    Awaited,
    Finding,
    Key,
    Money,
    Row,
    check,
    computed,
    refers_to,
)
from pepsheets.tabs.money import pounds
from pepsheets.tabs.settings import ARREARS_END, DAYS_TO_PAY, in_force
from pepsheets.tabs.sharing import all_of
from pepsheets.tabs.subscription_words import leaving_words, no_fee_words


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
        span = _membership_to_show(book, self.name)
        return span.start if span else None

    @computed("Member until", help="The first day without membership, as far as the school has subscribed.")
    def member_until(self, book: Book) -> date | None:
        span = _membership_to_show(book, self.name)
        return span.end if span else None

    @check("error")
    def name_fits_into_lists(self, book: Book) -> Iterator[Finding]:
        if ";" in self.name:
            yield Finding("name", "a name with a semicolon is taken for two names in lists of schools. Take it out.")


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
    fee: Annotated[
        Money | None, Awaited(), Field(title="Fee", description="The fee for the year, in pounds.", ge=0)
    ] = None
    invoiced_on: Annotated[date | None, Field(title="Invoiced on", description="The date of the invoice.")] = None
    paid: Annotated[Money | None, Field(title="Paid", description="What has been paid so far.", ge=0)] = None
    paid_on: Annotated[date | None, Field(title="Paid on", description="When it was paid in full.")] = None

    @classmethod
    def for_new_year(cls, book: Book, year: str) -> Iterable[Self]:
        """A row for each school that subscribes until the year begins; the fee is for the partnership to set."""
        yield from (cls(school=school, year=year) for school in to_be_asked(book, year))

    @classmethod
    def not_added(cls, book: Book, year: str) -> Iterator[str]:
        absent = _without_row(book, going_on_into(book, year), year)
        if absent:
            until = f"subscribed to the end of {calendar.year_before(year)}, with no row for {year}"
            yield f"{until}: {all_of(absent)}. Add a row for each that goes on."

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        without_fee = [row.school for row in book.where(cls, year=year) if not row.is_agreed]
        if without_fee:
            yield no_fee_words(without_fee, year)
        before = calendar.year_before(year)
        leaving = [row for row in book.where(cls, year=before) if row.school not in going_on_into(book, year)]
        absent = _without_row(book, [row.school for row in leaving], year)
        yield from leaving_words({row.school: row.span.end for row in leaving if row.school in absent}, year)

    @property
    def is_agreed(self) -> bool:
        """Whether a fee is typed, be it with a slip or nought. A row without one asks whether the school subscribes."""
        try:
            return self.fee is not None
        except WaitsFor:
            return True

    @property
    def span(self) -> Span:
        """The days of membership: the whole academic year unless the row says otherwise."""
        first, last = calendar.academic_year_dates(self.year)
        return Span(self.starts_on or first, self.ends_on or calendar.days_after(last, 1))

    @computed("Owed", help="The fee less what has been paid.")
    def owed(self, book: Book) -> Money | None:
        return None if self.fee is None else self.fee - (self.paid or Decimal(0))

    @computed("Standing", help="Whether the subscription is paid, invoiced, overdue, or not invoiced yet.")
    def standing(self, book: Book) -> str:
        owed = self.owed(book)
        if owed is None:
            return "No fee yet"
        if owed <= 0:
            return "Paid"
        if self.invoiced_on is None:
            return "Not invoiced"
        overdue = self.arrears(book)
        return "Overdue" if overdue and overdue.covers(book.today) else "Invoiced"

    def arrears(self, book: Book) -> Span | None:
        """The days on which the fee is overdue: from the end of the time to pay until it is paid in full."""
        owed = self.owed(book)
        if self.invoiced_on is None or owed is None:
            return None
        paid_in_full = owed <= 0
        if paid_in_full and self.paid_on is None:
            return None
        days = in_force(book, DAYS_TO_PAY, self.invoiced_on) or 0
        return Span(calendar.days_after(self.invoiced_on, days + 1), self.paid_on if paid_in_full else None)

    @check("error")
    def has_a_fee(self, book: Book) -> Iterator[Finding]:
        if self.fee is None and not self._may_wait(book):
            without = f"the fee for {self.year} is missing, and without one the school does not count as a member"
            yield Finding("fee", f"{without}. Type an amount like 1200.50, or delete the row if it does not subscribe.")

    @classmethod
    @check("warning")
    def years_to_come_have_fees(cls, book: Book) -> Iterator[Finding]:
        waiting = [row for row in book[cls] if row._may_wait(book)]
        for year in sorted({row.year for row in waiting}):
            rows = [row for row in waiting if row.year == year]
            yield Finding("fee", no_fee_words([row.school for row in rows], year), rows[0])

    def _may_wait(self, book: Book) -> bool:
        """Whether the fee is not set yet, and need not be: the year is to come, and nothing was invoiced or paid."""
        first, _ = calendar.academic_year_dates(self.year)
        return self.fee is None and self.invoiced_on is None and self.paid is None and first > book.today

    @check("error")
    def ends_after_it_starts(self, book: Book) -> Iterator[Finding]:
        span = self.span
        if span.end is not None and span.end <= span.start:
            column = "starts_on" if self.ends_on is None else "ends_on"
            yield Finding(
                column,
                f"the membership begins on {uk(span.start)} and ends before {uk(span.end)}. Correct one of the dates.",
            )

    @check("warning")
    def until_is_the_day_after(self, book: Book) -> Iterator[Finding]:
        _, last = calendar.academic_year_dates(self.year)
        if self.ends_on == last:
            yield Finding(
                "ends_on",
                f"the membership would end the day before {uk(last)}. For the whole year leave this empty.",
            )

    @check("warning")
    def lies_in_its_year(self, book: Book) -> Iterator[Finding]:
        first, last = calendar.academic_year_dates(self.year)
        after = calendar.days_after(last, 1)
        for column, day, latest in (("starts_on", self.starts_on, last), ("ends_on", self.ends_on, after)):
            if day and not first <= day <= latest:
                yield Finding(
                    column, f"{uk(day)} is not in the academic year {self.year}. Check the date and the year."
                )

    @check("warning")
    def is_paid_in_time(self, book: Book) -> Iterator[Finding]:
        owed, overdue = self.owed(book), self.arrears(book)
        if owed and owed > 0 and overdue and overdue.covers(book.today):
            yield Finding(
                "paid", f"{pounds(owed)} has been overdue since {uk(overdue.start)}. Send the school a reminder."
            )

    @check("warning")
    def is_not_overpaid(self, book: Book) -> Iterator[Finding]:
        owed = self.owed(book)
        if owed and owed < 0:
            yield Finding("paid", f"{pounds(-owed)} more was paid than the fee. Check it, or pay it back.")

    @check("warning")
    def says_when_it_was_paid(self, book: Book) -> Iterator[Finding]:
        if self.paid and self.paid_on is None and self.fee is not None and self.paid >= self.fee:
            yield Finding("paid_on", "it is paid in full, and there is no date. Give the day on which it was paid.")


def _without_row(book: Book, schools: Iterable[str], year: str) -> tuple[str, ...]:
    """Those of the schools that have no row for an academic year."""
    there = {row.school for row in book.where(Subscription, year=year)}
    return tuple(school for school in schools if school not in there)


@per_book
def to_be_asked(book: Book, year: str) -> tuple[str, ...]:
    """The schools for which the tab gains a row when a workbook is rolled into an academic year."""
    missing = _without_row(book, going_on_into(book, year), year)
    there = len(book.where(Subscription, year=year))
    return missing if may_add(book, year, there=there, missing=len(missing)) else ()


@per_book
def going_on_into(book: Book, year: str) -> tuple[str, ...]:
    """The schools that subscribe until an academic year begins, in the order of the tab."""
    before = calendar.year_before(year)
    _, last = calendar.academic_year_dates(before)
    rows = book.where(Subscription, year=before)
    return tuple(row.school for row in rows if row.span.covers(last))


@per_book
def subscribed(book: Book, school: str) -> tuple[Span, ...]:
    """The times for which a school has subscribed, the earliest first; those that meet are joined up.

    Arrears take nothing from them: a school shares costs for the time it subscribed for, whether it has paid or not.
    """
    rows = (row for row in book.where(Subscription, school=school) if row.is_agreed)
    spans = [row.span for row in rows if row.span.covers(row.span.start)]
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        before = joined[-1] if joined else None
        if before and before.end and span.end and span.start <= before.end:
            joined[-1] = Span(before.start, max(before.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def is_member(book: Book, school: str, on: date) -> bool:
    """Whether a school is a member on a day: it subscribes then, and its arrears, where they count, are paid."""
    for span, arrears in _subscriptions_and_arrears(book, school):
        if span.covers(on) and not (arrears and arrears.covers(on) and in_force(book, ARREARS_END, on)):
            return True
    return False


@per_book
def members_on(book: Book, on: date) -> tuple[str, ...]:
    """The names of the member schools on a day, in the order of their names."""
    return tuple(sorted(school.name for school in book[School] if is_member(book, school.name, on)))


@per_book
def _subscriptions_and_arrears(book: Book, school: str) -> tuple[tuple[Span, Span | None], ...]:
    rows = (row for row in book.where(Subscription, school=school) if row.is_agreed)
    return tuple((row.span, row.arrears(book)) for row in rows)


def _membership_to_show(book: Book, school: str) -> Span | None:
    """The membership that runs today, or the next one."""
    return next((span for span in subscribed(book, school) if span.end and book.today < span.end), None)
