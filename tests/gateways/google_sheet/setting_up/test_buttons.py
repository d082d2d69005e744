"""The buttons are found by their words, wherever they stand."""

from __future__ import annotations

import pytest

from pepsheets.sheets import Cell
from pepsheets.tabs.buttons import RECALCULATE, SYNC_NOW, Button, Part, buttons_on

HEADINGS: list[Cell] = ["Tick here", "Button", "What happened", "Last checked", "Next due"]


def found(*rows: list[Cell]) -> list[tuple[str, int, bool]]:
    return [(button.label, button.row, button.is_ticked) for button in buttons_on(rows)]


def test_a_ticked_box_is_seen() -> None:
    assert found(HEADINGS, [False, RECALCULATE], [True, SYNC_NOW]) == [(RECALCULATE, 2, False), (SYNC_NOW, 3, True)]


def test_rows_and_columns_may_be_moved_and_capitals_forgiven() -> None:
    rows: list[list[Cell]] = [["Us"], [], [None, "button", None, " TICK  here"], [], [None, "sync NOW", None, True]]
    assert buttons_on(rows) == (Button(SYNC_NOW, 5, {Part.LABEL: 2, Part.TICK: 4}, is_ticked=True),)


@pytest.mark.parametrize("cell", ["TRUE", "x", "Yes", " y ", "\N{CHECK MARK}"])
def test_in_a_workbook_file_a_tick_is_typed_in_words(cell: Cell) -> None:
    assert found(HEADINGS, [cell, SYNC_NOW]) == [(SYNC_NOW, 2, True)]


@pytest.mark.parametrize("cell", ["FALSE", "no", 1.0, None, "", "yes please, when there is time"])
def test_only_a_tick_is_a_tick(cell: Cell) -> None:
    assert found(HEADINGS, [cell, SYNC_NOW]) == [(SYNC_NOW, 2, False)]


def test_a_short_row_has_no_tick() -> None:
    assert found(["Button", "Tick here"], [SYNC_NOW]) == [(SYNC_NOW, 2, False)]


def test_a_label_that_stands_twice_counts_once() -> None:
    assert found(HEADINGS, [False, SYNC_NOW], [True, SYNC_NOW]) == [(SYNC_NOW, 2, False)]


def test_buttons_may_stand_in_two_blocks() -> None:
    rows: list[list[Cell]] = [HEADINGS, [False, SYNC_NOW], [], [None, *HEADINGS], [None, True, RECALCULATE]]
    assert found(*rows) == [(SYNC_NOW, 2, False), (RECALCULATE, 5, True)]


def test_without_the_headings_there_are_no_buttons() -> None:
    assert found([True, SYNC_NOW]) == [] and found(["Button"], [SYNC_NOW]) == [] and found() == []
