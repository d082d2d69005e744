"""From a plan to one batch of requests, which Google carries out whole, in this order, or not at all.

1. The fence: the named range that our previous batch left is deleted and a new one made, so that a batch planned before
   another of ours fails. 2. What stands at each target is copied to the journal. 3. The changed cells are written.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pepsheets.gateways.google_sheet.journal import FIRST_ID, ROWS_KEPT, Entry, Keeps, entry_of
from pepsheets.gateways.google_sheet.reading import JOURNAL, Reading, Tab, fence_name
from pepsheets.gateways.google_sheet.values import Json, extended_value, fits, grid_range, number_format
from pepsheets.gateways.grouping import Block, covering, rectangles, runs
from pepsheets.sheets import CellChange, Plan, Value

MOST_BYTES = 2_000_000
"""Google advises requests of at most two megabytes."""
SPARE_COLUMNS = 5
"""So many columns at least stand empty at the right of a tab on which rows are kept whole."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One request to Google: what is asked, and what it keeps in the journal."""

    requests: tuple[Json, ...]
    entry: Entry
    plan: Plan

    @property
    def journal_range(self) -> str:
        """Where the journal then shows what it kept."""
        return f"'{JOURNAL}'!1:{self.entry.rows}"

    @property
    def size(self) -> int:
        return len(json.dumps(self.requests))


def tabs_of(plan: Plan) -> set[str]:
    """The tabs that a plan writes to."""
    changes = {change.tab for change in plan.cells} | {resize.tab for resize in plan.resizes}
    return changes | {row.tab for row in plan.additions} | {row.tab for row in plan.deletions}


def parts_of(plan: Plan, size: int, most: int = MOST_BYTES) -> tuple[Plan, ...]:
    """The plan in as many parts as keep each batch under the limit. Rows move in the last part alone."""
    count = -(-size // (most * 3 // 4)) if size > most else 1
    if count == 1:
        return (plan,)
    each = -(-len(plan.cells) // count)
    starts = range(0, len(plan.cells), each)
    parts = [Plan(plan.cells[start : start + each], anchors=plan.anchors) for start in starts]
    return (*parts[:-1], replace(plan, cells=parts[-1].cells))


def batch_keeping_rows(plan: Plan, reading: Reading, batch: str) -> Batch:
    """The batch that carries out a plan and keeps every row that it touches whole."""
    wide = _widened(plan, reading)
    planned = _batch(plan, reading, entry_of(batch, _kept_rows(plan, wide)), ())
    return replace(planned, requests=(*_widening(reading, wide), *planned.requests))


def _widened(plan: Plan, reading: Reading) -> Reading:
    """The spreadsheet with a few empty columns at the right: what a person pushes there meanwhile is still kept."""
    tabs = dict(reading.tabs)
    for anchor in plan.anchors:
        tab = tabs[anchor.tab]
        headings = tab.sheet.rows[anchor.heading_row - 1]
        last = max((place for place, cell in enumerate(headings, start=1) if cell is not None), default=0)
        tabs[anchor.tab] = replace(tab, column_count=max(tab.column_count, last + SPARE_COLUMNS))
    return replace(reading, tabs=tabs)


def _widening(reading: Reading, wide: Reading) -> Iterator[Json]:
    for name, tab in wide.tabs.items():
        if more := tab.column_count - reading.tabs[name].column_count:
            yield _more(tab.sheet_id, "COLUMNS", more)


def batch_of(plan: Plan, reading: Reading, batch: str, restored: Sequence[tuple[CellChange, int, int]] = ()) -> Batch:
    """The batch that carries out a plan and keeps the cells that it touches, and what names their rows and columns.

    ``restored`` are cells that get back what an earlier batch kept of them, formulas with it: where they stand now, and
    the row and column of the journal, from 0, as it was read.
    """
    return _batch(plan, reading, entry_of(batch, _kept(plan, [change for change, _, _ in restored])), restored)


def _batch(plan: Plan, reading: Reading, entry: Entry, restored: Sequence[tuple[CellChange, int, int]]) -> Batch:
    journal_id = _journal_id(reading)
    requests = (
        *_fence(reading, journal_id, entry),
        *_growth(plan, reading),
        *entry.copying(reading.sheet_ids, journal_id),
        *_cells(plan, reading),
        *_restoring(restored, reading, journal_id, entry.rows),
        *_resizes(plan, reading),
        *_deletions(plan, reading),
        *_additions(plan, reading),
    )
    return Batch(requests, entry, plan)


def _journal_id(reading: Reading) -> int:
    if reading.journal is None:
        return FIRST_ID
    found: int = reading.journal["properties"]["sheetId"]
    # Where a person deleted the fence the journal is made anew, under the next number: that is then the fence.
    return found if reading.fence else found + 1


def _fence(reading: Reading, journal_id: int, entry: Entry) -> Iterator[Json]:
    rows, columns = entry.rows, entry.columns
    if reading.fence:
        yield {"deleteNamedRange": {"namedRangeId": reading.fence}}
    elif reading.journal:
        yield {"deleteSheet": {"sheetId": reading.journal["properties"]["sheetId"]}}
    if reading.fence and reading.journal:
        yield from _room_on_top(reading.journal, rows, columns)
    else:
        grid = {"rowCount": rows, "columnCount": columns}
        properties = {"sheetId": journal_id, "title": JOURNAL, "hidden": True, "gridProperties": grid}
        yield {"addSheet": {"properties": properties}}
    first = {"sheetId": journal_id, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    fence = {"namedRangeId": entry.batch, "name": fence_name(entry.batch), "range": first}
    yield {"addNamedRange": {"namedRange": fence}}
    head = [{"values": [{"userEnteredValue": {"stringValue": text}} for text in entry.head()]}]
    start = {"sheetId": journal_id, "rowIndex": 0, "columnIndex": 0}
    yield {"updateCells": {"start": start, "rows": head, "fields": "userEnteredValue"}}


def _room_on_top(journal: Json, rows: int, columns: int) -> Iterator[Json]:
    """New rows above the older batches, of which the oldest are cut off where they are many."""
    properties = journal["properties"]
    sheet_id, grid = properties["sheetId"], properties["gridProperties"]
    span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": rows}
    yield {"insertDimension": {"range": span, "inheritFromBefore": False}}
    if grid["columnCount"] < columns:
        yield _more(sheet_id, "COLUMNS", columns - grid["columnCount"])
    most = rows + ROWS_KEPT
    if rows + grid["rowCount"] > most:
        cut = {"sheetId": sheet_id, "gridProperties": {"rowCount": most}}
        yield {"updateSheetProperties": {"properties": cut, "fields": "gridProperties.rowCount"}}


def _more(sheet_id: int, dimension: str, length: int) -> Json:
    return {"appendDimension": {"sheetId": sheet_id, "dimension": dimension, "length": length}}


def _by_tab(cells: Iterable[CellChange]) -> Mapping[str, list[CellChange]]:
    by_tab: dict[str, list[CellChange]] = {}
    for change in cells:
        by_tab.setdefault(change.tab, []).append(change)
    return by_tab


def _kept(plan: Plan, restored: Sequence[CellChange]) -> Iterator[tuple[Keeps, Block]]:
    """What is copied before anything is written: the targets, and what names their rows and columns."""
    anchors = {anchor.tab: anchor for anchor in plan.anchors}
    for tab, changes in _by_tab((*plan.cells, *restored)).items():
        for block in covering(tab, ((change.row, change.column) for change in changes)):
            yield "cells", block
        if anchor := anchors.get(tab):
            columns = [change.column for change in changes]
            yield "headings", Block(tab, anchor.heading_row, min(columns), anchor.heading_row, max(columns))
            if column := anchor.naming_column:
                for block in covering(tab, ((change.row, column) for change in changes)):
                    yield "names", block


def _kept_rows(plan: Plan, reading: Reading) -> Iterator[tuple[Keeps, Block]]:
    """Every row that is touched, whole, and the headings of each tab."""
    for anchor in plan.anchors:
        width = reading.tabs[anchor.tab].column_count
        yield "headings", Block(anchor.tab, anchor.heading_row, 1, anchor.heading_row, width)
    for tab, rows in _rows_by_tab(plan).items():
        width = reading.tabs[tab].column_count
        for first, last in runs(rows):
            yield "row", Block(tab, first, 1, last, width)


def _rows_by_tab(plan: Plan) -> Mapping[str, set[int]]:
    rows: dict[str, set[int]] = {}
    changed = [(change.tab, change.row) for change in plan.cells]
    for tab, row in [*changed, *((deletion.tab, deletion.row) for deletion in plan.deletions)]:
        rows.setdefault(tab, set()).add(row)
    return rows


def _growth(plan: Plan, reading: Reading) -> Iterator[Json]:
    """Rows and columns for cells that lie beyond the edge of their tab."""
    for name, changes in _by_tab(plan.cells).items():
        tab = reading.tabs[name]
        more_rows = max(change.row for change in changes) - tab.row_count
        more_columns = max(change.column for change in changes) - tab.column_count
        if more_rows > 0:
            yield _more(tab.sheet_id, "ROWS", more_rows)
        if more_columns > 0:
            yield _more(tab.sheet_id, "COLUMNS", more_columns)


def _cells(plan: Plan, reading: Reading) -> Iterator[Json]:
    """The changed cells and no others; apart from the rest those whose number format is written with them."""
    for name, changes in _by_tab(plan.cells).items():
        formats = reading.tabs[name].formats
        by_place = {(change.row, change.column): change for change in changes}
        plain = [at for at, change in by_place.items() if fits(change.after, formats.get(at))]
        formatted = by_place.keys() - plain
        for cells, fields in ((plain, "userEnteredValue"), (formatted, _WITH_FORMAT)):
            for block in rectangles(name, cells):
                yield _update(block, by_place, reading, fields)


_WITH_FORMAT = "userEnteredValue,userEnteredFormat.numberFormat"


def _update(block: Block, by_place: Mapping[tuple[int, int], CellChange], reading: Reading, fields: str) -> Json:
    columns = range(block.first_column, block.last_column + 1)
    with_format = fields == _WITH_FORMAT
    rows = [
        {"values": [_cell(by_place[row, column].after, reading, with_format=with_format) for column in columns]}
        for row in range(block.first_row, block.last_row + 1)
    ]
    sheet_id = reading.tabs[block.tab].sheet_id
    start = {"sheetId": sheet_id, "rowIndex": block.first_row - 1, "columnIndex": block.first_column - 1}
    return {"updateCells": {"start": start, "rows": rows, "fields": fields}}


def _restoring(
    restored: Sequence[tuple[CellChange, int, int]], reading: Reading, journal_id: int, shift: int
) -> Iterator[Json]:
    for change, row, column in restored:
        kept = Block("", row + 1 + shift, column + 1, row + 1 + shift, column + 1)
        there = Block("", change.row, change.column, change.row, change.column)
        yield {
            "copyPaste": {
                "source": grid_range(kept, journal_id),
                "destination": grid_range(there, reading.tabs[change.tab].sheet_id),
                "pasteType": "PASTE_FORMULA",
                "pasteOrientation": "NORMAL",
            }
        }


def _resizes(plan: Plan, reading: Reading) -> Iterator[Json]:
    for resize in plan.resizes:
        tab = reading.tabs[resize.tab]
        table = next(table for table in tab.sheet.tables if table.name == resize.table)
        area = table.area
        block = Block(resize.tab, area.first_row, area.first_column, resize.last_row, area.last_column)
        named = {"namedRangeId": reading.ranges[resize.table], "range": grid_range(block, tab.sheet_id)}
        yield {"updateNamedRange": {"namedRange": named, "fields": "range"}}


def _deletions(plan: Plan, reading: Reading) -> Iterator[Json]:
    """From the last row upwards, so that none moves before its turn."""
    for deletion in sorted(plan.deletions, key=lambda each: each.row, reverse=True):
        sheet_id = reading.tabs[deletion.tab].sheet_id
        span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": deletion.row - 1, "endIndex": deletion.row}
        yield {"deleteDimension": {"range": span}}


def _additions(plan: Plan, reading: Reading) -> Iterator[Json]:
    """Google itself finds the row after the last one: no row that a person just added is ever hit."""
    by_tab: dict[str, list[Mapping[int, Value]]] = {}
    for addition in plan.additions:
        by_tab.setdefault(addition.tab, []).append(addition.cells)
    for name, rows in by_tab.items():
        tab = reading.tabs[name]
        columns = range(1, max(column for cells in rows for column in cells) + 1)
        values = [[cells.get(column) for column in columns] for cells in rows]
        # New rows look as the empty ones of the tab do; where those have no format, or run out, ours is needed.
        for fitting, group in groupby(enumerate(values), key=lambda numbered: _fits_row(tab, *numbered)):
            lines = [{"values": [_cell(value, reading, with_format=not fitting) for value in row]} for _, row in group]
            fields = "userEnteredValue" if fitting else _WITH_FORMAT
            yield {"appendCells": {"sheetId": tab.sheet_id, "rows": lines, "fields": fields}}


def _fits_row(tab: Tab, offset: int, row: Sequence[Value]) -> bool:
    """Whether the row that a new one will probably take shows its values as what they are."""
    return all(fits(value, tab.format_of(column, offset)) for column, value in enumerate(row, start=1))


def _cell(value: Value, reading: Reading, *, with_format: bool) -> Json:
    entered = extended_value(value, reading.sheet_ids)
    cell: Json = {"userEnteredValue": entered} if entered else {}
    if with_format and (shown := number_format(value)):
        cell["userEnteredFormat"] = {"numberFormat": shown}
    return cell
