"""docs/merge.md: the decision table for people to read, from the very lines that the merge looks up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pepsheets.sync.decisions import (
    CELL_LINES,
    EVERY_FLOW,
    ROW_LINES,
    RULES,
    THERE,
    TYPED,
    Base,
    CellLine,
    Fact,
    Flow,
    RowLine,
    Rule,
)
from pepsheets.sync.valves import FEW_CELLS, FEW_ROWS, ONE_IN

_OPENING = """\
# How two sides agree again

Printed by `scripts/build_reference.py` from `pepsheets/sync/decisions.py`, where the merge looks up each decision.

The workbook and the shared sheet are compared with what both last agreed on: first row by row, by the hidden row ID,
then cell by cell. Nothing agreed yet reads as blank. Values are compared as values: 60 and 60.00 are one number, and
blank cells are alike however they became blank. Only cells that somebody touched are ever written."""

_ROWS = """\
## Rows

*Both ways* is how a share usually goes. A share is read-only where every column of the tab goes one way. A row
counts as changed where a cell that goes to the other side is; all that stood in a deleted row is kept in the history.
A row without an agreed past that has a cell which fails its check waits as a whole: half a row would be no use to the
other side. In a row that both sides have, only the cell itself waits."""

_CELLS = """\
## Cells, in rows that both sides have

Cells that hold the same value on both sides are agreed, whoever typed it. These differ. An error such as `#REF!`
counts as a value that fails its check."""

_RULES = """\
## Conflicts from round to round, and computed columns"""

_VALVES = f"""\
## What stops a tab and asks

Before anything is written, a tab stops where one side has emptied; where more than {FEW_ROWS} rows and more than one
in {ONE_IN} of them were deleted on one side; or where more than {FEW_CELLS} cells and more than half of the filled
ones were changed on one side. `pepsheets approve` releases exactly the plan that is shown."""


def merge_page() -> str:
    """The text of docs/merge.md."""
    rows = _table(
        ("Share", "Row", "Workbook", "Shared sheet", "What is done", "What a person is told"), map(_row, ROW_LINES)
    )
    cells = _table(
        ("Column", "Workbook", "Shared sheet", "What is done", "What a person is told"), map(_cell, CELL_LINES)
    )
    rules = _table(("What happened", "What is done", "What a person is told"), map(_rule, RULES))
    return "\n\n".join((_OPENING, _ROWS, rows, _CELLS, cells, _RULES, rules, _VALVES)) + "\n"


def _table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rules = ["---"] * len(headings)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, rules, *lines))


def _row(line: RowLine) -> tuple[str, ...]:
    known = "any" if len(line.base) == len(Base) else _either(base.value for base in line.base)
    sides = (_facts(line.workbook), _facts(line.shared))
    if Base.AGREED not in line.base:
        sides = (sides[0].replace(Fact.CHANGED.value, "there"), sides[1].replace(Fact.CHANGED.value, "there"))
    return (_flows(line.flows), known, *sides, line.act.value, _told(line.sentence))


def _cell(line: CellLine) -> tuple[str, ...]:
    return (line.flow.value, _facts(line.workbook), _facts(line.shared), line.act.value, _told(line.sentence))


def _rule(rule: Rule) -> tuple[str, ...]:
    return (rule.when, rule.done, _told(rule.sentence))


def _flows(flows: Sequence[Flow]) -> str:
    return "any" if flows == EVERY_FLOW else _either(flow.value for flow in flows)


def _facts(facts: Sequence[Fact]) -> str:
    if facts == THERE:
        return "there"
    return "changed, whatever its check says" if facts == TYPED else _either(fact.value for fact in facts)


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)


def _told(sentence: str) -> str:
    named = {"{value}": "*value*", "{other}": "*other value*", "{workbook}": "*value*", "{shared}": "*other value*"}
    for name, words in named.items():
        sentence = sentence.replace(name, words)
    return sentence
