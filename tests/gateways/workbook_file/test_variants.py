"""Every rare kind of workbook takes a changed number and a longer table as the usual kind does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.gateways.workbook_file import write_cells
from pepsheets.sheets import Value
from tests.gateways.workbook_file.books import SHEET, Part, altered, door, parts, read, replacing, write
from tests.gateways.workbook_file.seen import SeenBook, children
from tests.gateways.workbook_file.survival import NEW, check_changed, check_grown, opened, plan_for
from tests.gateways.workbook_file.test_looks import without_styles
from tests.gateways.workbook_file.test_traps import strict, with_prefix

Variant = Callable[[Path], Path]
LONG = "The quick brown fox & the lazy dog. " * 278
TAB = "Costs"


def usual(path: Path, tab: str = TAB, *, date_1904: bool = False, text: str = "Hillside") -> Path:
    """A table without gaps, one of its columns calculated, with all that may cover it; and a tab that adds it up."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": date_1904})
    sheet, quoted = book.add_worksheet(tab), f"'{tab.replace(chr(39), chr(39) * 2)}'"
    headings = [{"header": each} for each in ("School", "Pupils", "Paid on")]
    sheet.add_table("A1:D4", {"name": "Costs", "columns": [*headings, {"header": "Twice", "formula": "=B2*2"}]})
    dated, bold = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"bold": True})
    for row in (1, 2, 3):
        sheet.write_string(row, 0, f"{text} {row}", bold)
        sheet.write_number(row, 1, 100 * row)
        sheet.write_datetime(row, 2, datetime(2026, 1, row), dated)
        sheet.write_formula(row, 3, f"=B{row + 1}*2", bold, 200 * row)
    sheet.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("A2:A4", {"validate": "length", "criteria": "<", "value": 30000})
    sheet.print_area("A1:D4")
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"categories": f"={quoted}!$A$2:$A$4", "values": f"={quoted}!$B$2:$B$4"})
    sheet.insert_chart("J2", chart)
    book.define_name("SchoolNames", f"={quoted}!$A$2:$A$4")
    book.add_worksheet("Sums").write_formula("A1", f"=SUM({quoted}!B2:B4)", None, 600)
    book.close()
    return path


def everywhere(path: Path, change: Part, *, only: str = "") -> Path:
    """The workbook with all XML parts of a name changed."""
    return altered(path, {name: change for name in parts(path) if name.endswith((".xml", ".rels")) and only in name})


def substituted(pattern: bytes, new: bytes) -> Part:
    return lambda xml: re.sub(pattern, new, xml)


def absolute(path: Path) -> Path:
    targets = substituted(
        rb'Target="(worksheets/|styles|theme/|sharedStrings|tables/|charts/|drawings/)', rb'Target="/xl/\1'
    )
    up = substituted(rb'Target="\.\./', rb'Target="/xl/')
    return everywhere(everywhere(path, targets, only="workbook.xml.rels"), up, only=".rels")


def backslashes(path: Path) -> Path:
    names = {name: name.replace("/", "\\") for name in parts(path) if name.startswith("xl/") and ".rels" not in name}
    return altered(path, {}, names)


def without_references(path: Path) -> Path:
    places = substituted(rb'(<row|<c) r="[A-Z]*\d+"', rb"\1")
    return altered(path, {SHEET: lambda xml: re.sub(rb' spans="[^"]*"', b"", places(xml))})


def without_order_to_calculate(path: Path) -> Path:
    return everywhere(path, substituted(rb"<calcPr[^>]*/>", b""), only="workbook.xml")


def prefixed(path: Path) -> Path:
    """With ``x:`` in the sheets, the workbook and the styles."""
    main = re.compile(r"xl/(worksheets/sheet\d|workbook|styles)\.xml")
    return altered(path, {name: with_prefix for name in parts(path) if main.fullmatch(name)})


VARIANTS: dict[str, Variant] = {
    "usual": usual,
    "1904": lambda path: usual(path, date_1904=True),
    "strict": lambda path: everywhere(usual(path), strict),
    "prefixes": lambda path: prefixed(usual(path)),
    "absolute targets": lambda path: absolute(usual(path)),
    "backslashes": lambda path: backslashes(usual(path)),
    "cells without references": lambda path: without_references(usual(path)),
    "no styles": lambda path: without_styles(usual(path)),
    "no order to calculate": lambda path: without_order_to_calculate(usual(path)),
    "no dimension": lambda path: everywhere(usual(path), substituted(rb"<dimension[^>]*/>", b""), only="sheet1.xml"),
    "long texts": lambda path: usual(path, text=LONG),
    "German": lambda path: usual(path, "Kosten für März & mehr"),
    "Chinese": lambda path: usual(path, "学校费用"),
    "Arabic": lambda path: usual(path, "تكاليف"),
    "an apostrophe": lambda path: usual(path, "O'Hara's costs"),
    "an emoji": lambda path: usual(path, "🏫 costs"),
}


@pytest.fixture(params=VARIANTS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return VARIANTS[request.param](tmp_path / "source.xlsx")


def copied(source: Path) -> Path:
    path = source.with_name("copy.xlsx")
    path.write_bytes(source.read_bytes())
    return path


def test_each_number_changes_alone(source: Path) -> None:
    book = opened(source)
    tab = book.tabs[0]
    cells = [cell for cell in tab.changeable if cell.is_plain]
    assert [cell.name for cell in cells] == ["A2", "B2", "C2", "A3", "B3", "C3", "A4", "B4", "C4"]
    for cell in cells:
        path = copied(source)
        new = NEW if cell.is_number else LONG
        write_cells(path, {(tab.name, cell.name): new})
        check_changed(source, path, tab, cell, new)


def test_the_table_grows_with_all_that_covers_it(source: Path) -> None:
    book = opened(source)
    tab, path = book.tabs[0], copied(source)
    [table] = tab.tables
    gateway = door(path)
    gateway.write(plan_for(tab, table), gateway.read([]).state)
    check_grown(source, path, tab, table)
    after = opened(path)
    assert ranges(after) == [text.replace("$4", "$6") for text in ranges(book)]
    assert b"B2:B6" in after.content[tab.part] and b'sqref="A2:A6"' in after.content[tab.part]


def ranges(book: SeenBook) -> list[str]:
    """The names, print areas and series of a workbook."""
    names = children(book.roots[book.part], "definedNames", "definedName")
    series = [each for name, root in book.roots.items() if "charts/chart" in name for each in root.iter()]
    return [each.text or "" for each in (*names, *series) if each.tag.endswith(("definedName", "}f"))]


WRITTEN: dict[tuple[int, int], Value] = {
    (2, 1): LONG,
    (2, 2): 5.5,
    (2, 3): date(2026, 3, 2),
    (3, 1): "学校 <&> 'x' \"y\"",
    (3, 3): datetime(2026, 3, 2, 9, 30),
    (4, 1): True,
    (9, 2): date(2026, 12, 31),
}


def test_every_kind_of_value_is_read_back(source: Path) -> None:
    [tab, _] = opened(source).tabs
    write(source, WRITTEN, tab=tab.name)
    rows = read(source, tab.name)
    assert {(row, column): rows[row - 1][column - 1] for row, column in WRITTEN} == WRITTEN


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1900, 1, 31), date(1900, 2, 28), date(1900, 3, 1)])
def test_the_first_days_that_a_spreadsheet_knows(tmp_path: Path, day: date) -> None:
    """Spreadsheets take 1900 for a leap year."""
    path = usual(tmp_path / "source.xlsx")
    write(path, {(2, 3): day, (3, 3): datetime(day.year, day.month, day.day, 12, 30)})
    assert read(path)[1][2] == day and read(path)[2][2] == datetime(day.year, day.month, day.day, 12, 30)


def test_a_number_below_zero_among_cells_that_do_not_say_where_they_stand(tmp_path: Path) -> None:
    path = usual(tmp_path / "source.xlsx")
    write(path, {(2, 2): -5})
    altered(path, {SHEET: replacing(('<c r="B2" ph="0">', '<c r="B2" ph="0" s="1">'))})
    assert read(without_references(path))[1][1] == -5


@pytest.mark.parametrize("date_1904", [False, True])
@pytest.mark.parametrize("number", [-5.0, -0.5, -700000.0, -1e-5, -2.5e10])
@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "hh:mm", "[h]:mm", "0.00"])
def test_a_number_below_zero_is_no_time_of_day(
    tmp_path: Path, number: float, date_1904: bool, number_format: str
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"), {"date_1904": date_1904})
    sheet, dated = book.add_worksheet(TAB), book.add_format({"num_format": number_format})
    sheet.write_number("A1", number, dated)
    sheet.write_formula("B1", "=0-1", dated, number)
    sheet.write_number("C1", 0.5, book.add_format({"num_format": "hh:mm"}))
    book.close()
    [[first, second, third]] = read(tmp_path / "costs.xlsx")
    assert isinstance(first, float) and isinstance(second, float) and str(third) == "12:00:00"
    assert first == pytest.approx(number) and second == pytest.approx(number)
