"""A value is shown as what it is: formats are added where a cell has none fitting, and kept where it has."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pepsheets.sheets import NotAWorkbook, Value
from tests.gateways.workbook_file.books import (
    SHEET,
    altered,
    changed_parts,
    costs,
    number_format,
    part,
    parts,
    plain,
    read,
    write,
)
from tests.gateways.workbook_file.soundness import problems_of


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (date(2026, 3, 2), "dd/mm/yyyy"),
        (datetime(2026, 3, 2, 9, 30), "dd/mm/yyyy hh:mm"),
        (time(9, 30), "hh:mm"),
        (Decimal("1234.50"), "£#,##0.00"),
        (12, "General"),
        ("text", "General"),
    ],
    ids=str,
)
def test_a_cell_without_a_format_gets_the_one_that_its_value_needs(tmp_path: Path, value: Value, code: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(2, 2): value, (3, 4): value, (9, 9): value})
    assert {number_format(path, row, column) for row, column in ((2, 2), (3, 4), (9, 9))} == {code}
    assert openpyxl.load_workbook(path)["Costs"]["D3"].font.bold


def test_a_format_of_the_owners_that_fits_is_kept(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = parts(path)
    write(path, {(2, 3): date(2026, 3, 2)})
    assert number_format(path, 2, 3) == "d mmm yyyy"
    assert "xl/styles.xml" not in changed_parts(before, path)


@pytest.mark.parametrize(
    ("code", "is_kept"),
    [("0.00", True), ('"£"#,##0', True), ("[$£-809]#,##0.00", True), ("0%", False), ("@", False), ("dd/mm/yy", False)],
)
def test_an_amount_keeps_a_format_for_amounts_only(tmp_path: Path, code: str, is_kept: bool) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    book.add_worksheet("Costs").write_number(0, 0, 1, book.add_format({"num_format": code}))
    book.close()
    write(tmp_path / "costs.xlsx", {(1, 1): Decimal("2.50")})
    assert number_format(tmp_path / "costs.xlsx", 1, 1) == (code if is_kept else "£#,##0.00")


def test_one_format_serves_all_cells_that_need_it(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(row, 8): Decimal(row) for row in range(2, 50)})
    first = part(path, "xl/styles.xml")
    write(path, {(row, 9): Decimal(row) for row in range(2, 50)})
    assert part(path, "xl/styles.xml") == first
    assert first.count("£#,##0.00".encode()) == 1


def test_a_new_cell_looks_like_its_row_or_its_column(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    sheet = book.add_worksheet("Costs")
    sheet.set_column(2, 2, 10, book.add_format({"bold": True}))
    sheet.set_row(4, 20, book.add_format({"italic": True}))
    book.close()
    write(tmp_path / "costs.xlsx", {(2, 3): 1, (5, 3): 2, (2, 4): 3})
    seen = openpyxl.load_workbook(tmp_path / "costs.xlsx")["Costs"]
    assert seen["C2"].font.bold and seen["C5"].font.italic and not seen["D2"].font.bold


MINIMAL_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{codes}'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf{number}></xf></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    "codes", ["", '<numFmts count="0"/>', '<numFmts count="1"><numFmt numFmtId="170" formatCode="0"/></numFmts>']
)
@pytest.mark.parametrize("number", ["", ' numFmtId="0"', ' numFmtId=""'])
def test_formats_are_added_to_styles_in_any_spelling(tmp_path: Path, codes: str, number: str) -> None:
    path = plain(tmp_path / "costs.xlsx")
    altered(path, {"xl/styles.xml": lambda _xml: MINIMAL_STYLES.format(codes=codes, number=number).encode()})
    write(path, {(2, 2): Decimal("2.50"), (3, 2): date(2026, 1, 2)})
    styles = part(path, "xl/styles.xml").decode()
    assert read(path)[1][1] == 2.5 and read(path)[2][1] == date(2026, 1, 2)
    assert '<cellXfs count="3">' in styles and styles.count("<numFmt ") == (3 if "170" in codes else 2)


def without_styles(path: Path) -> Path:
    """The same file without its styles part, and with nothing that mentions it."""
    override = rb'<Override PartName="/xl/styles.xml"[^>]*/>'
    link = rb'<Relationship [^>]*/styles"[^>]*/>'
    altered(
        path,
        {
            "[Content_Types].xml": lambda xml: re.sub(override, b"", xml),
            "xl/_rels/workbook.xml.rels": lambda xml: re.sub(link, b"", xml),
        },
        {"xl/styles.xml": "docProps/none.xml"},
    )
    assert b"styles" not in part(path, "[Content_Types].xml") + part(path, "xl/_rels/workbook.xml.rels")
    return path


def test_a_workbook_without_formats_gets_them_when_a_date_needs_one(tmp_path: Path) -> None:
    path = without_styles(plain(tmp_path / "costs.xlsx"))
    before = parts(path)
    write(path, {(2, 2): 5})
    assert changed_parts(before, path) == {SHEET}
    write(path, {(2, 2): date(2026, 1, 2), (3, 2): Decimal("2.50")})
    expected = {SHEET, "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert changed_parts(before, path) == expected
    assert read(path)[1][1] == date(2026, 1, 2)
    assert number_format(path, 2, 2) == "dd/mm/yyyy" and number_format(path, 3, 2) == "£#,##0.00"
    assert problems_of(path) == ["nothing leads to docprops/none.xml"]


def test_a_styles_part_that_nothing_leads_to_is_left_alone(tmp_path: Path) -> None:
    path = without_styles(plain(tmp_path / "costs.xlsx"))
    altered(path, {}, {"docProps/none.xml": "xl/styles.xml"})
    old = part(path, "xl/styles.xml")
    write(path, {(2, 2): date(2026, 1, 2)})
    assert part(path, "xl/styles.xml") == old and b"dd/mm/yyyy" in part(path, "xl/styles1.xml")
    assert b"styles1.xml" in part(path, "[Content_Types].xml")


def test_a_workbook_whose_formats_are_missing_is_damaged(tmp_path: Path) -> None:
    path = altered(plain(tmp_path / "costs.xlsx"), {"xl/styles.xml": lambda _xml: b"<styleSheet/>"})
    with pytest.raises(NotAWorkbook, match="its cell formats are missing"):
        write(path, {(2, 2): date(2026, 1, 2)})
