"""What a batch hit by mistake, and the shared sheet as it would be had it not.

Between our reading and our writing a person may sort, insert or delete rows. What a batch overwrote is known exactly
(it kept it), so each misplaced write becomes a repair, and the next pass works on the rows as they should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pepsheets.sheets import Cell
from pepsheets.sync.engine.reading import ReadRow
from pepsheets.sync.values import decode, encode, same

RepairKind: TypeAlias = Literal["hit", "row"]


@dataclass(frozen=True, slots=True)
class Repair:
    """One row to which a batch did what it was not meant to do.

    - ``hit``: the row, which has the ID ``row_id`` now and should have the ID ``was``, should hold ``cells``; those of
      ``written`` stand over them by mistake;
    - ``row``: a row was deleted that should stand, with the ID ``row_id``; ``cells`` is all that stood in it.
    """

    kind: RepairKind
    tab: str
    row_id: str = ""
    was: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    written: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def after(self) -> Mapping[str, Cell]:
        """All that stood in the row once it had been hit."""
        return {**self.cells, **self.written}


def in_json(repairs: Iterable[Repair]) -> str:
    """Repairs as text for the store."""
    return json.dumps([_packed(each) for each in repairs], ensure_ascii=False)


def _packed(repair: Repair) -> Sequence[object]:
    words = repair.kind, repair.tab, repair.row_id, repair.was
    return [*words, *({key: encode(cell) for key, cell in cells.items()} for cells in (repair.cells, repair.written))]


def from_json(text: str) -> tuple[Repair, ...]:
    """The repairs that `in_json` wrote."""
    return tuple(_unpacked(*each) for each in json.loads(text))


def _unpacked(
    kind: RepairKind, tab: str, row_id: str, was: str, cells: Mapping[str, str], written: Mapping[str, str]
) -> Repair:
    stood, stands = ({key: decode(cell) for key, cell in each.items()} for each in (cells, written))
    return Repair(kind, tab, row_id, was, stood, stands)


@dataclass(slots=True)
class VirtualRow:
    """A row as it would be without our misplaced writes, and as it was read; ``read`` is none for a deleted one."""

    read: ReadRow | None
    row_id: str
    cells: dict[str, Cell]
    is_stray: bool = False

    @property
    def actual_id(self) -> str:
        return self.read.row_id if self.read else ""

    @property
    def is_to_be_put_right(self) -> bool:
        return self.read is None or self.is_stray or (self.row_id, self.cells) != (self.read.row_id, self.read.cells)


@dataclass(frozen=True, slots=True)
class Displaced:
    """A value that a person typed and that stands nowhere any more: it is kept in the history, and told."""

    tab: str
    row_id: str
    key: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Virtual:
    """A tab of the shared sheet as it should be: its rows, the repairs still to be made, and what has no place."""

    rows: tuple[VirtualRow, ...]
    repairs: tuple[Repair, ...]
    displaced: tuple[Displaced, ...]


def virtual(rows: Sequence[ReadRow], repairs: Iterable[Repair]) -> Virtual:
    """The rows of a tab with every repair made."""
    repairing = _Repairing(rows)
    for repair in repairs:
        repairing.make(repair)
    return Virtual(tuple(repairing.rows), tuple(repairing.kept), tuple(repairing.displaced))


class _Repairing:
    def __init__(self, rows: Sequence[ReadRow]) -> None:
        self.rows = [VirtualRow(row, row.row_id, dict(row.cells)) for row in rows]
        self.kept: list[Repair] = []
        self.displaced: list[Displaced] = []

    def make(self, repair: Repair) -> None:
        does = {"hit": self.hit, "row": self.row}
        if does[repair.kind](repair):
            self.kept.append(repair)

    def hit(self, repair: Repair) -> bool:
        row = self._named(repair) if repair.row_id else self._unnamed(repair)
        if row is None:
            self._lose_all(repair)
            return False
        for key, wrong in repair.written.items():
            right = repair.cells.get(key)
            if same(row.cells.get(key), wrong):
                row.cells[key] = right
            elif not same(row.cells.get(key), right):
                self._lose(repair, key)
        row.row_id = repair.was
        # Where nothing stood before, the row is there through our mistake alone.
        row.is_stray = not row.row_id and _alike(row.cells, {})
        return row.is_to_be_put_right

    def _named(self, repair: Repair) -> VirtualRow | None:
        """The row that has this ID now; of several the one that is most like what was left behind."""
        rows = [row for row in self.rows if row.actual_id == repair.row_id]
        return max(rows, key=lambda row: _likeness(row.cells, repair.after), default=None)

    def _unnamed(self, repair: Repair) -> VirtualRow | None:
        """The row without an ID that is most like what was left behind, and not mostly something else."""
        left = {key: cell for key, cell in repair.after.items() if cell is not None}
        rows = [row for row in self.rows if row.read and not row.row_id and not row.is_stray]
        row = max(rows, key=lambda row: _likeness(row.cells, left), default=None)
        return row if row and 2 * _likeness(row.cells, left) > len(left) else None

    def _lose_all(self, repair: Repair) -> None:
        """The row that was hit is no longer there, or it stands as it should."""
        mine = [row for row in self.rows if row.row_id == repair.was]
        for key in repair.written:
            if not any(same(row.cells.get(key), repair.cells.get(key)) for row in mine):
                self._lose(repair, key)

    def _lose(self, repair: Repair, key: str) -> None:
        value = repair.cells.get(key)
        if value is not None:
            self.displaced.append(Displaced(repair.tab, repair.was, key, value))

    def row(self, repair: Repair) -> bool:
        back = (row for row in self.rows if row.row_id == repair.row_id)
        if any(_alike(row.cells, repair.cells) for row in back):
            return False
        self.rows.append(VirtualRow(None, repair.row_id, dict(repair.cells)))
        return True


def _alike(cells: Mapping[str, Cell], wanted: Mapping[str, Cell]) -> bool:
    return all(same(cells.get(key), wanted.get(key)) for key in cells.keys() | wanted.keys())


def _likeness(cells: Mapping[str, Cell], wanted: Mapping[str, Cell]) -> int:
    return sum(same(cells.get(key), cell) for key, cell in wanted.items())
