"""The base: what both sides last agreed on, cell by cell; and the rows that were deleted in an agreed way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, Table, delete, func, insert, select

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Rows
from pepsheets.sync.store.row_texts import cells_of, row_text
from pepsheets.sync.store.tables import BASE_ROWS, TOMBSTONES

# Both databases take this many values in one statement.
_AT_ONCE = 500


def base_of(connection: Connection, share: str, tab: str) -> dict[str, dict[str, Cell]]:
    """The agreed cells of a tab, by row ID and column key."""
    columns = select(BASE_ROWS.c.row_id, BASE_ROWS.c.cells)
    found = connection.execute(columns.where(BASE_ROWS.c.share == share, BASE_ROWS.c.tab == tab))
    return {row: cells_of(text) for row, text in found}


def tabs_of(connection: Connection, share: str) -> tuple[str, ...]:
    """The tabs on which anything was ever agreed."""
    tabs = select(BASE_ROWS.c.tab).where(BASE_ROWS.c.share == share).distinct().order_by(BASE_ROWS.c.tab)
    return tuple(connection.execute(tabs).scalars())


def count_of(connection: Connection, share: str, tab: str) -> int:
    """How many rows were agreed on a tab: what a side that suddenly emptied is measured by."""
    rows = select(func.count()).where(BASE_ROWS.c.share == share, BASE_ROWS.c.tab == tab)
    return connection.execute(rows).scalar_one()


def tombstones_of(connection: Connection, share: str, tab: str) -> frozenset[str]:
    """The IDs of rows that were deleted in an agreed way."""
    rows = select(TOMBSTONES.c.row_id).where(TOMBSTONES.c.share == share, TOMBSTONES.c.tab == tab)
    return frozenset(connection.execute(rows).scalars())


def set_cells(connection: Connection, share: str, tab: str, cells: Rows) -> None:
    """Agree on these cells; the others of their rows stay as they are. A row that is agreed on again is not deleted."""
    for rows in _parts(list(cells)):
        known = _known(connection, share, tab, rows)
        texts = {row: row_text({**known.get(row, {}), **cells[row]}) for row in rows}
        _remove(connection, BASE_ROWS, share, tab, rows)
        _remove(connection, TOMBSTONES, share, tab, rows)
        made = [{"share": share, "tab": tab, "row_id": row, "cells": text} for row, text in texts.items()]
        connection.execute(insert(BASE_ROWS), made)


def delete_rows(connection: Connection, share: str, tab: str, rows: Collection[str], now: datetime) -> None:
    """Agree that these rows are deleted: they leave the base, and are known should they come back."""
    for part in _parts(list(rows)):
        _remove(connection, BASE_ROWS, share, tab, part)
        _remove(connection, TOMBSTONES, share, tab, part)
        made = [{"share": share, "tab": tab, "row_id": row, "deleted": now} for row in part]
        connection.execute(insert(TOMBSTONES), made)


def forget_rows(connection: Connection, share: str, tab: str, rows: Collection[str]) -> None:
    """Drop rows from the base as if they had never been agreed on."""
    for part in _parts(list(rows)):
        _remove(connection, BASE_ROWS, share, tab, part)


def forget_columns(connection: Connection, share: str, tab: str, columns: Collection[str]) -> None:
    """Drop the cells of columns that the share no longer carries."""
    base = base_of(connection, share, tab)
    fewer = {row: {key: cells[key] for key in cells.keys() - columns} for row, cells in base.items()}
    changed = {row: cells for row, cells in fewer.items() if len(cells) < len(base[row])}
    forget_rows(connection, share, tab, changed)
    set_cells(connection, share, tab, changed)


def _known(connection: Connection, share: str, tab: str, rows: Sequence[str]) -> Mapping[str, dict[str, Cell]]:
    is_asked = (BASE_ROWS.c.share == share, BASE_ROWS.c.tab == tab, BASE_ROWS.c.row_id.in_(rows))
    found = connection.execute(select(BASE_ROWS.c.row_id, BASE_ROWS.c.cells).where(*is_asked))
    return {row: cells_of(text) for row, text in found}


def _remove(connection: Connection, table: Table, share: str, tab: str, rows: Sequence[str]) -> None:
    connection.execute(delete(table).where(table.c.share == share, table.c.tab == tab, table.c.row_id.in_(rows)))


def _parts(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    remaining = iter(rows)
    while part := list(islice(remaining, _AT_ONCE)):
        yield part
