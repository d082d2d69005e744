"""What is older than it may be kept leaves the store: history, journal, rounds, tombstones and plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select

from pepsheets.sync.store.records import Removed
from pepsheets.sync.store.tables import HISTORY, INTENTS, PLANS, ROUNDS, TOMBSTONES


@dataclass(frozen=True, slots=True)
class Kept:
    """What is older than a moment goes; a tab may have a moment of its own."""

    since: datetime
    tabs: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def latest(self) -> datetime:
        """The journal holds cells of many tabs, so the shortest of their periods counts for it."""
        return max((self.since, *self.tabs.values()))


def prune(connection: Connection, share: str, kept: Kept) -> Removed:
    """Delete what is too old. Intents that are still open stay, and so does the last good round.

    A row that comes back after its tombstone has gone is a new row like any other.
    """
    counts = {table.name: _delete(connection, table, is_old) for table, is_old in _old(share, kept)}
    return Removed({name: count for name, count in counts.items() if count})


def _old(share: str, kept: Kept) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    last_good = select(func.max(ROUNDS.c.number)).where(ROUNDS.c.share == share, ROUNDS.c.outcome == "good")
    is_needed = or_(ROUNDS.c.number == last_good.scalar_subquery(), ROUNDS.c.outcome.is_(None))
    yield HISTORY, and_(HISTORY.c.share == share, _is_old(HISTORY, "at", kept))
    yield TOMBSTONES, and_(TOMBSTONES.c.share == share, _is_old(TOMBSTONES, "deleted", kept))
    yield PLANS, and_(PLANS.c.share == share, _is_old(PLANS, "made", kept))
    yield INTENTS, and_(INTENTS.c.share == share, INTENTS.c.closed < kept.latest)
    yield ROUNDS, and_(ROUNDS.c.share == share, ROUNDS.c.started < kept.since, ~is_needed)


def _is_old(table: Table, moment: str, kept: Kept) -> ColumnElement[bool]:
    own = [and_(table.c.tab == tab, table.c[moment] < since) for tab, since in kept.tabs.items()]
    return or_(and_(table.c.tab.not_in(list(kept.tabs)), table.c[moment] < kept.since), *own)


def _delete(connection: Connection, table: Table, is_old: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(is_old)).rowcount
