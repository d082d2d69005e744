"""A round leaves behind what it meant, what it did and how it ended."""

from __future__ import annotations

from contextlib import suppress

import pytest

from pepsheets.sync.store import Asked, Ending, Registration, Store
from tests.sync.store.moments import MINUTE, NOON, SHARE, flowed, stepping, taken

GOOD = Ending("good", "12 cells went to the shared sheet.", {"to_shared": 12})
SIDES = Registration("workbook-1", "sheet-1", "machine-1", "office-pc")


def test_a_share_is_known_by_its_sides_and_its_home(store: Store) -> None:
    assert (store.registration(SHARE), store.shares()) == (None, ())
    with stepping(store) as step:
        step.register(SIDES)
    assert (store.registration(SHARE), store.shares()) == (SIDES, (SHARE,))


def test_headings_are_known_per_side_and_replaced_together(store: Store) -> None:
    with stepping(store) as step:
        step.set_headings("Courses", "workbook", {"title": "Title", "+Notes": "Notes"})
        step.set_headings("Courses", "shared", {"title": "Name of course"})
        step.set_headings("Courses", "workbook", {"title": "Course"})
        step.set_headings("Schools", "workbook", {})
    assert store.headings(SHARE, "Courses", "workbook") == {"title": "Course"}
    assert store.headings(SHARE, "Courses", "shared") == {"title": "Name of course"}
    assert store.headings(SHARE, "Schools", "workbook") == {}


def test_a_round_is_told_with_its_times_and_counts(store: Store) -> None:
    with stepping(store) as step:
        number = step.start_round()
    with stepping(store, now=NOON + MINUTE) as step:
        step.end_round(number, GOOD)
    [told] = store.last_rounds(SHARE)
    assert (told.number, told.started, told.ended, told.ending) == (number, NOON, NOON + MINUTE, GOOD)


def test_a_round_that_never_ended_was_cut_short(store: Store) -> None:
    for _ in range(2):
        with stepping(store) as step:
            step.start_round()
    newer, older = store.last_rounds(SHARE)
    assert newer.number > older.number
    assert newer.ending is None
    assert older.ended is None
    assert older.ending is not None and older.ending.outcome == "cut short"


def test_the_last_good_round_is_not_the_last_one(store: Store) -> None:
    assert store.last_good_round(SHARE) is None
    for minute, ending in enumerate((GOOD, GOOD, Ending("failed", "The sheet is no longer shared."))):
        with stepping(store, now=NOON + minute * MINUTE) as step:
            step.end_round(step.start_round(), ending)
    last = store.last_good_round(SHARE)
    assert last is not None and last.started == NOON + MINUTE
    assert store.last_good_round("Heads") is None


def test_only_a_round_that_began_can_end(store: Store) -> None:
    with pytest.raises(ValueError, match="no round 5"), stepping(store) as step:
        step.end_round(5, GOOD)


def test_an_intent_is_found_until_it_is_closed(store: Store) -> None:
    with stepping(store) as step:
        first, second = step.intend(1, '{"first": 1}'), step.intend(1, '{"second": 2}')
    with stepping(store) as step:
        step.confirm(first, "shared")
    found, other = store.open_intents(SHARE)
    assert (found.number, found.round, found.text, found.made) == (first, 1, '{"first": 1}', NOON)
    assert found.confirmed == {"shared"}
    assert (other.number, other.confirmed) == (second, frozenset())
    with stepping(store) as step:
        step.confirm(first, "workbook")
        step.close(first)
    assert [intent.number for intent in store.open_intents(SHARE)] == [second]


def test_an_intent_of_another_share_or_a_closed_one_cannot_be_confirmed(store: Store) -> None:
    with stepping(store) as step:
        intent = step.intend(1, "{}")
    with pytest.raises(ValueError, match="no open intent"), stepping(store, "Heads") as step:
        step.confirm(intent, "shared")
    with stepping(store, now=NOON + MINUTE * 20) as step:
        step.close(intent)
    with pytest.raises(ValueError, match="no open intent"), stepping(store, now=NOON + MINUTE * 20) as step:
        step.confirm(intent, "shared")


def test_what_is_to_be_put_right_is_replaced_as_a_whole(store: Store) -> None:
    assert store.repairs(SHARE) == "[]"
    for content in ('["one"]', '["two"]'):
        with stepping(store) as step:
            step.set_repairs(content)
    assert store.repairs(SHARE) == '["two"]'


def test_how_both_sides_stood_at_rest_is_replaced(store: Store) -> None:
    assert store.rest(SHARE) == ""
    for mark in ("one", "two"):
        with stepping(store) as step:
            step.rest(mark)
    assert (store.rest(SHARE), store.rest("Heads")) == ("two", "")


def test_a_step_holds_together_or_leaves_nothing(store: Store) -> None:
    lease = taken(store)
    with suppress(RuntimeError), store.step(lease, NOON) as step:
        number = step.start_round()
        step.intend(number, "{}")
        step.advance("Courses", {"R1": {"title": "Phonics"}}, deleted=["R2"])
        step.record(number, [flowed()])
        raise RuntimeError("the power went")
    assert store.last_rounds(SHARE) == () and store.open_intents(SHARE) == ()
    assert store.base(SHARE, "Courses") == {} and store.tombstones(SHARE, "Courses") == frozenset()
    assert store.history(SHARE, Asked()) == ()


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="time zone"):
        taken(store, now=NOON.replace(tzinfo=None))
