"""Where a tab's table stands: found by name of tab and by headings, never by position."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pepsheets.sheets import Cell, NamedTable, Sheet, Workbook, cell_name
from pepsheets.tabs.declaration import Column, Row, columns_of
from pepsheets.tabs.kinds import folded

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
        return None if place is None else str(self.sheet.rows[self.heading_row - 1][place - 1])

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
    named = named or next((table for table in sheet.tables if table.area.first_row == heading_row), None)
    headings = headings_of(sheet, heading_row, named)
    places = {column.name: headings[folded(column.heading)] for column in columns if folded(column.heading) in headings}
    if not places:
        return None
    return Located(tab, sheet, heading_row, places, _last_row(sheet, named), named)


def headings_of(sheet: Sheet, heading_row: int, named: NamedTable | None) -> Mapping[str, int]:
    """The headings in a row, folded, each with the column where it first stands."""
    found: dict[str, int] = {}
    for place, cell in enumerate(sheet.rows[heading_row - 1], start=1):
        outside = named and not named.area.first_column <= place <= named.area.last_column
        if isinstance(cell, str) and cell.strip() and not outside:
            found.setdefault(folded(cell), place)
    return found


def _named_table(tab: type[Row], sheet: Sheet) -> NamedTable | None:
    wanted = folded(table_name(tab.tab))
    return next((table for table in sheet.tables if folded(table.name) == wanted), None)


def _heading_row(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> int | None:
    """The row, near the top, that holds the most of the tab's headings; the first of equals."""
    wanted = {folded(column.heading) for column in columns}
    best, best_count = None, 0
    for number, row in enumerate(rows[:ROWS_SEARCHED], start=1):
        count = len(wanted.intersection(folded(cell) for cell in row if isinstance(cell, str)))
        if count > best_count:
            best, best_count = number, count
    return best


def _last_row(sheet: Sheet, named: NamedTable | None) -> int:
    if named is None:
        return len(sheet.rows)
    return named.area.last_row - (1 if named.has_totals else 0)
