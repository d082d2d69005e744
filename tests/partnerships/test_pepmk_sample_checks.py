"""What the Checks tab of the worked example of PEP:mk lists: the same, on whichever day it is made."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.tabs import TABS
from pepsheets.tabs.checks import CheckRow
from pepsheets.tabs.declaration import is_computed
from pepsheets.tabs.overview import OverviewRow
from tests.partnerships.pepmk_samples import DAYS, Sample, sample_of, text
from tests.support.workbooks import table


class Told(NamedTuple):
    """Words of a sentence on Checks, and its tab."""

    tab: str
    words: str


SLIPS = {
    "an impossible date": Told("Bookings", "is not a date"),
    "a date with the month first": Told("Actions", "has the month first"),
    "a text for an amount": Told("Costs", "'about £50' is not an amount of money"),
    "n/a where a value is needed": Told("Actions", "'n/a' says nothing"),
    "an unknown school with a near name": Told("People", "Did you mean 'Shenley Oak Primary School'?"),
    "a key that stands twice": Told("People", "'Sam Orchard' stands on row"),
    "a blank cell that is needed": Told("Actions", "this cell is empty"),
    "a choice that is not on the list": Told("Bookings", "'Called off' is not one of the choices"),
    "a fraction of a penny": Told("School figures", "is not a whole number of pence"),
}
EXPECTED = Counter(
    [
        *(slip.tab for slip in SLIPS.values()),
        *(
            "Meetings",
            "Meetings",
            "Agenda items",
            "Attendance",
            "Actions",
            "Facets",
            "Steering group",
            "Steering group",
        ),
        *("Subscriptions", "Costs", "Costs"),
        *("Courses", "Courses", "Courses", "Bookings", "Bookings"),
    ]
)
"""How many problems each tab has: the slips, what the sample shows, and what waits for the slip of a booking."""


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_each_kind_of_typing_mistake_is_told_once(sample: Sample, slip: Told) -> None:
    told = [problem for problem in sample.problems if problem.tab == slip.tab and slip.words in problem.message]
    assert [problem.severity for problem in told] == ["error"]


def test_checks_lists_all_that_is_wrong_and_nothing_else(sample: Sample) -> None:
    assert Counter(problem.tab for problem in sample.problems) == EXPECTED
    assert len(table(sample.workbook, CheckRow)) == sum(EXPECTED.values())


def test_the_overview_waits_for_nothing(sample: Sample) -> None:
    assert not [row for row in table(sample.workbook, OverviewRow) if "Waits" in text(row["Figure"])]


def test_a_second_recalculation_writes_nothing(sample: Sample) -> None:
    assert recalculate(sample.workbook, sample.today).written == {}


def test_every_tab_that_people_fill_has_rows() -> None:
    filled = {type(row) for row in PEPMK.sample(DAYS[0])}
    assert filled == {tab for tab in TABS if not is_computed(tab) and not tab.is_optional}


def test_the_same_day_makes_the_same_sample() -> None:
    assert PEPMK.sample(DAYS[0]) == PEPMK.sample(DAYS[0])


@settings(max_examples=12)
@given(st.integers(min_value=0, max_value=366 * 12))
def test_whichever_day_it_is_made_the_same_things_are_wrong(days: int) -> None:
    problems = sample_of(date(2025, 1, 1) + timedelta(days=days)).problems
    assert Counter(problem.tab for problem in problems) == EXPECTED
