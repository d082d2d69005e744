"""Rounds as they stand in a store, without the work that they did."""

from __future__ import annotations

from datetime import datetime, timedelta

from pepsheets.sync.store import Appeared, Ending, HeldCell, Holder, Offer, OpenConflict, Store
from pepsheets.sync.store.records import Outcome

HOLDER = Holder("pepsheets", "office-pc", 4711)
THEN = Appeared(None, 1)


def made(
    store: Store,
    share: str,
    started: datetime,
    outcome: Outcome | None = "good",
    sentence: str = "Done.",
    took: int = 2,
) -> None:
    """A round of this outcome; without one it never came to its end."""
    lease = store.acquire(share, HOLDER, started, started + timedelta(minutes=10))
    with store.step(lease, started) as step:
        number = step.start_round()
    if outcome:
        with store.step(lease, started + timedelta(seconds=took)) as step:
            step.end_round(number, Ending(outcome, sentence, {"shared": 1}))
    store.release(lease)


def conflict(tab: str, row: str) -> OpenConflict:
    return OpenConflict(tab, row, "Ann Archer", "phone", None, "01", "02", THEN, THEN)


def left_waiting(store: Store, share: str, now: datetime) -> str:
    """Two conflicts, one of them settled, a cell that is held, and a plan, whose name it tells."""
    lease = store.acquire(share, HOLDER, now, now + timedelta(minutes=10))
    with store.step(lease, now) as step:
        step.replace_conflicts("Meetings", [conflict("Meetings", "r1"), conflict("Meetings", "r2")])
        step.replace_held(
            "Bookings", [HeldCell("Bookings", "shared", "r3", "B3", "booked", "soon", "'soon' is no date.")]
        )
        name = step.offer_plan(Offer("Schools", "Schools: all rows are gone.", "{}", "a1b2c3d4e5f6"))
    store.release(lease)
    store.choose(share, conflict("Meetings", "r2"), "shared")
    return name
