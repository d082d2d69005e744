"""What is written into cells, seen by two other readers, and what stays as it was."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pepsheets.gateways.workbook_file import write_cells
from pepsheets.sheets import Plan, Value
from tests.gateways.workbook_file.books import (
    SHEET,
    altered,
    by_calamine,
    by_openpyxl,
    changed_parts,
    costs,
    door,
    part,
    parts,
    plain,
    read,
    replacing,
    write,
)

VALUES: list[Value] = [
    "Hillside",
    "=SUM(A1:A9)",
    "+44 20 7946 0000",
    "007",
    " spaces at both ends ",
    "two\nlines",
    'St Anne\'s & <co> "quoted"',
    "Ysgol Gymraeg – łódź – 学校 – 🏫",
    "x" * 32_767,
    0,
    -12.5,
    1e-9,
    2**53,
    True,
    False,
    date(2026, 3, 2),
    date(1999, 12, 31),
    datetime(2026, 3, 2, 14, 30),
    datetime(2026, 3, 2, 14, 30, 15),
    time(9, 5),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("date_1904", [False, True], ids=["1900", "1904"])
def test_a_value_is_read_back_as_it_was_written(tmp_path: Path, value: Value, date_1904: bool) -> None:
    path = costs(tmp_path / "costs.xlsx", date_1904=date_1904)
    write(path, {(2, 2): value, (9, 6): value})
    rows = read(path)
    assert rows[1][1] == rows[8][5] == value
    assert type(rows[1][1]) is (float if type(value) is int else type(value))
    assert by_calamine(path)[1][1] == value
    seen = by_openpyxl(path, 2, 2)
    assert seen == (datetime(value.year, value.month, value.day) if type(value) is date else value)


@pytest.mark.parametrize("text", ["bell \x07", "_x0041_", "_x005F_", "\r\n", "a\x0bb", "_X0041_"])
def test_what_xml_cannot_hold_is_escaped_as_excel_does(tmp_path: Path, text: str) -> None:
    path = plain(tmp_path / "costs.xlsx")
    write(path, {(2, 2): text})
    assert read(path)[1][1] == text


@pytest.mark.parametrize("value", [None, ""])
def test_a_cleared_cell_keeps_its_look(tmp_path: Path, value: str | None) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = openpyxl.load_workbook(path)["Costs"]["D2"].fill.fgColor.rgb
    write(path, {(2, 4): value})
    cell = openpyxl.load_workbook(path)["Costs"]["D2"]
    assert cell.value is None and cell.fill.fgColor.rgb == before == "FFDDEEFF"


def test_clearing_a_cell_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    receipt = write(path, {(40, 4): None, (2, 9): ""})
    assert path.read_bytes() == before and receipt.backup is None


def test_an_empty_plan_changes_nothing(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    assert door(path).write(Plan(), door(path).read([]).state).cells == 0
    assert path.read_bytes() == before


def test_only_the_sheet_and_the_calculation_flag_change(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {"xl/workbook.xml": replacing((' fullCalcOnLoad="1"', ""))})
    before = parts(path)
    write(path, {(2, 2): 211, (3, 1): "St Anne's"})
    assert changed_parts(before, path) == {SHEET, "xl/workbook.xml"}
    assert b'<calcPr calcId="124519" fullCalcOnLoad="1"/>' in part(path, "xl/workbook.xml")


def test_only_the_touched_cell_changes_in_the_sheet(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = part(path, SHEET)
    write(path, {(2, 2): 211})
    assert part(path, SHEET) == before.replace(b'<c r="B2"><v>210</v></c>', b'<c r="B2" ph="0"><v>211</v></c>')


def test_a_workbook_without_formulas_needs_no_calculation(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    altered(path, {"xl/workbook.xml": lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")})
    before = parts(path)
    write(path, {(2, 2): 211})
    assert changed_parts(before, path) == {SHEET}


def test_members_keep_their_order_and_dates(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as archive:
        order = [(item.orig_filename, item.date_time, item.external_attr) for item in archive.infolist()]
    write(path, {(2, 2): 211})
    with zipfile.ZipFile(path) as archive:
        assert [(item.orig_filename, item.date_time, item.external_attr) for item in archive.infolist()] == order
        assert archive.testzip() is None
    assert before.sheetnames == openpyxl.load_workbook(path).sheetnames


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    cells: dict[tuple[int, int], Value] = {(2, 2): Decimal("9.50"), (7, 3): date(2026, 1, 1), (1, 9): "Term"}
    one, other = costs(tmp_path / "costs.xlsx"), costs(tmp_path / "copy.xlsx")
    one.write_bytes(other.read_bytes())
    write(one, cells)
    write(other, dict(reversed(cells.items())))
    assert one.read_bytes() == other.read_bytes()
    first = one.read_bytes()
    assert write(one, cells).backup is None
    assert one.read_bytes() == first


def test_the_year_1900_is_counted_as_spreadsheets_do(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)]
    write(path, {(2, 5 + n): day for n, day in enumerate(days)})
    assert [by_openpyxl(path, 2, 5 + n) for n in range(3)] == [datetime(day.year, day.month, day.day) for day in days]
    assert b"<v>1</v>" in part(path, SHEET) and b"<v>59</v>" in part(path, SHEET) and b"<v>61</v>" in part(path, SHEET)


def test_write_cells_serves_any_workbook(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write_cells(path, {("costs", "b2"): 5, ("Notes", "$C$3"): "new"})
    assert read(path)[1][1] == 5 and read(path, "Notes")[2][2] == "new"
