"""What the workbook computes once the merge stands in it, and what of that the shared sheet shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pepsheets.recalculation import examine_workbook
from pepsheets.recalculation.applying import applied
from pepsheets.sheets import Cell, CellChange, CellError, Plan, Problem, Resize, Workbook
from pepsheets.sync.changes import Cells, Rows
from pepsheets.sync.decisions import Flow
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.reading import ReadTab, read_tab
from pepsheets.sync.values import canonical, same
from pepsheets.tabs.kinds import is_blank
from pepsheets.validation.locating import locate


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A workbook as it will be: merged and computed. ``plan`` is what the computing adds to the merge's own changes."""

    workbook: Workbook
    plan: Plan
    problems: tuple[Problem, ...]


def recalculated(workbook: Workbook, merged: Plan, joined: Joined) -> Recalculated:
    """The workbook once the merge's changes and the results that follow from them stand in it."""
    after = applied(workbook, merged)
    examined = examine_workbook(after, joined.kind, joined.today)
    return Recalculated(applied(after, examined.plan), examined.plan, examined.problems)


def together(first: Plan, second: Plan) -> Plan:
    """Two plans as one, the second made for the workbook as the first leaves it."""
    cells: dict[tuple[str, int, int], CellChange] = {}
    for change in (*first.cells, *second.cells):
        at = change.tab, change.row, change.column
        cells[at] = replace(change, before=cells[at].before) if at in cells else change
    ends = {(resize.tab, resize.table): resize for resize in (*first.resizes, *second.resizes)}
    return replace(first, cells=tuple(cells.values()), resizes=tuple(ends.values()))


def shown_tab(ours: ReadTab, theirs: ReadTab, keys: Sequence[str]) -> Iterator[CellChange] | None:
    """What makes a tab that is all computed show on the shared sheet what it shows in the workbook.

    None where something of somebody's stands in its way there.
    """
    rows = [row.cells for row in ours.rows]
    first, held = theirs.located.first_row, len(theirs.rows)
    below = range(first + held, first + len(rows))
    if any(not is_blank(theirs.cell(row, theirs.places[key])) for row in below for key in keys):
        return None
    return _differences(rows, theirs, keys, max(held, len(rows)))


def resized(theirs: ReadTab, count: int) -> Iterator[Resize]:
    """What makes the table of a tab that is all computed as long as its rows are many."""
    table, last_row = theirs.located.named, theirs.located.heading_row + max(count, 1)
    if table and not table.has_totals and table.area.last_row != last_row:
        yield Resize(theirs.name, table.name, last_row)


def _differences(
    rows: Sequence[Mapping[str, Cell]], theirs: ReadTab, keys: Sequence[str], count: int
) -> Iterator[CellChange]:
    first = theirs.located.first_row
    for offset in range(count):
        for key in keys:
            place = theirs.places[key]
            before = theirs.cell(first + offset, place)
            after = rows[offset].get(key) if offset < len(rows) else None
            if not isinstance(after, CellError) and not same(canonical(before), canonical(after)):
                yield CellChange(theirs.name, first + offset, place, before, after)


def reread(workbook: Workbook, tab: ReadTab) -> ReadTab:
    """A tab as it stands in another state of the same workbook, its rows read anew."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == tab.name)
    located = locate(tab.tab, sheet)
    assert located is not None, "its headings were found before"
    return read_tab(located, renamed=tab.renamed)


def computed_rows(workbook: Workbook, pairs: Sequence[Pair]) -> Mapping[str, Rows]:
    """The computed cells that each pair shows, by row ID, as a workbook has them."""
    return {pair.name: dict(_computed(reread(workbook, pair.workbook), pair)) for pair in pairs}


def _computed(tab: ReadTab, pair: Pair) -> Iterator[tuple[str, Cells]]:
    keys = [key for key, flow in pair.flows.items() if flow is Flow.COMPUTED]
    for row in tab.rows if keys else ():
        if row.row_id:
            yield row.row_id, {key: row.cells.get(key) for key in keys}
