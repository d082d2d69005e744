"""Rounds in words: what changed, what waits, by the names that people know rows and columns by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number
from pepsheets.sheets import Cell
from pepsheets.sync.changes import Side
from pepsheets.sync.store import Change, HeldCell, OpenConflict
from pepsheets.sync.values import shown
from pepsheets.tabs import TABS
from pepsheets.tabs.declaration import columns_of

_MOST_LINES = 20
"""So many changes are shown of one tab."""

SIDES: dict[Side, str] = {"workbook": "the workbook", "shared": "the shared sheet"}
OTHER: dict[Side, str] = {"workbook": "the shared sheet", "shared": "the workbook"}


def heading(tab: str, column: str) -> str:
    """The heading of a column, by the names under which the store keeps tab and column."""
    found = next((each for each in TABS if each.tab == tab), None)
    names = {each.name: each.heading for each in columns_of(found)} if found else {}
    return names.get(column, column.removeprefix("+"))


def place(tab: str, key: str, column: str) -> str:
    """Where something is, as people say it."""
    return ", ".join(part for part in (tab, key, heading(tab, column) if column else "") if part)


def moment(when: datetime) -> str:
    """A moment, as it is on the clock of this computer."""
    return f"{when.astimezone():%d/%m/%Y %H:%M}"


def value(cell: Cell) -> str:
    """A value on a line of its own, where no quotation marks are needed."""
    return "(empty)" if cell is None else shown(cell).removeprefix("'").removesuffix("'")


def show_changes(screen: Screen, changes: Sequence[Change]) -> None:
    """What flowed and what was deleted, tab by tab, as many lines as one reads."""
    flowed = sorted(
        (change for change in changes if change.kind in ("flowed", "deleted")), key=lambda change: change.tab
    )
    for tab, of_tab in groupby(flowed, key=lambda change: change.tab):
        lines = list(lines_of(list(of_tab), screen.arrow))
        screen.heading(f"{tab}, {number(len(lines), 'change')}")
        screen.columns(lines[:_MOST_LINES])
        if len(lines) > _MOST_LINES:
            screen.say(f"  and {len(lines) - _MOST_LINES:,} more; with --json all of them are listed")


def lines_of(changes: Iterable[Change], arrow: str) -> Iterator[tuple[str, str, str]]:
    """Changes of one tab as lines: a row that was added or deleted is one line, whatever its cells."""
    for (_, key, kind, side), of_row in groupby(changes, key=lambda each: (each.row, each.key, each.kind, each.side)):
        cells = list(of_row)
        target = OTHER[side]
        if kind == "deleted":
            yield key, "the whole row", f"deleted from {target}"
        elif len(cells) > 1 and all(cell.before is None for cell in cells):
            yield key, number(len(cells), "cell"), f"added to {target}"
        else:
            for cell in cells:
                words = f"{value(cell.before)} {arrow} {value(cell.after)}, in {target}"
                yield key, heading(cell.tab, cell.column), words.replace("in the shared", "on the shared")


def conflict_words(each: OpenConflict) -> str:
    """A conflict, and what was chosen."""
    before = "" if each.base is None else f"; before that it was {shown(each.base)}"
    chosen = f" {SIDES[each.chosen].capitalize()}'s value is chosen." if each.chosen else ""
    where = place(each.tab, each.key, each.column)
    sides = f"{shown(each.workbook)} in the workbook, {shown(each.shared)} on the shared sheet"
    return f"{where}: {sides}{before}.{chosen}"


def held_words(each: HeldCell) -> str:
    """A cell that fails its check, and why it waits."""
    side = "in the workbook" if each.side == "workbook" else "on the shared sheet"
    return f"{place(each.tab, each.key, each.column)}, {side}: {each.reason}"
