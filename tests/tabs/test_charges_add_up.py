"""Generated partnerships: every penny of a cost is charged once, however the tabs are sorted."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from pepsheets.tabs.book import Book
from pepsheets.tabs.charges import Charge, Statement
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import COSTS_SHARED, INCLUDED_PLACES, PART_YEAR, SHORTFALL_TO_FUND
from tests.tabs.books import book, setting
from tests.tabs.partnership import band, confirmed, cost, course, figures, school, subscription

T = TypeVar("T")

RUNS, COSTS_A_RUN = 100, 100
"""Ten thousand generated costs over all runs."""

RUN = st.integers(0, 2**32)
"""What a generated partnership grows from. Hypothesis draws no single cost: that would take it minutes."""

NAMES = ("Ash", "Birch", "Elm", "Fir", "Hazel", "Oak", "Rowan", "Yew")
YEAR = date(2026, 9, 1)
EIGHT_BANDS = (band(0, "1"), band(7, "0.3333"), band(14, "0"))


def shuffled(random: Random, rows: list[T]) -> list[T]:
    return random.sample(rows, len(rows))


def schools(random: Random) -> list[Row]:
    """Eight schools with figures; Ash is a member all year, the others for any part of it."""
    rows: list[Row] = [school(name) for name in NAMES]
    for name in NAMES:
        joined = YEAR + timedelta(random.randrange(365) if name != "Ash" and random.random() < 0.6 else 0)
        left = joined + timedelta(random.randrange(1, 366))
        rows.append(subscription(name, starts_on=joined, ends_on=YEAR + timedelta(365) if name == "Ash" else left))
        budget = Decimal(random.randrange(1, 10**9)).scaleb(-2)
        rows.append(figures(name, random.choice([1, 100, 100, random.randrange(1, 2000)]), budget=budget))
    return rows


def costs(random: Random) -> list[Cost]:
    return [
        cost(
            f"K{number}",
            net=Decimal(random.choice([1, -1]) * random.randrange(10 ** random.randrange(1, 8))).scaleb(-2),
            vat=Decimal(random.randrange(-500, 500)).scaleb(-2),
            vat_reclaimed=random.random() < 0.5,
            basis=random.choice(["Pupils", "Budget", "Equal"]),
            schools=tuple(random.sample(NAMES, random.randrange(1, 6))) if random.random() < 0.5 else (),
        )
        for number in range(COSTS_A_RUN)
    ]


def rules(random: Random) -> list[Row]:
    return [
        setting(COSTS_SHARED, "Yes"),
        setting(PART_YEAR, random.choice(["days", "weeks", "twelfths", "the whole year"])),
        setting(SHORTFALL_TO_FUND, random.choice(["the other schools", "the partnership's fund"])),
        setting(INCLUDED_PLACES, random.randrange(3)),
    ]


def places(random: Random) -> list[Row]:
    booked = (
        confirmed(f"B{number}", school=random.choice(NAMES), cancelled_on=random.choice([None, date(2026, 11, 28)]))
        for number in range(10)
    )
    return [course(terms="Standard", outside_price="90.01"), *EIGHT_BANDS, *booked]


def charged(among: Book) -> dict[str, Decimal]:
    """What the charges of each cost add up to."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in Charge.rows(among):
        if row.kind == "Shared cost" and row.amount is not None:
            sums[row.reference] += row.amount
    return sums


@given(RUN)
@settings(max_examples=RUNS)
def test_the_shares_of_every_cost_add_up_to_it_to_the_penny(run: int) -> None:
    random = Random(run)
    among = book(*schools(random), *costs(random), *rules(random))
    sums = charged(among)
    assert len(sums) == COSTS_A_RUN
    for row in among.good(Cost):
        assert sums[row.code] + (row.fund_part(among) or 0) == row.to_share


@given(RUN)
@settings(max_examples=10)
def test_statements_add_up_to_the_charges(run: int) -> None:
    random = Random(run)
    among = book(*schools(random), *costs(random), *rules(random), *places(random))
    lines, statements = list(Charge.rows(among)), list(Statement.rows(among))
    assert sum(row.total for row in statements) == sum(row.amount or 0 for row in lines)
    assert all(row.total == row.subscription + row.costs + row.courses for row in statements)
    assert all(row.owed == row.total - row.paid for row in statements)
    assert {(row.school, row.year) for row in statements} == {(row.school, row.year) for row in lines}


@given(RUN)
@settings(max_examples=10)
def test_sorting_any_tab_moves_no_penny(run: int) -> None:
    random = Random(run)
    rows = [*schools(random), *costs(random), *rules(random), *places(random)]
    assert list(Charge.rows(book(*rows))) == list(Charge.rows(book(*shuffled(random, rows))))


@given(RUN)
@settings(max_examples=10)
def test_the_order_in_which_schools_are_named_moves_no_penny(run: int) -> None:
    random = Random(run)
    rows, given = [*schools(random), *rules(random)], costs(random)
    turned = [row.model_copy(update={"schools": row.schools[::-1]}) for row in given]
    assert list(Charge.rows(book(*rows, *given))) == list(Charge.rows(book(*rows, *turned)))


@given(RUN)
@settings(max_examples=10)
def test_a_credit_mirrors_its_debit_share_by_share(run: int) -> None:
    random = Random(run)
    rows, given = [*schools(random), *rules(random)], costs(random)
    credits_ = [row.model_copy(update={"net": -row.net, "vat": -row.vat}) for row in given]
    debited, credited = (
        [
            (row.school, row.reference, row.amount)
            for row in Charge.rows(book(*rows, *each))
            if row.kind == "Shared cost"
        ]
        for each in (given, credits_)
    )
    assert credited == [(name, code, -amount if amount is not None else None) for name, code, amount in debited]
