from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.tabs.attendance import Attended
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Attendance, Meeting
from pepsheets.tabs.settings import DEPUTIES_COUNT, DEPUTY_EXCUSES
from tests.tabs.books import book, setting, wrong_on
from tests.tabs.groups import GROUP, HELD_ON, MEMBERS, away, came, deputy, item, meeting, member

COUNT = setting(DEPUTIES_COUNT, "Yes")
EXCUSE = setting(DEPUTY_EXCUSES, "Yes")
ANNS, BOBS = "Ann's deputy", "Bob's deputy"


def found(*rows: Row) -> list[tuple[str, str]]:
    """What is wrong on the Attendance tab of a meeting of the seven that was held."""
    return wrong_on(Attendance, book(*GROUP, meeting(), *rows))


def in_attendance(person: str) -> Attendance:
    return Attendance(meeting="M1", person=person, standing="In attendance")


# Who counts (rule P4)


def counted(row: Attended, *rows: Row) -> str:
    return row.counts(book(*GROUP, meeting(), row, *rows))


def test_members_who_are_present_count_and_nobody_else_who_is_there_does() -> None:
    assert counted(came("Ann")) == "Yes"
    assert counted(came("Zoe")) == "No, not a member"
    assert counted(in_attendance("Zoe")) == "No"
    assert counted(away("Ann")) == "No"


def test_a_deputy_counts_only_where_the_rules_tab_lets_deputies_count() -> None:
    assert counted(deputy(ANNS, "Ann"), away("Ann")) == "No, deputies do not count"
    assert counted(deputy(ANNS, "Ann"), away("Ann"), COUNT) == "Yes"


@pytest.mark.parametrize(
    ("row", "others", "reason"),
    [
        (deputy("Bob", "Ann"), (), "Bob is a member"),
        (deputy(ANNS, None), (), "no member is named"),
        (deputy(ANNS, "Zoe"), (), "Zoe was not a member"),
        (deputy(ANNS, "Ann"), (came("Ann"),), "Ann was present"),
        (deputy("Zoe", "Ann"), (deputy(ANNS, "Ann"),), "Ann's deputy came for Ann"),
    ],
)
def test_a_deputy_who_stands_in_for_nobody_does_not_count_and_the_reason_is_shown(
    row: Attendance, others: tuple[Attendance, ...], reason: str
) -> None:
    assert counted(row, COUNT, *others) == f"No, {reason}"


@pytest.mark.parametrize("called", [meeting(kind="Partnership event"), meeting(standing="Cancelled")])
def test_where_there_is_no_quorum_nobody_counts_or_does_not_count(called: Meeting) -> None:
    rows = (came("Ann"), came("Zoe"), in_attendance("Bob"), deputy("Zoe", "Hal"), away("Cem"))
    among = book(*GROUP, COUNT, called, *rows)
    assert [row.counts(among) for row in rows] == [""] * 5
    assert wrong_on(Attendance, among) == []


# Coming and going


@pytest.mark.parametrize("left_at", [2, 3])
def test_nobody_leaves_before_or_at_the_item_they_arrive_for(left_at: int) -> None:
    sentence = f"who came for item 3 cannot have left at item {left_at}. Correct one of the two."
    assert found(came("Ann", 3, left_at)) == [("left_at", sentence)]


@pytest.mark.parametrize(("arrived_at", "left_at"), [(3, 4), (None, 1), (3, None)])
def test_a_person_may_come_late_and_leave_early(arrived_at: int | None, left_at: int | None) -> None:
    assert found(came("Ann", arrived_at, left_at)) == []


# Deputies (rules P4 and P8)


def test_a_deputy_says_for_whom_they_came() -> None:
    assert found(deputy(ANNS, None)) == [
        ("deputy_for", "this does not say for whom the deputy came. Choose the member.")
    ]
    assert found(deputy("Zoe", "Zoe")) == [
        ("deputy_for", "nobody is their own deputy. Choose the member they came for.")
    ]


def test_who_names_a_member_to_stand_in_for_is_down_as_deputy() -> None:
    row = Attendance(meeting="M1", person="Zoe", standing="In attendance", deputy_for="Ann")
    sentence = "a member to stand in for is named. Choose 'Deputy', or clear the name."
    assert found(row) == [("standing", sentence)]


def test_the_named_deputy_of_an_absent_member_is_not_complained_about() -> None:
    assert found(deputy(ANNS, "Ann"), away("Ann", HELD_ON)) == []


@pytest.mark.parametrize("row", [deputy("Bob", "Ann"), in_attendance("Bob")])
def test_a_member_who_attends_does_so_as_a_member(row: Attendance) -> None:
    sentence = "Bob is a member, and attends as one. Choose 'Present'."
    assert ("standing", sentence) in found(row)


def test_who_is_not_a_member_cannot_be_present_as_one() -> None:
    sentence = "Zoe was not a member on 10/11/2026. Choose 'In attendance' or 'Deputy'."
    assert found(came("Zoe")) == [("standing", sentence)]


def test_an_la_representative_in_attendance_is_not_complained_about() -> None:
    assert found(in_attendance("Zoe")) == []


def test_a_deputy_beside_their_member_stands_in_for_nobody() -> None:
    sentence = "Ann was present, so Ann's deputy stands in for nobody. Correct one of the two rows."
    assert found(came("Ann"), deputy(ANNS, "Ann")) == [("deputy_for", sentence)]


def test_of_two_deputies_for_one_member_the_second_by_name_stands_in_for_nobody() -> None:
    assert found(deputy("Zoe", "Ann"), deputy(ANNS, "Ann")) == [
        ("deputy_for", "Ann's deputy came for Ann, so Zoe stands in for nobody. Correct one of the two rows."),
        (
            "deputy_for",
            "the deputy of Ann is Ann's deputy. Correct this, or change it on the Steering group tab.",
        ),
    ]


def test_somebody_may_come_for_a_member_who_has_named_no_deputy() -> None:
    group = (member("Ann", deputy=None), *GROUP[1:])
    assert wrong_on(Attendance, book(*group, meeting(), deputy("Zoe", "Ann"))) == []


ROWS = st.lists(
    st.builds(
        deputy, st.sampled_from([*MEMBERS[:3], ANNS, BOBS, "Zoe"]), st.none() | st.sampled_from([*MEMBERS[:4], "Hal"])
    )
    | st.builds(came, st.sampled_from([*MEMBERS, "Zoe"]))
    | st.builds(away, st.sampled_from(MEMBERS)),
    unique_by=lambda row: row.person,
)


@given(ROWS)
def test_a_deputy_counts_once_and_no_member_is_counted_beside_a_deputy_of_theirs(rows: list[Attendance]) -> None:
    called = meeting()
    among = book(*GROUP, COUNT, called, *rows)
    counting = [row for row in rows if row.counts(among) == "Yes"]
    served = [row.deputy_for or row.person for row in counting]
    assert len(served) == len(set(served))
    assert set(served) <= set(MEMBERS)
    assert (called.present(among) or 0) == (called.with_deputies(among) or 0) == len(counting)
    without = sum(row.standing == "Present" for row in counting)
    assert (called.without_deputies(among) or 0) == without


# Comments of absent members (rule P9)


def test_an_absent_member_without_comments_is_chased() -> None:
    sentence = "Ann was absent and sent no comments on the papers. Ask, and type the day."
    assert found(away("Ann")) == [("comments_on", sentence)]
    among = book(*GROUP, meeting(), away("Bob"), away("Ann"), away("Cem", HELD_ON))
    assert meeting().comments_to_chase(among) == "Ann; Bob"


def test_a_member_who_stayed_away_without_apologies_owes_comments_too() -> None:
    row = Attendance(meeting="M1", person="Ann", standing="Absent")
    assert [column for column, _ in found(row)] == ["comments_on"]


def test_before_the_meeting_a_member_who_cannot_come_is_asked_for_comments() -> None:
    among = book(*GROUP, meeting(date(2026, 12, 8), "Planned"), away("Ann"))
    sentence = "Ann cannot come and has sent no comments on the papers yet. Ask for them."
    assert wrong_on(Attendance, among) == [("comments_on", sentence)]


@pytest.mark.parametrize("row", [away("Ann", HELD_ON), away("Zoe"), came("Ann")])
def test_who_was_there_or_sent_comments_or_is_not_a_member_owes_none(row: Attendance) -> None:
    assert found(row) == []


def test_comments_that_came_after_the_meeting_came_too_late() -> None:
    sentence = (
        "the comments came on 11/11/2026, after the meeting on 10/11/2026. Ask for them earlier, or correct the day."
    )
    assert found(away("Ann", date(2026, 11, 11))) == [("comments_on", sentence)]


def test_a_deputys_attendance_excuses_only_where_the_rules_tab_says_so() -> None:
    rows = (away("Ann"), deputy(ANNS, "Ann"))
    assert [column for column, _ in found(*rows)] == ["comments_on"]
    assert found(*rows, EXCUSE) == []


def test_a_deputy_who_sent_apologies_too_excuses_nobody() -> None:
    stayed_away = Attendance(meeting="M1", person=ANNS, standing="Apologies", deputy_for="Ann")
    assert "comments_on" in [column for column, _ in found(away("Ann"), stayed_away, EXCUSE)]


# Withdrawing


def test_only_those_who_were_there_withdraw() -> None:
    row = item(1, "Ann", "Bob", "Zoe", "Hal")
    among = book(*GROUP, meeting(), came("Ann"), away("Bob"), in_attendance("Zoe"), row)
    advice = "withdrew, but is not down as attending. Correct one of the two tabs."
    assert [finding.sentence for finding in row.only_those_present_withdraw(among)] == [
        f"Bob {advice}",
        f"Hal {advice}",
    ]


def test_who_means_to_withdraw_from_a_meeting_to_come_need_not_be_down_yet() -> None:
    row = item(1, "Ann")
    assert list(row.only_those_present_withdraw(book(*GROUP, meeting(standing="Planned"), row))) == []
