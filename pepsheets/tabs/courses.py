"""Courses and their bookings: places, the waiting list, prices and charges (rule P11, PEP:mk constitution 2018/19).

The two tabs stand together because they ask one another.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import bookings as rules
from pepsheets.rules import calendar
from pepsheets.rules.bookings import Allocation, Outcome, PriceProblem, Reason, Seat, Standing
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.cancellation_terms import CancellationBand, terms_on
from pepsheets.tabs.days import bank_holidays, uk
from pepsheets.tabs.declaration import Finding, Key, Money, Row, check, computed, refers_to
from pepsheets.tabs.meetings import AgendaItem, Meeting
from pepsheets.tabs.money import from_pence, in_pence, pounds
from pepsheets.tabs.people import Person
from pepsheets.tabs.schools import School, is_member
from pepsheets.tabs.settings import INCLUDED_PLACES, MEMBERS_FIRST, in_force


class Course(Row):
    """A course of the partnership's programme."""

    tab: ClassVar[str] = "Courses"
    description: ClassVar[str] = "The programme of courses: places, prices, and how they are filling."
    stage: ClassVar[Stage] = "Before invoicing"

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

    @computed("Confirmed", help="Bookings with a confirmed place.")
    def confirmed(self, book: Book) -> int:
        return self._count(book, Outcome.CONFIRMED)

    @computed("Places left", help="Places that nobody holds or has asked for.")
    def places_left(self, book: Book) -> int:
        return seats_of(book, self.code).free

    @computed("Waiting", help="Bookings on the waiting list.")
    def waiting(self, book: Book) -> int:
        return self._count(book, Outcome.WAITING)

    @computed("To confirm", help="Bookings for which there is a place, not confirmed yet.")
    def to_confirm(self, book: Book) -> int:
        return self._count(book, Outcome.PLACE)

    @computed("Charged", help="What all bookings of the course come to.", audience="office")
    def charged(self, book: Book) -> Money:
        return sum((row.charge(book) for row in book.where(Booking, course=self.code)), Decimal("0.00"))

    def _count(self, book: Book, outcome: Outcome) -> int:
        return sum(seat.outcome is outcome for seat in seats_of(book, self.code).seats)

    @check("error")
    def is_not_oversold(self, book: Book) -> Iterator[Finding]:
        oversold = seats_of(book, self.code).oversold
        if oversold:
            yield Finding(
                "places", f"{oversold} more places are confirmed than there are. Find places, or agree who moves."
            )

    @check("warning")
    def waiting_list_is_offered_places(self, book: Book) -> Iterator[Finding]:
        waiting = self.waiting(book)
        if waiting and self.standing == "Open" and self.held_on >= book.today:
            yield Finding("waiting", f"the course is full, and {waiting} are waiting. A second date may be wanted.")

    @check("warning")
    def outside_price_is_above(self, book: Book) -> Iterator[Finding]:
        problem = rules.outside_price_problem(in_pence(self.member_price), in_pence(self.outside_price))
        if problem is PriceProblem.NOT_ABOVE_ZERO:
            yield Finding("outside_price", "the course is free for schools outside the partnership. Give it a price.")
        if problem is PriceProblem.BELOW_MEMBER_PRICE:
            yield Finding("outside_price", f"it is below the member price of {pounds(self.member_price)}. Check both.")

    @check("error")
    def terms_are_known(self, book: Book) -> Iterator[Finding]:
        if self.terms is not None and not book.where(CancellationBand, terms=self.terms):
            yield Finding("terms", f"'{self.terms}' is not on the Cancellation terms tab. Add its bands there.")

    @check("warning")
    def enough_have_booked(self, book: Book) -> Iterator[Finding]:
        open_still = self.standing == "Open" and self.held_on >= book.today
        if not open_still or self.minimum is None or self.decide_by is None:
            return
        coming = self.confirmed(book) + self.to_confirm(book)
        if coming < self.minimum and book.today >= calendar.days_after(self.decide_by, -7):
            yield Finding(
                "minimum", f"{coming} of {self.minimum} have booked. Decide by {uk(self.decide_by)} if it runs."
            )

    @classmethod
    @check("warning")
    def priorities_lead_to_courses(cls, book: Book) -> Iterator[Finding]:
        """Rule P10: what schools ask for at the yearly event shapes next year's programme."""
        asked = {item.meeting for item in book.where(AgendaItem, purpose="Next year's programme")}
        for code in sorted(asked):
            event = book.the(Meeting, code)
            year = calendar.academic_year(calendar.days_after(event.held_on, 366))
            courses = [row for row in book[cls] if calendar.academic_year(row.held_on) == year]
            if event.standing == "Held" and courses and not any(row.priority for row in courses):
                yield Finding("priority", f"no course of {year} names a priority from {code}. Say which ones meet one.")


class Booking(Row):
    """One delegate's booking of one course."""

    tab: ClassVar[str] = "Bookings"
    description: ClassVar[str] = (
        "Every booking: its place or its position on the waiting list, its price, and what is charged."
    )
    stage: ClassVar[Stage] = "Before invoicing"

    code: Annotated[
        str, Key(), Field(title="Booking", description="A number or short name of its own, for example B1001.")
    ]
    course: Annotated[str, refers_to(Course), Field(title="Course", description="Which course.")]
    school: Annotated[str, refers_to(School), Field(title="School", description="The delegate's school.")]
    delegate: Annotated[str, Field(title="Delegate", description="Who comes.")]
    booked_at: Annotated[datetime, Field(title="Booked", description="Date and time of the booking: who came first.")]
    offered_until: Annotated[
        date | None, Field(title="Offered until", description="A freed place was offered, to be accepted by this day.")
    ] = None
    confirmed_on: Annotated[
        date | None, Field(title="Confirmed", description="When the place was confirmed. Nothing unseats it later.")
    ] = None
    cancelled_on: Annotated[
        date | None, Field(title="Cancelled", description="When the cancellation was received.")
    ] = None
    outcome: Annotated[
        Literal["cancelled", "no-show", "substitute", "place refilled", "school closed", "inspection"] | None,
        Field(title="Reason", description="Why the delegate did not come, where it changes what is charged."),
    ] = None
    waived_by: Annotated[
        str | None,
        refers_to(Person),
        Field(title="Waived by", description="Who let the charge go. Give no reason here."),
    ] = None
    waived_on: Annotated[date | None, Field(title="Waived on", description="When the charge was let go.")] = None

    @computed("Place", help="The place, or the position on the waiting list.")
    def place(self, book: Book) -> str:
        seat = _seats_by_booking(book, self.course)[self.code]
        return _PLACE_WORDS[seat.outcome].format(number=seat.number)

    @computed("Price", help="What the place costs this school.")
    def price(self, book: Book) -> Money:
        course = book.the(Course, self.course)
        member = is_member(book, self.school, course.held_on)
        return course.member_price if member else course.outside_price

    @computed("Charge", help="What is charged in the end, after cancellation terms, included places and waivers.")
    def charge(self, book: Book) -> Money:
        share = self._share_charged(book)
        return from_pence(rules.cancellation_charge(in_pence(self.price(book)), share)) if share else Decimal("0.00")

    @computed("How charged", help="Why the charge is what it is.")
    def how_charged(self, book: Book) -> str:
        course = book.the(Course, self.course)
        if course.standing in ("Cancelled", "Moved"):
            return f"Course {course.standing.lower()}: nothing charged"
        if self.waived_on is not None:
            return f"Waived on {uk(self.waived_on)}"
        if self._reason is None or self.confirmed_on is None or self.code in included_places(book, self.school):
            return self._how_a_place_is_charged(book)
        share = self._share_charged(book)
        return f"{(self.outcome or 'cancelled').capitalize()}: {float(share):.0%} of {pounds(self.price(book))}"

    def _how_a_place_is_charged(self, book: Book) -> str:
        if self.confirmed_on is None:
            return "No confirmed place yet"
        return "Included in the subscription" if self.code in included_places(book, self.school) else "Full price"

    def standing(self, book: Book) -> Standing:
        """How far the booking has come. A substitute keeps the place; an offer that ran out is a request again."""
        if self.cancelled_on is not None and self.outcome != "substitute":
            return Standing.CANCELLED
        if self.confirmed_on is not None:
            return Standing.CONFIRMED
        offered = self.offered_until is not None and self.offered_until >= book.today
        return Standing.OFFERED if offered else Standing.REQUESTED

    @property
    def _reason(self) -> Reason | None:
        """Why the place was not used by the school that booked it; nothing where it was."""
        if self.outcome == "substitute":
            return None
        if self.outcome is not None:
            return Reason(self.outcome)
        return Reason.CANCELLED if self.cancelled_on is not None else None

    def _share_charged(self, book: Book) -> Fraction:
        """The share of the price that is charged: nothing without a confirmed place, all of it for one that is used."""
        course = book.the(Course, self.course)
        let_off = course.standing in ("Cancelled", "Moved") or self.waived_on is not None
        if let_off or self.confirmed_on is None or self.code in included_places(book, self.school):
            return Fraction(0)
        reason = self._reason
        if reason is None:
            return Fraction(1)
        terms = terms_on(book, course.terms, course.held_on)
        return rules.share_charged(terms, reason, self.cancelled_on, course.held_on, bank_holidays(book))

    @check("error")
    def cancelled_after_booking(self, book: Book) -> Iterator[Finding]:
        if self.cancelled_on is not None and self.cancelled_on < self.booked_at.date():
            yield Finding("cancelled_on", f"it was cancelled before it was booked on {uk(self.booked_at)}. Check both.")

    @check("warning")
    def booked_before_the_course(self, book: Book) -> Iterator[Finding]:
        course = book.the(Course, self.course)
        if self.booked_at.date() > course.held_on:
            yield Finding("booked_at", f"it was booked after the course on {uk(course.held_on)}: taken as a walk-in.")

    @check("warning")
    def waiver_is_complete(self, book: Book) -> Iterator[Finding]:
        if (self.waived_by is None) != (self.waived_on is None):
            yield Finding("waived_by", "a waiver needs both who let the charge go and when. Give the other.")

    @check("warning")
    def reason_has_its_date(self, book: Book) -> Iterator[Finding]:
        if self.outcome not in (None, "no-show", "substitute") and self.cancelled_on is None:
            yield Finding("cancelled_on", "there is a reason and no date. Give the day the cancellation was received.")

    @check("warning")
    def held_places_are_confirmed(self, book: Book) -> Iterator[Finding]:
        course = book.the(Course, self.course)
        if course.standing == "Held" and self.confirmed_on is None and self.standing(book) is not Standing.CANCELLED:
            yield Finding(
                "confirmed_on", "the course was held, and this place was never confirmed, so nothing is charged."
            )


_PLACE_WORDS = {
    Outcome.CONFIRMED: "Place {number}",
    Outcome.OFFERED: "Offered",
    Outcome.PLACE: "To confirm",
    Outcome.WAITING: "Waiting {number}",
    Outcome.CANCELLED: "Cancelled",
}


@per_book
def seats_of(book: Book, course: str) -> Allocation:
    """Who has a place on a course and who waits."""
    row = book.the(Course, course)
    asked = [
        rules.Booking(each.code, each.booked_at, each.standing(book), is_member(book, each.school, row.held_on))
        for each in book.where(Booking, course=course)
    ]
    return rules.allocate(row.places, asked, in_force(book, MEMBERS_FIRST, row.held_on))


@per_book
def _seats_by_booking(book: Book, course: str) -> dict[str, Seat]:
    bookings = book.where(Booking, course=course)
    return {each.code: seat for each, seat in zip(bookings, seats_of(book, course).seats, strict=True)}


@per_book
def included_places(book: Book, school: str) -> frozenset[str]:
    """The bookings of a school that its subscriptions pay for: each academic year the first ones it booked."""
    number = in_force(book, INCLUDED_PLACES, book.today) or 0
    if not number:
        return frozenset()
    by_year: dict[str, list[Booking]] = {}
    for row in sorted(book.where(Booking, school=school), key=lambda each: (each.booked_at, each.code)):
        course = book.the(Course, row.course)
        if row.confirmed_on is not None and is_member(book, school, course.held_on):
            by_year.setdefault(calendar.academic_year(course.held_on), []).append(row)
    return frozenset(row.code for rows in by_year.values() for row in rows[:number])
