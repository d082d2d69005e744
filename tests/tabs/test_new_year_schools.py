"""Which schools gain a subscription and a row of figures for a year to come, and what is said of the others."""

from datetime import date

import pytest

from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.school_figures import SchoolFigures
from pepsheets.tabs.schools import Subscription
from pepsheets.tabs.settings import COSTS_SHARED
from tests.tabs.books import LONG_AGO, bad_row, book, setting
from tests.tabs.partnership import figures, subscription
from tests.tabs.test_new_year import AUTUMN, YEAR, after, not_added, rows, term, to_fill

LEAVER = subscription("Elm", ends_on=date(2027, 4, 1))


def test_each_school_that_subscribes_to_the_end_of_the_year_gets_a_row_without_a_fee() -> None:
    among = book(subscription("Oak"), LEAVER, subscription("Ash", starts_on=date(2027, 1, 1), fee="100.00"))
    assert rows(Subscription, among) == [{"school": "Oak", "year": YEAR}, {"school": "Ash", "year": YEAR}]


def test_nothing_paid_invoiced_or_charged_last_year_is_carried_over() -> None:
    paid = subscription("Oak", invoiced_on=LONG_AGO, paid="250.00", paid_on=LONG_AGO)
    assert rows(Subscription, book(paid)) == [{"school": "Oak", "year": YEAR}]


def test_subscriptions_that_were_begun_by_hand_are_left_and_what_they_lack_is_told() -> None:
    among = book(*map(subscription, ("Oak", "Ash")), LEAVER, subscription("Oak", YEAR))
    assert rows(Subscription, among) == []
    assert not_added(Subscription, among) == [
        "subscribed to the end of 2026/27, with no row for 2027/28: Ash. Add a row for each that goes on."
    ]


NAMES = ("Oak", "Ash", "Yew")
TYPED_AHEAD = (*map(subscription, NAMES), subscription("Ash", YEAR))


def test_a_subscription_typed_ahead_of_the_year_keeps_no_other_school_out() -> None:
    among = book(*TYPED_AHEAD, AUTUMN)
    assert rows(Subscription, among) == [{"school": "Oak", "year": YEAR}, {"school": "Yew", "year": YEAR}]
    before = figures("Oak", 210)
    assert [row["school"] for row in rows(SchoolFigures, book(*TYPED_AHEAD, AUTUMN, before))] == ["Ash", "Oak", "Yew"]


@pytest.mark.parametrize("rolled", [(), (AUTUMN, term("Autumn", YEAR)), (AUTUMN, subscription("Oak", YEAR))])
def test_once_a_year_may_have_been_rolled_into_no_subscription_comes_back(rolled: tuple[Row, ...]) -> None:
    assert rows(Subscription, book(*TYPED_AHEAD, *rolled)) == []
    assert not_added(Subscription, book(*TYPED_AHEAD, *rolled)) != []


def test_schools_that_leave_are_named_with_their_day() -> None:
    last = subscription("Fir", ends_on=date(2027, 8, 31))
    assert to_fill(Subscription, book(LEAVER, last)) == [
        "no row was made for 2027/28 where 'Until' says that a school leaves during 2026/27: Elm (01/04/2027).",
        "no row was made for 2027/28 for Fir: 'Until' is the first day without membership, and says 31/08/2027, the "
        "last day of 2026/27. For a school that goes on, empty that cell, and add a row for 2027/28.",
    ]
    assert to_fill(Subscription, book(LEAVER, subscription("Elm", YEAR))) == []


def test_the_fees_of_new_subscriptions_are_to_be_filled() -> None:
    assert to_fill(Subscription, after(subscription("Oak"), tab=Subscription)) == [
        "the fee for 2027/28 is not set for 1 school: Oak. Until its fee is typed, a school does not count as a "
        "member. Type each fee, and delete the row of a school that does not subscribe again."
    ]
    assert to_fill(Subscription, book(subscription("Oak"), subscription("Oak", YEAR))) == []


def test_new_subscriptions_wait_for_a_row_that_may_be_one_of_the_year() -> None:
    among = book(subscription("Oak"), bad={Subscription: [bad_row(school="Ash")]})
    with pytest.raises(WaitsFor, match="Subscriptions row 9"):
        rows(Subscription, among)


def test_each_school_of_the_year_gets_a_row_for_its_figures() -> None:
    kept = (subscription("Oak"), LEAVER, figures("Oak", 210), figures("Elm", 90))
    assert rows(SchoolFigures, book(*kept)) == [{"school": "Oak", "year": YEAR}]
    assert rows(SchoolFigures, book(*kept, subscription("Ash", YEAR))) == [{"school": "Ash", "year": YEAR}]
    begun = book(*kept, *(subscription(name, YEAR) for name in ("Oak", "Ash")), figures("Oak", 212, YEAR))
    assert rows(SchoolFigures, begun) == []
    assert not_added(SchoolFigures, begun) == [
        "a subscription for 2027/28, with no row here: Ash. Add a row for each that shares costs."
    ]


def test_figures_are_asked_for_where_costs_are_shared_or_figures_are_kept_and_nowhere_else() -> None:
    assert rows(SchoolFigures, book(subscription("Oak"))) == []
    shared = setting(COSTS_SHARED, "Yes", date(2027, 9, 1))
    assert rows(SchoolFigures, book(subscription("Oak"), shared)) == [{"school": "Oak", "year": YEAR}]


def test_a_row_is_to_be_filled_until_it_has_pupils_or_a_budget() -> None:
    one, other = figures("Oak", 210, YEAR), figures("Ash", None, YEAR, budget="10.00", definition="Ours")
    assert to_fill(SchoolFigures, book(one, other)) == []
    assert to_fill(SchoolFigures, book(one, other, figures("Elm", None, YEAR))) == [
        "1 school has no figures for 2027/28: Elm. Type the pupils with the census date, or the budget with what it "
        "means."
    ]
