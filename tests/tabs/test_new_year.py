"""Which rows each tab gains for an academic year to come, and what a person must then fill."""

from datetime import date

import pytest

from pepsheets.tabs import TABS
from pepsheets.tabs.book import BadRow, Book, WaitsFor
from pepsheets.tabs.courses import Course
from pepsheets.tabs.days import ClosedDay, TermDates
from pepsheets.tabs.declaration import Row, is_computed
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.settings import ELECTION_MONTH, EVENT_MONTH, MEETINGS_A_YEAR, NOTICE_DAYS, NOTICE_KIND
from pepsheets.tabs.steering_group import SteeringMember, office_on
from tests.tabs.books import book, setting
from tests.tabs.groups import GROUP, JUNE, MEMBERS, OFFICERS, meeting, member, officer
from tests.tabs.partnership import course, figures, subscription

YEAR = "2027/28"
MAY = date(2027, 5, 10)
ELECTIONS = setting(ELECTION_MONTH, 6)
NEXT_JUNE = date(2027, 6, 15)


def rows(tab: type[Row], among: Book, year: str = YEAR) -> list[dict[str, object]]:
    """The rows that the tab gains, as far as they hold anything."""
    return [row.model_dump(exclude_defaults=True) for row in tab.for_new_year(among, year)]


def to_fill(tab: type[Row], among: Book, year: str = YEAR) -> list[str]:
    return list(tab.to_fill(among, year))


def not_added(tab: type[Row], among: Book) -> list[str]:
    return list(tab.not_added(among, YEAR))


def after(*ours: Row, today: date = MAY, tab: type[Row]) -> Book:
    """The book with the rows that the tab gains."""
    return book(*ours, *tab.for_new_year(book(*ours, today=today), YEAR), today=today)


def test_an_empty_workbook_gains_nothing_and_waits_for_nothing() -> None:
    for tab in TABS:
        assert rows(tab, book()) == [] == to_fill(tab, book()) == not_added(tab, book())


def test_no_tab_that_pepsheets_writes_gains_rows() -> None:
    everything = book(*GROUP, subscription("Oak"), figures("Oak", 210), ELECTIONS, today=MAY)
    assert [tab.tab for tab in TABS if is_computed(tab) and (rows(tab, everything) or to_fill(tab, everything))] == []


# Term dates


def term(name: str, year: str = "2026/27", first: date | None = None, last: date | None = None) -> TermDates:
    return TermDates(year=year, term=name, starts_on=first, ends_on=last)


AUTUMN = term("Autumn", first=date(2026, 9, 2), last=date(2026, 12, 18))
SPRING = term("Spring", first=date(2027, 1, 4), last=date(2027, 3, 25))


def test_the_terms_of_the_year_before_come_again_without_their_days() -> None:
    assert rows(TermDates, book(AUTUMN, SPRING)) == [
        {"year": YEAR, "term": "Autumn"},
        {"year": YEAR, "term": "Spring"},
    ]


def test_terms_that_were_typed_already_are_not_added_again_and_those_that_lack_are_named() -> None:
    assert rows(TermDates, book(AUTUMN, SPRING, term("Michaelmas", YEAR))) == []
    assert not_added(TermDates, book(AUTUMN, SPRING, term("Autumn", YEAR))) == [
        "2027/28 has rows already, but none for Spring, which 2026/27 had. Add a row for each that the year has."
    ]


def test_a_year_with_as_many_terms_of_its_own_lacks_none() -> None:
    assert not_added(TermDates, book(AUTUMN, SPRING)) == []
    assert not_added(TermDates, book(AUTUMN, term("Michaelmas", YEAR))) == []


def test_the_days_of_new_terms_are_to_be_filled() -> None:
    asked = "2027/28 has terms without days: Autumn, Spring. Type the first and the last day of each."
    assert to_fill(TermDates, after(AUTUMN, SPRING, tab=TermDates)) == [asked]
    assert to_fill(TermDates, book(AUTUMN, term("Autumn", YEAR, date(2027, 9, 1), date(2027, 12, 17)))) == []


def test_training_days_and_closures_are_asked_for_where_the_year_before_had_some() -> None:
    before = ClosedDay(day=date(2027, 1, 4), kind="Training day")
    asked = "2026/27 has 1 of training days and closures, and 2027/28 none yet. Add them once they are known."
    assert to_fill(ClosedDay, book(before)) == [asked]
    assert to_fill(ClosedDay, book(before, ClosedDay(day=date(2027, 9, 3), kind="Closure"))) == []


def test_a_bank_holiday_that_was_proclaimed_asks_for_no_other() -> None:
    assert to_fill(ClosedDay, book(ClosedDay(day=date(2027, 1, 4), kind="Bank holiday"))) == []


# The steering group


def offices(among: Book, year: str = YEAR) -> list[tuple[object, object]]:
    return [(row["role"], row["starts_on"]) for row in rows(SteeringMember, among, year)]


def test_chair_and_vice_chair_are_to_be_elected_by_the_end_of_the_month_of_elections() -> None:
    end = date(2027, 6, 30)
    assert offices(book(*GROUP, ELECTIONS, today=MAY)) == [("Chair", end), ("Vice-Chair", end)]
    assert all("person" not in row for row in rows(SteeringMember, book(*GROUP, ELECTIONS, today=MAY)))


@pytest.mark.parametrize(("month", "by"), [(7, date(2027, 7, 31)), (9, date(2027, 9, 30)), (1, date(2028, 1, 31))])
def test_elections_from_may_to_august_are_for_the_next_year_and_others_for_the_one_they_lie_in(
    month: int, by: date
) -> None:
    assert {day for _, day in offices(book(*GROUP, setting(ELECTION_MONTH, month), today=MAY))} == {by}


def test_an_office_that_is_filled_or_waiting_already_is_not_added_again() -> None:
    elected = officer("Cem", "Chair", date(2027, 9, 1), agreed_on=NEXT_JUNE)
    waiting = SteeringMember(role="Vice-Chair", starts_on=date(2027, 6, 30))
    assert offices(book(*GROUP, ELECTIONS, elected, waiting, today=MAY)) == []


def test_who_stepped_in_before_the_election_is_still_to_be_elected() -> None:
    stepped_in = officer("Cem", "Chair", date(2027, 2, 1), agreed_on=date(2027, 2, 1))
    assert [role for role, _ in offices(book(*GROUP, ELECTIONS, stepped_in, today=MAY))] == ["Chair", "Vice-Chair"]


def test_a_month_of_elections_that_changes_holds_from_its_day_on() -> None:
    changed = (ELECTIONS, setting(ELECTION_MONTH, 9, date(2027, 1, 1)))
    assert {day for _, day in offices(book(*changed, today=date(2026, 11, 22)))} == {date(2027, 9, 30)}
    missed = (ELECTIONS, setting(ELECTION_MONTH, 5, date(2027, 6, 1)))
    assert offices(book(*missed, today=MAY)) == []


def test_an_election_of_the_running_year_that_is_past_stands_from_the_year_s_first_day() -> None:
    november = book(ELECTIONS, today=date(2026, 11, 22))
    assert {day for _, day in offices(november, "2026/27")} == {date(2026, 9, 1)}


def test_members_who_were_to_be_agreed_are_told_as_late() -> None:
    late = book(member("Ann", agreed_on=None), ELECTIONS, today=date(2027, 7, 2))
    assert to_fill(SteeringMember, late)[0].startswith("the members were to be agreed by 30/06/2027: Ann.")


def test_without_a_month_of_elections_nobody_is_to_be_elected() -> None:
    assert rows(SteeringMember, book(*GROUP, today=MAY)) == [] == to_fill(SteeringMember, book(*GROUP, today=MAY))


def another(*members: SteeringMember) -> list[dict[str, object]]:
    return [row for row in rows(SteeringMember, book(*members, ELECTIONS, today=MAY)) if row["role"] == "Member"]


def test_a_member_whose_term_runs_out_gets_another_term_to_be_agreed() -> None:
    serving = member("Ann", JUNE, date(2027, 7, 1), facets=("Music",))
    assert another(serving) == [
        {
            "person": "Ann",
            "role": "Member",
            "starts_on": date(2027, 7, 1),
            "deputy": "Ann's deputy",
            "facets": ("Music",),
        }
    ]


@pytest.mark.parametrize("ends_on", [None, date(2027, 5, 31), date(2027, 9, 2)])
def test_a_member_whose_term_does_not_run_out_with_the_year_gets_none(ends_on: date | None) -> None:
    assert another(member("Ann", JUNE, ends_on)) == []


def test_a_member_who_resigned_or_goes_on_already_or_is_not_named_gets_none() -> None:
    end = date(2027, 7, 1)
    nobody = SteeringMember(role="Member", starts_on=JUNE, ends_on=end)
    assert (
        another(member("Ann", JUNE, end, resigned_on=MAY), member("Bob", JUNE, end), member("Bob", end), nobody) == []
    )


def test_another_term_waits_for_a_row_with_a_slip() -> None:
    given = {"role": "Member", "person": "Ann", "starts_on": JUNE, "ends_on": date(2027, 7, 1), "resigned_on": None}
    slip: dict[type[Row], list[BadRow]] = {SteeringMember: [BadRow(9, given)]}
    with pytest.raises(WaitsFor, match="Steering group row 9"):
        rows(SteeringMember, book(ELECTIONS, *OFFICERS, today=MAY, bad=slip))


def test_elections_and_the_agreement_of_members_wait_for_a_person() -> None:
    then = "Then type the name, the first day of the term under 'From', and the day of the election under 'Agreed on'."
    assert to_fill(SteeringMember, after(*GROUP, ELECTIONS, tab=SteeringMember)) == [
        f"the Chair is to be elected by 30/06/2027. {then}",
        f"the Vice-Chair is to be elected by 30/06/2027. {then}",
        "the members are to be agreed by 30/06/2027: Ann, Bob, Cem and 4 more. Then type the day under 'Agreed on', "
        "and the day after the term under 'Until' if it has an end.",
    ]


def test_once_members_are_agreed_and_officers_elected_nothing_waits() -> None:
    agreed = [member(name, agreed_on=NEXT_JUNE) for name in MEMBERS]
    elected = [officer("Ann", "Chair", NEXT_JUNE, agreed_on=NEXT_JUNE), OFFICERS[1]]
    waiting = officer("Bob", "Vice-Chair", NEXT_JUNE, agreed_on=NEXT_JUNE)
    assert to_fill(SteeringMember, book(*agreed, *elected, waiting, ELECTIONS, today=MAY)) == []


def test_an_office_that_waits_for_its_election_changes_nothing_for_its_holder() -> None:
    before, then = book(*GROUP, ELECTIONS, today=MAY), after(*GROUP, ELECTIONS, tab=SteeringMember)
    for day in (JUNE, MAY, date(2027, 6, 30), date(2027, 9, 1)):
        assert office_on(before, "Chair", day) == office_on(then, "Chair", day)


# Meetings and courses


def test_the_meetings_and_the_event_of_the_year_are_to_be_planned() -> None:
    rules = (setting(MEETINGS_A_YEAR, 3), setting(EVENT_MONTH, 2))
    event = "plan the partnership event of 2027/28 between 01/02/2028 and 29/02/2028. Add a row with its day."
    assert rows(Meeting, book(*rules)) == []
    assert to_fill(Meeting, book(*rules)) == [
        "plan 3 meetings of the steering group in 2027/28, which has to have 3. Add a row for each, with its day.",
        event,
    ]
    planned = [meeting(date(2027, month, 6), "Planned", code=f"M{month}") for month in (9, 10)]
    assert to_fill(Meeting, book(*rules, *planned)) == [
        "plan 1 meeting of the steering group in 2027/28, which has to have 3. Add a row for each, with its day.",
        event,
    ]


def test_a_year_with_enough_meetings_and_its_event_waits_for_nothing() -> None:
    planned = meeting(date(2027, 10, 6), "Planned")
    event = meeting(date(2028, 2, 9), "Planned", code="E1", kind="Partnership event")
    rules = (setting(MEETINGS_A_YEAR, 1), setting(EVENT_MONTH, 2))
    assert to_fill(Meeting, book(*rules, planned, event)) == []


def test_meetings_are_counted_before_the_terms_of_the_year_are_known() -> None:
    school_days = (setting(NOTICE_DAYS, 7), setting(NOTICE_KIND, "school days"), setting(MEETINGS_A_YEAR, 2))
    assert len(to_fill(Meeting, book(*school_days, AUTUMN))) == 1


def test_the_programme_is_to_be_planned_where_the_partnership_has_courses() -> None:
    asked = "no course of 2027/28 is planned yet. Add the programme, with what schools asked for at the event."
    assert to_fill(Course, book(course())) == [asked]
    assert to_fill(Course, book(course(), course("C2", held_on=date(2027, 10, 6)))) == []
