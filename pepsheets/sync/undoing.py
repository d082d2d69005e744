"""Taking a round back: what the workbook must hold so that the next round makes both sides as they were before.

Nothing that changed since is touched: it is listed instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pepsheets.sheets import Cell
from pepsheets.sync.changes import AddRow, Cells, Changes, DeleteRow, Rows, SetCell, Side
from pepsheets.sync.store.records import Change
from pepsheets.sync.values import same, shown


@dataclass(frozen=True, slots=True)
class SharedNow:
    """A tab as both sides hold it now: the columns that flow, by row ID, and those that name its rows."""

    workbook: Rows
    shared: Rows
    keys: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A change that is not taken back, and why."""

    change: Change
    why: str


@dataclass(slots=True)
class TakenBack:
    """What the workbook needs, by tab; which changes that takes back; and which ones stay."""

    changes: dict[str, Changes] = field(default_factory=dict)
    taken: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.taken)


def taken_back(changes: Iterable[Change], tabs: Mapping[str, SharedNow]) -> TakenBack:
    """What takes these changes of one round back, given in the order in which they happened.

    A row that came to the workbook goes again, one that was deleted comes back with its ID. A row that was typed in the
    workbook stays: whoever typed it can delete it there.
    """
    answer, changes = TakenBack(), list(changes)
    back = {(change.tab, change.row) for change in changes if change.kind == "restored"}
    for (tab, row), of_row in _by_row(changes).items():
        if (tab, row) in back:
            answer.left += [Left(change, _CAME_BACK) for change in of_row]
        elif tab in tabs:
            _Row(row, of_row, tabs[tab], answer).take_back()
        else:
            answer.left += [Left(change, _NO_TAB) for change in of_row]
    return answer


_NO_TAB = "the tab is not kept in step any more"
_NO_COLUMN = "the column is not kept in step any more"
_STANDS_AGAIN = "the row stands there again"
_GONE = "the row has gone since"
_TYPED_HERE = "the row was typed in the workbook: delete it there, if it is to go"
_CAME_BACK = "the row stood on one side before, and came back: delete it, if it is to go"
_MORE = "the row was added in that round, and changed since"


def _by_row(changes: Iterable[Change]) -> Mapping[tuple[str, str], list[Change]]:
    """What flowed and what was deleted, row by row, each cell once with its first and its last value."""
    found: dict[tuple[str, str], dict[tuple[str, bool], Change]] = {}
    for change in changes:
        if change.kind in ("flowed", "deleted"):
            cells = found.setdefault((change.tab, change.row), {})
            at = change.column, change.kind == "deleted"
            first = cells[at].before if at in cells else change.before
            cells[at] = _with(change, first, change.after)
    return {place: list(cells.values()) for place, cells in found.items()}


def _with(change: Change, before: Cell, after: Cell) -> Change:
    return Change(change.kind, change.tab, change.row, change.key, change.column, change.side, before, after)


class _Row:
    """One row that the round changed."""

    def __init__(self, row: str, changes: Sequence[Change], now: SharedNow, answer: TakenBack) -> None:
        self.row, self.now, self.answer = row, now, answer
        self.deleted = [change for change in changes if change.kind == "deleted"]
        self.flowed = [change for change in changes if change.kind == "flowed"]
        self.tab = changes[0].tab

    def take_back(self) -> None:
        if self.deleted:
            self._bring_back()
        elif self.row not in self.now.workbook or self.row not in self.now.shared:
            self._leave(self.flowed, _GONE)
        elif self._was_added():
            self._take_out()
        else:
            self._add(sets=tuple(self._sets()))

    def _bring_back(self) -> None:
        if self.row in self.now.workbook or self.row in self.now.shared:
            self._leave(self.deleted, _STANDS_AGAIN)
            return
        cells = {change.column: change.before for change in self.deleted if change.column}
        self._add(adds=(AddRow(self.row, cells),))
        self.answer.taken += self.deleted

    def _was_added(self) -> bool:
        """Whether the row was new in that round: what names it stood nowhere before."""
        new = {change.column for change in self.flowed if change.before is None}
        ours = self.now.workbook[self.row]
        others = [column for column, cell in ours.items() if cell is not None and column not in new]
        return not new.isdisjoint(self.now.keys) or not others

    def _take_out(self) -> None:
        if self.flowed[0].side == "workbook":
            self._leave(self.flowed, _TYPED_HERE)
        elif not all(self._holds_only_what_flowed(rows[self.row]) for rows in (self.now.workbook, self.now.shared)):
            self._leave(self.flowed, _MORE)
        else:
            self._add(deletes=(DeleteRow(self.row, self.now.workbook[self.row]),))
            self.answer.taken += self.flowed

    def _holds_only_what_flowed(self, cells: Cells) -> bool:
        after = {change.column: change.after for change in self.flowed}
        return all(same(cell, after.get(column)) for column, cell in cells.items())

    def _sets(self) -> Iterator[SetCell]:
        for change in self.flowed:
            why = self._changed_since(change)
            if why:
                self._leave([change], why)
            else:
                self.answer.taken.append(change)
                yield SetCell(self.row, change.column, change.after, change.before)

    def _changed_since(self, change: Change) -> str:
        ours, theirs = self.now.workbook[self.row], self.now.shared[self.row]
        if change.column not in ours or change.column not in theirs:
            return _NO_COLUMN
        cells: Mapping[Side, Cell] = {"workbook": ours[change.column], "shared": theirs[change.column]}
        if all(same(cell, change.after) for cell in cells.values()):
            return ""
        now = f"{shown(cells['workbook'])} in the workbook and {shown(cells['shared'])} on the shared sheet"
        return f"it was changed since, and is {now}"

    def _leave(self, changes: Iterable[Change], why: str) -> None:
        self.answer.left += [Left(change, why) for change in changes]

    def _add(
        self,
        sets: tuple[SetCell, ...] = (),
        adds: tuple[AddRow, ...] = (),
        deletes: tuple[DeleteRow, ...] = (),
    ) -> None:
        known = self.answer.changes.get(self.tab, Changes())
        self.answer.changes[self.tab] = Changes(known.sets + sets, known.adds + adds, known.deletes + deletes)
