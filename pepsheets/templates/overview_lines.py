"""The words about the figures of the Overview: a welcome, the buttons, and how each shared sheet stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pepsheets.partnerships import Partnership
from pepsheets.tabs.buttons import CHOSEN, FIRST_WORDS, HINTS, LABELS, SYNC_NOW, Part
from pepsheets.tabs.in_step import FIRST_WORDS as NOTHING_SHARED
from pepsheets.tabs.in_step import HINTS as LINE_HINTS
from pepsheets.tabs.in_step import OVERDUE, ROOM, LinePart
from pepsheets.tabs.overview import OverviewRow
from pepsheets.templates.excerpts import Excerpt, shown_columns
from pepsheets.templates.lines import Line, LineCell
from pepsheets.templates.looks import (
    ABOUT_LOOK,
    HINT_LOOK,
    LINE,
    OWN_HEADING,
    QUIET,
    STEPS_LOOK,
    TITLE_LOOK,
    WHITE,
    Look,
)

WIDTHS = (12, 18, 18, 30, 60)
"""The widths of the columns in which the buttons of a workbook file stand. The last holds sentences, which run on to
the right: rows of a workbook file do not grow with what is written into them."""

GOOGLE_WIDTHS = (18, 40, 44, 20, 32)
"""Those of a Google Sheet, where they stand above the table; the first three are the table's own."""

THEIRS = "pepsheets shows here what stands in the workbook. Anything typed here is replaced."

_ORDER = (Part.TICK, Part.LABEL, Part.LAST_CHECKED, Part.NEXT_DUE, Part.OUTCOME)
_LINE_ORDER = (LinePart.SHARE, None, LinePart.LAST, LinePart.NEXT, LinePart.HOW)
_GOOGLE_ORDER = tuple(Part)
_GOOGLE_LINE_ORDER = (None, *LinePart)

_STEPS = (
    "1.  Fill in the white columns on the tabs with a blue tab colour. Begin with Schools, Subscriptions and People.",
    "2.  Save and close the workbook, then run:  pepsheets check.  It lists what to put right, and changes nothing.",
    "3.  Run:  pepsheets recalc.  It fills in the shaded columns and the tabs with a grey tab colour, this one too.",
    "4.  Open the Checks tab. Each line says what to put right, and its link leads to the cell.",
)
_SHARED = "This sheet and the partnership's workbook are kept in step: what is typed in one comes into the other."
_HINT = f"Choose {CHOSEN}, save and close: pepsheets sees it when it next looks, answers here and clears it."
_HOW = f"Choose {CHOSEN}, save and close. While 'pepsheets serve' runs, it is seen, answered here and cleared."
_TICKS = "Ask with a tick"
_BUTTONS = "Buttons"
_HEADING: Look = {
    "bold": True,
    "font_color": WHITE,
    "bg_color": OWN_HEADING,
    "valign": "vcenter",
    "align": "left",
    "indent": 1,
}
_TEXT: Look = {"align": "left", "valign": "vcenter", "indent": 1, "bottom": 1, "bottom_color": LINE}
_STRONG: Look = {**_TEXT, "bold": True}
_QUIET: Look = {**_TEXT, "font_color": QUIET}
_TICK: Look = {"align": "center", "valign": "vcenter", "bold": True, "border": 1, "border_color": LINE}
_WRAPPED: Look = {"text_wrap": True}
_ROW = 21
"""The height of a row of headings, in points."""


def overview_lines(partnership: Partnership) -> tuple[Line, ...]:
    """All that stands above the table of a workbook file's Overview, or on one that has no table."""
    welcome = _shared(partnership) if isinstance(partnership, Excerpt) else _steps("workbook", _STEPS)
    below = () if has_figures(partnership) else beside_lines(partnership)
    return (*_title(partnership), *welcome, *_table_title(partnership), *below)


def beside_lines(partnership: Partnership) -> tuple[Line, ...]:
    """What stands beside the table of a workbook file's Overview, from the row above its headings on."""
    hint = _HINT if isinstance(partnership, Excerpt) else _HOW
    return (
        Line(_TICKS, STEPS_LOOK, 30),
        *button_lines(labels_of(partnership), _ORDER),
        Line(hint, HINT_LOOK, None),
        Line("", ABOUT_LOOK, None),
        *in_step_lines(_LINE_ORDER),
    )


def labels_of(partnership: Partnership) -> tuple[str, ...]:
    """The buttons of a sheet: nothing is recalculated on a shared one."""
    return (SYNC_NOW,) if isinstance(partnership, Excerpt) else LABELS


def google_lines(partnership: Partnership, how: Sequence[str]) -> tuple[Line, ...]:
    """All that stands above the table of a Google Sheet's Overview. ``how`` are the steps of its use."""
    return (
        *_title(partnership),
        *(_shared(partnership) if isinstance(partnership, Excerpt) else _steps("sheet", how)),
        Line(_BUTTONS, STEPS_LOOK, 30),
        *google_buttons(labels_of(partnership)),
        *google_in_step(),
        *_table_title(partnership),
    )


def google_buttons(labels: Sequence[str]) -> Iterator[Line]:
    """The buttons of a Google Sheet, whose rows grow with their texts."""
    return map(_wrapped, button_lines(labels, _GOOGLE_ORDER))


def google_in_step() -> Iterator[Line]:
    """How the shared sheets stand, on a Google Sheet."""
    return map(_wrapped, in_step_lines(_GOOGLE_LINE_ORDER))


def _wrapped(line: Line) -> Line:
    return replace(line, cells=tuple(replace(cell, look={**cell.look, **_WRAPPED}) for cell in line.cells))


def _title(partnership: Partnership) -> Iterator[Line]:
    yield Line(partnership.name, {**TITLE_LOOK, "font_size": 22}, 36)
    yield Line(partnership.about, ABOUT_LOOK, 18)


def _steps(what: str, how: Sequence[str]) -> Iterator[Line]:
    """How it is used."""
    yield Line(f"How to use this {what}", STEPS_LOOK, 30)
    yield from (Line(step, ABOUT_LOOK, 18) for step in how)


def _shared(partnership: Excerpt) -> Iterator[Line]:
    yield Line(THEIRS if partnership.is_read_only else _SHARED, ABOUT_LOOK, 18)


def has_figures(partnership: Partnership) -> bool:
    """Whether the Overview shows any figures. On a shared sheet it may be there for the buttons alone."""
    return bool(shown_columns(OverviewRow, partnership))


def _table_title(partnership: Partnership) -> Iterator[Line]:
    if has_figures(partnership):
        yield Line("Where we stand", STEPS_LOOK, 30)


def button_lines(labels: Sequence[str], order: Sequence[Part]) -> Iterator[Line]:
    """The buttons: their headings, then a row for each."""
    yield _line(_ROW, *(LineCell(part.value, _HEADING, HINTS.get(part, "")) for part in order))
    for label in labels:
        said = {Part.LABEL: LineCell(label, _STRONG), Part.TICK: LineCell("", _TICK, is_tick=True)}
        yield _line(None, *(said.get(part) or LineCell(FIRST_WORDS[part], _QUIET) for part in order))


def in_step_lines(order: Sequence[LinePart | None] = _LINE_ORDER) -> Iterator[Line]:
    """How the shared sheets stand: headings, then a row for each. One column of the buttons is not used."""
    yield _line(_ROW, *(LineCell(part.value, _HEADING, LINE_HINTS[part]) if part else _NO_HEADING for part in order))
    for number in range(ROOM):
        words = "" if number else NOTHING_SHARED
        yield _line(None, *(_line_cell(part, words if part is LinePart.HOW else "") for part in order))


def _line_cell(part: LinePart | None, words: str) -> LineCell:
    alarm = OVERDUE if part is LinePart.HOW else ""
    return LineCell(words, _STRONG if part is LinePart.SHARE else _QUIET, alarm=alarm)


def _line(height: int | None, *cells: LineCell) -> Line:
    return Line("", ABOUT_LOOK, height, cells)


_NO_HEADING = LineCell("", _HEADING)
