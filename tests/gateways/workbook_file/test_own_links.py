"""A link of ours is known by its text, also where a program saved the workbook without calculating anything."""

from pathlib import Path

import openpyxl
import pytest

from pepsheets.gateways import open_gateway
from pepsheets.gateways.workbook_file import write_cells
from pepsheets.sheets import Link


@pytest.mark.parametrize("text", ["Costs!E7", 'say "no"', "a, b) & <c>"])
def test_a_link_without_a_result_still_shows_its_text_and_can_be_cleared(tmp_path: Path, text: str) -> None:
    path = tmp_path / "links.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Checks"
    book.save(path)
    write_cells(path, {("Checks", "B2"): Link(text, "Checks", "A1")})
    openpyxl.load_workbook(path).save(path)  # as a program saves it that keeps formulas and forgets their results
    [sheet] = open_gateway(str(path)).read(["Checks"]).sheets
    assert sheet.rows[1][1] == text and sheet.formulas == frozenset()
    write_cells(path, {("Checks", "B2"): None})
    [sheet] = open_gateway(str(path)).read(["Checks"]).sheets
    assert not any(cell for row in sheet.rows for cell in row)
