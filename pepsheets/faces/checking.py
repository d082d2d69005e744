"""``check``: every problem of a workbook, and what to do next."""

from __future__ import annotations

from datetime import date

from pepsheets.faces import as_json as json_of
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import counts, number, quoted, show_grouped
from pepsheets.gateways import is_google
from pepsheets.recalculation import Examined, examine


def show_problems(address: str, today: date, run: Run, *, as_json: bool) -> int:
    """Show what is wrong with the workbook; nothing is written."""
    with run.screen.progress() as progress:
        examined = examine(run.door(address), today, progress)
    if as_json:
        run.screen.raw(json_of.of_check(address, examined))
    else:
        _show(run.screen, address, examined)
    return status_of(examined)


def status_of(examined: Examined) -> int:
    """Whether errors wait for a person."""
    return ERRORS_WAIT if examined.count("error") else DONE


def _show(screen: Screen, address: str, examined: Examined) -> None:
    show_grouped(screen, examined.problems)
    if examined.problems:
        screen.say()
    rows = number(examined.validated.rows, "row")
    screen.say(f"{address}, {rows} checked. {counts(examined)}.", "bold")
    screen.say(_next_step(address, examined))


def _next_step(address: str, examined: Examined) -> str:
    recalc = f"'pepsheets recalc {quoted(address)}'"
    if examined.count("error"):
        where = "on the sheet" if is_google(address) else "in the workbook, save and close it,"
        return f"Put them right {where} and check again. {recalc} lists them on its Checks tab."
    if examined.plan:
        return f"Some results are not up to date: {recalc} writes them."
    return "All results are up to date."
