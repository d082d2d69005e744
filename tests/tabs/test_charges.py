"""Each charge shows its working; statements add up to the charges, and none looks complete when it is not."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pepsheets.tabs.book import BadRow, Book
from pepsheets.tabs.charges import Charge, Statement
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import COSTS_SHARED, SHORTFALL_TO_FUND
from tests.tabs.books import bad_row, book, setting
from tests.tabs.partnership import booking, confirmed, cost, course, figures, school, subscription

Wrong = Mapping[type[Row], list[BadRow]]

SHARED = setting(COSTS_SHARED, "Yes")
TWO = (school("Oak"), school("Ash"), subscription("Oak"), subscription("Ash"))
COUNTED = (figures("Oak", 100), figures("Ash", 200))


def lines(among: Book, kind: str = "Shared cost") -> list[tuple[str, str, str, str, Decimal | None, str]]:
    return [
        (row.school, row.reference, row.figure, row.exact, row.amount, row.working)
        for row in Charge.rows(among)
        if row.kind == kind
    ]


def totals(among: Book) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    """By school and year: subscription, shared costs, course places, total, paid, owed."""
    return {
        (row.school, row.year): (row.subscription, row.costs, row.courses, row.total, row.paid, row.owed)
        for row in Statement.rows(among)
    }


def amounts_of(line: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in line.split())


def notes(among: Book) -> dict[str, str]:
    return {row.school: row.note for row in Statement.rows(among)}


# Charges


def test_a_share_shows_its_figure_with_the_date_its_exact_amount_and_its_rounding() -> None:
    assert lines(book(cost(), SHARED, *TWO, *COUNTED)) == [
        ("Ash", "K1", "200 pupils on 01/10/2026", "66.6667", Decimal("66.67"),
         "£100.00 × 200 of 300 pupils, rounded up to the penny"),
        ("Oak", "K1", "100 pupils on 01/10/2026", "33.3333", Decimal("33.33"),
         "£100.00 × 100 of 300 pupils, rounded down to the penny"),
    ]  # fmt: skip


def test_a_budget_shows_its_year_and_what_it_means() -> None:
    budgets = (
        figures("Oak", budget="1000.00", definition="Budget share 2026-27"),
        figures("Ash", budget="1000.00", definition=None),
    )
    assert [(line[2], line[5]) for line in lines(book(cost(basis="Budget"), SHARED, *TWO, *budgets))] == [
        ("£1,000.00 for 2026/27", "£100.00 × 1,000 of 2,000 pounds of budget, no rounding"),
        ("£1,000.00 for 2026/27 (Budget share 2026-27)", "£100.00 × 1,000 of 2,000 pounds of budget, no rounding"),
    ]


def test_equal_shares_and_part_years_show_in_the_figure() -> None:
    among = book(cost(basis="Equal", net="608.00"), SHARED, TWO[0], TWO[1], TWO[2], JOINED)
    assert [(line[0], line[2], line[4]) for line in lines(among)] == [
        ("Ash", "1 equal share, for 243/365 of the year", Decimal(243)),
        ("Oak", "1 equal share", Decimal(365)),
    ]


JOINED = subscription("Ash", starts_on=date(2027, 1, 1))


def test_pupils_without_a_census_date_stand_without_one() -> None:
    among = book(cost(schools=("Oak",)), SHARED, figures("Oak", 100, census_on=None))
    assert [line[2] for line in lines(among)] == ["100 pupils"]


def test_charges_and_what_the_fund_keeps_add_up_to_the_cost() -> None:
    row = cost(net="730.00", basis="Equal")
    among = book(row, SHARED, TWO[0], TWO[1], TWO[2], JOINED, setting(SHORTFALL_TO_FUND, "The partnership's fund"))
    assert {line[0]: line[4] for line in lines(among)} == {"Ash": 243, "Oak": 365}
    assert row.fund_part(among) == 730 - 243 - 365


def test_a_tie_is_said_beside_each_share_that_took_part_in_it() -> None:
    tied = "Other shares had the same remainder: the odd pennies went by the order of names"
    assert [(line[0], line[4], line[5]) for line in lines(book(cost(basis="Equal", net="0.01"), SHARED, *TWO))] == [
        ("Ash", Decimal("0.01"), f"£0.01 × 1 of 2 equal shares, rounded up to the penny. {tied}"),
        ("Oak", Decimal("0.00"), f"£0.01 × 1 of 2 equal shares, rounded down to the penny. {tied}"),
    ]


def test_a_credit_shows_below_zero_and_is_rounded_as_the_debit_it_mirrors() -> None:
    among = book(cost(net="-100.00"), SHARED, *TWO, *COUNTED)
    assert [(line[3], line[4], line[5].partition(", ")[2]) for line in lines(among)] == [
        ("-66.6667", Decimal("-66.67"), "rounded up to the penny"),
        ("-33.3333", Decimal("-33.33"), "rounded down to the penny"),
    ]


def test_subscriptions_are_charged_at_their_fee() -> None:
    assert lines(book(subscription("Oak")), "Subscription") == [
        ("Oak", "2026/27", "", "", Decimal("250.00"), "The fee on the Subscriptions tab")
    ]


def test_course_places_are_charged_by_school_and_year_of_the_course() -> None:
    among = book(
        school("Oak"),
        course("C1"),
        course("C0", held_on=date(2026, 6, 10), standing="Held"),
        confirmed("B1"),
        confirmed("B2", outcome="no-show"),
        booking("B3"),
        confirmed("B0", course="C0"),
    )
    assert [(row.year, row.figure, row.amount) for row in Charge.rows(among)] == [
        ("2025/26", "1 of 1 bookings", Decimal(90)),
        ("2026/27", "2 of 3 bookings", Decimal(180)),
    ]
    assert lines(among, "Course places")[0][5] == "The sum of Charge on the Bookings tab"


def test_a_school_whose_bookings_cost_nothing_is_not_charged_for_places() -> None:
    assert list(Charge.rows(book(school("Oak"), course(), booking()))) == []


def test_charges_stand_by_year_then_school_then_kind() -> None:
    among = book(cost(), SHARED, *TWO, *COUNTED, subscription("Oak", "2025/26"), course(), confirmed())
    assert [(row.year, row.school, row.kind) for row in Charge.rows(among)] == [
        ("2025/26", "Oak", "Subscription"),
        ("2026/27", "Ash", "Subscription"),
        ("2026/27", "Ash", "Shared cost"),
        ("2026/27", "Oak", "Subscription"),
        ("2026/27", "Oak", "Shared cost"),
        ("2026/27", "Oak", "Course places"),
    ]


# Statements


def test_a_statement_adds_up_what_a_school_owes_for_a_year() -> None:
    paid = subscription("Oak", paid="100.00")
    among = book(cost(), SHARED, school("Oak"), school("Ash"), paid, TWO[3], *COUNTED, course(), confirmed())
    assert totals(among) == {
        ("Ash", "2026/27"): amounts_of("250.00 66.67 0 316.67 0 316.67"),
        ("Oak", "2026/27"): amounts_of("250.00 33.33 50.00 333.33 100.00 233.33"),
    }
    assert notes(among) == {"Ash": "", "Oak": ""}


def test_a_payment_counts_for_its_own_year() -> None:
    among = book(subscription("Oak", "2025/26", paid="250.00"), subscription("Oak"))
    assert [row[-1] for row in totals(among).values()] == [0, 250]


# What is still to come


def test_the_schools_whose_figure_is_missing_for_a_cost_are_told_that_it_is_to_come() -> None:
    among = book(cost("K1"), cost("K2", basis="Equal"), SHARED, *TWO, school("Fir"), figures("Oak", 100))
    waiting = "Waits until the row of Ash, 2026/27 on the School figures tab is put right"
    assert [line for line in lines(among) if line[1] == "K1"] == [
        ("Ash", "K1", "", "", None, waiting),
        ("Oak", "K1", "", "", None, waiting),
    ]
    assert set(notes(among).values()) == {"Not complete: K1 still to come, see Charges"}


def test_a_cost_whose_sharers_are_not_known_is_told_to_all_schools() -> None:
    among = book(cost(), SHARED, school("Oak"))
    assert lines(among)[0][0] == "All schools"
    assert notes(among) == {}


def test_a_cost_that_cannot_be_read_is_told_to_all_schools_in_the_years_it_may_belong_to() -> None:
    wrong: Wrong = {Cost: [bad_row(7, year="2026/27")]}
    among = book(*TWO, subscription("Oak", "2025/26"), SHARED, bad=wrong)
    assert lines(among) == [("All schools", "Costs row 7", "", "", None, "Waits until Costs row 7 is put right")]
    assert {(row.school, row.year): bool(row.note) for row in Statement.rows(among)} == {
        ("Ash", "2026/27"): True,
        ("Oak", "2026/27"): True,
        ("Oak", "2025/26"): False,
    }
    assert notes(among)["Ash"] == "Not complete: Costs row 7 still to come, see Charges"


def test_a_cost_that_cannot_be_read_matters_to_nobody_where_costs_are_not_shared() -> None:
    wrong: Wrong = {Cost: [bad_row()]}
    assert lines(book(*TWO, cost(), bad=wrong)) == []


def test_a_subscription_that_cannot_be_read_leaves_statements_incomplete() -> None:
    wrong: Wrong = {Subscription: [bad_row(school="Fir", year="2026/27")]}
    among = book(school("Fir"), course(), confirmed(school="Oak"), cost(), SHARED, subscription("Oak"), bad=wrong)
    assert lines(among, "Subscription")[0][:2] == ("All schools", "Subscriptions row 9")
    assert lines(among) == [("All schools", "K1", "", "", None, "Waits until Subscriptions row 9 is put right")]
    assert notes(among) == {"Oak": "Not complete: Subscriptions row 9, K1 still to come, see Charges"}


def test_places_wait_for_a_booking_that_may_be_the_schools_own() -> None:
    wrong: Wrong = {Booking: [bad_row(school="Oak", course="C9")]}
    among = book(*TWO, course(), confirmed("B1"), confirmed("B2", school="Ash"), bad=wrong)
    assert {line[0]: line[4] for line in lines(among, "Course places")} == {"Ash": 50, "Oak": None}
    assert notes(among)["Oak"] == "Not complete: Course places 2026/27 still to come, see Charges"


def test_places_of_a_course_that_cannot_be_read_are_not_forgotten() -> None:
    wrong: Wrong = {Course: [bad_row(code="C1")]}
    among = book(school("Oak"), confirmed(), bad=wrong)
    assert lines(among, "Course places") == [("Oak", "2026/27", "", "", None, "Waits until Courses row 9 is put right")]


def test_places_of_a_school_whose_own_row_cannot_be_read_are_charged_all_the_same() -> None:
    wrong: Wrong = {School: [bad_row(name="Oak")]}
    assert [line[4] for line in lines(book(course(), confirmed(), bad=wrong), "Course places")] == [90]


def test_figures_of_another_year_do_not_count() -> None:
    among = book(cost(schools=("Oak",)), SHARED, figures("Oak", 100, "2025/26"))
    assert [line[4] for line in lines(among)] == [None]
