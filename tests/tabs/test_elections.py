"""Who is agreed and elected each year, by the rule of the time: rule P5 (PEP:mk constitution 2018/19)."""

from datetime import date

import pytest

from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import ELECTION_MONTH
from pepsheets.tabs.steering_group import SteeringMember
from tests.tabs.books import book, setting, wrong_on
from tests.tabs.groups import GROUP, MEMBERS, OFFICERS, member, officer

SEPTEMBER = date(2026, 9, 1)
ELECTIONS = setting(ELECTION_MONTH, 6)


@pytest.mark.parametrize(("agreed_on", "overdue"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False)])
def test_members_are_agreed_since_the_first_of_june(agreed_on: date, overdue: bool) -> None:
    group = book(ELECTIONS, member("Ann", agreed_on=agreed_on), member("Bob"), *OFFICERS, today=date(2026, 7, 1))
    sentence = "agreeing Ann as a member for this year is overdue since 01/07/2026. Agree them, and type the day."
    assert wrong_on(SteeringMember, group) == ([("agreed_on", sentence)] if overdue else [])


def test_the_yearly_agreement_is_not_overdue_before_july() -> None:
    last_year = date(2025, 6, 10)
    rows = [member(name, last_year, agreed_on=last_year) for name in MEMBERS]
    elected = [officer("Ann", "Chair", agreed_on=last_year), officer("Bob", "Vice-Chair", agreed_on=last_year)]
    assert wrong_on(SteeringMember, book(ELECTIONS, *rows, *elected, today=date(2026, 6, 30))) == []


def test_when_nobody_was_agreed_this_year_the_group_is_told_once() -> None:
    group = book(ELECTIONS, *(member(name, agreed_on=None) for name in MEMBERS), *OFFICERS)
    advice = "Agree them, and type the day under 'Agreed on'."
    sentence = f"agreeing the members for this year is overdue since 01/07/2026. {advice}"
    assert wrong_on(SteeringMember, group) == [("agreed_on", sentence)]


def test_who_has_left_need_not_be_agreed() -> None:
    assert wrong_on(SteeringMember, book(ELECTIONS, *GROUP, member("Hal", ends_on=SEPTEMBER, agreed_on=None))) == []


def test_an_election_that_was_not_held_in_june_is_overdue_from_july() -> None:
    stale = officer("Ann", "Chair", agreed_on=date(2025, 6, 10))
    group = book(ELECTIONS, *map(member, MEMBERS), stale, OFFICERS[1])
    advice = "Hold the election, and add a row with its day under 'Agreed on'."
    sentence = f"electing the Chair for this year is overdue since 01/07/2026. {advice}"
    assert wrong_on(SteeringMember, group) == [("agreed_on", sentence)]


def changed_to(month: int, on: date, *ours: Row, today: date) -> list[tuple[str, str]]:
    """What is wrong once the month of elections was changed."""
    rule = setting(ELECTION_MONTH, month, on)
    return wrong_on(SteeringMember, book(ELECTIONS, rule, *ours, today=today))


def test_a_month_that_is_changed_leaves_the_election_before_it_as_it_was() -> None:
    january = date(2027, 1, 1)
    assert changed_to(9, january, *GROUP, today=date(2027, 1, 2)) == []
    assert changed_to(9, january, *GROUP, today=date(2027, 9, 30)) == []
    found = changed_to(9, january, *GROUP, today=date(2027, 10, 1))
    assert len(found) == 3 and all("is overdue since 01/10/2027" in sentence for _, sentence in found)


def test_an_election_that_no_rule_asked_for_on_its_day_is_not_overdue() -> None:
    stale = officer("Ann", "Chair", agreed_on=None)
    rule = setting(ELECTION_MONTH, 6, date(2026, 11, 1))
    assert wrong_on(SteeringMember, book(rule, *map(member, MEMBERS), stale, OFFICERS[1])) == []


def test_an_office_whose_row_waits_since_the_election_was_due_is_told_there_alone() -> None:
    agreed = [member(name, agreed_on=date(2027, 6, 9)) for name in MEMBERS]
    waiting = [SteeringMember(role=role, starts_on=date(2027, 6, 30)) for role in ("Chair", "Vice-Chair")]
    group = book(ELECTIONS, *agreed, *OFFICERS, *waiting, today=date(2027, 7, 1))
    fill = "type the name, the first day of the term under 'From', and the day of the election under 'Agreed on'."
    assert wrong_on(SteeringMember, group) == [
        ("person", f"nobody is named as {role} from 30/06/2027 on. Elect one, unless that is done, and {fill}")
        for role in ("Chair", "Vice-Chair")
    ]


def test_a_vacant_office_whose_row_is_open_asks_for_the_name_there() -> None:
    late = SteeringMember(role="Chair", starts_on=date(2026, 9, 1))
    vacant = (*map(member, MEMBERS), officer("Bob", "Vice-Chair"))
    assert [column for column, _ in wrong_on(SteeringMember, book(ELECTIONS, *vacant, late))] == ["person"]
    to_come = SteeringMember(role="Chair", starts_on=date(2027, 6, 30))
    assert ("role", "nobody is Chair. Elect one, and type the name in the row that is open.") in wrong_on(
        SteeringMember, book(ELECTIONS, *vacant, to_come)
    )


def test_without_a_month_on_the_rules_tab_nothing_is_overdue() -> None:
    stale = officer("Ann", "Chair", agreed_on=None)
    assert wrong_on(SteeringMember, book(*map(member, MEMBERS), stale, OFFICERS[1])) == []
