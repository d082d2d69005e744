"""Two sides and their base, in any state that people can bring them to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TypeVar

from hypothesis import strategies as st

from pepsheets.sheets import Cell, CellError
from pepsheets.sync.changes import SIDES, Cells, Merged, Rows, Side, advanced, applied
from pepsheets.sync.decisions import Flow
from pepsheets.sync.merge import merge
from pepsheets.sync.terms import Terms

T = TypeVar("T")

COLUMNS = ("fee", "note")
IDS = ("R1", "R2")
VALUES: tuple[Cell, ...] = (None, "Oak", "Elm", 1.0, True, date(2026, 9, 1), CellError("#REF!"))
PLACES = tuple(product(SIDES, IDS, COLUMNS))
TWO_WAY = dict.fromkeys(COLUMNS, Flow.TWO_WAY)

ROW = st.none() | st.tuples(*(st.sampled_from(VALUES) for _ in COLUMNS))
ROWS = st.tuples(*(ROW for _ in IDS))
FLOWS = st.sampled_from(
    [dict(zip(COLUMNS, flows, strict=True)) for flows in product(tuple(Flow)[:3], repeat=len(COLUMNS))]
)


@dataclass(frozen=True)
class Before:
    """Everything a merge is given."""

    base: Rows
    workbook: Rows
    shared: Rows
    terms: Terms

    def merged(self) -> Merged:
        return merge(self.base, self.workbook, self.shared, self.terms)

    def rows(self, side: Side) -> Rows:
        return self.workbook if side == "workbook" else self.shared


def rows_of(cells: tuple[tuple[Cell, ...] | None, ...]) -> dict[str, Cells]:
    """Rows by their IDs. Blank cells are left out in one row and said to be blank in the other: both are blank."""
    rows: dict[str, Cells] = {}
    for row, values in zip(IDS, cells, strict=True):
        if values is not None:
            named = dict(zip(COLUMNS, values, strict=True))
            rows[row] = named if row == "R1" else {key: value for key, value in named.items() if value is not None}
    return rows


@st.composite
def states(draw: st.DrawFn, flows: st.SearchStrategy[dict[str, Flow]] = FLOWS) -> Before:
    """Rows that are new, deleted, typed over or left alone on either side; some checks fail; some were gone before."""
    base = draw(ROWS)
    sides = [tuple(map(latest, base, draw(ROWS), draw(FATES))) for _ in SIDES]
    refused, gone = draw(st.integers(0, 2 ** len(PLACES) - 1)), draw(st.integers(0, 2 ** len(IDS) - 1))
    terms = Terms(draw(flows), chosen(PLACES, refused & draw(SOME)), chosen(IDS, gone))
    return Before(rows_of(base), rows_of(sides[0]), rows_of(sides[1]), terms)


FATES = st.tuples(*(st.sampled_from(["left alone", "typed over", "half typed over"]) for _ in IDS))
SOME = st.integers(0, 2 ** len(PLACES) - 1)


def latest(base: tuple[Cell, ...] | None, typed: tuple[Cell, ...] | None, fate: str) -> tuple[Cell, ...] | None:
    if fate == "left alone":
        return base
    return (typed[0], *base[1:]) if fate == "half typed over" and base and typed else typed


def chosen(items: tuple[T, ...], bits: int) -> frozenset[T]:
    return frozenset(item for number, item in enumerate(items) if bits >> number & 1)


def after(before: Before, merged: Merged, *written: Side) -> Before:
    """What the next round finds when the changes of these sides stand, and nobody has typed since."""
    sides = {side: applied(before.rows(side), merged.changes(side)) for side in written}
    agreement = merged.agreed_after(*written)
    known = before.terms.gone if isinstance(before.terms.gone, frozenset) else frozenset()
    terms = replace(
        before.terms,
        gone=(known | set(agreement.gone)) - set(agreement.cells),
        unsettled={(conflict.row, conflict.column): conflict for conflict in merged.conflicts},
        choices={},
    )
    base = advanced(before.base, agreement)
    return Before(base, sides.get("workbook", before.workbook), sides.get("shared", before.shared), terms)


def every_state_of_a_cell(flow: Flow) -> Iterator[Before]:
    """Each way in which a row with one cell can stand, be refused, and have been deleted before."""
    values: tuple[Cell, ...] = (None, "Oak", 1.0, True, CellError("#REF!"))
    rows: list[Rows] = [{}, *({"R1": {"fee": value}} for value in values)]
    refusals: list[frozenset[tuple[Side, str, str]]] = [
        frozenset(),
        *(frozenset({(side, "R1", "fee")}) for side in SIDES),
    ]
    for base, workbook, shared in product(rows, repeat=3):
        for refused, gone in product([*refusals, refusals[1] | refusals[2]], [frozenset[str](), frozenset({"R1"})]):
            yield Before(base, workbook, shared, Terms({"fee": flow}, refused, gone))
