from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.notice import DayKind, Method
from pepsheets.tabs.book import Book
from pepsheets.tabs.days import ClosedDay, TermDates
from pepsheets.tabs.notices import OTHER_READING, NoticeRule, notice_rule
from pepsheets.tabs.settings import NOTICE_DAYS, NOTICE_DEEMED, NOTICE_DEEMED_AFTER, NOTICE_KIND, NOTICE_METHOD
from tests.tabs.books import book, setting
from tests.tabs.groups import meeting

A_DAY = timedelta(days=1)
TERMS = (
    TermDates(year="2025/26", term="Autumn", starts_on=date(2025, 9, 2), ends_on=date(2025, 12, 19)),
    TermDates(year="2025/26", term="Spring", starts_on=date(2026, 1, 5), ends_on=date(2026, 3, 27)),
    TermDates(year="2025/26", term="Summer", starts_on=date(2026, 4, 13), ends_on=date(2026, 7, 21)),
    TermDates(year="2026/27", term="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18)),
    TermDates(year="2026/27", term="Spring", starts_on=date(2027, 1, 4), ends_on=date(2027, 3, 25)),
    TermDates(year="2026/27", term="Summer", starts_on=date(2027, 4, 12), ends_on=date(2027, 7, 21)),
)
CLOSED = ClosedDay(day=date(2026, 11, 16), kind="Training day")
DEEMED = st.sampled_from(["the same day", "days after sending", "as court papers (CPR 6.26)"])


def adopted(days: int, kind: DayKind, deemed: str, after: int) -> Book:
    return book(
        *TERMS,
        CLOSED,
        setting(NOTICE_DAYS, days),
        setting(NOTICE_KIND, kind.value),
        setting(NOTICE_DEEMED, deemed),
        setting(NOTICE_DEEMED_AFTER, after),
    )


RULES = st.builds(adopted, st.integers(0, 15), st.sampled_from(DayKind), DEEMED, st.integers(0, 4))
MEETINGS = st.dates(date(2026, 1, 12), date(2027, 7, 20))
IN_OFFICE_HOURS = st.times(time(8), time(16, 29))


@given(RULES, MEETINGS, st.sampled_from(Method), IN_OFFICE_HOURS)
def test_notice_sent_on_the_last_day_is_in_time_and_a_day_later_it_is_short(
    among: Book, held_on: date, method: Method, at: time
) -> None:
    planned = meeting(held_on, "Planned", sent_by=method.value)
    last = planned.notice_deadline(among)
    assert last is not None
    in_time = planned.model_copy(update={"notice_sent": datetime.combine(last, at)})
    late = planned.model_copy(update={"notice_sent": datetime.combine(last + A_DAY, at)})
    assert in_time.notice_met(among) == "In time"
    assert late.notice_met(among).startswith("Short by")


@given(RULES, MEETINGS)
def test_an_email_after_half_past_four_on_the_last_day_is_short_only_under_court_rules(
    among: Book, held_on: date
) -> None:
    planned = meeting(held_on, "Planned")
    last = planned.notice_deadline(among)
    assert last is not None
    late = planned.model_copy(update={"notice_sent": datetime.combine(last, time(16, 30))})
    rule = notice_rule(among, held_on)
    assert rule is not None
    assert (late.notice_met(among) == "In time") is not rule.deemed.follows_cpr


def test_every_reading_has_another_than_itself() -> None:
    assert set(OTHER_READING) == set(DayKind)
    assert all(kind is not other for kind, other in OTHER_READING.items())


def test_without_a_number_of_days_there_is_no_rule_on_notice() -> None:
    assert notice_rule(book(setting(NOTICE_KIND, "clear days")), date(2026, 12, 8)) is None


def test_the_rule_is_that_of_the_day_of_the_meeting() -> None:
    among = book(setting(NOTICE_DAYS, 7), setting(NOTICE_DAYS, 14, from_=date(2027, 1, 1)))
    rules = [notice_rule(among, day) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [rule and rule.days for rule in rules] == [7, 14]


@pytest.mark.parametrize(("usual", "last"), [("post", date(2026, 11, 28)), (None, date(2026, 11, 30))])
def test_the_rules_tab_says_how_notices_are_usually_sent(usual: str | None, last: date) -> None:
    rules = (
        setting(NOTICE_DAYS, 7),
        setting(NOTICE_DEEMED, "as court papers (CPR 6.26)"),
        setting(NOTICE_METHOD, usual),
    )
    assert meeting(date(2026, 12, 8)).notice_deadline(book(*rules)) == last


def test_a_bank_holiday_that_was_proclaimed_is_no_working_day() -> None:
    rules = (setting(NOTICE_DAYS, 5), setting(NOTICE_KIND, "working days"))
    proclaimed = ClosedDay(day=date(2026, 12, 7), kind="Bank holiday")
    row = meeting(date(2026, 12, 8))
    assert row.notice_deadline(book(*rules)) == date(2026, 12, 1)
    assert row.notice_deadline(book(*rules, proclaimed)) == date(2026, 11, 30)


def test_a_training_day_is_a_working_day_and_no_school_day() -> None:
    rule = notice_rule(book(*TERMS, CLOSED, setting(NOTICE_DAYS, 1)), date(2026, 11, 17))
    assert isinstance(rule, NoticeRule)
    given_on, held_on = date(2026, 11, 13), date(2026, 11, 17)
    assert [rule.days_given(given_on, held_on, kind) for kind in (DayKind.CLEAR_WORKING, DayKind.SCHOOL)] == [1, 0]
