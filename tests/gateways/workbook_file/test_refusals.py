"""What is no workbook, or was made to do harm, is refused in a sentence, quickly, and without much memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import write_cells
from pepsheets.sheets import AddressNotFound, FileIsEncrypted, GatewayError, NotAWorkbook
from tests.gateways.workbook_file.books import SHEET, altered, costs, door, plain, replacing, with_cells

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


ODS = zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content=b"<x/>")
BINARY = zipped(
    **{
        "_rels/.rels": b'<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="xl/workbook.bin"/>'
        b"</Relationships>",
        "xl/workbook.bin": b"\x83\x01",
    }
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "'costs.xlsx' is empty."),
        (b"School,Pupils\nHillside,210\n", "'costs.xlsx' is not a workbook, whatever its name says."),
        (OLE2 + b"Workbook", "'costs.xlsx' is in the old format of Excel 97-2003 (.xls)."),
        (ODS, "'costs.xlsx' is a LibreOffice spreadsheet (.ods)."),
        (zipped(**{"letter.txt": b"Dear all"}), "'costs.xlsx' is a packed file, but not an Excel workbook."),
        (zipped(**{"xl/workbook.bin": b""}), "'costs.xlsx' is a binary workbook (.xlsb)."),
        (BINARY, "'costs.xlsx' is a binary workbook (.xlsb)."),
        (b"PK\x03\x04" + bytes(100), "'costs.xlsx' is damaged or was cut short, so it cannot be opened."),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "costs.xlsx"
    path.write_bytes(content)
    with pytest.raises(NotAWorkbook) as refusal:
        door(path).read(["Costs"])
    assert refusal.value.message == sentence and refusal.value.remedy


def test_a_password_is_told_from_an_old_format(tmp_path: Path) -> None:
    path = tmp_path / "costs.xlsx"
    path.write_bytes(OLE2 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(FileIsEncrypted, match="remove the password"):
        door(path).read(["Costs"])


def test_a_zip_with_a_password_is_told(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(FileIsEncrypted):
        door(path).read(["Costs"])


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(AddressNotFound, match="There is no file"):
        door(tmp_path / "absent.xlsx").read(["Costs"])


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkbook, match="is a folder"):
        door(tmp_path).read(["Costs"])


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def with_wrong_checksum(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = content.index(struct.pack("<L", archive.getinfo(SHEET).CRC), content.index(b"PK\x01\x02"))
    content[at] ^= 1
    path.write_bytes(content)


def with_a_false_size(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = content.index(struct.pack("<L", archive.getinfo(SHEET).file_size), content.index(b"PK\x01\x02"))
    content[at : at + 4] = struct.pack("<L", 10)
    path.write_bytes(content)


def with_another_name_inside(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(SHEET.encode(), b"xl/worksheets/sheet9.xml", 1))


def with_the_same_part_twice(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets\\sheet1.xml", b"<worksheet/>")


def with_a_part_outside(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../start.bat", b"")


def with_entities(path: Path) -> None:
    declaration = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>'
    altered(path, {SHEET: lambda content: declaration.encode() + content})


def with_entities_in_the_workbook_part(path: Path) -> None:
    altered(path, {"xl/workbook.xml": lambda content: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + content})


def with_a_bomb_for_a_sheet(path: Path) -> None:
    altered(path, {SHEET: with_cells(" " * 100_000_000)})


def with_a_sheet_cut_short(path: Path) -> None:
    altered(path, {SHEET: lambda content: content[: len(content) // 2]})


def with_elements_beyond_counting(path: Path) -> None:
    altered(path, {"xl/workbook.xml": replacing(("<sheets>", "<sheets>" + "<a>" * 5000))})


def without_the_sheet(path: Path) -> None:
    altered(path, {}, {SHEET: "xl/elsewhere.xml"})


def with_nonsense_for_numbers(path: Path) -> None:
    altered(path, {SHEET: with_cells('<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row>')})


HARMED: list[Callable[[Path], None]] = [
    cut_short,
    with_wrong_checksum,
    with_a_false_size,
    with_another_name_inside,
    with_the_same_part_twice,
    with_a_part_outside,
    with_entities,
    with_entities_in_the_workbook_part,
    with_a_bomb_for_a_sheet,
    with_a_sheet_cut_short,
    with_elements_beyond_counting,
    with_nonsense_for_numbers,
    without_the_sheet,
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("harm", HARMED, ids=lambda harm: harm.__name__)
def test_a_harmed_file_is_refused_in_a_sentence(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path = costs(tmp_path / "costs.xlsx")
    harm(path)
    tracemalloc.start()
    with pytest.raises(GatewayError) as refusal:
        door(path).read(["Costs"])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.message.startswith("'costs.xlsx' ") and refusal.value.message.endswith(".")
    assert most < 50_000_000


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="2"><c r="Dation2"><v>1</v></c></row>',
        '<row r="2"><c r="C199999999999"><v>1</v></c></row>',
        '<row r="2"><c s="0" r="ZZZ2"><v>1</v></c></row>',
        '<row r="99999999999"><c r="C2"><v>1</v></c></row>',
        '<row r="1048577"><c r="C1048577"><v>1</v></c></row>',
        '<row r="0"><c r="C0"><v>1</v></c></row>',
    ],
)
def test_cells_that_are_on_no_sheet_do_not_fill_the_memory(tmp_path: Path, cells: str) -> None:
    path = altered(costs(tmp_path / "costs.xlsx"), {SHEET: with_cells(cells)})
    with pytest.raises(NotAWorkbook, match=r"'costs\.xlsx' is damaged"):
        door(path).read(["Costs"])


@pytest.mark.parametrize(
    "harm", [with_wrong_checksum, with_entities, with_a_sheet_cut_short], ids=lambda harm: harm.__name__
)
def test_a_harmed_file_is_not_written_either(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path = costs(tmp_path / "costs.xlsx")
    harm(path)
    before = path.read_bytes()
    with pytest.raises(GatewayError):
        write_cells(path, {("Costs", "B2"): 1})
    assert path.read_bytes() == before and [each.name for each in tmp_path.iterdir()] == ["costs.xlsx"]
