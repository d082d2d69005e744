"""The lines of an Overview that say how each shared sheet stands: a line for each, below headings of their own.

As with the buttons, nothing has a fixed place: the lines are found by the words of their headings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from pepsheets.sheets import Cell
from pepsheets.tabs.buttons import headings_in
from pepsheets.tabs.kinds import folded, is_blank


class LinePart(Enum):
    """The columns of the lines, by their headings, in the order in which they stand."""

    SHARE = "In step with"
    HOW = "How it stands"
    LAST = "Last in step"
    NEXT = "Next round"


ROOM = 3
"""So many shared sheets have a line."""

FIRST_WORDS = "No shared sheet yet"
"""How it stands where nothing is shared."""

OVERDUE = "Overdue"
"""How it stands begins with this word while the alarm is on."""

HINTS: Mapping[LinePart, str] = {
    LinePart.SHARE: "The name of the share, as in pepsheets.toml.",
    LinePart.HOW: "What the last round came to, and an alarm when there was none for too long.",
    LinePart.LAST: "A round with nothing to do leaves this sheet as it is; the first one of each day says so here.",
    LinePart.NEXT: "When pepsheets looks again. It does so by itself while 'pepsheets serve' runs somewhere.",
}
"""The notes on the headings of the lines."""

_Rows: TypeAlias = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line as it stands on a tab; rows and columns counted from 1. One that is free names no share."""

    row: int
    columns: Mapping[LinePart, int]
    cells: Mapping[LinePart, Cell]

    @property
    def share(self) -> str:
        name = self.cells[LinePart.SHARE]
        return "" if is_blank(name) else str(name)


def lines_on(rows: _Rows) -> tuple[StandingLine, ...]:
    """The lines on a tab: the few rows below the headings.

    >>> [line.share for line in lines_on([["In step with", "How it stands"], ["Heads", "In step."]])]
    ['Heads', '', '']
    """
    for number, row in enumerate(rows, 1):
        places = headings_in(row, LinePart)
        if {LinePart.SHARE, LinePart.HOW} <= places.keys():
            return tuple(_line(rows, below, places) for below in range(number + 1, number + 1 + ROOM))
    return ()


def line_of(share: str, rows: _Rows) -> StandingLine | None:
    """The line of a share, or else the first that is free."""
    lines = lines_on(rows)
    own = (line for line in lines if folded(line.share) == folded(share))
    return next(own, None) or next((line for line in lines if not line.share), None)


def _line(rows: _Rows, number: int, places: Mapping[LinePart, int]) -> StandingLine:
    row = rows[number - 1] if number <= len(rows) else ()
    return StandingLine(
        number, places, {part: row[place - 1] if place <= len(row) else None for part, place in places.items()}
    )
