"""What waits for a person in single cells: conflicts in which one must choose, and cells that fail their check."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Row, delete, insert, select, update

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Side
from pepsheets.sync.refusals import ConflictIsGone
from pepsheets.sync.store.records import Appeared, HeldCell, OpenConflict
from pepsheets.sync.store.tables import CONFLICTS, HELD
from pepsheets.sync.values import decode, encode


def conflicts_of(connection: Connection, share: str) -> tuple[OpenConflict, ...]:
    """The conflicts that are open, by tab, row and column."""
    order = (CONFLICTS.c.tab, CONFLICTS.c.row_key, CONFLICTS.c.row_id, CONFLICTS.c.column_key)
    return tuple(
        map(_conflict, connection.execute(select(CONFLICTS).where(CONFLICTS.c.share == share).order_by(*order)))
    )


def _conflict(row: Row[tuple[object, ...]]) -> OpenConflict:
    place = (row.tab, row.row_id, row.row_key, row.column_key)
    values = (decode(row.base), decode(row.workbook), decode(row.shared))
    workbook = Appeared(row.workbook_after, row.workbook_by)
    return OpenConflict(*place, *values, workbook, Appeared(row.shared_after, row.shared_by), row.chosen)


def replace_conflicts(connection: Connection, share: str, tab: str, conflicts: Iterable[OpenConflict]) -> None:
    """Make these the open conflicts of a tab.

    A choice that somebody made meanwhile stays, as long as the two values are the ones they chose between.
    """
    chosen = {_choice(known): known.chosen for known in conflicts_of(connection, share) if known.tab == tab}
    connection.execute(delete(CONFLICTS).where(CONFLICTS.c.share == share, CONFLICTS.c.tab == tab))
    rows = [_row(share, new, new.chosen or chosen.get(_choice(new))) for new in conflicts]
    if rows:
        connection.execute(insert(CONFLICTS), rows)


def _choice(conflict: OpenConflict) -> tuple[str, str, str, str]:
    return conflict.row, conflict.column, encode(conflict.workbook), encode(conflict.shared)


def _row(share: str, conflict: OpenConflict, chosen: Side | None) -> dict[str, str | int | None]:
    return {
        "share": share,
        "tab": conflict.tab,
        "row_id": conflict.row,
        "row_key": conflict.key,
        "column_key": conflict.column,
        "base": encode(conflict.base),
        "workbook": encode(conflict.workbook),
        "shared": encode(conflict.shared),
        "workbook_after": conflict.workbook_appeared.after,
        "workbook_by": conflict.workbook_appeared.by,
        "shared_after": conflict.shared_appeared.after,
        "shared_by": conflict.shared_appeared.by,
        "chosen": chosen,
    }


def choose(connection: Connection, share: str, conflict: OpenConflict, side: Side) -> None:
    """Keep that somebody chose a side of a conflict, if it is still the one they saw."""
    is_it = (
        CONFLICTS.c.share == share,
        CONFLICTS.c.tab == conflict.tab,
        CONFLICTS.c.row_id == conflict.row,
        CONFLICTS.c.column_key == conflict.column,
        CONFLICTS.c.workbook == encode(conflict.workbook),
        CONFLICTS.c.shared == encode(conflict.shared),
    )
    if connection.execute(update(CONFLICTS).where(*is_it).values(chosen=side)).rowcount != 1:
        raise ConflictIsGone(f"{conflict.tab}, {conflict.key}: this conflict is settled, or its values changed since.")


def held_of(connection: Connection, share: str) -> tuple[HeldCell, ...]:
    """The cells that fail their check and wait, by tab, row and column."""
    order = (HELD.c.tab, HELD.c.row_key, HELD.c.row_id, HELD.c.column_key, HELD.c.side)
    return tuple(map(_held, connection.execute(select(HELD).where(HELD.c.share == share).order_by(*order))))


def _held(row: Row[tuple[object, ...]]) -> HeldCell:
    value: Cell = decode(row.value)
    return HeldCell(row.tab, row.side, row.row_id, row.row_key, row.column_key, value, row.reason)


def replace_held(connection: Connection, share: str, tab: str, held: Iterable[HeldCell]) -> None:
    """Make these the held cells of a tab."""
    connection.execute(delete(HELD).where(HELD.c.share == share, HELD.c.tab == tab))
    rows = [_held_row(share, cell) for cell in held]
    if rows:
        connection.execute(insert(HELD), rows)


def _held_row(share: str, held: HeldCell) -> dict[str, str]:
    return {
        "share": share,
        "tab": held.tab,
        "side": held.side,
        "row_id": held.row,
        "row_key": held.key,
        "column_key": held.column,
        "value": encode(held.value),
        "reason": held.reason,
    }
