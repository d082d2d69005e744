"""Courses and their bookings: places, the waiting list, prices and charges (rule P11, PEP:mk constitution 2018/19).

The two tabs stand together, in more lines than a file should have, because they ask one another.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import bookings as rules
from pepsheets.rules import calendar
from pepsheets.rules.bookings import Allocation, Outcome, Reason, Standing
from pepsheets.sheets import Stage
from pepsheets.tabs import booking_charges as charges
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Money, Row, check, computed, refers_to
from pepsheets.tabs.meetings import AgendaItem, Meeting
from pepsheets.tabs.people import Person
from pepsheets.tabs.programme import PlannedCourse
from pepsheets.tabs.schools import School, is_member
from pepsheets.tabs.settings import INCLUDED_PLACES, MEMBERS_FIRST, in_force, is_ever_in_force
from pepsheets.tabs.sharing import listed

DAYS_TO_DECIDE = 7
"""So many days before the day for deciding, too few bookings are pointed out."""


class Course(PlannedCourse):
    """A course of the partnership's programme."""

    tab: ClassVar[str] = "Courses"
    description: ClassVar[str] = "The programme of courses: places, prices, and how they are filling."
    stage: ClassVar[Stage] = "Before invoicing"

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterator[str]:
        """The programme is determined annually (rule P11)."""
        years = {calendar.academic_year(row.held_on) for row in book[cls]}
        if years and year not in years:
            yield f"no course of {year} is planned yet. Add the programme, with what schools asked for at the event."

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
        return _outcomes(book, self.code)[outcome]

    @check("error")
    def is_not_oversold(self, book: Book) -> Iterator[Finding]:
        oversold = 0 if self.is_called_off else seats_of(book, self.code).oversold
        if oversold:
            yield Finding(
                "places",
                f"{self.places + oversold} delegates are confirmed or hold an offer, against places for {self.places}. "
                "Find more places, or agree who gives one up.",
            )

    @check("warning")
    def waiting_list_is_seen(self, book: Book) -> Iterator[Finding]:
        waiting = self.waiting(book) if self.is_to_come(book.today) else 0
        if waiting:
            yield Finding("waiting", f"the course is full, with {waiting} on its waiting list. Think of a second date.")

    @check("warning")
    def cancellations_have_terms(self, book: Book) -> Iterator[Finding]:
        if self.terms is not None or self.is_called_off:
            return
        if any(row.cancelled_on and row.charge(book) for row in book.where(Booking, course=self.code)):
            yield Finding("terms", "a place was cancelled, and without terms it is charged in full. Name the terms.")

    @check("warning")
    def enough_have_booked(self, book: Book) -> Iterator[Finding]:
        if self.minimum is None or self.decide_by is None or not self.is_to_come(book.today):
            return
        coming = self.confirmed(book) + self.to_confirm(book)
        if coming < self.minimum and book.today >= calendar.days_after(self.decide_by, -DAYS_TO_DECIDE):
            by = f"by {uk(self.decide_by)}" if book.today <= self.decide_by else "now"
            yield Finding("minimum", f"{coming} of the {self.minimum} needed have booked. Decide {by} whether it runs.")

    @classmethod
    @check("warning")
    def priorities_lead_to_courses(cls, book: Book) -> Iterator[Finding]:
        """Rule P10: what schools ask for at the yearly event shapes next year's programme."""
        for code in sorted({item.meeting for item in book.where(AgendaItem, purpose="Next year's programme")}):
            event = book.the(Meeting, code)
            _, last = calendar.academic_year_dates(calendar.academic_year(event.held_on))
            year = calendar.academic_year(calendar.days_after(last, 1))
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
    agreed_price: Annotated[
        Money | None,
        Field(title="Agreed price", description="The price when it was confirmed, if the course's has changed.", ge=0),
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
        return _places(book, self.course)[self.code]

    @computed("Price", help="What the place costs this school: the agreed price, or else the course's.")
    def price(self, book: Book) -> Money:
        return charges.price_of(book, self, book.the(Course, self.course))

    @computed("Charge", help="What is charged in the end, after cancellation terms, included places and waivers.")
    def charge(self, book: Book) -> Money:
        return book.remember(("charge", self.code), lambda: self._charge(book))

    def _charge(self, book: Book) -> Money:
        course = book.the(Course, self.course)
        share = charges.share_before_included(book, self, course)
        if not share or self.code in included_places(book, self.school):
            return Decimal("0.00")
        return charges.part_of_price(charges.price_of(book, self, course), share)

    @computed("How charged", help="Why the charge is what it is.")
    def how_charged(self, book: Book) -> str:
        is_included = self.code in included_places(book, self.school)
        return charges.how_charged(book, self, book.the(Course, self.course), is_included)

    def is_walk_in(self, course: PlannedCourse) -> bool:
        """Whether the booking was taken after the course, for a delegate who simply came."""
        return self.booked_at.date() > course.held_on

    def holds_place(self, course: PlannedCourse) -> bool:
        """Whether the place was confirmed, or taken by walking in, whatever became of it later."""
        return self.confirmed_on is not None or self.is_walk_in(course)

    def standing(self, course: PlannedCourse, today: date) -> Standing:
        """How far the booking has come. A substitute keeps the place; an offer that ran out is a request again."""
        if self.cancelled_on is not None and self.outcome != "substitute":
            return Standing.CANCELLED
        if self.holds_place(course):
            return Standing.CONFIRMED
        is_offered = self.offered_until is not None and self.offered_until >= today
        return Standing.OFFERED if is_offered else Standing.REQUESTED

    def in_queue(self, course: PlannedCourse, today: date, from_member: bool) -> rules.Booking:
        """The booking as the queue for places sees it. An offer that ran out goes behind those who waited meanwhile."""
        standing, asked_at = self.standing(course, today), self.booked_at
        if standing is Standing.REQUESTED and self.offered_until is not None:
            asked_at = max(asked_at, datetime.combine(calendar.days_after(self.offered_until, 1), time()))
        return rules.Booking(self.code, asked_at, standing, from_member)

    @property
    def reason(self) -> Reason | None:
        """Why the place was not used by the school that booked it; nothing where it was."""
        if self.outcome == "substitute":
            return None
        if self.outcome is not None:
            return Reason(self.outcome)
        return Reason.CANCELLED if self.cancelled_on is not None else None

    @check("error")
    def cancelled_after_booking(self, book: Book) -> Iterator[Finding]:
        if self.cancelled_on is not None and self.cancelled_on < self.booked_at.date():
            yield Finding("cancelled_on", f"it was cancelled before it was booked on {uk(self.booked_at)}. Check both.")

    @check("warning")
    def booked_before_the_course(self, book: Book) -> Iterator[Finding]:
        course = book.the(Course, self.course)
        if self.is_walk_in(course):
            yield Finding(
                "booked_at",
                f"it was booked after the course on {uk(course.held_on)}, so it is taken as a walk-in and charged. "
                "Correct the date if the delegate did not just walk in.",
            )

    @check("warning")
    def waiver_is_complete(self, book: Book) -> Iterator[Finding]:
        if self.waived_on is not None and self.waived_by is None:
            yield Finding("waived_by", "the charge is waived, and nobody is named. Say who let it go.")
        if self.waived_by is not None and self.waived_on is None:
            yield Finding("waived_on", "the waiver has no date, so the place is still charged. Give the date.")

    @check("warning")
    def reason_has_its_date(self, book: Book) -> Iterator[Finding]:
        if self.outcome in _REASONS_WITH_A_DATE and self.cancelled_on is None:
            yield Finding(
                "cancelled_on",
                f"the reason is '{self.outcome}', and there is no date, so the delegate still holds the place. "
                "Give the day on which the cancellation was received.",
            )
        if self.outcome == "no-show" and self.cancelled_on is not None:
            yield Finding("outcome", "a place that was cancelled is no no-show. Take out the reason, or the date.")

    @classmethod
    @check("warning")
    def late_cancellations_are_told(cls, book: Book) -> Iterator[Finding]:
        charged = [row.code for row in book.good(cls) if row.reason is not None and _is_charged(book, row)]
        if charged:
            places = "1 place that was not used is" if len(charged) == 1 else f"{len(charged)} places not used are"
            why = "'How charged' says why. Tell the schools."
            yield Finding("how_charged", f"{places} charged by the cancellation terms: {listed(charged)}. {why}")

    @check("warning")
    def offer_is_answered(self, book: Book) -> Iterator[Finding]:
        if self.offered_until is None or self.offered_until >= book.today:
            return
        course = book.the(Course, self.course)
        if course.standing == "Open" and self.standing(course, book.today) is Standing.REQUESTED:
            yield Finding("offered_until", "the offer ran out unanswered. Offer the place to the next on the list.")

    @check("warning")
    def held_places_are_confirmed(self, book: Book) -> Iterator[Finding]:
        if self.confirmed_on is not None or self.cancelled_on is not None:
            return
        course = book.the(Course, self.course)
        if course.standing == "Held" and not self.holds_place(course):
            yield Finding(
                "confirmed_on",
                "the course was held, and this place was never confirmed, so nothing is charged. "
                "If the delegate came, give the day of the confirmation.",
            )


_REASONS_WITH_A_DATE = frozenset({"cancelled", "place refilled", "school closed", "inspection"})

_PLACE_WORDS = {
    Outcome.CONFIRMED: "Place {number}",
    Outcome.OFFERED: "Offered",
    Outcome.PLACE: "To confirm",
    Outcome.WAITING: "Waiting {number}",
    Outcome.CANCELLED: "Cancelled",
}


def _is_charged(book: Book, row: Booking) -> bool:
    with suppress(WaitsFor):
        return row.charge(book) > 0
    return False


@per_book
def seats_of(book: Book, course: str) -> Allocation:
    """Who has a place on a course and who waits."""
    row = book.the(Course, course)
    bookings = book.where(Booking, course=course)
    members_first = in_force(book, MEMBERS_FIRST, row.held_on)
    from_member = [members_first and is_member(book, each.school, row.held_on) for each in bookings]
    queue = [each.in_queue(row, book.today, member) for each, member in zip(bookings, from_member, strict=True)]
    return rules.allocate(row.places, queue, members_first)


@per_book
def _outcomes(book: Book, course: str) -> Counter[Outcome]:
    return Counter(seat.outcome for seat in seats_of(book, course).seats)


@per_book
def _places(book: Book, course: str) -> dict[str, str]:
    """What the Place column says for each booking of a course."""
    seats = zip(book.where(Booking, course=course), seats_of(book, course).seats, strict=True)
    return {each.code: _PLACE_WORDS[seat.outcome].format(number=seat.number) for each, seat in seats}


@per_book
def included_places(book: Book, school: str) -> frozenset[str]:
    """The bookings of a school that its subscriptions pay for."""
    if not is_ever_in_force(book, INCLUDED_PLACES.name):
        return frozenset()
    bookings = book.where(Booking, school=school)
    return charges.first_included(book, bookings, lambda row: book.the(Course, row.course))
