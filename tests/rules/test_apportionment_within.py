from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.apportionment import (
    CannotApportion,
    Weight,
    apportion,
    apportion_within,
    problem_with,
    problem_within,
)

Bounded: TypeAlias = tuple[int, list[Weight], list[int | None], list[int | None]]

WEIGHT: st.SearchStrategy[Weight] = st.integers(0, 9) | st.builds(Fraction, st.integers(0, 900), st.integers(1, 12))
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=12).filter(any)


@st.composite
def bounded(draw: st.DrawFn) -> Bounded:
    weights = draw(WEIGHTS)
    floors = [draw(st.none() | st.integers(0, 500)) for _ in weights]
    caps = [draw(st.none() | st.integers(floor or 0, 1500)) for floor in floors]
    return draw(st.integers(0, 6000)), weights, floors, caps


def rows(case: Bounded) -> list[tuple[Fraction, int, float]]:
    """Weight, floor and cap of each row, where a row of weight zero has its floor for a cap."""
    _, weights, floors, caps = case
    found = []
    for weight, floor, cap in zip(weights, floors, caps, strict=True):
        least = floor or 0
        most = float("inf") if cap is None else cap
        found.append((Fraction(weight), least, most if weight else least))
    return found


FEASIBLE = bounded().filter(lambda case: problem_within(*case) is None)


@given(bounded())
def test_a_total_can_be_shared_exactly_when_floors_and_caps_leave_room_for_it(case: Bounded) -> None:
    room = sum(floor for _, floor, _ in rows(case)) <= case[0] <= sum(cap for _, _, cap in rows(case))
    assert (problem_within(*case) is None) == room


@given(FEASIBLE)
def test_shares_within_bounds_add_up_and_keep_to_them(case: Bounded) -> None:
    result = apportion_within(*case)
    assert sum(result.shares) == sum(result.exact) == case[0]
    for (_, floor, cap), share, exact in zip(rows(case), result.shares, result.exact, strict=True):
        assert floor <= share <= cap
        assert abs(share - exact) < 1


@given(FEASIBLE)
def test_nobody_above_their_floor_pays_at_a_higher_rate_than_one_below_their_cap(case: Bounded) -> None:
    shared = list(zip(rows(case), apportion_within(*case).exact, strict=True))
    could_pay_less = [exact / weight for (weight, floor, _), exact in shared if weight and exact > floor]
    could_pay_more = [exact / weight for (weight, _, cap), exact in shared if weight and exact < cap]
    assert not could_pay_less or not could_pay_more or max(could_pay_less) <= min(could_pay_more)


@given(FEASIBLE)
def test_a_credit_within_bounds_mirrors_the_debit(case: Bounded) -> None:
    total, weights, floors, caps = case
    debit, credit = (apportion_within(amount, weights, floors, caps) for amount in (total, -total))
    assert credit.shares == tuple(-share for share in debit.shares)
    assert credit.ties == debit.ties


@given(st.integers(-10_000, 10_000), WEIGHTS)
def test_without_floors_and_caps_nothing_differs(total: int, weights: list[Weight]) -> None:
    assert apportion_within(total, weights) == apportion(total, weights)


def test_what_a_cap_leaves_over_is_shared_by_the_others() -> None:
    assert apportion_within(10_000, [8, 1, 1], caps=[5_000, None, None]).shares == (5_000, 2_500, 2_500)


def test_a_row_pushed_over_its_cap_by_another_is_fixed_too() -> None:
    shares = apportion_within(10_000, [6, 3, 1], caps=[4_000, 4_000, None]).shares
    assert shares == (4_000, 4_000, 2_000)


def test_a_floor_that_a_cap_makes_needless_is_let_go() -> None:
    assert apportion_within(10_000, [1, 1, 8], floors=[1_500, 0, 0], caps=[None, None, 1_000]).shares == (
        4_500, 4_500, 1_000,
    )  # fmt: skip


def test_floors_or_caps_may_take_up_the_total_exactly() -> None:
    assert apportion_within(1_000, [5, 1], caps=[300, 700]).shares == (300, 700)
    assert apportion_within(1_000, [5, 1], floors=[300, 700]).shares == (300, 700)


def test_a_row_of_weight_zero_gets_its_floor() -> None:
    assert apportion_within(1_000, [0, 0, 1], floors=[100, None, None]).shares == (100, 0, 900)


@pytest.mark.parametrize(
    ("floors", "caps", "sentence"),
    [
        ([300_000, 300_000], None, "The least shares come to £6,000.00, more than the £5,000.00 to be shared."),
        (None, [100_005, 0], "The greatest shares come to £1,000.05, less than the £5,000.00 to be shared."),
        ([-1, 0], None, "A least share is below zero: -£0.01."),
        ([500, 0], [499, None], "A greatest share of £4.99 is below the least, £5.00."),
    ],
)
def test_floors_and_caps_that_leave_no_room_are_refused_with_a_sentence(
    floors: list[int | None] | None, caps: list[int | None] | None, sentence: str
) -> None:
    for total in (500_000, -500_000):
        assert str(problem_within(total, [1, 1], floors, caps)).startswith(sentence)
        with pytest.raises(CannotApportion):
            apportion_within(total, [1, 1], floors, caps)


def test_a_floor_or_cap_is_needed_for_every_weight() -> None:
    with pytest.raises(ValueError, match="Every weight needs its own"):
        apportion_within(100, [1, 1], floors=[1])
    with pytest.raises(ValueError, match="Every weight needs its own"):
        apportion_within(100, [1, 1], caps=[1, None, None])


@pytest.mark.parametrize("weights", [[], [0, 0], [5, -1], [Decimal("NaN")]])
def test_weights_that_share_nothing_out_share_nothing_within_bounds_either(weights: list[Weight]) -> None:
    assert problem_within(100, weights) == problem_with(weights) is not None


@pytest.mark.parametrize("inexact", [0.5, 2.0, True])
def test_floats_and_ticks_are_refused_as_totals_weights_floors_and_caps(inexact: float) -> None:
    amount = cast(int, inexact)
    for total, weight, floor, cap in ((amount, 1, 0, 9), (9, amount, 0, 9), (9, 1, amount, 9), (9, 1, 0, amount)):
        with pytest.raises(TypeError, match="never floats"):
            apportion_within(total, [weight], [floor], [cap])
