"""What a person decides about shares: a plan is released; this computer becomes the one that does the work."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pepsheets.faces.commands_named import with_config
from pepsheets.faces.configured import asked_shares, now, store_of
from pepsheets.faces.failures import home
from pepsheets.faces.registering import Here, take_over
from pepsheets.faces.round_words import SIDES, heading, value
from pepsheets.faces.running import DONE, Run
from pepsheets.faces.this_computer import machine_id
from pepsheets.sync.changes import SIDES as BOTH
from pepsheets.sync.config import Config, read_config
from pepsheets.sync.refusals import PlanIsGone
from pepsheets.sync.store import Store, WaitingPlan, open_store
from pepsheets.sync.values import decode


def release(config: str, name: str, run: Run) -> int:
    """Let the next round carry a plan out."""
    read = read_config(config)
    with open_store(store_of(read)) as store:
        plan = _plan(store, read, name)
        store.approve(plan.share, plan.name, now())
    run.screen.say(f"Approved: the next round of '{plan.share}' carries the plan out on {plan.tab}.", "bold")
    run.screen.say("If anything changes there before that, the new plan waits for you again.")
    return DONE


def show_plan(config: str, name: str, run: Run) -> int:
    """Show all that a plan would do."""
    read = read_config(config)
    with open_store(store_of(read)) as store:
        plan = _plan(store, read, name)
    run.screen.say(f"'{plan.share}': {plan.sentence}", "bold")
    run.screen.columns(list(_lines(plan, run.screen.arrow)))
    run.screen.say(f"Nothing was approved. 'pepsheets approve {plan.name}' does it.")
    return DONE


def _plan(store: Store, config: Config, name: str) -> WaitingPlan:
    """The plan of this name, whichever share it is of; its name may be cut short."""
    plans = [plan for share in asked_shares(config) for plan in store.plans(share.name)]
    found = [plan for plan in plans if name and plan.name.startswith(name.strip().casefold())]
    if len(found) != 1:
        waiting = ", ".join(plan.name for plan in plans)
        raise PlanIsGone(
            f"No plan '{name}' waits: it was carried out, or things changed since.",
            f"These wait: {waiting}." if waiting else "None waits at all.",
        )
    return found[0]


def _lines(plan: WaitingPlan, arrow: str) -> Iterator[tuple[str, str, str]]:
    """What the plan's preview says, as the engine wrote it."""
    preview = json.loads(plan.preview)
    if "renamed" in preview:
        side, column, name = preview["renamed"]
        yield heading(plan.tab, column), f"is '{name}' now", f"in {SIDES[side]}"
        return
    for side in BOTH:
        yield from _lines_of(preview[side], plan.tab, f"in {SIDES[side]}", arrow)


def _lines_of(
    told: dict[str, Sequence[Sequence[str]]], tab: str, where: str, arrow: str
) -> Iterator[tuple[str, str, str]]:
    for row, key, column, before, after in told["set"]:
        words = f"{value(decode(before))} {arrow} {value(decode(after))}"
        yield key or row, heading(tab, column), f"{words}, {where}"
    for row, _ in told["add"]:
        yield row, "the whole row", f"added {where}"
    for row, key in told["delete"]:
        yield key or row, "the whole row", f"deleted {where}"


def move_here(config: str, name: str | None, run: Run) -> int:
    """Make this computer the home of the shares."""
    read = read_config(config)
    here = Here(machine_id(home()), read)
    with open_store(store_of(read)) as store:
        for share in asked_shares(read, None if name is None else [name]):
            take_over(store, share, here, now())
            run.screen.say(f"From now on '{share.name}' is kept in step by this computer alone.", "bold")
            run.screen.columns([("Workbook", read.workbook), ("Sheet", share.address)])
    run.screen.say("Switch it off on the other computer. Then see what the next round would do:")
    run.screen.copyable(with_config("'pepsheets sync --dry-run'", config).strip("'"))
    return DONE
