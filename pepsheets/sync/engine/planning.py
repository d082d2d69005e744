"""From what a merge wants of each side to operations and plans: where each row and column stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pepsheets.sheets import Anchor, Cell, CellChange, CellError, Plan, RowAddition, RowDeletion, Value
from pepsheets.sync.changes import Changes
from pepsheets.sync.engine.confirming import Layout
from pepsheets.sync.engine.operations import AddOp, DeleteOp, IdOp, Operation, SetOp
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.reading import ROW_ID, ReadRow, ReadTab
from pepsheets.sync.engine.repairs import VirtualRow
from pepsheets.sync.values import same
from pepsheets.tabs.kinds import plain


def writable(cell: Cell) -> Value:
    """A value as it may be written; an error is never passed on."""
    return None if isinstance(cell, CellError) else cell


def heading_at(tab: ReadTab, place: int) -> str:
    """The heading over a column as it stands."""
    cell = tab.cell(tab.located.heading_row, place)
    return "" if cell is None else plain(str(cell))


def layout_of(tab: ReadTab) -> Layout:
    """The columns of a tab as they were read, for understanding later what a batch hit."""
    keys = {place: key for key, place in tab.places.items()}
    if tab.id_place:
        keys[tab.id_place] = ROW_ID
    bare = {place: key for key, place in tab.unheaded.items()}
    return Layout({**keys, **bare}, {heading_at(tab, place): key for place, key in keys.items()})


class SharedTab:
    """One tab of the shared sheet: what a pass does to it."""

    def __init__(self, pair: Pair, rows: Sequence[VirtualRow]) -> None:
        assert pair.shared.id_place is not None, "a tab without IDs is never merged"
        self.tab, self.id_place = pair.shared, pair.shared.id_place
        self.rows = rows

    def operations(self, changes: Changes) -> Iterator[Operation]:
        """The merge's changes and the repairs of these rows, in the order in which they are carried out."""
        deleted = {delete.row for delete in changes.deletes}
        wanted: dict[str, dict[str, tuple[Cell, bool]]] = {}
        for change in changes.sets:
            wanted.setdefault(change.row, {})[change.column] = (change.after, change.agrees)
        for row in self.rows:
            if row.read and not row.is_stray and row.row_id not in deleted:
                yield from self._sets(row, row.read, wanted.get(row.row_id, {}) if row.row_id else {})
        yield from self._deletions(deleted)
        yield from self._additions(changes)

    def _sets(self, row: VirtualRow, read: ReadRow, wanted: Mapping[str, tuple[Cell, bool]]) -> Iterator[Operation]:
        for key, place in (*self.tab.places.items(), *self.tab.unheaded.items()):
            after, agrees = wanted.get(key, (row.cells.get(key), False))
            before = read.cells.get(key)
            if not same(before, after):
                yield SetOp(
                    self.tab.name,
                    read.position,
                    place,
                    read.row_id,
                    key,
                    heading_at(self.tab, place),
                    before,
                    after,
                    agrees,
                )
        if row.row_id != read.row_id:
            yield IdOp(self.tab.name, read.position, self.id_place, read.row_id, row.row_id)

    def _deletions(self, deleted: set[str]) -> Iterator[DeleteOp]:
        gone = [row for row in self.rows if row.read and (row.is_stray or row.row_id in deleted)]
        for row in gone:
            assert row.read is not None
            read = row.read
            yield DeleteOp(self.tab.name, read.position, read.row_id, read.cells, is_stray=row.is_stray)

    def _additions(self, changes: Changes) -> Iterator[AddOp]:
        for add in changes.adds:
            yield AddOp(self.tab.name, add.row, {**add.cells, **add.computed}, tuple(add.cells))
        for row in self.rows:
            # A row that a batch of ours deleted by mistake comes back with all that stood in it.
            if row.read is None and not row.is_stray:
                yield AddOp(self.tab.name, row.row_id, row.cells, (), restores=row.row_id)


def joined_plans(*plans: Plan) -> Plan:
    """Several plans for one side as one."""
    return Plan(
        tuple(change for plan in plans for change in plan.cells),
        tuple(resize for plan in plans for resize in plan.resizes),
        tuple(anchor for plan in plans for anchor in plan.anchors),
        tuple(row for plan in plans for row in plan.additions),
        tuple(row for plan in plans for row in plan.deletions),
        next((plan.mark for plan in plans if plan.mark), ""),
    )


def shared_plan(operations: Sequence[Operation], tabs: Mapping[str, ReadTab], mark: str) -> Plan:
    """The plan that carries out these operations. ``tabs`` are those of the shared sheet, by their names there."""
    cells: list[CellChange] = []
    additions: list[RowAddition] = []
    deletions: list[RowDeletion] = []
    for each in operations:
        match each:
            case SetOp():
                cells.append(CellChange(each.tab, each.row, each.place, each.before, writable(each.after)))
            case IdOp():
                cells.append(CellChange(each.tab, each.row, each.place, each.before or None, each.after or None))
            case DeleteOp():
                deletions.append(RowDeletion(each.tab, each.row))
            case AddOp():
                additions.append(_addition(each, tabs[each.tab]))
    touched = {each.tab for each in operations}
    anchors = tuple(Anchor(name, tabs[name].located.heading_row, tabs[name].id_place) for name in sorted(touched))
    return Plan(tuple(cells), (), anchors, tuple(additions), tuple(deletions), mark)


def _addition(add: AddOp, tab: ReadTab) -> RowAddition:
    places = {**tab.places, **tab.unheaded}
    cells: dict[int, Value] = {
        places[key]: writable(cell) for key, cell in add.cells.items() if key in places and cell is not None
    }
    if tab.id_place and add.row_id:
        cells[tab.id_place] = add.row_id
    return RowAddition(tab.name, cells)


def workbook_plan(pair: Pair, changes: Changes, rows: Mapping[str, ReadRow]) -> Plan:
    """What the merge wants of the workbook's tab. ``rows`` are its rows by ID."""
    tab = pair.workbook
    cells = [
        CellChange(
            tab.name, rows[each.row].position, tab.places[each.column], _as_read(tab, rows[each.row], each.column),
            writable(each.after),
        )
        for each in changes.sets
    ]  # fmt: skip
    additions = []
    for add in changes.adds:
        own = {tab.places[key]: writable(cell) for key, cell in add.cells.items() if cell is not None}
        assert tab.id_place is not None, "a tab without IDs is never merged"
        additions.append(RowAddition(tab.name, {**own, tab.id_place: add.row}))
    deletions = tuple(RowDeletion(tab.name, rows[delete.row].position) for delete in changes.deletes)
    return Plan(tuple(cells), additions=tuple(additions), deletions=deletions)


def _as_read(tab: ReadTab, row: ReadRow, key: str) -> Cell:
    return tab.cell(row.position, tab.places[key])
