"""Reads the wanted tabs: python-calamine for the values, our own scan for what it passes over."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias, cast

from python_calamine import CalamineWorkbook

from pepsheets.gateways.workbook_file.editing import Edits
from pepsheets.gateways.workbook_file.grid import UnreadableGrid
from pepsheets.gateways.workbook_file.honesty import Room, SharedTexts
from pepsheets.gateways.workbook_file.marks import mark_of
from pepsheets.gateways.workbook_file.package import Package, open_package
from pepsheets.gateways.workbook_file.panics import without_traces
from pepsheets.gateways.workbook_file.parts import Book, TabPart, open_book, tables_of
from pepsheets.gateways.workbook_file.repacking import repacked
from pepsheets.gateways.workbook_file.scan import (
    KNOWN_ERRORS,
    Findings,
    examine,
    numbers_below_zero,
    with_known_errors,
    without_wild_dates,
)
from pepsheets.gateways.workbook_file.staleness import stale_results
from pepsheets.sheets import STALE, Area, Cell, CellError, NotAWorkbook, Sheet, Workbook, cell_name

_Raw: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
_Rows: TypeAlias = list[list[Cell]]

# What calamine reads whatever tab is asked for; none of it may be larger than the file declares.
_ALWAYS_READ = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml")
_SHARED_TEXTS = "xl/sharedStrings.xml"
_DURATION_FORMATS = (b"[h", b"[m", b"[s", b'numFmtId="46"')
_DAY = timedelta(days=1)


def read_workbook(data: bytes, label: str, wanted: Collection[str], state: str) -> Workbook:
    """The wanted tabs of the workbook whose file has these bytes.

    Whole numbers arrive as floats (``3.0``) and midnights as dates, as the file has them; blank cells are None.
    """
    book = open_book(open_package(data, label))
    tabs = wanted_tabs(book, wanted)
    styles = _check_parts(book)
    room = Room(_shared_texts(book))
    findings = {tab.name: _examine(book.package, tab, room) for tab in tabs}
    stale = stale_results(book, [tab for tab in tabs if findings[tab.name].formulas])
    has_durations = any(mark in styles for mark in _DURATION_FORMATS)
    grids = _laid_out(book, tabs, findings)
    sheets = tuple(
        _sheet(book, tab, _Source(grid, findings[tab.name], stale.get(tab.name, ()), has_durations))
        for tab, grid in zip(tabs, grids, strict=True)
    )
    return Workbook(sheets, tuple(tab.name for tab in book.tabs), state, mark_of(book.root))


def wanted_tabs(book: Book, wanted: Collection[str]) -> tuple[TabPart, ...]:
    """The tabs of these names, in the workbook's order; a name that no tab bears may be that of a table."""
    names = {_key(name) for name in wanted}
    grids = [tab for tab in book.tabs if tab.kind == "worksheet"]
    for tab in grids:
        if tab.part not in book.package:
            raise book.package.damaged(f"its tab '{tab.name}' is missing")
    missing = {_table_key(name) for name in names - {_key(tab.name) for tab in grids}}
    return tuple(tab for tab in grids if _key(tab.name) in names or (missing and _has_table(book, tab, missing)))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _table_key(name: str) -> str:
    """Names of tables can hold no spaces, so that people write them together or with underlines."""
    return "".join(name.split()).replace("_", "").casefold()


def _has_table(book: Book, tab: TabPart, keys: Collection[str]) -> bool:
    return any(_table_key(item.table.name) in keys for item in tables_of(book.package, tab.part))


def _check_parts(book: Book) -> bytes:
    """Unpacks once what calamine will unpack, so that it meets nothing hostile; the styles, which are wanted here."""
    named = (book.part_of_kind("sharedStrings"), *(part for part in _ALWAYS_READ if part in book.package))
    for part in named:
        if part is not None:
            book.package.read(part)
    styles = book.part_of_kind("styles")
    return book.package.read(styles) if styles else b""


def _shared_texts(book: Book) -> SharedTexts:
    part = _SHARED_TEXTS if _SHARED_TEXTS in book.package else book.part_of_kind("sharedStrings")
    return SharedTexts.of(book.package.read(part)) if part else SharedTexts()


def _examine(package: Package, tab: TabPart, room: Room) -> Findings:
    xml = package.read(tab.part)
    try:
        stray = room.far_away_cell(xml)
        findings = examine(xml)
    except (UnreadableGrid, ValueError) as error:
        raise package.damaged(f"the cells of the tab '{tab.name}' cannot be followed") from error
    if stray is not None:
        raise NotAWorkbook(
            f"The tab '{tab.name}' of '{package.label}' has something in cell {cell_name(*stray)}, far away from the "
            "rest.",
            "Open the workbook, delete that row or column, save it, and try again.",
        )
    if room.is_short_of_text(xml):
        raise NotAWorkbook(
            f"The tab '{tab.name}' of '{package.label}' repeats long texts so often that they would fill the memory.",
            "Open the workbook, shorten those texts, save it, and try again.",
        )
    return findings


def _laid_out(book: Book, tabs: Sequence[TabPart], findings: Mapping[str, Findings]) -> list[list[list[_Raw]]]:
    """The values of the tabs, as rectangles."""
    edits = Edits(book.package)
    for tab in tabs:
        # calamine gives up on the errors of newer Excels, such as #SPILL!
        if any(error.text not in KNOWN_ERRORS for error in findings[tab.name].errors.values()):
            _edit(edits, tab, with_known_errors)
    names = [tab.name for tab in tabs]
    try:
        return _by_calamine(book.package.label, repacked(edits) if edits.changed else book.package.data, names)
    except NotAWorkbook:
        # ... and on numbers formatted as dates that no calendar reaches.
        for tab in tabs:
            _edit(edits, tab, without_wild_dates)
        if not edits.changed:
            raise
        return _by_calamine(book.package.label, repacked(edits), names)


def _edit(edits: Edits, tab: TabPart, change: Callable[[bytes], bytes]) -> None:
    xml = edits.now(tab.part)
    edits.put(tab.part, xml, change(xml))


def _by_calamine(label: str, data: bytes, names: Sequence[str]) -> list[list[list[_Raw]]]:
    """What calamine reads; its errors, and its panics that are no ordinary exceptions, become ours."""
    if not names:
        return []
    try:
        with without_traces():
            source = CalamineWorkbook.from_filelike(io.BytesIO(data))
            return [source.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise NotAWorkbook(f"'{label}' is damaged or of a kind that cannot be read.") from error


@dataclass(frozen=True, slots=True)
class _Source:
    """What is known of one tab before it is put together."""

    grid: list[list[_Raw]]
    findings: Findings
    stale: Sequence[Area]
    has_durations: bool


def _sheet(book: Book, tab: TabPart, source: _Source) -> Sheet:
    rows = _with_times(source.grid) if source.has_durations else _with_blanks(source.grid)
    if any(time in map(type, row) for row in rows):
        _mend_times(rows, book.package.read(tab.part))
    for area in source.stale:
        _mark_stale(rows, area)
    marked = _with_errors(rows, source.findings)
    tables = tuple(item.table for item in tables_of(book.package, tab.part))
    return Sheet(tab.name, marked, tables, frozenset(source.findings.formulas))


def _mend_times(rows: _Rows, xml: bytes) -> None:
    """Puts the numbers below zero in the place of the times of day for which they were taken."""
    for (row, column), number in numbers_below_zero(xml).items():
        if isinstance(_at(rows, row, column), time):
            _put(rows, row, column, number)


def _at(rows: _Rows, row: int, column: int) -> Cell:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def _mark_stale(rows: _Rows, area: Area) -> None:
    """Puts in the place of each result that it may be old; errors and missing results will stand there as they are."""
    last_row = max(area.first_row, min(area.last_row, len(rows)))
    for row in range(area.first_row, last_row + 1):
        width = len(rows[row - 1]) if row <= len(rows) else 0
        for column in range(area.first_column, max(area.first_column, min(area.last_column, width)) + 1):
            _put(rows, row, column, CellError(STALE))


def _with_blanks(grid: list[list[_Raw]]) -> _Rows:
    """Blank cells as None. Rows without any stay the lists that they are, and without durations hold only cells."""
    without_durations = cast(_Rows, grid)
    for number, row in enumerate(without_durations):
        if "" in row:
            without_durations[number] = [None if value == "" else value for value in row]
    return without_durations


def _with_times(grid: list[list[_Raw]]) -> _Rows:
    return [[_without_duration(value) for value in row] for row in grid]


def _without_duration(value: _Raw) -> Cell:
    """A duration is a time of day where it is shorter than a day, and a number of days where it is longer."""
    if isinstance(value, timedelta):
        return (datetime.min + value).time() if timedelta(0) <= value < _DAY else value / _DAY
    return None if value == "" else value


def _with_errors(rows: _Rows, findings: Findings) -> _Rows:
    for (row, column), error in findings.errors.items():
        _put(rows, row, column, error)
    for (row, column), label in findings.links.items():
        _put(rows, row, column, label or None)
    return rows


def _put(rows: _Rows, row: int, column: int, value: Cell) -> None:
    rows.extend([] for _ in range(row - len(rows)))
    line = rows[row - 1]
    line.extend([None] * (column - len(line)))
    line[column - 1] = value
