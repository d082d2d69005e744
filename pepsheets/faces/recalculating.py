"""``recalc``: the results written back, or shown before they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path

from pepsheets.faces import as_json as json_of
from pepsheets.faces.changes import Change, changes_of
from pepsheets.faces.checking import status_of
from pepsheets.faces.running import Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import by_tab, counts, number, quoted
from pepsheets.recalculation import Examined, Outcome, examine, recalculate
from pepsheets.sheets import FileIsOpen


def rewrite(address: str, today: date, run: Run, *, as_json: bool) -> int:
    """Write every result that changes."""
    with run.screen.progress() as progress, _offering_a_copy(address):
        outcome = recalculate(run.door(address), today, progress)
    if as_json:
        run.screen.raw(json_of.of_recalc(address, outcome))
    else:
        show_written(run.screen, address, outcome)
        show_what_waits(run.screen, address, outcome.examined)
    return status_of(outcome.examined)


def rewrite_copy(address: str, copy: str, today: date, run: Run, *, as_json: bool) -> int:
    """Write every result that changes into a copy of the workbook as it was last saved."""
    with run.screen.progress() as progress:
        outcome = recalculate(run.door_to_copy(address, copy), today, progress)
    if as_json:
        run.screen.raw(json_of.of_results_copy(address, copy, outcome))
    else:
        _show_copy(run.screen, address, copy, outcome)
        show_what_waits(run.screen, copy if outcome.written else address, outcome.examined)
    return status_of(outcome.examined)


@contextmanager
def _offering_a_copy(address: str) -> Iterator[None]:
    """A workbook that is open elsewhere can still be recalculated: the refusal says how."""
    try:
        yield
    except FileIsOpen as refusal:
        ending = Path(address).suffix
        copy = f"'pepsheets recalc {quoted(address)} --results-copy results{ending}'"
        remedy = f"{refusal.remedy} Or leave it open, and have the results in a copy of what was last saved: {copy}."
        raise FileIsOpen(refusal.message, remedy) from refusal


def show_changes(address: str, today: date, run: Run, *, as_json: bool) -> int:
    """Show every cell before and after; nothing is written."""
    with run.screen.progress() as progress:
        examined = examine(run.door(address), today, progress)
    changes = list(changes_of(examined))
    if as_json:
        run.screen.raw(json_of.of_dry_run(address, examined, changes))
    else:
        show_cells(run.screen, changes)
        _show_dry_end(run.screen, address, changes)
        show_what_waits(run.screen, address, examined)
    return status_of(examined)


def show_cells(screen: Screen, changes: Sequence[Change]) -> None:
    """Each cell before and after, tab by tab."""
    for tab, of_tab in groupby(changes, key=lambda change: change.tab):
        cells = list(of_tab)
        screen.heading(f"{tab}, {number(len(cells), 'cell')}")
        screen.columns([(change.cell, change.heading, change.in_words(screen.arrow)) for change in cells])


def _show_dry_end(screen: Screen, address: str, changes: Sequence[Change]) -> None:
    if not changes:
        screen.say(f"All results in {address} are up to date: there is nothing to write.", "bold")
        return
    screen.say()
    cells = number(len(changes), "cell")
    screen.say(f"Nothing was written. 'pepsheets recalc {quoted(address)}' would change {cells}.", "bold")


def show_written(screen: Screen, address: str, outcome: Outcome) -> None:
    """What was written, and where the workbook as it was is kept."""
    if not outcome.written:
        screen.say(f"All results in {address} are up to date: nothing was written.", "bold")
        return
    total = number(sum(outcome.written.values()), "cell")
    screen.say(f"{address} is recalculated: {total} changed, {outcome.examined.unchanged:,} stay as they were.", "bold")
    screen.columns(by_tab(outcome.written.items()))
    if outcome.backup:
        screen.say("The workbook as it was before is kept as")
        screen.copyable(outcome.backup)


def _show_copy(screen: Screen, address: str, copy: str, outcome: Outcome) -> None:
    if not outcome.written:
        screen.say(f"All results in {address}, as it was last saved, are up to date: no copy was made.", "bold")
        return
    total = number(sum(outcome.written.values()), "cell")
    screen.say(f"{copy} is made: a copy of {address} as it was last saved, with {total} recalculated.", "bold")
    screen.columns(by_tab(outcome.written.items()))
    screen.say(f"{address} itself is as it was: what is typed there from now on will not be in the copy.")


def show_what_waits(screen: Screen, address: str, examined: Examined) -> None:
    """How much is wrong, and where to see it."""
    where = f" 'pepsheets check {quoted(address)}' lists them, and so does the Checks tab." if examined.problems else ""
    screen.say(f"{counts(examined)}.{where}")
