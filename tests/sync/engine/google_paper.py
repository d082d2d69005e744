"""A Google Sheet in the browser, as people have it before their eyes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.door import GoogleSheet
from pepsheets.gateways.google_sheet.values import cell_of
from pepsheets.sheets import Cell, Gateway, Sheet
from tests.google.server.stand_in import StandIn
from tests.google.spreadsheets.evaluation import Evaluation
from tests.sync.engine.papers import Paper


class GooglePaper(Paper):
    """A Google Sheet in the browser."""

    def __init__(self, google: StandIn, spreadsheet: str) -> None:
        self.google, self.spreadsheet = google, spreadsheet
        self.person = google.sheets.person(spreadsheet)
        self.connection = connect(spreadsheet)

    def door(self) -> Gateway:
        return GoogleSheet(f"google:{self.spreadsheet}", self.connection)

    def fill(self, tab: str, cells: Mapping[tuple[int, int], Cell]) -> None:
        short = max((row for row, _ in cells), default=0) - self.person.tab(tab).grid.height
        if short > 0:
            self.make_room(tab, short)
        typed = [(row - 1, column - 1, as_typed(value)) for (row, column), value in cells.items() if value is not None]
        self.person.put(tab, typed)
        self._clear(tab, [at for at, value in cells.items() if value is None])

    def make_room(self, tab: str, rows: int) -> None:
        """More empty rows at the end, which look like the last one."""
        self.person.insert_row(tab, self.person.tab(tab).grid.height + 1, rows)

    def _clear(self, tab: str, cells: Sequence[tuple[int, int]]) -> None:
        book = self.person.book.copy()
        grid = self.person.tab(tab, book).grid
        for row, column in cells:
            grid.put(row - 1, column - 1, replace(grid.cell(row - 1, column - 1), entered=None))
        self.google.sheets.keep(book)

    def sheet(self, tab: str) -> Sheet:
        """What the tab shows; no request is made for it."""
        shown, evaluation = self.person.tab(tab), Evaluation(self.person.book)
        height, width = shown.grid.last_row_with_values(), shown.grid.width

        def cell(row: int, column: int) -> Cell:
            kept = shown.grid.cell(row, column)
            value, style = evaluation.effective(shown, row, column, kept), evaluation.number_format(shown, kept)
            return cell_of({"effectiveValue": value, "effectiveFormat": {"numberFormat": style or {}}})

        return Sheet(tab, [[cell(row, column) for column in range(width)] for row in range(height)])

    def insert_row(self, tab: str, row: int) -> None:
        self.person.insert_row(tab, row)

    def delete_row(self, tab: str, row: int) -> None:
        self.person.delete_row(tab, row)

    def sort(self, tab: str, heading: str, *, descending: bool = False) -> None:
        page = self.page(tab)
        self.person.sort(tab, page.heading_row + 1, page.column(heading), descending=descending)

    def insert_column(self, tab: str, column: int, heading: str) -> None:
        self.person.insert_column(tab, column)
        self.fill(tab, {(self.page(tab).heading_row, column): heading})

    def move_column(self, tab: str, column: int, before: int) -> None:
        self.person.move_column(tab, column, before)

    def rename_heading(self, tab: str, old: str, new: str) -> None:
        self.person.rename_heading(tab, old, new)


def as_typed(value: Cell) -> str:
    """A value as somebody in Britain types it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
