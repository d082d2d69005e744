"""The order in which a pass writes, so that every step can be the last before a crash.

The intent goes to the store; then the shared sheet is written, and what the batch really hit is confirmed; then the
workbook, if it is still the one that was read; then the base moves on, cell by cell, where both sides agree for sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pepsheets.sheets import GatewayError, Overwritten, Plan, Workbook
from pepsheets.sync.changes import Agreement
from pepsheets.sync.engine import repairs as repairing
from pepsheets.sync.engine.confirming import Confirmed, confirm
from pepsheets.sync.engine.intents import Intent, from_json
from pepsheets.sync.engine.joined import Joined, is_open
from pepsheets.sync.engine.repairs import Repair
from pepsheets.sync.store.steps import Step


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


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: cells and rows written on each side, and why the workbook was left for later, if it was."""

    shared: int = 0
    workbook: int = 0
    backup: str | None = None
    waits: GatewayError | None = None


def write(joined: Joined, writing: Writing, repairs: Sequence[Repair]) -> Written:
    """Carry out one pass."""
    with joined.store.step(joined.lease, joined.now) as step:
        step.set_repairs(repairing.in_json(repairs))
        number = step.intend(joined.round, writing.intent.in_json())
    joined.watch("intent stored")
    count = _write_shared(joined, writing, number)
    joined.watch("shared sheet confirmed")
    try:
        cells, backup = _write_workbook(joined, writing)
    except GatewayError as refusal:
        # What the workbook should get is planned anew in the next round; nothing of it is taken for agreed.
        _close(joined, writing, number, workbook={})
        if is_for_later(refusal):
            return Written(shared=count, waits=refusal)
        raise
    _close(joined, writing, number, workbook=writing.intent.workbook)
    joined.watch("round closed")
    return Written(count, cells, backup)


def is_for_later(refusal: GatewayError) -> bool:
    """Whether the workbook cannot be written just now, though all else went well."""
    return refusal.kind in ("FileIsOpen", "FileCannotBeSaved")


def _write_shared(joined: Joined, writing: Writing, number: int) -> int:
    plan = writing.shared
    if not plan:
        return 0
    kept: Overwritten | None = None
    if is_open(joined.shared):
        kept = joined.shared.write_keeping(plan, writing.shared_state, writing.intent.batch)
    else:
        joined.shared.write(plan, writing.shared_state)
    joined.watch("shared sheet written")
    with joined.store.step(joined.lease, joined.now) as step:
        _confirm_shared(joined, step, writing.intent, kept, number)
    return len(plan.cells) + len(plan.additions) + len(plan.deletions)


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
    return [each for each in repairs if each.kind != "row" or each.row_id not in confirmed.added.get(each.tab, ())]


def _write_workbook(joined: Joined, writing: Writing) -> tuple[int, str | None]:
    if not writing.workbook:
        return 0, None
    receipt = joined.workbook.write(writing.workbook, writing.workbook_state)
    joined.watch("workbook written")
    return receipt.cells, receipt.backup


def _close(joined: Joined, writing: Writing, number: int, workbook: Mapping[str, Agreement]) -> None:
    with joined.store.step(joined.lease, joined.now) as step:
        for name, agreed in writing.agreed.items():
            step.advance(name, agreed.cells, agreed.gone)
        if workbook:
            _confirm_workbook(joined, step, writing.intent)
            step.confirm(number, "workbook")
        step.close(number)


def _confirm_workbook(joined: Joined, step: Step, intent: Intent) -> None:
    for name, agreed in intent.workbook.items():
        step.advance(name, agreed.cells, agreed.gone)
    step.record(joined.round, [change for change in intent.history if change.side == "shared"])


def recover(joined: Joined, workbook: Workbook, shared: Workbook) -> None:
    """Finds out what became of what an earlier round meant to write, and moves the base on as far as it went."""
    for kept_intent in joined.store.open_intents(joined.name):
        intent = from_json(kept_intent.text)
        with joined.store.step(joined.lease, joined.now) as step:
            if "shared" not in kept_intent.confirmed:
                _recover_shared(joined, step, intent, shared, kept_intent.number)
            if "workbook" not in kept_intent.confirmed and workbook.mark == intent.batch:
                _confirm_workbook(joined, step, intent)
            step.close(kept_intent.number)


def _recover_shared(joined: Joined, step: Step, intent: Intent, shared: Workbook, number: int) -> None:
    if is_open(joined.shared):
        kept = joined.shared.overwritten(intent.batch)
        if kept is not None:
            _confirm_shared(joined, step, intent, kept, number)
    elif shared.mark == intent.batch:
        _confirm_shared(joined, step, intent, None, number)
