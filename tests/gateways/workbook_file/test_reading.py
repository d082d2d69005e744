"""What the door reads, and what a fast reader would have passed over in silence."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.gateways.workbook_file.scan import examine
from pepsheets.sheets import Area, CellError, NamedTable, NotAWorkbook
from tests.gateways.workbook_file.books import SHEET, altered, costs, door, plain, read, replacing, with_cells


def test_values_come_as_the_file_has_them(tmp_path: Path) -> None:
    rows = read(costs(tmp_path / "costs.xlsx"))
    assert rows[1][:4] == ["Hillside", 210.0, date(2026, 1, 1), 315.0]
    assert rows[2][0] == "St Anne's & co" and rows[3][0] == "Park <3>"


def test_blank_cells_are_none(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx", [["School", None, "Due"], [None, 0, False]])
    assert read(path) == [["School", None, "Due"], [None, 0.0, False]]


@pytest.mark.parametrize("name", ["Costs", "costs", "  COSTS ", "c o s t s"])
def test_a_tab_is_found_whatever_the_capitals_and_spaces(tmp_path: Path, name: str) -> None:
    path = plain(tmp_path / "costs.xlsx", tab="C o s t s" if name == "c o s t s" else "Costs")
    assert len(door(path).read([name]).sheets) == 1


def test_a_tab_is_found_by_the_name_of_its_table(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {"xl/workbook.xml": replacing(('name="Costs"', 'name="Spending"'))})
    book = door(path).read(["Costs"])
    assert [sheet.name for sheet in book.sheets] == ["Spending"]


def test_only_the_wanted_tabs_are_read_but_all_are_named(tmp_path: Path) -> None:
    book = door(costs(tmp_path / "costs.xlsx")).read(["Notes", "Absent"])
    assert [sheet.name for sheet in book.sheets] == ["Notes"]
    assert book.tab_names == ("Costs", "Notes")


def test_the_tables_of_a_tab_are_named_with_their_areas(tmp_path: Path) -> None:
    [sheet] = door(costs(tmp_path / "costs.xlsx")).read(["Costs"]).sheets
    assert sheet.tables == (NamedTable("Costs", Area(1, 1, 4, 4), has_totals=False),)


def test_a_totals_row_is_told(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    book.add_worksheet("Costs").add_table("A1:B4", {"name": "Costs", "total_row": True})
    book.close()
    [sheet] = door(tmp_path / "costs.xlsx").read(["Costs"]).sheets
    assert sheet.tables[0].has_totals


def test_formulas_are_told_from_values(tmp_path: Path) -> None:
    [sheet] = door(costs(tmp_path / "costs.xlsx")).read(["Costs"]).sheets
    assert sheet.formulas == {(1, 7)}
    assert sheet.rows[0][6] == 1512.0


def test_a_formula_that_was_never_calculated_is_no_blank(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx", [["Sum", "=1+1"]])
    [[_, found]] = read(path)
    assert isinstance(found, CellError) and found.is_uncalculated


def test_a_formula_whose_result_is_empty_text_was_calculated(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    altered(path, {SHEET: with_cells('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>')})
    [sheet] = door(path).read(["Costs"]).sheets
    assert sheet.formulas == {(1, 2)} and sheet.rows[0][1:] in ([], [None])


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#SPILL!"])
def test_an_error_is_no_blank_and_no_text(tmp_path: Path, error: str) -> None:
    path = plain(tmp_path / "costs.xlsx")
    cells = f'<row r="2"><c r="C2" t="e"><f>A1</f><v>{error}</v></c><c r="D2" t="str"><v>t="e"</v></c></row>'
    altered(path, {SHEET: with_cells(cells)})
    rows = read(path)
    assert rows[1][2] == CellError(error) and rows[1][3] == 't="e"'


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    cells = '<row><c><v>1</v></c><c><f>A1</f></c></row><row><c/><c t="e"><v>#REF!</v></c></row>'
    found = examine(f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode())
    assert found.formulas == {(1, 2)}
    assert found.errors == {(1, 2): CellError("formula without a result"), (2, 2): CellError("#REF!")}


def test_our_own_links_are_not_formulas_of_the_owner(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    link = "HYPERLINK(&quot;#'Costs'!A2&quot;,&quot;go&quot;)"
    altered(path, {SHEET: with_cells(f'<row r="1"><c r="A1" t="str"><f>{link}</f><v>go</v></c></row>')})
    [sheet] = door(path).read(["Costs"]).sheets
    assert sheet.formulas == frozenset() and sheet.rows[0][0] == "go"


def test_dates_are_the_same_in_workbooks_that_count_from_1904(tmp_path: Path) -> None:
    assert read(costs(tmp_path / "costs.xlsx", date_1904=True))[1][2] == date(2026, 1, 1)


def test_a_duration_shorter_than_a_day_is_a_time(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    sheet = book.add_worksheet("Costs")
    hours = book.add_format({"num_format": "[h]:mm"})
    sheet.write_number(0, 0, 0.25, hours)
    sheet.write_number(0, 1, 1.5, hours)
    book.close()
    assert read(tmp_path / "costs.xlsx") == [[time(6, 0), 1.5]]


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "[h]:mm"])
@pytest.mark.parametrize("number", [7700900123.0, -1e300, 3e11])
def test_a_telephone_number_among_dates_stays_a_number(tmp_path: Path, number: float, number_format: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    sheet = book.add_worksheet("Costs")
    dated = book.add_format({"num_format": number_format})
    sheet.write_number(0, 0, number, dated)
    sheet.write_number(0, 1, 0.25, dated)
    book.close()
    assert read(tmp_path / "costs.xlsx") == [[number, time(6, 0)]]


def test_a_cell_at_the_end_of_the_sheet_is_named_rather_than_filling_the_memory(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    altered(path, {SHEET: with_cells(far)})
    with pytest.raises(NotAWorkbook, match="in cell XFD1048576, far away from the rest"):
        door(path).read(["Costs"])


def test_formats_at_the_end_of_the_sheet_are_no_obstacle(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    altered(path, {SHEET: with_cells(far)})
    assert read(path) == [[1.0]]


def test_the_state_changes_with_the_file(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    before = door(path).read([]).state
    plain(path, [["Other"]])
    assert door(path).read([]).state != before
