"""What a merge goes by, and how a row or a cell stands on one side by these terms."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from pepsheets.sheets import Cell, CellError
from pepsheets.sync.changes import Cells, Conflict, Side
from pepsheets.sync.decisions import Fact, Flow, row_flow
from pepsheets.sync.values import same

_LEAVING: Mapping[Side, tuple[Flow, Flow]] = {
    "workbook": (Flow.TWO_WAY, Flow.TO_SHARED),
    "shared": (Flow.TWO_WAY, Flow.TO_WORKBOOK),
}
NOTHING: Cells = {}


@dataclass(frozen=True, slots=True)
class Terms:
    """Which way each column that both sides have goes, and what is known from earlier rounds.

    ``refused`` are cells that fail their check; ``gone`` the IDs of rows deleted by agreement; ``unsettled`` the
    conflicts as people were last shown them, and ``choices`` the sides that people chose for them.
    """

    columns: Mapping[str, Flow]
    refused: Container[tuple[Side, str, str]] = frozenset()
    gone: Container[str] = frozenset()
    unsettled: Mapping[tuple[str, str], Conflict] = field(default_factory=dict)
    choices: Mapping[tuple[str, str], Side] = field(default_factory=dict)

    @property
    def merged(self) -> dict[str, Flow]:
        """The columns that are merged: all but the computed ones."""
        return {column: flow for column, flow in self.columns.items() if flow is not Flow.COMPUTED}

    @property
    def rows_flow(self) -> Flow:
        """Which way whole rows go."""
        return row_flow(tuple(self.columns.values()))

    def leaving(self, side: Side) -> tuple[str, ...]:
        """The columns whose values go from this side to the other."""
        return tuple(column for column, flow in self.columns.items() if flow in _LEAVING[side])

    def is_refused(self, side: Side, row: str, column: str, value: Cell) -> bool:
        return isinstance(value, CellError) or (side, row, column) in self.refused

    def cell_fact(self, side: Side, flow: Flow, cell: Conflict) -> Fact:
        """How a cell that differs between the sides stands on this one."""
        value = cell.workbook if side == "workbook" else cell.shared
        is_source = flow is not Flow.TWO_WAY and flow in _LEAVING[side]
        if is_source and isinstance(value, CellError):
            return Fact.REFUSED
        if same(value, cell.base):
            return Fact.AS_AGREED
        return Fact.REFUSED if self.is_refused(side, cell.row, cell.column, value) else Fact.CHANGED

    def changed(self, side: Side, cells: Cells, base: Cells | None) -> tuple[str, ...]:
        """The columns of a row that this side changed and that go to the other; of a new row, all that go."""
        leaving = self.leaving(side)
        if base is None:
            return leaving
        return tuple(column for column in leaving if not same(cells.get(column), base.get(column)))

    def waiting(self, side: Side, row: str, cells: Cells, base: Cells | None) -> tuple[str, ...]:
        """The columns for which a row that must go to the other side as a whole cannot go."""
        changed = self.changed(side, cells, base)
        return tuple(
            column
            for column in self.leaving(side)
            if isinstance(cells.get(column), CellError) or (column in changed and (side, row, column) in self.refused)
        )

    def row_fact(self, side: Side, row: str, cells: Cells | None, base: Cells | None) -> Fact:
        """How a row that one side lacks stands on this one."""
        if cells is None:
            return Fact.ABSENT
        if base is not None and not self.changed(side, cells, base):
            return Fact.AS_AGREED
        return Fact.REFUSED if self.waiting(side, row, cells, base) else Fact.CHANGED
