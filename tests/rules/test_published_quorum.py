import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pepsheets.rules.quorum import Base, QuorumRule, Rounding, is_quorate, quorum_of, reconvene_by

Case: TypeAlias = dict[str, Any]  # the cases are JSON of other people's, each with a shape of its own

CASES: list[Case] = json.loads((Path(__file__).parents[1] / "cases" / "quorum.json").read_text("utf-8"))["cases"]

HALF_IN_POST = QuorumRule(share=Fraction(1, 2), base=Base.IN_OFFICE_LESS_SUSPENDED)
ARTICLE_117 = QuorumRule(number=3, share=Fraction(1, 3))


def half_in_post(case: Case) -> None:
    places, suspended = case["inputs"]["places"], case["inputs"].get("suspended", 0)
    in_office = places - case["inputs"]["vacancies"]
    quorum, expected = quorum_of(HALF_IN_POST, places, in_office, suspended), case["expected"]
    assert quorum == expected["quorum"]
    assert in_office - suspended == expected.get("base", in_office - suspended)
    if "quorate" in expected:
        assert is_quorate(quorum, case["inputs"]["present"]) is expected["quorate"]
        assert not is_quorate(quorum, case["inputs"]["present"], withdrawn=1)


def three_or_a_third(case: Case) -> None:
    in_office = case["inputs"]["in_office"]
    assert quorum_of(ARTICLE_117, places=in_office, in_office=in_office) == case["expected"]["quorum"]


def fixed(case: Case) -> None:
    members = case["inputs"].get("members", 9)
    quorum = quorum_of(QuorumRule(number=case["inputs"]["quorum"]), places=members, in_office=members)
    assert quorum == case["expected"].get("quorum", quorum) == case["inputs"]["quorum"]
    if "present" in case["inputs"]:
        assert is_quorate(quorum, case["inputs"]["present"]) is case["expected"]["quorate"]


def committee_of_three(case: Case) -> None:
    """Three, unless the terms of reference set more; they are the number of the rule."""
    assert quorum_of(QuorumRule(number=3), places=5, in_office=4) == case["expected"]["quorum"]
    assert quorum_of(QuorumRule(number=4), places=5, in_office=4) == 4


def reconvened(case: Case) -> None:
    assert reconvene_by(date.fromisoformat(case["inputs"]["meeting"])).isoformat() == case["expected"]["latest"]


def third_to_the_nearest(case: Case) -> None:
    """Published as text: a third "rounded to a whole number". Ours can say that, and differs from rounding up."""
    assert "rounded to a whole number" in case["expected"]["text"]
    nearest, up = QuorumRule(share=Fraction(1, 3), rounding=Rounding.NEAREST), QuorumRule(share=Fraction(1, 3))
    assert [quorum_of(nearest, 0, members) for members in (13, 14, 15)] == [4, 5, 5]
    assert [quorum_of(up, 0, members) for members in (13, 14, 15)] == [5, 5, 5]


def not_less_than_a_third(case: Case) -> None:
    """Published without numbers: "not less than one third" is a third rounded up."""
    assert case["expected"] == {}
    quorum = quorum_of(QuorumRule(share=Fraction(1, 3)), 0, 13)
    assert quorum == 5
    assert quorum - 1 < Fraction(13, 3) <= quorum


def of_full_strength_or_of_those_in_post(case: Case) -> None:
    """Published without numbers: a third of all places with the vacant ones, two thirds of those who may vote."""
    assert case["expected"] == {}
    assert quorum_of(QuorumRule(share=Fraction(1, 3), base=Base.PLACES), places=18, in_office=13) == 6
    eligible = QuorumRule(share=Fraction(2, 3), base=Base.IN_OFFICE_LESS_SUSPENDED)
    assert quorum_of(eligible, places=18, in_office=13, suspended=1) == 8


RULES: dict[str, Callable[[Case], None]] = {
    "half_rounded_up_in_post": half_in_post,
    "max(3, ceil(n/3))": three_or_a_third,
    "fixed": fixed,
    "committee_minimum": committee_of_three,
    "further meeting within 7 days when inquorate/terminated": reconvened,
    "one_third_rounded": third_to_the_nearest,
    "not less than one third": not_less_than_a_third,
    "historic: one third of full strength INCLUDING vacancies; two thirds of those in post and eligible to vote": (
        of_full_strength_or_of_those_in_post
    ),
}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} from {case['source']}" for case in CASES])
def test_published_quorum(case: Case) -> None:
    RULES[case["inputs"]["rule"]](case)
