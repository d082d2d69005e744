"""Workbooks for these tests, made by other writers; ways to alter their parts and to see them through other readers."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import Cell, CellChange, Plan, Receipt, Resize, Value, cell_name

SHEET = "xl/worksheets/sheet1.xml"
NOON = datetime(2026, 3, 2, 12, 0)

Part = Callable[[bytes], bytes]


def costs(path: Path, *, date_1904: bool = False) -> Path:
    """A tab Costs with a table of three schools, a formula beside it and a chart; a tab Notes with text."""
    book = xlsxwriter.Workbook(str(path))
    if date_1904:
        book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = book.add_worksheet("Costs")
    shaded = book.add_format({"bg_color": "#DDEEFF", "bold": True})
    dated = book.add_format({"num_format": "d mmm yyyy"})
    sheet.add_table(
        "A1:D4", {"name": "Costs", "columns": [{"header": h} for h in ("School", "Pupils", "Paid on", "Due")]}
    )
    for row, (school, pupils) in enumerate((("Hillside", 210), ("St Anne's & co", 98), ("Park <3>", 1204)), start=1):
        sheet.write_string(row, 0, school)
        sheet.write_number(row, 1, pupils)
        sheet.write_datetime(row, 2, datetime(2026, 1, row), dated)
        sheet.write_number(row, 3, pupils * 1.5, shaded)
    sheet.write_formula("G1", "=SUM(B2:B4)", None, 1512)
    sheet.conditional_format("B2:B4", {"type": "cell", "criteria": ">", "value": 1000, "format": shaded})
    sheet.data_validation("A2:A4", {"validate": "length", "criteria": "<", "value": 100})
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"categories": "=Costs!$A$2:$A$4", "values": "=Costs!$B$2:$B$4"})
    sheet.insert_chart("J2", chart)
    book.define_name("SchoolNames", "=Costs!$A$2:$A$4")
    notes = book.add_worksheet("Notes")
    notes.write_string("A1", "Remember the milk")
    book.close()
    return path


def plain(path: Path, rows: list[list[str | int | bool | None]] | None = None, tab: str = "Costs") -> Path:
    """A workbook of one tab, without any formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tab
    usual: list[list[str | int | bool | None]] = [["School", "Pupils"], ["Hillside", 210], ["Park", 98]]
    for row in usual if rows is None else rows:
        sheet.append(row)
    book.save(path)
    return path


def altered(path: Path, parts: Mapping[str, Part], names: Mapping[str, str] | None = None) -> Path:
    """The same file with some parts changed, and some members called otherwise."""
    with zipfile.ZipFile(path) as archive:
        members = [(item, archive.read(item)) for item in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, content in members:
            change = parts.get(item.filename, bytes)
            new = zipfile.ZipInfo((names or {}).get(item.filename, item.filename), item.date_time)
            new.filename = new.orig_filename = (names or {}).get(item.filename, item.filename)
            new.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(new, change(content))
    return path


def replacing(*pairs: tuple[str, str]) -> Part:
    """A change of a part: each text, which must be there, becomes another."""

    def change(content: bytes) -> bytes:
        for old, new in pairs:
            assert old.encode() in content, f"{old} is not in {content[:2000]!r}"
            content = content.replace(old.encode(), new.encode())
        return content

    return change


def with_cells(xml: str) -> Part:
    """A change of a sheet part: all that is inside its sheetData becomes this."""

    def change(content: bytes) -> bytes:
        start, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
        return content[:start] + b"<sheetData>" + xml.encode() + content[end:]

    return change


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {item.orig_filename: archive.read(item) for item in archive.infolist()}


def changed_parts(before: Mapping[str, bytes], path: Path) -> set[str]:
    """The parts that differ, are new or are gone."""
    now = parts(path)
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def door(path: Path) -> WorkbookFile:
    """The door under test, its clock at noon."""
    return WorkbookFile(str(path), path.parent / "backups", lambda: NOON)


def read(path: Path, tab: str = "Costs") -> list[list[Cell]]:
    [sheet] = door(path).read([tab]).sheets
    return [list(row) for row in sheet.rows]


def write(path: Path, cells: Mapping[tuple[int, int], Value], *resizes: Resize, tab: str = "Costs") -> Receipt:
    """Writes cells, given by row and column, as a reader of the file would."""
    gateway = door(path)
    changes = tuple(CellChange(tab, row, column, None, value) for (row, column), value in cells.items())
    return gateway.write(Plan(changes, resizes), gateway.read([]).state)


def by_calamine(path: Path, tab: str = "Costs") -> list[list[object]]:
    return [
        list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_name(tab).to_python(skip_empty_area=False)
    ]


def by_openpyxl(path: Path, row: int, column: int, tab: str = "Costs") -> object:
    return openpyxl.load_workbook(path)[tab][cell_name(row, column)].value


def number_format(path: Path, row: int, column: int, tab: str = "Costs") -> str:
    return str(openpyxl.load_workbook(path)[tab].cell(row, column).number_format)
