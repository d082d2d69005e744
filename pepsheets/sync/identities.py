"""Which row is which: rows are known by the ID in their hidden column, and never by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Cells, Rows
from pepsheets.sync.values import same

_ID = re.compile(r"R[0-9A-Z]{8,26}")


def is_row_id(text: str) -> bool:
    """Whether a text may be an ID of ours: R and 8 to 26 capitals and digits. Anything else was typed by somebody.

    >>> is_row_id("R01J9ZK3V8Q2M5T7W"), is_row_id("see Jane"), is_row_id("")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


class RowWithId(Protocol):
    """A row as a door read it: the text in its ID column, and its canonical values."""

    @property
    def row_id(self) -> str: ...

    @property
    def cells(self) -> Cells: ...


R = TypeVar("R", bound=RowWithId)
S = TypeVar("S", bound=RowWithId)


@dataclass(frozen=True, slots=True)
class Identified(Generic[R]):
    """The rows of one side that are known by their IDs, and those that need a new one, each in the order read."""

    known: Mapping[str, R]
    unknown: tuple[R, ...]


def identify(rows: Sequence[R], base: Rows) -> Identified[R]:
    """Which rows keep their ID. Of copies, the one closest to what was agreed keeps it; of equals, the uppermost."""
    keepers: dict[str, tuple[int, int]] = {}
    for place, row in enumerate(rows):
        if is_row_id(row.row_id):
            claim = (_differences(row, base), place)
            keepers[row.row_id] = min(keepers.get(row.row_id, claim), claim)
    kept = {place for _, place in keepers.values()}
    known = {row.row_id: row for place, row in enumerate(rows) if place in kept}
    return Identified(known, tuple(row for place, row in enumerate(rows) if place not in kept))


def _differences(row: RowWithId, base: Rows) -> int:
    """How many cells differ from what was agreed."""
    agreed = base.get(row.row_id, {})
    return sum(not same(row.cells.get(column), value) for column, value in agreed.items())


def joined_by_key(
    workbook: Iterable[R], shared: Iterable[S], key: Sequence[str], known: Container[str]
) -> tuple[tuple[R, S], ...]:
    """The pairs of rows that are one row, where a first round has only their natural keys to go by.

    Only keys that are filled in and stand once on each side join; capitals and stray spaces are forgiven. Rows whose
    ID is in ``known``, because the base or the other side has it, are joined already.
    """
    ours, theirs = _by_key(workbook, key, known), _by_key(shared, key, known)
    return tuple((row, theirs[words]) for words, row in ours.items() if words in theirs)


def _by_key(rows: Iterable[R], key: Sequence[str], known: Container[str]) -> dict[tuple[Cell, ...], R]:
    keyed = [(tuple(_folded(row.cells.get(column)) for column in key), row) for row in rows]
    times = Counter(words for words, _ in keyed)
    return {
        words: row
        for words, row in keyed
        if times[words] == 1 and row.row_id not in known and any(word is not None for word in words)
    }


def _folded(cell: Cell) -> Cell:
    return (" ".join(cell.split()).casefold() or None) if isinstance(cell, str) else cell
