"""The Overview of a workbook with buttons: how to use them, and where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from pepsheets.templates.layout import Layout
from pepsheets.templates.lines import Line
from pepsheets.templates.looks import ABOUT_LOOK, HINT_LOOK, STEPS_LOOK
from pepsheets.templates.macros.buttons import BUTTONS

_STEPS: Mapping[str, str] = {
    "2.": "2.  Press Check. It lists on the Checks tab what there is to put right, and changes nothing else.",
    "3.": "3.  Press Recalculate. It fills in the shaded columns and the tabs with a grey tab colour, this one too.",
}
"""The steps that are others than in a workbook without buttons, by how they begin."""

_BUTTONS = "Buttons"
_HINT = (
    "New year opens the next academic year. Sync now brings the shared sheets up to date. "
    "If nothing happens, choose Enable Content in the bar above, or ask with a tick, further right."
)
_WIDTH, _HEIGHT, _GAP, _ABOVE = 140, 32, 12, 4
"""Sizes of and about a button, in pixels."""

_ROOM = 30
"""The height of the row of the buttons, in points."""


def with_buttons(layouts: Sequence[Layout]) -> list[Layout]:
    """The tabs with room for the buttons on the Overview."""
    return [_with_room(layout) if layout.is_overview else layout for layout in layouts]


def _with_room(layout: Layout) -> Layout:
    """Room right above the line that stands above the table."""
    *welcome, title_of_table = (replace(line, text=_STEPS.get(line.text[:2], line.text)) for line in layout.lines)
    room = Line(_BUTTONS, STEPS_LOOK, 30), Line("", ABOUT_LOOK, _ROOM), Line(_HINT, HINT_LOOK, 20)
    return replace(layout, lines=(*welcome, *room, title_of_table), last_row=layout.last_row + len(room))


def insert_buttons(sheet: Worksheet, layout: Layout) -> None:
    """Put the buttons side by side into the row that was left for them."""
    row = next(row for row, line in enumerate(layout.lines) if line.text == _BUTTONS) + 1
    for place, button in enumerate(BUTTONS):
        options = {
            "macro": button.macro,
            "caption": button.caption,
            "description": f"{button.caption}: {button.hint}",
            "width": _WIDTH,
            "height": _HEIGHT,
            "x_offset": place * (_WIDTH + _GAP),
            "y_offset": _ABOVE,
        }
        sheet.insert_button(row, 0, options)
