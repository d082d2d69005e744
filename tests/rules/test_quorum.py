from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.quorum import (
    OPENING,
    Base,
    ItemQuorum,
    Presence,
    QuorumRule,
    Rounding,
    inquorate_items,
    is_quorate,
    quorum_at,
    quorum_of,
    reconvene_by,
    short_by,
)

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
ARTICLE_117 = QuorumRule(number=3, share=THIRD)
COUNTS = st.integers(0, 60)
SHARES = st.fractions(0, 1, max_denominator=12)


def test_a_fixed_quorum_is_the_same_whoever_is_in_office() -> None:
    assert quorum_of(QuorumRule(number=5), places=7, in_office=7) == 5
    assert quorum_of(QuorumRule(number=5), places=7, in_office=2) == 5


def test_the_greater_of_a_number_and_a_share_counts() -> None:
    quorums = [quorum_of(ARTICLE_117, places=20, in_office=members) for members in (3, 9, 10, 12, 13)]
    assert quorums == [3, 3, 4, 4, 5]


def test_vacant_places_count_towards_the_quorum_only_where_the_base_is_the_places() -> None:
    assert quorum_of(QuorumRule(share=HALF, base=Base.PLACES), places=18, in_office=16) == 9
    assert quorum_of(QuorumRule(share=HALF), places=18, in_office=16) == 8


def test_suspended_members_leave_the_base_only_where_the_rule_says_so() -> None:
    less_suspended = QuorumRule(share=HALF, base=Base.IN_OFFICE_LESS_SUSPENDED)
    assert quorum_of(less_suspended, places=18, in_office=16, suspended=2) == 7
    assert quorum_of(QuorumRule(share=HALF), places=18, in_office=16, suspended=2) == 8


@pytest.mark.parametrize(
    ("rounding", "quorums"),
    [(Rounding.UP, [4, 4, 4]), (Rounding.DOWN, [3, 3, 4]), (Rounding.NEAREST, [3, 4, 4])],
)
def test_a_third_is_rounded_as_the_rule_says(rounding: Rounding, quorums: list[int]) -> None:
    rule = QuorumRule(share=THIRD, rounding=rounding)
    assert [quorum_of(rule, places=0, in_office=members) for members in (10, 11, 12)] == quorums


def test_nearest_takes_a_half_up() -> None:
    rule = QuorumRule(share=HALF, rounding=Rounding.NEAREST)
    assert [quorum_of(rule, places=0, in_office=members) for members in (5, 7)] == [3, 4]


def test_a_share_may_be_a_decimal_or_the_whole() -> None:
    assert quorum_of(QuorumRule(share=Decimal("0.4")), places=0, in_office=10) == 4
    assert quorum_of(QuorumRule(share=1), places=0, in_office=10) == 10


@given(st.builds(QuorumRule, COUNTS, st.none() | SHARES, st.sampled_from(Base), st.sampled_from(Rounding)), COUNTS)
def test_the_quorum_is_a_whole_number_within_one_of_the_share_and_never_below_the_number(
    rule: QuorumRule, members: int
) -> None:
    quorum = quorum_of(rule, places=members, in_office=members)
    exact = Fraction(rule.share or 0) * members
    assert quorum >= rule.number
    assert quorum == rule.number or abs(quorum - exact) < 1


@given(SHARES, COUNTS)
def test_rounding_up_is_not_less_than_the_share_and_down_not_more(share: Fraction, members: int) -> None:
    up, nearest, down = (
        quorum_of(QuorumRule(share=share, rounding=rounding), members, members)
        for rounding in (Rounding.UP, Rounding.NEAREST, Rounding.DOWN)
    )
    assert down <= share * members <= up
    assert down <= nearest <= up
    assert abs(nearest - share * members) <= HALF


@pytest.mark.parametrize(("number", "share"), [(-1, None), (0, Fraction(-1, 3)), (0, Fraction(4, 3))])
def test_a_rule_below_nothing_or_above_everybody_is_refused(number: int, share: Fraction | None) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        QuorumRule(number, share)


@pytest.mark.parametrize("share", [1 / 3, True])
def test_a_share_that_is_not_exact_is_refused(share: float) -> None:
    with pytest.raises(TypeError, match="must be exact"):
        QuorumRule(share=cast(Fraction, share))


@pytest.mark.parametrize(("places", "in_office", "suspended"), [(-1, 0, 0), (3, 3, 4), (3, 3, -1), (3, -1, 0)])
def test_counts_that_cannot_be_are_refused(places: int, in_office: int, suspended: int) -> None:
    with pytest.raises(ValueError, match="cannot be below zero"):
        quorum_of(ARTICLE_117, places, in_office, suspended)


def test_a_member_who_withdraws_leaves_the_count_and_the_threshold_stays() -> None:
    assert is_quorate(8, present=8)
    assert not is_quorate(8, present=8, withdrawn=1)
    assert short_by(8, present=8, withdrawn=3) == 3
    assert short_by(8, present=12, withdrawn=3) == 0


@pytest.mark.parametrize(("present", "withdrawn"), [(3, 4), (3, -1)])
def test_nobody_withdraws_who_is_not_present(present: int, withdrawn: int) -> None:
    with pytest.raises(ValueError, match="among those present"):
        is_quorate(3, present, withdrawn)


def test_a_person_counts_from_the_item_they_arrive_at_until_the_item_they_leave_at() -> None:
    presence = Presence("Ann", arrived_at=2, left_at=5)
    assert [item for item in range(OPENING, 8) if presence.counts_at(item)] == [2, 3, 4]


def test_a_person_who_neither_arrives_late_nor_leaves_early_counts_throughout() -> None:
    assert all(Presence("Ann").counts_at(item) for item in range(OPENING, 8))


def test_who_withdraws_from_an_item_is_present_but_does_not_count() -> None:
    presence = Presence("Ann", left_at=4, withdrew_from=frozenset({3, 5}))
    assert (presence.is_present_at(3), presence.withdraws_from(3), presence.counts_at(3)) == (True, True, False)
    assert not presence.withdraws_from(5)


PEOPLE = (
    Presence("Ann"),
    Presence("Bob", arrived_at=1),
    Presence("Cy", withdrew_from=frozenset({2})),
    Presence("Di", left_at=3),
)


def test_the_quorum_is_judged_at_the_opening_and_for_each_item() -> None:
    standings = [quorum_at(item, 3, PEOPLE) for item in (OPENING, 1, 2, 3)]
    assert [standing.is_quorate for standing in standings] == [True, True, True, True]
    assert standings[2] == ItemQuorum(2, ("Ann", "Bob", "Cy", "Di"), ("Cy",), 3)


def test_the_items_that_too_few_could_decide_are_named() -> None:
    short = inquorate_items((OPENING, 1, 2, 3), 4, PEOPLE)
    assert [(standing.item, standing.short_by) for standing in short] == [(OPENING, 1), (2, 1), (3, 1)]


PRESENCES = st.builds(
    Presence, st.text(max_size=3), st.none() | st.integers(0, 6), st.none() | st.integers(0, 6),
    st.frozensets(st.integers(0, 6)),
)  # fmt: skip


@given(st.lists(PRESENCES, max_size=8), st.integers(0, 6), st.integers(0, 8))
def test_an_item_is_quorate_exactly_when_enough_people_count(people: list[Presence], item: int, quorum: int) -> None:
    counting = sum(presence.counts_at(item) for presence in people)
    assert quorum_at(item, quorum, people).is_quorate == (counting >= quorum)


def test_an_inquorate_meeting_meets_again_within_the_days_of_the_rule() -> None:
    assert reconvene_by(date(2024, 12, 30)) == date(2025, 1, 6)
    assert reconvene_by(date(2024, 12, 30), days=14) == date(2025, 1, 13)
