"""What covered a table keeps covering it: rules and validations of its tab, defined names, print areas, charts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from pepsheets.gateways.workbook_file.elements import Element, escaped, parse, spliced, with_attribute
from pepsheets.gateways.workbook_file.references import area_of, overlap, reference_to
from pepsheets.gateways.workbook_file.tables import NewEnd
from pepsheets.sheets import Area

_RULE = re.compile(
    rb"<(?:[\w.-]+:)?(?:conditionalFormatting|dataValidation)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
)
_SQREF = re.compile(rb"(?<=\s)sqref\s*=\s*[\"']([^\"']*)[\"']")
# The extended rules (x14) keep their ranges as text; sparklines, which do so too, must not be touched.
_EXTENDED_RULE = re.compile(rb"<([\w.-]+:(?:conditionalFormatting|dataValidation))[\s>].*?</\1>", re.DOTALL)
_EXTENDED_RANGES = re.compile(rb"(?<=sqref>)[^<]+(?=</)")
_CHART_FORMULA = re.compile(rb"(<(?:[\w.-]+:)?f(?:\s[^<>]*)?>)([^<]+)(?=</)")
# The name of a series is one cell, a heading mostly, whatever the table holds.
_IN_A_NAME = re.compile(rb"<(?:[\w.-]+:)?tx>\s*<(?:[\w.-]+:)?strRef>\s*$")
_CHART_TYPES = ("drawingml.chart+xml", "ms-office.chartex+xml")

_RANGE = re.compile(
    r"(?<![\w:.'\]])(?P<tab>'(?:[^']|'')+'|[\w.]+)!"
    r"(?P<first>\$?[A-Z]{1,3}\$?\d+):(?P<column>\$?[A-Z]{1,3}\$?)(?P<row>\d+)(?![\w(])"
)

_ONE_CELL = re.compile(
    r"(?<![\w:.'\]])(?P<tab>'(?:[^']|'')+'|[\w.]+)!(?P<column>\$?[A-Z]{1,3}\$?)(?P<row>\d+)(?![\w(:])"
)

Cover = Callable[[Area, NewEnd], bool]
"""Whether an area covers a table in such a way that it goes with its last row."""


def with_stretched_rules(tail: bytes, ends: Iterable[NewEnd]) -> bytes:
    """What follows the cells in a sheet part, the rules and validations of tables reaching to their new end."""
    for end in ends:
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
    """The ranges of a rule; where all of them would go, they stay as they are, since a rule needs a place."""
    return " ".join(filter(None, (_range(each, end) for each in text.split()))) or text


def _range(text: str, end: NewEnd) -> str:
    """A range that ended with the table's last row ends with its new one; one cell alone in a long column stays."""
    area, table = area_of(text), end.area
    if area is None or area.last_row != table.last_row or (area.first_row == area.last_row and not end.has_one_row):
        return text
    if not _is_beside(area, table):
        return f"{text} {_part_below(area, end)}".strip()
    return reference_to(replace(area, last_row=end.last_row)) if area.first_row <= end.last_row else ""


def _part_below(area: Area, end: NewEnd) -> str:
    """What a range that reaches beyond the table's sides gains: the new rows, as wide as both."""
    if end.added is None or area.first_row > end.first_data_row or not overlap(area, end.area):
        return ""
    first, last = max(area.first_column, end.area.first_column), min(area.last_column, end.area.last_column)
    return reference_to(replace(end.added, first_column=first, last_column=last))


def _is_beside(area: Area, table: Area) -> bool:
    return table.first_column <= area.first_column and area.last_column <= table.last_column


def stretched_formula(formula: str, end: NewEnd, covers: Cover | None = None) -> str:
    """A formula whose ranges that covered whole columns of the table's data still do."""

    def stretched(match: re.Match[str]) -> str:
        area = area_of(f"{match['first']}:{match['column']}{match['row']}".replace("$", ""))
        if area is None or not _is_tab_of(match["tab"], end) or not (covers or _covers_columns)(area, end):
            return match[0]
        return f"{match['tab']}!{match['first']}:{match['column']}{end.last_row}"

    return _RANGE.sub(stretched, formula)


def _is_tab_of(written: str, end: NewEnd) -> bool:
    """Whether a tab's name, as a formula writes it, is that of the table's tab."""
    return written.strip("'").replace("''", "'").casefold() == end.tab.casefold()


def _covers_columns(area: Area, end: NewEnd) -> bool:
    """Whether an area is columns of the table from the heading, or from below it, to the last row."""
    begins_right = area.first_row in {end.area.first_row, end.first_data_row}
    return begins_right and area.last_row == end.area.last_row and _is_beside(area, end.area)


def _prints(area: Area, end: NewEnd) -> bool:
    """Whether an area to be printed holds the table's rows, but would not hold the new ones."""
    holds = overlap(area, end.area) and area.first_row <= end.first_data_row and area.last_row >= end.area.last_row
    return holds and (area.last_row == end.area.last_row or area.last_row < end.last_row)


def with_stretched_names(xml: bytes, label: str, ends: Iterable[NewEnd]) -> bytes:
    """The workbook part with the defined names and print areas that covered a table."""
    names = parse(xml, label).under("definedNames")
    edits = (_name_edit(xml, name, tuple(ends)) for name in (names.children if names else ()))
    return spliced(xml, (edit for edit in edits if edit is not None))


def _name_edit(xml: bytes, name: Element, ends: tuple[NewEnd, ...]) -> tuple[int, int, bytes] | None:
    text, covers = name.text, _prints if name.attributes.get("name") == "_xlnm.Print_Area" else None
    for end in ends:
        text = stretched_formula(text, end, covers)
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
        is_name = _IN_A_NAME.search(xml, max(0, match.start() - 80), match.start()) is not None
        new = old if is_name else _stretched_series(old, ends)
        return match[0] if new == old else match[1] + escaped(new).encode()

    return _CHART_FORMULA.sub(formula, xml)


def _stretched_series(formula: str, ends: tuple[NewEnd, ...]) -> str:
    for end in ends:
        if not end.has_one_row:
            formula = stretched_formula(formula, end)
            continue
        # Of a single row, one cell is a series along the column; several cells are one along the row.
        formula = stretched_formula(formula, end, _is_one_cell)
        formula = _ONE_CELL.sub(partial(_stretched_cell, end), formula)
    return formula


def _stretched_cell(end: NewEnd, match: re.Match[str]) -> str:
    area = area_of((match["column"] + match["row"]).replace("$", ""))
    if area is None or not _is_tab_of(match["tab"], end) or not _is_one_cell(area, end):
        return match[0]
    return f"{match[0]}:{match['column']}{end.last_row}"


def _is_one_cell(area: Area, end: NewEnd) -> bool:
    is_one = area.first_row == area.last_row == end.area.last_row and area.first_column == area.last_column
    return is_one and _is_beside(area, end.area)


def with_stretched_source(xml: bytes, label: str, ends: Iterable[NewEnd]) -> bytes:
    """What a pivot table is fed from, given by its cells: where they were a table, they still are.

    One that is fed by the table's name needs nothing.
    """
    root = parse(xml, label)
    source = root.under("cacheSource", "worksheetSource")
    area = area_of(source.attributes.get("ref", "")) if source else None
    for end in ends:
        is_same_tab = source is not None and source.attributes.get("sheet", "").casefold() == end.tab.casefold()
        if source is not None and area is not None and is_same_tab and _covers_columns(area, end):
            new = with_attribute(
                xml[source.start : source.tag_end], "ref", reference_to(replace(area, last_row=end.last_row))
            )
            return spliced(xml, [(source.start, source.tag_end, new)])
    return xml
