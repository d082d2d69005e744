"""The base: what both sides last agreed on, cell by cell; and the rows that were deleted in an agreed way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, delete, func, select

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Rows
from pepsheets.sync.store.database import insert_for
from pepsheets.sync.store.row_texts import cells_of, row_text
from pepsheets.sync.store.tables import BASE_ROWS, TOMBSTONES

_FEW = 5000
"""Up to so many rows are asked for by their IDs, in one statement."""


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
    known = _known(connection, share, tab, cells.keys())
    texts = {row: row_text({**known.get(row, {}), **new}) for row, new in cells.items()}
    _put(connection, BASE_ROWS, [{**_place(share, tab, row), "cells": text} for row, text in texts.items()])
    _remove(connection, TOMBSTONES, share, tab, tombstones_of(connection, share, tab) & cells.keys())


def delete_rows(connection: Connection, share: str, tab: str, rows: Collection[str], now: datetime) -> None:
    """Agree that these rows are deleted: they leave the base, and are known should they come back."""
    _remove(connection, BASE_ROWS, share, tab, rows)
    _put(connection, TOMBSTONES, [{**_place(share, tab, row), "deleted": now} for row in rows])


def forget_rows(connection: Connection, share: str, tab: str, rows: Collection[str]) -> None:
    """Drop rows from the base as if they had never been agreed on."""
    _remove(connection, BASE_ROWS, share, tab, rows)


def forget_columns(connection: Connection, share: str, tab: str, columns: Collection[str]) -> None:
    """Drop the cells of columns that the share no longer carries."""
    base = base_of(connection, share, tab)
    fewer = {row: {key: cells[key] for key in cells.keys() - columns} for row, cells in base.items()}
    changed = {row: cells for row, cells in fewer.items() if len(cells) < len(base[row])}
    _put(connection, BASE_ROWS, [{**_place(share, tab, row), "cells": row_text(new)} for row, new in changed.items()])


def _known(connection: Connection, share: str, tab: str, rows: Collection[str]) -> dict[str, dict[str, Cell]]:
    """The agreed cells of these rows.

    Where they are many, they are picked from all rows of the tab: never asked for in several parts, for PostgreSQL may
    go through the whole tab for each, as long as it has no statistics of a table that has just been filled.
    """
    asked = select(BASE_ROWS.c.row_id, BASE_ROWS.c.cells).where(BASE_ROWS.c.share == share, BASE_ROWS.c.tab == tab)
    if len(rows) <= _FEW:
        asked = asked.where(BASE_ROWS.c.row_id.in_(rows))
    return {row: cells_of(text) for row, text in connection.execute(asked) if row in rows}


def _place(share: str, tab: str, row: str) -> dict[str, str | datetime]:
    return {"share": share, "tab": tab, "row_id": row}


def _put(connection: Connection, table: Table, rows: Sequence[Mapping[str, str | datetime]]) -> None:
    """Add rows to a table, in place of those of the same ID."""
    insert = insert_for(connection)(table)
    others = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    if rows:
        connection.execute(insert.on_conflict_do_update(index_elements=table.primary_key, set_=others), rows)


def _remove(connection: Connection, table: Table, share: str, tab: str, rows: Collection[str]) -> None:
    is_it = (table.c.share == share, table.c.tab == tab, table.c.row_id == bindparam("row"))
    if rows:
        connection.execute(delete(table).where(*is_it), [{"row": row} for row in rows])
