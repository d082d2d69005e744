"""Every line of the decision table, followed: what the two sides come to, and what a person is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from pepsheets.sync.changes import (
    AddRow,
    Agreement,
    Cells,
    Changes,
    Conflict,
    DeleteRow,
    Held,
    Merged,
    SetCell,
    Side,
)
from pepsheets.sync.decisions import LINES, Flow
from pepsheets.sync.merge import merge
from pepsheets.sync.terms import Terms

BOTH = {"fee": Flow.TWO_WAY, "note": Flow.TWO_WAY}
OUT = dict.fromkeys(BOTH, Flow.TO_SHARED)
IN = dict.fromkeys(BOTH, Flow.TO_WORKBOOK)
NO_CHANGES, NOTHING_NEW = Changes(), Agreement()

OLD: Cells = {"fee": 60.0, "note": "paid"}
NEW: Cells = {"fee": 65.0, "note": "paid"}
NEWER: Cells = {"fee": 70.0, "note": "paid"}
KNOWN: Cells = {"fee": None, "note": None}


@dataclass(frozen=True)
class Case:
    """One row R1 as it stands (none: not there), the terms, what must come of it, and the words."""

    line: str
    base: Cells | None
    workbook: Cells | None
    shared: Cells | None
    columns: dict[str, Flow] = field(default_factory=lambda: BOTH)
    refused: frozenset[tuple[Side, str, str]] = frozenset()
    was_gone: bool = False
    shown: Conflict | None = None
    chosen: Side | None = None
    to_workbook: Changes = NO_CHANGES
    to_shared: Changes = NO_CHANGES
    agreed: Agreement = NOTHING_NEW
    conflict: Conflict | None = None
    held: tuple[Held, ...] = ()
    words: str = ""

    def merged(self) -> Merged:
        base, workbook, shared = (
            {} if cells is None else {"R1": cells} for cells in (self.base, self.workbook, self.shared)
        )
        place = ("R1", "fee")
        terms = Terms(
            self.columns,
            self.refused,
            {"R1"} if self.was_gone else frozenset(),
            {} if self.shown is None else {place: self.shown},
            {} if self.chosen is None else {place: self.chosen},
        )
        return merge(base, workbook, shared, terms)


def fee(before: float | None, after: float | None, *, agrees: bool = True) -> Changes:
    return Changes(sets=(SetCell("R1", "fee", before, after, agrees),))


def added(cells: Cells) -> Changes:
    return Changes(adds=(AddRow("R1", cells),))


def deleted(cells: Cells) -> Changes:
    return Changes(deletes=(DeleteRow("R1", cells),))


def refused(side: Side) -> frozenset[tuple[Side, str, str]]:
    return frozenset({(side, "R1", "fee")})


EITHER = refused("workbook") | refused("shared")
GONE = Agreement(gone=("R1",))
CONFLICT = Conflict("R1", "fee", 60.0, 65.0, 70.0)

ROWS = [
    Case("on_both_sides", None, OLD, OLD, agreed=Agreement({"R1": OLD})),
    Case(
        "restored_on_both_sides", None, OLD, OLD, was_gone=True, agreed=Agreement({"R1": OLD}),
        words="The row had been deleted from both sides and stands on both again: it is kept.",
    ),
    Case("deleted_on_both_sides", OLD, None, None, agreed=GONE),
    Case("deleted_in_workbook", OLD, None, OLD, to_shared=deleted(OLD)),
    Case("deleted_in_workbook", OLD, None, NEW, OUT, to_shared=deleted(NEW)),
    Case("deleted_on_shared", OLD, OLD, None, to_workbook=deleted(OLD)),
    Case("deleted_on_shared", OLD, NEW, None, IN, to_workbook=deleted(NEW)),
    Case(
        "deleted_in_workbook_changed_on_shared", OLD, None, NEW, to_workbook=added(NEW),
        words="The row was deleted from the workbook but had been changed on the shared sheet: it is back in the "
        "workbook. Delete it again if it should go.",
    ),
    Case(
        "deleted_on_shared_changed_in_workbook", OLD, NEW, None, to_shared=added(NEW),
        words="The row was deleted from the shared sheet but had been changed in the workbook: it is back on the "
        "shared sheet. Delete it again if it should go.",
    ),
    Case(
        "deleted_in_workbook_refused_on_shared", OLD, None, NEW, refused=refused("shared"),
        held=(Held("deleted_in_workbook_refused_on_shared", "shared", "R1", "fee", 65.0, whole_row=True),),
        words="The row is on the shared sheet alone, since one of its cells says '65', which fails its check. Put "
        "it right there, and the whole row follows.",
    ),
    Case(
        "deleted_on_shared_refused_in_workbook", OLD, NEW, None, refused=refused("workbook"),
        held=(Held("deleted_on_shared_refused_in_workbook", "workbook", "R1", "fee", 65.0, whole_row=True),),
        words="The row is in the workbook alone, since one of its cells says '65', which fails its check. Put it right "
        "there, and the whole row follows.",
    ),
    Case("new_in_workbook", None, OLD, None, to_shared=added(OLD)),
    Case("new_on_shared", None, None, OLD, to_workbook=added(OLD)),
    Case(
        "new_in_workbook_refused", None, OLD, None, refused=refused("workbook"),
        held=(Held("new_in_workbook_refused", "workbook", "R1", "fee", 60.0, whole_row=True),),
        words="The row is in the workbook alone, since one of its cells says '60', which fails its check. Put it right "
        "there, and the whole row follows.",
    ),
    Case(
        "new_on_shared_refused", None, None, {"note": "paid"}, refused=refused("shared"),
        held=(Held("new_on_shared_refused", "shared", "R1", "fee", None, whole_row=True),),
        words="The row is on the shared sheet alone, since one of its cells says nothing, which fails its check. "
        "Put it right there, and the whole row follows.",
    ),
    Case(
        "restored_in_workbook", None, OLD, None, was_gone=True, to_shared=added(OLD),
        words="The row had been deleted from both sides and was put back in the workbook: it is on the shared sheet "
        "again.",
    ),
    Case(
        "restored_on_shared", None, None, OLD, was_gone=True, to_workbook=added(OLD),
        words="The row had been deleted from both sides and was put back on the shared sheet: it is in the workbook "
        "again.",
    ),
    Case(
        "deleted_on_read_only_shared", OLD, NEW, None, OUT, to_shared=added(NEW),
        words="The row was deleted from the shared sheet, which only shows what the workbook says: it is back. "
        "Delete it in the workbook if it should go.",
    ),
    Case(
        "deleted_in_read_only_workbook", OLD, None, OLD, IN, to_workbook=added(OLD),
        words="The row was deleted from the workbook, which only shows what the shared sheet says here: it is back. "
        "Delete it on the shared sheet if it should go.",
    ),
    Case(
        "added_on_read_only_shared", None, None, OLD, OUT,
        held=(Held("added_on_read_only_shared", "shared", "R1", whole_row=True),),
        words="The row was added on the shared sheet, which only shows what the workbook says: it stays there and "
        "goes no further. Type it in the workbook if it is wanted.",
    ),
    Case(
        "added_in_read_only_workbook", None, OLD, None, IN, was_gone=True,
        held=(Held("added_in_read_only_workbook", "workbook", "R1", whole_row=True),),
        words="The row was added in the workbook, which only shows what the shared sheet says here: it stays there "
        "and goes no further. Type it on the shared sheet if it is wanted.",
    ),
]  # fmt: skip

HELD_OURS = Held("refused_in_workbook", "workbook", "R1", "fee", 65.0, 60.0)
HELD_THEIRS = Held("refused_on_shared", "shared", "R1", "fee", 70.0, 65.0)

CELLS = [
    Case("typed_in_workbook", OLD, NEW, OLD, to_shared=fee(60.0, 65.0)),
    Case("typed_in_workbook", KNOWN, {"fee": 65.0}, {}, to_shared=fee(None, 65.0)),
    Case("typed_in_workbook", OLD, {**OLD, "fee": None}, OLD, to_shared=fee(60.0, None)),
    Case("typed_on_shared", OLD, OLD, NEW, to_workbook=fee(60.0, 65.0)),
    Case("typed_on_shared", OLD, OLD, NEW, refused=refused("workbook"), to_workbook=fee(60.0, 65.0)),
    Case(
        "typed_on_both_sides", OLD, NEW, NEWER, conflict=CONFLICT,
        words="Typed differently on both sides: the workbook has '65', the shared sheet has '70'. Neither was "
        "changed. Choose one on the Conflicts tab.",
    ),
    Case(
        "refused_in_workbook", OLD, NEW, OLD, refused=refused("workbook"), held=(HELD_OURS,),
        words="The cell says '65', which fails its check: it stays where it was typed until it is put right. The "
        "other side says '60'.",
    ),
    Case(
        "refused_on_shared", OLD, NEW, NEWER, refused=refused("shared"), held=(HELD_THEIRS,),
        words="The cell says '70', which fails its check: it stays where it was typed until it is put right. The "
        "other side says '65'.",
    ),
    Case(
        "refused_on_both_sides", OLD, NEW, NEWER, refused=EITHER,
        held=(
            Held("refused_on_both_sides", "workbook", "R1", "fee", 65.0, 70.0),
            Held("refused_on_both_sides", "shared", "R1", "fee", 70.0, 65.0),
        ),
        words="The cell says '65', which fails its check: it stays where it was typed until it is put right. The "
        "other side says '70'.",
    ),
    Case("typed_for_shared", OLD, NEW, OLD, OUT, to_shared=fee(60.0, 65.0)),
    Case(
        "typed_where_shared_only_shows", OLD, OLD, NEW, OUT, to_shared=fee(65.0, 60.0),
        words="The shared sheet had '65' in a column that only shows what the workbook says: it shows '60' again. "
        "Change it in the workbook if the other is right.",
    ),
    Case(
        "refused_for_shared", OLD, NEW, NEWER, OUT, refused=EITHER,
        held=(Held("refused_for_shared", "workbook", "R1", "fee", 65.0, 70.0),),
        words="The cell says '65', which fails its check: it stays where it was typed until it is put right. The "
        "other side says '70'.",
    ),
    Case("typed_for_workbook", OLD, OLD, NEW, IN, to_workbook=fee(60.0, 65.0)),
    Case(
        "typed_where_workbook_only_shows", OLD, NEWER, NEW, IN, to_workbook=fee(70.0, 65.0),
        words="The workbook had '70' in a column that only shows what the shared sheet says: it shows '65' again. "
        "Change it on the shared sheet if the other is right.",
    ),
    Case(
        "refused_for_workbook", OLD, OLD, NEW, IN, refused=refused("shared"),
        held=(Held("refused_for_workbook", "shared", "R1", "fee", 65.0, 60.0),),
        words="The cell says '65', which fails its check: it stays where it was typed until it is put right. The "
        "other side says '60'.",
    ),
]  # fmt: skip

RULES = [
    Case("same_on_both_sides", OLD, NEW, NEW, agreed=Agreement({"R1": {"fee": 65.0}})),
    Case("conflict_again", OLD, NEW, NEWER, shown=CONFLICT, conflict=CONFLICT),
    Case(
        "settled_for_workbook", OLD, NEW, NEWER, shown=CONFLICT, chosen="workbook", to_shared=fee(70.0, 65.0),
        words="The conflict is settled: '65' was chosen, from the workbook. '70' is kept in the history.",
    ),
    Case(
        "settled_for_shared", OLD, NEW, NEWER, shown=CONFLICT, chosen="shared", to_workbook=fee(65.0, 70.0),
        words="The conflict is settled: '70' was chosen, from the shared sheet. '65' is kept in the history.",
    ),
    Case(
        "chosen_too_late", OLD, NEW, NEWER, shown=replace(CONFLICT, shared=69.0), chosen="shared", conflict=CONFLICT,
        words="The choice was not used, because a value changed after the conflict was shown: the workbook has '65', "
        "the shared sheet has '70'. Choose again.",
    ),
    Case(
        "conflict_over", OLD, NEW, NEW, shown=CONFLICT, agreed=Agreement({"R1": {"fee": 65.0}}),
        words="The conflict is over: the two sides no longer differ in what was typed since they last agreed.",
    ),
    Case(
        "conflict_over", OLD, OLD, NEWER, shown=CONFLICT, to_workbook=fee(60.0, 70.0),
        words="The conflict is over: the two sides no longer differ in what was typed since they last agreed.",
    ),
]  # fmt: skip

CASES = [*ROWS, *CELLS, *RULES]
NAMES = [f"{number} {case.line}" for number, case in enumerate(CASES, 1)]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_line_is_followed(case: Case) -> None:
    merged = case.merged()
    assert merged.workbook == case.to_workbook
    assert merged.shared == case.to_shared
    assert merged.agreed == case.agreed
    assert merged.conflicts == (() if case.conflict is None else (case.conflict,))
    assert merged.held == case.held


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_person_is_told_so(case: Case) -> None:
    merged = case.merged()
    told = [(happening.kind, happening.sentence) for happening in merged.happenings]
    told += [(held.kind, held.sentence) for held in merged.held]
    assert told[:1] == ([(case.line, case.words)] if case.words else [])
    assert {kind for kind, _ in told} <= {case.line}, "and of nothing else"


def test_every_line_is_followed_here() -> None:
    assert {case.line for case in CASES} | {"computed_differs"} == LINES.keys()
