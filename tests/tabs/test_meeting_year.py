from datetime import date

import pytest

from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meeting_year import YearOfMeetings, year_of_meetings
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.settings import EVENT_MONTH, MEETINGS_A_YEAR, NOTICE_DAYS
from tests.tabs.books import book, said, setting
from tests.tabs.groups import HELD_ON, meeting

THREE = setting(MEETINGS_A_YEAR, 3)
FEBRUARY = setting(EVENT_MONTH, 2)
PLANNED = meeting(date(2027, 3, 9), "Planned", code="M2")
YEAR_END = date(2027, 8, 31)


# At least so many meetings a year (rule T1)


def test_meetings_held_and_planned_count_towards_the_minimum_of_their_academic_year() -> None:
    others = (
        meeting(date(2026, 8, 31), code="Last year"),
        meeting(date(2027, 9, 1), "Planned", code="Next year"),
        meeting(date(2026, 12, 1), "Cancelled", code="Off"),
        meeting(date(2026, 10, 1), code="Event", kind="Other"),
    )
    among = book(THREE, meeting(), PLANNED, *others)
    assert year_of_meetings(among, Meeting, "2026/27") == YearOfMeetings(1, 1, 3, YEAR_END)


def test_an_academic_year_runs_from_the_first_of_september_to_the_last_of_august() -> None:
    days = (date(2026, 9, 1), YEAR_END)
    meetings = year_of_meetings(book(THREE, *(meeting(day, code=f"{day}") for day in days)), Meeting, "2026/27")
    assert meetings is not None
    assert meetings.held == 2


def test_too_few_meetings_are_told_with_the_last_day_to_call_the_next() -> None:
    among = book(THREE, setting(NOTICE_DAYS, 7), meeting(), PLANNED)
    sentence = (
        "2026/27 has too few meetings of the steering group: 1 held and 1 planned, of at least 3. "
        "Plan 1 more; send notice of the next by 23/08/2027 at the latest."
    )
    assert said(Meeting.there_are_enough_a_year(among)) == [("held_on", sentence)]


def test_where_no_notice_is_needed_the_next_may_be_called_until_the_year_ends() -> None:
    meetings = year_of_meetings(book(THREE), Meeting, "2026/27")
    assert meetings is not None
    assert (meetings.short_by, meetings.call_by) == (3, YEAR_END)


@pytest.mark.parametrize("rule", [setting(MEETINGS_A_YEAR, None), setting(MEETINGS_A_YEAR, 2)])
def test_without_a_minimum_or_with_enough_meetings_nothing_is_said(rule: Row) -> None:
    assert said(Meeting.there_are_enough_a_year(book(rule, meeting(), PLANNED))) == []


def test_more_meetings_than_the_minimum_are_not_short() -> None:
    assert YearOfMeetings(held=3, planned=2, minimum=3, call_by=YEAR_END).short_by == 0


def test_a_minimum_adopted_in_the_middle_of_the_year_holds_for_that_year() -> None:
    rule = setting(MEETINGS_A_YEAR, 3, from_=HELD_ON)
    assert year_of_meetings(book(rule), Meeting, "2026/27") is not None
    assert year_of_meetings(book(rule), Meeting, "2025/26") is None


# One partnership event each February (rule P10)


def event(held_on: date, code: str = "Event") -> Meeting:
    return meeting(held_on, "Planned", code=code, kind="Partnership event")


def events_found(*rows: Row, today: date) -> list[tuple[str, str]]:
    return said(Meeting.there_is_one_event_a_year(book(*rows, today=today)))


NONE = ("held_on", "2026/27 has no partnership event between 01/02/2027 and 28/02/2027. Add it, with its date.")


@pytest.mark.parametrize("day", [date(2027, 2, 1), date(2027, 2, 28)])
def test_one_event_in_the_february_of_the_year_is_what_is_wanted(day: date) -> None:
    assert events_found(FEBRUARY, event(day), today=date(2027, 1, 20)) == []


@pytest.mark.parametrize(("today", "found"), [(date(2026, 12, 6), []), (date(2026, 12, 7), [NONE])])
def test_a_missing_event_is_told_from_eight_weeks_before_its_month(today: date, found: list[tuple[str, str]]) -> None:
    assert events_found(FEBRUARY, today=today) == found


def test_an_event_that_was_cancelled_is_missing() -> None:
    cancelled = meeting(date(2027, 2, 9), "Cancelled", kind="Partnership event")
    assert events_found(FEBRUARY, cancelled, today=date(2027, 2, 1)) == [NONE]


def test_two_events_in_one_february_are_too_many_however_far_away() -> None:
    events = (event(date(2027, 2, 9)), event(date(2027, 2, 23), "Other"))
    sentence = "2026/27 has 2 partnership events between 01/02/2027 and 28/02/2027. Have one: correct the others."
    assert events_found(FEBRUARY, *events, today=date(2026, 9, 1)) == [("held_on", sentence)]


def test_each_academic_year_has_its_own_event() -> None:
    events = (event(date(2026, 2, 10), "2026"), event(date(2027, 2, 9), "2027"), event(date(2028, 2, 8), "2028"))
    assert events_found(FEBRUARY, *events, today=date(2027, 1, 20)) == []


def test_an_event_in_another_month_is_told_at_its_own_row() -> None:
    late = event(date(2027, 3, 2))
    among = book(FEBRUARY, late, today=date(2026, 11, 21))
    (finding,) = Meeting.there_is_one_event_a_year(among)
    between = "has to be between 01/02/2027 and 28/02/2027. Move it, or correct its date."
    assert finding == ("held_on", f"the partnership event of 2026/27 {between}", late)


def test_a_year_with_meetings_lacks_its_event_even_when_it_is_over() -> None:
    sentence = "2025/26 has no partnership event between 01/02/2026 and 28/02/2026. Add it, with its date."
    assert events_found(FEBRUARY, meeting(date(2026, 3, 3)), today=date(2026, 9, 1)) == [("held_on", sentence)]


def test_in_a_leap_year_the_event_may_be_on_the_29th() -> None:
    assert events_found(FEBRUARY, event(date(2028, 2, 29)), today=date(2028, 2, 29)) == []


def test_without_a_month_on_the_rules_tab_no_event_is_wanted() -> None:
    assert events_found(event(date(2027, 3, 2)), today=date(2027, 2, 1)) == []
