"""Cells gathered into few rectangles, so that a write has few requests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

_WORTH_BRIDGING = 12
"""Rows between two runs that are rather kept too than given a run of their own."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A rectangle of cells on a tab; rows and columns counted from 1, the last ones included."""

    tab: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def height(self) -> int:
        return self.last_row - self.first_row + 1

    @property
    def width(self) -> int:
        return self.last_column - self.first_column + 1


def runs(rows: Iterable[int], bridged: int = 0) -> Iterator[tuple[int, int]]:
    """The first and last of each run of rows; gaps of up to ``bridged`` rows do not end a run.

    >>> list(runs([3, 1, 2, 7])), list(runs([3, 1, 2, 7], bridged=3))
    ([(1, 3), (7, 7)], [(1, 7)])
    """
    first = last = 0
    for row in sorted(rows):
        if last and row - last > bridged + 1:
            yield first, last
            first = row
        first = first or row
        last = row
    if last:
        yield first, last


def rectangles(tab: str, cells: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """These cells of a tab and no others, as rectangles: runs down each column, neighbours of one height joined."""
    yield from _joined(tab, _runs_by_column(cells, 0))


def covering(tab: str, cells: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """Rectangles that hold these cells, and some between them where that makes fewer."""
    yield from _joined(tab, _runs_by_column(cells, _WORTH_BRIDGING))


def _runs_by_column(cells: Iterable[tuple[int, int]], bridged: int) -> Mapping[int, list[tuple[int, int]]]:
    by_column: dict[int, list[int]] = {}
    for row, column in cells:
        by_column.setdefault(column, []).append(row)
    return {column: list(runs(rows, bridged)) for column, rows in sorted(by_column.items())}


def _joined(tab: str, by_column: Mapping[int, list[tuple[int, int]]]) -> Iterator[Block]:
    columns_of: dict[tuple[int, int], list[int]] = {}
    for column, spans in by_column.items():
        for span in spans:
            columns_of.setdefault(span, []).append(column)
    for (first, last), columns in sorted(columns_of.items()):
        for _, neighbours in groupby(enumerate(columns), key=lambda each: each[1] - each[0]):
            together = [column for _, column in neighbours]
            yield Block(tab, first, together[0], last, together[-1])
