"""What the merge of two sides comes to: what each side needs, what is agreed, what waits, and what a person is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pepsheets.sheets import Cell
from pepsheets.sync.decisions import LINES
from pepsheets.sync.values import same, shown

Side: TypeAlias = Literal["workbook", "shared"]
SIDES: tuple[Side, Side] = ("workbook", "shared")
OTHER: Mapping[Side, Side] = {"workbook": "shared", "shared": "workbook"}

Cells: TypeAlias = Mapping[str, Cell]
"""Column key to canonical value; a column that is not there is blank."""

Rows: TypeAlias = Mapping[str, Cells]
"""Row ID to cells. A row that has an ID is a row, even with every cell blank."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell to be written. Once it is, both sides hold ``after``, unless the cell is one that is only ever shown."""

    row: str
    column: str
    before: Cell
    after: Cell
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class AddRow:
    """A row to be added below the others: the cells that are then agreed, and computed ones that are only shown."""

    row: str
    cells: Cells
    computed: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """A row to be deleted, with all that stood in it, for the history."""

    row: str
    before: Cells


@dataclass(frozen=True, slots=True)
class Changes:
    """What one side needs."""

    sets: tuple[SetCell, ...] = ()
    adds: tuple[AddRow, ...] = ()
    deletes: tuple[DeleteRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sets or self.adds or self.deletes)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell in which two people typed different things: what was agreed last, and what each side has."""

    row: str
    column: str
    base: Cell
    workbook: Cell
    shared: Cell

    def is_as_shown(self, earlier: Conflict | None) -> bool:
        """Whether a person who saw the earlier conflict saw these two values."""
        if earlier is None:
            return False
        return same(self.workbook, earlier.workbook) and same(self.shared, earlier.shared)


@dataclass(frozen=True, slots=True)
class Held:
    """A value that stays on its side and goes no further until somebody puts it right; without a column, a whole row.

    ``kind`` is the line of the decision table; ``whole_row`` says that the rest of the row waits with it.
    """

    kind: str
    side: Side
    row: str
    column: str | None = None
    value: Cell = None
    other: Cell = None
    whole_row: bool = False

    @property
    def sentence(self) -> str:
        """What a person is told about it, after the names of tab, row and column."""
        return LINES[self.kind].sentence.format(value=shown(self.value), other=shown(self.other))


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a person should hear of once. ``kind`` is the line of the decision table that was followed."""

    kind: str
    row: str
    column: str | None = None
    workbook: Cell = None
    shared: Cell = None

    @property
    def sentence(self) -> str:
        """What a person is told about it, after the names of tab, row and column."""
        return LINES[self.kind].sentence.format(workbook=shown(self.workbook), shared=shown(self.shared))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the base moves on: cells that both sides are known to hold, and rows that both are known to lack."""

    cells: Rows = field(default_factory=dict)
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.gone)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to. ``agreed`` holds at once; the rest of the base moves on as each side is written."""

    workbook: Changes = field(default_factory=Changes)
    shared: Changes = field(default_factory=Changes)
    agreed: Agreement = field(default_factory=Agreement)
    conflicts: tuple[Conflict, ...] = ()
    held: tuple[Held, ...] = ()
    happenings: tuple[Happening, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing needs writing, on either side or in the base."""
        return not (self.workbook or self.shared or self.agreed)

    def changes(self, side: Side) -> Changes:
        return self.workbook if side == "workbook" else self.shared

    def agreed_after(self, *written: Side) -> Agreement:
        """What both sides are known to agree on once the changes of these sides stand."""
        cells = {row: dict(known) for row, known in self.agreed.cells.items()}
        gone = list(self.agreed.gone)
        for side in written:
            changes = self.changes(side)
            for add in changes.adds:
                cells.setdefault(add.row, {}).update(add.cells)
            for change in changes.sets:
                if change.agrees:
                    cells.setdefault(change.row, {})[change.column] = change.after
            gone += [delete.row for delete in changes.deletes]
        return Agreement(cells, tuple(gone))


def applied(rows: Rows, changes: Changes) -> dict[str, Cells]:
    """The rows of a side as they stand once its changes are made."""
    after: dict[str, Cells] = dict(rows)
    for change in changes.sets:
        after[change.row] = {**after.get(change.row, {}), change.column: change.after}
    for delete in changes.deletes:
        after.pop(delete.row, None)
    return after | {add.row: {**add.cells, **add.computed} for add in changes.adds}


def advanced(base: Rows, agreement: Agreement) -> dict[str, Cells]:
    """The base as it stands once the agreement is part of it."""
    after: dict[str, Cells] = dict(base)
    for row, cells in agreement.cells.items():
        after[row] = {**after.get(row, {}), **cells}
    for row in agreement.gone:
        after.pop(row, None)
    return after
