"""Excel on the web, Google Sheets and others by way of a server: one picture of the workbook, and a queue of wishes.

The picture comes with the press of a button and never changes; what we write is queued, and done once we are through.
So what was written is laid over the picture by ourselves. Formulas are not told: one of the owner's that stands in a
cell of ours is written over here. Of Google Sheets no tables are told: named cells with a heading stand for them, as
they do for the door to Google.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from pepsheets.gateways.grouping import Block
from pepsheets.gateways.live_excel.marks import leave_name, mark_in
from pepsheets.gateways.live_excel.reading import (
    Reading,
    Rows,
    area_of,
    cells_at,
    fingerprint,
    tables_on,
    trimmed,
)
from pepsheets.gateways.live_excel.texts import as_typed
from pepsheets.gateways.live_excel.values import Entry, as_read, cell_from_a_client, entry_of
from pepsheets.recalculation.applying import applied
from pepsheets.sheets import Area, Link, NamedTable, Plan, Sheet, Value, Workbook

if TYPE_CHECKING:
    import xlwings as xw

_GOOGLE = "Google Apps Script"
_IS_AREA = re.compile(r"[A-Z]+\d+:[A-Z]+\d+")
_OURS = ("pepsheets_last_write", "pepsheets_mark_")
"""How named cells begin that are notes of ours, and no tables."""


class Remote:
    """A workbook as the client of a server pictured it."""

    def __init__(self, book: "xw.Book") -> None:
        self._book = book
        self._is_google = book.api["client"] == _GOOGLE
        self._now: Reading | None = None
        self._before: tuple[Reading | None, int, list[Any]] | None = None

    def read(self, tabs: Collection[str]) -> Reading:
        if self._now is None:
            self._now = self._picture()
        return self._now

    def _picture(self) -> Reading:
        sheets = tuple(self._sheet(sheet) for sheet in self._book.sheets)
        return Reading(sheets, tuple(sheet.name for sheet in sheets), _state(sheets), mark_in(self._book))

    def _sheet(self, sheet: "xw.Sheet") -> Sheet:
        # Not by a range: xlwings 0.37 remembers ranges by their values, and takes FALSE for 0 of an earlier workbook.
        raw: Rows = sheet.api["values"]
        tables = self._named_cells(sheet) if self._is_google else tables_on(sheet)
        return Sheet(sheet.name, trimmed([cell_from_a_client(value) for value in row] for row in raw), tables)

    def _named_cells(self, sheet: "xw.Sheet") -> tuple[NamedTable, ...]:
        """Named cells with a heading and rows below it; whole columns have no end to speak of."""
        here = [name for name in self._book.api["names"] if name["sheet_index"] == sheet.index - 1]
        named = [(name["name"], name["address"]) for name in here if _IS_AREA.fullmatch(name["address"] or "")]
        areas = [(name, area_of(sheet.range(address))) for name, address in named]
        return tuple(
            NamedTable(name, area)
            for name, area in areas
            if area.last_row > area.first_row and "!" not in name and not name.startswith(_OURS)
        )

    def refuse(self, tab: str, blocks: Sequence[Block]) -> None:
        """The picture shows neither merged cells nor protected tabs."""

    def begin(self) -> None:
        self._before = (self._now, len(self._actions), list(self._book.api["names"]))

    @property
    def _actions(self) -> list[object]:
        actions: list[object] = self._book.json()["actions"]
        return actions

    def resize(self, tab: str, table: NamedTable, last_row: int) -> None:
        sheet = self._book.sheets[tab]
        cells = cells_at(sheet, replace(table.area, last_row=last_row))
        if self._is_google:
            cells.name = table.name
        else:
            sheet.tables[table.name].resize(cells)

    def show_as(self, block: Block, number_format: str) -> None:
        self._cells(block).number_format = number_format

    def entry(self, value: Value) -> Entry:
        if self._is_google and isinstance(value, Link):
            # A link within a Google Sheet needs the number of its tab, which nobody tells us here.
            return as_typed(value.text)
        entry = entry_of(value)
        return _in_words(entry) if isinstance(entry, datetime) else entry

    def put(self, block: Block, entries: Sequence[Sequence[Entry]], reading: Reading) -> None:
        self._cells(block).raw_value = [list(row) for row in entries]

    def see_to(self, plan: Plan, reading: Reading) -> None:
        """Lays the plan over the picture, as it will be read once it is done."""
        cells = tuple(replace(change, after=as_read(change.after)) for change in plan.cells)
        after = applied(Workbook(reading.sheets, reading.tab_names), replace(plan, cells=cells)).sheets
        sheets = tuple(replace(sheet, rows=trimmed(sheet.rows)) for sheet in after)
        self._now = replace(reading, sheets=sheets, state=_state(sheets))

    def leave_mark(self, mark: str) -> None:
        leave_name(self._book, mark)
        if self._now is not None:
            self._now = replace(self._now, mark=mark)

    def put_back(self) -> bool:
        """What is only queued need not be undone: it is taken out of the queue."""
        if self._before is not None:
            self._now, count, names = self._before
            del self._actions[count:]
            self._book.api["names"][:] = names
            self._before = None
        return True

    def _cells(self, block: Block) -> "xw.Range":
        area = Area(block.first_row, block.first_column, block.last_row, block.last_column)
        return cells_at(self._book.sheets[block.tab], area)


def _state(sheets: Sequence[Sheet]) -> str:
    return fingerprint((sheet.name, sheet.rows, sheet.tables) for sheet in sheets)


def _in_words(moment: datetime) -> str:
    """A date in JSON, as every client types it in."""
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(sep=" ")
