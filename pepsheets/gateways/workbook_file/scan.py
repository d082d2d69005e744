"""What a fast reader passes over in silence: formulas, formulas without a result, error values, far-away cells."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from pepsheets.gateways.workbook_file.grid import Grid, UnreadableGrid, cells, find_grid, rows, stated_position
from pepsheets.sheets import UNCALCULATED, CellError

KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", UNCALCULATED})

# Days since 1900. The year 9999 ends on day 2,958,465; a telephone number in a column of dates is far beyond it.
_BEYOND_CALENDARS = 10_000_000
_STYLED_NUMBER = re.compile(
    rb"(<(?:[\w.-]+:)?c(?:\s[^<>]*)?)\ss\s*=\s*[\"'][0-9]+[\"']([^<>]*>(?:[^<]|<(?:[\w.-]+:)?f[\s>]|</(?:[\w.-]+:)?f>)*"
    rb"<(?:[\w.-]+:)?v>)\s*(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
)
_KIND = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_IS_ERROR = (re.compile(rb't="e"'), re.compile(rb"t='e'"))
_LINK_LABEL = re.compile(r',"((?:[^"]|"")*)"\)\s*$')
_OWN_LINK = (b'HYPERLINK("#', b"HYPERLINK(&quot;#")

_Place: TypeAlias = tuple[tuple[int, int], bytes, bytes]
"""A cell: its row and column, its opening tag, and what is inside it."""


@dataclass(slots=True)
class Findings:
    """What stands in a sheet part besides its values; positions are (row, column), counted from 1."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    """The texts of links of ours that lost their result, as programs save them that calculate nothing."""


def is_own_link(formula: bytes, attributes: bytes | None) -> bool:
    """Whether this is the formula of a link that we wrote."""
    return formula.lstrip().startswith(_OWN_LINK) and b"t=" not in (attributes or b"")


def examine(xml: bytes) -> Findings:
    """The formulas, errors and missing results of a sheet part. One pass, and only where there is anything to find."""
    findings = Findings()
    grid = find_grid(xml)
    if grid is None:
        return findings
    try:
        for position, tag, body in _notable(xml, grid):
            _note(findings, grid, position, tag, body)
    except _WithoutReferences:
        for position, tag, body in _all(xml, grid):
            _note(findings, grid, position, tag, body)
    return findings


def cells_with_formulas(xml: bytes, grid: Grid) -> list[_Place]:
    """The position, the opening tag and the inside of every cell that has a formula."""
    found: list[_Place] = []
    try:
        found += _cells_around(xml, grid, grid.dialect.formula_start.finditer(xml, grid.start, grid.end))
    except _WithoutReferences:
        found = [cell for cell in _all(xml, grid) if grid.dialect.formula_start.search(cell[2])]
    return found


def numbers_below_zero(xml: bytes) -> dict[tuple[int, int], float]:
    """The numbers below zero by place: in the format of a date, a fast reader takes them for a time of day."""
    grid = find_grid(xml)
    found: dict[tuple[int, int], float] = {}
    if grid is None:
        return found
    below_zero = grid.dialect.value_below_zero
    try:
        places = list(_cells_around(xml, grid, below_zero.finditer(xml, grid.start, grid.end)))
    except _WithoutReferences:
        places = list(_all(xml, grid))
    for position, _, body in places:
        value = below_zero.search(body)
        with suppress(ValueError):
            found.update({position: float(value[1])} if value else {})
    return found


class _WithoutReferences(Exception):
    """A cell does not say where it stands, so that all must be counted."""


def _notable(xml: bytes, grid: Grid) -> Iterator[_Place]:
    for mark in _IS_ERROR:
        yield from _cells_around(xml, grid, mark.finditer(xml, grid.start, grid.end))
    yield from _cells_around(xml, grid, grid.dialect.formula_start.finditer(xml, grid.start, grid.end))


def _cells_around(xml: bytes, grid: Grid, marks: Iterable[re.Match[bytes]]) -> Iterator[_Place]:
    """The cells that these marks are in. Each byte is looked at once, however many marks there are."""
    done = grid.start
    for mark in marks:
        start = xml.rfind(grid.dialect.cell_start, done, max(done, mark.start()))
        if start < 0:
            done = max(done, mark.start())
            continue
        tag_end = xml.index(b">", start) + 1
        position = stated_position(xml[start:tag_end])
        if position is None:
            raise _WithoutReferences
        done = end = tag_end if xml[tag_end - 2] == 47 else xml.find(grid.dialect.cell_end, tag_end, grid.end)
        if end < tag_end:
            raise UnreadableGrid
        yield position, xml[start:tag_end], xml[tag_end:end]


def _all(xml: bytes, grid: Grid) -> Iterator[_Place]:
    for row in rows(xml, grid):
        for cell in cells(xml, grid, row):
            yield (row.number, cell.number), xml[cell.start : cell.tag_end], xml[cell.tag_end : cell.end]


def _note(findings: Findings, grid: Grid, position: tuple[int, int], tag: bytes, body: bytes) -> None:
    kind = _KIND.search(tag)
    value = grid.dialect.value.search(body)
    text = value[1] if value else None
    formula = grid.dialect.formula.search(body)
    is_ours = formula is not None and is_own_link(formula[2] or b"", formula[1])
    if kind is not None and kind[1] == b"e":
        findings.errors[position] = CellError(html.unescape((text or b"#N/A").decode("utf-8", "replace")))
    elif formula is not None and not text and not is_ours and not _is_empty_text(kind, value):
        findings.errors[position] = CellError(UNCALCULATED)
    elif formula is not None and not text and is_ours:
        findings.links[position] = _label(formula[2])
    if formula is not None and not is_ours:
        findings.formulas.add(position)


def _label(link: bytes) -> str:
    """What a link of ours shows, from its formula: the text that closes it."""
    found = _LINK_LABEL.search(html.unescape(link.decode("utf-8", "replace")))
    return found[1].replace('""', '"') if found else ""


def _is_empty_text(kind: re.Match[bytes] | None, value: re.Match[bytes] | None) -> bool:
    return value is not None and kind is not None and kind[1] == b"str"


def with_known_errors(xml: bytes) -> bytes:
    """A sheet part in which every error is ``#N/A``; which it really is, ``examine`` has told."""
    grid = find_grid(xml)
    name = re.escape(grid.dialect.prefix) if grid else b""
    inside = rb"[^<]*+(?:<(?!%sv>|/?%sc[\s>])[^<]*+)*+" % (name, name)
    errors = rb"(<%sc\s[^<>]*?\bt\s*=\s*[\"']e[\"'][^<>]*>%s<%sv>)[^<]*" % (name, inside, name)
    return re.sub(errors, rb"\1#N/A", xml)


def without_wild_dates(xml: bytes) -> bytes:
    """A sheet part in which numbers that no calendar reaches have lost their format: they can be no dates."""
    return _STYLED_NUMBER.sub(_plain_if_wild, xml)


def _plain_if_wild(cell: re.Match[bytes]) -> bytes:
    try:
        is_wild = not abs(float(cell[3])) < _BEYOND_CALENDARS
    except ValueError:
        is_wild = False
    return cell[1] + cell[2] + cell[3] if is_wild else cell[0]
