"""What changed when and on which side, for as long as it is kept. Cells carry no author, so no person is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from pepsheets.sync.store.records import Asked, Change, PastChange
from pepsheets.sync.store.tables import HISTORY
from pepsheets.sync.values import decode, encode


def record(connection: Connection, share: str, round_: int, changes: Iterable[Change], now: datetime) -> None:
    """Add changes to the history, in their order."""
    when = {"share": share, "round": round_, "at": now}
    rows = [{**when, **_columns(change)} for change in changes]
    if rows:
        connection.execute(insert(HISTORY), rows)


def _columns(change: Change) -> dict[str, str]:
    return {
        "kind": change.kind,
        "tab": change.tab,
        "row_id": change.row,
        "row_key": change.key,
        "column_key": change.column,
        "side": change.side,
        "before": encode(change.before),
        "after": encode(change.after),
    }


def history_of(connection: Connection, share: str, asked: Asked, limit: int | None) -> tuple[PastChange, ...]:
    """The part of the history that is asked for, the newest first."""
    asked_for = select(HISTORY).where(HISTORY.c.share == share, *_conditions(asked))
    found = connection.execute(asked_for.order_by(HISTORY.c.number.desc()).limit(limit))
    return tuple(_past(row) for row in found)


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    same = {
        HISTORY.c.tab: asked.tab,
        HISTORY.c.row_id: asked.row,
        HISTORY.c.column_key: asked.column,
        HISTORY.c.round: asked.round,
    }
    yield from (column == value for column, value in same.items() if value is not None)
    if asked.since is not None:
        yield HISTORY.c.at >= asked.since
    if asked.until is not None:
        yield HISTORY.c.at < asked.until


def _past(row: Row[tuple[object, ...]]) -> PastChange:
    place = (row.kind, row.tab, row.row_id, row.row_key, row.column_key, row.side)
    change = Change(*place, decode(row.before), decode(row.after))
    return PastChange(row.number, row.share, row.round, row.at, change)
