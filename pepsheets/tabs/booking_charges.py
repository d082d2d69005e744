"""What a booking comes to: its price, the share of it that is charged, and why (rule P11, PEP:mk constitution 2018/19).

Nothing is charged before a place is confirmed, for a course that the partnership cancels or moves, or once the charge
is waived. A place that is used is charged in full, whoever comes; one that is not, by the course's cancellation terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from pepsheets.rules import bookings as rules
from pepsheets.rules import calendar
from pepsheets.rules.bookings import CancellationTerms, Reason
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.cancellation_terms import terms_on
from pepsheets.tabs.days import bank_holidays, uk
from pepsheets.tabs.money import from_pence, in_pence, pounds
from pepsheets.tabs.programme import PlannedCourse
from pepsheets.tabs.schools import is_member
from pepsheets.tabs.settings import INCLUDED_PLACES, in_force

if TYPE_CHECKING:
    from pepsheets.tabs.courses import Booking

NOTHING, ALL = Fraction(0), Fraction(1)


def price_of(book: Book, booking: Booking, course: PlannedCourse) -> Decimal:
    """The agreed price, if one is recorded; else the member price, if the school is a member on the day that decides.

    A confirmation freezes the price, so its day decides. Only before the academic year of the course, when few have
    subscribed for it yet, does a confirmation leave that to the day of the course.
    """
    if booking.agreed_price is not None:
        return booking.agreed_price
    day, confirmed = course.held_on, booking.confirmed_on
    if confirmed is not None and _first_day_of_year(day) <= confirmed < day:
        day = confirmed
    return course.member_price if is_member(book, booking.school, day) else course.outside_price


def part_of_price(price: Decimal, share: Fraction) -> Decimal:
    """The share of a price, half a penny rounded up."""
    return price if share == ALL else from_pence(rules.cancellation_charge(in_pence(price), share))


def share_before_included(book: Book, booking: Booking, course: PlannedCourse) -> Fraction:
    """The share of the price that is charged, unless the subscription pays for the place."""
    if course.is_called_off or booking.waived_on is not None or not booking.holds_place(course):
        return NOTHING
    reason = booking.reason
    return _by_terms(book, course.terms, course.held_on, reason, booking.cancelled_on) if reason else ALL


def how_charged(book: Book, booking: Booking, course: PlannedCourse, is_included: bool) -> str:
    """Why the charge is what it is."""
    if course.is_called_off:
        return f"Course {course.standing.lower()}: nothing charged"
    if booking.waived_on is not None:
        return f"Waived{f' by {booking.waived_by}' if booking.waived_by else ''} on {uk(booking.waived_on)}"
    if not booking.holds_place(course):
        return "No confirmed place: nothing charged"
    if is_included:
        return "Included in the subscription"
    return _how_a_place_is_charged(book, booking, course)


def _how_a_place_is_charged(book: Book, booking: Booking, course: PlannedCourse) -> str:
    if booking.reason is not None:
        share = _by_terms(book, course.terms, course.held_on, booking.reason, booking.cancelled_on)
        words = _what_happened(book, course, booking.reason, booking.cancelled_on)
        return f"{words}: {_percent(share)} of {pounds(price_of(book, booking, course))}"
    if booking.outcome == "substitute":
        return "Full price: the substitute costs nothing more"
    return "Full price: came as a walk-in" if booking.confirmed_on is None else "Full price"


def first_included(
    book: Book, bookings: Iterable[Booking], course_of: Callable[[Booking], PlannedCourse]
) -> frozenset[str]:
    """Those of a school's bookings that its subscriptions pay for: each academic year the first ones it booked.

    A place that costs nothing anyway uses up no included place.
    """
    used: dict[date, int] = {}
    included = []
    for row in sorted(bookings, key=attrgetter("booked_at", "code")):
        course = course_of(row)
        year, number = _first_day_of_year(course.held_on), in_force(book, INCLUDED_PLACES, course.held_on) or 0
        has_room = used.get(year, 0) < number and is_member(book, row.school, course.held_on)
        if has_room and share_before_included(book, row, course):
            used[year] = used.get(year, 0) + 1
            included.append(row.code)
    return frozenset(included)


@lru_cache(maxsize=4096)
def _first_day_of_year(day: date) -> date:
    return calendar.academic_year_dates(calendar.academic_year(day))[0]


@per_book
def _by_terms(book: Book, terms: str | None, held_on: date, reason: Reason, cancelled_on: date | None) -> Fraction:
    """The share charged for a place that was not used."""
    rule = terms_on(book, terms, held_on)
    return rules.share_charged(rule, reason, cancelled_on, held_on, _closed_days(book, rule))


def _what_happened(book: Book, course: PlannedCourse, reason: Reason, cancelled_on: date | None) -> str:
    """Why a place was not used, with the days before the course that decide the share."""
    if reason is not Reason.CANCELLED:
        return str(reason.value).capitalize()
    if cancelled_on is None:
        return "Cancelled without a date"
    if cancelled_on > course.held_on:
        return "Cancelled after the course"
    rule = terms_on(book, course.terms, course.held_on)
    kind = rule.bands[0].kind
    days = rules.days_before(cancelled_on, course.held_on, kind, _closed_days(book, rule))
    return f"Cancelled {days} {kind.value.removesuffix('s') if days == 1 else kind.value} before"


def _closed_days(book: Book, rule: CancellationTerms) -> frozenset[date]:
    """The days that do not count. Bank holidays take a while to look up, and calendar days need none."""
    return frozenset() if rule.bands[0].kind.counts_every_day else bank_holidays(book)


def _percent(share: Fraction) -> str:
    """A share as a percentage, to the hundredth.

    >>> _percent(Fraction(1, 2)), _percent(Fraction(3333, 10000))
    ('50%', '33.33%')
    """
    percent = Decimal(round(share * 10000)).scaleb(-2)
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"
