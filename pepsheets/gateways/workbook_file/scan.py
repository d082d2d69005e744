"""What a fast reader passes over in silence: formulas, formulas without a result, error values, far-away cells."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from pepsheets.gateways.workbook_file.grid import Grid, cells, find_grid, rows, stated_position
from pepsheets.gateways.workbook_file.references import LAST_ROW, column_number
from pepsheets.sheets import UNCALCULATED, CellError

# A reader lays a sheet out as a full rectangle. This many cells are affordable whatever the file's size...
AFFORDABLE_CELLS = 4_000_000
# ... and more only where the file itself is that large.
_EMPTY_PER_CELL = 20

KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", UNCALCULATED})

# Days since 1900. The year 9999 ends on day 2,958,465; a telephone number in a column of dates is far beyond it.
_BEYOND_CALENDARS = 10_000_000
_STYLED_NUMBER = re.compile(
    rb"(<(?:[\w.-]+:)?c(?:\s[^>]*)?)\ss\s*=\s*[\"'][0-9]+[\"']([^>]*>(?:[^<]|<(?:[\w.-]+:)?f[\s>]|</(?:[\w.-]+:)?f>)*"
    rb"<(?:[\w.-]+:)?v>)\s*(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
)
_KIND = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_IS_ERROR = (b't="e"', b"t='e'")
_OWN_LINK = (b'HYPERLINK("#', b"HYPERLINK(&quot;#")


@dataclass(slots=True)
class Findings:
    """What stands in a sheet part besides its values; positions are (row, column), counted from 1."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    below_zero: dict[tuple[int, int], float] = field(default_factory=dict)


def is_own_link(formula: bytes, attributes: bytes | None) -> bool:
    """Whether this is the formula of a link that we wrote."""
    return formula.lstrip().startswith(_OWN_LINK) and b"t=" not in (attributes or b"")


def examine(xml: bytes) -> Findings:
    """The formulas, errors and missing results of a sheet part. One pass, and only where there is anything to find."""
    findings = Findings()
    grid = find_grid(xml)
    if grid is None:
        return findings
    findings.below_zero = _below_zero(xml, grid)
    try:
        for position, tag, body in _notable(xml, grid):
            _note(findings, grid, position, tag, body)
    except _WithoutReferences:
        for position, tag, body in _all(xml, grid):
            _note(findings, grid, position, tag, body)
    return findings


def cells_with_formulas(xml: bytes, grid: Grid) -> list[tuple[tuple[int, int], bytes, bytes]]:
    """The position, the opening tag and the inside of every cell that has a formula."""
    found: list[tuple[tuple[int, int], bytes, bytes]] = []
    try:
        for formula in grid.dialect.formula_start.finditer(xml, grid.start, grid.end):
            found += _cell_around(xml, grid, formula.start())
    except _WithoutReferences:
        found = [cell for cell in _all(xml, grid) if grid.dialect.formula_start.search(cell[2])]
    return found


def _below_zero(xml: bytes, grid: Grid) -> dict[tuple[int, int], float]:
    """The numbers below zero: with the format of a date, a fast reader takes them for a time of day."""
    found: dict[tuple[int, int], float] = {}
    for value in grid.dialect.value_below_zero.finditer(xml, grid.start, grid.end):
        with suppress(_WithoutReferences, ValueError):
            found.update({position: float(value[1]) for position, _, _ in _cell_around(xml, grid, value.start())})
    return found


class _WithoutReferences(Exception):
    """A cell does not say where it stands, so that all must be counted."""


def _notable(xml: bytes, grid: Grid) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    for mark in _IS_ERROR:
        here = xml.find(mark, grid.start, grid.end)
        while here >= 0:
            yield from _cell_around(xml, grid, here)
            here = xml.find(mark, here + 1, grid.end)
    for formula in grid.dialect.formula_start.finditer(xml, grid.start, grid.end):
        yield from _cell_around(xml, grid, formula.start())


def _cell_around(xml: bytes, grid: Grid, inside: int) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    start = xml.rfind(grid.dialect.cell_start, grid.start, inside)
    if start < 0:
        return
    tag_end = xml.index(b">", start) + 1
    position = stated_position(xml[start:tag_end])
    if position is None:
        raise _WithoutReferences
    end = xml.find(grid.dialect.cell_end, tag_end, grid.end)
    yield position, xml[start:tag_end], xml[tag_end:end]


def _all(xml: bytes, grid: Grid) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
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
    if formula is not None and not is_ours:
        findings.formulas.add(position)


def _is_empty_text(kind: re.Match[bytes] | None, value: re.Match[bytes] | None) -> bool:
    return value is not None and kind is not None and kind[1] == b"str"


def with_known_errors(xml: bytes) -> bytes:
    """A sheet part in which every error is ``#N/A``; which it really is, ``examine`` has told."""
    grid = find_grid(xml)
    name = re.escape(grid.dialect.prefix) if grid else b""
    errors = rb"(<%sc\s[^>]*?\bt\s*=\s*[\"']e[\"'][^>]*>(?:(?!<%sv>|</%sc>).)*<%sv>)[^<]*" % (name, name, name, name)
    return re.sub(errors, rb"\1#N/A", xml, flags=re.DOTALL)


def without_wild_dates(xml: bytes) -> bytes:
    """A sheet part in which numbers that no calendar reaches have lost their format: they can be no dates."""
    return _STYLED_NUMBER.sub(_plain_if_wild, xml)


def _plain_if_wild(cell: re.Match[bytes]) -> bytes:
    try:
        is_wild = not abs(float(cell[3])) < _BEYOND_CALENDARS
    except ValueError:
        is_wild = False
    return cell[1] + cell[2] + cell[3] if is_wild else cell[0]


def far_away_cell(xml: bytes) -> tuple[int, int] | None:
    """A filled cell so far from the others that the sheet could not be laid out in memory; mostly there is none.

    Raises ``UnreadableGrid`` for a cell that is on no sheet, such as ``C1999999``: a reader would try to lay it out.
    """
    grid = find_grid(xml)
    if grid is None:
        return None
    many = xml.count(grid.dialect.cell_start, grid.start, grid.end)
    affordable = max(AFFORDABLE_CELLS, _EMPTY_PER_CELL * many)
    if _reach_at_most(xml, grid, affordable) <= affordable:
        return None
    filled = list(_filled(xml, grid))
    last_row, last_column = max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)
    if last_row * last_column <= affordable:
        return None
    return max(filled, key=lambda position: (position[0] / 1000 + position[1], position))


def _reach_at_most(xml: bytes, grid: Grid, affordable: int) -> float:
    """At least as many cells as the rectangle from A1 to the last cell has; infinite where only a walk can tell.

    Nearly every program writes ``<c r="A1"``, and a search that starts with fixed letters is ten times faster.
    """
    cell, last = re.escape(grid.dialect.cell_start), xml.rfind(b"<%srow " % grid.dialect.prefix, grid.start, grid.end)
    number = grid.dialect.row_number.match(xml, max(last, 0))
    digits = len(number[1]) if number else len(str(LAST_ROW))
    last_row, last_column = int("9" * digits), 26
    if _compiled(cell + b'(?! r="[A-Z][0-9]{1,%d}")' % digits).search(xml, grid.start, grid.end):
        if _compiled(cell + b'(?! r="[A-Z]{1,3}[0-9]{1,%d}")' % digits).search(xml, grid.start, grid.end):
            return math.inf
        letters = set(_compiled(cell + b' r="([A-Z]{2,3})').findall(xml, grid.start, grid.end))
        last_column = max(column_number(each.decode()) for each in letters)
    if last_row * last_column > affordable:
        longest = _compiled(cell + b' r="[A-Z]+([0-9]{%d})"' % digits).findall(xml, grid.start, grid.end)
        last_row = max(map(int, longest), default=last_row)
    return last_row * last_column


@lru_cache(maxsize=64)
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern)


def _filled(xml: bytes, grid: Grid) -> Iterator[tuple[int, int]]:
    for row in rows(xml, grid):
        for cell in cells(xml, grid, row):
            if cell.end - cell.tag_end > len(grid.dialect.cell_end):
                yield stated_position(xml[cell.start : cell.tag_end]) or (row.number, cell.number)
