"""Who shares a cost, on which basis, and what is said about it (rule T8)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from pepsheets.tabs.book import BadRow, WaitsFor
from pepsheets.tabs.costs import Cost, members_of_year, sharers, sharing_of
from pepsheets.tabs.days import TermDates
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.school_figures import SchoolFigures
from pepsheets.tabs.schools import Subscription
from pepsheets.tabs.settings import BUDGETS_MAY_DIFFER, COSTS_SHARED, PART_YEAR, SHORTFALL_TO_FUND
from tests.tabs.books import bad_row, book, setting
from tests.tabs.partnership import amounts, cost, figures, found, school, subscription

SHARED = setting(COSTS_SHARED, "Yes")
NEW_YEAR = date(2027, 1, 1)
NAMES = ("Ash", "Elm", "Oak")
SCHOOLS = tuple(school(name) for name in NAMES)
MEMBERS = (*SCHOOLS, *(subscription(name) for name in NAMES))
HUNDREDS = tuple(figures(name, 100) for name in NAMES)
JOINER = (school("Ash"), school("Oak"), subscription("Ash"), subscription("Oak", starts_on=NEW_YEAR))


def cells_of(row: Cost, *others: Row) -> list[object]:
    """To share, shared by, largest share, the fund's part, working."""
    among = book(row, SHARED, *others)
    return [row.amount(among), row.shared_by(among), row.largest_share(among), row.fund_part(among), row.working(among)]


def shares(row: Cost, *others: Row) -> dict[str, Decimal | None]:
    return amounts(book(row, SHARED, *others))


def sentences(*rows: Row, adopted: bool = True) -> list[tuple[str, str]]:
    """What is wrong on the Costs tab; that a tie parted equals is told apart from it."""
    return [each for each in found(book(*rows, *([SHARED] if adopted else [])), "Costs") if each[0] != "working"]


def budget(name: str, amount: str, definition: str | None = "Budget share 2026-27") -> SchoolFigures:
    return figures(name, budget=amount, definition=definition)


# What is shared, and by whom


def test_a_cost_is_shared_in_proportion_to_pupils_to_the_penny() -> None:
    counted = (figures("Ash", 210), figures("Elm", 420), figures("Oak", 105))
    assert shares(cost(), *MEMBERS, *counted) == {
        "Ash": Decimal("28.57"),
        "Elm": Decimal("57.14"),
        "Oak": Decimal("14.29"),
    }
    assert cells_of(cost(), *MEMBERS, *counted) == [100, 3, Decimal("57.14"), None, "£100.00 over 735 pupils"]


def test_a_cost_is_shared_in_direct_proportion_to_budgets() -> None:
    budgets = (budget("Ash", "1000000.50"), budget("Elm", "2000001.00"), budget("Oak", "0.00"))
    assert shares(cost(basis="Budget"), *MEMBERS, *budgets) == {
        "Ash": Decimal("33.33"),
        "Elm": Decimal("66.67"),
        "Oak": Decimal("0.00"),
    }
    assert cells_of(cost(basis="Budget"), *MEMBERS, *budgets)[-1] == "£100.00 over 3,000,001.50 pounds of budget"


def test_a_tie_that_decided_a_penny_is_said() -> None:
    tied = "Equal remainders of Ash, Elm, Oak: the odd pennies go by the order of names"
    assert shares(cost(basis="Equal"), *MEMBERS) == {
        "Ash": Decimal("33.34"),
        "Elm": Decimal("33.33"),
        "Oak": Decimal("33.33"),
    }
    assert cells_of(cost(basis="Equal"), *MEMBERS)[-1] == f"£100.00 over 3 equal shares. {tied}"


def test_a_credit_is_shared_as_the_cost_it_takes_back() -> None:
    assert shares(cost(net="-100.00", basis="Equal"), *MEMBERS)["Ash"] == Decimal("-33.34")
    assert cells_of(cost(net="-100.00", basis="Equal"), *MEMBERS)[:3] == [-100, 3, Decimal("-33.34")]


def test_vat_that_is_reclaimed_is_not_shared_and_other_vat_is_shared_like_net() -> None:
    taxed = {"vat_treatment": "Standard rate", "vat": "20.00", "basis": "Equal"}
    assert shares(cost(**taxed, vat_reclaimed=False), *MEMBERS)["Oak"] == Decimal("40.00")
    assert shares(cost(**taxed, vat_reclaimed=True), *MEMBERS)["Oak"] == Decimal("33.33")


def test_only_the_schools_that_are_named_share_and_each_once() -> None:
    assert shares(cost(schools=("Oak", "Fir", "Oak"), basis="Equal"), *MEMBERS) == {"Fir": 50, "Oak": 50}


def test_costs_are_not_shared_before_the_partnership_adopts_it() -> None:
    among = book(cost(), *MEMBERS, *HUNDREDS)
    row = among.the(Cost, "K1")
    assert [row.shared_by(among), row.largest_share(among), row.fund_part(among)] == [None, None, None]
    assert row.working(among) == "Not shared: the Rules tab does not share costs"
    assert amounts(among) == {}


def test_members_of_a_year_are_those_who_subscribed_for_a_day_of_it() -> None:
    names = ("Ash", "Elm", "Fir", "Oak")
    last_day = subscription("Elm", starts_on=date(2027, 8, 31))
    before = subscription("Fir", "2025/26", ends_on=date(2026, 9, 1))
    among = book(cost(), *(school(name) for name in names), subscription("Ash"), last_day, before)
    assert members_of_year(among, "2026/27") == ("Ash", "Elm") == sharers(among, "K1")


# Part years


def test_a_joiner_shares_for_its_days_and_the_others_bear_the_shortfall() -> None:
    rows = (*JOINER, figures("Ash", 100), figures("Oak", 100))
    assert shares(cost(net="608.00"), *rows) == {"Ash": 365, "Oak": 243}
    assert cells_of(cost(net="608.00"), *rows)[3:] == [None, "£608.00 over 166 42/73 pupils"]


def test_the_fund_keeps_the_shortfall_of_part_years_if_the_rules_say_so() -> None:
    rows = (*JOINER, figures("Ash", 100), figures("Oak", 100), setting(SHORTFALL_TO_FUND, "the partnership's fund"))
    assert shares(cost(net="730.00"), *rows) == {"Ash": 365, "Oak": 243}
    words = "£730.00 over 200 pupils, 33 31/73 of them for part years: the partnership's fund keeps £122.00"
    assert cells_of(cost(net="730.00"), *rows) == [730, 2, 365, 122, words]


def test_the_fund_keeps_nothing_where_nobody_was_a_member_for_part_of_the_year() -> None:
    to_fund = setting(SHORTFALL_TO_FUND, "the partnership's fund")
    assert cells_of(cost(), *MEMBERS, *HUNDREDS, to_fund)[3] == 0
    assert cells_of(cost(schools=("Oak",)), *JOINER, figures("Oak", 100), to_fund)[2:4] == [100, 0]


def test_the_fund_can_have_the_odd_penny_and_comes_last_in_a_tie() -> None:
    rows = (*JOINER, setting(PART_YEAR, "terms"), setting(SHORTFALL_TO_FUND, "the partnership's fund"))
    halves = (
        TermDates(year="2026/27", term="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)),
        TermDates(year="2026/27", term="Spring", starts_on=date(2027, 1, 4), ends_on=date(2027, 7, 20)),
    )
    words = cells_of(cost(net="0.02", basis="Equal", schools=()), *rows, *halves)[-1]
    assert words == (
        "£0.02 over 2 equal shares, 0.50 of them for part years: the partnership's fund keeps £0.00. "
        "Equal remainders of Oak, the partnership's fund: the odd pennies go by the order of names"
    )


@pytest.mark.parametrize(
    ("way", "of_oak"), [("the whole year", 365), ("days", "291.76"), ("weeks", "288.60"), ("twelfths", "292.00")]
)
def test_part_years_are_measured_as_the_rules_say(way: str, of_oak: object) -> None:
    rows = (*JOINER, figures("Ash", 100), figures("Oak", 100), setting(PART_YEAR, way))
    assert shares(cost(net="730.00"), *rows)["Oak"] == Decimal(str(of_oak))


def test_a_school_that_is_named_shares_for_the_whole_year() -> None:
    named = cost(net="730.00", schools=("Ash", "Oak"))
    assert shares(named, *JOINER, figures("Ash", 100), figures("Oak", 100)) == {"Ash": 365, "Oak": 365}


def test_part_years_by_terms_wait_for_the_terms_of_the_year() -> None:
    among = book(cost(basis="Equal"), *JOINER, SHARED, setting(PART_YEAR, "terms"))
    with pytest.raises(WaitsFor, match="the Term dates tab for 2026/27"):
        sharing_of(among, "K1")
    assert found(among, "Costs") == []


# What may be wrong


def test_costs_in_order_say_nothing() -> None:
    costs = (
        cost("K1"),
        cost("K2", net="0.00", vat_treatment="Standard rate"),
        cost("K3", net="-100.00", vat_treatment="Reduced rate", vat="-5.00"),
        cost("K4", basis="Equal"),
        cost("K5", basis="Budget", schools=("Ash", "Elm")),
    )
    given = (
        figures("Ash", 5, budget="1.00", definition="Budget share 2026-27"),
        figures("Elm", 6, budget="2.00", definition="budget  share 2026-27"),
        figures("Oak", 100),
    )
    assert sentences(*costs, *MEMBERS, *given) == []


def test_a_tie_that_decided_a_penny_is_told() -> None:
    told = found(book(cost(basis="Equal"), *MEMBERS, SHARED), "Costs")
    assert told == [
        (
            "working",
            "equal remainders of Ash, Elm, Oak: the odd pennies go by the order of names. "
            "Nothing needs doing; it is said so that nobody wonders.",
        )
    ]
    assert found(book(cost(basis="Equal", net="99.00"), *MEMBERS, SHARED), "Costs") == []


def test_a_cost_that_nobody_can_share_is_an_error() -> None:
    assert sentences(cost(), *SCHOOLS) == [
        (
            "schools",
            "no school has a subscription with a fee for 2026/27, so nobody shares it. Type the fees there, or name "
            "the schools here.",
        )
    ]


def test_figures_that_are_missing_are_named() -> None:
    assert sentences(cost(), *MEMBERS, figures("Elm", 100), figures("Oak")) == [
        ("basis", "there is no figure (pupils, 2026/27) for Ash, Oak. Add it on the School figures tab.")
    ]
    names = ("Ash", "Elm", "Fir", "Oak", "Yew")
    assert sentences(cost(basis="Budget", schools=names)) == [
        (
            "basis",
            "there is no figure (budget, 2026/27) for Ash, Elm, Fir and 2 more. Add it on the School figures tab.",
        )
    ]


def test_figures_that_are_all_zero_give_nobody_a_share() -> None:
    zeros = [figures(name, 0) for name in NAMES]
    assert sentences(cost(), *MEMBERS, *zeros) == [
        ("basis", "the figures of 2026/27 are all zero, so nobody has a share. Fill in at least one.")
    ]
    with pytest.raises(WaitsFor, match="the basis of K1 on the Costs tab"):
        sharing_of(book(cost(), *MEMBERS, *zeros), "K1")


def test_a_share_waits_for_a_figure_that_is_missing_or_cannot_be_read() -> None:
    with pytest.raises(WaitsFor, match="the row of Oak, 2026/27 on the School figures tab"):
        sharing_of(book(cost(schools=("Oak",)), SHARED), "K1")
    wrong: Mapping[type[Row], list[BadRow]] = {SchoolFigures: [bad_row(school="Oak", year="2026/27")]}
    with pytest.raises(WaitsFor, match="School figures row 9"):
        sharing_of(book(cost(schools=("Oak",)), SHARED, bad=wrong), "K1")


def test_who_shares_waits_for_a_subscription_that_cannot_be_read_unless_schools_are_named() -> None:
    wrong: Mapping[type[Row], list[BadRow]] = {Subscription: [bad_row()]}
    among = book(cost("K1"), cost("K2", schools=("Oak",)), *MEMBERS, bad=wrong)
    with pytest.raises(WaitsFor, match="Subscriptions row 9"):
        sharers(among, "K1")
    assert sharers(among, "K2") == ("Oak",)


def test_a_date_in_another_year_is_pointed_out() -> None:
    assert sentences(cost(spent_on=date(2027, 9, 1), basis="Equal"), *MEMBERS) == [
        ("year", "01/09/2027 lies in another academic year. Check the date and the year.")
    ]


def test_vat_fits_its_treatment() -> None:
    assert sentences(cost(vat_treatment="Standard rate", basis="Equal"), *MEMBERS) == [
        ("vat", "the treatment is Standard rate, and there is no VAT. Check the invoice.")
    ]
    assert sentences(cost(vat="20.00", basis="Equal"), *MEMBERS) == [
        ("vat", "the treatment is Exempt, and there is VAT. Check the invoice.")
    ]


def test_a_credit_has_its_vat_below_zero_too() -> None:
    assert sentences(cost(net="-100.00", vat_treatment="Standard rate", vat="20.00", basis="Equal"), *MEMBERS) == [
        ("vat", "the net amount and the VAT have different signs. A credit has both below zero.")
    ]


def test_a_cost_waits_for_the_partnership_to_adopt_sharing() -> None:
    assert sentences(cost(basis="Budget"), adopted=False) == [
        ("spent_on", "costs are not shared on this date. Adopt 'Costs: shared between schools' on the Rules tab first.")
    ]


def test_schools_on_different_budgets_warn_until_the_partnership_agrees() -> None:
    september, april = budget("Ash", "1.00", "September year"), budget("Elm", "1.00", "April year")
    rows = (cost(basis="Budget", schools=("Ash", "Elm", "Oak")), september, april, budget("Oak", "1.00", None))
    sentence = "schools give different budgets: April year; September year. "
    assert sentences(*rows) == [
        ("basis", sentence + "Use one for all, or agree on the Rules tab that they may differ.")
    ]
    assert sentences(*rows, setting(BUDGETS_MAY_DIFFER, "Yes")) == []
