"""What a batch really did, from what it kept of the cells it hit: what is agreed now, and what must be repaired.

The same code confirms a batch whose answer came at once and one that is found again after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pepsheets.sheets import Cell, Overwritten
from pepsheets.sync.engine.operations import AddOp, DeleteOp, IdOp, Operation, SetOp
from pepsheets.sync.engine.reading import OWN, ROW_ID, unheaded
from pepsheets.sync.engine.repairs import Repair
from pepsheets.sync.identities import is_row_id
from pepsheets.sync.values import canonical, same
from pepsheets.tabs.kinds import plain


@dataclass(slots=True)
class Confirmed:
    """What stands after a batch: cells that both sides hold by tab and row ID, rows that both lack, and repairs.

    ``restored`` are the rows that were brought back, by tab.
    """

    agreed: dict[str, dict[str, dict[str, Cell]]] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    restored: dict[str, list[str]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)

    def agree(self, tab: str, row: str, cells: Mapping[str, Cell]) -> None:
        self.agreed.setdefault(tab, {}).setdefault(row, {}).update(cells)

    def is_gone(self, tab: str, row: str) -> None:
        self.gone.setdefault(tab, []).append(row)


@dataclass(frozen=True, slots=True)
class Layout:
    """How to understand what was hit on a tab: its column keys by place as it was read, and by heading.

    The column of the IDs is among them, under the key ``row_id``.
    """

    keys: Mapping[int, str]
    by_heading: Mapping[str, str]

    def keys_as_hit(self, headings: Mapping[int, Cell]) -> Mapping[int, str]:
        """The column keys by place as the batch found them, for a person may have moved a column."""
        found: dict[str, int] = {}
        for place, heading in sorted(headings.items()):
            key = self._key_of(heading) or unheaded(place)
            found[unheaded(place) if key in found else key] = place
        # Without the heading of the IDs among them these are no headings: rows were inserted above.
        return {place: key for key, place in found.items()} if ROW_ID in found else self.keys

    def _key_of(self, heading: Cell) -> str:
        words = plain(heading) if isinstance(heading, str) else ""
        return (self.by_heading.get(words) or OWN + words) if words else ""


def confirm(
    operations: Iterable[Operation],
    kept: Overwritten | None,
    layouts: Mapping[str, Layout],
    new_id: Callable[[], str],
) -> Confirmed:
    """What a batch came to. Without ``kept`` the door let nobody in between, so all is as it was meant."""
    confirming = _Confirming(kept, layouts, new_id)
    written: dict[tuple[str, int], list[SetOp | IdOp]] = {}
    for operation in operations:
        match operation:
            case SetOp() | IdOp():
                written.setdefault((operation.tab, operation.row), []).append(operation)
            case DeleteOp():
                confirming.delete(operation)
            case AddOp():
                confirming.add(operation)
    for (tab, row), writes in written.items():
        confirming.row(tab, row, writes)
    return confirming.confirmed


class _Confirming:
    def __init__(self, kept: Overwritten | None, layouts: Mapping[str, Layout], new_id: Callable[[], str]) -> None:
        self.kept, self.layouts, self.new_id = kept, layouts, new_id
        self.keys: dict[str, Mapping[int, str]] = {}
        self.confirmed = Confirmed()

    def add(self, added: AddOp) -> None:
        if added.restores:
            self.confirmed.restored.setdefault(added.tab, []).append(added.restores)
        landed = self.landed(added)
        if landed is not None:
            now = _text(landed.pop(ROW_ID, None))
            stands = {key: landed.get(key) for key in (*added.cells, *landed)}
            self.confirmed.repairs.append(Repair("hit", added.tab, now, added.row_id, added.cells, stands))
        elif added.agrees:
            self.confirmed.agree(added.tab, added.row_id, {key: added.cells.get(key) for key in added.agrees})

    def landed(self, added: AddOp) -> dict[str, Cell] | None:
        """What an added row holds, where its columns had been moved meanwhile; none where it stands as it was meant."""
        now = self.keys_of(added.tab)
        layout = self.layouts[added.tab].keys
        values = {ROW_ID: added.row_id, **added.cells}
        filled = {place: values[key] for place, key in layout.items() if values.get(key) is not None}
        if now is None or all(now.get(place) == layout[place] for place in filled):
            return None
        return {now[place]: value for place, value in filled.items() if place in now}

    def row(self, tab: str, row: int, writes: Sequence[SetOp | IdOp]) -> None:
        """What the writes to one row came to. A value may land on another row or column, or on what was just typed."""
        hit = self.hit(tab, row)
        cells = dict(hit.cells) if hit else {}
        written: dict[str, Cell] = {}
        for write in writes:
            if hit is None or hit.is_as_meant(write):
                self._agree(write)
                cells[write.key] = write.after
            elif key := hit.keys.get(write.place, ""):
                written[key] = None if write.after == "" else write.after
        if hit and any(not same(hit.stood(key), after) for key, after in written.items()):
            self._was_misplaced(tab, hit, cells, written)

    def _agree(self, write: SetOp | IdOp) -> None:
        if isinstance(write, SetOp) and write.agrees:
            self.confirmed.agree(write.tab, write.row_id, {write.key: write.after})

    def _was_misplaced(self, tab: str, hit: Hit, cells: dict[str, Cell], written: dict[str, Cell]) -> None:
        was = _text(cells.pop(ROW_ID, hit.row_id))
        now = _text(written.pop(ROW_ID, was))
        self.confirmed.repairs.append(Repair("hit", tab, now, was, cells, written))

    def delete(self, deletion: DeleteOp) -> None:
        hit = self.hit(deletion.tab, deletion.row)
        if hit is None or hit.is_as_known(deletion):
            if not deletion.is_stray and deletion.row_id:
                self.confirmed.is_gone(deletion.tab, deletion.row_id)
        elif not hit.is_empty:
            # Another row went, or one that a person had just edited: it is brought back.
            row_id = hit.row_id if is_row_id(hit.row_id) else self.new_id()
            self.confirmed.repairs.append(Repair("row", deletion.tab, row_id, cells=hit.cells))

    def keys_of(self, tab: str) -> Mapping[int, str] | None:
        """The column keys by place as the batch found them; none where the door lets nobody in between."""
        if self.kept is None:
            return None
        if tab not in self.keys:
            headings = {place: cell for (of, place), cell in self.kept.headings.items() if of == tab}
            self.keys[tab] = self.layouts[tab].keys_as_hit(headings)
        return self.keys[tab]

    def hit(self, tab: str, row: int) -> Hit | None:
        """What was really hit at a position; none where the door lets nobody in between."""
        keys = self.keys_of(tab)
        if keys is None or self.kept is None:
            return None
        stood = self.kept.rows.get((tab, row), {})
        cells = {keys[place]: canonical(cell) for place, cell in stood.items() if place in keys}
        return Hit(_text(cells.pop(ROW_ID, None)), cells, keys)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the shared sheet that a batch hit: its ID and cells at that moment, and the columns by place."""

    row_id: str
    cells: Mapping[str, Cell]
    keys: Mapping[int, str]

    @property
    def is_empty(self) -> bool:
        return not self.row_id and all(cell is None for cell in self.cells.values())

    def stood(self, key: str) -> Cell:
        return (self.row_id or None) if key == ROW_ID else self.cells.get(key)

    def is_as_meant(self, write: SetOp | IdOp) -> bool:
        """Whether a write found the row, the column and the value that it was meant for."""
        if self.keys.get(write.place) != write.key:
            return False
        if isinstance(write, IdOp):
            return self.row_id == write.before and not self.is_empty
        stood = self.cells.get(write.key)
        return self.row_id == write.row_id and (same(stood, write.before) or same(stood, write.after))

    def is_as_known(self, deletion: DeleteOp) -> bool:
        known = deletion.before
        return self.row_id == deletion.row_id and all(
            same(self.cells.get(key), known.get(key)) for key in self.cells.keys() | known.keys()
        )


def _text(row_id: Cell) -> str:
    return "" if row_id is None else str(row_id)
