"""What a batch hit by mistake, and the shared sheet as it would be had it not.

Between our reading and our writing a person may sort, insert or delete rows. What a batch overwrote is known exactly
(it kept it), so each misplaced write becomes a repair, and the next pass works on the rows as they should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias

from pepsheets.sheets import Cell
from pepsheets.sync.engine.reading import ReadRow
from pepsheets.sync.values import decode, encode, same

RepairKind: TypeAlias = Literal["cell", "unnamed row", "row", "id", "stray id", "stray row"]


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that a batch did where it was not meant to.

    - ``cell``: the row ``row_id`` had ``right`` under ``key``, and now has ``wrong``;
    - ``unnamed row``: a row without an ID held ``cells``, and now holds those of ``written`` over them;
    - ``row``: a row was deleted that should stand; ``cells`` is all that stood in it;
    - ``id``: a row has the ID ``row_id``, and had the ID ``right``;
    - ``stray id``: an empty row got an ID, and nothing else;
    - ``stray row``: a row was added whose values stand under the wrong headings, since columns were moved meanwhile.
    """

    kind: RepairKind
    tab: str
    row_id: str = ""
    key: str = ""
    wrong: Cell = None
    right: Cell = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    written: Mapping[str, Cell] = field(default_factory=dict)


def in_json(repairs: Iterable[Repair]) -> str:
    """Repairs as text for the store."""
    return json.dumps([_packed(each) for each in repairs], ensure_ascii=False)


def _packed(repair: Repair) -> dict[str, object]:
    values: dict[str, Any] = {each.name: getattr(repair, each.name) for each in fields(repair)}
    values |= {name: encode(values[name]) for name in ("wrong", "right")}
    return values | {name: {key: encode(cell) for key, cell in values[name].items()} for name in _MAPPED}


_MAPPED = ("cells", "written")


def from_json(text: str) -> tuple[Repair, ...]:
    """The repairs that `in_json` wrote."""
    return tuple(
        Repair(
            **{
                **each,
                "wrong": decode(each["wrong"]),
                "right": decode(each["right"]),
                **{name: {key: decode(cell) for key, cell in each[name].items()} for name in _MAPPED},
            }
        )
        for each in json.loads(text)
    )


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
        does = {
            "cell": self.cell,
            "unnamed row": self.unnamed_row,
            "row": self.row,
            "id": self.id,
            "stray id": self.stray_id,
            "stray row": self.stray_row,
        }
        if does[repair.kind](repair):
            self.kept.append(repair)

    def cell(self, repair: Repair) -> bool:
        # A repair goes by the ID that the row has in the sheet, or that another repair gives it back.
        mine = [row for row in self.rows if repair.row_id in (row.row_id, row.actual_id)]
        hit = [row for row in mine if same(row.cells.get(repair.key), repair.wrong)]
        for row in hit:
            row.cells[repair.key] = repair.right
        if not hit and not any(same(row.cells.get(repair.key), repair.right) for row in mine):
            self.lose(repair, repair.key, repair.right)
        return bool(hit)

    def unnamed_row(self, repair: Repair) -> bool:
        row = self.unnamed({**repair.cells, **repair.written})
        if row is None:
            for key in repair.written:
                self.lose(repair, key, repair.cells.get(key))
            return False
        row.cells.update({key: repair.cells.get(key) for key in repair.written})
        # Where nothing stood before, the row is there through our mistake alone.
        row.is_stray = _alike(row.cells, {})
        return True

    def unnamed(self, cells: Mapping[str, Cell]) -> VirtualRow | None:
        rows = (row for row in self.rows if not row.row_id and not row.is_stray)
        return next((row for row in rows if _alike(row.cells, cells)), None)

    def row(self, repair: Repair) -> bool:
        back = (row for row in self.rows if row.row_id == repair.row_id)
        if any(_alike(row.cells, repair.cells) for row in back):
            return False
        self.rows.append(VirtualRow(None, repair.row_id, dict(repair.cells)))
        return True

    def id(self, repair: Repair) -> bool:
        row = next((row for row in self.rows if row.actual_id == row.row_id == repair.row_id), None)
        if row is not None:
            row.row_id = str(repair.right or "")
        return row is not None

    def stray_id(self, repair: Repair) -> bool:
        row = next((row for row in self.rows if row.row_id == repair.row_id and _alike(row.cells, {})), None)
        return _drop(row)

    def stray_row(self, repair: Repair) -> bool:
        rows = (row for row in self.rows if row.actual_id == row.row_id == repair.row_id and not row.is_stray)
        return _drop(next((row for row in rows if _alike(row.cells, repair.written)), None))

    def lose(self, repair: Repair, key: str, value: Cell) -> None:
        if value is not None:
            self.displaced.append(Displaced(repair.tab, repair.row_id, key, value))


def _alike(cells: Mapping[str, Cell], wanted: Mapping[str, Cell]) -> bool:
    return all(same(cells.get(key), wanted.get(key)) for key in cells.keys() | wanted.keys())


def _drop(row: VirtualRow | None) -> bool:
    if row is not None:
        row.is_stray = True
    return row is not None
