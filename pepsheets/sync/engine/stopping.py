"""Tabs that wait for a person, because what would happen to them is so unlike everyday work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from pepsheets.sync.changes import Changes
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.merging import MergedTab
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.store.records import Offer
from pepsheets.sync.values import encode
from pepsheets.sync.valves import trips


def stopped_by_valves(joined: Joined, tabs: Mapping[str, MergedTab]) -> dict[str, Told]:
    """The tabs that wait for an approval, each with what a person is told. An approved plan is that plan alone."""
    waiting: dict[str, Told] = {}
    plans = {plan.tab: plan for plan in joined.store.plans(joined.name)}
    for name, tab in tabs.items():
        workbook = {row_id: row.cells for row_id, row in tab.workbook.items()}
        found = trips(name, tab.base, workbook, tab.shared, tab.merged)
        if not found:
            if name in plans:
                with joined.store.step(joined.lease, joined.now) as step:
                    step.withdraw_plan(name)
            continue
        offer = offer_of(name, tab, " ".join(trip.message for trip in found))
        known = plans.get(name)
        if known is not None and known.digest == offer.digest and known.approved:
            continue
        with joined.store.step(joined.lease, joined.now) as step:
            plan = step.offer_plan(offer)
        waiting[name] = Told("", "", "", f"{offer.sentence} {how_to_approve(plan)}")
    return waiting


def how_to_approve(plan: str) -> str:
    """How a person sees a plan, and releases it."""
    return f"'pepsheets approve {plan} --show' shows the plan, and 'pepsheets approve {plan}' lets it go on."


def offer_of(name: str, tab: MergedTab, sentence: str) -> Offer:
    """The plan of a tab as it is shown to a person, and its digest: an approval is good for exactly this one."""
    merged = tab.merged
    preview = {"workbook": _preview(merged.workbook, tab), "shared": _preview(merged.shared, tab)}
    text = json.dumps(preview, ensure_ascii=False, sort_keys=True)
    return Offer(name, sentence, text, hashlib.sha256(text.encode()).hexdigest())


def _preview(changes: Changes, tab: MergedTab) -> Mapping[str, object]:
    key = tab.teller.key
    return {
        "set": [
            [each.row, key(each.row), each.column, encode(each.before), encode(each.after)] for each in changes.sets
        ],
        "add": [[each.row, {column: encode(cell) for column, cell in each.cells.items()}] for each in changes.adds],
        "delete": [[each.row, key(each.row)] for each in changes.deletes],
    }
