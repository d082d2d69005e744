"""The decision table of synchronising: what happened on the two sides, what is done about it, what a person is told.

The merge looks its decisions up here and nowhere else, and docs/merge.md is printed from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product


class Flow(Enum):
    """Which way the values of a column go."""

    TWO_WAY = "both ways"
    TO_SHARED = "to the shared sheet"
    TO_WORKBOOK = "to the workbook"
    COMPUTED = "computed in the workbook, and shown on the shared sheet"


class Base(Enum):
    """What the two sides last agreed on about a row."""

    AGREED = "known"
    NONE = "new"
    DELETED = "deleted by agreement"


class Fact(Enum):
    """How a row or a cell stands on one side, against what was agreed. Nothing agreed reads as blank."""

    ABSENT = "not there"
    AS_AGREED = "as agreed"
    CHANGED = "changed"
    REFUSED = "changed, and fails its check"


class Act(Enum):
    """What is done about a row or a cell."""

    MERGE = "Its cells are merged one by one."
    FORGET = "Agreed: the row is gone, and kept in the history."
    DELETE_IN_WORKBOOK = "Deleted from the workbook, and kept in the history."
    DELETE_ON_SHARED = "Deleted from the shared sheet, and kept in the history."
    ADD_TO_WORKBOOK = "The whole row is added to the workbook."
    ADD_TO_SHARED = "The whole row is added to the shared sheet."
    LEAVE = "It stays where it was typed and goes no further."
    HOLD = "It stays where it was typed, and waits until it passes its check."
    WRITE_WORKBOOK = "Written to the workbook."
    WRITE_SHARED = "Written to the shared sheet."
    PUT_BACK_WORKBOOK = "The workbook shows again what the shared sheet says; what was typed is kept in the history."
    PUT_BACK_SHARED = "The shared sheet shows again what the workbook says; what was typed is kept in the history."
    CONFLICT = "Neither side is changed; both values stand on the Conflicts tab."


@dataclass(frozen=True, slots=True)
class RowLine:
    """One line of the table of rows. ``flows`` are those of a share: two-way, or read-only for one side."""

    name: str
    flows: tuple[Flow, ...]
    base: tuple[Base, ...]
    workbook: tuple[Fact, ...]
    shared: tuple[Fact, ...]
    act: Act
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of the table of cells that differ between the sides, in rows that both sides have."""

    name: str
    flow: Flow
    workbook: tuple[Fact, ...]
    shared: tuple[Fact, ...]
    act: Act
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of what needs no look at the facts of a side."""

    name: str
    when: str
    done: str
    sentence: str = ""


EVERY_FLOW = (Flow.TWO_WAY, Flow.TO_SHARED, Flow.TO_WORKBOOK)
OUT = (Flow.TWO_WAY, Flow.TO_SHARED)
IN = (Flow.TWO_WAY, Flow.TO_WORKBOOK)
THERE = (Fact.AS_AGREED, Fact.CHANGED, Fact.REFUSED)
GOOD = (Fact.AS_AGREED, Fact.CHANGED)
TYPED = (Fact.CHANGED, Fact.REFUSED)
UNAGREED = (Base.NONE, Base.DELETED)

_ABSENT, _AS_AGREED, _CHANGED, _REFUSED = ((fact,) for fact in Fact)
_KNOWN, _NEW, _DELETED = ((base,) for base in Base)
_TWO_WAY, _TO_SHARED, _TO_WORKBOOK = ((flow,) for flow in EVERY_FLOW)

_WAITS_IN_WORKBOOK = (
    "The row is in the workbook alone, since one of its cells says {value}, which fails its check. "
    "Put it right there, and the whole row follows."
)
_WAITS_ON_SHARED = (
    "The row is on the shared sheet alone, since one of its cells says {value}, which fails its check. "
    "Put it right there, and the whole row follows."
)

ROW_LINES = (
    RowLine("on_both_sides", EVERY_FLOW, (Base.AGREED, Base.NONE), THERE, THERE, Act.MERGE),
    RowLine(
        "restored_on_both_sides", EVERY_FLOW, _DELETED, THERE, THERE, Act.MERGE,
        "The row had been deleted from both sides and stands on both again: it is kept.",
    ),
    RowLine("deleted_on_both_sides", EVERY_FLOW, _KNOWN, _ABSENT, _ABSENT, Act.FORGET),
    RowLine("deleted_in_workbook", OUT, _KNOWN, _ABSENT, _AS_AGREED, Act.DELETE_ON_SHARED),
    RowLine("deleted_on_shared", IN, _KNOWN, _AS_AGREED, _ABSENT, Act.DELETE_IN_WORKBOOK),
    RowLine(
        "deleted_in_workbook_changed_on_shared", _TWO_WAY, _KNOWN, _ABSENT, _CHANGED, Act.ADD_TO_WORKBOOK,
        "The row was deleted from the workbook but had been changed on the shared sheet: it is back in the workbook. "
        "Delete it again if it should go.",
    ),
    RowLine(
        "deleted_on_shared_changed_in_workbook", _TWO_WAY, _KNOWN, _CHANGED, _ABSENT, Act.ADD_TO_SHARED,
        "The row was deleted from the shared sheet but had been changed in the workbook: it is back on the shared "
        "sheet. Delete it again if it should go.",
    ),
    RowLine(
        "deleted_in_workbook_refused_on_shared", IN, _KNOWN, _ABSENT, _REFUSED, Act.HOLD, _WAITS_ON_SHARED
    ),
    RowLine(
        "deleted_on_shared_refused_in_workbook", OUT, _KNOWN, _REFUSED, _ABSENT, Act.HOLD, _WAITS_IN_WORKBOOK
    ),
    RowLine("new_in_workbook", OUT, _NEW, _CHANGED, _ABSENT, Act.ADD_TO_SHARED),
    RowLine("new_on_shared", IN, _NEW, _ABSENT, _CHANGED, Act.ADD_TO_WORKBOOK),
    RowLine("new_in_workbook_refused", OUT, UNAGREED, _REFUSED, _ABSENT, Act.HOLD, _WAITS_IN_WORKBOOK),
    RowLine("new_on_shared_refused", IN, UNAGREED, _ABSENT, _REFUSED, Act.HOLD, _WAITS_ON_SHARED),
    RowLine(
        "restored_in_workbook", OUT, _DELETED, _CHANGED, _ABSENT, Act.ADD_TO_SHARED,
        "The row had been deleted from both sides and was put back in the workbook: it is on the shared sheet again.",
    ),
    RowLine(
        "restored_on_shared", IN, _DELETED, _ABSENT, _CHANGED, Act.ADD_TO_WORKBOOK,
        "The row had been deleted from both sides and was put back on the shared sheet: it is in the workbook again.",
    ),
    RowLine(
        "deleted_on_read_only_shared", _TO_SHARED, _KNOWN, GOOD, _ABSENT, Act.ADD_TO_SHARED,
        "The row was deleted from the shared sheet, which only shows what the workbook says: it is back. "
        "Delete it in the workbook if it should go.",
    ),
    RowLine(
        "deleted_in_read_only_workbook", _TO_WORKBOOK, _KNOWN, _ABSENT, GOOD, Act.ADD_TO_WORKBOOK,
        "The row was deleted from the workbook, which only shows what the shared sheet says here: it is back. "
        "Delete it on the shared sheet if it should go.",
    ),
    RowLine(
        "added_on_read_only_shared", _TO_SHARED, UNAGREED, _ABSENT, TYPED, Act.LEAVE,
        "The row was added on the shared sheet, which only shows what the workbook says: it stays there and goes no "
        "further. Type it in the workbook if it is wanted.",
    ),
    RowLine(
        "added_in_read_only_workbook", _TO_WORKBOOK, UNAGREED, TYPED, _ABSENT, Act.LEAVE,
        "The row was added in the workbook, which only shows what the shared sheet says here: it stays there and goes "
        "no further. Type it on the shared sheet if it is wanted.",
    ),
)  # fmt: skip

_HELD = (
    "The cell says {value}, which fails its check: it stays where it was typed until it is put right. "
    "The other side says {other}."
)

CELL_LINES = (
    CellLine("typed_in_workbook", Flow.TWO_WAY, _CHANGED, _AS_AGREED, Act.WRITE_SHARED),
    CellLine("typed_on_shared", Flow.TWO_WAY, _AS_AGREED, _CHANGED, Act.WRITE_WORKBOOK),
    CellLine(
        "typed_on_both_sides", Flow.TWO_WAY, _CHANGED, _CHANGED, Act.CONFLICT,
        "Typed differently on both sides: the workbook has {workbook}, the shared sheet has {shared}. "
        "Neither was changed. Choose one on the Conflicts tab.",
    ),
    CellLine("refused_in_workbook", Flow.TWO_WAY, _REFUSED, GOOD, Act.HOLD, _HELD),
    CellLine("refused_on_shared", Flow.TWO_WAY, GOOD, _REFUSED, Act.HOLD, _HELD),
    CellLine("refused_on_both_sides", Flow.TWO_WAY, _REFUSED, _REFUSED, Act.HOLD, _HELD),
    CellLine("typed_for_shared", Flow.TO_SHARED, _CHANGED, _AS_AGREED, Act.WRITE_SHARED),
    CellLine(
        "typed_where_shared_only_shows", Flow.TO_SHARED, GOOD, TYPED, Act.PUT_BACK_SHARED,
        "The shared sheet had {shared} in a column that only shows what the workbook says: it shows {workbook} again. "
        "Change it in the workbook if the other is right.",
    ),
    CellLine("refused_for_shared", Flow.TO_SHARED, _REFUSED, THERE, Act.HOLD, _HELD),
    CellLine("typed_for_workbook", Flow.TO_WORKBOOK, _AS_AGREED, _CHANGED, Act.WRITE_WORKBOOK),
    CellLine(
        "typed_where_workbook_only_shows", Flow.TO_WORKBOOK, TYPED, GOOD, Act.PUT_BACK_WORKBOOK,
        "The workbook had {workbook} in a column that only shows what the shared sheet says: it shows {shared} again. "
        "Change it on the shared sheet if the other is right.",
    ),
    CellLine("refused_for_workbook", Flow.TO_WORKBOOK, THERE, _REFUSED, Act.HOLD, _HELD),
)  # fmt: skip

AGREED = Rule("same_on_both_sides", "Both sides hold the same value", "Agreed. Nothing is written.")
COMPUTED = Rule(
    "computed_differs",
    "A computed column shows something else on the shared sheet",
    "Written to the shared sheet; what stood there is kept in the history. Never read back.",
)
CONFLICT_AGAIN = Rule("conflict_again", "A conflict that was shown before, both values unchanged", "It stays as it is.")
SETTLED_FOR_WORKBOOK = Rule(
    "settled_for_workbook",
    "A conflict, and a person chose the workbook's value",
    "Written to the shared sheet.",
    "The conflict is settled: {workbook} was chosen, from the workbook. {shared} is kept in the history.",
)
SETTLED_FOR_SHARED = Rule(
    "settled_for_shared",
    "A conflict, and a person chose the shared sheet's value",
    "Written to the workbook.",
    "The conflict is settled: {shared} was chosen, from the shared sheet. {workbook} is kept in the history.",
)
CHOSEN_TOO_LATE = Rule(
    "chosen_too_late",
    "A conflict, and a person chose, but a value has changed since it was shown",
    "It stays a conflict, with the values of now.",
    "The choice was not used, because a value changed after the conflict was shown: the workbook has {workbook}, the "
    "shared sheet has {shared}. Choose again.",
)
CONFLICT_OVER = Rule(
    "conflict_over",
    "A conflict that was shown before is no longer one",
    "The values of now are merged.",
    "The conflict is over: the two sides no longer differ in what was typed since they last agreed.",
)
RULES = (AGREED, COMPUTED, CONFLICT_AGAIN, SETTLED_FOR_WORKBOOK, SETTLED_FOR_SHARED, CHOSEN_TOO_LATE, CONFLICT_OVER)

Line = RowLine | CellLine | Rule
LINES: dict[str, Line] = {line.name: line for line in (*ROW_LINES, *CELL_LINES, *RULES)}


def _rows() -> Iterator[tuple[tuple[Flow, Base, Fact, Fact], RowLine]]:
    for line in ROW_LINES:
        for case in product(line.flows, line.base, line.workbook, line.shared):
            yield case, line


def _cells() -> Iterator[tuple[tuple[Flow, Fact, Fact], CellLine]]:
    for line in CELL_LINES:
        for workbook, shared in product(line.workbook, line.shared):
            yield (line.flow, workbook, shared), line


ROWS = dict(_rows())
"""The line of the table for a row: its flow, what was agreed, and how it stands on each side."""
CELLS = dict(_cells())
"""The line of the table for a cell that differs: its column's flow, and how it stands on each side."""


def row_flow(columns: tuple[Flow, ...]) -> Flow:
    """Which way whole rows go, given how their columns do: one way only where every column goes that way.

    >>> row_flow((Flow.TO_SHARED, Flow.COMPUTED)).value
    'to the shared sheet'
    """
    ways = set(columns) - {Flow.COMPUTED} or {Flow.TO_SHARED}
    return ways.pop() if len(ways) == 1 else Flow.TWO_WAY
