"""What the tests of the store speak of: one share, one worker, one morning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from pepsheets.sync.store import Appeared, Change, Holder, Lease, OpenConflict, Step, Store

SHARE = "Steering group"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WORKER = Holder("pepsheets serve", "office-pc", 4711)
COLLEAGUE = Holder("pepsheets sync", "laptop", 99)


def taken(store: Store, share: str = SHARE, holder: Holder = WORKER, now: datetime = NOON) -> Lease:
    return store.acquire(share, holder, now, now + 10 * MINUTE)


@contextmanager
def stepping(store: Store, share: str = SHARE, now: datetime = NOON) -> Iterator[Step]:
    """One step of a round that has the share to itself."""
    lease = taken(store, share, now=now)
    with store.step(lease, now) as step:
        yield step
    store.release(lease)


def flowed(row: str = "R1", column: str = "title", tab: str = "Courses") -> Change:
    return Change("flowed", tab, row, f"key of {row}", column, "workbook", "before", "after")


def conflict(row: str = "R1", workbook: str = "ours", shared: str = "theirs", tab: str = "Courses") -> OpenConflict:
    place = (tab, row, f"key of {row}", "title")
    return OpenConflict(*place, "base", workbook, shared, Appeared(1, 2), Appeared(None, 2))
