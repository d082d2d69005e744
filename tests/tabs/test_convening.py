from datetime import date, datetime

import pytest

from pepsheets.rules.notice import DayKind
from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.convening import Convened
from pepsheets.tabs.days import ClosedDay, TermDates
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.settings import AGENDA_DAYS, NOTICE_DAYS, NOTICE_DEEMED, NOTICE_KIND
from tests.tabs.books import TODAY, book, said, setting, wrong_on
from tests.tabs.groups import HELD_ON, meeting

SEVEN_DAYS = setting(NOTICE_DAYS, 7)
CHRISTMAS_TERM = TermDates(year="2026/27", term="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18))
SPRING_TERM = TermDates(year="2026/27", term="Spring", starts_on=date(2027, 1, 4), ends_on=date(2027, 3, 25))
NEXT = date(2026, 12, 8)
"""The Tuesday of a meeting to come, for which seven clear days begin after 30 November."""

REASON = "Type the Chair's reason under 'Why short notice'"


def notice_of(row: Meeting, *rows: Row) -> list[tuple[str, str]]:
    """What the checks of notice find."""
    return [found for found in wrong_on(Meeting, book(row, *rows)) if found[0] in ("notice_sent", "held_on")]


# Notice (rule T2)


def test_the_last_day_for_notice_is_shown_in_both_readings_with_the_rules_own_marked() -> None:
    row = meeting(NEXT, "Planned")
    clear, ordinary = book(SEVEN_DAYS, row), book(SEVEN_DAYS, setting(NOTICE_KIND, "calendar days"), row)
    assert (row.notice_deadline(clear), row.other_deadline(clear)) == (date(2026, 11, 30), date(2026, 12, 1))
    assert row.notice_readings(clear) == "7 clear days; other reading: 7 calendar days"
    assert (row.notice_deadline(ordinary), row.other_deadline(ordinary)) == (date(2026, 12, 1), date(2026, 11, 30))
    assert row.notice_readings(ordinary) == "7 calendar days; other reading: 7 clear days"


@pytest.mark.parametrize("row", [meeting(NEXT, "Planned"), meeting(notice_sent=datetime(2026, 11, 9, 9))])
def test_without_a_rule_on_notice_nothing_is_shown_and_nothing_is_late(row: Meeting) -> None:
    among = book(row)
    assert (row.notice_deadline(among), row.other_deadline(among), row.days_given(among)) == (None, None, None)
    assert (row.notice_readings(among), row.notice_met(among), notice_of(row)) == ("", "", [])


def test_a_cancelled_meeting_needs_no_notice() -> None:
    row = meeting(standing="Cancelled", notice_sent=datetime(2026, 11, 9))
    assert (row.notice_met(book(SEVEN_DAYS, row)), notice_of(row, SEVEN_DAYS)) == ("", [])


@pytest.mark.parametrize(
    ("today", "standing", "sentence"),
    [
        (date(2026, 11, 30), "To be sent", None),
        (
            date(2026, 12, 1),
            "Overdue",
            "no notice is noted, and it had to go out by 30/11/2026. "
            "Send it now with the Chair's reason, or move the meeting.",
        ),
    ],
)
def test_notice_of_a_meeting_to_come_is_overdue_the_day_after_the_last_day(
    today: date, standing: str, sentence: str | None
) -> None:
    row = meeting(NEXT, "Planned")
    among = book(SEVEN_DAYS, row, today=today)
    assert row.notice_met(among) == standing
    assert said(row.notice_was_given(among)) == ([("notice_sent", sentence)] if sentence else [])


def test_a_meeting_held_without_a_noted_notice_is_told_even_where_a_reason_is_given() -> None:
    row = meeting(short_reason="Urgent")
    assert row.notice_met(book(SEVEN_DAYS, row)) == "Not recorded"
    sentence = "no notice is noted, and it had to go out by 02/11/2026. Type when it went out."
    assert notice_of(row, SEVEN_DAYS) == [("notice_sent", sentence)]


@pytest.mark.parametrize(
    ("sent", "days", "standing"), [(2, 7, "In time"), (1, 8, "In time"), (3, 6, "Short by 1"), (10, -1, "Short by 8")]
)
def test_the_days_of_notice_are_counted_and_compared(sent: int, days: int, standing: str) -> None:
    row = meeting(notice_sent=datetime(2026, 11, sent, 9))
    among = book(SEVEN_DAYS, row)
    assert (row.days_given(among), row.notice_met(among)) == (days, standing)


def test_short_notice_of_a_meeting_that_was_held_asks_for_the_reason() -> None:
    row = meeting(notice_sent=datetime(2026, 11, 3))
    sentence = f"notice was short by 1 clear day: it had to go out by 02/11/2026. {REASON}."
    assert notice_of(row, SEVEN_DAYS) == [("notice_sent", sentence)]


def test_short_notice_of_a_meeting_to_come_may_still_move_the_meeting() -> None:
    row = meeting(NEXT, "Planned", notice_sent=datetime(2026, 12, 4))
    sentence = f"notice was short by 4 clear days: it had to go out by 30/11/2026. {REASON}, or move the meeting."
    assert notice_of(row, SEVEN_DAYS) == [("notice_sent", sentence)]


def test_a_reason_excuses_short_notice() -> None:
    row = meeting(notice_sent=datetime(2026, 11, 9), short_reason="Inspection called")
    assert notice_of(row, SEVEN_DAYS) == []


def test_notice_late_only_by_the_reading_that_is_not_the_rules_warns() -> None:
    row = meeting(notice_sent=datetime(2026, 11, 3))
    sentence = (
        "notice is in time as the Rules tab counts, but short by 1 clear day for those who count these. "
        "Next time send it by the day under 'By other reading'."
    )
    assert notice_of(row, SEVEN_DAYS, setting(NOTICE_KIND, "calendar days")) == [("notice_sent", sentence)]


def test_notice_in_time_by_both_readings_does_not_warn() -> None:
    row = meeting(notice_sent=datetime(2026, 11, 2))
    assert notice_of(row, SEVEN_DAYS, setting(NOTICE_KIND, "calendar days")) == []


def test_notice_by_post_is_sent_two_days_earlier_where_court_rules_say_when_it_is_given() -> None:
    rules = (SEVEN_DAYS, setting(NOTICE_DEEMED, "as court papers (CPR 6.26)"))
    by_post, by_email = meeting(NEXT, sent_by="post"), meeting(NEXT)
    assert by_post.notice_deadline(book(*rules)) == date(2026, 11, 28)
    assert by_email.notice_deadline(book(*rules)) == date(2026, 11, 30)


# Notice in school holidays (rule T2)


def test_notice_wholly_in_the_school_holidays_warns_even_where_it_is_in_time() -> None:
    row = meeting(date(2027, 1, 4), "Planned", notice_sent=datetime(2026, 12, 19))
    sentence = "the whole time of the notice lies in school holidays. Remind members in term."
    assert notice_of(row, SEVEN_DAYS, CHRISTMAS_TERM, SPRING_TERM) == [("notice_sent", sentence)]


def test_notice_with_one_school_day_in_it_is_not_wholly_in_the_holidays() -> None:
    row = meeting(date(2027, 1, 5), "Planned", notice_sent=datetime(2026, 12, 19))
    assert notice_of(row, SEVEN_DAYS, CHRISTMAS_TERM, SPRING_TERM) == []


def test_a_year_without_term_dates_is_not_one_long_holiday() -> None:
    row = meeting(notice_sent=datetime(2026, 11, 2))
    with pytest.raises(WaitsFor, match="2026/27 on the Term dates tab"):
        list(row.notice_runs_in_term(book(SEVEN_DAYS, row)))
    assert wrong_on(Meeting, book(SEVEN_DAYS, row, today=HELD_ON)) == [("note_taker", NO_NOTE_TAKER)]


NO_NOTE_TAKER = "no note-taker is named. Choose a person."


def test_school_days_leave_out_closures_of_the_schools() -> None:
    rules = (SEVEN_DAYS, setting(NOTICE_KIND, "school days"), CHRISTMAS_TERM)
    row = meeting(NEXT, "Planned")
    assert row.notice_deadline(book(*rules)) == date(2026, 11, 26)
    assert row.notice_deadline(book(*rules, ClosedDay(day=date(2026, 12, 4), kind="Closure"))) == date(2026, 11, 25)


def test_school_days_cannot_be_counted_without_term_dates_and_that_is_said() -> None:
    rules = (SEVEN_DAYS, setting(NOTICE_KIND, "school days"))
    row = meeting(NEXT, "Planned")
    with pytest.raises(WaitsFor, match="2026/27 on the Term dates tab"):
        row.notice_deadline(book(*rules))
    sentence = "notice counts school days, and the Term dates tab has none of 2026/27. Add them."
    assert said(row.terms_are_known(book(*rules))) == [("held_on", sentence)]
    assert said(row.terms_are_known(book(*rules, CHRISTMAS_TERM))) == []


def test_the_other_reading_of_school_days_is_calendar_days() -> None:
    rules = (SEVEN_DAYS, setting(NOTICE_KIND, DayKind.SCHOOL.value), CHRISTMAS_TERM)
    assert meeting(NEXT).notice_readings(book(*rules)) == "7 school days; other reading: 7 calendar days"


# Standing


@pytest.mark.parametrize(
    ("held_on", "standing", "sentence"),
    [
        (TODAY, "Planned", None),
        (HELD_ON, "Planned", "10/11/2026 has passed. Was it held? Choose Held or Cancelled."),
        (TODAY, "Held", None),
        (NEXT, "Held", "08/12/2026 is still to come. Choose Planned, or correct the date."),
        (HELD_ON, "Cancelled", None),
    ],
)
def test_whether_a_meeting_was_held_fits_its_date(held_on: date, standing: str, sentence: str | None) -> None:
    row = Meeting(code="M1", kind="Other", held_on=held_on, standing=standing)  # type: ignore[arg-type]  # one of three
    assert said(row.standing_fits_the_date(book(row))) == ([("standing", sentence)] if sentence else [])


# Agenda (rule T3)

FIVE_DAYS = setting(AGENDA_DAYS, 5)
BY = date(2026, 11, 5)


def agenda_of(row: Convened, *rows: Row, today: date = TODAY) -> list[tuple[str, str]]:
    among = book(row, *rows, today=today)
    found = [*row.agenda_was_agreed_and_sent(among), *row.agenda_was_agreed_before_it_went_out(among)]
    return said(found)


def test_agenda_activity_and_resources_are_agreed_and_sent_in_advance() -> None:
    assert agenda_of(meeting(agenda_agreed=BY, agenda_sent=BY), FIVE_DAYS) == []


def test_an_agenda_neither_agreed_nor_sent_is_told_from_the_day_after_the_last_day() -> None:
    planned = meeting(standing="Planned")
    assert agenda_of(planned, FIVE_DAYS, today=BY) == []
    assert agenda_of(planned, FIVE_DAYS, today=date(2026, 11, 6)) == [
        (
            "agenda_agreed",
            "agenda, activity and resources had to be agreed by 05/11/2026, and no day is noted. "
            "Agree them, and type the day.",
        ),
        (
            "agenda_sent",
            "the agenda and papers had to go out by 05/11/2026, and no day is noted. Send them, and type the day.",
        ),
    ]


def test_an_agenda_agreed_or_sent_late_is_told() -> None:
    late = date(2026, 11, 6)
    advice = "by 05/11/2026. Correct the day, or move the meeting."
    assert agenda_of(meeting(agenda_agreed=late, agenda_sent=late), FIVE_DAYS) == [
        ("agenda_agreed", f"agenda, activity and resources had to be agreed {advice}"),
        ("agenda_sent", f"the agenda and papers had to go out {advice}"),
    ]


def test_an_agenda_that_went_out_before_it_was_agreed_warns() -> None:
    row = meeting(agenda_agreed=date(2026, 11, 4), agenda_sent=date(2026, 11, 3))
    sentence = "the agenda went out before it was agreed on 04/11/2026. Check both days."
    assert agenda_of(row, FIVE_DAYS) == [("agenda_sent", sentence)]


@pytest.mark.parametrize("rows", [(), (setting(AGENDA_DAYS, None),)])
def test_without_a_rule_on_agendas_none_is_late(rows: tuple[Row, ...]) -> None:
    assert agenda_of(meeting(agenda_agreed=date(2026, 11, 9), agenda_sent=date(2026, 11, 8)), *rows) == []


def test_a_cancelled_meeting_needs_no_agenda() -> None:
    assert agenda_of(meeting(standing="Cancelled"), FIVE_DAYS) == []
