"""Rows of a small partnership, each with what a test does not care about filled in."""

from datetime import date, datetime
from decimal import Decimal

from pepsheets.tabs.book import Book
from pepsheets.tabs.cancellation_terms import CancellationBand
from pepsheets.tabs.charges import Charge
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.school_figures import SchoolFigures
from pepsheets.tabs.schools import School, Subscription
from tests.tabs.books import problems

NINE = datetime(2026, 10, 1, 9)
"""A morning on which bookings are made."""

CONFIRMED = date(2026, 10, 2)
COURSE_DAY = date(2026, 12, 9)
"""A Wednesday with no bank holiday in the weeks before it."""


def school(name: str, **values: object) -> School:
    return School.model_validate({"name": name, "kind": "Primary", **values})


def subscription(of: str, year: str = "2026/27", **values: object) -> Subscription:
    return Subscription.model_validate({"school": of, "year": year, "fee": "250.00", **values})


def figures(of: str, pupils: int | None = None, year: str = "2026/27", **values: object) -> SchoolFigures:
    given = {"census_on": date(2026, 10, 1), **values} if pupils is not None else values
    return SchoolFigures.model_validate({"school": of, "year": year, "pupils": pupils, **given})


def course(code: str = "C1", **values: object) -> Course:
    given = {"title": "Phonics", "held_on": COURSE_DAY, "standing": "Open", "places": 20}
    prices = {"member_price": "50.00", "outside_price": "90.00"}
    return Course.model_validate({"code": code, **given, **prices, **values})


def booking(code: str = "B1", **values: object) -> Booking:
    given = {"course": "C1", "school": "Oak", "delegate": "Ann Ash", "booked_at": NINE}
    return Booking.model_validate({"code": code, **given, **values})


def confirmed(code: str = "B1", **values: object) -> Booking:
    return booking(code, **{"confirmed_on": CONFIRMED, **values})


def band(at_least: int, share: str, days: str = "calendar days", terms: str = "Standard") -> CancellationBand:
    return CancellationBand.model_validate({"terms": terms, "at_least": at_least, "days": days, "share": share})


def cost(code: str = "K1", **values: object) -> Cost:
    given = {"what": "Theatre", "spent_on": date(2026, 11, 1), "year": "2026/27", "net": "100.00", "basis": "Pupils"}
    vat = {"vat_treatment": "Exempt", "vat": "0.00", "vat_reclaimed": False}
    return Cost.model_validate({"code": code, **given, **vat, **values})


def amounts(among: Book, reference: str = "K1") -> dict[str, Decimal | None]:
    """What each school is charged under a reference."""
    return {row.school: row.amount for row in Charge.rows(among) if row.reference == reference}


def found(among: Book, *tabs: str) -> list[tuple[str, str]]:
    """What the checks of these tabs find: column and sentence."""
    return [(column, sentence) for tab, column, sentence in problems(among) if tab in tabs]
