"""Whether both sides are just as they were when nothing was left to do: then a round ends before it begins to work."""

from __future__ import annotations

import hashlib

from pepsheets.sheets import Workbook
from pepsheets.sync.engine.joined import Joined


def mark_of(joined: Joined, workbook: Workbook, shared: Workbook) -> str:
    """A mark of everything that a round depends on: both sides, the share's terms, and the day."""
    digest = hashlib.sha256()
    share = joined.share
    columns = [(tab.tab, [column.name for column in share.columns[tab]]) for tab in share.tabs]
    digest.update(repr((joined.today, joined.kind.code, columns, share.direction, share.extra_columns)).encode())
    # The state of a file is of its bytes; that of a Google Sheet only tells our own batches apart.
    digest.update(workbook.state.encode())
    for sheet in shared.sheets:
        digest.update(repr((sheet.name, sheet.rows, sorted(sheet.formulas), sheet.tables)).encode())
    return digest.hexdigest()


def rests(joined: Joined, mark: str) -> bool:
    """Whether nothing has happened since nothing was left to do."""
    store, name = joined.store, joined.name
    if store.rest(name) != mark or store.open_intents(name) or store.repairs(name) != "[]":
        return False
    # A plan that still waits was made for sides that have been put back since: it must be withdrawn.
    return not store.plans(name) and not any(each.chosen for each in store.conflicts(name))


def keep_rest(joined: Joined, mark: str) -> None:
    """Remember that nothing is left to do."""
    if joined.store.rest(joined.name) != mark:
        with joined.store.step(joined.lease, joined.now) as step:
            step.rest(mark)
