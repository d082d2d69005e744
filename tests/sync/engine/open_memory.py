"""A door in memory through which people come and go while we write, as they do at Google: fast, for many runs.

Its writes go by position, all or nothing, behind a fence; each keeps the rows and headings that it hits.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from pepsheets.sheets import Cell, FileChangedMeanwhile, Overwritten, Plan, Receipt, Sheet, Value, Workbook

Grid = list[list[Cell]]


@dataclass
class OpenSheet:
    """A tab that is open to everybody: its cells, the fence of the last batch, and what each batch kept."""

    name: str
    grid: Grid
    fence: str = ""
    journal: dict[str, Overwritten] = field(default_factory=dict)
    writes: int = 0

    def row(self, row: int) -> list[Cell]:
        while len(self.grid) < row:
            self.grid.append([])
        return self.grid[row - 1]

    def cell(self, row: int, column: int) -> Cell:
        cells = self.grid[row - 1] if row <= len(self.grid) else []
        return cells[column - 1] if column <= len(cells) else None

    def put(self, row: int, column: int, value: Cell) -> None:
        cells = self.row(row)
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = value


class OpenMemory:
    """A door to such a tab, of one round."""

    def __init__(self, sheet: OpenSheet) -> None:
        self.address = "memory:open"
        self.sheet = sheet
        self.known: dict[str, Overwritten] = {}

    def read(self, tabs: Collection[str]) -> Workbook:
        self.known = dict(self.sheet.journal)
        rows = [list(row) for row in self.sheet.grid]
        return Workbook((Sheet(self.sheet.name, rows),), (self.sheet.name,), self.sheet.fence)

    def write(self, plan: Plan, state: str) -> Receipt:
        raise AssertionError("a round keeps what it overwrites")

    def write_keeping(self, plan: Plan, state: str, batch: str) -> Overwritten:
        self._fence(state, batch)
        kept = self._kept(plan, batch)
        for change in plan.cells:
            self.sheet.put(change.row, change.column, _cell(change.after))
        for row in sorted({deletion.row for deletion in plan.deletions}, reverse=True):
            del self.sheet.grid[row - 1 : row]
        for addition in plan.additions:
            self._add({column: _cell(value) for column, value in addition.cells.items()})
        self.sheet.journal[batch] = self.known[batch] = kept
        self.sheet.writes += 1
        return kept

    def overwritten(self, batch: str) -> Overwritten | None:
        return self.known.get(batch)

    def _fence(self, state: str, batch: str) -> None:
        if self.sheet.fence != state:
            raise FileChangedMeanwhile("Another batch of ours came between.")
        self.sheet.fence = batch

    def _kept(self, plan: Plan, batch: str) -> Overwritten:
        name, width = self.sheet.name, max(map(len, self.sheet.grid))
        columns = range(1, width + 1)
        touched = {change.row for change in plan.cells} | {deletion.row for deletion in plan.deletions}
        headings = {
            (name, column): self.sheet.cell(anchor.heading_row, column) for anchor in plan.anchors for column in columns
        }
        rows = {(name, row): {column: self.sheet.cell(row, column) for column in columns} for row in touched}
        return Overwritten(batch, {}, {}, headings, rows)

    def _add(self, cells: dict[int, Cell]) -> None:
        while self.sheet.grid and all(cell is None for cell in self.sheet.grid[-1]):
            self.sheet.grid.pop()
        row = len(self.sheet.grid) + 1
        for column, cell in cells.items():
            self.sheet.put(row, column, cell)


def _cell(value: Value) -> Cell:
    assert value is None or isinstance(value, str), "the tests type texts"
    return value
