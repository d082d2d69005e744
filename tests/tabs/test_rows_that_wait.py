"""Rows that wait for what nobody can know yet: fees, terms and offices of a year to come, figures."""

from datetime import date
from decimal import Decimal

import pytest

from pepsheets.tabs.book import BadRow, WaitsFor
from pepsheets.tabs.charges import Charge, Statement
from pepsheets.tabs.costs import members_of_year
from pepsheets.tabs.days import TermDates, days_schools_are_shut, terms
from pepsheets.tabs.declaration import column_of, columns_of
from pepsheets.tabs.minutes import note_takers_on
from pepsheets.tabs.notices import SchoolHolidays
from pepsheets.tabs.schools import Subscription, is_member
from pepsheets.tabs.settings import ARREARS_END
from pepsheets.tabs.steering_group import SteeringMember, deputies_named, facets_of_members, members_in_office
from tests.tabs.books import TODAY, book, figures, problems, setting, wrong_on
from tests.tabs.groups import GROUP, JUNE, PEOPLE, RULES
from tests.tabs.partnership import figures as figures_row
from tests.tabs.partnership import found, school, subscription

NEXT, THIS = "2027/28", "2026/27"
SEPTEMBER = date(2027, 9, 1)
OPEN = SteeringMember(role="Chair", starts_on=date(2027, 6, 30))
NOBODY = SteeringMember(role="Member", starts_on=JUNE)


def test_a_column_that_may_wait_is_needed_all_the_same() -> None:
    column = column_of(SteeringMember, "person")
    assert column.is_needed and not column.required
    assert [each.name for each in columns_of(TermDates) if each.is_awaited] == ["starts_on", "ends_on"]


# Subscriptions


def test_a_fee_of_a_year_to_come_is_worth_a_look_for_all_schools_at_once() -> None:
    among = book(*(subscription(name, NEXT, fee=None) for name in ("Oak", "Ash")))
    assert found(among, "Subscriptions") == [
        (
            "fee",
            "the fee for 2027/28 is not set for 2 schools: Oak, Ash. Until its fee is typed, a school does not count "
            "as a member. Type each fee, and delete the row of a school that does not subscribe again.",
        )
    ]


@pytest.mark.parametrize("given", [{"invoiced_on": TODAY}, {"paid": "10.00"}])
def test_a_fee_is_missing_once_its_year_has_begun_or_it_was_invoiced_or_paid(given: dict[str, object]) -> None:
    missing = (
        "is missing, and without one the school does not count as a member. Type an amount like 1200.50, or delete the "
        "row if it does not subscribe."
    )
    assert found(book(subscription("Oak", fee=None)), "Subscriptions") == [("fee", f"the fee for 2026/27 {missing}")]
    early = book(subscription("Oak", NEXT, fee=None, **given))
    assert found(early, "Subscriptions") == [("fee", f"the fee for 2027/28 {missing}")]


def test_without_a_fee_nothing_is_owed_and_nothing_overdue() -> None:
    among = book(
        school("Oak"), setting(ARREARS_END, "Yes"), subscription("Oak", fee=None, invoiced_on=date(2026, 9, 1))
    )
    cells = figures(among)
    assert cells["Subscriptions", "Oak / 2026/27", "Owed"] is None
    assert cells["Subscriptions", "Oak / 2026/27", "Standing"] == "No fee yet"


def test_a_subscription_without_a_fee_makes_no_member_and_prolongs_no_membership() -> None:
    among = book(school("Oak"), subscription("Oak"), subscription("Oak", NEXT, fee=None))
    assert (is_member(among, "Oak", TODAY), is_member(among, "Oak", SEPTEMBER)) == (True, False)
    assert figures(among)["Schools", "Oak", "Member until"] == SEPTEMBER
    assert members_of_year(among, NEXT) == ()
    agreed = book(school("Oak"), subscription("Oak"), subscription("Oak", NEXT, fee="0.00"))
    assert is_member(agreed, "Oak", SEPTEMBER) and members_of_year(agreed, NEXT) == ("Oak",)


def test_a_fee_with_a_slip_in_it_is_a_fee_all_the_same() -> None:
    slip = BadRow(9, {"school": "Oak", "year": THIS, "starts_on": None, "ends_on": None})
    among = book(school("Oak"), bad={Subscription: [slip]})
    assert members_of_year(among, THIS) == ("Oak",)


def test_a_charge_waits_for_its_fee_and_no_statement_looks_complete() -> None:
    row = subscription("Oak", fee=None).model_copy(update={"position": 7})
    [charge] = Charge.rows(book(school("Oak"), row))
    assert (charge.school, charge.amount) == ("Oak", None)
    assert charge.working == "Waits until the fee on Subscriptions row 7 is put right"
    [statement] = Statement.rows(book(school("Oak"), row))
    assert statement.note.startswith("Not complete: 2026/27") and statement.total == Decimal(0)


# Figures


def test_rows_without_any_figure_are_told_once_a_year() -> None:
    rows = [figures_row(name, None, year) for name in ("Oak", "Ash") for year in (THIS, NEXT)]
    advice = "Type the pupils with the census date, or the budget with what it means."
    assert found(book(*rows), "School figures") == [
        ("pupils", f"2 schools have no figures for 2026/27: Oak, Ash. {advice}"),
        ("pupils", f"2 schools have no figures for 2027/28: Oak, Ash. {advice}"),
    ]


# Term dates


def term(name: str, year: str, first: date | None = None, last: date | None = None) -> TermDates:
    return TermDates(year=year, term=name, starts_on=first, ends_on=last)


AUTUMN = term("Autumn", THIS, date(2026, 9, 2), date(2026, 12, 18))


def test_terms_of_a_year_to_come_may_wait_for_their_days() -> None:
    assert found(book(AUTUMN, term("Autumn", NEXT), term("Spring", NEXT)), "Term dates") == [
        (
            "starts_on",
            "2027/28 has terms without days: Autumn, Spring. Type the first and the last day of each.",
        )
    ]


def test_a_term_with_one_day_only_or_of_a_year_that_has_begun_lacks_the_other() -> None:
    half = term("Autumn", NEXT, last=date(2027, 12, 17))
    assert found(book(half, term("Spring", THIS)), "Term dates") == [
        ("ends_on", "the last day of Spring is missing. Type it like 28/02/2026."),
        ("starts_on", "the first day of Autumn is missing. Type it like 28/02/2026."),
        ("starts_on", "the first day of Spring is missing. Type it like 28/02/2026."),
    ]


def test_a_year_is_known_once_the_days_of_all_its_terms_are() -> None:
    half_known = book(AUTUMN, term("Autumn", NEXT, SEPTEMBER, date(2027, 12, 17)), term("Spring", NEXT))
    assert {each.year for each in terms(half_known)} == {THIS}
    holidays = SchoolHolidays(days_schools_are_shut(half_known))
    assert date(2026, 10, 5) not in holidays
    with pytest.raises(WaitsFor, match="2027/28 on the Term dates tab"):
        assert date(2027, 10, 5) in holidays
    assert figures(half_known)["Term dates", "2027/28 / Spring", "Days"] is None


# The steering group


def test_an_office_that_waits_for_its_election_is_worth_a_look() -> None:
    among = book(*RULES, *PEOPLE, *GROUP, OPEN)
    sentence = (
        "the Chair is to be elected by 30/06/2027. Then type the name, the first day of the term under 'From', and the "
        "day of the election under 'Agreed on'."
    )
    assert problems(among) == [("Steering group", "person", sentence)]
    assert OPEN.in_office_today(among) == "Nobody yet" and OPEN.deputy_standing(among) == ""


def test_a_row_that_names_no_member_must_be_put_right_and_counts_nowhere() -> None:
    among = book(*RULES, *PEOPLE, *GROUP, NOBODY, SteeringMember(role="Clerk", starts_on=JUNE))
    sentence = "nobody is named. Choose a person, or delete the row."
    assert wrong_on(SteeringMember, among) == [("person", sentence)] * 2
    assert len(members_in_office(among, TODAY)) == len(facets_of_members(among, TODAY)) == 7
    assert len(deputies_named(among, TODAY)) == 7 and note_takers_on(among, TODAY) == ()
    assert NOBODY.in_office_today(among) == "Nobody yet" and NOBODY.deputy_standing(among) == ""
