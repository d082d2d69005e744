"""Whether the tabs that are read stay in proportion to the file: a few bytes can ask for more memory than there is.

A reader lays a sheet out as a full rectangle, so that one cell far away costs a million; and it puts a shared text anew
into each cell that shows it. Up to a fixed room this is affordable whatever the file's size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pepsheets.gateways.workbook_file.grid import Grid, cells, find_grid, rows, stated_position
from pepsheets.gateways.workbook_file.references import LAST_ROW, column_number

AFFORDABLE_CELLS = 3_900_000
AFFORDABLE_TEXT = 36_000_000
# ... and more only where the file itself is that large.
_EMPTY_PER_CELL = 20
_TEXT_PER_BYTE = 6
# The share of the room that may be taken by a rough count, before it is worth a walk over all cells.
_ROUGHLY = 200

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)sst[\s/>]")
_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_USUAL = re.compile(rb"\st=\"s\"[^<>]*><v>([0-9]{1,9})</v>")


@dataclass(frozen=True, slots=True)
class SharedTexts:
    """How long the shared texts of a workbook are; ``lengths`` are empty where only the longest can be told."""

    longest: int = 0
    lengths: tuple[int, ...] = ()

    @classmethod
    def of(cls, xml: bytes) -> SharedTexts:
        """Of the part that holds them, by a rough look: the marks around a text count too."""
        root = _ROOT.search(xml, 0, 65_536)
        prefix = root[1] if root else b""
        pieces = xml.split(b"<%ssi" % prefix)[1:]
        lengths = tuple(map(len, pieces))
        ends = xml.count(b"</%ssi>" % prefix) + sum(piece.startswith(b"/>") for piece in pieces)
        is_usual = ends == len(pieces) and b"<!" not in xml
        return cls(max(lengths, default=0), lengths if is_usual else ())


@dataclass(slots=True)
class Room:
    """What the tabs of one workbook may take beyond the size of the file, all together."""

    texts: SharedTexts = field(default_factory=SharedTexts)
    cells: int = AFFORDABLE_CELLS
    text: int = AFFORDABLE_TEXT

    def far_away_cell(self, xml: bytes) -> tuple[int, int] | None:
        """A filled cell so far from the others that there is no room to lay the sheet out; mostly there is none.

        Raises ``UnreadableGrid`` for a cell that is on no sheet, such as ``C1999999``: a reader would lay it out too.
        """
        grid = find_grid(xml)
        if grid is None:
            return None
        free = _EMPTY_PER_CELL * xml.count(grid.dialect.cell_start, grid.start, grid.end)
        reach = _reach_at_most(xml, grid, free)
        if reach - free > self.cells / _ROUGHLY:
            reach, farthest = _reach(xml, grid)
            if reach - free > self.cells:
                return farthest
        self.cells -= max(0, int(reach) - free)
        return None

    def is_short_of_text(self, xml: bytes) -> bool:
        """Whether the texts that a sheet shows are, by repetition, more than there is room for."""
        free = _TEXT_PER_BYTE * len(xml)
        if self.texts.longest * (len(xml) // 8) <= free:
            return False
        # Each cell with a shared text holds this, however it is written; to count more of them does no harm here.
        most = self.texts.longest * (xml.count(b'"s"') + xml.count(b"'s'"))
        if most - free > self.text / _ROUGHLY:
            most = _repeated(xml, self.texts)
        self.text -= max(0, most - free)
        return self.text < 0


def _repeated(xml: bytes, texts: SharedTexts) -> int:
    """The length of all shared texts that a sheet shows; where one cannot be told, it counts as the longest."""
    places = list(map(int, _USUAL.findall(xml))) if texts.lengths else []
    untold = sum(1 for _ in _SHARED.finditer(xml)) - len(places)
    # By map and not by a comprehension: a large sheet shows a million texts.
    known = sum(filter(None, map(dict(enumerate(texts.lengths)).get, places)))
    return known + untold * texts.longest


def _reach(xml: bytes, grid: Grid) -> tuple[int, tuple[int, int]]:
    """The cells of the rectangle from A1 to the last filled cell, and the cell that stretches it most.

    A row costs about as much as a cell, however short it is.
    """
    last_row = last_column = 0
    farthest = (1, 1)
    for row, column in _filled(xml, grid):
        last_row, last_column = max(last_row, row), max(last_column, column)
        farthest = max(farthest, (row, column), key=lambda position: (position[0] / 1000 + position[1], position))
    return last_row * (last_column + 1), farthest


def _reach_at_most(xml: bytes, grid: Grid, free: int) -> float:
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
    if last_row * last_column > free:
        longest = _compiled(cell + b' r="[A-Z]+([0-9]{%d})"' % digits).findall(xml, grid.start, grid.end)
        last_row = max(map(int, longest), default=last_row)
    return last_row * (last_column + 1)


@lru_cache(maxsize=64)
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern)


def _filled(xml: bytes, grid: Grid) -> Iterator[tuple[int, int]]:
    """The cells that are laid out: those that hold anything, and those that say they hold an error."""
    for row in rows(xml, grid):
        for cell in cells(xml, grid, row):
            tag = xml[cell.start : cell.tag_end]
            if cell.end - cell.tag_end > len(grid.dialect.cell_end) or b"=" in tag.partition(b" t")[2][:8]:
                yield stated_position(tag) or (row.number, cell.number)
