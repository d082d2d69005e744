"""What a pass leaves in the history, cell by cell: what flowed, what was deleted, what a person should hear of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pepsheets.sheets import Cell
from pepsheets.sync.changes import OTHER, SIDES, Cells, Changes, Happening, Merged, Rows, Side
from pepsheets.sync.decisions import LINES, Act, CellLine, RowLine
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.repairs import Displaced
from pepsheets.sync.store.records import Change, Kind
from pepsheets.sync.values import shown
from pepsheets.tabs.declaration import key_text

_KINDS: Mapping[str, Kind] = {
    "typed_on_both_sides": "conflict",
    "chosen_too_late": "conflict",
    "settled_for_workbook": "settled",
    "settled_for_shared": "settled",
    "typed_where_shared_only_shows": "displaced",
    "typed_where_workbook_only_shows": "displaced",
}
"""The kind of a happening in the history; whatever else is told is a row that came back."""

_SOURCES: Mapping[Act, Side] = {
    Act.ADD_TO_SHARED: "workbook",
    Act.WRITE_SHARED: "workbook",
    Act.PUT_BACK_SHARED: "workbook",
    Act.ADD_TO_WORKBOOK: "shared",
    Act.WRITE_WORKBOOK: "shared",
    Act.PUT_BACK_WORKBOOK: "shared",
}
_CHOSEN: Mapping[str, Side] = {"settled_for_workbook": "workbook", "settled_for_shared": "shared"}


def source_of(happening: Happening) -> Side | None:
    """The side from which something is written to the other; none where nothing is written."""
    line = LINES[happening.kind]
    if isinstance(line, RowLine | CellLine):
        return _SOURCES.get(line.act)
    return _CHOSEN.get(happening.kind)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a person should hear of: where, and a sentence."""

    tab: str
    key: str
    heading: str
    sentence: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.tab, self.key, self.heading) if part)
        return f"{where}: {self.sentence}" if where else self.sentence


class Teller:
    """Puts what happened on one tab into words, with the names that people know rows and columns by."""

    def __init__(self, pair: Pair, *sides: Rows) -> None:
        self._pair = pair
        self._sides = sides

    def key(self, row: str) -> str:
        """What people call a row: its key, as it stands on either side."""
        for rows in self._sides:
            if row in rows:
                return self._key_of(rows[row])
        return ""

    def _key_of(self, cells: Cells) -> str:
        parts = [cells.get(name) for name in self._pair.tab.key_names()]
        return key_text(tuple(int(part) if isinstance(part, float) and part.is_integer() else part for part in parts))

    def told(self, happening: Happening) -> Told:
        heading = self._pair.heading(happening.column) if happening.column else ""
        return Told(self._pair.name, self.key(happening.row), heading, happening.sentence)

    def lost(self, displaced: Displaced) -> Told:
        sentence = f"{shown(displaced.value)} stood here while rows were being moved. It is kept in the history."
        return Told(self._pair.name, self.key(displaced.row_id), self._pair.heading(displaced.key), sentence)

    def back_in_part(self, row: str) -> Told:
        sentence = (
            "the row was deleted from the shared sheet, which shows only part of it: it is back. Delete it in the "
            "workbook if it should go."
        )
        return Told(self._pair.name, self.key(row), "", sentence)

    def history(self, merged: Merged) -> Iterator[Change]:
        """Everything that the merge changes on either side, and why: each change from the side it comes from."""
        for side in SIDES:
            yield from self._flowed(merged.changes(side), OTHER[side])
        for happening in merged.happenings:
            source = source_of(happening)
            if source is not None:
                yield self._happened(happening, source)

    def said(self, merged: Merged) -> Iterator[Change]:
        """What the merge has to say where it writes nothing."""
        for happening in merged.happenings:
            if source_of(happening) is None and happening.kind != "conflict_over":
                yield self._happened(happening, "shared")

    def _flowed(self, changes: Changes, source: Side) -> Iterator[Change]:
        for each in changes.sets:
            if each.column in self._pair.merged:
                yield self._change("flowed", each.row, each.column, source, each.before, each.after)
        for add in changes.adds:
            yield from self._whole_row("flowed", add.row, add.cells, source)
        for delete in changes.deletes:
            yield self._change("deleted", delete.row, "", source)
            yield from self._whole_row("deleted", delete.row, delete.before, source)

    def _whole_row(self, kind: Kind, row: str, cells: Cells, source: Side) -> Iterator[Change]:
        for column in self._pair.merged:
            value = cells.get(column)
            if value is not None:
                before, after = (value, None) if kind == "deleted" else (None, value)
                yield self._change(kind, row, column, source, before, after)

    def _happened(self, happening: Happening, side: Side) -> Change:
        kind = _KINDS.get(happening.kind, "restored")
        column = happening.column or ""
        return self._change(kind, happening.row, column, side, happening.workbook, happening.shared)

    def came_back(self, row: str) -> Change:
        return self._change("restored", row, "", "workbook")

    def displaced(self, displaced: Displaced) -> Change:
        return self._change("displaced", displaced.row_id, displaced.key, "shared", displaced.value)

    def _change(self, kind: Kind, row: str, column: str, side: Side, before: Cell = None, after: Cell = None) -> Change:
        return Change(kind, self._pair.name, row, self.key(row), column, side, before, after)
