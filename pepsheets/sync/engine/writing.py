"""The order in which a pass writes, so that every step can be the last before a crash.

The intent goes to the store; then the shared sheet is written, and what the batch really hit is confirmed; then the
workbook, if it is still the one that was read; then the base moves on, cell by cell, where both sides agree for sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pepsheets.sheets import GatewayError, Overwritten, Plan, Workbook
from pepsheets.sync.changes import Agreement, Side
from pepsheets.sync.engine import repairs as repairing
from pepsheets.sync.engine.confirming import Confirmed, confirm
from pepsheets.sync.engine.intents import Intent, from_json
from pepsheets.sync.engine.joined import Joined, is_open
from pepsheets.sync.engine.planning import joined_plans
from pepsheets.sync.engine.repairs import Repair
from pepsheets.sync.store.records import Intent as KeptIntent
from pepsheets.sync.store.steps import Step

_LONGEST_SLEEP = timedelta(days=1)
"""For so long what was sent to a side, and is not found there, is thought to be able to arrive."""


@dataclass(frozen=True, slots=True)
class Writing:
    """All that one pass writes: the shared sheet's plan and the workbook's, each for the state that was read."""

    intent: Intent
    shared: Plan
    shared_state: str
    workbook: Plan
    workbook_state: str
    agreed: Mapping[str, Agreement]
    """What both sides agree on already, by tab, whatever comes of the writing."""
    beside: Mapping[Side, Plan] = field(default_factory=dict)
    """What is told of the share where a side is written anyway; it is not counted."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: cells and rows written on each side, and why the workbook was left for later, if it was."""

    shared: int = 0
    workbook: int = 0
    backup: str | None = None
    waits: GatewayError | None = None


def write(joined: Joined, writing: Writing) -> Written:
    """Carry out one pass."""
    with joined.store.step(joined.lease, joined.now) as step:
        number = step.intend(joined.round, writing.intent.in_json())
    joined.watch("intent stored")
    try:
        count = _write_shared(joined, writing, number)
    except GatewayError:
        # What an open door refused may be under way all the same; a file is replaced or it is not.
        if not is_open(joined.shared):
            with joined.store.step(joined.lease, joined.now) as step:
                step.close(number)
        raise
    joined.watch("shared sheet confirmed")
    try:
        cells, backup = _write_workbook(joined, writing)
    except GatewayError as refusal:
        # What the workbook should get is planned anew in the next round; nothing of it is taken for agreed.
        _agree(joined, writing, None if is_open(joined.workbook) else number)
        if is_for_later(refusal):
            return Written(shared=count, waits=refusal)
        raise
    _close(joined, writing, number)
    joined.watch("round closed")
    return Written(count, cells, backup)


def is_for_later(refusal: GatewayError) -> bool:
    """Whether the workbook cannot be written just now, though all else went well."""
    return refusal.kind in ("FileIsOpen", "FileCannotBeSaved")


def _write_shared(joined: Joined, writing: Writing, number: int) -> int:
    if not writing.shared:
        return 0
    plan = joined_plans(writing.shared, writing.beside.get("shared", Plan()))
    kept: Overwritten | None = None
    if is_open(joined.shared):
        kept = joined.shared.write_keeping(plan, writing.shared_state, writing.intent.batch)
    else:
        joined.shared.write(plan, writing.shared_state)
    joined.watch("shared sheet written")
    with joined.store.step(joined.lease, joined.now) as step:
        _confirm_shared(joined, step, writing.intent, kept, number)
    counted = writing.shared
    return len(counted.cells) + sum(len(row.cells) for row in counted.additions) + len(counted.deletions)


def _confirm_shared(joined: Joined, step: Step, intent: Intent, kept: Overwritten | None, number: int) -> None:
    confirmed = confirm(intent.operations, kept, intent.layouts, joined.new_id)
    _advance_shared(step, intent, confirmed)
    waiting = _still_waiting(repairing.from_json(joined.store.repairs(joined.name)), confirmed)
    step.set_repairs(repairing.in_json((*waiting, *confirmed.repairs)))
    step.record(joined.round, [change for change in intent.history if change.side == "workbook"])
    step.confirm(number, "shared")


def _advance_shared(step: Step, intent: Intent, confirmed: Confirmed) -> None:
    for sheet, name in intent.sheets.items():
        step.advance(name, confirmed.agreed.get(sheet, {}), confirmed.gone.get(sheet, []))


def _still_waiting(repairs: Sequence[Repair], confirmed: Confirmed) -> list[Repair]:
    """The repairs but for rows that stand on the shared sheet again."""
    return [each for each in repairs if each.kind != "row" or each.row_id not in confirmed.restored.get(each.tab, ())]


def _write_workbook(joined: Joined, writing: Writing) -> tuple[int, str | None]:
    if not writing.workbook:
        return 0, None
    beside = writing.beside.get("workbook", Plan())
    receipt = joined.workbook.write(joined_plans(writing.workbook, beside), writing.workbook_state)
    joined.watch("workbook written")
    return receipt.cells - len(beside.cells), receipt.backup


def _agree(joined: Joined, writing: Writing, closed: int | None) -> None:
    """What both sides agree on already. The intent is closed where it is known that nothing of it will come."""
    with joined.store.step(joined.lease, joined.now) as step:
        for name, agreed in writing.agreed.items():
            step.advance(name, agreed.cells, agreed.gone)
        if closed is not None:
            step.close(closed)


def _close(joined: Joined, writing: Writing, number: int) -> None:
    with joined.store.step(joined.lease, joined.now) as step:
        for name, agreed in writing.agreed.items():
            step.advance(name, agreed.cells, agreed.gone)
        _confirm_workbook(joined, step, writing.intent)
        step.confirm(number, "workbook")
        step.close(number)


def _confirm_workbook(joined: Joined, step: Step, intent: Intent) -> None:
    for name, agreed in intent.workbook.items():
        step.advance(name, agreed.cells, agreed.gone)
    step.record(joined.round, [change for change in intent.history if change.side == "shared"])


def recover(joined: Joined, workbook: Workbook, shared: Workbook) -> None:
    """Finds out what became of what earlier rounds meant to write, and moves the base on as far as it went."""
    for kept in joined.store.open_intents(joined.name):
        _recover(joined, kept, from_json(kept.text), {"workbook": workbook, "shared": shared})


def _recover(joined: Joined, kept: KeptIntent, intent: Intent, sides: Mapping[Side, Workbook]) -> None:
    came = [side for side in intent.states if side not in kept.confirmed and _came(joined, intent, side, sides[side])]
    is_over = not any(_may_come(joined, kept, intent, side, sides[side]) for side in intent.states if side not in came)
    if not came and not is_over:
        return
    with joined.store.step(joined.lease, joined.now) as step:
        if "shared" in came:
            found = joined.shared.overwritten(intent.batch) if is_open(joined.shared) else None
            _confirm_shared(joined, step, intent, found, kept.number)
        if "workbook" in came:
            _confirm_workbook(joined, step, intent)
            step.confirm(kept.number, "workbook")
        if is_over:
            step.close(kept.number)


def _came(joined: Joined, intent: Intent, side: Side, stands: Workbook) -> bool:
    """Whether a side was written after all."""
    if side == "shared" and is_open(joined.shared):
        return joined.shared.overwritten(intent.batch) is not None
    return stands.mark == intent.batch


def _may_come(joined: Joined, kept: KeptIntent, intent: Intent, side: Side, stands: Workbook) -> bool:
    """Whether a side may yet be written: by a worker that sleeps, or by a request that is under way.

    Each door refuses what was planned for another state than the one in which the side is by now.
    """
    is_as_planned = stands.state == intent.states[side]
    return side not in kept.confirmed and is_as_planned and joined.now - kept.made < _LONGEST_SLEEP
