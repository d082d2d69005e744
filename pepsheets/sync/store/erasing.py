"""Erasing a person from everything the store holds, leaving every count as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Table, bindparam, select, update

from pepsheets.sync.refusals import RoundNotRecovered
from pepsheets.sync.store import leases
from pepsheets.sync.store.persons import Eraser
from pepsheets.sync.store.records import Removed
from pepsheets.sync.store.tables import (
    BASE_ROWS,
    CONFLICTS,
    HELD,
    HISTORY,
    INTENTS,
    LEASES,
    PLANS,
    REPAIRS,
    ROUNDS,
)

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class _Place:
    """The columns of a table that may name a person: as words, as cells, or within the engine's own JSON."""

    table: Table
    words: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    content: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.words, *self.cells, *self.content)


PLACES = (
    _Place(BASE_ROWS, cells=("cells",)),
    _Place(HISTORY, words=("row_key",), cells=("before", "after")),
    _Place(INTENTS, content=("content",)),
    _Place(REPAIRS, content=("content",)),
    _Place(CONFLICTS, words=("row_key",), cells=("base", "workbook", "shared")),
    _Place(HELD, words=("row_key", "reason"), cells=("value",)),
    _Place(PLANS, words=("sentence",), content=("preview",)),
    _Place(ROUNDS, words=("sentence",)),
)


def erase(connection: Connection, names: Collection[str], now: datetime) -> Removed:
    """Blank every value that names the person, in all shares; how many there were, by where they stood.

    Raises while a round runs, or was cut short and is not recovered: it would write the names again, or no longer know
    what it overwrote. A worker that is paused meanwhile finds itself overtaken.
    """
    for share in connection.execute(select(LEASES.c.share).order_by(LEASES.c.share)).scalars().all():
        leases.fence(connection, share, now)
    _refuse_open_intents(connection)
    counts = {place.table.name: _erase_in(connection, place, names) for place in PLACES}
    return Removed({name: count for name, count in counts.items() if count})


def _refuse_open_intents(connection: Connection) -> None:
    unfinished = select(INTENTS.c.share).where(INTENTS.c.closed.is_(None)).limit(1)
    share = connection.execute(unfinished).scalar()
    if share is not None:
        raise RoundNotRecovered(f"A round of '{share}' was cut short, so nobody can be erased yet.")


def _erase_in(connection: Connection, place: _Place, names: Collection[str]) -> int:
    eraser = Eraser(names)
    keys = list(place.table.primary_key.columns)
    columns = [*keys, *(place.table.c[name] for name in place.names)]
    changed = update(place.table).where(*(key == bindparam(f"key_{key.name}") for key in keys))
    # All is read before the first change, or a changed row might be met again.
    for rows in _parts(list(_changes(connection, place, columns, eraser))):
        connection.execute(changed, rows)
    return eraser.count


def _changes(
    connection: Connection, place: _Place, columns: Sequence[Column[object]], eraser: Eraser
) -> Iterator[dict[str, object]]:
    for found in connection.execute(select(*columns)).mappings():
        words = {name: eraser.words(found[name]) for name in place.words}
        cells = {name: eraser.cells(found[name]) for name in place.cells}
        content = {name: eraser.content(found[name]) for name in place.content}
        after: dict[str, object] = {**words, **cells, **content}
        if any(found[name] != value for name, value in after.items()):
            keys = {f"key_{key.name}": found[key.name] for key in place.table.primary_key.columns}
            yield {**keys, **after}


def _parts(rows: Sequence[dict[str, object]]) -> Iterator[Sequence[dict[str, object]]]:
    yield from (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
