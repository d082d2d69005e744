"""What its owner has protected or signed is not written, and the sentence says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.sheets import CannotWriteCell, Resize, TableCannotGrow
from tests.gateways.workbook_file.books import SHEET, altered, costs, part, plain, read, replacing, write


def protected(path: Path, password: str = "") -> Path:
    """A protected tab Costs whose cell B2 and third column may be filled in."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Costs")
    free = book.add_format({"locked": False})
    sheet.add_table("A1:B3", {"name": "Costs"})
    sheet.set_column(2, 2, 10, free)
    sheet.write_number("A2", 1)
    sheet.write_number("B2", 2, free)
    sheet.protect(password)
    book.close()
    return path


@pytest.mark.parametrize("password", ["", "secret"])
@pytest.mark.parametrize("place", [(2, 1), (9, 5)], ids=["filled", "not there yet"])
def test_a_locked_cell_of_a_protected_tab_is_not_written(tmp_path: Path, password: str, place: tuple[int, int]) -> None:
    path = protected(tmp_path / "costs.xlsx", password)
    before = path.read_bytes()
    with pytest.raises(CannotWriteCell) as refusal:
        write(path, {(2, 2): 5, place: 6})
    name = {(2, 1): "A2", (9, 5): "E9"}[place]
    assert refusal.value.message == f"The cell {name} of the tab 'Costs' is locked, and the tab is protected."
    assert "Review, Unprotect Sheet" in refusal.value.remedy and path.read_bytes() == before


def test_cells_that_were_left_open_are_written(tmp_path: Path) -> None:
    path = protected(tmp_path / "costs.xlsx", "secret")
    write(path, {(2, 2): 5, (9, 3): 6})
    assert read(path)[1][1] == 5 and read(path)[8][2] == 6
    assert b"<sheetProtection password=" in part(path, SHEET)


@pytest.mark.parametrize(("last_row", "needs"), [(6, "more"), (2, "fewer")])
def test_a_table_of_a_protected_tab_keeps_its_rows(tmp_path: Path, last_row: int, needs: str) -> None:
    path = protected(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    with pytest.raises(TableCannotGrow, match=f"needs {needs} rows, and the tab is protected"):
        write(path, {}, Resize("Costs", "Costs", last_row))
    assert path.read_bytes() == before


@pytest.mark.parametrize("tag", ['<sheetProtection sheet="0"/>', '<sheetProtection selectLockedCells="1"/>'])
def test_a_protection_that_is_off_does_not_count(tmp_path: Path, tag: str) -> None:
    path = protected(tmp_path / "costs.xlsx")
    old = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
    altered(path, {SHEET: replacing((old, tag))})
    write(path, {(2, 1): 5}, Resize("Costs", "Costs", 6))
    assert read(path)[1][0] == 5


def test_a_protected_tab_of_a_workbook_without_styles_is_all_locked(tmp_path: Path) -> None:
    path = altered(plain(tmp_path / "costs.xlsx"), {}, {"xl/styles.xml": "xl/elsewhere.xml"})
    altered(path, {SHEET: replacing(("</sheetData>", '</sheetData><sheetProtection sheet="1"/>'))})
    with pytest.raises(CannotWriteCell, match="is locked"):
        write(path, {(2, 2): 5})


def test_other_tabs_than_the_protected_one_are_written(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {"xl/worksheets/sheet2.xml": replacing(("</sheetData>", '</sheetData><sheetProtection sheet="1"/>'))})
    write(path, {(2, 2): 5})
    assert read(path)[1][1] == 5


@pytest.mark.parametrize(
    "protection", ['<workbookProtection lockStructure="1"/>', '<workbookProtection workbookPassword="CC1A"/>']
)
def test_a_workbook_whose_tabs_may_not_be_moved_is_written(tmp_path: Path, protection: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {"xl/workbook.xml": replacing(("<bookViews>", f"{protection}<bookViews>"))})
    write(path, {(5, 1): "Newton"}, Resize("Costs", "Costs", 5))
    assert read(path)[4][0] == "Newton" and protection.encode() in part(path, "xl/workbook.xml")
