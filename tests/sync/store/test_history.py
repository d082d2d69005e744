"""The history answers what changed when, and on which side."""

from __future__ import annotations

from datetime import date

import pytest

from pepsheets.sync.store import Asked, Change, PastChange, Store
from tests.sync.store.moments import MINUTE, NOON, SHARE, flowed, stepping

LATER = NOON + MINUTE
MOVED = Change("flowed", "Courses", "R1", "PHON-1", "held_on", "shared", date(2026, 3, 1), date(2026, 3, 8))


@pytest.fixture
def told(store: Store) -> Store:
    """Two rounds: in the first two cells flowed, in the second two others."""
    with stepping(store) as step:
        step.record(1, [flowed("R1", "title"), flowed("R1", "places")])
    with stepping(store, now=LATER) as step:
        step.record(2, [flowed("R2", "title"), flowed("R1", "title", tab="Schools")])
    return store


def places(changes: tuple[PastChange, ...]) -> list[tuple[str, str, str]]:
    return [(past.change.tab, past.change.row, past.change.column) for past in changes]


def test_a_change_is_told_as_it_was(store: Store) -> None:
    with stepping(store) as step:
        step.record(7, [MOVED])
        step.record(7, [])
    [past] = store.history(SHARE)
    assert (past.share, past.round, past.at, past.change) == (SHARE, 7, NOON, MOVED)


def test_the_newest_change_comes_first(told: Store) -> None:
    assert places(told.history(SHARE)) == [
        ("Schools", "R1", "title"),
        ("Courses", "R2", "title"),
        ("Courses", "R1", "places"),
        ("Courses", "R1", "title"),
    ]
    assert places(told.history(SHARE, limit=1)) == [("Schools", "R1", "title")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(tab="Schools"), [("Schools", "R1", "title")]),
        (Asked(tab="Courses", row="R1"), [("Courses", "R1", "places"), ("Courses", "R1", "title")]),
        (Asked(tab="Courses", row="R1", column="title"), [("Courses", "R1", "title")]),
        (Asked(round=2, tab="Courses"), [("Courses", "R2", "title")]),
        (Asked(since=LATER), [("Schools", "R1", "title"), ("Courses", "R2", "title")]),
        (Asked(until=LATER), [("Courses", "R1", "places"), ("Courses", "R1", "title")]),
        (Asked(since=NOON, until=NOON), []),
    ],
    ids=["a tab", "a row", "a cell", "a round", "since", "until", "no time"],
)
def test_only_what_is_asked_for_is_told(told: Store, asked: Asked, found: list[tuple[str, str, str]]) -> None:
    assert places(told.history(SHARE, asked)) == found


def test_other_shares_have_a_history_of_their_own(told: Store) -> None:
    assert told.history("Heads") == ()
