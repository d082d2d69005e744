import json
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import quorum_of
from pepsheets.tabs.settings import QUORUM_NUMBER, QUORUM_ROUNDING, QUORUM_SHARE, RECONVENE_WITHIN
from tests.tabs.books import TODAY, book, setting
from tests.tabs.groups import came, meeting, member

Case: TypeAlias = dict[str, Any]  # the cases are JSON of other people's, each with a shape of its own

CASES: list[Case] = json.loads((Path(__file__).parents[1] / "cases" / "quorum.json").read_text("utf-8"))["cases"]
HALF_IN_POST = (setting(QUORUM_SHARE, 0.5),)
THREE_OR_A_THIRD = (setting(QUORUM_NUMBER, 3), setting(QUORUM_SHARE, 1 / 3))


def rules_of(case: Case) -> tuple[Row, ...]:
    """The Rules tab that says what the published rule says."""
    rule = case["inputs"]["rule"]
    if rule == "fixed":
        return (setting(QUORUM_NUMBER, case["inputs"]["quorum"]),)
    return {"half_rounded_up_in_post": HALF_IN_POST, "max(3, ceil(n/3))": THREE_OR_A_THIRD}.get(
        rule, (setting(QUORUM_NUMBER, 3),)
    )


def group_of(case: Case) -> list[Row]:
    """As many members as the case has in office. Who is suspended stays in the base: the tab knows no suspension, and
    half of the 16 in office comes to the same as half of the 15 who are not suspended.
    """
    inputs = case["inputs"]
    in_office = inputs.get("members") or inputs.get("in_office") or inputs.get("places", 5) - inputs.get("vacancies", 0)
    return [member(f"Member {number}") for number in range(in_office)]


WITH_A_QUORUM = [case for case in CASES if {"quorum", "quorate"} & case["expected"].keys()]


def ids(cases: list[Case]) -> list[str]:
    return [f"{case['id']} from {case['source']}" for case in cases]


@pytest.mark.parametrize("case", WITH_A_QUORUM, ids=ids(WITH_A_QUORUM))
def test_a_workbook_with_the_published_rule_gives_the_published_quorum(case: Case) -> None:
    among = book(*rules_of(case), *group_of(case))
    assert quorum_of(among, TODAY) == case["expected"].get("quorum", case["inputs"].get("quorum"))


WITH_A_COUNT = [case for case in CASES if "present" in case["inputs"]]


@pytest.mark.parametrize("case", WITH_A_COUNT, ids=ids(WITH_A_COUNT))
def test_a_meeting_with_the_published_number_present_is_quorate_and_with_one_fewer_is_not(case: Case) -> None:
    assert case["expected"]["quorate"] is True
    for present, quorate in (
        (case["inputs"]["present"], "Quorate"),
        (case["inputs"]["present"] - 1, "Inquorate, short by 1"),
    ):
        people = [came(f"Member {number}") for number in range(present)]
        row = meeting()
        assert row.quorate(book(*rules_of(case), *group_of(case), row, *people)) == quorate


(RECONVENED,) = [case for case in CASES if "latest" in case["expected"]]


def test_an_inquorate_meeting_is_held_again_as_published() -> None:
    """Article 115 of the model articles of academy trusts, as case art115_reconvene has it."""
    row = meeting(date.fromisoformat(RECONVENED["inputs"]["meeting"]))
    founded = member("Ann", date(2020, 9, 1))
    among = book(setting(QUORUM_NUMBER, 2), setting(RECONVENE_WITHIN, 7), founded, row, came("Ann"))
    assert row.reconvene_by(among) == date.fromisoformat(RECONVENED["expected"]["latest"])


def test_a_third_to_the_nearest_whole_number_is_a_way_of_rounding_on_the_rules_tab() -> None:
    """Case niscc_2002_386, published as text: a third "rounded to a whole number" of the appointed members."""
    nearest = (setting(QUORUM_SHARE, 1 / 3), setting(QUORUM_ROUNDING, "nearest"))
    groups = [[member(f"Member {number}") for number in range(count)] for count in (13, 14, 15)]
    assert [quorum_of(book(*nearest, *group), TODAY) for group in groups] == [4, 5, 5]
