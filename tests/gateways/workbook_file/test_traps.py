"""Spellings of a workbook that are allowed but rare: each is written as surely as the usual one."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pepsheets.sheets import CannotWriteCell, NotAWorkbook, Value
from tests.gateways.workbook_file.books import (
    SHEET,
    Part,
    altered,
    by_openpyxl,
    costs,
    door,
    part,
    plain,
    read,
    replacing,
    with_cells,
    write,
)

CELLS: dict[tuple[int, int], Value] = {(2, 2): 5.0, (2, 3): "new", (3, 1): True, (9, 1): "below"}


def check(path: Path) -> None:
    """Writes cells and sees them, with both readers, where they should be."""
    write(path, CELLS)
    rows = read(path)
    for (row, column), value in CELLS.items():
        assert rows[row - 1][column - 1] == value
        assert by_openpyxl(path, row, column) == value


def with_prefix(content: bytes) -> bytes:
    """The part with ``x:`` before every element of the main namespace."""
    named = re.sub(rb"<(/?)(?=[A-Za-z]+[\s/>])(?!\?)", rb"<\1x:", content)
    return named.replace(b"xmlns=", b"xmlns:x=", 1)


def test_a_sheet_with_prefixes(tmp_path: Path) -> None:
    path = altered(plain(tmp_path / "costs.xlsx"), {SHEET: with_prefix})
    check(path)
    assert b'<x:c r="B2" ph="0"><x:v>5</x:v></x:c>' in part(path, SHEET)
    assert b"<row" not in part(path, SHEET) and b"<c " not in part(path, SHEET)


def test_a_workbook_with_prefixes_everywhere(tmp_path: Path) -> None:
    names = (SHEET, "xl/workbook.xml", "xl/styles.xml")
    path = altered(plain(tmp_path / "costs.xlsx", [["a", "=B2"], ["b", 1]]), dict.fromkeys(names, with_prefix))
    write(path, {(2, 2): 7, (3, 1): Decimal("1.50")})
    seen = openpyxl.load_workbook(path)["Costs"]
    assert seen["B2"].value == 7 and seen["A3"].number_format == "£#,##0.00"
    assert b"<x:numFmt " in part(path, "xl/styles.xml") and b"fullCalcOnLoad" in part(path, "xl/workbook.xml")


STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(content: bytes) -> bytes:
    for usual, other in STRICT.items():
        content = content.replace(usual.encode(), other.encode())
    return content


def test_a_strict_workbook(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    names = (SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
    altered(path, dict.fromkeys(names, strict))
    write(path, CELLS)
    rows = read(path)
    assert all(rows[row - 1][column - 1] == value for (row, column), value in CELLS.items())


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "worksheets/sheet1.xml", "./worksheets/../worksheets/sheet1.xml"]
)
def test_parts_named_absolutely_or_by_a_detour(tmp_path: Path, target: str) -> None:
    path = plain(tmp_path / "costs.xlsx")
    altered(path, {"xl/_rels/workbook.xml.rels": replacing(("/xl/worksheets/sheet1.xml", target))})
    write(path, CELLS)
    assert by_openpyxl(path, 2, 2) == 5


def test_parts_named_with_backslashes(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    names = {name: name.replace("/", "\\") for name in (SHEET, "xl/styles.xml", "xl/sharedStrings.xml")}
    altered(path, {}, names)
    write(path, CELLS)
    assert b'<c r="B2" ph="0"><v>5</v></c>' in part(path, SHEET.replace("/", "\\"))
    assert read(path)[1][2] == "new"


ROWS: dict[str, str] = {
    "rows and cells without references": "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
    "cells without references": '<row r="2"><c/><c><v>2</v></c><c t="b"><v>1</v></c></row>',
    "references last": '<row spans="1:2" r="2"><c s="0" r="B2"><v>2</v></c><c t="str" r="D2"><v>end</v></c></row>',
    "single quotes": "<row r='2'><c r='B2'><v>2</v></c></row>",
    "white space": '\n <row\n r="2" >\n  <c\tr="B2" >\n <v>2</v>\n</c>\n</row>\n',
    "rows closed at once": '<row r="2"/><row r="3" ht="20" customHeight="1" />',
    "cells closed at once": '<row r="2"><c r="B2"/><c r="C2" s="0" /></row>',
    "gaps": '<row r="1"><c r="D1"><v>1</v></c></row><row r="20"><c r="D20"><v>1</v></c></row>',
    "rich text": '<row r="2"><c r="B2" t="inlineStr"><is><r><rPr><color rgb="F00"/></rPr><t>a</t></r></is></c></row>',
    "a cell with metadata": '<row r="2"><c r="B2" cm="1" vm="2" t="e"><v>#VALUE!</v></c></row>',
    "nothing": "",
}


@pytest.mark.parametrize("cells", ROWS.values(), ids=ROWS)
def test_rows_and_cells_in_rare_spellings(tmp_path: Path, cells: str) -> None:
    path = altered(plain(tmp_path / "costs.xlsx"), {SHEET: with_cells(cells)})
    check(path)
    assert b"cm=" not in part(path, SHEET) and b"vm=" not in part(path, SHEET)


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>"])
def test_a_sheet_without_cells(tmp_path: Path, empty: str) -> None:
    change: Part = lambda xml: re.sub(rb"<sheetData>.*</sheetData>", empty.encode(), xml)  # noqa: E731  one line
    check(altered(plain(tmp_path / "costs.xlsx"), {SHEET: change}))


def test_new_rows_and_cells_stand_in_order(tmp_path: Path) -> None:
    path = altered(
        plain(tmp_path / "costs.xlsx"),
        {SHEET: with_cells('<row r="2"><c r="B2"/><c r="D2"/></row><row r="5"><c r="A5"/></row>')},
    )
    write(path, dict.fromkeys([(1, 1), (2, 1), (2, 3), (2, 5), (2, 30), (3, 1), (6, 1)], "x"))
    found = re.findall(rb' r="([A-Z]*\d+)"', part(path, SHEET))
    assert found == [
        b"1",
        b"A1",
        b"2",
        b"A2",
        b"B2",
        b"C2",
        b"D2",
        b"E2",
        b"AD2",
        b"3",
        b"A3",
        b"5",
        b"A5",
        b"6",
        b"A6",
    ]


def test_the_dimension_and_the_spans_grow_with_new_cells(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(2, 9): 1, (12, 1): 2})
    sheet = part(path, SHEET)
    assert b'<dimension ref="A1:I12"/>' in sheet and b'<row r="2" spans="1:9">' in sheet


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="3"><c r="A3"/></row><row r="2"><c r="B2"/></row>',
        '<row r="2"><c r="C2"/><c r="B2"/></row><row r="9"/>',
        '<row r="2"><c r="B2"/><!-- a note --></row>',
        '<row r="2"><c r="B2"><v><![CDATA[1]]></v></c></row>',
        '<row r="2"><c r="B2"/><other/></row>',
        '<row r="2"><c r="B2"/></row><other/>',
    ],
)
def test_what_cannot_be_followed_safely_is_refused(tmp_path: Path, cells: str) -> None:
    path = altered(plain(tmp_path / "costs.xlsx"), {SHEET: with_cells(cells)})
    before = path.read_bytes()
    with pytest.raises(CannotWriteCell, match="cannot be changed safely"):
        write(path, CELLS | {(2, 1): 1, (2, 4): 1})
    assert path.read_bytes() == before


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16"])
def test_a_sheet_in_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    def change(xml: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>", "", xml.decode())
        return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    path = altered(plain(tmp_path / "costs.xlsx"), {SHEET: change})
    before = path.read_bytes()
    gateway = door(path)
    with pytest.raises((CannotWriteCell, NotAWorkbook)):
        write(path, CELLS)
    assert path.read_bytes() == before and gateway.read([]).tab_names == ("Costs",)


def test_a_tab_name_in_another_alphabet(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx", tab="学校 & “costs”")
    write(path, {(2, 2): 5}, tab="学校 & “costs”")
    assert by_openpyxl(path, 2, 2, "学校 & “costs”") == 5


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    check(altered(plain(tmp_path / "costs.xlsx"), {SHEET: lambda xml: b"\xef\xbb\xbf" + xml}))


def test_extra_fields_and_comments_of_members_are_kept(tmp_path: Path) -> None:
    import zipfile

    path = plain(tmp_path / "costs.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        note = zipfile.ZipInfo("customXml/note.txt", (2001, 2, 3, 4, 5, 6))
        note.comment, note.extra, note.external_attr = b"kept", b"\xca\xfe\x02\x00ab", 0o640 << 16
        archive.writestr(note, b"stored as it is")
        archive.writestr("customXml/", b"")
    write(path, CELLS)
    with zipfile.ZipFile(path) as archive:
        kept = archive.getinfo("customXml/note.txt")
        assert (kept.comment, kept.extra, kept.external_attr >> 16) == (b"kept", b"\xca\xfe\x02\x00ab", 0o640)
        assert kept.date_time == (2001, 2, 3, 4, 5, 6) and archive.read(kept) == b"stored as it is"


def test_a_package_written_as_a_stream_is_written_too(tmp_path: Path) -> None:
    import io
    import zipfile

    class Stream(io.RawIOBase):
        """A file that cannot go back, so that sizes stand after the members."""

        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            piece = bytes(data)  # type: ignore[call-overload]  # any buffer
            self.content += piece
            return len(piece)

    path = plain(tmp_path / "costs.xlsx")
    stream = Stream()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, old.read(item))
    path.write_bytes(stream.content)
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].flag_bits & 8
    check(path)
