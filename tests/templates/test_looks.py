"""Nothing is cut off, and every colour can be read."""

from __future__ import annotations

import pytest

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.templates import looks
from pepsheets.templates.columns import planned_columns
from pepsheets.templates.layout import layout_of
from pepsheets.templates.looks import Tone
from pepsheets.templates.notes import note_of, note_size

AA = 4.5
"""WCAG 2.2, success criterion 1.4.3: the contrast of text that everyone can read."""

GROUNDS = [(tone.value[0] or looks.WHITE, tone.value[1]) for tone in Tone]
GROUNDS += [(heading, looks.WHITE) for heading in (looks.KEY_HEADING, looks.OWN_HEADING, looks.OUR_HEADING)]
GROUNDS += [
    (ground, text) for ground in (looks.WHITE, looks.SHADE) for text in (looks.INK, looks.QUIET, looks.CHART_BLUE)
]
GROUNDS += [(looks.SHADE, Tone.OFF.value[1])]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ground", "text"), GROUNDS)
def test_texts_stand_out_from_their_ground(ground: str, text: str) -> None:
    dark, light = sorted((luminance(ground), luminance(text)))
    assert (light + 0.05) / (dark + 0.05) >= AA


@pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
def test_every_heading_fits_in_two_lines(tab: type[Row]) -> None:
    for planned in planned_columns(tab, {}):
        lines, line = 1, 0
        for word in planned.column.heading.split():
            if line and line + 1 + len(word) > planned.width - 2:
                lines, line = lines + 1, 0
            line += len(word) + bool(line)
            assert len(word) <= planned.width - 2
        assert lines <= 2


def test_headings_in_a_row_of_one_line_keep_clear_of_their_buttons() -> None:
    """In characters: the button covers three at the right end, and a step of indent is one and a half."""
    for layout in filter(
        lambda layout: layout.has_headings_in_a_line, (layout_of(tab, PEPMK, []) for tab in PEPMK.tabs)
    ):
        assert layout.heading_height == 21
        for planned in layout.columns:
            look = looks.heading_look(planned, in_a_line=True)
            heading = planned.column.heading + " *" * (planned.column.is_needed and not planned.column.is_computed)
            room = planned.width - (6 if look["align"] == "center" else 4.5)
            assert planned.column.is_row_id or len(heading) <= room
            assert look["align"] != "right" or look["indent"] == 2


@pytest.mark.parametrize(("name", "height"), [("Overview", 21), ("Checks", 21), ("Conflicts", 21), ("Bookings", 36)])
def test_a_row_of_headings_is_as_high_as_the_longest_needs(name: str, height: int) -> None:
    assert layout_of(next(tab for tab in PEPMK.tabs if tab.tab == name), PEPMK, []).heading_height == height


@pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
def test_every_note_has_room(tab: type[Row]) -> None:
    for column in columns_of(tab):
        note = note_of(column, tab)
        width, height = note_size(note)
        assert height // 18 >= sum(1 + len(part) // 45 for part in note.split("\n")) and width >= 250


def test_columns_grow_with_the_names_they_hold() -> None:
    school = next(tab for tab in PEPMK.tabs if tab.tab == "Schools")
    long_name = "The Federation of Great Linford and Giffard Park Schools"
    assert planned_columns(school, {"name": [long_name]})[0].width > len(long_name)
