from datetime import date

import pytest

from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.minutes import note_takers_on
from pepsheets.tabs.settings import NOTES_TO_LA
from tests.tabs.books import TODAY, book, said, setting
from tests.tabs.groups import GROUP, HELD_ON, meeting, officer

CLOSED_ON = date(2026, 11, 20)
TO_LA = setting(NOTES_TO_LA, "Yes")


def closing_of(row: Meeting, *rows: Row) -> list[tuple[str, str]]:
    among = book(row, *rows)
    return said([*row.is_closed_when_done(among), *row.what_follows_comes_after_the_meeting(among)])


# Notes (rule T5)


def test_a_meeting_is_closed_once_its_notes_went_to_members_and_to_the_la() -> None:
    row = meeting(closed_on=CLOSED_ON, notes_sent=HELD_ON, notes_to_la=HELD_ON, approved_on=CLOSED_ON)
    assert closing_of(row, TO_LA) == []


def test_a_meeting_closed_without_its_notes_having_gone_out_is_told() -> None:
    assert closing_of(meeting(closed_on=CLOSED_ON), TO_LA) == [
        ("notes_sent", "the meeting is closed, but its notes were not sent. Send them, and type the day."),
        ("notes_to_la", "the meeting is closed, but its notes have not gone to the LA. Send them, and type the day."),
    ]


def test_notes_need_not_go_to_the_la_where_the_rules_tab_does_not_say_so() -> None:
    assert closing_of(meeting(closed_on=CLOSED_ON, notes_sent=HELD_ON)) == []


@pytest.mark.parametrize("row", [meeting(), meeting(standing="Cancelled", closed_on=CLOSED_ON)])
def test_a_meeting_that_is_open_or_cancelled_may_lack_its_notes(row: Meeting) -> None:
    assert closing_of(row, TO_LA) == []


def test_a_meeting_that_is_only_planned_cannot_be_closed() -> None:
    sentence = "the meeting is closed but still down as Planned. Choose Held or Cancelled."
    row = meeting(standing="Planned", closed_on=CLOSED_ON, notes_sent=CLOSED_ON)
    assert closing_of(row) == [("standing", sentence)]


@pytest.mark.parametrize("column", ["notes_sent", "notes_to_la", "approved_on", "closed_on"])
def test_what_follows_a_meeting_cannot_come_before_it(column: str) -> None:
    row = meeting().model_copy(update={column: date(2026, 11, 9)})
    sentence = "09/11/2026 is before the meeting on 10/11/2026. Correct one of the two."
    assert said(row.what_follows_comes_after_the_meeting(book(row))) == [(column, sentence)]


# Note-takers (rule T4)

NOTES = (officer("Cem", "Note-taker"), officer("Dee", "Note-taker"))
LATER = meeting(TODAY, "Planned", code="M9")


def test_every_meeting_of_the_group_names_a_note_taker() -> None:
    assert said(meeting(note_taker="Cem").has_a_note_taker(book())) == []
    sentence = "no note-taker is named. Choose a person."
    assert said(meeting().has_a_note_taker(book())) == [("note_taker", sentence)]


def test_where_note_takers_take_turns_the_one_whose_turn_it_is_is_named() -> None:
    among = book(*GROUP, *NOTES, LATER, meeting(note_taker="Cem"))
    sentence = "no note-taker is named. It is the turn of Dee."
    assert said(LATER.has_a_note_taker(among)) == [("note_taker", sentence)]


@pytest.mark.parametrize("row", [meeting(kind="Other"), meeting(standing="Cancelled")])
def test_other_meetings_and_cancelled_ones_need_no_note_taker(row: Meeting) -> None:
    assert said(row.has_a_note_taker(book(row))) == []


def test_it_is_the_turn_of_the_one_who_took_notes_longest_ago() -> None:
    first, second = meeting(date(2026, 9, 8), note_taker="Cem"), meeting(date(2026, 10, 6), note_taker="Dee", code="M2")
    assert LATER.note_taker_in_turn(book(*NOTES, first, second, LATER)) == "Cem"


def test_a_meeting_that_was_cancelled_or_is_yet_to_come_uses_up_no_turn() -> None:
    off = meeting(standing="Cancelled", note_taker="Cem", code="Off")
    after = meeting(date(2026, 12, 8), "Planned", note_taker="Cem", code="After")
    assert LATER.note_taker_in_turn(book(*NOTES, off, after, LATER)) == "Cem"


def test_clerks_take_turns_where_nobody_is_note_taker_and_nobody_does_where_there_is_neither() -> None:
    clerks = (officer("Zoe", "Clerk"), officer("Hal", "Clerk"), officer("Ivy", "Clerk", ends_on=HELD_ON))
    assert note_takers_on(book(*clerks), TODAY) == ("Hal", "Zoe")
    assert note_takers_on(book(*clerks, *NOTES), TODAY) == ("Cem", "Dee")
    assert LATER.note_taker_in_turn(book(LATER)) == ""
