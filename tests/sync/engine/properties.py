"""What must hold of a share once people rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pepsheets.sheets import Cell
from pepsheets.sync.changes import SIDES, Side
from pepsheets.sync.store.store import Store
from tests.sync.engine.acts import ROW_ID, TYPED
from tests.sync.engine.desks import TAB, Desk
from tests.sync.engine.pairings import SHARED
from tests.sync.engine.typed import Typed

KEYS = {"name": "Name", "state": "State", "+Colour": "Colour"}
KEPT = ("displaced", "settled", "conflict")
"""The kinds of change by which history keeps a value that stands nowhere any more."""

Row = Mapping[str, Cell]


class Properties:
    """The properties, for two desks and what was typed at them."""

    def __init__(self, desks: Mapping[Side, Desk], typed: Typed) -> None:
        self.desks, self.typed = desks, typed

    def hold(self, store: Store) -> None:
        rows = {side: [row for _, row in self.desks[side].rows() if _is_row(row)] for side in SIDES}
        for side in SIDES:
            self._one_id_each(side, rows[side])
            self._nothing_twice(side, rows[side])
        by_id = {side: {str(row[ROW_ID]): row for row in rows[side]} for side in SIDES}
        waiting = set(_waiting(store))
        self._agree(by_id["workbook"], by_id["shared"], waiting)
        self._base_is_both(by_id["workbook"], by_id["shared"], waiting, store)
        self._nothing_lost(rows, store)
        self._nothing_back_unsaid(by_id, waiting, store)
        self._nothing_deleted_by_us(store)

    def _one_id_each(self, side: Side, rows: Sequence[Row]) -> None:
        ids = [row.get(ROW_ID) for row in rows]
        assert all(ids) and len(set(ids)) == len(ids), f"a row without an ID of its own in {side}: {ids}"

    def _nothing_twice(self, side: Side, rows: Sequence[Row]) -> None:
        for heading in TYPED:
            times = Counter(str(row[heading]) for row in rows if row.get(heading) is not None)
            twice = [value for value, number in times.items() if number > 1 and value not in self.typed.copied]
            assert not twice, f"{twice} stand twice in {side}"

    def _agree(self, ours: Mapping[str, Row], theirs: Mapping[str, Row], waiting: set[tuple[str, str]]) -> None:
        for row in ours.keys() | theirs.keys():
            if row not in ours or row not in theirs:
                assert row in _rows(waiting), f"the row {row} stands on one side alone"
                continue
            for key, heading in KEYS.items():
                pair = ours[row].get(heading), theirs[row].get(heading)
                assert pair[0] == pair[1] or (row, key) in waiting, f"{row}, {heading}: {pair}"
            self._label(ours[row], theirs[row])

    def _label(self, ours: Row, theirs: Row) -> None:
        """Computed from the workbook, where its row passes its checks, and shown on the shared sheet."""
        state, label = str(ours.get("State") or ""), ours.get("Label")
        if (ours.get("Name") or state) and not state.startswith("bad"):
            assert label == f"{ours.get('Name') or ''}/{state}", f"the label {label} stands beside {ours}"
        assert theirs.get("Label") == label, f"the shared sheet shows {theirs.get('Label')} for {label}"

    def _base_is_both(
        self, ours: Mapping[str, Row], theirs: Mapping[str, Row], waiting: set[tuple[str, str]], store: Store
    ) -> None:
        base = store.base(SHARED.name, TAB)
        both = ours.keys() & theirs.keys()
        wrong = (base.keys() ^ both) - _rows(waiting)
        assert not wrong, f"the base knows {wrong} wrongly"
        flowing = {key for row in base.values() for key in row}
        assert flowing <= KEYS.keys(), f"the base holds {flowing - KEYS.keys()}, which never flow"
        for row in both:
            for key, heading in KEYS.items():
                if (row, key) not in waiting:
                    agreed, held = base[row].get(key), ours[row].get(heading)
                    assert agreed == held, f"{row}, {heading}: the base has {agreed}, both sides {held}"

    def _nothing_lost(self, rows: Mapping[Side, Sequence[Row]], store: Store) -> None:
        seen = {str(cell) for side in SIDES for row in rows[side] for cell in row.values()}
        for past in store.history(SHARED.name):
            if past.change.kind in KEPT:
                seen |= {str(past.change.before), str(past.change.after)}
        lost = sorted(self.typed.live - seen)
        assert not lost, f"lost: {lost}"

    def _nothing_back_unsaid(
        self, by_id: Mapping[Side, Mapping[str, Row]], waiting: set[tuple[str, str]], store: Store
    ) -> None:
        said = {past.change.row for past in store.history(SHARED.name) if past.change.kind in ("restored", "displaced")}
        for side, row in self.typed.deleted:
            is_back = any(row in by_id[each] for each in SIDES) and row not in _rows(waiting)
            excused = row in said or row in self.typed.brought_back
            assert not is_back or excused, f"the row {row}, deleted in {side}, came back without a word"
        self.typed.deleted = {
            (side, row) for side, row in self.typed.deleted if not any(row in by_id[s] for s in SIDES)
        }

    def _nothing_deleted_by_us(self, store: Store) -> None:
        gone = store.tombstones(SHARED.name, TAB) - self.typed.ever_deleted
        assert not gone, f"rows were deleted that nobody deleted: {gone}"


def _is_row(row: Row) -> bool:
    """A result that was left behind makes no row."""
    return any(cell is not None for heading, cell in row.items() if heading != "Label")


def _waiting(store: Store) -> Iterator[tuple[str, str]]:
    """The cells that wait for a person, by row ID and column key; a whole row has no key."""
    for conflict in store.conflicts(SHARED.name):
        yield conflict.row, conflict.column
    for held in store.held(SHARED.name):
        yield held.row, held.column


def _rows(waiting: set[tuple[str, str]]) -> set[str]:
    return {row for row, _ in waiting}
