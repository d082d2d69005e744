"""The rows and cells inside a sheet part, by their bytes: no tree is built, for a sheet may hold a million cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pepsheets.gateways.workbook_file.references import LAST_COLUMN, LAST_ROW, column_number

_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)(worksheet|chartsheet|dialogsheet|macrosheet|xltmacrosheet)[\s/>]")
_STATED = re.compile(rb"\sr\s*=\s*[\"']([^\"']*)[\"']")
_CELL_NAME = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")


class UnreadableGrid(Exception):
    """The rows or cells of a sheet are written in a way that cannot be followed safely."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one sheet part spells its elements: with a prefix such as ``x:``, or without."""

    prefix: bytes
    row: re.Pattern[bytes]
    row_number: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    formula_start: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    value_below_zero: re.Pattern[bytes]
    row_end: bytes
    cell_start: bytes
    cell_end: bytes

    def tag(self, name: str) -> bytes:
        """``name`` as this part spells it."""
        return self.prefix + name.encode()


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells of a sheet part are: ``start`` to ``end`` is what lies inside its ``sheetData`` element.

    ``tag_start`` to ``after`` is the element itself; ``start`` is ``after`` where it is closed at once.
    """

    dialect: Dialect
    tag_start: int
    start: int
    end: int
    after: int


@dataclass(frozen=True, slots=True)
class Span:
    """A row or a cell: its number, its first byte, the end of its opening tag, and its end."""

    number: int
    start: int
    tag_end: int
    end: int


@lru_cache(maxsize=64)
def _dialect(prefix: bytes) -> Dialect:
    name = re.escape(prefix)
    return Dialect(
        prefix=prefix,
        row=re.compile(rb"<%srow(?=[\s/>])[^<>]*>" % name),
        row_number=re.compile(rb"<%srow\s[^<>]*?\br\s*=\s*[\"'](\d{1,7})" % name),
        cell=re.compile(
            rb"\s*(<%sc(?:\s+r=\"([A-Z]{1,3})\d{1,7}\")?(?:\s[^<>]*?)?(?:/>|>[^<]*(?:<(?!/%sc>)[^<]*)*</%sc>))"
            % (name, name, name)
        ),
        formula_start=re.compile(rb"<%sf[\s/>]" % name),
        formula=re.compile(rb"<%sf(\s[^<>]*?)?(?:/>|>([^<]*)</%sf>)" % (name, name)),
        value=re.compile(rb"<%sv(?:\s[^<>]*?)?(?:/>|>([^<]*)</%sv>)" % (name, name)),
        value_below_zero=re.compile(rb"<%sv>(-[0-9.]+(?:[eE][-+]?[0-9]+)?)<" % name),
        row_end=b"</%srow>" % prefix,
        cell_start=b"<%sc" % prefix,
        cell_end=b"</%sc>" % prefix,
    )


def find_grid(xml: bytes) -> Grid | None:
    """Where the cells are, or None where the part is no sheet of cells."""
    root = _ROOT.search(xml, 0, 65_536)
    if root is None or root[2] != b"worksheet":
        return None
    dialect = _dialect(root[1])
    name = re.escape(dialect.tag("sheetData"))
    opening = re.compile(rb"<%s(?=[\s/>])[^<>]*>" % name).search(xml, root.start())
    if opening is None:
        return None
    if opening[0].endswith(b"/>"):
        return Grid(dialect, opening.start(), opening.end(), opening.end(), opening.end())
    closing = re.compile(rb"</%s\s*>" % name).search(
        xml, max(opening.end(), xml.rfind(b"</" + dialect.tag("sheetData")))
    )
    if closing is None:
        return None
    return Grid(dialect, opening.start(), opening.end(), closing.start(), closing.end())


def rows(xml: bytes, grid: Grid) -> Iterator[Span]:
    """Every row in the order of the file; a row without a number follows the one before it."""
    here, number = grid.start, 0
    opening, row_end = grid.dialect.row, grid.dialect.row_end
    while (tag := opening.search(xml, here, grid.end)) is not None:
        if xml[here : tag.start()].strip():
            raise UnreadableGrid
        stated = _STATED.search(xml, tag.start(), tag.end())
        number = _row_number(stated[1]) if stated else number + 1
        here = tag.end()
        if xml[here - 2] != 47:  # not closed at once: "/"
            here = xml.find(row_end, here, grid.end) + len(row_end)
            if here < tag.end():
                raise UnreadableGrid
        yield Span(number, tag.start(), tag.end(), here)
    if xml[here : grid.end].strip():
        raise UnreadableGrid


def sought_rows(xml: bytes, grid: Grid, numbers: Sequence[int]) -> list[Span]:
    """The rows of these ascending numbers, without a walk over the others; none where one of them is not found."""
    found: list[Span] = []
    here = grid.start
    for number in numbers:
        start = xml.find(b'<%srow r="%d"' % (grid.dialect.prefix, number), here, grid.end)
        if start < 0:
            return []
        tag_end = here = xml.index(b">", start) + 1
        if xml[tag_end - 2] != 47:  # not closed at once: "/"
            here = xml.find(grid.dialect.row_end, tag_end, grid.end) + len(grid.dialect.row_end)
        if here < tag_end:
            raise UnreadableGrid
        found.append(Span(number, start, tag_end, here))
    return found


def cells(xml: bytes, grid: Grid, row: Span) -> Iterator[Span]:
    """Every cell of a row in the order of the file; a cell without a reference follows the one before it."""
    here, number = row.tag_end, 0
    stop = inner_end(grid, row)
    one_cell = grid.dialect.cell
    while (cell := one_cell.match(xml, here, stop)) is not None:
        start, here = cell.span(1)
        tag_end = xml.index(b">", start) + 1
        if cell[2]:
            number = _number_of_letters(cell[2])
        else:
            stated = stated_position(xml[start:tag_end])
            number = stated[1] if stated else number + 1
        yield Span(number, start, tag_end, here)
    if xml[here:stop].strip():
        raise UnreadableGrid


def inner_end(grid: Grid, row: Span) -> int:
    """Where the cells of a row end."""
    return row.end - len(grid.dialect.row_end) if row.end > row.tag_end else row.end


@lru_cache(maxsize=32_768)
def _number_of_letters(letters: bytes) -> int:
    number = column_number(letters.decode())
    if number > LAST_COLUMN:
        raise UnreadableGrid
    return number


def stated_position(tag: bytes) -> tuple[int, int] | None:
    """The row and column that a cell's opening tag states, or None where it states none."""
    stated = _STATED.search(tag)
    if stated is None:
        return None
    name = _CELL_NAME.fullmatch(stated[1])
    if name is None:
        raise UnreadableGrid
    return _row_number(name[2]), _number_of_letters(name[1])


def _row_number(digits: bytes) -> int:
    number = int(digits) if digits.isdigit() and len(digits) <= len(str(LAST_ROW)) else 0
    if not 1 <= number <= LAST_ROW:
        raise UnreadableGrid
    return number
