"""Which cells take which colour."""

from __future__ import annotations

import pytest

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.templates.conditions import conditions_of
from pepsheets.templates.layout import layout_of
from pepsheets.templates.looks import Tone
from tests.templates.opened import bounds_of, empty, sheet_of

BY_NAME = {tab.tab: tab for tab in PEPMK.tabs}


def formulas(tab: str, column: str, tone: Tone) -> str:
    layout = layout_of(BY_NAME[tab], PEPMK, ())
    place = layout.place(column)
    found = [
        each for each in conditions_of(layout) if each.tone is tone and each.first_column <= place <= each.last_column
    ]
    return " ".join(each.formula for each in found)


@pytest.mark.parametrize(
    ("tab", "column", "tone", "words"),
    [
        ("Checks", "severity", Tone.BAD, "To put right"),
        ("Checks", "severity", Tone.CARE, "Worth a look"),
        ("Meetings", "quorate", Tone.BAD, "Inquorate"),
        ("Meetings", "quorate", Tone.GOOD, "Quorate"),
        ("Meetings", "notice_met", Tone.BAD, "Short by"),
        ("Actions", "standing", Tone.BAD, "Overdue"),
        ("Statements", "note", Tone.CARE, "Not complete"),
        ("Statements", "owed", Tone.BAD, "<0"),
        ("Facets", "short_by", Tone.BAD, ">0"),
        ("Rules", "source", Tone.OFF, '="")'),
        ("Bookings", "school", Tone.MISSING, "COUNTA($A5:$L5)>0"),
    ],
)
def test_colours_follow_what_the_cells_say(tab: str, column: str, tone: Tone, words: str) -> None:
    assert words in formulas(tab, column, tone)


def test_what_people_typed_is_not_coloured_by_how_it_begins() -> None:
    assert not formulas("Charges", "what", Tone.GOOD) and not formulas("Checks", "message", Tone.BAD)


@pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
def test_colours_reach_from_the_first_row_of_the_table_to_its_last(tab: type[Row]) -> None:
    _, heading_row, last_column, last_row = bounds_of(tab, empty())
    areas = [area for each in sheet_of(tab, empty()).conditional_formatting for area in each.sqref.ranges]
    # How shared sheets stand is told beside the table of the Overview.
    ranges = [area for area in areas if area.min_col <= last_column]
    assert bool(ranges) == any(True for _ in conditions_of(layout_of(tab, PEPMK, ())))
    assert all((area.min_row, area.max_row) == (heading_row + 1, last_row) for area in ranges)


def test_every_needed_cell_shows_when_it_is_missing() -> None:
    for tab in PEPMK.tabs:
        for column in columns_of(tab):
            if column.required and not column.is_computed:
                assert formulas(tab.tab, column.name, Tone.MISSING)
