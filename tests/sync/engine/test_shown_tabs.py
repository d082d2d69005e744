"""Tabs that pepsheets works out whole are shown on the shared sheet as they stand in the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.sheets import Cell
from pepsheets.sync.values import canonical
from pepsheets.tabs.declaration import columns_of
from pepsheets.tabs.overview import OverviewRow
from pepsheets.validation.locating import locate
from tests.sync.engine.papers import Paper
from tests.sync.engine.partners import Partners, partners, share_of

SHARE = share_of("Overview", "Meetings")


@pytest.fixture(params=["a file and Google", "two files"])
def sides(request: pytest.FixtureRequest, tmp_path: Path) -> Partners:
    return partners(tmp_path, request.getfixturevalue("google") if "Google" in request.param else None, SHARE)


def figures(paper: Paper) -> list[list[Cell]]:
    """The rows of the Overview's table."""
    located = locate(OverviewRow, paper.sheet("Overview"))
    assert located is not None and len(located.places) == len(columns_of(OverviewRow))
    rows = located.sheet.rows[located.first_row - 1 : located.last_row]
    cells = ([row[place - 1] if place <= len(row) else None for place in located.places.values()] for row in rows)
    return [[canonical(cell) for cell in row] for row in cells if any(cell is not None for cell in row)]


def test_every_row_is_shown_and_a_round_after_it_writes_nothing(sides: Partners) -> None:
    assert len(figures(sides.workbook)) > 10
    assert figures(sides.shared) == figures(sides.workbook)
    sides.forget_that_all_rests()
    again = sides.sync()
    assert again.is_good and (again.to_shared, again.to_workbook) == (0, 0)


def test_a_figure_that_changes_is_shown_anew(sides: Partners) -> None:
    before = figures(sides.workbook)
    sides.shared.delete("Meetings", sides.shared.keys("Meetings")[-1])
    assert sides.sync().is_good
    assert figures(sides.shared) == figures(sides.workbook) != before
