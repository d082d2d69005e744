"""The three-way merge: row by row, then cell by cell, from what both sides last agreed on and what each has now.

Every decision is a line of `pepsheets.sync.decisions`; here it is looked up and carried out. Nothing is read or
written, so a merge can be tried, shown and thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pepsheets.sheets import Cell, CellError
from pepsheets.sync.changes import (
    OTHER,
    SIDES,
    AddRow,
    Agreement,
    Cells,
    Changes,
    Conflict,
    DeleteRow,
    Happening,
    Held,
    Merged,
    Rows,
    SetCell,
    Side,
)
from pepsheets.sync.decisions import (
    CELLS,
    CHOSEN_TOO_LATE,
    CONFLICT_OVER,
    ROWS,
    SETTLED_FOR_SHARED,
    SETTLED_FOR_WORKBOOK,
    Act,
    Base,
    CellLine,
    Fact,
    Flow,
    RowLine,
    Rule,
)
from pepsheets.sync.terms import NOTHING, Terms
from pepsheets.sync.values import same

_ADDED: Mapping[Act, Side] = {Act.ADD_TO_WORKBOOK: "workbook", Act.ADD_TO_SHARED: "shared"}
_DELETED: Mapping[Act, Side] = {Act.DELETE_IN_WORKBOOK: "workbook", Act.DELETE_ON_SHARED: "shared"}
_WRITTEN: Mapping[Act, Side] = {
    Act.WRITE_WORKBOOK: "workbook",
    Act.WRITE_SHARED: "shared",
    Act.PUT_BACK_WORKBOOK: "workbook",
    Act.PUT_BACK_SHARED: "shared",
}
_SETTLED: Mapping[Side, Rule] = {"workbook": SETTLED_FOR_WORKBOOK, "shared": SETTLED_FOR_SHARED}


def merge(base: Rows, workbook: Rows, shared: Rows, terms: Terms) -> Merged:
    """What each side needs so that both agree again, and what waits for a person.

    All values are canonical. Results stand in the order of the workbook's rows, then of those that only the shared
    sheet has, then of those that neither has. A column that one side lacks is left out of the terms, never read as
    cleared. Errors such as ``#REF!`` are held like cells that fail their check.

    >>> base = {"R1": {"fee": 60.0, "note": None}}
    >>> ours, theirs = {"R1": {"fee": 65.0, "note": None}}, {"R1": {"fee": 60.0, "note": "paid"}}
    >>> merged = merge(base, ours, theirs, Terms({"fee": Flow.TWO_WAY, "note": Flow.TWO_WAY}))
    >>> merged.shared.sets
    (SetCell(row='R1', column='fee', before=60.0, after=65.0, agrees=True),)
    >>> merged.workbook.sets
    (SetCell(row='R1', column='note', before=None, after='paid', agrees=True),)
    """
    merging = _Merging(base, {"workbook": workbook, "shared": shared}, terms)
    for row in dict.fromkeys((*workbook, *shared, *base)):
        ours, theirs, known = workbook.get(row), shared.get(row), base.get(row)
        if known is None or not ours == theirs == known or _has_a_tick(ours, theirs, known):
            merging.row(row)
    merging.earlier_conflicts()
    return merging.outcome()


def _has_a_tick(*rows: Cells) -> bool:
    """Whether comparing whole rows could mistake a tick for the number 1."""
    return any(bool in map(type, cells.values()) for cells in rows)


def with_computed(merged: Merged, shared: Rows, outgoing: Rows, columns: Mapping[str, Flow]) -> Merged:
    """The merge, and the computed columns as they come out of the merged workbook where the shared sheet differs.

    ``outgoing`` are the computed cells by row ID; columns that are not declared as computed are left out.
    """
    shows = {
        row: {key: cells[key] for key in cells if columns.get(key) is Flow.COMPUTED and _can_be_written(cells[key])}
        for row, cells in outgoing.items()
    }
    deleted = {delete.row for delete in merged.shared.deletes}
    sets = tuple(
        SetCell(row, column, cells.get(column), after, agrees=False)
        for row, cells in shared.items()
        if row not in deleted
        for column, after in shows.get(row, NOTHING).items()
        if not same(cells.get(column), after)
    )
    adds = tuple(replace(add, computed=shows.get(add.row, NOTHING)) for add in merged.shared.adds)
    return replace(merged, shared=replace(merged.shared, sets=merged.shared.sets + sets, adds=adds))


def _can_be_written(value: Cell) -> bool:
    return not isinstance(value, CellError)


@dataclass(slots=True)
class _Needs:
    """What one side needs, so far."""

    sets: list[SetCell] = field(default_factory=list)
    adds: list[AddRow] = field(default_factory=list)
    deletes: list[DeleteRow] = field(default_factory=list)

    def changes(self) -> Changes:
        return Changes(tuple(self.sets), tuple(self.adds), tuple(self.deletes))


class _Merging:
    """One merge under way: what it goes by, and what has come of it so far."""

    def __init__(self, base: Rows, sides: Mapping[Side, Rows], terms: Terms) -> None:
        self.base, self.sides, self.terms = base, sides, terms
        self.columns, self.rows_flow = terms.merged, terms.rows_flow
        self.needs = {side: _Needs() for side in SIDES}
        self.agreed: dict[str, dict[str, Cell]] = {}
        self.gone: list[str] = []
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self.settled: set[tuple[str, str]] = set()
        self.held: list[Held] = []
        self.happenings: list[Happening] = []

    def outcome(self) -> Merged:
        return Merged(
            self.needs["workbook"].changes(),
            self.needs["shared"].changes(),
            Agreement(self.agreed, tuple(self.gone)),
            tuple(self.conflicts.values()),
            tuple(self.held),
            tuple(self.happenings),
        )

    def row(self, row: str) -> None:
        line = self.row_line(row)
        if line.act is Act.MERGE:
            self.both(row, self.sides["workbook"][row], self.sides["shared"][row])
        elif line.act is Act.FORGET:
            self.gone.append(row)
        elif line.act in (Act.HOLD, Act.LEAVE):
            self.hold_row(line, row)
            return
        elif line.act in _DELETED:
            side = _DELETED[line.act]
            self.needs[side].deletes.append(DeleteRow(row, dict(self.sides[side][row])))
        else:
            self.add(row, _ADDED[line.act])
        if line.sentence:
            self.happenings.append(Happening(line.name, row))

    def row_line(self, row: str) -> RowLine:
        ours, theirs, base = self.sides["workbook"].get(row), self.sides["shared"].get(row), self.base.get(row)
        known = Base.AGREED if base is not None else Base.DELETED if row in self.terms.gone else Base.NONE
        if ours is not None and theirs is not None:
            return ROWS[self.rows_flow, known, Fact.CHANGED, Fact.CHANGED]
        facts = [self.terms.row_fact(side, row, self.sides[side].get(row), base) for side in SIDES]
        return ROWS[self.rows_flow, known, facts[0], facts[1]]

    def hold_row(self, line: RowLine, row: str) -> None:
        side: Side = "workbook" if row in self.sides["workbook"] else "shared"
        cells = self.sides[side][row]
        if line.act is Act.LEAVE:
            self.held.append(Held(line.name, side, row, whole_row=True))
            return
        for column in self.terms.waiting(side, row, cells, self.base.get(row)):
            self.held.append(Held(line.name, side, row, column, cells.get(column), whole_row=True))

    def add(self, row: str, to: Side) -> None:
        """The row goes whole to the side that lacks it; what that side alone may say stays as it was agreed."""
        cells, known = self.sides[OTHER[to]][row], self.base.get(row, NOTHING)
        leaving = self.terms.leaving(OTHER[to])
        added = {column: (cells if column in leaving else known).get(column) for column in self.columns}
        added = {column: value if _can_be_written(value) else None for column, value in added.items()}
        self.needs[to].adds.append(AddRow(row, added))
        for column, flow in self.columns.items():
            here, there = cells.get(column), added[column]
            if not same(here, there):
                ours, theirs = (there, here) if to == "workbook" else (here, there)
                self.cell(flow, Conflict(row, column, known.get(column), ours, theirs))

    def both(self, row: str, ours: Cells, theirs: Cells) -> None:
        known = self.base.get(row, NOTHING)
        # A row is known once both sides have it, or its deletion on one would later look like a new row on the other.
        agreed: dict[str, Cell] = {} if row in self.base else dict.fromkeys(self.columns)
        for column, flow in self.columns.items():
            our, their, base = ours.get(column), theirs.get(column), known.get(column)
            if not same(our, their):
                self.cell(flow, Conflict(row, column, base, our, their))
            elif not same(our, base):
                agreed[column] = our
        if agreed:
            self.agreed[row] = agreed

    def cell(self, flow: Flow, cell: Conflict) -> None:
        line = CELLS[flow, self.terms.cell_fact("workbook", flow, cell), self.terms.cell_fact("shared", flow, cell)]
        if line.act is Act.CONFLICT:
            self.conflict(line, cell)
        elif line.act is Act.HOLD:
            self.hold_cell(line, flow, cell)
        else:
            self.write(_WRITTEN[line.act], cell)
            if line.sentence:
                self.say(line, cell)

    def write(self, side: Side, cell: Conflict) -> None:
        before, after = (cell.workbook, cell.shared) if side == "workbook" else (cell.shared, cell.workbook)
        # Where the row goes whole to the other side, that carries the agreement: a cell alone would be half a row.
        agrees = cell.row in self.sides[OTHER[side]]
        self.needs[side].sets.append(SetCell(cell.row, cell.column, before, after, agrees))

    def say(self, line: CellLine | Rule, cell: Conflict) -> None:
        self.happenings.append(Happening(line.name, cell.row, cell.column, cell.workbook, cell.shared))

    def hold_cell(self, line: CellLine, flow: Flow, cell: Conflict) -> None:
        values: dict[Side, Cell] = {"workbook": cell.workbook, "shared": cell.shared}
        for side in SIDES:
            if self.terms.cell_fact(side, flow, cell) is Fact.REFUSED and cell.column in self.terms.leaving(side):
                held = Held(line.name, side, cell.row, cell.column, values[side], values[OTHER[side]])
                self.held.append(held)

    def conflict(self, line: CellLine, cell: Conflict) -> None:
        place = (cell.row, cell.column)
        chosen, was_shown = self.terms.choices.get(place), cell.is_as_shown(self.terms.unsettled.get(place))
        if chosen and was_shown:
            self.write(OTHER[chosen], cell)
            self.say(_SETTLED[chosen], cell)
            self.settled.add(place)
            return
        self.conflicts[place] = cell
        if chosen or not was_shown:
            self.say(CHOSEN_TOO_LATE if chosen else line, cell)

    def earlier_conflicts(self) -> None:
        """Conflicts that people were shown: those that ended are told, those not looked at this time stay."""
        waiting = {(held.row, None if held.whole_row else held.column) for held in self.held}
        for (row, column), earlier in self.terms.unsettled.items():
            places = {(row, column), (row, None)}
            if column not in self.terms.columns:
                self.conflicts[row, column] = earlier
            elif places.isdisjoint(self.conflicts) and places.isdisjoint(self.settled) and places.isdisjoint(waiting):
                ours, theirs = (self.sides[side].get(row, NOTHING).get(column) for side in SIDES)
                self.happenings.append(Happening(CONFLICT_OVER.name, row, column, ours, theirs))
