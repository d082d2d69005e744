"""What a fast reader passes over in silence: formulas, formulas without a result, error values, far-away cells."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pepsheets.gateways.workbook_file.grid import Grid, Span, cells, find_grid, rows, stated_position
from pepsheets.gateways.workbook_file.references import column_number
from pepsheets.sheets import UNCALCULATED, CellError

# A reader lays a sheet out as a full rectangle. This many cells are affordable whatever the file's size...
AFFORDABLE_CELLS = 4_000_000
# ... and more only where the file itself is that large.
_EMPTY_PER_CELL = 20

KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", UNCALCULATED})

_FAR_COLUMN = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{2,3})[0-9]")
_KIND = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_IS_ERROR = (b't="e"', b"t='e'")
_OWN_LINK = (b'HYPERLINK("#', b"HYPERLINK(&quot;#")


@dataclass(slots=True)
class Findings:
    """What stands in a sheet part besides its values; positions are (row, column), counted from 1."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)


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


def far_away_cell(xml: bytes) -> tuple[int, int] | None:
    """A filled cell so far from the others that the sheet could not be laid out in memory; mostly there is none."""
    grid = find_grid(xml)
    if grid is None:
        return None
    many = xml.count(grid.dialect.cell_start, grid.start, grid.end)
    affordable = max(AFFORDABLE_CELLS, _EMPTY_PER_CELL * many)
    if _last_stated_row(xml, grid) * _last_stated_column(xml, grid, many) <= affordable:
        return None
    filled = [(row, cell.number) for row, cell in _filled(xml, grid)]
    last_row, last_column = max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)
    if last_row * last_column <= affordable:
        return None
    return max(filled, key=lambda position: (position[0] / 1000 + position[1], position))


def _last_stated_row(xml: bytes, grid: Grid) -> int:
    usual = _usual(b'<%srow r="(\\d+)' % grid.dialect.prefix).findall(xml, grid.start, grid.end)
    many = xml.count(b"<%srow" % grid.dialect.prefix, grid.start, grid.end)
    numbers = usual if len(usual) == many else grid.dialect.row_number.findall(xml, grid.start, grid.end)
    return max(map(int, numbers), default=0) + many - len(numbers)


def _last_stated_column(xml: bytes, grid: Grid, many: int) -> int:
    usual = b'<%sc r="' % grid.dialect.prefix
    is_usual = xml.count(usual, grid.start, grid.end) == many
    pattern = _usual(re.escape(usual) + b"([A-Z]{2,3})[0-9]") if is_usual else _FAR_COLUMN
    letters = set(pattern.findall(xml, grid.start, grid.end))
    return max((column_number(each.decode()) for each in letters), default=26)


@lru_cache(maxsize=64)
def _usual(pattern: bytes) -> re.Pattern[bytes]:
    """How nearly every program writes it: a search that starts with fixed letters is ten times faster."""
    return re.compile(pattern)


def _filled(xml: bytes, grid: Grid) -> Iterator[tuple[int, Span]]:
    for row in rows(xml, grid):
        for cell in cells(xml, grid, row):
            if cell.end - cell.tag_end > 4 + len(grid.dialect.prefix):
                yield row.number, cell
