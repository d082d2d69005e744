"""Bands of cancellation terms leave no day out and cover none twice; published terms run as rows of the tabs."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

import pytest

from pepsheets.rules.bookings import days_before
from pepsheets.rules.notice import DayKind
from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.cancellation_terms import CancellationBand, terms_on
from pepsheets.tabs.courses import Booking
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import NO_SHOW_SHARE
from tests.tabs.books import book, setting
from tests.tabs.partnership import COURSE_DAY, band, confirmed, course, found

PRICE = Decimal("90.00")


def sentences(*rows: CancellationBand) -> list[tuple[str, str]]:
    return found(book(*rows), "Cancellation terms")


def test_bands_from_the_day_itself_on_are_in_order() -> None:
    assert sentences(band(14, "0"), band(0, "1"), band(0, "0.5", "working days", "Gentle")) == []


def test_days_that_no_band_covers_are_named() -> None:
    assert sentences(band(14, "0"), band(7, "0.5")) == [
        ("at_least", "the terms 'Standard' say nothing about 0 to 6 days before the course. Add a band from 0 on.")
    ]
    assert sentences(band(1, "1")) == [
        ("at_least", "the terms 'Standard' say nothing about 0 days before the course. Add a band from 0 on.")
    ]


def test_days_that_two_bands_cover_are_named() -> None:
    assert sentences(band(0, "1"), band(7, "0.5"), band(7, "0.4"), band(14, "0")) == [
        ("at_least", "the terms 'Standard' have two bands for 7 to 13 days before the course. Delete one of them.")
    ]
    assert sentences(band(0, "1"), band(7, "0"), band(7, "0.5")) == [
        ("at_least", "the terms 'Standard' have two bands for 7 and more days before the course. Delete one of them.")
    ]


def test_one_set_of_terms_counts_one_kind_of_days() -> None:
    assert sentences(band(0, "1"), band(7, "0", "working days")) == [
        ("days", "the terms 'Standard' mix calendar days and working days. Use one for all bands.")
    ]


@pytest.mark.parametrize("rows", [(), (band(7, "0"),), (band(0, "1"), band(7, "0", "working days"))])
def test_terms_that_are_not_in_order_are_waited_for(rows: tuple[CancellationBand, ...]) -> None:
    with pytest.raises(WaitsFor, match="what the Cancellation terms tab says of 'Standard'"):
        terms_on(book(*rows), "Standard", COURSE_DAY)


# Published terms


class PolicyLine(TypedDict, total=False):
    unit: str
    at_least: int
    charge_pct: int
    no_show: bool


class Question(TypedDict, total=False):
    days_before: int
    working_days_before: int
    no_show: bool
    substitute: bool
    free_or_package_course: bool
    expected_pct: int


class Case(TypedDict):
    id: str
    policy: list[PolicyLine]
    tests: list[Question]
    source: str


CASES = Path(__file__).parents[1] / "cases" / "cancellation_charges.json"
PUBLISHED: list[Case] = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
QUESTIONS = [
    pytest.param(case, question, id=f"{case['id']}: {', '.join(map(str, question.items()))} ({case['source']})")
    for case in PUBLISHED
    for question in case["tests"]
    # A free course has no price to take a share of: South Gloucestershire's flat £50 has no place on these tabs.
    if not question.get("free_or_package_course")
]


def policy_of(case: Case) -> list[Row]:
    """The published policy as rows; where it says nothing of a no-show, the Rules tab charges it in full."""
    rows: list[Row] = [setting(NO_SHOW_SHARE, "1")]
    for line in case["policy"]:
        share = str(Decimal(line["charge_pct"]) / 100)
        rows.append(setting(NO_SHOW_SHARE, share) if "no_show" in line else band(line["at_least"], share, line["unit"]))
    return rows[1:] if any("no_show" in line for line in case["policy"]) else rows


def answer_of(question: Question) -> dict[str, object]:
    """What the question says happened, as cells of a booking."""
    if question.get("no_show"):
        return {"outcome": "no-show"}
    if question.get("substitute"):
        return {"outcome": "substitute"}
    kind = DayKind.WORKING if "working_days_before" in question else DayKind.CALENDAR
    wanted = question["working_days_before"] if "working_days_before" in question else question["days_before"]
    received = (COURSE_DAY - timedelta(days=back) for back in range(60))
    return {"cancelled_on": next(day for day in received if days_before(day, COURSE_DAY, kind) == wanted)}


@pytest.mark.parametrize(("case", "question"), QUESTIONS)
def test_published_terms_charge_what_they_say(case: Case, question: Question) -> None:
    dates = {"booked_at": datetime(2026, 9, 14, 9), "confirmed_on": date(2026, 9, 15)}
    row = confirmed("B1", **{**dates, **answer_of(question)})
    among = book(course(terms="Standard"), row, *policy_of(case))
    # "A substitute is free" means nothing beyond the place itself, which the substitute uses.
    expected = PRICE if question.get("substitute") else PRICE * question["expected_pct"] / 100
    assert among.the(Booking, "B1").charge(among) == expected
    assert [
        each for each in found(among, "Cancellation terms", "Bookings", "Courses") if each[0] != "how_charged"
    ] == []
