"""What waits for a person: conflicts, held cells, and plans that a safety valve stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from pepsheets.sync.refusals import ConflictIsGone, PlanIsGone
from pepsheets.sync.store import HeldCell, Offer, Store
from tests.sync.store.moments import MINUTE, NOON, SHARE, conflict, stepping

HELD = HeldCell("Courses", "shared", "R1", "PHON-1", "held_on", "next week", "'next week' is not a date.")
OFFER = Offer("Courses", "30 of 40 rows would be deleted.", '{"deleted": ["R1"]}', "0123456789abcdef")
OTHER = replace(OFFER, sentence="31 of 40 rows would be deleted.", digest="fedcba9876543210")


def test_the_conflicts_of_a_tab_are_replaced_as_a_set(store: Store) -> None:
    schools = conflict(tab="Schools")
    with stepping(store) as step:
        step.replace_conflicts("Courses", [conflict("R1"), conflict("R2")])
        step.replace_conflicts("Schools", [schools])
    with stepping(store) as step:
        step.replace_conflicts("Courses", [conflict("R2", shared="theirs, later")])
    assert store.conflicts(SHARE) == (conflict("R2", shared="theirs, later"), schools)
    assert store.conflicts("Heads") == ()


def test_a_tab_without_conflicts_has_none(store: Store) -> None:
    with stepping(store) as step:
        step.replace_conflicts("Courses", [conflict()])
        step.replace_conflicts("Courses", [])
    assert store.conflicts(SHARE) == ()


def test_a_cell_in_two_conflicts_is_a_programmers_mistake(store: Store) -> None:
    with pytest.raises(IntegrityError) as mistake, stepping(store) as step:
        step.replace_conflicts("Courses", [conflict(), conflict()])
    assert "theirs" not in str(mistake.value)
    assert store.conflicts(SHARE) == ()


def test_a_choice_stays_while_the_two_values_do(store: Store) -> None:
    with stepping(store) as step:
        step.replace_conflicts("Courses", [conflict("R1"), conflict("R2")])
    for each in store.conflicts(SHARE):
        store.choose(SHARE, each, "shared")
    with stepping(store) as step:
        step.replace_conflicts("Courses", [conflict("R1"), conflict("R2", workbook="ours, later")])
    assert [each.chosen for each in store.conflicts(SHARE)] == ["shared", None]


def test_a_choice_that_the_round_brings_counts(store: Store) -> None:
    with stepping(store) as step:
        step.replace_conflicts("Courses", [replace(conflict(), chosen="workbook")])
    assert [each.chosen for each in store.conflicts(SHARE)] == ["workbook"]


def test_nobody_settles_a_conflict_whose_values_they_did_not_see(store: Store) -> None:
    with stepping(store) as step:
        step.replace_conflicts("Courses", [conflict(shared="theirs, later")])
    with pytest.raises(ConflictIsGone, match="Courses, key of R1: this conflict is settled, or its values changed"):
        store.choose(SHARE, conflict(), "workbook")
    assert [each.chosen for each in store.conflicts(SHARE)] == [None]


def test_the_held_cells_of_a_tab_are_replaced_as_a_set(store: Store) -> None:
    with stepping(store) as step:
        step.replace_held("Courses", [HELD, replace(HELD, side="workbook")])
    assert store.held(SHARE) == (HELD, replace(HELD, side="workbook"))
    with stepping(store) as step:
        step.replace_held("Courses", [])
    assert store.held(SHARE) == ()


def test_exactly_the_plan_that_was_approved_is_carried_out_once(store: Store) -> None:
    with stepping(store) as step:
        name = step.offer_plan(OFFER)
    [waiting] = store.plans(SHARE)
    assert (waiting.name, waiting.tab, waiting.sentence, waiting.preview) == (
        name,
        "Courses",
        OFFER.sentence,
        OFFER.preview,
    )
    assert (waiting.digest, waiting.made, waiting.approved) == (OFFER.digest, NOON, None)
    with stepping(store) as step:
        assert not step.use_plan("Courses", OFFER.digest)
    store.approve(SHARE, name, NOON + MINUTE)
    assert [plan.approved for plan in store.plans(SHARE)] == [NOON + MINUTE]
    with stepping(store) as step:
        assert not step.use_plan("Courses", OTHER.digest)
        assert step.use_plan("Courses", OFFER.digest)
        assert not step.use_plan("Courses", OFFER.digest)
    assert store.plans(SHARE) == ()


def test_a_plan_offered_again_keeps_its_approval(store: Store) -> None:
    with stepping(store) as step:
        name = step.offer_plan(OFFER)
    store.approve(SHARE, name, NOON)
    with stepping(store, now=NOON + MINUTE) as step:
        assert step.offer_plan(OFFER) == name
    [plan] = store.plans(SHARE)
    assert (plan.made, plan.approved) == (NOON, NOON)


def test_another_plan_needs_another_approval(store: Store) -> None:
    with stepping(store) as step:
        name = step.offer_plan(OFFER)
    store.approve(SHARE, name, NOON)
    with stepping(store) as step:
        step.offer_plan(OTHER)
    [plan] = store.plans(SHARE)
    assert (plan.digest, plan.approved) == (OTHER.digest, None)
    with pytest.raises(PlanIsGone, match=f"No plan '{name}' of 'Steering group' waits"):
        store.approve(SHARE, name, NOON)


def test_a_plan_that_was_carried_out_waits_anew_when_it_comes_up_again(store: Store) -> None:
    with stepping(store) as step:
        name = step.offer_plan(OFFER)
    store.approve(SHARE, name, NOON)
    with stepping(store) as step:
        assert step.use_plan("Courses", OFFER.digest)
    with pytest.raises(PlanIsGone):
        store.approve(SHARE, name, NOON)
    with stepping(store) as step:
        step.offer_plan(OFFER)
        assert not step.use_plan("Courses", OFFER.digest)


def test_a_plan_that_is_no_longer_needed_is_withdrawn(store: Store) -> None:
    with stepping(store) as step:
        step.offer_plan(OFFER)
        step.withdraw_plan("Courses")
    assert store.plans(SHARE) == ()
