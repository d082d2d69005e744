"""One writer for each share: whoever comes second is told who is first, and whoever wakes too late is refused."""

from __future__ import annotations

import pytest

from pepsheets.sync.refusals import AnotherRoundRuns, HomeIsElsewhere, NoSuchShare, RoundWasOvertaken
from pepsheets.sync.store import Registration, Store
from tests.sync.store.moments import COLLEAGUE, MINUTE, NOON, SHARE, WORKER, stepping, taken

LATER = NOON + 11 * MINUTE


def test_who_comes_second_is_told_who_is_first(store: Store) -> None:
    taken(store)
    with pytest.raises(AnotherRoundRuns, match=r"by pepsheets serve on the computer 'office-pc' \(process 4711\)"):
        taken(store, holder=COLLEAGUE, now=NOON + 9 * MINUTE)


def test_other_shares_are_free(store: Store) -> None:
    taken(store)
    assert taken(store, "Heads", COLLEAGUE).holder == COLLEAGUE


def test_anyone_may_ask_who_holds_a_share(store: Store) -> None:
    assert store.lease(SHARE) is None
    lease = taken(store)
    assert store.lease(SHARE) == lease
    store.release(lease)
    assert store.lease(SHARE) is None


def test_a_lease_that_ran_out_is_free_for_the_next(store: Store) -> None:
    first = taken(store)
    second = taken(store, holder=COLLEAGUE, now=LATER)
    assert second.epoch > first.epoch


def test_a_renewed_lease_has_not_run_out(store: Store) -> None:
    lease = store.renew(taken(store), LATER + MINUTE)
    assert store.lease(SHARE) == lease
    with pytest.raises(AnotherRoundRuns):
        taken(store, holder=COLLEAGUE, now=LATER)


def test_the_epoch_grows_also_after_a_release(store: Store) -> None:
    first = taken(store)
    store.release(first)
    assert taken(store).epoch > first.epoch


def test_a_worker_that_was_overtaken_can_write_nothing_more(store: Store) -> None:
    paused = taken(store)
    newer = taken(store, holder=COLLEAGUE, now=LATER)
    with pytest.raises(RoundWasOvertaken), store.step(paused, LATER) as step:
        step.advance("Courses", {"R1": {"title": "too late"}})
    with pytest.raises(RoundWasOvertaken):
        store.renew(paused, LATER + MINUTE)
    store.release(paused)
    assert store.lease(SHARE) == newer and store.base(SHARE, "Courses") == {}


def test_a_worker_that_nobody_overtook_may_finish_though_its_lease_ran_out(store: Store) -> None:
    lease = taken(store)
    with store.step(lease, LATER) as step:
        step.advance("Courses", {"R1": {"title": "late"}})
    assert store.base_count(SHARE, "Courses") == 1


def test_after_its_release_a_lease_writes_only_until_somebody_else_comes(store: Store) -> None:
    released = taken(store)
    store.release(released)
    taken(store, holder=COLLEAGUE)
    with pytest.raises(RoundWasOvertaken), store.step(released, NOON):
        pass


def test_the_lease_of_a_dead_process_need_not_run_out(store: Store) -> None:
    dead = taken(store)
    assert taken_instead(store, dead) > dead.epoch


def test_a_lease_that_lived_on_is_not_taken_for_dead(store: Store) -> None:
    seen = taken(store)
    store.renew(seen, LATER)
    with pytest.raises(AnotherRoundRuns):
        taken_instead(store, seen)


def taken_instead(store: Store, dead: object) -> int:
    lease = store.lease(SHARE)
    assert lease is not None and isinstance(dead, type(lease))
    return store.acquire(SHARE, COLLEAGUE, NOON, LATER, instead=dead).epoch


def test_a_share_has_one_home(store: Store) -> None:
    store.refuse_elsewhere(SHARE, "machine-2")
    with stepping(store) as step:
        step.register(Registration("book", "sheet", "machine-1", "office-pc"))
    store.refuse_elsewhere(SHARE, "machine-1")
    with pytest.raises(HomeIsElsewhere, match="by the computer 'office-pc', not by this one"):
        store.refuse_elsewhere(SHARE, "machine-2")


def test_a_share_moves_home_and_the_old_home_can_write_no_more(store: Store) -> None:
    with stepping(store) as step:
        step.register(Registration("book", "sheet", "machine-1", "office-pc"))
    paused = taken(store)
    with pytest.raises(AnotherRoundRuns):
        store.take_over(SHARE, "machine-2", "laptop", NOON)
    store.take_over(SHARE, "machine-2", "laptop", LATER)
    assert store.registration(SHARE) == Registration("book", "sheet", "machine-2", "laptop")
    with pytest.raises(RoundWasOvertaken), store.step(paused, LATER):
        pass


def test_only_a_share_that_is_known_can_move_home(store: Store) -> None:
    with pytest.raises(NoSuchShare, match="'Steering group' was never synchronised"):
        store.take_over(SHARE, "machine-2", "laptop", NOON)
    assert WORKER != COLLEAGUE and store.lease(SHARE) is None
