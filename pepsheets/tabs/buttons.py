"""The buttons on an Overview: a cell to tick for each, and beside it what came of it.

They need no server: whoever runs pepsheets by itself sees a tick, acts on it and clears it. A Google Sheet has
checkboxes; in a workbook file one chooses Yes, or types it. Nothing here has a fixed place: the block is found by the
words of its headings and labels, wherever people moved it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias, TypeVar

from pepsheets.sheets import Cell
from pepsheets.tabs.kinds import folded, is_blank

RECALCULATE = "Recalculate"
SYNC_NOW = "Sync now"
LABELS = (RECALCULATE, SYNC_NOW)
"""The buttons, in the order in which they stand."""


class Part(Enum):
    """The columns of the block, by their headings, in the order in which they stand."""

    TICK = "Tick here"
    LABEL = "Button"
    OUTCOME = "What happened"
    LAST_CHECKED = "Last checked"
    NEXT_DUE = "Next due"


FIRST_WORDS: Mapping[Part, str] = {
    Part.OUTCOME: "Not used yet",
    Part.LAST_CHECKED: "Not yet",
    Part.NEXT_DUE: "Not planned yet",
}
"""What stands beside a button that nobody has used."""

HINTS: Mapping[Part, str] = {
    Part.TICK: "Tick the box, and go on working. pepsheets sees it when it next looks at this sheet, and clears it.",
    Part.OUTCOME: "What came of the last tick, with the time.",
    Part.LAST_CHECKED: "When pepsheets last looked at this sheet.",
    Part.NEXT_DUE: "When pepsheets means to look again.",
}
"""The notes on the headings of the block."""

CHOSEN = "Yes"
"""What is chosen in a workbook file, whose cells have no boxes."""

_TICKS = frozenset({"yes", "y", "x", "true", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}", "\N{BALLOT BOX WITH CHECK}"})
"""What people type for a tick."""

_Rows: TypeAlias = Sequence[Sequence[Cell]]
_Heading = TypeVar("_Heading", bound=Enum)


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it stands on a tab; rows and columns counted from 1."""

    label: str
    row: int
    columns: Mapping[Part, int]
    is_ticked: bool
    typed: str = ""
    """What stands in place of a tick and is none."""


def is_tick(cell: Cell) -> bool:
    """Whether somebody ticked a cell: by its box, or in a word.

    >>> is_tick(True), is_tick(" Yes "), is_tick("x"), is_tick("no"), is_tick(None)
    (True, True, True, False, False)
    """
    return cell is True or (isinstance(cell, str) and folded(cell) in _TICKS)


def cleared(cell: Cell) -> bool | None:
    """What a ticked cell is to hold next: a box stays a box.

    >>> cleared(True), cleared("x")
    (False, None)
    """
    return False if cell is True else None


def buttons_on(rows: _Rows) -> tuple[Button, ...]:
    """The buttons on a tab: below the headings of a block, the first row that bears the label of each.

    >>> [found] = buttons_on([["Tick here", "Button"], [True, "Sync now"]])
    >>> found.label, found.row, found.is_ticked
    ('Sync now', 2, True)
    """
    found: dict[str, Button] = {}
    for number, row in enumerate(rows, 1):
        places = headings_in(row, Part)
        if {Part.TICK, Part.LABEL} <= places.keys():
            for button in _below(rows, number, places):
                found.setdefault(button.label, button)
    return tuple(found.values())


def headings_in(row: Sequence[Cell], parts: type[_Heading]) -> Mapping[_Heading, int]:
    """The columns of the headings that stand in a row, counted from 1; of two with the same words the first."""
    words = {folded(cell): place for place, cell in reversed(list(enumerate(row, 1))) if isinstance(cell, str)}
    return {part: words[folded(part.value)] for part in parts if folded(part.value) in words}


def _below(rows: _Rows, heading: int, places: Mapping[Part, int]) -> Iterator[Button]:
    labels = {folded(label): label for label in LABELS}
    for number, row in enumerate(rows[heading:], heading + 1):
        typed = _at(row, places[Part.LABEL])
        label = labels.pop(folded(typed), None) if isinstance(typed, str) else None
        if label:
            tick = _at(row, places[Part.TICK])
            is_other = not is_tick(tick) and tick is not False and not is_blank(tick)
            yield Button(label, number, places, is_tick(tick), str(tick).strip() if is_other else "")


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place - 1] if place <= len(row) else None
