"""The decision table is whole, says each thing once, and is the page that people read."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from pepsheets.sync.decisions import (
    CELL_LINES,
    CELLS,
    EVERY_FLOW,
    LINES,
    ROW_LINES,
    ROWS,
    RULES,
    Act,
    Base,
    CellLine,
    Fact,
    Flow,
    Line,
    RowLine,
    row_flow,
)
from pepsheets.sync.explained import merge_page

PAGE = Path(__file__).parents[2] / "docs" / "merge.md"
PRESENT = (Fact.AS_AGREED, Fact.CHANGED, Fact.REFUSED)
MIRRORED_FLOWS = {
    Flow.TWO_WAY: Flow.TWO_WAY,
    Flow.TO_SHARED: Flow.TO_WORKBOOK,
    Flow.TO_WORKBOOK: Flow.TO_SHARED,
}
MIRRORED_ACTS = {
    Act.DELETE_IN_WORKBOOK: Act.DELETE_ON_SHARED,
    Act.ADD_TO_WORKBOOK: Act.ADD_TO_SHARED,
    Act.WRITE_WORKBOOK: Act.WRITE_SHARED,
    Act.PUT_BACK_WORKBOOK: Act.PUT_BACK_SHARED,
}
MIRRORED_ACTS |= {other: one for one, other in MIRRORED_ACTS.items()}


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == merge_page(), "run scripts/build_reference.py"


def test_every_line_has_a_name_of_its_own() -> None:
    assert len(LINES) == len(ROW_LINES) + len(CELL_LINES) + len(RULES)


def test_no_case_has_two_lines() -> None:
    rows = [case for line in ROW_LINES for case in product(line.flows, line.base, line.workbook, line.shared)]
    cells = [(line.flow, *facts) for line in CELL_LINES for facts in product(line.workbook, line.shared)]
    assert len(rows) == len(set(rows)) and len(cells) == len(set(cells))


def test_every_case_of_a_cell_has_a_line() -> None:
    """All but what cannot be: two cells that differ, both of which are as agreed; and values that do not flow back."""
    expected = {
        (flow, ours, theirs)
        for flow, ours, theirs in product(EVERY_FLOW, PRESENT, PRESENT)
        if (ours, theirs) != (Fact.AS_AGREED, Fact.AS_AGREED)
    }
    assert CELLS.keys() == expected


def facts_of(base: Base, *, leaves: bool) -> tuple[Fact, ...]:
    """How a row may stand on a side; where nothing leaves the side, nobody can have changed what does."""
    if leaves:
        return (Fact.ABSENT, *PRESENT) if base is Base.AGREED else (Fact.ABSENT, Fact.CHANGED, Fact.REFUSED)
    return (Fact.ABSENT, Fact.AS_AGREED if base is Base.AGREED else Fact.CHANGED)


def test_every_case_of_a_row_has_a_line() -> None:
    for flow, base in product(EVERY_FLOW, Base):
        ours = facts_of(base, leaves=flow is not Flow.TO_WORKBOOK)
        theirs = facts_of(base, leaves=flow is not Flow.TO_SHARED)
        for case in product(ours, theirs):
            if base is Base.AGREED or case != (Fact.ABSENT, Fact.ABSENT):
                assert (flow, base, *case) in ROWS


def test_neither_side_is_favoured() -> None:
    for (flow, base, ours, theirs), line in ROWS.items():
        mirror = ROWS[MIRRORED_FLOWS[flow], base, theirs, ours]
        assert mirror.act is MIRRORED_ACTS.get(line.act, line.act)
        assert bool(mirror.sentence) == bool(line.sentence)
    for (flow, ours, theirs), cell_line in CELLS.items():
        opposite = CELLS[MIRRORED_FLOWS[flow], theirs, ours]
        assert opposite.act is MIRRORED_ACTS.get(cell_line.act, cell_line.act)
        assert bool(opposite.sentence) == bool(cell_line.sentence)


@pytest.mark.parametrize("line", [*ROW_LINES, *CELL_LINES], ids=lambda line: line.name)
def test_whatever_waits_or_is_put_back_is_told(line: RowLine | CellLine) -> None:
    told = {Act.HOLD, Act.LEAVE, Act.CONFLICT, Act.PUT_BACK_SHARED, Act.PUT_BACK_WORKBOOK}
    assert line.sentence or line.act not in told


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.name)
def test_sentences_are_sentences(line: Line) -> None:
    names = set(re.findall(r"{(\w+)}", line.sentence))
    assert names <= {"value", "other"} or names <= {"workbook", "shared"}
    assert not line.sentence or re.fullmatch(r"[A-Z{].*\.", line.sentence)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ((Flow.TWO_WAY,), Flow.TWO_WAY),
        ((Flow.TO_SHARED, Flow.COMPUTED), Flow.TO_SHARED),
        ((Flow.TO_WORKBOOK, Flow.TO_WORKBOOK), Flow.TO_WORKBOOK),
        ((Flow.TO_SHARED, Flow.TO_WORKBOOK), Flow.TWO_WAY),
        ((Flow.TO_SHARED, Flow.TWO_WAY), Flow.TWO_WAY),
        ((Flow.COMPUTED,), Flow.TO_SHARED),
    ],
)
def test_rows_go_one_way_only_where_every_column_does(columns: tuple[Flow, ...], rows: Flow) -> None:
    assert row_flow(columns) is rows
