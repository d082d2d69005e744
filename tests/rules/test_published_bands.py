"""Prices that councils and others publish: bands of pupils, rates with a minimum, tiers, and part years."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypedDict

import pytest

from pepsheets.rules.apportionment import PartOfYear, part_year_share
from pepsheets.rules.bands import (
    BandGap,
    PriceBand,
    VolumeDiscount,
    part_year_price,
    price_band_problems,
    price_by_volume,
    price_in_band,
    price_per_unit,
    share_by_quarter_joined,
    to_the_penny,
)
from pepsheets.rules.calendar import Span

CASES = Path(__file__).parents[1] / "cases" / "charging_bands_and_prorata.json"


class BandLine(TypedDict, total=False):
    phase: str
    min: int
    max: int
    price: str


class Question(TypedDict, total=False):
    phase: str
    pupils: int
    posts: int
    days: int
    partnership: bool
    A: str
    B: int
    C: str
    annual: str
    joined: str
    years: int
    expected: str
    expected_published: str
    arithmetically_correct: str


class Case(TypedDict, total=False):
    id: str
    rule: str
    bands: list[BandLine]
    tests: list[Question]
    data: dict[str, int]
    source: str
    note: str


PUBLISHED: list[Case] = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
BY_ID = {case["id"]: case for case in PUBLISHED}
RATES_ONLY = ("barnet_dedelegation", "att_top_slice_2013_14", "topslice_ranges")


def named(*ids: str) -> list[object]:
    """The questions of these cases, each with its case and source in the test's name."""
    return [
        pytest.param(
            BY_ID[name], question, id=f"{name}: {', '.join(map(str, question.items()))} ({BY_ID[name]['source']})"
        )
        for name in ids
        for question in BY_ID[name]["tests"]
    ]


def pence(pounds: str) -> int:
    return to_the_penny(Fraction(Decimal(pounds)) * 100)


def price_list(case: Case, phase: str | None) -> list[PriceBand]:
    lines = [line for line in case["bands"] if line.get("phase") == phase]
    return [PriceBand(line.get("min", 0), line.get("max"), pence(line["price"])) for line in lines]


@pytest.mark.parametrize(("case", "question"), named("oxon_efs_bands", "oxon_governor_training"))
def test_a_school_pays_the_price_of_its_band(case: Case, question: Question) -> None:
    prices = price_list(case, question.get("phase"))
    assert price_in_band(prices, question["pupils"]) == pence(question["expected"])


def test_a_published_list_that_stops_at_a_thousand_pupils_is_said_to_stop_there() -> None:
    case = BY_ID["oxon_efs_bands"]
    assert price_band_problems(price_list(case, "primary")) == (BandGap(1001, None),)
    assert price_band_problems(price_list(case, "secondary")) == ()


def test_a_published_list_that_starts_at_one_pupil_has_no_gap_from_there() -> None:
    assert price_band_problems(price_list(BY_ID["oxon_governor_training"], None), lowest=1) == ()


@pytest.mark.parametrize(("case", "question"), named("oxon_oga"))
def test_a_school_of_exactly_300_pupils_has_no_price_because_the_page_gives_none(
    case: Case, question: Question
) -> None:
    prices = [PriceBand(0, 299, 1020), PriceBand(301, None, 1530)]
    expected = None if question["expected"].startswith("UNDEFINED") else pence(question["expected"])
    assert price_in_band(prices, question["pupils"]) == expected
    assert price_band_problems(prices) == (BandGap(300, 300),)


@pytest.mark.parametrize(("case", "question"), named("oxon_eps_floor"))
def test_a_price_per_post_has_a_minimum(case: Case, question: Question) -> None:
    assert price_per_unit(question["posts"], 2601, minimum=30600) == pence(question["expected"])


@pytest.mark.parametrize(("case", "question"), named("oxon_hs_per_pupil"))
def test_a_price_per_pupil_depends_on_the_phase(case: Case, question: Question) -> None:
    rates = {"nursery": 507, "primary": 507, "secondary": 635, "special": 839}
    assert price_per_unit(question["pupils"], rates[question["phase"]]) == pence(question["expected"])


@pytest.mark.parametrize(("case", "question"), named("oxon_edpsych"))
def test_all_days_cost_the_rate_of_their_tier_and_a_partnership_that_buys_many_pays_less(
    case: Case, question: Question
) -> None:
    tiers = [PriceBand(1, 9, 55000), PriceBand(10, None, 50000)]
    for_partnerships = [VolumeDiscount(more_than=40, off=Fraction(1, 10))]
    discounts = for_partnerships if question.get("partnership") else []
    assert price_by_volume(tiers, question["days"], discounts) == pence(question["expected"])


@pytest.mark.parametrize(("case", "question"), named("school_budget_52nds"))
def test_a_budget_for_part_of_a_year_is_cut_by_complete_weeks(case: Case, question: Question) -> None:
    first, last = date(2026, 4, 1), date(2027, 3, 31)
    opened = Span(date.fromordinal(last.toordinal() + 1 - 7 * question["B"]))
    share = part_year_share([opened], first, last, PartOfYear.WEEKS)
    assert share == Fraction(question["B"], 52)
    assert part_year_price(pence(question["A"]), share, pence(question["C"])) == pence(question["expected"])


@pytest.mark.parametrize(("case", "question"), named("enpax_quarter_proration"))
def test_the_first_fee_depends_on_the_quarter_of_joining(case: Case, question: Question) -> None:
    shares = (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(0))
    annual = pence(question["annual"])
    joined = date.fromisoformat(f"{question['joined']}-01")
    first_share = share_by_quarter_joined(date(joined.year, 1, 1), joined, shares)
    # A first year that costs nothing is not one of the years bought: "0% of current year then full next".
    full_years = question["years"] - (first_share > 0)
    total = part_year_price(annual, first_share) + full_years * annual
    expected = question["expected"] if "expected" in question else question["arithmetically_correct"]
    assert total == pence(expected)


def test_the_page_s_second_example_adds_up_wrongly_and_we_give_the_right_sum() -> None:
    wrong = BY_ID["enpax_quarter_proration"]["tests"][1]
    assert wrong["expected_published"] == "281.75"
    assert part_year_price(11250, Fraction(1, 2)) + 2 * 11250 == pence("281.25")


@pytest.mark.parametrize("name", [pytest.param(name, id=f"{name} ({BY_ID[name]['source']})") for name in RATES_ONLY])
def test_pages_that_publish_rates_but_no_sum_of_their_own_have_nothing_to_compute(name: str) -> None:
    # Rates per pupil without numbers of pupils, yearly sums whose part-year rule is not told, and ranges of per cent.
    assert "tests" not in BY_ID[name]


def test_every_published_case_is_run_or_said_to_have_nothing_to_compute() -> None:
    run = {
        "oxon_efs_bands",
        "oxon_governor_training",
        "oxon_oga",
        "oxon_eps_floor",
        "oxon_hs_per_pupil",
        "oxon_edpsych",
        "school_budget_52nds",
        "enpax_quarter_proration",
    }
    assert set(BY_ID) == run | set(RATES_ONLY)


def test_a_top_slice_is_flat_by_phase_and_its_part_years_are_more_than_a_year_s_charge() -> None:
    charged = {school: pounds * 100 for school, pounds in BY_ID["att_top_slice_2013_14"]["data"].items()}
    primary, secondary = [PriceBand(0, None, 4000000)], [PriceBand(0, None, 15000000)]
    assert price_in_band(primary, 210) == charged["Diamond Academy"]
    assert price_in_band(secondary, 900) == charged["The Nicholas Hamond Academy"]
    # The article doesn't say by which rule part-year joiners paid more; no part of a year of ours is above one.
    a_whole_year = part_year_price(4000000, Fraction(1))
    assert min(charged["Admirals Academy"], charged["Norwich Road Academy"]) > a_whole_year
