"""The published cases, through the functions: all but bank holidays as Excel on the web calls them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from pepsheets.faces.functions import PEP_BANK_HOLIDAY
from tests.faces.functions.calling import on_the_web
from tests.rules import (
    test_published_apportionment as apportionment,
)
from tests.rules import (
    test_published_bank_holidays as holidays,
)
from tests.rules import (
    test_published_cancellation as cancellation,
)
from tests.rules import (
    test_published_notice as notice,
)
from tests.rules import (
    test_published_quorum as quorum,
)

NOT_IN_A_CELL = {"dinero_invalid_0_0"}  # a range has at least one cell
SHARED = [case for case in apportionment.CASES if case["id"] not in NOT_IN_A_CELL]


@pytest.mark.parametrize("case", SHARED, ids=[f"{case['id']} from {case['source']}" for case in SHARED])
def test_published_apportionment(case: apportionment.Case) -> None:
    """What is published as largest remainder is what the function gives; the rule's own tests say what differs."""
    total, weights = case["inputs"]["total"], [float(weight) for weight in case["inputs"]["weights"]]
    answer = on_the_web("PEP_APPORTION", total / 100, [[weight] for weight in weights])
    if min(weights) < 0:
        sentence = "-50 is below zero. Share by figures of zero or more."
        assert answer == f"PEP_APPORTION, weights, cell 1 of the range: {sentence}"
        return
    assert isinstance(answer, list)
    pence = [round(Decimal(str(share)) * 100) for [share] in answer]
    assert pence == list(apportionment.ours(case).shares)
    assert case["id"] in apportionment.CHECKS or pence == case["expected"]


def ask_notice(case: notice.Case) -> object:
    """What the function for a published question answers, and in the same form what was published."""
    inputs, rule = case["inputs"], case["rule"]
    if rule == "latest_service_date":
        kind = notice.CLEAR_KINDS[inputs["day_kind"]].value
        return on_the_web("PEP_NOTICE_BY", day(inputs["event_date"]), inputs["clear_days"], kind, None)
    if rule.startswith("earliest_service_date"):
        return on_the_web("PEP_NOTICE_BY", day(inputs["event_date"]), inputs["clear_days"], None, None)
    if rule == "earliest_event_date":
        kind = notice.CLEAR_KINDS[inputs["day_kind"]].value
        return on_the_web("PEP_EARLIEST_MEETING", day(inputs["notice_given"]), inputs["clear_days"], kind, None)
    if rule == "deemed_delivery_48h":
        return on_the_web("PEP_DEEMED_SERVICE", day(inputs["sent"]), "post", 2, None)
    assert rule.startswith("within_n_days_of")
    return on_the_web("PEP_EARLIEST_MEETING", day(inputs["start"]), inputs["days"], "calendar days", None)


def day(text: str) -> date:
    return date.fromisoformat(text)


DATED = [case for case in notice.NOTICE if case["rule"] != "notice_sufficient"]


@pytest.mark.parametrize("case", DATED, ids=[f"{case['id']} from {case['source']}" for case in DATED])
def test_published_notice(case: notice.Case) -> None:
    """One case counts Saturdays, as none of our kinds of days does: the rule's own test says so."""
    answer = ask_notice(case)
    assert isinstance(answer, date)
    if "done" in case["inputs"]:
        assert (day(case["inputs"]["done"]) <= answer) is case["expected"]["in_time"]
    else:
        assert answer.isoformat() == notice.OURS_DIFFERS.get(case["id"], case["expected"])


def test_three_days_before_is_never_five_clear_working_days() -> None:
    [case] = [case for case in notice.NOTICE if case["rule"] == "notice_sufficient"]
    before = timedelta(days=case["inputs"]["given_days_before"])
    meetings = [date(2023, 1, 1) + timedelta(days=n) for n in range(0, 365, 5)]
    most = max(int(str(on_the_web("PEP_CLEAR_WORKING_DAYS", one - before, one, None))) for one in meetings)
    assert (most >= 5) is case["expected"]["sufficient"]


POSTED = [case for case in notice.DEEMED if "posted_weekday" in case["inputs"]]


@pytest.mark.parametrize("case", POSTED, ids=[f"{case['inputs']} from {case['source']}" for case in POSTED])
def test_published_deemed_service(case: notice.Case) -> None:
    posted = datetime(2023, 10, 2, 12) + timedelta(days=notice.WEEKDAYS.index(case["inputs"]["posted_weekday"]))
    answer = on_the_web("PEP_DEEMED_SERVICE", posted, "post", "CPR 6.26", None)
    assert isinstance(answer, date)
    assert notice.WEEKDAYS[answer.weekday()] == case["expected"]["deemed_weekday"]


THRESHOLDS = [case for case in quorum.CASES if {"quorum", "quorate"} & set(case["expected"])]


@pytest.mark.parametrize("case", THRESHOLDS, ids=[f"{case['id']} from {case['source']}" for case in THRESHOLDS])
def test_published_quorum(case: quorum.Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    least = ask_quorum(inputs)
    assert least == expected.get("quorum", least)
    if "quorate" in expected:
        assert on_the_web("PEP_QUORATE", least, inputs["present"], None) is expected["quorate"]


def ask_quorum(inputs: dict[str, int]) -> object:
    rule = str(inputs["rule"])
    if rule == "half_rounded_up_in_post":
        in_post = inputs["places"] - inputs["vacancies"] - inputs.get("suspended", 0)
        return on_the_web("PEP_QUORUM", in_post, None, 0.5)
    if rule == "max(3, ceil(n/3))":
        return on_the_web("PEP_QUORUM", inputs["in_office"], 3, 1 / 3)
    return on_the_web("PEP_QUORUM", inputs.get("members", 9), inputs.get("quorum", 3), None)


BY_DAYS = [
    (case, question)
    for case in cancellation.PUBLISHED
    for question in case["tests"]
    if {"days_before", "working_days_before"} & set(question)
]


@pytest.mark.parametrize(("case", "question"), BY_DAYS, ids=[f"{case['id']}: {one}" for case, one in BY_DAYS])
def test_published_cancellation(case: cancellation.Case, question: cancellation.Question) -> None:
    bands = cancellation.terms_of(case).bands
    table: list[list[object]] = [[band.at_least, band.kind.value, float(band.share)] for band in bands]
    cancelled = cancellation.received(question, bands[0].kind)
    answer = on_the_web("PEP_CANCELLATION", table, cancelled, cancellation.COURSE, None)
    assert answer == Fraction(question["expected_pct"], 100)


def test_published_bank_holidays() -> None:
    published = {day(one["date"]) for year in holidays.YEARS.values() for one in year}
    around = {one + timedelta(days=n) for one in published for n in (-1, 0, 1)}
    assert {one for one in around if PEP_BANK_HOLIDAY(one)} == published
