"""Files made to hurt whoever opens them: each builder writes one, and says what it attacks."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.gateways.workbook_file.books import SHEET, costs

TEXTS, STYLES, WORKBOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
LINKS, TABLE = "xl/_rels/workbook.xml.rels", "xl/tables/table1.xml"

Content = Callable[[bytes], bytes]
Builder = Callable[[Path], None]


def rewritten(path: Path, changes: Mapping[str, Content], *, packed: bool, more: Mapping[str, bytes] = {}) -> None:
    """A workbook with these parts changed; not packed, so that the file is as large as it is harmful, or packed."""
    costs(path)
    with zipfile.ZipFile(path) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in {**parts, **more}.items():
            archive.writestr(name, changes.get(name, bytes)(content))


def after(mark: str, new: bytes) -> Content:
    """The part with something put behind the first place of a mark."""

    def change(content: bytes) -> bytes:
        here = content.index(mark.encode()) + len(mark)
        return content[:here] + new + content[here:]

    return change


def cells(new: bytes) -> Content:
    def change(content: bytes) -> bytes:
        start, end = content.index(b"<sheetData>") + len(b"<sheetData>"), content.index(b"</sheetData>")
        return content[:start] + new + content[end:]

    return change


def row(number: int, *inside: str) -> str:
    return f'<row r="{number}">{"".join(inside)}</row>'


def number_in(cell: str) -> str:
    return f'<c r="{cell}"><v>1</v></c>'


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(12)
)


def with_laughs(content: bytes) -> bytes:
    """A billion laughs: each entity is ten of the one before."""
    return LAUGHS + b"]>" + content.partition(b"?>")[2].replace(b"</", b"&m;</", 1)


def with_late_laughs(content: bytes) -> bytes:
    return b"<!--" + b"-x" * 600_000 + b"-->" + LAUGHS + b"]>" + content.partition(b"?>")[2]


def with_wide_laughs(content: bytes) -> bytes:
    return with_laughs(content).replace(b"?>", b' encoding="UTF-16"?>', 1).decode().encode("utf-16")


REPEATED: dict[str, tuple[str, bytes]] = {
    "spaces in the sheet": (SHEET, b" "),
    "rows": (SHEET, b"<row/>"),
    "cells": (SHEET, b"<c/>"),
    "rows that stay open": (SHEET, b'<row r="1">'),
    "cells that stay open": (SHEET, b'<c r="A1">'),
    "errors that stay open": (SHEET, b'<c r="A1" t="e">'),
    "tags of rows that do not end": (SHEET, b"<row "),
    "tags of cells that do not end": (SHEET, b"<c "),
    "tags of formulas that do not end": (SHEET, b"<f "),
    "tags of values that do not end": (SHEET, b"<v "),
    "nothing but brackets": (SHEET, b"<"),
    "comments that stay open": (SHEET, b"<!--"),
    "formulas in one cell": (SHEET, b"<f>1</f>"),
    "deep nesting in the sheet": (SHEET, b"<a>"),
    "texts": (TEXTS, b"<si><t/></si>"),
    "cell formats": (STYLES, b"<xf/>"),
    "elements of the workbook": (WORKBOOK, b"<a/>"),
    "deep nesting in the workbook": (WORKBOOK, b"<a>"),
    "tabs": (WORKBOOK, b'<sheet name="a" sheetId="3" r:id="rId1"/>'),
    "relationships": (LINKS, b'<Relationship Id="x" Type="a" Target="b"/>'),
    "columns of a table": (TABLE, b'<tableColumn id="1" name="x"/>'),
}
PLACES = {
    SHEET: "<sheetData>",
    TEXTS: ">",
    STYLES: "<cellXfs",
    WORKBOOK: "<sheets>",
    LINKS: ">",
    TABLE: "<tableColumns",
}


def place_in(part: str, content: bytes) -> int:
    """Behind the tag in which the repeated pieces go."""
    start = content.index(PLACES[part].encode(), content.index(b"?>") + 2)
    return content.index(b">", start) + 1


def repeating(part: str, piece: bytes, size: int, *, packed: bool) -> Builder:
    def change(content: bytes) -> bytes:
        here = place_in(part, content)
        return content[:here] + piece * (size // len(piece)) + content[here:]

    return lambda path: rewritten(path, {part: change}, packed=packed)


def changed(part: str, change: Content, *, packed: bool = True) -> Builder:
    return lambda path: rewritten(path, {part: change}, packed=packed)


def long_texts(text: str, times: int) -> Builder:
    """One long shared text, shown in many cells."""
    shown = "".join(row(number, f'<c r="A{number}" t="s"><v>0</v></c>') for number in range(1, times + 1))
    first = b"<si><t>" + text.encode() + b"</t></si>"

    def texts(content: bytes) -> bytes:
        here = content.index(b"<si>")
        return content[:here] + first + content[here:]

    return lambda path: rewritten(path, {TEXTS: texts, SHEET: cells(shown.encode())}, packed=False)


def many_sparse_tabs(path: Path) -> None:
    """Forty tabs, each of which alone could be laid out."""
    sparse = cells(row(1990, number_in("A1990")).encode() + row(2000, number_in("BXX2000")).encode())
    costs(path)
    with zipfile.ZipFile(path) as archive:
        sheet = sparse(archive.read(SHEET)).partition(b"</sheetData>")[0] + b"</sheetData></worksheet>"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    tabs = b"".join(b'<sheet name="T%d" sheetId="%d" r:id="t%d"/>' % (n, n + 50, n) for n in range(40))
    links = b"".join(
        b'<Relationship Id="t%d" Type="%s" Target="worksheets/t%d.xml"/>' % (n, kind, n) for n in range(40)
    )
    more = {f"xl/worksheets/t{n}.xml": sheet for n in range(40)}
    changes = {WORKBOOK: after("<sheets>", tabs), LINKS: after('relationships">', links)}
    rewritten(path, changes, packed=True, more=more)


def one_sheet_for_all_tabs(path: Path) -> None:
    tabs = b"".join(b'<sheet name="T%d" sheetId="%d" r:id="rId1"/>' % (n, n + 50) for n in range(5000))
    rewritten(path, {WORKBOOK: after("<sheets>", tabs)}, packed=True)


def many_parts(path: Path) -> None:
    rewritten(path, {}, packed=False, more={f"xl/media/{n}.png": b"" for n in range(60_000)})


def many_small_bombs(path: Path) -> None:
    rewritten(path, {}, packed=True, more={f"xl/media/{n}.png": bytes(8_000_000) for n in range(20)})


def bomb_in_a_workbook_inside(path: Path) -> None:
    """A packed file inside the packed file; nobody unpacks it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(100_000_000))
    rewritten(path, {}, packed=True, more={"xl/embeddings/inner.xlsx": inner.getvalue()})


def overlapping(path: Path) -> None:
    """One kernel of bytes that two members share: the second lies inside the first."""
    kernel = zlib.compress(bytes(1_000_000), 9)[2:-4]
    inner = _header(b"xl/b.bin", 8, bytes(1_000_000), len(kernel)) + kernel
    outer = _header(b"xl/a.bin", 0, inner, len(inner)) + inner
    costs(path)
    data = path.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    count, length, start = struct.unpack("<HLL", data[end + 10 : end + 20])
    directory = data[start : start + length]
    at_outer, at_inner = start, start + len(outer) - len(inner)
    directory += _entry(b"xl/a.bin", 0, inner, len(inner), at_outer)
    directory += _entry(b"xl/b.bin", 8, bytes(1_000_000), len(kernel), at_inner)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 2, count + 2, len(directory), start + len(outer), 0)
    path.write_bytes(data[:start] + outer + directory + tail)


def _header(name: bytes, method: int, content: bytes, packed: int) -> bytes:
    sizes = (zlib.crc32(content), packed, len(content), len(name), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, method, 0, 33, *sizes) + name


def _entry(name: bytes, method: int, content: bytes, packed: int, offset: int) -> bytes:
    sizes = (zlib.crc32(content), packed, len(content), len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, method, 0, 33, *sizes) + name


def lying_about(place: int, value: int) -> Builder:
    """A directory that gives a wrong size of the sheet: at 20 the packed one, at 24 the unpacked one, at 16 the CRC."""

    def build(path: Path) -> None:
        costs(path)
        data = bytearray(path.read_bytes())
        here = data.rindex(SHEET.encode()) - 46
        data[here + place : here + place + 4] = struct.pack("<L", value)
        path.write_bytes(data)

    return build


def named(*names: str) -> Builder:
    return lambda path: rewritten(path, {}, packed=True, more=dict.fromkeys(names, b"x"))


def wide_errors(path: Path) -> None:
    """Errors at the right edge of many rows: each alone is nothing, and all rows would be filled up to them."""
    rows = "".join(row(number, f'<c r="XFD{number}" t="e"/>') for number in range(1, 50_001))
    rewritten(path, {SHEET: cells(rows.encode())}, packed=False)


def attributes(part: str) -> Content:
    def change(content: bytes) -> bytes:
        here = place_in(part, content) - 1
        return content[:here] + b"".join(b' a%d=""' % number for number in range(1_000_000)) + content[here:]

    return change


def in_the_sheet(inside: str) -> Builder:
    return changed(SHEET, cells(inside.encode()))


SINGLE: dict[str, Builder] = {
    "late laughs": changed(SHEET, with_late_laughs, packed=False),
    "laughs in UTF-16": changed(WORKBOOK, with_wide_laughs),
    "a text of 32,767 characters in 50,000 cells": long_texts("x" * 32_767, 50_000),
    "a text of 3 million characters in 300 cells": long_texts("x" * 3_000_000, 300),
    "a text with one emoji in 350 cells": long_texts("x" * 99_999 + "🙂", 350),
    "a cell in the last corner": in_the_sheet(row(1048576, number_in("XFD1048576"))),
    "a cell in the last row": in_the_sheet(row(1048576, number_in("B1048576"))),
    "a cell in the last row without its name": in_the_sheet('<row r="1048576"><c><v>1</v></c></row>'),
    "a dimension of the whole sheet": changed(SHEET, after("<dimension ", b'ref="A1:XFD1048576" x')),
    "forty sparse tabs": many_sparse_tabs,
    "five thousand tabs that are one": one_sheet_for_all_tabs,
    "errors at the right edge": wide_errors,
    "sixty thousand parts": many_parts,
    "many small bombs": many_small_bombs,
    "a bomb in a workbook inside": bomb_in_a_workbook_inside,
    "overlapping members": overlapping,
    "a wrong checksum": lying_about(16, 1),
    "a part twice": named("XL/Workbook.xml"),
}


def builders() -> Iterator[tuple[str, Builder]]:
    """Every hostile file that must be refused, or read in no more than its honest share of time and memory."""
    for part in PLACES:
        yield f"a bomb in {part}", repeating(part, b" ", 50_000_000, packed=True)
    for name, (part, piece) in REPEATED.items():
        yield f"{name} beyond counting", repeating(part, piece, 5_000_000, packed=False)
    for part in (SHEET, TEXTS, STYLES, WORKBOOK, LINKS, TABLE, "_rels/.rels", "[Content_Types].xml"):
        yield f"laughs in {part}", changed(part, with_laughs)
    for part in (SHEET, STYLES, WORKBOOK, TABLE):
        yield f"a million attributes in {part}", changed(part, attributes(part), packed=False)
    for value in (10, 100_000, 0xFFFFFFFF):
        yield f"an unpacked size of {value}", lying_about(24, value)
        yield f"a packed size of {value}", lying_about(20, value)
    for name in ("../../x.bat", "/../x.bat", "C:/x.bat", "xl\\..\\..\\x.bat"):
        yield f"a part called {name}", named(name)
    yield from SINGLE.items()
