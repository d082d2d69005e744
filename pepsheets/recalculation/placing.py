"""Where rows are added and deleted through doors that replace a file only when it is unchanged: we choose the places.

No row is ever shifted: formulas, notes and colours of the owner's stay where they are. So a deleted row leaves an empty
one behind, which a later row may take; and a table never becomes shorter, since empty rows at its end are mostly the
owner's own, kept ready for typing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice

from pepsheets.sheets import (
    Cell,
    CellChange,
    NamedTable,
    Plan,
    Resize,
    RowAddition,
    Sheet,
    TableCannotGrow,
    Value,
    Workbook,
)
from pepsheets.validation.locating import Located, runs_of


@dataclass(frozen=True, slots=True)
class TabTable:
    """The table of a tab as rows are placed in it: its row of headings, its width, which of its columns are ours."""

    heading_row: int
    first_column: int
    last_column: int
    ours: frozenset[int]
    named: NamedTable | None = None

    def __post_init__(self) -> None:
        if not all(self.first_column <= column <= self.last_column for column in self.ours):
            raise ValueError("a column of ours lies outside the table")

    @property
    def columns(self) -> range:
        return range(self.first_column, self.last_column + 1)


def table_of(located: Located, carried: Collection[int] = ()) -> TabTable:
    """The table of a located tab. ``carried`` are columns of the owner's own that are ours for as long as they flow.

    Without a named table it is as wide as the headings that stand next to those of ours.
    """
    ours = frozenset(located.places.values()).union(carried)
    named = located.named
    if named is not None:
        return TabTable(located.heading_row, named.area.first_column, named.area.last_column, ours, named)
    runs = ([place for place, _ in run] for run in runs_of(located.sheet, located.heading_row, None))
    wide = ours.union(*(run for run in runs if not ours.isdisjoint(run)))
    return TabTable(located.heading_row, min(wide), max(wide), ours)


def placed(plan: Plan, workbook: Workbook, tables: Mapping[str, TabTable]) -> Plan:
    """The same plan with its rows added and deleted by cells: what a door needs that writes only by position.

    Of a deleted row our cells are emptied, but for formulas. A new row takes the first row of the table in which
    nothing stands, not even of the owner's; where there is none left, the table grows. ``tables`` are given by tab, for
    every tab that gains or loses rows. Raises ``TableCannotGrow`` where something stands in the way.
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    deleted, added = (each.tab for each in plan.deletions), (each.tab for each in plan.additions)
    for tab in dict.fromkeys((*deleted, *added)):
        if tab not in sheets or tab not in tables:
            raise ValueError(f"nothing is known of the tab {tab!r}")
        plan = _Tab(sheets[tab], tables[tab], plan).placed()
    return replace(plan, additions=(), deletions=())


class _Tab:
    """One tab of a plan."""

    def __init__(self, sheet: Sheet, table: TabTable, plan: Plan) -> None:
        self.sheet = sheet
        self.table = table
        self.plan = plan
        written = ((each.row, each.column) for each in plan.cells if each.tab == sheet.name)
        self.taken = {row for row, column in (*written, *sheet.formulas) if column in table.columns}
        self.others = [each.area for each in sheet.tables if each != table.named and _is_beside(each, table)]

    def placed(self) -> Plan:
        """The plan with this tab's rows placed."""
        emptied = tuple(self._emptied())
        gone = {(each.row, each.column) for each in emptied}
        kept = (each for each in self.plan.cells if each.tab != self.sheet.name or (each.row, each.column) not in gone)
        additions = [each for each in self.plan.additions if each.tab == self.sheet.name and _holds_anything(each)]
        rows = list(islice(self._free_rows(), len(additions)))
        filled = chain.from_iterable(map(self._filled, rows, additions))
        return replace(self.plan, cells=(*kept, *emptied, *filled), resizes=self._resizes(rows))

    def _emptied(self) -> Iterator[CellChange]:
        for row in sorted({each.row for each in self.plan.deletions if each.tab == self.sheet.name}):
            if not self.table.heading_row < row <= self._last_row:
                raise ValueError(f"the table on the tab {self.sheet.name!r} has no row {row}")
            for column in sorted(self.table.ours):
                before = self._at(row, column)
                if not _is_nothing(before) and (row, column) not in self.sheet.formulas:
                    yield CellChange(self.sheet.name, row, column, before, None)

    def _filled(self, row: int, addition: RowAddition) -> Iterator[CellChange]:
        if not self.table.ours.issuperset(addition.cells):
            raise ValueError(f"a new row on the tab {self.sheet.name!r} has a value for a column that is not ours")
        for column, value in sorted(addition.cells.items()):
            if not _is_nothing(value):
                yield CellChange(self.sheet.name, row, column, self._at(row, column), value)

    def _free_rows(self) -> Iterator[int]:
        """The rows that new ones may take, those within the table first. Rows deleted by this plan are none of them."""
        first, named = self.table.heading_row + 1, self.table.named
        if named is None:
            return filter(self._is_free, count(first))
        within = filter(self._is_free, range(first, self._last_row + 1))
        return chain(within, (self._row_below(named, row) for row in count(self._end(named) + 1)))

    @property
    def _last_row(self) -> int:
        """The last row in which a row of the table may stand now."""
        named = self.table.named
        return named.area.last_row - named.has_totals if named else len(self.sheet.rows)

    def _is_free(self, row: int) -> bool:
        is_elsewhere = not any(area.first_row <= row <= area.last_row for area in self.others)
        return is_elsewhere and row not in self.taken and all(map(_is_nothing, self._cells(row)))

    def _row_below(self, named: NamedTable, row: int) -> int:
        """A row that the table grows over, if it can."""
        what = f"The table '{named.name}' on the tab '{self.sheet.name}'"
        if named.has_totals:
            raise TableCannotGrow(
                f"{what} needs more rows, and its totals row is in the way.",
                "Nothing was written. Switch the totals row off (Table Design, Total Row), and try again.",
            )
        if not self._is_free(row):
            raise TableCannotGrow(f"{what} needs more rows, and row {row} below it is not empty.")
        return row

    def _end(self, named: NamedTable) -> int:
        """The last row of the named table once the plan so far is carried out, but not before where it ends now."""
        return max([named.area.last_row, *(each.last_row for each in self.plan.resizes if self._is_ours(each))])

    def _is_ours(self, resize: Resize) -> bool:
        named = self.table.named
        return named is not None and (resize.tab, resize.table) == (self.sheet.name, named.name)

    def _resizes(self, rows: Sequence[int]) -> tuple[Resize, ...]:
        """The plan's resizes with the end that the table needs for these rows too."""
        named, resizes = self.table.named, self.plan.resizes
        if named is None or not rows:
            return resizes
        end = next((each.last_row for each in resizes if self._is_ours(each)), named.area.last_row)
        if rows[-1] <= end:
            return resizes
        others = (each for each in resizes if not self._is_ours(each))
        return (*others, Resize(self.sheet.name, named.name, rows[-1]))

    def _cells(self, row: int) -> Sequence[Cell]:
        rows, table = self.sheet.rows, self.table
        return rows[row - 1][table.first_column - 1 : table.last_column] if row <= len(rows) else ()

    def _at(self, row: int, column: int) -> Cell:
        cells = self.sheet.rows[row - 1] if row <= len(self.sheet.rows) else ()
        return cells[column - 1] if column <= len(cells) else None


def _is_nothing(cell: Value | Cell) -> bool:
    """Whether nothing stands in a cell. Spaces that somebody typed are something here: nobody's are overwritten."""
    return cell is None or cell == ""


def _holds_anything(addition: RowAddition) -> bool:
    return not all(map(_is_nothing, addition.cells.values()))


def _is_beside(other: NamedTable, table: TabTable) -> bool:
    """Whether another table shares columns with this one."""
    return other.area.first_column <= table.last_column and table.first_column <= other.area.last_column
