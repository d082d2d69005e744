"""Price bands, rates, tiers and part years: gaps and overlaps are named, and pennies are rounded once."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.bands import (
    BandBackwards,
    BandGap,
    BandOverlap,
    PriceBand,
    Range,
    VolumeDiscount,
    band_problems,
    covers,
    part_year_price,
    price_band_problems,
    price_by_volume,
    price_in_band,
    price_per_unit,
    share_by_quarter_joined,
    to_the_penny,
)

YEAR_STARTS = date(2026, 9, 1)
TOP = 40
numbers = st.integers(-5, TOP)
ranges = st.lists(st.tuples(numbers, st.none() | numbers), max_size=6)


# Gaps and overlaps


def test_bands_that_meet_have_no_problem() -> None:
    assert band_problems([(51, 150), (0, 50), (151, None)]) == ()


def test_no_bands_leave_everything_uncovered() -> None:
    assert band_problems([]) == (BandGap(0, None),)


def test_a_table_that_starts_late_or_stops_early_leaves_the_ends_uncovered() -> None:
    assert band_problems([(5, 9)], 0, 12) == (BandGap(0, 4), BandGap(10, 12))


def test_a_band_without_end_overlaps_all_that_follow() -> None:
    assert band_problems([(0, None), (100, None)]) == (BandOverlap(100, None),)


def test_numbers_that_three_bands_cover_are_named_once() -> None:
    assert band_problems([(0, None), (3, 9), (3, 9)]) == (BandOverlap(3, 9),)


def test_a_band_written_backwards_is_named_and_covers_nothing() -> None:
    assert band_problems([(0, 50), (100, 51), (101, None)]) == (BandBackwards(100, 51), BandGap(51, 100))


def test_what_lies_below_the_lowest_number_is_no_concern() -> None:
    assert band_problems([(-9, -1), (-9, None)], lowest=0) == ()


def test_what_lies_above_the_highest_number_is_no_gap() -> None:
    assert band_problems([(0, 50)], highest=50) == ()
    assert band_problems([(0, 45), (60, None), (70, None)], highest=50) == (BandGap(46, 50),)


@given(ranges, st.none() | st.integers(0, TOP))
def test_a_number_is_in_a_gap_if_no_band_covers_it_and_in_an_overlap_if_several_do(
    bands: list[Range], highest: int | None
) -> None:
    problems = [problem for problem in band_problems(bands, 0, highest) if not isinstance(problem, BandBackwards)]
    for number in range(TOP if highest is None else highest + 1):
        said = [type(problem) for problem in problems if covers((problem.first, problem.last), number)]
        covering = sum(covers(band, number) for band in bands)
        assert said == ([BandGap] if covering == 0 else [BandOverlap] if covering > 1 else [])


# Prices


def test_a_price_list_is_read_at_both_ends_of_a_band() -> None:
    prices = [PriceBand(0, 50, 169320), PriceBand(51, 150, 211956)]
    assert [price_in_band(prices, pupils) for pupils in (0, 50, 51, 150)] == [169320, 169320, 211956, 211956]


def test_a_school_no_band_covers_or_two_do_has_no_price() -> None:
    prices = [PriceBand(0, 100, 1020), PriceBand(100, 200, 1530)]
    assert [price_in_band(prices, pupils) for pupils in (100, 201)] == [None, None]
    assert price_band_problems(prices, highest=300) == (BandOverlap(100, 100), BandGap(201, 300))


def test_a_rate_never_costs_less_than_its_minimum() -> None:
    assert price_per_unit(0, 2601, minimum=30600) == 30600
    assert price_per_unit(12, 2601, minimum=30600) == 31212


def test_half_a_day_at_an_odd_rate_rounds_the_half_penny_up() -> None:
    assert price_per_unit(Fraction(1, 2), 2601) == 1301


def test_every_unit_costs_the_rate_of_the_tier_that_the_purchase_falls_in() -> None:
    tiers = [PriceBand(1, 9, 55000), PriceBand(10, None, 50000)]
    assert [price_by_volume(tiers, units) for units in (9, 10)] == [495000, 500000]


def test_a_discount_for_more_than_so_many_units_starts_at_the_next_and_the_largest_counts() -> None:
    discounts = [VolumeDiscount(20, Fraction(1, 20)), VolumeDiscount(40, Fraction(1, 10))]
    prices = [price_by_volume([PriceBand(1, None, 100)], units, discounts) for units in (20, 21, 40, 41)]
    assert prices == [2000, 1995, 3800, 3690]


def test_units_that_no_tier_covers_have_no_price() -> None:
    assert price_by_volume([PriceBand(1, 9, 55000)], 10) is None


# Part years


def test_the_quarter_of_joining_sets_the_share_of_the_first_fee() -> None:
    shares = (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(0))
    joined = [date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 1), date(2027, 3, 1), date(2027, 8, 31)]
    expected = [Fraction(1), Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(0)]
    assert [share_by_quarter_joined(YEAR_STARTS, day, shares) for day in joined] == expected


@pytest.mark.parametrize("joined", [date(2026, 8, 31), date(2027, 9, 1)])
def test_a_day_outside_the_year_is_in_none_of_its_quarters(joined: date) -> None:
    with pytest.raises(ValueError, match="is not in the year that starts on 2026-09-01"):
        share_by_quarter_joined(YEAR_STARTS, joined, (Fraction(1),) * 4)


def test_an_adjustment_comes_after_the_rounding() -> None:
    assert part_year_price(257047, Fraction(26, 52), adjustment=-524) == 128000


# Pennies


@pytest.mark.parametrize(
    ("exact", "pence"),
    [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(49, 100), 0), (Fraction(-1, 2), -1), (0, 0), (7, 7)],
)
def test_half_a_penny_rounds_away_from_nothing(exact: Fraction | int, pence: int) -> None:
    assert to_the_penny(exact) == pence


@given(st.fractions())
def test_a_credit_mirrors_the_charge_and_no_rounding_moves_more_than_half_a_penny(exact: Fraction) -> None:
    assert to_the_penny(-exact) == -to_the_penny(exact)
    assert abs(to_the_penny(exact) - exact) <= Fraction(1, 2)
