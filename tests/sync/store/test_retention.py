"""Nothing is kept longer than it may be, and nothing goes that a round still needs."""

from __future__ import annotations

from datetime import timedelta

from pepsheets.sync.store import Asked, Ending, Kept, Offer, Store
from tests.sync.store.moments import NOON, SHARE, flowed, stepping

DAY = timedelta(days=1)
GOOD = Ending("good", "")


def run(store: Store, day: int, ending: Ending = GOOD) -> None:
    """A round on a day that changes, deletes and means something on two tabs."""
    with stepping(store, now=NOON + day * DAY) as step:
        number = step.start_round()
        step.close(step.intend(number, "{}"))
        step.record(number, [flowed(f"R{day}"), flowed(f"R{day}", tab="Schools")])
        step.advance("Courses", {}, deleted=[f"D{day}"])
        step.advance("Schools", {}, deleted=[f"D{day}"])
        step.end_round(number, ending)


def test_what_is_too_old_goes(store: Store) -> None:
    for day in range(4):
        run(store, day)
    removed = store.prune(SHARE, Kept(NOON + 2 * DAY))
    assert removed.counts == {"history": 4, "tombstones": 4, "intents": 2, "rounds": 2}
    assert removed.total == 12
    assert store.tombstones(SHARE, "Courses") == {"D2", "D3"}
    assert {past.change.row for past in store.history(SHARE)} == {"R2", "R3"}
    assert store.prune(SHARE, Kept(NOON + 2 * DAY)).total == 0


def test_a_tab_may_be_kept_for_longer_or_shorter(store: Store) -> None:
    for day in range(4):
        run(store, day)
    removed = store.prune(SHARE, Kept(NOON + 2 * DAY, {"Schools": NOON + 3 * DAY, "Members": NOON}))
    assert store.tombstones(SHARE, "Courses") == {"D2", "D3"}
    assert store.tombstones(SHARE, "Schools") == {"D3"}
    assert [past.change.row for past in store.history(SHARE, Asked(tab="Schools"))] == ["R3"]
    # The journal holds cells of all tabs: the shortest period counts.
    assert removed.counts["intents"] == 3


def test_the_last_good_round_stays_however_old_it_is(store: Store) -> None:
    run(store, 0)
    run(store, 1)
    run(store, 2, Ending("failed", "The sheet is no longer shared."))
    assert store.prune(SHARE, Kept(NOON + 9 * DAY)).counts["rounds"] == 2
    last = store.last_good_round(SHARE)
    assert last is not None and last.started == NOON + DAY


def test_an_intent_that_is_open_stays_however_old_it_is(store: Store) -> None:
    with stepping(store) as step:
        step.intend(step.start_round(), "{}")
    assert store.prune(SHARE, Kept(NOON + 9 * DAY)).total == 0
    assert len(store.open_intents(SHARE)) == 1


def test_old_plans_go_and_other_shares_stay(store: Store) -> None:
    for share in (SHARE, "Heads"):
        with stepping(store, share) as step:
            step.offer_plan(Offer("Courses", "", "{}", "0123456789"))
    assert store.prune(SHARE, Kept(NOON + DAY)).counts == {"plans": 1}
    assert len(store.plans("Heads")) == 1
