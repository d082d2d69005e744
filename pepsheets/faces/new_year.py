"""``new-year``: a workbook rolled into an academic year, or what that would add."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from pepsheets.faces import as_json as json_of
from pepsheets.faces.changes import Change, changes_of
from pepsheets.faces.checking import status_of
from pepsheets.faces.recalculating import show_what_waits
from pepsheets.faces.running import Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number, quoted
from pepsheets.recalculation import NewYear, Note, read_new_year, roll
from pepsheets.recalculation.new_year import AddedRow
from pepsheets.rules import calendar


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
    _show_rest(run.screen, address, new_year, was_asked=year is not None, today=today)
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
    _show_rest(run.screen, address, new_year, was_asked=year is not None, today=today)
    return status_of(new_year.examined)


def headline(address: str, new_year: NewYear) -> str:
    """What was added, in one sentence or two."""
    if new_year.added:
        rows = number(len(new_year.added), "row")
        return f"{address} is rolled into {new_year.year}: {rows} added. Nothing that anyone typed was changed."
    if new_year.held_up:
        return f"Nothing was added to {address} for {new_year.year}."
    return f"{address} has the rows that {new_year.year} needs already: nothing was added."


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


def in_words(address: str, new_year: NewYear) -> list[str]:
    """All of it, line by line: for a message box."""
    added = [f"{tab}: {places}" for tab, places in added_by_tab(new_year)]
    return [headline(address, new_year), *added, *notes(new_year.held_up), *notes(new_year.to_fill)]


def _show_rest(screen: Screen, address: str, new_year: NewYear, *, was_asked: bool, today: date) -> None:
    for title, told in (("Not added yet", new_year.held_up), ("Waits for you", new_year.to_fill)):
        if told:
            screen.heading(title)
            for line in notes(told):
                screen.item(line)
    screen.say()
    if not was_asked and new_year.year == calendar.academic_year(today):
        screen.say(_which_year(address, new_year.year))
    show_what_waits(screen, address, new_year.examined)


def _which_year(address: str, year: str) -> str:
    _, last = calendar.academic_year_dates(year)
    following = calendar.academic_year(calendar.days_after(last, 1))
    command = f"'pepsheets new-year {quoted(address)} --year {following}'"
    return f"{year} is the year that runs today. For the next one wait until 1 May, or use {command}."
