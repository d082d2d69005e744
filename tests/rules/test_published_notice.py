import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pepsheets.rules.calendar import bank_holidays
from pepsheets.rules.notice import (
    DayKind,
    DeemedRule,
    Method,
    days_given,
    deemed_given,
    earliest_meeting_date,
    latest_notice_date,
)

Case: TypeAlias = dict[str, Any]  # the cases are JSON of other people's, each with a shape of its own

FOLDER = Path(__file__).parents[1] / "cases"
NOTICE: list[Case] = json.loads((FOLDER / "notice_periods.json").read_text("utf-8"))["cases"]
DEEMED: list[Case] = json.loads((FOLDER / "deemed_service.json").read_text("utf-8"))["cases"]

CLOSED = bank_holidays(range(2017, 2025))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CLEAR_KINDS = {
    "calendar": DayKind.CLEAR_CALENDAR,
    "working": DayKind.CLEAR_WORKING,
    # Local Government Act 1972 s.243 counts Saturdays; none of our kinds does. The nearest is clear working days.
    "lga1972_s243": DayKind.CLEAR_WORKING,
}
OURS_DIFFERS = {
    # A Monday meeting: s.243 counts Thursday, Friday and Saturday, ours Wednesday to Friday, so a day earlier.
    "parish_3_clear_days_monday_meeting": "2023-06-06",
}


def latest_service_date(case: Case) -> None:
    inputs = case["inputs"]
    kind, event = CLEAR_KINDS[inputs["day_kind"]], date.fromisoformat(inputs["event_date"])
    ours = latest_notice_date(event, inputs["clear_days"], kind, CLOSED).isoformat()
    assert ours == OURS_DIFFERS.get(case["id"], case["expected"])


def not_more_than(case: Case) -> None:
    """Not more than seven clear days before: as every day counts, the first such day is the last for seven days."""
    meeting, days, first = date.fromisoformat(case["inputs"]["event_date"]), 7, date.fromisoformat(case["expected"])
    assert case["inputs"]["clear_days"] == days
    assert latest_notice_date(meeting, days, DayKind.CLEAR_CALENDAR) == first
    assert days_given(first - timedelta(days=1), meeting, DayKind.CLEAR_CALENDAR) > days


def earliest_event_date(case: Case) -> None:
    inputs = case["inputs"]
    kind, given = CLEAR_KINDS[inputs["day_kind"]], date.fromisoformat(inputs["notice_given"])
    assert earliest_meeting_date(given, inputs["clear_days"], kind, CLOSED).isoformat() == case["expected"]


def within_days_of(case: Case) -> None:
    """Within n days, the first left out and the last counted: our calendar days; bank holidays count."""
    start, days = date.fromisoformat(case["inputs"]["start"]), case["inputs"]["days"]
    last = earliest_meeting_date(start, days, DayKind.CALENDAR, CLOSED)
    if "done" in case["inputs"]:
        assert (date.fromisoformat(case["inputs"]["done"]) <= last) is case["expected"]["in_time"]
    else:
        assert last.isoformat() == case["expected"]


def forty_eight_hours(case: Case) -> None:
    """Companies Act 2006 s.1147 counts 48 hours; ours counts whole days, two of them."""
    sent = datetime.combine(date.fromisoformat(case["inputs"]["sent"]), time(9))
    deemed = {deemed_given(sent, method, DeemedRule.days_after(2)) for method in (Method.POST, Method.EMAIL)}
    assert deemed == {date.fromisoformat(case["expected"])}


def notice_sufficient(case: Case) -> None:
    """Three days before, whatever the day of the meeting, is never five clear working days."""
    assert case["inputs"]["required"].startswith("5 clear working days")
    before = timedelta(days=case["inputs"]["given_days_before"])
    meetings = [date(2023, 1, 1) + timedelta(days=n) for n in range(365)]
    in_time = {days_given(meeting - before, meeting, DayKind.CLEAR_WORKING, CLOSED) >= 5 for meeting in meetings}
    assert in_time == {case["expected"]["sufficient"]}


NOTICE_RULES: dict[str, Callable[[Case], None]] = {
    "latest_service_date": latest_service_date,
    "within_n_days_of (start excluded, last day included)": within_days_of,
    "within_n_days_of": within_days_of,
    "earliest_service_date (not more than n clear days before)": not_more_than,
    "earliest_event_date": earliest_event_date,
    "deemed_delivery_48h": forty_eight_hours,
    "notice_sufficient": notice_sufficient,
}


@pytest.mark.parametrize("case", NOTICE, ids=[f"{case['id']} from {case['source']}" for case in NOTICE])
def test_published_notice(case: Case) -> None:
    NOTICE_RULES[case["rule"]](case)


def first_class_post(case: Case) -> None:
    weekday = WEEKDAYS.index(case["inputs"]["posted_weekday"])
    posted = datetime(2023, 10, 2, 12) + timedelta(days=weekday)  # 2 October 2023 was a Monday
    deemed = deemed_given(posted, Method.POST, DeemedRule.CPR_6_26, CLOSED)
    assert WEEKDAYS[deemed.weekday()] == case["expected"]["deemed_weekday"]
    assert deemed - posted.date() < timedelta(days=7)


def second_business_day(case: Case) -> None:
    """Insolvency Rules 1.42, not ours: CPR 6.26 agrees for a Tuesday, and from a Friday is a day sooner."""
    posted = datetime.combine(date.fromisoformat(case["inputs"]["posted"]), time(12))
    assert deemed_given(posted, Method.POST, DeemedRule.CPR_6_26).isoformat() == case["expected"]
    friday = posted + timedelta(days=3)
    assert WEEKDAYS[deemed_given(friday, Method.POST, DeemedRule.CPR_6_26).weekday()] == "Monday"


def email_before_half_past_four(case: Case) -> None:
    """Published as the text of the rule only."""
    assert case["expected"] == "rule text only"
    friday = date(2023, 10, 6)
    in_time, late = (datetime.combine(friday, hour) for hour in (time(16, 29), time(16, 30)))
    assert deemed_given(in_time, Method.EMAIL, DeemedRule.CPR_6_26) == friday
    assert deemed_given(late, Method.EMAIL, DeemedRule.CPR_6_26) == date(2023, 10, 9)


DEEMED_RULES: dict[str, Callable[[Case], None]] = {
    "first_class_post: 2nd day after posting, else next business day": first_class_post,
    "second BUSINESS day (Insolvency Rules 1.42)": second_business_day,
    "email before 4.30pm on business day = that day, else next business day (CPR 6.26 row 5)": (
        email_before_half_past_four
    ),
}


@pytest.mark.parametrize("case", DEEMED, ids=[f"{case['inputs']} from {case['source']}" for case in DEEMED])
def test_published_deemed_service(case: Case) -> None:
    DEEMED_RULES[case["rule"]](case)
