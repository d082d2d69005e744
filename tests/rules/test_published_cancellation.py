"""The cancellation terms that councils publish for their courses, run through our bands."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TypedDict

import pytest

from pepsheets.rules.bands import price_per_unit
from pepsheets.rules.bookings import (
    Band,
    CancellationTerms,
    Reason,
    cancellation_band_problems,
    cancellation_charge,
    cancellation_share,
    days_before,
    share_charged,
)
from pepsheets.rules.notice import DayKind

CASES = Path(__file__).parents[1] / "cases" / "cancellation_charges.json"
COURSE = date(2026, 11, 25)  # a Wednesday with no bank holiday in the weeks before it
KINDS = {"calendar days": DayKind.CALENDAR, "working days": DayKind.WORKING}


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
    sessions: int
    expected: str
    expected_pct: int


class Case(TypedDict):
    id: str
    policy: list[PolicyLine]
    tests: list[Question]
    source: str
    note: str


PUBLISHED: list[Case] = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
QUESTIONS = [
    pytest.param(case, question, id=f"{case['id']}: {', '.join(map(str, question.items()))} ({case['source']})")
    for case in PUBLISHED
    for question in case["tests"]
]


def terms_of(case: Case) -> CancellationTerms:
    """The published policy; where it says nothing of a no-show, the price is charged in full, as on the day itself."""
    lines = [line for line in case["policy"] if "at_least" in line]
    bands = tuple(Band(line["at_least"], Fraction(line["charge_pct"], 100), KINDS[line["unit"]]) for line in lines)
    no_show = [Fraction(line["charge_pct"], 100) for line in case["policy"] if line.get("no_show")]
    return CancellationTerms(bands, no_show=no_show[0] if no_show else Fraction(1))


def received(question: Question, kind: DayKind) -> date:
    """The last day on which a cancellation is so many days before the course."""
    wanted = question["working_days_before"] if "working_days_before" in question else question["days_before"]
    days = (COURSE - timedelta(days=back) for back in range(60))
    return next(day for day in days if days_before(day, COURSE, kind) == wanted)


def pence_charged_for(question: Question) -> int:
    """A free course has no price to take a share of: South Gloucestershire charges £50 per session not attended."""
    return price_per_unit(question["sessions"], 5000)


@pytest.mark.parametrize(("case", "question"), QUESTIONS)
def test_the_published_terms_charge_what_they_say(case: Case, question: Question) -> None:
    terms = terms_of(case)
    if "expected" in question:
        assert pence_charged_for(question) == int(question["expected"].replace(".", ""))
    elif question.get("no_show"):
        assert share_charged(terms, Reason.NO_SHOW, None, COURSE) == Fraction(question["expected_pct"], 100)
    elif question.get("substitute"):
        assert share_charged(terms, Reason.SUBSTITUTE, None, COURSE) == Fraction(question["expected_pct"], 100)
    else:
        cancelled = received(question, terms.bands[0].kind)
        assert cancellation_share(terms.bands, cancelled, COURSE) == Fraction(question["expected_pct"], 100)
        assert share_charged(terms, Reason.CANCELLED, cancelled, COURSE) == Fraction(question["expected_pct"], 100)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['id']} ({case['source']})") for case in PUBLISHED])
def test_the_published_bands_cover_every_day_once(case: Case) -> None:
    assert cancellation_band_problems(terms_of(case).bands) == ()


def test_east_sussex_charges_within_15_working_days_and_we_read_the_fifteenth_day_itself_as_outside() -> None:
    # "within 15 working days" may be read either way; the case says so, and its bands take the free side, as ours do.
    east_sussex = next(case for case in PUBLISHED if case["id"] == "east_sussex")
    assert "boundary day 15 itself arguable" in east_sussex["note"]
    bands = terms_of(east_sussex).bands
    fifteenth, fourteenth = date(2026, 11, 4), date(2026, 11, 5)
    assert [days_before(day, COURSE, DayKind.WORKING) for day in (fifteenth, fourteenth)] == [15, 14]
    assert [cancellation_share(bands, day, COURSE) for day in (fifteenth, fourteenth)] == [0, 1]


def test_south_gloucestershire_waives_for_a_medical_certificate_which_our_terms_leave_to_a_waiver() -> None:
    # We keep no health data: a waiver is recorded as waived, by whom and when. So the reason itself is charged as any.
    south_glos = next(case for case in PUBLISHED if case["id"] == "south_glos")
    assert "medical certificate waives" in south_glos["note"]
    assert "medical" not in " ".join(reason.value for reason in Reason)
    assert cancellation_charge(7500, share_charged(terms_of(south_glos), Reason.CANCELLED, COURSE, COURSE)) == 7500
