"""``status``: when each share was last in step, and what waits. Nothing but the store is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pepsheets.faces import round_json
from pepsheets.faces.as_json import as_text
from pepsheets.faces.configured import asked_shares, now, store_of
from pepsheets.faces.round_words import moment
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.faces.service.attempts import Attempts
from pepsheets.faces.service.looking_up import Lookout
from pepsheets.faces.service.standing import ShareStanding, Standing
from pepsheets.faces.showing import number
from pepsheets.sync.config import Config, in_words, read_config
from pepsheets.sync.store import Registration, Store, WaitingPlan, open_store


def show_status(config: str, run: Run, *, as_json: bool) -> int:
    """Tell of every share of the file."""
    read = read_config(config)
    shares = asked_shares(read)
    with open_store(store_of(read)) as store:
        standing = _looked_up(store, read, now())
        homes = {share.name: store.registration(share.name) for share in shares}
    if as_json:
        told = [_in_json(each, homes[each.name]) for each in standing.shares]
        run.screen.raw(as_text({"config": str(read.path), "workbook": read.workbook, "shares": told}))
    else:
        for each in standing.shares:
            _show(run, each, homes[each.name])
    return ERRORS_WAIT if standing.overdue else DONE


def _looked_up(store: Store, config: Config, moment: datetime) -> Standing:
    written = datetime.fromtimestamp(Path(config.path).stat().st_mtime).astimezone()
    return Lookout(lambda: store, Attempts(moment), lambda _: None, written, None).standing(config.shares, moment)


def _show(run: Run, each: ShareStanding, home: Registration | None) -> None:
    run.screen.heading(each.name)
    run.screen.columns(list(_facts(each, home)))
    if each.alarm is not None:
        run.screen.say(each.alarm.sentence.partition(" 'pepsheets status'")[0], "red")
    for plan in each.waits.plans:
        run.screen.item(f"{plan.sentence} 'pepsheets approve {plan.name}' lets it, and with --show tells all of it.")
    for plan in each.waits.approved:
        run.screen.item(f"The plan {plan.name} for {plan.tab} is approved; the next round carries it out.")


def _facts(each: ShareStanding, home: Registration | None) -> Iterator[tuple[str, str]]:
    yield "Sheet", each.share.address
    yield "Last in step", "never yet" if each.last_good is None else moment(each.last_good)
    yield "Should be", f"every {in_words(each.share.every).removeprefix('1 ')}"
    if each.last is not None and each.last.outcome != "good":
        yield "Last round", f"{moment(each.last.started)}: {each.last.sentence}"
    if home is not None:
        yield "Done by", f"the computer '{home.home_name}'"
    yield "Waits for you", "; ".join(_waiting(each)) or "nothing"


def _waiting(each: ShareStanding) -> Iterator[str]:
    conflicts, held = sum(each.waits.conflicts.values()), sum(each.waits.held.values())
    if conflicts:
        yield number(conflicts, "conflict")
    if held:
        yield number(held, "cell that fails its check", "cells that fail their check")
    if each.waits.plans:
        yield number(len(each.waits.plans), "plan to approve", "plans to approve")


def _in_json(each: ShareStanding, home: Registration | None) -> dict[str, object]:
    last = each.last
    return {
        "share": each.name,
        "address": each.share.address,
        "every_seconds": int(each.share.every.total_seconds()),
        "last_good": round_json.when(each.last_good),
        "overdue": each.alarm is not None,
        "message": each.alarm.sentence if each.alarm else None,
        "last_round": None
        if last is None
        else {"started": round_json.when(last.started), "outcome": last.outcome, "message": last.sentence},
        "conflicts": sum(each.waits.conflicts.values()),
        "held": sum(each.waits.held.values()),
        "plans": [_plan(plan) for plan in (*each.waits.plans, *each.waits.approved)],
        "home": home.home_name if home else None,
    }


def _plan(plan: WaitingPlan) -> dict[str, object]:
    approved = plan.approved is not None
    return {"plan": plan.name, "tab": plan.tab, "message": plan.sentence, "approved": approved}
