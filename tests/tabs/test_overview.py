"""The Overview tells in a few figures how the partnership stands today."""

from collections.abc import Mapping
from datetime import date, timedelta

from pepsheets.sheets import Problem, Severity
from pepsheets.tabs.book import BadRow, Book
from pepsheets.tabs.courses import Booking
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.people import Person
from pepsheets.tabs.settings import (
    COSTS_SHARED,
    MEETINGS_A_YEAR,
    MINIMUM_MEMBERS,
    NOTICE_DAYS,
    QUORUM_NUMBER,
)
from pepsheets.tabs.steering_group import Facet, SteeringMember
from tests.tabs.books import TODAY, bad_row, book, setting
from tests.tabs.partnership import NINE, booking, confirmed, cost, course, school, subscription

IN_OFFICE = date(2026, 6, 10)
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "warning")


def shown(among: Book) -> dict[str, str]:
    return {row.what: row.figure for row in OverviewRow.rows(among)}


def meeting(code: str, held_on: date, standing: str = "Planned") -> Meeting:
    given = {"code": code, "kind": "Steering group", "held_on": held_on, "standing": standing}
    return Meeting.model_validate(given)


def serving(person: str, role: str) -> SteeringMember:
    given = {"person": person, "role": role, "starts_on": IN_OFFICE, "agreed_on": IN_OFFICE}
    return SteeringMember.model_validate(given)


def test_an_empty_workbook_has_an_overview_without_gaps() -> None:
    assert shown(book()) == {
        "Worked out on": "21/11/2026",
        "To put right (see Checks)": "0",
        "Worth a look (see Checks)": "0",
        "Member schools today": "0",
        "Members in office": "0",
        "Chair": "Nobody",
        "Quorum": "Not set",
        "Facets that are short": "None",
        "Next meeting": "None planned",
        "Send its notice by": "None planned",
        "This academic year": "No minimum set",
        "Call the next one that is missing by": "No minimum set",
        "Courses to come": "0",
        "Places left on them": "0",
        "On their waiting lists": "0",
        "Charged this academic year": "£0.00",
        "Less what Subscriptions shows as paid": "£0.00",
    }


def test_the_steering_group_shows_its_members_its_chair_and_what_it_lacks() -> None:
    rows = [
        Person(name="Ann Ash"),
        serving("Ann Ash", "Member"),
        serving("Ann Ash", "Chair"),
        Facet(name="Primary", needed=1, firm="Required"),
        Facet(name="Special", needed=1, firm="Required"),
        setting(MINIMUM_MEMBERS, 7),
        setting(QUORUM_NUMBER, 5),
    ]
    figures = shown(book(*rows))
    assert figures["Members in office"] == "1 of at least 7"
    assert figures["Chair"] == "Ann Ash"
    assert figures["Quorum"] == "5"
    assert figures["Facets that are short"] == "Primary; Special"


def test_facets_whose_names_do_not_stand_in_one_line_are_counted() -> None:
    names = ["Partner school representative", "Representative from outside MK"]
    short = [Facet(name=name, needed=1, firm="Required") for name in names]
    assert shown(book(*short))["Facets that are short"] == "2 of 2: see Facets"
    assert shown(book(*short[:1]))["Facets that are short"] == names[0]


def test_the_next_meeting_is_the_first_that_is_planned_from_today_on() -> None:
    rows = [
        meeting("Spring", date(2027, 3, 10)),
        meeting("Winter", date(2027, 1, 20)),
        meeting("Past", TODAY - timedelta(1)),
        meeting("Autumn", date(2026, 10, 14), "Held"),
    ]
    figures = shown(book(*rows, setting(NOTICE_DAYS, 7)))
    assert figures["Next meeting"] == "Winter, 20/01/2027"
    assert figures["Send its notice by"] == "12/01/2027"
    assert shown(book(*rows))["Send its notice by"] == "No rule on notice"
    assert shown(book(setting(NOTICE_DAYS, 7)))["Send its notice by"] == "None planned"


def test_a_year_with_too_few_meetings_shows_by_when_the_next_must_be_called() -> None:
    rows = [meeting("Autumn", date(2026, 10, 14), "Held"), meeting("Winter", date(2027, 1, 20))]
    figures = shown(book(*rows, setting(MEETINGS_A_YEAR, 3)))
    assert figures["This academic year"] == "1 held, 1 planned, at least 3"
    assert figures["Call the next one that is missing by"] == "31/08/2027"
    all_missing = shown(book(*rows[:0], setting(MEETINGS_A_YEAR, 3), setting(NOTICE_DAYS, 7)))
    assert all_missing["Call the next one that is missing by"] == "23/08/2027 for the last of 3"
    assert shown(book(*rows, setting(MEETINGS_A_YEAR, 2)))["Call the next one that is missing by"] == "None is missing"


def test_courses_to_come_show_their_places_and_their_waiting_lists() -> None:
    rows = [
        course("C1", places=1),
        course("C2", places=20, held_on=TODAY),
        course("C3", standing="Cancelled"),
        course("C4", held_on=TODAY - timedelta(1)),
        confirmed("B1"),
        booking("B2", booked_at=NINE + timedelta(1)),
    ]
    figures = shown(book(*rows))
    assert (figures["Courses to come"], figures["Places left on them"]) == ("2", "20")
    assert figures["On their waiting lists"] == "1"


def test_money_is_that_of_the_academic_year() -> None:
    rows = [school("Oak"), subscription("Oak", paid="100.00"), subscription("Oak", "2025/26"), subscription("Ash")]
    figures = shown(book(*rows))
    assert figures["Member schools today"] == "1"
    assert (figures["Charged this academic year"], figures["Less what Subscriptions shows as paid"]) == (
        "£500.00",
        "£400.00",
    )


def test_money_that_is_not_complete_says_so() -> None:
    rows = [school("Oak"), subscription("Oak"), cost(), setting(COSTS_SHARED, "Yes")]
    assert shown(book(*rows))["Less what Subscriptions shows as paid"] == "£250.00, not complete: see Statements"


def test_problems_are_counted_by_how_grave_they_are() -> None:
    found = [
        Problem(severity, "Bookings", None, None, None, f"Bookings: {number}.")
        for number, severity in enumerate(SEVERITIES)
    ]
    figures = shown(book().with_problems(tuple(found)))
    assert (figures["To put right (see Checks)"], figures["Worth a look (see Checks)"]) == ("1", "2")


def test_a_figure_that_needs_a_row_with_an_error_says_which_and_the_others_stand() -> None:
    wrong: Mapping[type[Row], list[BadRow]] = {Booking: [bad_row()]}
    figures = shown(book(course(), bad=wrong))
    assert figures["Places left on them"] == "Waits for Bookings row 9"
    assert figures["Courses to come"] == "1"
