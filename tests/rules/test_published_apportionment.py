import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pepsheets.rules.apportionment import Apportionment, CannotApportion, apportion

Case: TypeAlias = dict[str, Any]  # the cases are JSON of other people's, each with a shape of its own

FOLDER = Path(__file__).parents[1] / "cases"
CASES: list[Case] = [
    case
    for name in ("apportionment_seats.json", "money_allocation.json")
    for case in json.loads((FOLDER / name).read_text("utf-8"))["cases"]
]
BALINSKI_YOUNG_1, BALINSKI_YOUNG_2 = (51, 44, 2, 2, 1), (9, 7, 5, 4, 1)
IN_THE_WILD = (*[61565] * 7, 60954, *[52091] * 4)


def ours(case: Case) -> Apportionment:
    weights = [Decimal(weight) if isinstance(weight, str) else weight for weight in case["inputs"]["weights"]]
    return apportion(case["inputs"]["total"], weights)


def as_published(case: Case) -> None:
    assert list(ours(case).shares) == case["expected"]


def refused(case: Case) -> None:
    """Their sentence is "Ratios are invalid"; ours says which figures are the matter and what to do."""
    with pytest.raises(CannotApportion, match=r"nobody to share with|below zero: -50"):
        ours(case)


def tie_is_told(case: Case) -> None:
    """They raise on a tie; ours gives the odd one to the first, and tells that a tie decided it."""
    assert (ours(case).shares, ours(case).ties) == ((2, 1, 1), (0, 1, 2))


def divisor_method(shares: tuple[int, ...]) -> Callable[[Case], None]:
    """Divisor and quota methods are not ours: the same weights by largest remainder are these shares."""

    def check(case: Case) -> None:
        assert ours(case).shares == shares
        assert (list(shares) == case["expected"]) is (case["method"] == "dean")  # Dean's method happens to agree

    return check


def not_mirrored(case: Case) -> None:
    """moneyphp gives the odd penny of a credit by another rule than that of a debit; ours mirrors the debit."""
    assert case["expected"] == [-3, -2]
    assert ours(case).shares == (-4, -1)


def sequential(case: Case) -> None:
    """RubyMoney takes each share from what is left, which is not largest remainder; both add up."""
    total = case["inputs"]["total"]
    assert sum(case["expected"]) == sum(ours(case).shares) == total
    assert ours(case).shares == tuple(share if total > 0 else -share for share in IN_THE_WILD)


def adds_up(case: Case) -> None:
    """Published is that shares rounded one by one come to a penny too much; the right shares are not published."""
    result = ours(case)
    assert sum(case["published_naive_rounding"]) == case["published_naive_sum"] != result.total
    assert result.total == case["expected"]["sum"]
    assert all(abs(rounding) < 1 for rounding in result.rounding)
    assert list(result.shares) == case["computed_here_largest_remainder"]


CHECKS: dict[str, Callable[[Case], None]] = {
    "tie_must_raise_if_ties_disallowed": tie_is_told,
    "dinero_invalid_0_0": refused,
    "dinero_invalid_2_-100": refused,
    **{f"balinski_young_1975_ex1_{method}": divisor_method(BALINSKI_YOUNG_1)
       for method in ("dhondt", "sainte_lague", "adams", "quota")},
    **{f"balinski_young_1975_ex2_{method}": divisor_method(BALINSKI_YOUNG_2)
       for method in ("dhondt", "sainte_lague", "huntington_hill", "adams", "dean")},
    "moneyphp_negative": not_mirrored,
    "rubymoney_seen_in_the_wild_700273": sequential,
    "rubymoney_seen_in_the_wild_neg": sequential,
    "odoo_214736_182_25_98_2": adds_up,
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} from {case['source']}" for case in CASES])
def test_published_apportionment(case: Case) -> None:
    CHECKS.get(case["id"], as_published)(case)


def test_what_is_checked_as_published_is_largest_remainder() -> None:
    unnamed = {case["method"] for case in CASES if case["id"] not in CHECKS}
    assert unnamed == {"largest_remainder"}
