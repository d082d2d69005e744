"""Sorting a tab is no change of anything: no figure, no problem and no list of names follows the order of rows."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from pepsheets.tabs.actions import Action
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Attendance
from pepsheets.tabs.people import Person
from pepsheets.tabs.settings import (
    AGENDA_DAYS,
    DEPUTIES_COUNT,
    MEETINGS_A_YEAR,
    NOTICE_DAYS,
    QUORUM_SHARE,
    RECONVENE_WITHIN,
)
from pepsheets.tabs.steering_group import Facet
from tests.tabs.books import book, figures, problems, setting
from tests.tabs.groups import GROUP, OFFICERS, PEOPLE, RULES, away, came, deputy, item, meeting, member, officer

MUDDLE: tuple[Row, ...] = (
    *RULES,
    *(setting(what, value) for what, value in ((AGENDA_DAYS, 5), (MEETINGS_A_YEAR, 4), (NOTICE_DAYS, 7))),
    setting(RECONVENE_WITHIN, 7),
    setting(QUORUM_SHARE, 0.9, from_=date(2026, 12, 1)),
    setting(DEPUTIES_COUNT, "Yes"),
    *PEOPLE,
    *GROUP[: -len(OFFICERS)],
    member("Ann", date(2026, 9, 1), deputy="Bob", facets=("St Paul's",)),
    officer("Cem", "Chair"),
    officer("Ann", "Chair"),
    officer("Bob", "Vice-Chair", ends_on=date(2026, 9, 1)),
    officer("Dee", "Note-taker"),
    officer("Eve", "Note-taker"),
    Facet(name="Partner school", needed=9, firm="Required", from_member_schools=True),
    Facet(name="St Paul's", needed=1, firm="Where possible"),
    Person(name="Zoe"),
    meeting(notice_sent=datetime(2026, 11, 6)),
    meeting(date(2026, 12, 8), "Planned", code="M2"),
    meeting(date(2027, 1, 12), "Planned", code="M3", note_taker="Dee"),
    meeting(date(2027, 3, 9), "Planned", code="M4", kind="Partnership event"),
    came("Bob"),
    came("Cem", 2),
    came("Dee", left_at=2),
    away("Ann"),
    away("Eve"),
    deputy("Zoe", "Ann"),
    deputy("Ann's deputy", "Ann"),
    deputy("Eve's deputy", "Eve"),
    Attendance(meeting="M2", person="Bob", standing="Apologies"),
    item(1, "Bob", "Zoe", "Dee"),
    item(2),
    item(1, meeting_code="M2"),
    Action(code="A1", meeting="M1", what="Ask", owner="Ann", due_on=date(2026, 11, 1)),
    Action(code="A2", meeting="M1", what="Tell"),
)


def test_the_rows_to_be_sorted_have_something_to_say() -> None:
    assert len(problems(book(*MUDDLE))) > 20


@given(st.permutations(MUDDLE))
def test_sorting_the_rows_of_any_tab_changes_no_figure_and_no_problem(rows: list[Row]) -> None:
    assert figures(book(*rows)) == figures(book(*MUDDLE))
    assert problems(book(*rows)) == problems(book(*MUDDLE))
