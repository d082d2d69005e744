"""Courses: who has a place and who waits, and what a booking costs, kept or cancelled.

The rules are those of the PEP:mk partnership's programme of courses, offered outside the partnership at a cost, with
cancellation bands as councils publish them for courses for schools. Money is whole pence.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from operator import attrgetter

from pepsheets.rules.bands import BandProblem, Range, band_problems, covers, to_the_penny
from pepsheets.rules.calendar import days_after, working_days_between
from pepsheets.rules.notice import DayKind

# Places and the waiting list


class Standing(Enum):
    """How far a booking has come: asked for, offered a freed place, confirmed, or cancelled."""

    REQUESTED = "requested"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Booking:
    """One delegate's booking of one course, as it stands."""

    code: str
    booked_at: datetime
    standing: Standing = Standing.REQUESTED
    from_member: bool = True


class Outcome(Enum):
    """What a booking comes to: a place that is frozen, held or free to be confirmed, the waiting list, or nothing."""

    CONFIRMED = "confirmed"
    OFFERED = "offered"
    PLACE = "place"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Seat:
    """What a booking comes to, with the number of its place or its position on the waiting list."""

    outcome: Outcome
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """The seats, in the order of the bookings given; the places still free, and those sold more than once."""

    seats: tuple[Seat, ...]
    free: int
    oversold: int


_CANCELLED = Seat(Outcome.CANCELLED)


def allocate(places: int, bookings: Sequence[Booking], members_first: bool = False) -> Allocation:
    """Who has which place and who waits: first come, first served by booking time, then by booking code.

    A confirmation freezes the place, and an offer holds it until it is answered: nothing unseats them. Members first
    orders only the requests. Places that were confirmed or offered beyond their number are said as oversold.

    >>> ten = datetime(2026, 9, 14, 10)
    >>> late = Booking("B2", ten.replace(hour=11), Standing.CONFIRMED)
    >>> [seat.outcome.name for seat in allocate(1, [Booking("B1", ten), late]).seats]
    ['WAITING', 'CONFIRMED']
    """
    confirmed, offered, requested = _in_turn(bookings, members_first)
    in_turn = confirmed + offered + requested
    seats = [_CANCELLED] * len(bookings)
    for index, seat in zip(in_turn, _seats_in_turn(places, len(confirmed), len(offered), len(requested)), strict=True):
        seats[index] = seat
    oversold = max(len(confirmed) + len(offered) - places, 0)
    return Allocation(tuple(seats), max(places - len(in_turn), 0), oversold)


def _seats_in_turn(places: int, confirmed: int, offered: int, requested: int) -> Iterator[Seat]:
    frozen = confirmed + offered
    placed = min(max(places - frozen, 0), requested)
    yield from (Seat(Outcome.CONFIRMED, place) for place in range(1, confirmed + 1))
    yield from (Seat(Outcome.OFFERED, place) for place in range(confirmed + 1, frozen + 1))
    yield from (Seat(Outcome.PLACE, place) for place in range(frozen + 1, frozen + placed + 1))
    yield from (Seat(Outcome.WAITING, position) for position in range(1, requested - placed + 1))


def _in_turn(bookings: Sequence[Booking], members_first: bool) -> tuple[list[int], list[int], list[int]]:
    """Those confirmed, offered and requested, as indices, each in the order in which they were made."""
    # Two stable sorts, by code and then by time, take half as long as one by both.
    order = sorted(range(len(bookings)), key=lambda index: bookings[index].code)
    order.sort(key=lambda index: bookings[index].booked_at)
    confirmed, offered, requested = (
        [index for index in order if bookings[index].standing is standing]
        for standing in (Standing.CONFIRMED, Standing.OFFERED, Standing.REQUESTED)
    )
    if members_first:
        requested.sort(key=lambda index: not bookings[index].from_member)
    return confirmed, offered, requested


# Prices


class PriceProblem(Enum):
    """Why the outside price of a course looks wrong."""

    NOT_ABOVE_ZERO = "the outside price is not above zero"
    BELOW_MEMBER_PRICE = "the outside price is below the member price"


def outside_price_problem(member_price: int, outside_price: int) -> PriceProblem | None:
    """Why the outside price looks wrong: courses are offered outside at a cost, and not for less than to members.

    >>> outside_price_problem(5000, 4500).name
    'BELOW_MEMBER_PRICE'
    """
    if outside_price <= 0:
        return PriceProblem.NOT_ABOVE_ZERO
    return PriceProblem.BELOW_MEMBER_PRICE if outside_price < member_price else None


def price_for(from_member: bool, member_price: int, outside_price: int) -> int:
    """The price of a place for a school inside or outside the partnership.

    >>> price_for(False, 5000, 7500)
    7500
    """
    return member_price if from_member else outside_price


# Cancellation


@dataclass(frozen=True, slots=True)
class Band:
    """The share of the price charged for a cancellation received at least so many days before the course.

    A band ends where the next one begins, unless ``at_most`` says otherwise. All bands of a table count days alike.
    """

    at_least: int
    share: Fraction
    kind: DayKind = DayKind.CALENDAR
    at_most: int | None = None


def cancellation_band_problems(bands: Sequence[Band]) -> tuple[BandProblem, ...]:
    """The days before the course that no band covers, or that more than one does.

    >>> cancellation_band_problems([Band(8, Fraction(0)), Band(1, Fraction(1))])
    (BandGap(first=0, last=0),)
    """
    return band_problems(_ranges(bands))


def counts_days_alike(bands: Iterable[Band]) -> bool:
    """Whether all bands of a table count the same kind of days, as they must.

    >>> counts_days_alike([Band(8, Fraction(0)), Band(0, Fraction(1), DayKind.WORKING)])
    False
    """
    return len({band.kind for band in bands}) <= 1


def days_before(cancelled: date, course: date, kind: DayKind, closed: Container[date] = ()) -> int:
    """The days from the day the cancellation was received until the day before the course; 0 on the day, and after.

    The day of receipt counts and the day of the course doesn't, so that calendar days are the date of the course less
    the date of receipt; the clear kinds and school days leave the day of receipt out as well. Of working and school
    days only Mondays to Fridays that are not closed count: a cancellation on a Saturday is as good as on the Monday.

    >>> friday, tuesday = date(2026, 9, 11), date(2026, 9, 15)
    >>> days_before(friday, tuesday, DayKind.CALENDAR), days_before(friday, tuesday, DayKind.WORKING)
    (4, 2)
    """
    after = days_after(cancelled, 0 if kind.is_clear else -1)
    until = days_after(course, -1)
    return max((until - after).days, 0) if kind.counts_every_day else working_days_between(after, until, closed)


def cancellation_share(bands: Sequence[Band], cancelled: date, course: date, closed: Container[date] = ()) -> Fraction:
    """The share of the price charged for a cancellation received on a day.

    The bands must have been checked: days that no band covers, or more than one, have no share.

    >>> bands = [Band(15, Fraction(0)), Band(0, Fraction(1))]
    >>> cancellation_share(bands, date(2026, 9, 1), date(2026, 9, 16))
    Fraction(0, 1)
    """
    if not bands or not counts_days_alike(bands):
        raise ValueError("a table of cancellation bands needs a band, and one kind of days")
    days = days_before(cancelled, course, bands[0].kind, closed)
    each = zip(_sorted(bands), _ranges(bands), strict=True)
    shares = [band.share for band, days_of_band in each if covers(days_of_band, days)]
    if len(shares) != 1:
        raise ValueError(f"{days} days before the course are in {len(shares)} cancellation bands; they must be in one")
    return shares[0]


def _sorted(bands: Iterable[Band]) -> list[Band]:
    return sorted(bands, key=attrgetter("at_least"))


def _ranges(bands: Iterable[Band]) -> list[Range]:
    """The days of each band, in order: to its own last day, or to the day before the next band."""
    ordered = _sorted(bands)
    starts = [band.at_least for band in ordered]
    return [(band.at_least, _last_day(band, starts)) for band in ordered]


def _last_day(band: Band, starts: Iterable[int]) -> int | None:
    following = next((start for start in starts if start > band.at_least), None)
    return band.at_most if band.at_most is not None or following is None else following - 1


# What is charged in the end


class Reason(Enum):
    """Why a booked place was not used by the delegate it was booked for."""

    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    SUBSTITUTE = "substitute"
    COURSE_CANCELLED = "course cancelled"
    COURSE_MOVED = "course moved"
    REFILLED = "place refilled"
    SCHOOL_CLOSED = "school closed"
    INSPECTION = "inspection"


ALWAYS_FREE = frozenset({Reason.SUBSTITUTE, Reason.COURSE_CANCELLED, Reason.COURSE_MOVED})
"""A substitute delegate costs nothing more; nothing is charged when the partnership cancels or moves a course."""


@dataclass(frozen=True, slots=True)
class CancellationTerms:
    """A partnership's terms: the bands, the share for a no-show, and the reasons that it lets off besides."""

    bands: tuple[Band, ...]
    no_show: Fraction = Fraction(1)
    let_off: frozenset[Reason] = frozenset()


def share_charged(
    terms: CancellationTerms, reason: Reason, cancelled: date | None, course: date, closed: Container[date] = ()
) -> Fraction:
    """The share of the price charged for a place not used.

    A cancellation that was never received, or only after the day of the course, is a no-show.

    >>> terms = CancellationTerms((Band(0, Fraction(1, 2)),), let_off=frozenset({Reason.REFILLED}))
    >>> share_charged(terms, Reason.REFILLED, date(2026, 9, 1), date(2026, 9, 2))
    Fraction(0, 1)
    """
    if reason in ALWAYS_FREE or reason in terms.let_off:
        return Fraction(0)
    if reason is Reason.NO_SHOW or cancelled is None or cancelled > course:
        return terms.no_show
    return cancellation_share(terms.bands, cancelled, course, closed)


def cancellation_charge(price: int, share: Fraction) -> int:
    """The charge in pence: the share of the price, half a penny rounded up.

    >>> cancellation_charge(2505, Fraction(1, 2))
    1253
    """
    return to_the_penny(price * share)
