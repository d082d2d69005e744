"""The signatures of the rules that outsiders rely on, each used as they use it."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from pepsheets.rules import apportionment, calendar, notice, quorum

CLOSED = frozenset({date(2026, 5, 25)})
MEETING = date(2026, 6, 3)


def test_apportion_takes_a_total_and_weights_and_gives_shares_exact_shares_and_ties() -> None:
    result = apportionment.apportion(total=100, weights=[1, Fraction(1), Decimal(1)])
    assert isinstance(result, apportionment.Apportionment)
    assert result.shares == (34, 33, 33)
    assert result.exact == (Fraction(100, 3), Fraction(100, 3), Fraction(100, 3))
    assert result.ties == (0, 1, 2)
    assert apportionment.apportion(-100, (1, 1, 1)).shares == (-34, -33, -33)


def test_latest_notice_date_takes_meeting_days_kind_and_closed_days() -> None:
    kind = notice.DayKind
    assert notice.latest_notice_date(meeting=MEETING, days=7, kind=kind.CLEAR_CALENDAR) == date(2026, 5, 26)
    assert notice.latest_notice_date(MEETING, 7, kind.WORKING, closed=CLOSED) == date(2026, 5, 25)


def test_earliest_meeting_date_takes_given_days_kind_and_closed_days() -> None:
    kind = notice.DayKind
    assert notice.earliest_meeting_date(given=date(2026, 5, 26), days=7, kind=kind.CALENDAR) == date(2026, 6, 2)
    assert notice.earliest_meeting_date(date(2026, 5, 21), 7, kind.CLEAR_WORKING, closed=CLOSED) == MEETING


def test_latest_sending_date_takes_the_rule_and_the_method_besides() -> None:
    kind, rule, method = notice.DayKind.CLEAR_CALENDAR, notice.DeemedRule, notice.Method
    assert notice.latest_sending_date(MEETING, 7, kind, rule.SAME_DAY, method.HAND) == date(2026, 5, 26)
    assert notice.latest_sending_date(MEETING, 7, kind, rule.days_after(2), method.EMAIL) == date(2026, 5, 24)
    assert notice.latest_sending_date(
        meeting=MEETING, days=7, kind=kind, rule=rule.CPR_6_26, method=method.POST, closed=CLOSED
    ) == date(2026, 5, 24)


def test_days_given_takes_given_meeting_kind_and_closed_days() -> None:
    assert notice.days_given(given=date(2026, 5, 26), meeting=MEETING, kind=notice.DayKind.CLEAR_CALENDAR) == 7
    assert notice.days_given(date(2026, 5, 21), MEETING, notice.DayKind.SCHOOL, closed=CLOSED) == 7


def test_deemed_given_takes_sent_method_rule_and_closed_days() -> None:
    sent = datetime(2026, 5, 22, 17, 0)
    assert notice.deemed_given(sent, notice.Method.EMAIL, notice.DeemedRule.SAME_DAY) == date(2026, 5, 22)
    assert notice.deemed_given(
        sent=sent, method=notice.Method.EMAIL, rule=notice.DeemedRule.CPR_6_26, closed=CLOSED
    ) == date(2026, 5, 26)


def test_the_kinds_of_days_are_five() -> None:
    names = [kind.name for kind in notice.DayKind]
    assert names == ["CLEAR_CALENDAR", "CALENDAR", "CLEAR_WORKING", "WORKING", "SCHOOL"]


def test_a_quorum_rule_is_a_number_a_share_a_base_and_a_rounding() -> None:
    rule = quorum.QuorumRule()
    assert (rule.number, rule.share, rule.base, rule.rounding) == (0, None, quorum.Base.IN_OFFICE, quorum.Rounding.UP)
    rule = quorum.QuorumRule(number=3, share=Fraction(1, 3), base=quorum.Base.PLACES, rounding=quorum.Rounding.DOWN)
    assert quorum.quorum_of(rule=rule, places=14, in_office=7, suspended=1) == 4
    assert [base.name for base in quorum.Base] == ["PLACES", "IN_OFFICE", "IN_OFFICE_LESS_SUSPENDED"]


def test_is_quorate_takes_quorum_present_and_withdrawn() -> None:
    assert quorum.is_quorate(quorum=5, present=5)
    assert not quorum.is_quorate(5, 5, withdrawn=1)


def test_bank_holidays_takes_years_and_gives_a_frozen_set_of_dates() -> None:
    holidays = calendar.bank_holidays(years=(year for year in (2025, 2026)))
    assert isinstance(holidays, frozenset)
    assert holidays >= CLOSED
