"""Where a tab's table stands: found by name of tab and by headings, never by position."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from pepsheets.sheets import Cell, NamedTable, Sheet, Workbook, cell_name
from pepsheets.tabs.declaration import Column, Row, columns_of
from pepsheets.tabs.kinds import folded, plain

ROWS_SEARCHED = 40
"""How far down a tab its headings are looked for."""


@dataclass(frozen=True, slots=True)
class Located:
    """A tab's table on its sheet: the row of headings, each known column's place, the first and last row of data."""

    tab: type[Row]
    sheet: Sheet
    heading_row: int
    places: Mapping[str, int]
    last_row: int
    named: NamedTable | None

    @property
    def first_row(self) -> int:
        return self.heading_row + 1

    def heading(self, column: str) -> str | None:
        """The heading of a column as it stands on the tab."""
        place = self.places.get(column)
        return None if place is None else plain(str(self.sheet.rows[self.heading_row - 1][place - 1]))

    def cell(self, row: int, column: str) -> str | None:
        """The name of the cell in this row and column."""
        place = self.places.get(column)
        return None if place is None else cell_name(row, place)


def table_name(tab: str) -> str:
    """The name of a tab's table: names of tables hold no spaces."""
    return tab.replace(" ", "_")


def sheet_of(tab: type[Row], workbook: Workbook) -> Sheet | None:
    """The sheet that holds a tab: the one of its name, or else the one that holds the table of its name."""
    wanted = folded(tab.tab)
    for sheet in workbook.sheets:
        if folded(sheet.name) == wanted:
            return sheet
    return next((sheet for sheet in workbook.sheets if _named_table(tab, sheet)), None)


def nearest(wanted: str, offered: Iterable[str]) -> str | None:
    """The offered name that looks most like the wanted one, if any does."""
    by_folded = {folded(name): name for name in reversed(list(offered))}
    close = get_close_matches(folded(wanted), by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None


def locate(tab: type[Row], sheet: Sheet) -> Located | None:
    """Where the tab's table stands on its sheet; none where no row of headings can be found."""
    columns = columns_of(tab)
    named = _named_table(tab, sheet)
    heading_row = named.area.first_row if named else _heading_row(sheet.rows, columns)
    if heading_row is None or heading_row > len(sheet.rows):
        return None
    wanted = {folded(column.heading) for column in columns}
    named = named or _table_at(sheet, heading_row, wanted)
    headings = _headings(runs_of(sheet, heading_row, named), wanted)
    places = {column.name: headings[folded(column.heading)] for column in columns if folded(column.heading) in headings}
    if not places:
        return None
    return Located(tab, sheet, heading_row, places, _last_row(sheet, named), named)


Run: TypeAlias = Sequence[tuple[int, str]]
"""Headings that stand next to each other, folded, each with its column."""


def _as_heading(text: str) -> str:
    """A heading as it is compared. People copy the star by which a template shows what is needed."""
    return folded(text).removesuffix(" *")


def runs_of(sheet: Sheet, heading_row: int, named: NamedTable | None) -> list[Run]:
    """The headings in a row, in runs. Past an empty cell may begin another table, past a named table does."""
    runs: list[list[tuple[int, str]]] = [[]]
    for place, cell in enumerate(sheet.rows[heading_row - 1], start=1):
        outside = named and not named.area.first_column <= place <= named.area.last_column
        if isinstance(cell, str) and cell.strip() and not outside:
            runs[-1].append((place, _as_heading(cell)))
        else:
            runs.append([])
    return [run for run in runs if run]


def _ours(run: Run, wanted: Collection[str]) -> int:
    return sum(heading in wanted for _, heading in run)


def _headings(runs: Iterable[Run], wanted: Collection[str]) -> Mapping[str, int]:
    """The columns of the headings: of several with the same words, that in the run with the most of ours."""
    found: dict[str, int] = {}
    for run in sorted(runs, key=lambda run: _ours(run, wanted), reverse=True):
        for place, heading in run:
            found.setdefault(heading, place)
    return found


def _table_at(sheet: Sheet, heading_row: int, wanted: Collection[str]) -> NamedTable | None:
    """The table of whatever name that begins in this row and holds most of our headings there."""

    def ours(named: NamedTable | None) -> int:
        return sum(_ours(run, wanted) for run in runs_of(sheet, heading_row, named))

    beginning = (table for table in sheet.tables if table.area.first_row == heading_row)
    return next((table for table in beginning if 2 * ours(table) >= ours(None)), None)


def _named_table(tab: type[Row], sheet: Sheet) -> NamedTable | None:
    wanted = folded(table_name(tab.tab))
    return next((table for table in sheet.tables if folded(table.name) == wanted), None)


def _heading_row(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> int | None:
    """The row, near the top, that holds the most of the tab's headings; the first of equals."""
    wanted = {folded(column.heading) for column in columns}
    best, best_count = None, 0
    for number, row in enumerate(rows[:ROWS_SEARCHED], start=1):
        count = len(wanted.intersection(_as_heading(cell) for cell in row if isinstance(cell, str)))
        if count > best_count:
            best, best_count = number, count
    return best


def _last_row(sheet: Sheet, named: NamedTable | None) -> int:
    if named is None:
        return len(sheet.rows)
    return named.area.last_row - (1 if named.has_totals else 0)
