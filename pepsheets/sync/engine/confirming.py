"""What a batch really did, from what it kept of the cells it hit: what is agreed now, and what must be repaired.

The same code confirms a batch whose answer came at once and one that is found again after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    all_of_it = tuple(operations)
    given = {(each.tab, each.row): each.after for each in all_of_it if isinstance(each, IdOp)}
    confirming = _Confirming(kept, layouts, new_id, given)
    for operation in all_of_it:
        confirming.operation(operation)
    confirming.unnamed_rows()
    return confirming.confirmed


class _Confirming:
    """``given`` are the IDs that the batch gave to rows, by tab and row."""

    def __init__(
        self,
        kept: Overwritten | None,
        layouts: Mapping[str, Layout],
        new_id: Callable[[], str],
        given: Mapping[tuple[str, int], str],
    ) -> None:
        self.kept, self.layouts, self.new_id, self.given = kept, layouts, new_id, given
        self.keys: dict[str, Mapping[int, str]] = {}
        self.unnamed: dict[tuple[str, int], tuple[Hit, dict[str, Cell]]] = {}
        self.confirmed = Confirmed()

    def operation(self, operation: Operation) -> None:
        match operation:
            case SetOp():
                self.set(operation)
            case IdOp():
                self.identify(operation)
            case DeleteOp():
                self.delete(operation)
            case AddOp():
                self.add(operation)

    def add(self, added: AddOp) -> None:
        landed = self.landed(added)
        if landed is not None:
            row_id = str(landed.pop(ROW_ID, None) or "")
            self.confirmed.repairs.append(Repair("stray row", added.tab, row_id, written=landed))
            return
        if added.restores:
            self.confirmed.restored.setdefault(added.tab, []).append(added.restores)
        if added.agrees:
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

    def set(self, change: SetOp) -> None:
        hit = self.hit(change.tab, change.row)
        if hit is None:
            self._agree(change)
            return
        key = hit.key_at(change.place)
        stood = hit.cells.get(key)
        is_meant = key == change.key and hit.row_id == change.row_id
        if is_meant and (same(stood, change.before) or same(stood, change.after)):
            self._agree(change)
        elif key and not same(stood, change.after):
            self._was_misplaced(change, hit, key)

    def _agree(self, change: SetOp) -> None:
        if change.agrees:
            self.confirmed.agree(change.tab, change.row_id, {change.key: change.after})

    def _was_misplaced(self, change: SetOp, hit: Hit, key: str) -> None:
        """The value landed on another row or column, or on what a person had just typed."""
        if not hit.known_as:
            self.unnamed.setdefault((change.tab, change.row), (hit, {}))[1][key] = change.after
            return
        stood = hit.cells.get(key)
        self.confirmed.repairs.append(Repair("cell", change.tab, hit.known_as, key, change.after, stood))

    def unnamed_rows(self) -> None:
        """Rows without an ID that were hit are known by all that stands in them."""
        for (tab, _), (hit, written) in self.unnamed.items():
            self.confirmed.repairs.append(Repair("unnamed row", tab, cells=hit.cells, written=written))

    def identify(self, change: IdOp) -> None:
        hit = self.hit(change.tab, change.row)
        if hit is None:
            return
        if not hit.row_id and hit.is_empty:
            self.confirmed.repairs.append(Repair("stray id", change.tab, change.after))
        elif hit.row_id != change.before:
            self.confirmed.repairs.append(Repair("id", change.tab, change.after, right=hit.row_id))

    def delete(self, deletion: DeleteOp) -> None:
        hit = self.hit(deletion.tab, deletion.row)
        if hit is None or hit.is_as_known(deletion):
            if not deletion.is_stray and deletion.row_id:
                self.confirmed.is_gone(deletion.tab, deletion.row_id)
        elif hit.row_id or not hit.is_empty:
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
        row_id = cells.pop(ROW_ID, None)
        text = "" if row_id is None else str(row_id)
        return Hit(text, self.given.get((tab, row), text), cells, keys)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the shared sheet that a batch hit: its ID and cells at that moment, and the columns by place.

    ``known_as`` is the ID that the row has since, for the batch may have given it another.
    """

    row_id: str
    known_as: str
    cells: Mapping[str, Cell]
    keys: Mapping[int, str]

    @property
    def is_empty(self) -> bool:
        return all(cell is None for cell in self.cells.values())

    def key_at(self, place: int) -> str:
        """The column that stood at a place; nothing where no column has a heading there."""
        return self.keys.get(place, "")

    def is_as_known(self, deletion: DeleteOp) -> bool:
        known = deletion.before
        return self.row_id == deletion.row_id and all(
            same(self.cells.get(key), known.get(key)) for key in self.cells.keys() | known.keys()
        )
