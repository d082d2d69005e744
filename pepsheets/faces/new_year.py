"""``new-year``: a workbook rolled into an academic year, or what that would add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pepsheets.faces import as_json as json_of
from pepsheets.faces.changes import Change, changes_of
from pepsheets.faces.checking import status_of
from pepsheets.faces.recalculating import show_what_waits
from pepsheets.faces.running import Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import counts, number, quoted
from pepsheets.recalculation import NewYear, Note, read_new_year, roll
from pepsheets.recalculation.new_year import AddedRow
from pepsheets.rules import calendar
from pepsheets.tabs.sharing import listed


def roll_forward(address: str, year: str | None, today: date, run: Run, *, as_json: bool) -> int:
    """Add the rows of the year, and write every result that changes."""
    with run.screen.progress() as progress:
        rolled = roll(run.door(address), today, year, progress)
    new_year = rolled.new_year
    if as_json:
        run.screen.raw(json_of.of_new_year(address, new_year, rolled.written, rolled.backup))
        return status_of(new_year.examined)
    run.screen.say(headline(address, new_year), "bold")
    run.screen.columns(added_by_tab(new_year))
    if rolled.backup:
        run.screen.say("The workbook as it was before is kept as")
        run.screen.copyable(rolled.backup)
    _show_rest(run.screen, new_year, _DONE)
    _show_which_year(run.screen, address, new_year, was_asked=year is not None, today=today)
    show_what_waits(run.screen, address, new_year.examined)
    return status_of(new_year.examined)


def show_rolling(address: str, year: str | None, today: date, run: Run, *, as_json: bool) -> int:
    """Show every row that would be added; nothing is written."""
    with run.screen.progress() as progress:
        new_year = read_new_year(run.door(address), today, year, progress)
    if as_json:
        changes: list[Change] = list(changes_of(new_year.examined))
        run.screen.raw(json_of.of_new_year_dry_run(address, new_year, changes))
        return status_of(new_year.examined)
    for tab, of_tab in groupby(new_year.added, key=lambda row: row.tab):
        rows = list(of_tab)
        run.screen.heading(f"{tab}, {number(len(rows), 'new row')}")
        run.screen.columns([(f"row {row.row}", row.key) for row in rows])
    if new_year.added:
        run.screen.say()
        rows_in_all = number(len(new_year.added), "row")
        asked = f" --year {year}" if year else ""
        command = f"'pepsheets new-year {quoted(address)}{asked}'"
        run.screen.say(f"Nothing was written. {command} would add {rows_in_all} for {new_year.year}.", "bold")
    else:
        run.screen.say(headline(address, new_year), "bold")
    _show_rest(run.screen, new_year, _WOULD if new_year.added else _DONE)
    _show_which_year(run.screen, address, new_year, was_asked=year is not None, today=today)
    if new_year.added:
        run.screen.say(_would_wait(new_year))
    else:
        show_what_waits(run.screen, address, new_year.examined)
    return status_of(new_year.examined)


def headline(address: str, new_year: NewYear) -> str:
    """What was added, in one sentence or two; first of all, whether a part is held up."""
    rows, year = number(len(new_year.added), "row"), new_year.year
    held_up = listed([note.tab for note in new_year.held_up])
    if new_year.added and held_up:
        told = f"{address} is rolled into {year} in part: {rows} added, but not yet those for {held_up}."
        return f"{told} Nothing that anyone typed was changed."
    if new_year.added:
        return f"{address} is rolled into {year}: {rows} added. Nothing that anyone typed was changed."
    if held_up:
        return f"Nothing was added to {address} for {year}."
    if new_year.not_added:
        return f"Nothing was added to {address}: it has rows of {year} already. Those that it may lack are told below."
    return f"{address} has the rows that {year} needs already: nothing was added."


def added_by_tab(new_year: NewYear) -> list[tuple[str, str]]:
    """Where the new rows stand, tab by tab."""
    by_tab = groupby(new_year.added, key=lambda row: row.tab)
    return [(tab, _places(list(rows))) for tab, rows in by_tab]


def _places(rows: Sequence[AddedRow]) -> str:
    first, last = rows[0].row, rows[-1].row
    at = f"row {first}" if first == last else f"rows {first} to {last}"
    return f"{number(len(rows), 'row')} added: {at}"


def notes(told: Sequence[Note]) -> list[str]:
    """Each note with its tab."""
    return [f"{note.tab}: {note.sentence}" for note in told]


AT_MOST = 8
"""Of what waits for a person a message box has so many lines; what is not on the Checks tab comes first."""


def in_words(address: str, new_year: NewYear, today: date) -> list[str]:
    """The gist of it, line by line: for a message box."""
    added = [f"{tab}: {places}" for tab, places in added_by_tab(new_year)]
    listed_too, here_alone = _by_checks(new_year)
    of_checks = listed_too[: max(0, AT_MOST - len(here_alone))]
    rest = len(listed_too) - len(of_checks)
    return [
        headline(address, new_year),
        *added,
        *_titled(f"{_DONE.held_up}:", notes(new_year.held_up)),
        *_titled(f"{_DONE.here_alone}:", notes(here_alone)),
        *_titled(f"{_DONE.to_fill}:", notes(of_checks)),
        *([f"and {rest} more on the Checks tab."] if rest else []),
        *([_which_year(address, new_year.year)] if new_year.year == calendar.academic_year(today) else []),
    ]


def _titled(title: str, lines: list[str]) -> list[str]:
    return [title, *lines] if lines else []


@dataclass(frozen=True, slots=True)
class _Titles:
    """What stands above the lists of what is still to be done."""

    held_up: str
    to_fill: str
    here_alone: str


_DONE = _Titles("Not added yet", "Waits for you", "Waits for you, and is told here alone, not on the Checks tab")
_WOULD = _Titles(
    "Would not be added yet",
    "Would wait for you",
    "Would wait for you, and would be told here alone, not on the Checks tab",
)


def _by_checks(new_year: NewYear) -> tuple[list[Note], list[Note]]:
    """What waits for a person: that which the checks of rows tell as well, and the rest."""
    told = [problem.message.casefold() for problem in new_year.examined.problems]
    listed_too = [note for note in new_year.to_fill if any(_repeats(message, note) for message in told)]
    return listed_too, [note for note in new_year.to_fill if note not in listed_too]


def _repeats(message: str, note: Note) -> bool:
    """Whether a problem says the same behind its place; ``message`` without capitals."""
    return message.endswith(f": {note.sentence.casefold()}")


def _show_rest(screen: Screen, new_year: NewYear, titles: _Titles) -> None:
    listed_too, here_alone = _by_checks(new_year)
    held_up = (titles.held_up, new_year.held_up)
    for title, told in (held_up, (titles.to_fill, listed_too), (titles.here_alone, here_alone)):
        if told:
            screen.heading(title)
            for line in notes(told):
                screen.item(line)
    screen.say()


def _show_which_year(screen: Screen, address: str, new_year: NewYear, *, was_asked: bool, today: date) -> None:
    if not was_asked and new_year.year == calendar.academic_year(today):
        screen.say(_which_year(address, new_year.year))


def _would_wait(new_year: NewYear) -> str:
    """How much would be wrong, had it been written."""
    return f"The Checks tab would then tell: {counts(new_year.examined)}."


def _which_year(address: str, year: str) -> str:
    _, last = calendar.academic_year_dates(year)
    following = calendar.academic_year(calendar.days_after(last, 1))
    command = f"'pepsheets new-year {quoted(address)} --year {following}'"
    return f"{year} is the year that runs today. For the next one wait until 1 May, or use {command}."
