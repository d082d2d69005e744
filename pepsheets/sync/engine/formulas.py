"""Cells that hold a formula of somebody's: none is ever written over, so what belongs there waits and is said."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from pepsheets.sheets import Cell, CellChange, Plan, Workbook, cell_name
from pepsheets.sync.changes import Changes, Merged, SetCell, Side
from pepsheets.sync.decisions import Flow
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.reading import ReadTab
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.values import shown

Place = tuple[str, str]
"""A cell by its row ID and column key."""

_TYPED = (
    "The cell holds a formula, so {value}, which the other side says, was not written over it. Type the value in place "
    "of the formula, or move the formula to a column of your own."
)
_COMPUTED = "The cell holds a formula where pepsheets shows its own result. Clear the cell, and the result comes back."


@dataclass(frozen=True, slots=True)
class Behind:
    """A cell that keeps its formula, and so lacks what belongs there; ``value`` is what it shows."""

    side: Side
    row: str
    column: str
    value: Cell
    sentence: str


@dataclass(frozen=True, slots=True)
class Formulas:
    """The cells of a tab that hold formulas, on both sides."""

    workbook: Mapping[Place, Cell]
    shared: Mapping[Place, Cell]

    def of(self, side: Side) -> Mapping[Place, Cell]:
        return self.workbook if side == "workbook" else self.shared


def formulas_of(pair: Pair, ours: Mapping[str, int], theirs: Mapping[str, int]) -> Formulas:
    """The formulas in the columns of a share. Where its rows stand on either side is given by row ID."""
    return Formulas(dict(_formulas(pair, pair.workbook, ours)), dict(_formulas(pair, pair.shared, theirs)))


def _formulas(pair: Pair, tab: ReadTab, rows: Mapping[str, int]) -> Iterator[tuple[Place, Cell]]:
    formulas = tab.located.sheet.formulas
    for row_id, position in rows.items() if formulas else ():
        for key in pair.flows:
            if (position, tab.places[key]) in formulas:
                yield (row_id, key), tab.cell(position, tab.places[key])


def behind(pair: Pair, merged: Merged, formulas: Formulas) -> Iterator[Behind]:
    """The cells whose formulas stand in the way of what the merge wants, and of results."""
    sides: tuple[Side, Side] = ("workbook", "shared")
    for side in sides:
        found = formulas.of(side)
        for change in merged.changes(side).sets:
            if (place := (change.row, change.column)) in found:
                yield Behind(side, *place, found[place], _TYPED.format(value=shown(change.after)))
    for (row, column), value in formulas.shared.items():
        if pair.flows[column] is Flow.COMPUTED:
            yield Behind("shared", row, column, value, _COMPUTED)


def without_formulas(merged: Merged, formulas: Formulas) -> Merged:
    """The merge but for the cells that hold formulas, and for what would be said of them."""
    ours, theirs = (_left(merged.changes(side).sets, formulas.of(side)) for side in ("workbook", "shared"))
    dropped = {*_dropped(merged.workbook, ours), *_dropped(merged.shared, theirs)}
    return replace(
        merged,
        workbook=replace(merged.workbook, sets=ours),
        shared=replace(merged.shared, sets=theirs),
        happenings=tuple(each for each in merged.happenings if (each.row, each.column) not in dropped),
    )


def _left(sets: tuple[SetCell, ...], formulas: Container[Place]) -> tuple[SetCell, ...]:
    return tuple(each for each in sets if (each.row, each.column) not in formulas)


def _dropped(changes: Changes, left: tuple[SetCell, ...]) -> set[Place]:
    return {(each.row, each.column) for each in changes.sets} - {(each.row, each.column) for each in left}


def around_formulas(plan: Plan, workbook: Workbook) -> Plan:
    """A plan for lines that we only show, but for the cells in which somebody typed a formula."""
    formulas = {sheet.name: sheet.formulas for sheet in workbook.sheets}
    return replace(plan, cells=tuple(each for each in plan.cells if not _is_formula(each, formulas)))


def _is_formula(change: CellChange, formulas: Mapping[str, frozenset[tuple[int, int]]]) -> bool:
    return (change.row, change.column) in formulas.get(change.tab, frozenset())


def in_ids(tab: ReadTab, where: str) -> Iterator[Told]:
    """Why a tab cannot be merged whose column of IDs holds formulas. ``where`` is the side in words."""
    place = tab.id_place
    for row in tab.rows if place else ():
        if place and (row.position, place) in tab.located.sheet.formulas:
            cell = cell_name(row.position, place)
            sentence = f"the cell {cell} {where} holds a formula. Clear it: pepsheets fills it."
            yield Told(tab.tab.tab, "", "Row ID", sentence)
