"""From computed values to the cells that must change: only those that differ, only in columns that are ours."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast

from pepsheets.recalculation.waiting import Waiting
from pepsheets.sheets import Anchor, Cell, CellChange, Link, NamedTable, Plan, Problem, Resize, Value
from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.declaration import Column, ComputedRow, Row, columns_of, is_computed
from pepsheets.tabs.kinds import is_blank
from pepsheets.validation import Reporter
from pepsheets.validation.locating import Located

_IN_WORDS = {True: "Yes", False: "No"}
"""People type Yes and No; a spreadsheet would show TRUE and FALSE."""
_HALF_A_SECOND = timedelta(seconds=0.5)


def is_same(cell: Cell, value: Value) -> bool:
    """Whether a cell already shows a value.

    >>> is_same(12.5, Decimal("12.50")), is_same("12.5", Decimal("12.50")), is_same(None, "")
    (True, False, True)
    """
    if type(cell) is type(value) and cell == value:
        return True
    if value is None or value == "":
        return cell is None or cell == ""
    if isinstance(value, bool) or isinstance(cell, bool):
        return cell is value
    if isinstance(value, Decimal):
        return isinstance(cell, float | int | Decimal) and float(cell) == float(value)
    if isinstance(value, date) and isinstance(cell, date):
        return abs(_moment(cell) - _moment(value)) < _HALF_A_SECOND
    return cell == (value.text if isinstance(value, Link) else value)


def _moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


class Planner:
    """Gathers the changes of one recalculation."""

    def __init__(self, located: Mapping[type[Row], Located]) -> None:
        self._located = located
        self._reporter = Reporter(located)
        self._waiting = Waiting(self._reporter)
        self._changes: list[CellChange] = []
        self._resizes: list[Resize] = []
        self.unchanged = 0

    def plan(self) -> Plan:
        written = {change.tab for change in self._changes}
        located = [each for each in self._located.values() if each.sheet.name in written]
        return Plan(tuple(self._changes), tuple(self._resizes), tuple(anchor_of(each) for each in located))

    def problems(self) -> tuple[Problem, ...]:
        """What could not be filled in, and why."""
        self._waiting.report()
        return tuple(self._reporter.problems)

    def fill_columns(self, tab: type[Row], book: Book, blank: Iterable[int] = ()) -> None:
        """The computed columns of a tab that people fill, of which the rows ``blank`` are empty."""
        located = self._located[tab]
        columns = [column for column in columns_of(tab) if column.is_computed and column.name in located.places]
        try:
            rows = book.good(tab)
        except WaitsFor:
            return
        for column in columns:
            self._fill_column(located, column, rows, book)
        self._clear_blank_rows(located, columns, blank)

    def _fill_column(self, located: Located, column: Column, rows: Sequence[Row], book: Book) -> None:
        place = located.places[column.name]
        compute = cast("Callable[[Row, Book], Value]", getattr(located.tab, column.name))
        for row in rows:
            try:
                value = compute(row, book)
            except WaitsFor as waits:
                self._waiting.add(located.tab, row, column, waits.what)
                continue
            self._set(located, column.name, row.position, place, value)

    def _clear_blank_rows(self, located: Located, columns: Sequence[Column], blank: Iterable[int]) -> None:
        """Results that stand beside nothing, because someone emptied the row."""
        for row in blank:
            for column in columns:
                self._set(located, column.name, row, located.places[column.name], None, counts=False)

    def fill_tab(self, tab: type[ComputedRow], book: Book) -> None:
        """A tab that is ours from its first row to its last."""
        located = self._located[tab]
        try:
            rows = list(tab.rows(book))
        except WaitsFor as waits:
            self._waiting.add_tab(tab, waits.what)
            return
        last_held = _last_held(located)
        if not self._has_room(located, last_held, len(rows)):
            return
        for number, row in enumerate(rows, start=located.first_row):
            for name, place in located.places.items():
                self._set(located, name, number, place, getattr(row, name))
        for number in range(located.first_row + len(rows), last_held + 1):
            for name, place in located.places.items():
                self._set(located, name, number, place, None)
        self._resize(located, len(rows))

    def _has_room(self, located: Located, last_held: int, count: int) -> bool:
        """Whether nothing of the owner's stands where the table must grow.

        What stands below a named table is for the door to see, which alone may move it; but never a row of totals.
        """
        last = located.heading_row + count
        if located.named:
            in_the_way = [last_held + 1] if located.named.has_totals and last > last_held else []
        else:
            in_the_way = [row for row, cells in _rows_of(located) if last_held < row <= last and _holds(cells, located)]
        for row in in_the_way[:1]:
            sentence = f"the table needs {count} rows, and row {row} below it is not empty. Make room there."
            self._reporter.about_tab(located.tab, "error", sentence)
        return not in_the_way

    def _resize(self, located: Located, count: int) -> None:
        """A table keeps one row even when it has nothing to show: spreadsheets know no table without."""
        table: NamedTable | None = located.named
        last_row = located.heading_row + max(count, 1)
        if table and not table.has_totals and table.area.last_row != last_row:
            self._resizes.append(Resize(located.sheet.name, table.name, last_row))

    def _set(self, located: Located, name: str, row: int, place: int, value: Value, *, counts: bool = True) -> None:
        sheet = located.sheet
        cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
        cell = cells[place - 1] if place <= len(cells) else None
        if value is True or value is False:
            value = _IN_WORDS[value]
        if is_same(cell, value):
            self.unchanged += counts
        elif (row, place) in sheet.formulas:
            sentence = (
                "this cell holds a formula of your own, so it is left as it is. Move the formula to a column of yours "
                "and clear the cell to have it filled in."
            )
            self._reporter.about_cell(located.tab, row, name, sentence, severity="warning")
        else:
            self._changes.append(CellChange(sheet.name, row, place, cell, None if value == "" else value))


def anchor_of(located: Located) -> Anchor:
    """By what a tab is known: rows by their hidden ID where they have one, else by the first column of their key."""
    if is_computed(located.tab):
        return Anchor(located.sheet.name, located.heading_row, None)
    columns = [column for column in columns_of(located.tab) if column.name in located.places]
    ids = [located.places[column.name] for column in columns if column.is_row_id]
    has_ids = any(_at(cells, place) for place in ids for _, cells in _rows_of(located))
    naming = next((column for column in columns if (column.is_row_id if has_ids else column.is_key)), None)
    return Anchor(located.sheet.name, located.heading_row, located.places[naming.name] if naming else None)


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place - 1] if place <= len(cells) else None


def _rows_of(located: Located) -> Iterator[tuple[int, Sequence[Cell]]]:
    rows = located.sheet.rows[located.first_row - 1 : located.last_row]
    return enumerate(rows, start=located.first_row)


def _holds(cells: Sequence[Cell], located: Located) -> bool:
    return not all(is_blank(_at(cells, place)) for place in located.places.values())


def _last_held(located: Located) -> int:
    """The last row that a computed tab holds now: where its table ends, or where its rows cease."""
    if located.named:
        return located.last_row
    last = located.heading_row
    for number, cells in _rows_of(located):
        if not _holds(cells, located):
            break
        last = number
    return last
