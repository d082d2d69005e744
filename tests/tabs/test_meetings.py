from datetime import date

import pytest

from pepsheets.rules.quorum import Base, Rounding
from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import PURPOSES, AgendaItem, Attendance, Meeting, quorum_of
from pepsheets.tabs.settings import (
    DEPUTIES_COUNT,
    EVENT_MONTH,
    GROUP_PLACES,
    QUORUM_BASE,
    QUORUM_NUMBER,
    QUORUM_ROUNDING,
    QUORUM_SHARE,
    RECONVENE_WITHIN,
)
from tests.tabs.books import TODAY, bad_row, book, problems, said, setting, wrong_on
from tests.tabs.groups import (
    GROUP,
    HELD_ON,
    MEMBERS,
    PEOPLE,
    RULES,
    away,
    came,
    deputy,
    item,
    meeting,
    member,
)

FIVE = setting(QUORUM_NUMBER, 5)
COUNT = setting(DEPUTIES_COUNT, "Yes")
DEC_8 = date(2026, 12, 8)


def present(*people: str) -> list[Attendance]:
    """These members present, and the others absent with comments."""
    return [came(name) if name in people else away(name, HELD_ON) for name in MEMBERS]


def found(row: Meeting, *rows: Row) -> list[tuple[str, str]]:
    """What is wrong on the Meetings tab, a missing note-taker left out."""
    return [each for each in wrong_on(Meeting, book(*GROUP, FIVE, row, *rows)) if each[0] != "note_taker"]


def test_a_meeting_with_everything_in_order_is_not_complained_about() -> None:
    everything = (*RULES, *PEOPLE, *GROUP, meeting(note_taker="Gil"), *present(*MEMBERS), item(1))
    assert problems(book(*everything)) == []


# Quorum (rule P4)


def test_a_meeting_shows_who_could_have_come_how_many_had_to_and_how_many_did() -> None:
    row = meeting()
    among = book(*GROUP, FIVE, row, *present("Ann", "Bob", "Cem", "Dee", "Eve"))
    assert (row.in_office(among), row.quorum(among), row.present(among), row.quorate(among)) == (7, 5, 5, "Quorate")


def test_an_inquorate_meeting_is_short_by_those_missing_and_decides_again() -> None:
    row, rows = meeting(), present("Ann", "Bob", "Cem")
    assert row.quorate(book(*GROUP, FIVE, row, *rows)) == "Inquorate, short by 2"
    sentence = (
        "the meeting was not quorate: 3 of the 5 members needed were present. "
        "Decide again, at the next meeting, what it decided."
    )
    assert found(row, *rows) == [("quorate", sentence)]


def test_an_inquorate_meeting_is_held_again_within_the_days_of_the_rules_tab() -> None:
    row, rows = meeting(), present("Ann", "Bob", "Cem", "Dee")
    again = setting(RECONVENE_WITHIN, 7)
    assert row.reconvene_by(book(*GROUP, FIVE, again, row, *rows)) == date(2026, 11, 17)
    sentence = "the meeting was not quorate: 4 of the 5 members needed were present. Hold it again by 17/11/2026."
    assert found(row, again, *rows) == [("quorate", sentence)]


def test_a_quorate_meeting_is_not_held_again() -> None:
    row = meeting()
    assert row.reconvene_by(book(*GROUP, FIVE, setting(RECONVENE_WITHIN, 7), row, *present(*MEMBERS))) is None


def test_both_counts_are_shown_whether_deputies_count_or_not() -> None:
    row, one = meeting(), item(1, "Ann")
    rows = (row, one, came("Ann"), came("Bob"), away("Cem"), deputy("Cem's deputy", "Cem"))
    without, counted = book(*GROUP, FIVE, *rows), book(*GROUP, FIVE, COUNT, *rows)
    for among, shown in ((without, 2), (counted, 3)):
        assert (row.present(among), row.without_deputies(among), row.with_deputies(among)) == (shown, 2, 3)
        assert (one.present(among), one.without_deputies(among), one.with_deputies(among)) == (shown - 1, 1, 2)


def test_who_is_in_attendance_or_present_without_being_a_member_does_not_count() -> None:
    row = meeting()
    la = Attendance(meeting="M1", person="Zoe", standing="In attendance")
    assert row.present(book(*GROUP, FIVE, row, la, came("Hal"), came("Ann"))) == 1


def test_a_member_counts_only_at_meetings_during_their_term() -> None:
    row = meeting()
    group = [member("Ann", ends_on=HELD_ON), member("Bob", HELD_ON)]
    assert row.present(book(*group, FIVE, row, came("Ann"), came("Bob"))) == 1


def test_a_meeting_without_any_attendance_is_not_recorded_rather_than_inquorate() -> None:
    row = meeting()
    among = book(*GROUP, FIVE, row)
    assert (row.quorate(among), row.present(among), row.presiding(among)) == ("Not recorded", None, "")
    assert item(1).quorate(among) == ""
    names = "Ann, Bob, Cem, Dee, Eve, Fay, Gil"
    sentence = f"the Attendance tab does not say whether these members came: {names}. Add a row each."
    assert found(row) == [("present", sentence)]


def test_a_meeting_to_come_shows_its_quorum_and_no_count() -> None:
    row = meeting(DEC_8, "Planned")
    among = book(*GROUP, FIVE, row)
    assert (row.in_office(among), row.quorum(among), row.present(among), row.quorate(among)) == (7, 5, None, "")


@pytest.mark.parametrize("row", [meeting(kind="Partnership event"), meeting(standing="Cancelled")])
def test_an_event_or_a_cancelled_meeting_has_no_quorum(row: Meeting) -> None:
    among = book(*GROUP, FIVE, row, came("Ann"), item(1))
    assert (row.in_office(among), row.quorum(among), row.with_deputies(among)) == (None, None, None)
    assert (row.quorate(among), row.presiding(among), item(1).presiding(among)) == ("", "", "")
    assert found(row, came("Ann"), item(1)) == []


def test_without_a_quorum_on_the_rules_tab_a_meeting_is_neither_quorate_nor_inquorate() -> None:
    row = meeting()
    among = book(*GROUP, row, came("Ann"))
    assert (row.quorum(among), row.present(among), row.quorate(among)) == (None, 1, "")


def test_the_quorum_is_that_of_the_day_of_the_meeting() -> None:
    among = book(*GROUP, FIVE, setting(QUORUM_NUMBER, 6, from_=DEC_8))
    assert [quorum_of(among, day) for day in (date(2026, 12, 7), DEC_8)] == [5, 6]


def test_a_share_is_taken_of_the_members_in_office_or_of_all_places() -> None:
    half = setting(QUORUM_SHARE, 0.5)
    places = (setting(QUORUM_BASE, Base.PLACES.value), setting(GROUP_PLACES, 12))
    assert quorum_of(book(*GROUP, half), TODAY) == 4
    assert quorum_of(book(*GROUP, half, setting(QUORUM_ROUNDING, Rounding.DOWN.value)), TODAY) == 3
    assert quorum_of(book(*GROUP, half, *places), TODAY) == 6
    assert quorum_of(book(*GROUP, half, places[0]), TODAY) == 4


def test_the_figures_of_a_meeting_wait_for_an_attendance_row_that_may_be_its_own() -> None:
    row = meeting()
    other, own = bad_row(7, meeting="M2"), bad_row(8, person="Ann")
    assert row.present(book(*GROUP, FIVE, row, came("Ann"), bad={Attendance: [other]})) == 1
    with pytest.raises(WaitsFor, match="Attendance row 8"):
        row.present(book(*GROUP, FIVE, row, came("Ann"), bad={Attendance: [own]}))


# Item by item (rule P4)

COMING_AND_GOING = (came("Ann"), came("Bob"), came("Cem"), came("Dee", arrived_at=2), came("Eve", left_at=3))
OTHERS = (away("Fay", HELD_ON), away("Gil", HELD_ON))


def test_who_comes_late_or_leaves_early_counts_for_the_items_in_between() -> None:
    row, items = meeting(), [item(number) for number in (1, 2, 3)]
    among = book(*GROUP, FIVE, row, *items, *COMING_AND_GOING, *OTHERS)
    assert [each.present(among) for each in items] == [4, 5, 4]
    assert [each.quorate(among) for each in items] == ["Inquorate, short by 1", "Quorate", "Inquorate, short by 1"]
    assert row.items_inquorate(among) == "item 1 short by 1; item 3 short by 1"


def test_an_item_that_too_few_were_left_for_is_decided_again() -> None:
    rows = (meeting(), *present("Ann", "Bob", "Cem", "Dee", "Eve"), item(1), item(2, "Eve", "Dee"))
    sentence = (
        "the item was not quorate: 3 members were left after Dee and Eve withdrew, and 5 are needed. "
        "Decide the item again at the next meeting."
    )
    assert wrong_on(AgendaItem, book(*GROUP, FIVE, *rows)) == [("quorate", sentence)]


def test_what_was_not_quorate_is_settled_when_the_meeting_is_closed() -> None:
    closed = meeting().model_copy(update={"closed_on": HELD_ON, "notes_sent": HELD_ON})
    rows = (*present("Ann", "Bob", "Cem", "Dee", "Eve"), item(1), item(2, "Eve", "Dee"))
    assert wrong_on(AgendaItem, book(*GROUP, FIVE, closed, *rows)) == []
    assert "quorate" not in {column for column, _ in wrong_on(Meeting, book(*GROUP, FIVE, closed, *present("Ann")))}


def test_an_item_after_which_somebody_left_early_is_decided_again() -> None:
    rows = (meeting(), came("Ann"), came("Bob"), came("Cem"), came("Dee"), came("Eve", left_at=1), *OTHERS, item(1))
    sentence = (
        "the item was not quorate: 4 members were left, and 5 are needed. Decide the item again at the next meeting."
    )
    assert wrong_on(AgendaItem, book(*GROUP, FIVE, *rows)) == [("quorate", sentence)]


def test_the_items_of_an_inquorate_meeting_are_not_told_again_one_by_one() -> None:
    assert wrong_on(AgendaItem, book(*GROUP, FIVE, meeting(), *present("Ann", "Bob"), item(1))) == []


# Attendance is complete


def test_members_of_whom_attendance_says_nothing_are_named() -> None:
    rows = [row for row in present(*MEMBERS) if row.person not in ("Fay", "Dee")]
    sentence = "the Attendance tab does not say whether these members came: Dee, Fay. Add a row each."
    assert found(meeting(), *rows) == [("present", sentence)]


@pytest.mark.parametrize("row", [meeting(DEC_8, "Planned"), meeting(standing="Cancelled"), meeting(kind="Other")])
def test_attendance_is_asked_for_only_when_the_group_has_met(row: Meeting) -> None:
    assert found(row) == []


# The yearly event (rule P10)

FEBRUARY = setting(EVENT_MONTH, 2)
EVENT = meeting(date(2027, 2, 9), "Planned", kind="Partnership event")


def purposes_of(row: Meeting, *rows: Row, today: date = date(2027, 1, 20)) -> list[tuple[str, str]]:
    return said(row.event_serves_its_purposes(book(row, *rows, today=today)))


def agenda(*purposes: str) -> list[AgendaItem]:
    return [
        AgendaItem.model_validate({"meeting": "M1", "item": number, "title": purpose, "purpose": purpose})
        for number, purpose in enumerate(purposes, start=1)
    ]


def test_an_event_whose_agenda_serves_the_three_purposes_is_not_complained_about() -> None:
    assert purposes_of(EVENT, FEBRUARY, *agenda(*PURPOSES)) == []


def test_the_purposes_that_the_agenda_of_the_event_does_not_serve_are_named() -> None:
    sentence = (
        "no item of the event's agenda has the purpose: Thanks to schools; Successes of the year. "
        "Add one on Agenda items."
    )
    assert purposes_of(EVENT, FEBRUARY, *agenda("Next year's programme")) == [("code", sentence)]


@pytest.mark.parametrize(("today", "told"), [(date(2026, 12, 14), False), (date(2026, 12, 15), True)])
def test_the_purposes_are_asked_for_from_eight_weeks_before_the_event(today: date, told: bool) -> None:
    assert bool(purposes_of(EVENT, FEBRUARY, today=today)) is told


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (EVENT, setting(EVENT_MONTH, None)),
        (meeting(date(2027, 2, 9), "Cancelled", kind="Partnership event"), FEBRUARY),
        (meeting(date(2027, 2, 9), "Planned", kind="Other"), FEBRUARY),
    ],
)
def test_only_an_event_that_takes_place_under_the_rule_has_purposes(row: Meeting, rule: Row) -> None:
    assert purposes_of(row, rule) == []
