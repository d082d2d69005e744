"""Membership follows the subscriptions, on any day; figures say what they are and when they were taken."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.schools import Subscription, is_member, members_on, subscribed
from pepsheets.tabs.settings import ARREARS_END, DAYS_TO_PAY
from tests.tabs.books import bad_row, book, figures, setting
from tests.tabs.partnership import figures as figures_row
from tests.tabs.partnership import found, school, subscription

INVOICED = date(2026, 9, 1)
DUE = date(2026, 10, 1)
FIRST_OVERDUE = date(2026, 10, 2)
ARREARS_COUNT = setting(ARREARS_END, "Yes")
UNPAID = subscription("Oak", invoiced_on=INVOICED)


def of_oak(*subscriptions: Subscription, today: date = date(2026, 11, 21)) -> dict[str, object]:
    cells = figures(book(school("Oak"), *subscriptions, today=today))
    return {heading: value for (tab, _, heading), value in cells.items() if tab == "Schools"}


def cells_of(row: Subscription, today: date = date(2026, 11, 21)) -> tuple[object, object]:
    cells = figures(book(row, today=today))
    return cells["Subscriptions", row.key, "Owed"], cells["Subscriptions", row.key, "Standing"]


def sentences(*rows: Subscription, today: date = date(2026, 11, 21)) -> list[tuple[str, str]]:
    return found(book(*rows, today=today), "Subscriptions")


# Membership


def test_a_school_that_subscribes_is_a_member_from_the_first_day_of_the_academic_year_to_its_last() -> None:
    among = book(school("Oak"), subscription("Oak"))
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2027, 8, 31), date(2027, 9, 1)]
    assert [is_member(among, "Oak", day) for day in days] == [False, True, True, False]


def test_a_joiner_is_a_member_from_its_first_day_and_a_leaver_no_more_on_the_day_of_its_end() -> None:
    among = book(subscription("Oak", starts_on=date(2027, 1, 1), ends_on=date(2027, 4, 1)))
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [is_member(among, "Oak", day) for day in days] == [False, True, True, False]


def test_a_school_without_a_subscription_is_no_member() -> None:
    assert of_oak() == {"Member today": False, "Member from": None, "Member until": None}


def test_years_that_meet_are_one_membership() -> None:
    assert of_oak(subscription("Oak", "2026/27"), subscription("Oak", "2025/26")) == {
        "Member today": True,
        "Member from": date(2025, 9, 1),
        "Member until": date(2027, 9, 1),
    }


def test_a_gap_between_two_years_parts_the_membership() -> None:
    left_early = subscription("Oak", "2025/26", ends_on=date(2026, 4, 1))
    assert of_oak(left_early, subscription("Oak"))["Member from"] == date(2026, 9, 1)


def test_the_next_membership_is_shown_while_none_runs() -> None:
    shown = of_oak(subscription("Oak", "2024/25"), subscription("Oak", "2027/28"), subscription("Oak", "2028/29"))
    assert shown == {"Member today": False, "Member from": date(2027, 9, 1), "Member until": date(2029, 9, 1)}


def test_a_membership_that_ends_before_it_starts_is_none() -> None:
    never = subscription("Oak", starts_on=date(2027, 3, 1), ends_on=date(2027, 2, 1))
    assert subscribed(book(never), "Oak") == ()


def test_members_are_named_in_the_order_of_their_names() -> None:
    among = book(school("Oak"), school("Ash"), school("Elm"), subscription("Oak"), subscription("Ash"))
    assert members_on(among, date(2026, 11, 21)) == ("Ash", "Oak")


def test_membership_waits_for_a_subscription_that_cannot_be_read() -> None:
    among = book(school("Oak"), bad={Subscription: [bad_row(school="Oak")]})
    with pytest.raises(WaitsFor, match="Subscriptions row 9"):
        is_member(among, "Oak", INVOICED)
    assert not is_member(among, "Ash", INVOICED)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6), st.integers(-10, 420))
def test_joined_up_memberships_hold_the_days_of_the_subscriptions_and_no_other(
    parts: list[tuple[int, int]], later: int
) -> None:
    start = date(2026, 9, 1)
    rows = [
        subscription(
            "Oak", f"20{number:02}/{number + 1:02}", starts_on=start + timedelta(a), ends_on=start + timedelta(b)
        )
        for number, (a, b) in enumerate(parts)
    ]
    among, day = book(*rows), start + timedelta(later)
    spans = subscribed(among, "Oak")
    assert (
        any(span.covers(day) for span in spans) == any(a <= later < b for a, b in parts) == is_member(among, "Oak", day)
    )
    assert all(one.end and one.end < other.start for one, other in pairwise(spans))


# Arrears


def test_arrears_leave_a_school_a_member_unless_the_rules_say_otherwise() -> None:
    assert is_member(book(UNPAID), "Oak", FIRST_OVERDUE)
    among = book(UNPAID, ARREARS_COUNT)
    assert [is_member(among, "Oak", day) for day in (DUE, FIRST_OVERDUE)] == [True, False]


def test_a_school_is_a_member_again_from_the_day_on_which_it_paid_in_full() -> None:
    late = subscription("Oak", invoiced_on=INVOICED, paid="250.00", paid_on=date(2026, 11, 5))
    among = book(late, ARREARS_COUNT)
    assert [is_member(among, "Oak", date(2026, 11, day)) for day in (4, 5)] == [False, True]


def test_a_part_payment_does_not_end_the_arrears() -> None:
    among = book(subscription("Oak", invoiced_on=INVOICED, paid="249.99", paid_on=DUE), ARREARS_COUNT)
    assert not is_member(among, "Oak", FIRST_OVERDUE)


def test_a_fee_that_is_paid_without_a_date_is_not_in_arrears() -> None:
    assert is_member(
        book(subscription("Oak", invoiced_on=INVOICED, paid="250.00"), ARREARS_COUNT), "Oak", FIRST_OVERDUE
    )


def test_a_fee_that_was_never_invoiced_is_not_in_arrears() -> None:
    assert is_member(book(subscription("Oak"), ARREARS_COUNT), "Oak", FIRST_OVERDUE)


def test_arrears_end_membership_only_from_the_day_the_rule_applies() -> None:
    among = book(UNPAID, setting(ARREARS_END, "Yes", date(2026, 11, 1)))
    assert [is_member(among, "Oak", day) for day in (date(2026, 10, 31), date(2026, 11, 1))] == [True, False]


def test_the_time_to_pay_is_the_one_that_applied_when_the_invoice_went_out() -> None:
    rules = (setting(DAYS_TO_PAY, 60), setting(DAYS_TO_PAY, 10, date(2026, 10, 1)))
    among = book(UNPAID, ARREARS_COUNT, *rules)
    assert [is_member(among, "Oak", day) for day in (date(2026, 10, 31), date(2026, 11, 1))] == [True, False]


def test_one_paid_subscription_makes_a_member_whatever_another_owes() -> None:
    assert is_member(
        book(UNPAID, subscription("Oak", "2025/26", ends_on=date(2027, 1, 1)), ARREARS_COUNT), "Oak", FIRST_OVERDUE
    )


# What is owed


def test_a_subscription_is_first_not_invoiced_then_invoiced_then_overdue_then_paid() -> None:
    assert cells_of(subscription("Oak")) == (Decimal("250.00"), "Not invoiced")
    assert cells_of(UNPAID, today=DUE) == (Decimal("250.00"), "Invoiced")
    assert cells_of(UNPAID, today=FIRST_OVERDUE) == (Decimal("250.00"), "Overdue")
    assert cells_of(subscription("Oak", invoiced_on=INVOICED, paid="100.00")) == (Decimal("150.00"), "Overdue")
    assert cells_of(subscription("Oak", paid="250.00", paid_on=DUE)) == (Decimal("0.00"), "Paid")


# What may be wrong


def test_subscriptions_and_figures_in_order_say_nothing() -> None:
    rows = (
        school("Oak"),
        subscription(
            "Oak", starts_on=INVOICED, ends_on=date(2027, 9, 1), invoiced_on=INVOICED, paid="250.00", paid_on=DUE
        ),
        subscription("Ash", starts_on=date(2027, 8, 31), invoiced_on=date(2026, 11, 1)),
        subscription("Elm", ends_on=date(2026, 9, 2), invoiced_on=INVOICED, fee="0.00"),
        figures_row("Oak", 210, budget="1000000.00", definition="Budget share 2026-27 without grants"),
    )
    assert found(book(*rows), "Schools", "Subscriptions", "School figures") == []


def test_a_name_with_a_semicolon_cannot_stand_in_lists_of_schools() -> None:
    assert found(book(school("Oak; Ash")), "Schools") == [
        ("name", "a name with a semicolon is taken for two names in lists of schools. Take it out.")
    ]


def test_a_membership_that_ends_before_it_starts_is_said() -> None:
    row = subscription("Oak", starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 1))
    sentence = "the membership begins on 01/03/2027 and ends before 01/03/2027. Correct one of the dates."
    assert sentences(row) == [("ends_on", sentence)]


def test_the_last_day_of_the_year_as_until_leaves_that_day_out_and_is_told() -> None:
    sentence = "the membership would end the day before 31/08/2027. For the whole year leave this empty."
    assert sentences(subscription("Oak", ends_on=date(2027, 8, 31))) == [("ends_on", sentence)]


def test_a_membership_that_starts_after_its_year_has_no_day_in_it() -> None:
    assert sentences(subscription("Oak", starts_on=date(2027, 9, 1))) == [
        ("starts_on", "01/09/2027 is not in the academic year 2026/27. Check the date and the year."),
        ("starts_on", "the membership begins on 01/09/2027 and ends before 01/09/2027. Correct one of the dates."),
    ]


def test_an_end_in_another_year_is_said() -> None:
    assert sentences(subscription("Oak", ends_on=date(2027, 9, 2))) == [
        ("ends_on", "02/09/2027 is not in the academic year 2026/27. Check the date and the year.")
    ]


def test_an_overdue_fee_is_chased() -> None:
    row = subscription("Oak", invoiced_on=INVOICED, paid="100.00")
    assert sentences(row, today=FIRST_OVERDUE) == [
        ("paid", "£150.00 has been overdue since 02/10/2026. Send the school a reminder.")
    ]
    assert sentences(row, today=DUE) == []


def test_a_payment_above_the_fee_is_said() -> None:
    assert sentences(subscription("Oak", paid="270.00", paid_on=DUE)) == [
        ("paid", "£20.00 more was paid than the fee. Check it, or pay it back.")
    ]


def test_a_payment_in_full_needs_its_date() -> None:
    assert sentences(subscription("Oak", paid="250.00")) == [
        ("paid_on", "it is paid in full, and there is no date. Give the day on which it was paid.")
    ]


def test_pupils_need_their_census_date_and_a_budget_its_name() -> None:
    row = figures_row("Oak", 210, census_on=None, budget="1000000.00")
    assert found(book(row), "School figures") == [
        ("census_on", "the pupils have no census date. Give the day on which they were counted."),
        ("definition", "it is not said which budget this is. Name it, so that all schools give the same one."),
    ]


def test_what_waits_shows_as_waiting() -> None:
    among: Book = book(school("Oak"), bad={Subscription: [bad_row()]})
    assert set(figures(among).values()) == {"waits for Subscriptions row 9"}
