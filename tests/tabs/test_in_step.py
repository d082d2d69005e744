"""The lines that say how shared sheets stand are found by their headings, wherever they were moved."""

from __future__ import annotations

from pepsheets.sheets import Cell
from pepsheets.tabs.in_step import LinePart, line_of, lines_on

HEADINGS: list[Cell] = ["In step with", None, "Last in step", "Next round", "How it stands"]
HEADS: list[Cell] = ["Heads", None, "21/11/2026 09:15", "09:30, then every 15 minutes", "In step."]


def test_a_share_has_its_own_line() -> None:
    found = line_of(" HEADS ", [[], HEADINGS, [], HEADS])
    assert found is not None
    assert (found.row, found.share, found.cells[LinePart.HOW]) == (4, "Heads", "In step.")


def test_a_share_without_one_gets_the_first_that_is_free() -> None:
    found = line_of("Office", [HEADINGS, HEADS, []])
    assert found is not None and (found.row, found.share) == (3, "")


def test_where_all_are_taken_a_share_has_none() -> None:
    assert line_of("Office", [HEADINGS, ["A"], ["B"], ["C"], []]) is None


def test_rows_and_columns_may_be_moved_and_capitals_forgiven() -> None:
    rows: list[list[Cell]] = [["Us"], [None, "HOW it stands", None, "in step  with"], [None, "In step.", None, "Heads"]]
    found = line_of("Heads", rows)
    assert found is not None and found.columns == {LinePart.SHARE: 4, LinePart.HOW: 2}


def test_without_the_headings_there_are_no_lines() -> None:
    assert lines_on([["In step with"], ["Heads"]]) == () and line_of("Heads", []) is None
