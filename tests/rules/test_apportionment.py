from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pepsheets.rules.apportionment import (
    CannotApportion,
    PartOfYear,
    Weight,
    apportion,
    part_year_share,
    part_year_weight,
    problem_with,
)
from pepsheets.rules.calendar import Span, Term

WEIGHT = st.one_of(
    st.integers(0, 2000),
    st.integers(0, 100_000_000).map(lambda pence: Decimal(pence) / 100),
    st.builds(Fraction, st.integers(0, 2000), st.integers(1, 366)),
)
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=20).filter(any)
TOTALS = st.integers(-10_000_000, 10_000_000)
REORDERED = WEIGHTS.flatmap(lambda weights: st.tuples(st.just(weights), st.permutations(range(len(weights)))))


def costs(random: Random, number: int) -> list[tuple[int, list[int]]]:
    return [
        (random.randint(-(10**7), 10**7), [random.randint(0, 900) for _ in range(random.randint(0, 40))] + [1])
        for _ in range(number)
    ]


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=0))
def test_ten_thousand_costs_add_up_to_the_penny(seed: int) -> None:
    shared = [(total, apportion(total, weights).shares) for total, weights in costs(Random(seed), 500)]
    assert [sum(shares) for _, shares in shared] == [total for total, _ in shared]


@given(TOTALS, WEIGHTS)
def test_shares_add_up_and_each_is_within_a_penny_of_its_exact_share(total: int, weights: list[Weight]) -> None:
    result = apportion(total, weights)
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    assert result.total == sum(result.shares) == sum(result.exact) == total
    assert result.exact == tuple(Fraction(weight) * total / whole for weight in weights)
    for share, exact, rounding in zip(result.shares, result.exact, result.rounding, strict=True):
        assert share - exact == rounding
        assert abs(rounding) < 1


@given(st.integers(0, 10_000_000), WEIGHTS)
def test_the_odd_pence_go_to_the_largest_fractions(total: int, weights: list[Weight]) -> None:
    result = apportion(total, weights)
    pence = list(zip(result.shares, result.exact, strict=True))
    gained = [exact % 1 for share, exact in pence if share > exact]
    lost = [exact % 1 for share, exact in pence if share < exact]
    assert bool(gained) == bool(lost)
    assert min(gained, default=1) >= max(lost, default=0)


@given(TOTALS, WEIGHTS)
def test_a_credit_mirrors_the_debit(total: int, weights: list[Weight]) -> None:
    debit, credit = apportion(total, weights), apportion(-total, weights)
    assert credit.shares == tuple(-share for share in debit.shares)
    assert credit.exact == tuple(-exact for exact in debit.exact)
    assert credit.ties == debit.ties


@given(TOTALS, WEIGHTS, st.builds(Fraction, st.integers(1, 100), st.integers(1, 100)))
def test_only_the_proportions_of_the_weights_matter(total: int, weights: list[Weight], factor: Fraction) -> None:
    assert apportion(total, [Fraction(weight) * factor for weight in weights]) == apportion(total, weights)


@given(TOTALS, REORDERED)
@example(2, ([2, 1, 1, 2, 2], [4, 3, 2, 1, 0]))
def test_the_order_of_the_rows_moves_no_penny_but_those_a_tie_decided(
    total: int, reordered: tuple[list[Weight], Sequence[int]]
) -> None:
    weights, order = reordered
    here, there = apportion(total, weights), apportion(total, [weights[index] for index in order])
    assert sorted(order[place] for place in there.ties) == list(here.ties)
    moved = {index for place, index in enumerate(order) if here.shares[index] != there.shares[place]}
    assert moved <= set(here.ties)


@given(TOTALS, WEIGHTS)
def test_a_tie_is_told_exactly_when_equal_fractions_were_treated_differently(total: int, weights: list[Weight]) -> None:
    result = apportion(total, weights)
    fractions = [abs(exact) % 1 for exact in result.exact]
    gained = {fraction for fraction, rounding in zip(fractions, result.rounding, strict=True) if rounding * total > 0}
    lost = {fraction for fraction, rounding in zip(fractions, result.rounding, strict=True) if rounding * total < 0}
    assert {fractions[index] for index in result.ties} == gained & lost
    assert all(index in result.ties for index, fraction in enumerate(fractions) if fraction in gained & lost)


@given(TOTALS, WEIGHTS)
def test_a_weight_of_zero_gets_nothing(total: int, weights: list[Weight]) -> None:
    shares = apportion(total, [0, *weights, Decimal("0.00")]).shares
    assert (shares[0], shares[-1]) == (0, 0)


def test_a_hundred_pounds_among_three_gives_the_odd_penny_to_the_first_and_says_so() -> None:
    result = apportion(10_000, [1, 1, 1])
    assert (result.shares, result.ties) == ((3334, 3333, 3333), (0, 1, 2))
    assert result.exact == (Fraction(10_000, 3),) * 3
    assert result.rounding == (Fraction(2, 3), Fraction(-1, 3), Fraction(-1, 3))


def test_only_those_at_the_cut_are_in_a_tie() -> None:
    assert apportion(4, [Fraction(19, 10), Fraction(3, 2), Fraction(1, 10), Fraction(1, 2)]).ties == (1, 3)
    assert apportion(5, [Fraction(9, 5), Fraction(8, 5), Fraction(8, 5)]).ties == (1, 2)


def test_equal_remainders_that_all_get_a_penny_are_no_tie() -> None:
    result = apportion(3, [Fraction(3, 4), Fraction(3, 4), Fraction(3, 2)])
    assert (result.shares, result.ties) == ((1, 1, 1), ())


def test_nothing_is_shared_out_as_nothing() -> None:
    result = apportion(0, [3, 4])
    assert (result.shares, result.ties) == ((0, 0), ())
    assert result.exact == (Fraction(0), Fraction(0))


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ([], "There is nobody to share with. Add at least one row with a figure to share by."),
        ([0, Decimal(0)], "All the figures to share by are zero. Fill in at least one."),
        ([5, Decimal("-0.5")], "A figure to share by is below zero: -0.5. Use figures of zero or more."),
        ([1, Decimal("NaN")], "A figure to share by is not a number. Type a number of zero or more."),
        ([Decimal("Infinity")], "A figure to share by is not a number. Type a number of zero or more."),
    ],
)
def test_weights_that_share_nothing_out_are_refused_with_a_sentence(weights: list[Weight], sentence: str) -> None:
    assert problem_with(weights) == sentence
    for total in (100, 0):
        with pytest.raises(CannotApportion) as refusal:
            apportion(total, weights)
        assert str(refusal.value) == sentence


def test_weights_that_share_have_no_problem() -> None:
    assert problem_with([0, Decimal("0.01"), Fraction(1, 3)]) is None


@pytest.mark.parametrize("inexact", [0.5, 2.0, True])
def test_floats_and_ticks_are_refused_wherever_an_amount_stands(inexact: float) -> None:
    amount = cast(int, inexact)
    for total, weights in ((amount, [1]), (100, [1, amount])):
        with pytest.raises(TypeError, match="never floats"):
            apportion(total, weights)
    with pytest.raises(TypeError, match="never floats"):
        part_year_weight(amount, Fraction(1))


FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
TERMS = (
    Term("2026/27", "Autumn", date(2026, 9, 2), date(2026, 12, 18)),
    Term("2026/27", "Spring", date(2027, 1, 4), date(2027, 3, 25)),
    Term("2026/27", "Summer", date(2027, 4, 12), date(2027, 7, 21)),
    Term("2027/28", "Autumn", date(2027, 9, 2), date(2027, 12, 17)),
)
FROM_JANUARY = Span(date(2027, 1, 11))
DAYS_OF_YEAR = st.dates(date(2026, 6, 1), date(2027, 12, 1))


@pytest.mark.parametrize(
    ("by", "part"),
    [
        (PartOfYear.DAYS, Fraction(233, 365)),
        (PartOfYear.WEEKS, Fraction(33, 52)),
        (PartOfYear.TWELFTHS, Fraction(8, 12)),
        (PartOfYear.TERMS, Fraction(2, 3)),
    ],
)
def test_a_school_that_joins_in_january_bears_part_of_the_year(by: PartOfYear, part: Fraction) -> None:
    assert part_year_share([FROM_JANUARY], FIRST, LAST, by, TERMS) == part


@pytest.mark.parametrize("by", PartOfYear)
@pytest.mark.parametrize(("first", "last"), [(FIRST, LAST), (date(2027, 4, 1), date(2028, 3, 31))])
def test_the_whole_year_is_one_and_no_membership_is_nothing(by: PartOfYear, first: date, last: date) -> None:
    assert part_year_share([Span(date(2018, 3, 1))], first, last, by, TERMS) == 1
    assert part_year_share([], first, last, by, TERMS) == 0
    assert part_year_share([Span(date(2018, 3, 1), first)], first, last, by, TERMS) == 0


def test_a_month_begun_is_a_twelfth_and_a_month_left_on_its_first_day_is_not() -> None:
    left = [Span(FIRST, date(2026, 10, 1)), Span(FIRST, date(2026, 10, 2))]
    assert [part_year_share([span], FIRST, LAST, PartOfYear.TWELFTHS) for span in left] == [
        Fraction(1, 12), Fraction(2, 12),
    ]  # fmt: skip


@given(st.lists(st.builds(Span, DAYS_OF_YEAR, st.none() | DAYS_OF_YEAR), max_size=4))
def test_each_day_of_membership_is_counted_once(spans: list[Span]) -> None:
    days = [date.fromordinal(day) for day in range(FIRST.toordinal(), LAST.toordinal() + 1)]
    covered = sum(any(span.covers(day) for span in spans) for day in days)
    assert part_year_share(spans, FIRST, LAST) == Fraction(covered, 365)


def test_a_year_without_terms_cannot_be_measured_by_them() -> None:
    with pytest.raises(CannotApportion, match="Add them on the Term dates tab"):
        part_year_share([FROM_JANUARY], date(2030, 9, 1), date(2031, 8, 31), PartOfYear.TERMS, TERMS)


def test_a_year_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="at least a week after"):
        part_year_share([FROM_JANUARY], LAST, FIRST)


def test_a_part_year_weight_stays_exact() -> None:
    assert part_year_weight(Decimal("0.1"), Fraction(1, 3)) == Fraction(1, 30)
    assert part_year_weight(210, Fraction(0)) == 0


@pytest.mark.parametrize("part", [Fraction(-1, 12), Fraction(13, 12)])
def test_a_part_of_a_year_is_never_less_than_nothing_or_more_than_the_whole(part: Fraction) -> None:
    with pytest.raises(ValueError, match="between nothing and the whole"):
        part_year_weight(210, part)
