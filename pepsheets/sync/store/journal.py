"""The journal: what a round means to write is kept before it writes, and closed once it is known what happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Connection, Row, insert, select, update

from pepsheets.sync.changes import Side
from pepsheets.sync.store.records import Intent
from pepsheets.sync.store.tables import INTENTS

_CONFIRMED: Mapping[Side, Column[datetime | None]] = {
    "workbook": INTENTS.c.workbook_confirmed,
    "shared": INTENTS.c.shared_confirmed,
}


def intend(connection: Connection, share: str, round_: int, content: str, now: datetime) -> int:
    """Keep what a round is about to write; the number by which it is confirmed and closed."""
    made = insert(INTENTS).values(share=share, round=round_, content=content, made=now).returning(INTENTS.c.number)
    number: int = connection.execute(made).scalar_one()
    return number


def open_intents(connection: Connection, share: str) -> tuple[Intent, ...]:
    """What was meant and never closed, the oldest first: after a crash, what must be found out."""
    is_open = (INTENTS.c.share == share, INTENTS.c.closed.is_(None))
    return tuple(map(_intent, connection.execute(select(INTENTS).where(*is_open).order_by(INTENTS.c.number))))


def _intent(found: Row[tuple[object, ...]]) -> Intent:
    confirmed = frozenset(side for side, column in _CONFIRMED.items() if found._mapping[column])
    return Intent(found.number, found.round, found.content, found.made, confirmed)


def confirm(connection: Connection, share: str, intent: int, side: Side, now: datetime) -> None:
    """Know that what was meant for a side has been written there."""
    _mark(connection, share, intent, _CONFIRMED[side].name, now)


def close(connection: Connection, share: str, intent: int, now: datetime) -> None:
    """Know of nothing more to find out about an intent."""
    _mark(connection, share, intent, "closed", now)


def _mark(connection: Connection, share: str, intent: int, column: str, now: datetime) -> None:
    is_meant = (INTENTS.c.share == share, INTENTS.c.number == intent, INTENTS.c.closed.is_(None))
    if connection.execute(update(INTENTS).where(*is_meant).values({column: now})).rowcount != 1:
        raise ValueError(f"There is no open intent {intent} of '{share}'.")
