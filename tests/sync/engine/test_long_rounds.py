"""A round that takes long keeps its lease: nobody else begins meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sync.engine.round import LEASE_LASTS, Surroundings, run_round
from pepsheets.sync.refusals import AnotherRoundRuns
from pepsheets.sync.store.records import Holder
from tests.sync.engine.things import HOLDER, KIND, MORNING, SHARE, TODAY, names, sheet, store_in

COLLEAGUE = Holder("pepsheets sync", "laptop", 7)


class Slow:
    """A clock by which each step of a round takes its time, and a colleague who tries to begin at each."""

    def __init__(self, folder: Path, step: timedelta) -> None:
        self.store, self.step, self.moment = store_in(folder), step, MORNING
        self.refused = 0
        self.expiries: list[datetime] = []

    def clock(self) -> datetime:
        return self.moment

    def watch(self, _: str) -> None:
        lease = self.store.lease(SHARE.name)
        assert lease is not None and lease.holder == HOLDER
        self.expiries.append(lease.expires)
        with pytest.raises(AnotherRoundRuns):
            self.store.acquire(SHARE.name, COLLEAGUE, self.moment, self.moment + LEASE_LASTS)
        self.refused += 1
        self.moment += self.step

    def sync(self) -> bool:
        fresh = names()
        around = Surroundings(HOLDER, self.moment, TODAY, lambda: next(fresh), self.watch, self.clock)
        doors = MemoryWorkbook([sheet([["kettle", "new"]])]), MemoryWorkbook([sheet()])
        return run_round(SHARE, KIND, doors, self.store, around).is_good


def test_a_round_of_many_slow_steps_is_never_overtaken(tmp_path: Path) -> None:
    slow = Slow(tmp_path, timedelta(minutes=4))
    assert slow.sync()
    assert slow.moment - MORNING > LEASE_LASTS and slow.refused > 3
    assert slow.expiries[-1] > slow.expiries[0]
    assert slow.store.lease(SHARE.name) is None, "it is let go at the end"


def test_a_quick_round_writes_its_lease_once(tmp_path: Path) -> None:
    quick = Slow(tmp_path, timedelta(seconds=1))
    assert quick.sync()
    assert set(quick.expiries) == {MORNING + LEASE_LASTS}
