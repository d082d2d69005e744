"""The store of all shares: what anyone may ask, what people decide, and the steps of rounds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Side
from pepsheets.sync.store import (
    approvals,
    base_cells,
    conflicts,
    erasing,
    history,
    journal,
    leases,
    retention,
    rounds,
    shares,
)
from pepsheets.sync.store.database import Database
from pepsheets.sync.store.records import (
    Asked,
    HeldCell,
    Holder,
    Intent,
    Lease,
    OpenConflict,
    PastChange,
    Registration,
    Removed,
    Round,
    WaitingPlan,
)
from pepsheets.sync.store.steps import Step

_EVERYTHING = Asked()


class Store:
    """What pepsheets remembers between rounds.

    It holds what it is given: cells of columns that a share does not carry must not be handed to it, and then stand in
    none of its tables. Every moment carries a time zone. May be used from several threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    # What a round may ask and anyone may look at

    def shares(self) -> tuple[str, ...]:
        with self._database.reading() as connection:
            return shares.share_names(connection)

    def registration(self, share: str) -> Registration | None:
        with self._database.reading() as connection:
            return shares.registration_of(connection, share)

    def refuse_elsewhere(self, share: str, machine: str) -> None:
        """Raises ``HomeIsElsewhere`` when another computer is the share's home."""
        with self._database.reading() as connection:
            shares.refuse_elsewhere(connection, share, machine)

    def headings(self, share: str, tab: str, side: Side) -> dict[str, str]:
        with self._database.reading() as connection:
            return shares.headings_of(connection, share, tab, side)

    def tabs(self, share: str) -> tuple[str, ...]:
        with self._database.reading() as connection:
            return base_cells.tabs_of(connection, share)

    def base(self, share: str, tab: str) -> dict[str, dict[str, Cell]]:
        with self._database.reading() as connection:
            return base_cells.base_of(connection, share, tab)

    def base_count(self, share: str, tab: str) -> int:
        with self._database.reading() as connection:
            return base_cells.count_of(connection, share, tab)

    def tombstones(self, share: str, tab: str) -> frozenset[str]:
        with self._database.reading() as connection:
            return base_cells.tombstones_of(connection, share, tab)

    def open_intents(self, share: str) -> tuple[Intent, ...]:
        with self._database.reading() as connection:
            return journal.open_intents(connection, share)

    def repairs(self, share: str) -> str:
        with self._database.reading() as connection:
            return shares.repairs_of(connection, share)

    def rest(self, share: str) -> str:
        with self._database.reading() as connection:
            return shares.rest_of(connection, share)

    def last_rounds(self, share: str, limit: int = 20) -> tuple[Round, ...]:
        with self._database.reading() as connection:
            return rounds.last_rounds(connection, share, limit)

    def last_good_round(self, share: str) -> Round | None:
        with self._database.reading() as connection:
            return rounds.last_good_round(connection, share)

    def history(self, share: str, asked: Asked = _EVERYTHING, limit: int | None = None) -> tuple[PastChange, ...]:
        with self._database.reading() as connection:
            return history.history_of(connection, share, asked, limit)

    def conflicts(self, share: str) -> tuple[OpenConflict, ...]:
        with self._database.reading() as connection:
            return conflicts.conflicts_of(connection, share)

    def held(self, share: str) -> tuple[HeldCell, ...]:
        with self._database.reading() as connection:
            return conflicts.held_of(connection, share)

    def plans(self, share: str) -> tuple[WaitingPlan, ...]:
        with self._database.reading() as connection:
            return approvals.plans_of(connection, share)

    def lease(self, share: str) -> Lease | None:
        with self._database.reading() as connection:
            return leases.lease_of(connection, share)

    # What a round writes

    def acquire(
        self, share: str, holder: Holder, now: datetime, expires: datetime, instead: Lease | None = None
    ) -> Lease:
        """The lease of a share; raises ``AnotherRoundRuns`` where somebody else holds it."""
        with self._database.writing() as connection:
            return leases.acquire(connection, share, holder, now, expires, instead)

    def renew(self, lease: Lease, expires: datetime) -> Lease:
        """The same lease until a later moment; raises ``RoundWasOvertaken``."""
        with self._database.writing() as connection:
            return leases.renew(connection, lease, expires)

    def release(self, lease: Lease) -> None:
        with self._database.writing() as connection:
            leases.release(connection, lease)

    @contextmanager
    def step(self, lease: Lease, now: datetime) -> Iterator[Step]:
        """All that is written in it is committed together; raises ``RoundWasOvertaken`` when a newer round began."""
        with self._database.writing() as connection:
            leases.refuse_overtaken(connection, lease)
            yield Step(connection, lease, now)

    # What people decide

    def approve(self, share: str, plan: str, now: datetime) -> None:
        with self._database.writing() as connection:
            approvals.approve(connection, share, plan, now)

    def choose(self, share: str, conflict: OpenConflict, side: Side) -> None:
        with self._database.writing() as connection:
            conflicts.choose(connection, share, conflict, side)

    def take_over(self, share: str, machine: str, name: str, now: datetime) -> None:
        """Make this computer the share's home. Raises while a round runs; the old home cannot write any more."""
        with self._database.writing() as connection:
            leases.fence(connection, share, now)
            shares.move_home(connection, share, machine, name)

    def prune(self, share: str, kept: retention.Kept) -> Removed:
        with self._database.writing() as connection:
            return retention.prune(connection, share, kept)

    def erase(self, names: Collection[str], now: datetime) -> Removed:
        """Blank whatever names a person, in every share."""
        with self._database.writing() as connection:
            removed = erasing.erase(connection, names, now)
        self._database.let_go_of_old_pages()
        return removed
