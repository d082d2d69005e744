"""One step of a round: what is written in it is committed together, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from pepsheets.sync.changes import Rows, Side
from pepsheets.sync.store import approvals, base_cells, conflicts, history, journal, rounds, shares
from pepsheets.sync.store.records import Change, Ending, HeldCell, Lease, Offer, OpenConflict, Registration


class Step:
    """What a round may write. The store opens it, once it has seen that no newer round has begun."""

    def __init__(self, connection: Connection, lease: Lease, now: datetime) -> None:
        self._connection = connection
        self._share = lease.share
        self._now = now

    def register(self, registration: Registration) -> None:
        shares.register(self._connection, self._share, registration)

    def set_headings(self, tab: str, side: Side, headings: Mapping[str, str]) -> None:
        shares.set_headings(self._connection, self._share, tab, side, headings)

    def start_round(self) -> int:
        return rounds.start_round(self._connection, self._share, self._now)

    def end_round(self, number: int, ending: Ending) -> None:
        rounds.end_round(self._connection, self._share, number, ending, self._now)

    def intend(self, round_: int, content: str) -> int:
        return journal.intend(self._connection, self._share, round_, content, self._now)

    def confirm(self, intent: int, side: Side) -> None:
        journal.confirm(self._connection, self._share, intent, side, self._now)

    def close(self, intent: int) -> None:
        journal.close(self._connection, self._share, intent, self._now)

    def advance(self, tab: str, cells: Rows, deleted: Collection[str] = ()) -> None:
        """Both sides agree on these cells and on these deletions; every other cell of the base stays as it is."""
        base_cells.set_cells(self._connection, self._share, tab, cells)
        base_cells.delete_rows(self._connection, self._share, tab, deleted, self._now)

    def forget_rows(self, tab: str, rows: Collection[str]) -> None:
        """Drop rows from the base without calling them deleted."""
        base_cells.forget_rows(self._connection, self._share, tab, rows)

    def forget_columns(self, tab: str, columns: Collection[str]) -> None:
        """Drop columns that the share no longer carries from the base."""
        base_cells.forget_columns(self._connection, self._share, tab, columns)

    def set_repairs(self, content: str) -> None:
        shares.set_repairs(self._connection, self._share, content)

    def rest(self, mark: str) -> None:
        shares.set_rest(self._connection, self._share, mark)

    def record(self, round_: int, changes: Iterable[Change]) -> None:
        history.record(self._connection, self._share, round_, changes, self._now)

    def replace_conflicts(self, tab: str, found: Iterable[OpenConflict]) -> None:
        conflicts.replace_conflicts(self._connection, self._share, tab, found)

    def replace_held(self, tab: str, found: Iterable[HeldCell]) -> None:
        conflicts.replace_held(self._connection, self._share, tab, found)

    def offer_plan(self, offer: Offer) -> str:
        return approvals.offer_plan(self._connection, self._share, offer, self._now)

    def withdraw_plan(self, tab: str) -> None:
        approvals.withdraw_plan(self._connection, self._share, tab)

    def use_plan(self, tab: str, digest: str) -> bool:
        """Whether exactly this plan was approved and not carried out before; from now on it is."""
        return approvals.use_plan(self._connection, self._share, tab, digest, self._now)
