"""Workbooks damaged at random, in their zip, the names of their parts and their XML; and what must hold for each."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias

from hypothesis import strategies as st

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import (
    STALE,
    Cell,
    CellChange,
    CellError,
    GatewayError,
    Link,
    Plan,
    Resize,
    Sheet,
    Value,
    Workbook,
)
from tests.gateways.workbook_file.books import NOON, SHEET, altered, costs, plain

Parts: TypeAlias = list[tuple[str, bytes]]
Places = tuple[int, int, int]

NASTY_XML = (
    b"<", b">", b"&", b"&#0;", b"&bogus;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x?>", b"<!DOCTYPE a>", b"\0",
    b"<row/>", b'<row r="1048577">', b'<row r="0"/>', b'<row r="2">', b"</row>", b"<c/>", b'<c r="A1"/>', b"\xff",
    b'<c r="XFD1048576"><v>1</v></c>', b"</c>", b'<c t="s"><v>99</v></c>', b'<c t="s"><v>-1</v></c>', b"<f>", b"</f>",
    b'<f t="shared" si="0"/>', b'<f t="array" ref="A1:C9">1</f>', b"<v>", b"</v>", b"<v>1e999</v>", b"<v>nan</v>",
    b'<c r="B2" t="e"><v>#SPILL!</v></c>', b'<c r="B2" t="d"><v>x</v></c>', b'<c r="B2" s="9999"><v>1</v></c>',
    b'<c r="B2" t="inlineStr"><is><t>x</t></is></c>', b"<sheetData/>", b"</sheetData>", b"<sheetData>", b"</worksheet>",
    b'<mergeCell ref="A1:XFD1048576"/>', b'<dimension ref="Z9:A1"/>', b'<dimension ref="nonsense"/>', b"<x:row/>",
    b'<sheet name="" sheetId="0" r:id=""/>', b'<sheet name="Costs" sheetId="1" r:id="rId1"/>', b"<a>" * 300,
    b'<definedName name="x">#REF!</definedName>', b'<tableColumn id="0" name=""/>', b'<xf numFmtId="99999"/>',
    b'<c r="ZZZ1">', b"<calcPr/>",
)  # fmt: skip
NASTY_VALUES = (
    b"", b"0", b"-1", b"1", b"1048577", b"99999999999999999999", b"A0", b"A1", b"A1:", b":", b"A1:A0", b"XFD1048576",
    b"ZZZ9", b"$A$1:$B$2", b"rId1", b"rId99", b"..", b"../..", b"/", b"//x", b"xl", b"/xl/workbook.xml", b"sheet1.xml",
    b"worksheets\\sheet1.xml", b"External", b"true", b"e", b"s", b"n", b"str", b"b", b"d", b"inlineStr", b"array",
    b"dataTable", b"shared", b"&#x41;", b"\xc3\xa9", b"%41", b"http://x/y/officeDocument", b"http://x/worksheet",
)  # fmt: skip
NASTY_NAMES = (
    "", "/", "a", "..", "../x", "xl/../x", "C:/x", "\\x", "xl\\workbook.xml", "XL/WORKBOOK.XML", "/xl/workbook.xml",
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml/", "xl//workbook.xml", "x" * 300, "a\0b", "xl/%77orkbook.xml",
    "_xmlsignatures/sig1.xml", "xl/workbook.bin", "mimetype", "xl/calcChain.xml", "é",
)  # fmt: skip
VALUES: tuple[Value, ...] = (
    5, -2.5, True, None, "", "text & <b>", "x" * 300, date(2026, 3, 2), NOON, NOON.time(), Decimal("12.30"),
    Link("here", "Notes", "A1"), float("nan"), 10**20, "\ud800", datetime(1899, 1, 1),
)  # fmt: skip

_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"=\"([^\"]*)\"")


@cache
def bases() -> tuple[bytes, ...]:
    """Whole workbooks of several writers and spellings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.xlsx"
        return tuple(_base(make, path) for make in (costs, _dated_from_1904, plain, _prefixed, _without_references))


def _base(make: Callable[[Path], Path], path: Path) -> bytes:
    return make(path).read_bytes()


def _dated_from_1904(path: Path) -> Path:
    return costs(path, date_1904=True)


def _prefixed(path: Path) -> Path:
    def change(content: bytes) -> bytes:
        spelt = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content)
        return spelt.replace(b"xmlns=", b"xmlns:x=")

    return altered(plain(path), {SHEET: change})


def _without_references(path: Path) -> Path:
    return altered(plain(path), {SHEET: lambda content: re.sub(rb"(<(?:row|c))\s+r=\"\w+\"", rb"\1", content)})


def _part_dropped(parts: Parts, at: Places) -> None:
    del parts[at[0] % len(parts)]


def _part_doubled(parts: Parts, at: Places) -> None:
    parts.insert(at[1] % len(parts), parts[at[0] % len(parts)])


def _parts_exchanged(parts: Parts, at: Places) -> None:
    one, other = at[0] % len(parts), at[1] % len(parts)
    (name, content), (other_name, other_content) = parts[one], parts[other]
    parts[one], parts[other] = (name, other_content), (other_name, content)


def _part_renamed(parts: Parts, at: Places) -> None:
    here = at[0] % len(parts)
    parts[here] = (NASTY_NAMES[at[1] % len(NASTY_NAMES)], parts[here][1])


def _in_part(change: Callable[[bytes, Places], bytes]) -> Callable[[Parts, Places], None]:
    def damage(parts: Parts, at: Places) -> None:
        here = at[0] % len(parts)
        name, content = parts[here]
        parts[here] = (name, change(content, at))

    return damage


def _tag_dropped(content: bytes, at: Places) -> bytes:
    tags = list(_TAG.finditer(content))
    tag = tags[at[1] % len(tags)] if tags else None
    return content[: tag.start()] + content[tag.end() :] if tag else content


def _tag_doubled(content: bytes, at: Places) -> bytes:
    tags = list(_TAG.finditer(content))
    tag = tags[at[1] % len(tags)] if tags else None
    return content[: tag.end()] + tag[0] * (at[2] % 40) + content[tag.end() :] if tag else content


def _nasty_inserted(content: bytes, at: Places) -> bytes:
    tags = list(_TAG.finditer(content))
    here = tags[at[1] % len(tags)].end() if tags else 0
    return content[:here] + NASTY_XML[at[2] % len(NASTY_XML)] + content[here:]


def _value_changed(content: bytes, at: Places) -> bytes:
    values = list(_ATTRIBUTE.finditer(content))
    value = values[at[1] % len(values)] if values else None
    new = NASTY_VALUES[at[2] % len(NASTY_VALUES)]
    return content[: value.start(1)] + new + content[value.end(1) :] if value else content


def _text_changed(content: bytes, at: Places) -> bytes:
    tags = list(_TAG.finditer(content))
    here = at[1] % (len(tags) - 1) if len(tags) > 1 else 0
    new = NASTY_VALUES[at[2] % len(NASTY_VALUES)]
    return content[: tags[here].end()] + new + content[tags[here + 1].start() :] if len(tags) > 1 else content


def _cut(content: bytes, at: Places) -> bytes:
    return content[: at[1] % (len(content) + 1)]


def _byte_changed(content: bytes, at: Places) -> bytes:
    here = at[1] % len(content) if content else 0
    return content[:here] + bytes([at[2] % 256]) + content[here + 1 :]


def _encoded_otherwise(content: bytes, at: Places) -> bytes:
    encoding = ("utf-16", "utf-8-sig", "utf-32", "latin-1")[at[1] % 4]
    return content.decode("utf-8", "replace").encode(encoding, "replace")


DAMAGE: tuple[Callable[[Parts, Places], None], ...] = (
    _part_dropped, _part_doubled, _parts_exchanged, _part_renamed,
    *map(_in_part, (_tag_dropped, _tag_doubled, _nasty_inserted, _nasty_inserted, _value_changed, _value_changed)),
    *map(_in_part, (_text_changed, _cut, _byte_changed, _encoded_otherwise)),
)  # fmt: skip


def _zip_field_changed(data: bytes, at: Places) -> bytes:
    """A field of some header in the directory, or of the end, with another number."""
    headers = [mark.start() for mark in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    here = headers[at[0] % len(headers)] + 4 + at[1] % 42 if headers else 0
    return data[:here] + bytes([at[2] % 256]) + data[here + 1 :]


def _middle_dropped(data: bytes, at: Places) -> bytes:
    start = at[0] % (len(data) + 1)
    return data[:start] + data[start + at[1] % 400 :]


ZIP_DAMAGE: tuple[Callable[[bytes, Places], bytes], ...] = (
    _zip_field_changed, _zip_field_changed, _middle_dropped, _cut, _byte_changed,
)  # fmt: skip


def packed(parts: Parts, method: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in parts:
            item = zipfile.ZipInfo("x")
            item.filename = name
            item.compress_type = method
            archive.writestr(item, data)
    return content.getvalue()


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(item.filename, archive.read(item)) for item in archive.infolist()]


@dataclass(frozen=True)
class Case:
    """A damaged workbook, and what is to be written into it."""

    data: bytes = field(repr=False)
    cell: tuple[int, int]
    value: Value
    last_row: int


_PLACE = st.integers(0, 2**20)
_PLACES = st.tuples(_PLACE, _PLACE, _PLACE)


@st.composite
def cases(draw: st.DrawFn, wholes: Callable[[], Sequence[bytes]] = bases) -> Case:
    """Mostly a slip or two, so that the damage gets far before anybody notices. ``wholes`` tells what is damaged."""
    sources = wholes()
    parts = unpacked(sources[draw(st.integers(0, len(sources) - 1))])
    for damage, at in draw(st.lists(st.tuples(st.sampled_from(DAMAGE), _PLACES), max_size=4)):
        if parts:
            damage(parts, at)
    data = packed(parts, draw(st.sampled_from((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))))
    for spoil, at in draw(st.lists(st.tuples(st.sampled_from(ZIP_DAMAGE), _PLACES), max_size=1)):
        data = spoil(data, at)
    cell = draw(st.sampled_from([(2, 2), (3, 1), (1, 1), (2, 3), (9, 9), (5, 2), (99, 30)]))
    return Case(data, cell, draw(st.sampled_from(VALUES)), draw(st.sampled_from([0, 0, 2, 9])))


@contextmanager
def refusals_only() -> Iterator[list[GatewayError]]:
    """Whatever else than a ``GatewayError`` happens is a failure; each refusal is a sentence with a way out."""
    refused: list[GatewayError] = []
    try:
        yield refused
    except GatewayError as refusal:
        refused.append(refusal)
    assert all(sentence.endswith(".") for refusal in refused for sentence in (refusal.message, refusal.remedy))


def survive(case: Case, folder: Path) -> str:
    """What became of a case: it was refused, read only, or written; raises where anything else happened."""
    path = folder / "costs.xlsx"
    path.write_bytes(case.data)
    door = WorkbookFile(str(path), folder / "backups", lambda: NOON)
    with refusals_only() as refused:
        before = _whole(door)
    tab = "Costs" if refused or "Costs" in before.tab_names else "".join(before.tab_names[:1])
    _assert_as_it_was(case, folder)
    with refusals_only() as not_written:
        state = door.read([]).state
        door.write(_plan(case, tab), state)
    if not_written:
        _assert_as_it_was(case, folder)
        return "refused" if refused else "read, not written"
    assert not [each for each in folder.iterdir() if each.name not in {"costs.xlsx", "backups"}]
    if refused:
        return "written, not read"
    _assert_only_the_cell_changed(before, _whole(door), case, tab)
    return "written"


def _assert_only_the_cell_changed(before: Workbook, after: Workbook, case: Case, tab: str) -> None:
    assert after.tab_names == before.tab_names
    for old, new in zip(before.sheets, after.sheets, strict=True):
        shown, expected = _values(new), _values(old)
        told_old = {place for place, value in shown.items() if value == CellError(STALE)}
        for place in told_old | ({case.cell} if old.name == tab else set()):
            shown.pop(place, None)
            expected.pop(place, None)
        if not case.last_row:
            assert shown == expected, f"other cells of {old.name} than {case.cell} have changed"


def _values(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """What is seen of a tab; results of formulas may be told to be old after a write."""
    return {
        (row, column): value
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if value is not None and (row, column) not in sheet.formulas
    }


def _plan(case: Case, tab: str) -> Plan:
    resizes = (Resize(tab, "Costs", case.last_row),) if case.last_row else ()
    return Plan((CellChange(tab, *case.cell, None, case.value),), resizes)


def _whole(door: WorkbookFile) -> Workbook:
    return door.read(door.read([]).tab_names)


def _assert_as_it_was(case: Case, folder: Path) -> None:
    assert (folder / "costs.xlsx").read_bytes() == case.data, "the file was changed though it was refused"
    left = {each.name for each in folder.iterdir()} - {"costs.xlsx", "backups"}
    assert not left, f"left behind: {left}"
