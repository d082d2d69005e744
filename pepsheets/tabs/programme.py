"""Planning a course: when it is, for how many, at what prices and terms (rule P11, PEP:mk constitution 2018/19)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pepsheets.rules import bookings as rules
from pepsheets.rules.bookings import PriceProblem
from pepsheets.tabs.book import Book
from pepsheets.tabs.cancellation_terms import bands_named
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Money, Row, check
from pepsheets.tabs.money import in_pence, pounds


class PlannedCourse(Row):
    """A course as it is planned."""

    code: Annotated[str, Key(), Field(title="Course", description="A short name of its own, for example C101.")]
    title: Annotated[str, Field(title="Title", description="What the course is called.")]
    held_on: Annotated[date, Field(title="Date", description="The day of the course; the first, if there are several.")]
    standing: Annotated[
        Literal["Open", "Held", "Cancelled", "Moved"],
        Field(title="Standing", description="Nothing is charged for a course that was cancelled or moved."),
    ]
    places: Annotated[int, Field(title="Places", description="How many delegates can come.", ge=0)]
    minimum: Annotated[
        int | None, Field(title="Minimum", description="How many are needed for the course to run.", ge=0)
    ] = None
    decide_by: Annotated[
        date | None, Field(title="Decide by", description="The day for deciding whether the course runs.")
    ] = None
    member_price: Annotated[Money, Field(title="Member price", description="A place for a member school.", ge=0)]
    outside_price: Annotated[Money, Field(title="Outside price", description="A place for any other school.", ge=0)]
    terms: Annotated[
        str | None, Field(title="Terms", description="Which cancellation terms apply, by their name on that tab.")
    ] = None
    priority: Annotated[
        str | None, Field(title="Priority", description="The schools' priority, from the yearly event, that it meets.")
    ] = None

    @property
    def is_called_off(self) -> bool:
        """Whether the partnership cancelled or moved the course, so that nobody is charged for it."""
        return self.standing in ("Cancelled", "Moved")

    def is_to_come(self, today: date) -> bool:
        """Whether the course is open, and its day has not passed."""
        return self.standing == "Open" and self.held_on >= today

    @check("warning")
    def outside_price_is_above(self, book: Book) -> Iterator[Finding]:
        problem = rules.outside_price_problem(in_pence(self.member_price), in_pence(self.outside_price))
        if problem is PriceProblem.NOT_ABOVE_ZERO:
            yield Finding("outside_price", "the course is free for schools outside the partnership. Give it a price.")
        if problem is PriceProblem.BELOW_MEMBER_PRICE:
            yield Finding("outside_price", f"it is below the member price of {pounds(self.member_price)}. Check both.")

    @check("error")
    def terms_are_known(self, book: Book) -> Iterator[Finding]:
        if self.terms is not None and not bands_named(book, self.terms):
            yield Finding("terms", f"'{self.terms}' is not on the Cancellation terms tab. Add its bands there.")

    @check("warning")
    def minimum_can_be_decided(self, book: Book) -> Iterator[Finding]:
        if self.minimum is not None and self.decide_by is None:
            yield Finding("decide_by", "there is a minimum, and no day for deciding whether the course runs. Give one.")
        if self.minimum is not None and self.minimum > self.places:
            yield Finding("minimum", f"it is above the {self.places} places, so it cannot be reached. Check both.")
        if self.decide_by is not None and self.decide_by > self.held_on:
            yield Finding("decide_by", f"it comes after the course on {uk(self.held_on)}. Check both dates.")
