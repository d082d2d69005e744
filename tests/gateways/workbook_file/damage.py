"""Ways to damage a workbook: its zip, the names of its parts, their XML. Each takes three numbers that say where."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

Parts: TypeAlias = list[tuple[str, bytes]]
Places: TypeAlias = tuple[int, int, int]

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

_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"=\"([^\"]*)\"")


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
