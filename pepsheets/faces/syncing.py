"""``sync``: one round for every share, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from pepsheets.faces import round_json
from pepsheets.faces.round_words import show_changes
from pepsheets.faces.rounds import ShareResult, run_shares
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run, refuse
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number
from pepsheets.gateways import is_google
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import read_config
from pepsheets.sync.engine.round import Outcome


class NoShareInStep(GatewayError):
    """None of several shares could be brought into step."""


def bring_into_step(config: str, run: Run, *, dry_run: bool, as_json: bool) -> int:
    """One round for every share of the file."""
    read = read_config(config)
    with run.screen.progress() as progress:
        results = run_shares(config, dry_run=dry_run, watcher=run, progress=progress)
    failure = _nothing_done(results)
    if failure is not None:
        return refuse(run.screen, failure, as_json)
    if as_json:
        run.screen.raw(round_json.of_sync(read, results, dry_run=dry_run))
    else:
        show_results(run.screen, results, dry_run=dry_run)
    return ERRORS_WAIT if any(result.needs_a_person for result in results) else DONE


def _nothing_done(results: Sequence[ShareResult]) -> GatewayError | None:
    """Why nothing at all was done, if that is so."""
    failures = [result for result in results if result.failure is not None]
    if len(failures) < len(results) or any(result.has_written for result in results):
        return None
    told = dict.fromkeys(str(result.failure) for result in failures)
    if len(told) == 1:
        return failures[0].failure
    lines = (f"'{result.name}' was not brought into step. {result.failure}" for result in failures)
    return NoShareInStep("\n".join(lines))


def show_results(screen: Screen, results: Sequence[ShareResult], *, dry_run: bool) -> None:
    """What came of each share."""
    for result in results:
        if len(results) > 1:
            screen.heading(result.name)
        if result.outcome is None:
            screen.say(f"'{result.name}' was not brought into step. {result.failure}", "red")
        else:
            _show_outcome(screen, result, result.outcome, dry_run=dry_run)
    _say_where(screen, [result.outcome for result in results if result.outcome], dry_run=dry_run)
    if dry_run:
        screen.say("Nothing was written. 'pepsheets sync' does it.", "bold")


def _say_where(screen: Screen, outcomes: Sequence[Outcome], *, dry_run: bool) -> None:
    """Where the cells that wait are listed, and what is done about them there."""
    if any(outcome.conflicts for outcome in outcomes):
        does = ", where one chooses whose value is to stand."
    elif any(outcome.held for outcome in outcomes):
        does = ", with what to put right."
    else:
        return
    waiting = sum(len(outcome.conflicts) + len(outcome.held) for outcome in outcomes)
    them = "it" if waiting == 1 else "them"
    if dry_run:
        screen.say(f"The round would list {them} on the Conflicts tab{does}")
    else:
        screen.say(f"The Conflicts tab lists {them}, and so does 'pepsheets conflicts'{does}")


def _show_outcome(screen: Screen, result: ShareResult, outcome: Outcome, *, dry_run: bool) -> None:
    if result.is_made:
        # A Google Sheet was there before, empty: somebody made it and shared it.
        done = "set up" if is_google(result.address) else "made"
        screen.say(f"{result.address} {'would be' if dry_run else 'is'} {done}, with the tabs of '{result.name}'.")
    screen.say(_headline(result.name, outcome, dry_run=dry_run), "bold")
    if dry_run:
        show_changes(screen, [past.change for past in result.changes])
    for told in dict.fromkeys(map(str, (*outcome.stopped, *outcome.told))):
        screen.item(told)
    for told in map(str, result.would_wait):
        screen.say(told, "yellow")
    waits = [words for words in (_conflicts(outcome), _held(outcome)) if words]
    if waits:
        screen.say(f"{' and '.join(waits)}.", "yellow")
    if outcome.backup and not dry_run:
        screen.say("The workbook as it was before is kept as")
        screen.copyable(outcome.backup)


def _headline(name: str, outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.waits is not None:
        return f"'{name}': {outcome.waits.message} What belongs into the workbook waits. {outcome.waits.remedy}"
    written = _written(outcome, dry_run=dry_run)
    if outcome.stopped:
        return f"'{name}' is not wholly in step{': ' + written if written else ''}. This waits for you:"
    if not outcome.is_settled:
        return f"'{name}': people went on changing both sides. The next round goes on."
    if not written:
        return f"'{name}' is in step: there was nothing to write."
    return f"'{name}' {'would be' if dry_run else 'is'} in step: {written}."


def _written(outcome: Outcome, *, dry_run: bool) -> str:
    parts = (
        (outcome.to_shared, "in the shared sheet"),
        (outcome.to_workbook, "in the workbook"),
    )
    told = [f"{number(count, 'cell')} {where}" for count, where in parts if count]
    return f"{' and '.join(told)}{' would be' if dry_run else ''} written" if told else ""


def _conflicts(outcome: Outcome) -> str:
    count = len(outcome.conflicts)
    return f"In {number(count, 'cell')} both sides have something else" if count else ""


def _held(outcome: Outcome) -> str:
    count = len(outcome.held)
    return f"{number(count, 'cell fails its check and waits', 'cells fail their check and wait')}" if count else ""
