"""Tables that end at another row: what goes with them, and what stands in their way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pepsheets.sheets import Area, CannotWriteCell, Resize, TableCannotGrow, Value
from tests.gateways.workbook_file.books import (
    SHEET,
    altered,
    changed_parts,
    costs,
    door,
    part,
    parts,
    read,
    replacing,
    write,
)

TABLE = "xl/tables/table1.xml"
NEW: dict[tuple[int, int], Value] = {
    (5, 1): "Newton",
    (5, 2): 40,
    (5, 3): date(2026, 2, 1),
    (5, 4): Decimal("60.00"),
    (6, 1): "Oakley",
}


def grow(path: Path, last_row: int = 6) -> None:
    write(path, NEW, Resize("Costs", "Costs", last_row))


def test_a_table_grows_with_its_filter(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    grow(path)
    [sheet] = door(path).read(["Costs"]).sheets
    assert sheet.tables[0].area == Area(1, 1, 6, 4)
    assert part(path, TABLE).count(b'ref="A1:D6"') == 2
    assert [row[0] for row in sheet.rows[:6]] == [
        "School",
        "Hillside",
        "St Anne's & co",
        "Park <3>",
        "Newton",
        "Oakley",
    ]


def test_new_rows_look_like_the_last_one(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    grow(path)
    sheet = openpyxl.load_workbook(path)["Costs"]
    for row in (5, 6):
        assert sheet.cell(row, 3).number_format == "d mmm yyyy"
        assert sheet.cell(row, 4).font.bold and sheet.cell(row, 4).fill.fgColor.rgb == "FFDDEEFF"
    assert sheet["D5"].number_format == "£#,##0.00" and sheet["D6"].number_format == "General"


def test_rules_and_validations_reach_to_the_new_end(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    grow(path)
    sheet = openpyxl.load_workbook(path)["Costs"]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B2:B6"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["A2:A6"]


def test_names_and_charts_that_covered_the_table_still_do(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    grow(path)
    assert openpyxl.load_workbook(path).defined_names["SchoolNames"].attr_text == "Costs!$A$2:$A$6"
    chart = part(path, "xl/charts/chart1.xml")
    assert b"<c:f>Costs!$A$2:$A$6</c:f>" in chart and b"<c:f>Costs!$B$2:$B$6</c:f>" in chart


def test_only_what_covers_the_table_changes(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = parts(path)
    grow(path)
    expected = {SHEET, TABLE, "xl/workbook.xml", "xl/styles.xml", "xl/charts/chart1.xml"}
    assert changed_parts(before, path) == expected


def test_a_table_shrinks_again(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    grow(path)
    write(path, dict.fromkeys(NEW), Resize("Costs", "Costs", 4))
    [sheet] = door(path).read(["Costs"]).sheets
    assert sheet.tables[0].area == Area(1, 1, 4, 4)
    assert openpyxl.load_workbook(path).defined_names["SchoolNames"].attr_text == "Costs!$A$2:$A$4"
    assert all(value is None for row in sheet.rows[4:] for value in row)


def test_a_table_keeps_one_row(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(row, column): None for row in (2, 3, 4) for column in (1, 2, 3, 4)}, Resize("Costs", "Costs", 1))
    assert door(path).read(["Costs"]).sheets[0].tables[0].area == Area(1, 1, 2, 4)


def test_a_table_that_stays_changes_nothing(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    write(path, {}, Resize("Costs", "Costs", 4))
    assert path.read_bytes() == before


def test_a_rule_on_one_cell_alone_does_not_spread(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {SHEET: replacing(('sqref="B2:B4"', 'sqref="B4 C2:C4 G2:G4 A1:A9"'))})
    grow(path)
    assert b'sqref="B4 C2:C6 G2:G4 A1:A9"' in part(path, SHEET)


def test_extended_rules_reach_to_the_new_end_and_sparklines_do_not(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    sheet = book.add_worksheet("Costs")
    sheet.add_table("A1:B3", {"name": "Costs"})
    sheet.conditional_format("B2:B3", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("B3", {"range": "Costs!A2:A3"})
    book.close()
    write(tmp_path / "costs.xlsx", {}, Resize("Costs", "Costs", 9))
    xml = part(tmp_path / "costs.xlsx", SHEET)
    assert xml.count(b"<xm:sqref>B2:B9</xm:sqref>") == 1 and b"<xm:sqref>B3</xm:sqref>" in xml


def test_a_print_area_that_covered_the_table_still_does(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    area = '<definedName name="_xlnm.Print_Area" localSheetId="0">Costs!$A$1:$D$4</definedName></definedNames>'
    altered(path, {"xl/workbook.xml": replacing(("</definedNames>", area))})
    grow(path)
    assert b">Costs!$A$1:$D$6</definedName>" in part(path, "xl/workbook.xml")


def test_names_of_other_tabs_and_other_ranges_stay(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    others = ("Notes!$A$2:$A$4", "Costs!$A$3:$A$4", "Costs!$A$2:$F$4", "Costs!$G$2:$G$4", "SUM(Costs!$A$2:$A$40)")
    names = "".join(f'<definedName name="n{n}">{text}</definedName>' for n, text in enumerate(others))
    altered(path, {"xl/workbook.xml": replacing(("</definedNames>", f"{names}</definedNames>"))})
    grow(path)
    assert all(f">{text}</definedName>" in part(path, "xl/workbook.xml").decode() for text in others)


@pytest.mark.parametrize(("row", "what"), [(1, "heading"), (5, "totals row")])
def test_what_a_table_repeats_in_its_own_part_is_not_changed(tmp_path: Path, row: int, what: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    sheet = book.add_worksheet("Costs")
    columns = [{"header": "School", "total_string": "All"}, {"header": "Due"}]
    sheet.add_table("A1:B5", {"name": "Costs", "total_row": True, "columns": columns})
    book.close()
    write(tmp_path / "costs.xlsx", {(1, 1): "School", (1, 3): "beside", (3, 1): "inside"})
    with pytest.raises(CannotWriteCell, match=f"A{row} of the tab 'Costs' is in the {what} of the table 'Costs'"):
        write(tmp_path / "costs.xlsx", {(row, 1): "Name"})


def totals(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table("A1:B4", {"name": "Costs", "total_row": True})


def filled(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table("A1:B4", {"name": "Costs"})
    sheet.write("B6", "Prepared by the trust")


def formula(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table("A1:B4", {"name": "Costs"})
    sheet.write_formula("B5", "=SUM(B2:B4)")


def second_table(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table("A1:B4", {"name": "Costs"})
    sheet.add_table("B6:C8", {"name": "Rates", "header_row": False})


def merged(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table("A1:B4", {"name": "Costs"})
    sheet.merge_range("B5:C5", "")


OBSTACLES: dict[str, tuple[Callable[[xlsxwriter.worksheet.Worksheet], None], str]] = {
    "totals": (totals, "has a totals row in the way. Nothing was written. Switch the totals row off"),
    "filled": (filled, "the cell B6 below it is filled"),
    "formula": (formula, "the cell B5 below it is filled"),
    "second table": (second_table, "the table 'Rates' is in the way"),
    "merged": (merged, "the merged cell B5 below it is in the way"),
}


@pytest.mark.parametrize(("build", "reason"), OBSTACLES.values(), ids=OBSTACLES)
def test_what_is_in_the_way_is_named_and_nothing_written(
    tmp_path: Path, build: Callable[[xlsxwriter.worksheet.Worksheet], None], reason: str
) -> None:
    path = tmp_path / "costs.xlsx"
    book = xlsxwriter.Workbook(str(path))
    build(book.add_worksheet("Costs"))
    book.close()
    before = path.read_bytes()
    with pytest.raises(TableCannotGrow) as refusal:
        write(path, {(5, 1): "new"}, Resize("Costs", "Costs", 7))
    assert reason in str(refusal.value)
    assert path.read_bytes() == before


def test_a_table_that_a_query_fills_is_left_alone(tmp_path: Path) -> None:
    path = altered(costs(tmp_path / "costs.xlsx"), {TABLE: replacing(("<table ", '<table tableType="queryTable" '))})
    with pytest.raises(TableCannotGrow, match="is filled by a query"):
        grow(path)


def test_a_table_that_is_gone_is_told(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    with pytest.raises(TableCannotGrow, match="has no table called 'Absent' any more"):
        write(path, {}, Resize("Costs", "Absent", 9))


def test_what_stands_beside_a_table_is_no_obstacle(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(5, 6): "beside", (6, 1): None})
    grow(path)
    assert read(path)[4][5] == "beside"
