"""Who presides: rule P6 of the PEP:mk constitution."""

from datetime import date

import pytest

from pepsheets.tabs.meetings import AgendaItem, Attendance, Meeting
from pepsheets.tabs.settings import DEPUTIES_COUNT, QUORUM_NUMBER
from tests.tabs.books import book, setting, wrong_on
from tests.tabs.groups import GROUP, HELD_ON, MEMBERS, away, came, deputy, item, meeting, member, officer

FIVE = setting(QUORUM_NUMBER, 5)
COUNT = setting(DEPUTIES_COUNT, "Yes")
DEC_8 = date(2026, 12, 8)


def attendance(*people: str) -> list[Attendance]:
    """These members present, and the others absent with comments."""
    return [came(name) if name in people else away(name, HELD_ON) for name in MEMBERS]


def found_presiding(row: Meeting, *rows: Attendance) -> list[tuple[str, str]]:
    """What is wrong on the Meetings tab, a missing note-taker left out."""
    return [each for each in wrong_on(Meeting, book(*GROUP, FIVE, row, *rows)) if each[0] != "note_taker"]


ABSENT_CHAIR = attendance("Bob", "Cem", "Dee", "Eve", "Fay")
NEITHER = attendance("Cem", "Dee", "Eve", "Fay", "Gil")


@pytest.mark.parametrize(
    ("rows", "presiding"),
    [(attendance(*MEMBERS), "Ann (Chair)"), (ABSENT_CHAIR, "Bob (Vice-Chair)"), (NEITHER, "To be elected")],
)
def test_the_vice_chair_presides_if_the_chair_is_absent(rows: list[Attendance], presiding: str) -> None:
    assert meeting().presiding(book(*GROUP, meeting(), *rows)) == presiding


def test_when_both_are_absent_the_meeting_elects_and_says_so() -> None:
    sentence = "neither the Chair nor the Vice-Chair was there at the opening. Minute whom the meeting elected."
    assert found_presiding(meeting(), *NEITHER) == [("presiding", sentence)]


def test_a_deputy_of_the_chair_does_not_preside() -> None:
    rows = (*attendance("Bob", "Cem"), deputy("Ann's deputy", "Ann"))
    assert meeting().presiding(book(*GROUP, COUNT, meeting(), *rows)) == "Bob (Vice-Chair)"


def test_a_chair_whose_term_has_run_out_presides_until_a_successor_starts() -> None:
    group = (*map(member, MEMBERS), officer("Ann", "Chair", date(2025, 6, 10), date(2026, 6, 10)))
    assert meeting().presiding(book(*group, meeting(), came("Ann"))) == "Ann (Chair)"


def test_before_a_meeting_the_apologies_say_who_will_preside() -> None:
    row = meeting(DEC_8, "Planned")
    assert row.presiding(book(*GROUP, row)) == "Ann (Chair)"
    assert row.presiding(book(*GROUP, row, away("Ann"))) == "Bob (Vice-Chair)"
    sentence = "neither the Chair nor the Vice-Chair will be there. The meeting must elect someone to preside."
    assert found_presiding(row, away("Ann"), away("Bob")) == [("presiding", sentence)]


def test_the_vice_chair_presides_until_the_chair_arrives_and_while_the_chair_withdraws() -> None:
    items = [item(1), item(2), item(3, "Ann"), item(4, "Ann", "Bob")]
    among = book(*GROUP, meeting(), came("Ann", arrived_at=2), came("Bob"), *items)
    assert meeting().presiding(among) == "Bob (Vice-Chair)"
    assert [each.presiding(among) for each in items] == [
        "Bob (Vice-Chair)", "Ann (Chair)", "Bob (Vice-Chair)", "To be elected",
    ]  # fmt: skip
    sentence = "no Chair or Vice-Chair is left for this item. Minute whom the meeting elects."
    assert wrong_on(AgendaItem, among) == [("presiding", sentence)]


def test_a_meeting_that_elects_at_the_opening_is_told_once_and_not_item_by_item() -> None:
    assert wrong_on(AgendaItem, book(*GROUP, meeting(), *NEITHER, item(1))) == []
