"""What covered a table keeps covering it: rules and validations of its tab, defined names, print areas, charts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace

from pepsheets.gateways.workbook_file.elements import Element, escaped, parse, spliced, with_attribute
from pepsheets.gateways.workbook_file.references import area_of, column_number, reference_to
from pepsheets.gateways.workbook_file.tables import NewEnd
from pepsheets.sheets import Area

_RULE = re.compile(
    rb"<(?:[\w.-]+:)?(?:conditionalFormatting|dataValidation)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
)
_SQREF = re.compile(rb"(?<=\s)sqref\s*=\s*[\"']([^\"']*)[\"']")
# The extended rules (x14) keep their ranges as text; sparklines, which do so too, must not be touched.
_EXTENDED_RULE = re.compile(rb"<([\w.-]+:(?:conditionalFormatting|dataValidation))[\s>].*?</\1>", re.DOTALL)
_EXTENDED_RANGES = re.compile(rb"(?<=sqref>)[^<]+(?=</)")
_CHART_FORMULA = re.compile(rb"(<(?:[\w.-]+:)?f(?:\s[^>]*)?>)([^<]+)(?=</)")
_CHART_TYPES = ("drawingml.chart+xml", "ms-office.chartex+xml")

_RANGE = re.compile(
    r"(?<![\w:.'\]])(?P<tab>'(?:[^']|'')+'|[\w.]+)!"
    r"(?P<first>\$?[A-Z]{1,3}\$?\d+):(?P<column>\$?[A-Z]{1,3}\$?)(?P<row>\d+)(?![\w(])"
)


def with_stretched_rules(tail: bytes, ends: Iterable[NewEnd]) -> bytes:
    """What follows the cells in a sheet part, the rules and validations of growing tables reaching to their new end."""
    for end in ends:
        if end.added is not None:
            tail = _stretched_rules(tail, end)
    return tail


def _stretched_rules(tail: bytes, end: NewEnd) -> bytes:
    def tag(match: re.Match[bytes]) -> bytes:
        stated = _SQREF.search(match[0])
        old = stated[1].decode("utf-8", "replace") if stated else ""
        new = _ranges(old, end)
        return match[0] if new == old else with_attribute(match[0], "sqref", new)

    def rule(match: re.Match[bytes]) -> bytes:
        return _EXTENDED_RANGES.sub(
            lambda ranges: _ranges(ranges[0].decode("latin-1"), end).encode("latin-1"), match[0]
        )

    return _EXTENDED_RULE.sub(rule, _RULE.sub(tag, tail))


def _ranges(text: str, end: NewEnd) -> str:
    return " ".join(_range(each, end) for each in text.split(" "))


def _range(text: str, end: NewEnd) -> str:
    """A range that ended with the table's last row ends with its new one; one cell alone in a long column stays."""
    area, table = area_of(text), end.area
    if area is None or area.last_row != table.last_row or not _is_beside(area, table):
        return text
    is_one_of_many = area.first_row == area.last_row and table.last_row > table.first_row + 1
    return text if is_one_of_many else reference_to(replace(area, last_row=end.last_row))


def _is_beside(area: Area, table: Area) -> bool:
    return table.first_column <= area.first_column and area.last_column <= table.last_column


def stretched_formula(formula: str, end: NewEnd) -> str:
    """A formula whose ranges that covered whole columns of the table's data still do."""

    def stretched(match: re.Match[str]) -> str:
        first = area_of(match["first"])
        tab = match["tab"].strip("'").replace("''", "'")
        last_column = column_number(match["column"].replace("$", ""))
        covers = (
            first is not None
            and tab.casefold() == end.tab.casefold()
            and int(match["row"]) == end.area.last_row
            and first.first_row in {end.area.first_row, end.area.first_row + 1}
            and end.area.first_column <= first.first_column <= last_column <= end.area.last_column
        )
        return f"{match['tab']}!{match['first']}:{match['column']}{end.last_row}" if covers else match[0]

    return _RANGE.sub(stretched, formula)


def with_stretched_names(xml: bytes, label: str, ends: Iterable[NewEnd]) -> bytes:
    """The workbook part with the defined names and print areas that covered a table."""
    names = parse(xml, label).under("definedNames")
    edits = (_name_edit(xml, name, tuple(ends)) for name in (names.children if names else ()))
    return spliced(xml, (edit for edit in edits if edit is not None))


def _name_edit(xml: bytes, name: Element, ends: tuple[NewEnd, ...]) -> tuple[int, int, bytes] | None:
    text = name.text
    for end in ends:
        text = stretched_formula(text, end)
    if text == name.text:
        return None
    return name.tag_end, xml.rindex(b"</", name.tag_end, name.end), escaped(text).encode()


def chart_parts(content_types: bytes, label: str) -> list[str]:
    """The parts that are charts."""
    overrides = parse(content_types, label).all("Override")
    return [
        item.attributes.get("PartName", "").lstrip("/")
        for item in overrides
        if item.attributes.get("ContentType", "").endswith(_CHART_TYPES)
    ]


def with_stretched_series(xml: bytes, ends: Iterable[NewEnd]) -> bytes:
    """A chart whose series that covered a table still do."""
    ends = tuple(ends)

    def formula(match: re.Match[bytes]) -> bytes:
        old = html.unescape(match[2].decode("utf-8", "replace"))
        new = old
        for end in ends:
            new = stretched_formula(new, end)
        return match[0] if new == old else match[1] + escaped(new).encode()

    return _CHART_FORMULA.sub(formula, xml)
