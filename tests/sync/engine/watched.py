"""Doors that look over a round's shoulder: it writes only cells that change, and only in columns that are its own."""

from __future__ import annotations

from collections.abc import Callable, Collection

from pepsheets.sheets import Cell, Gateway, OpenDoor, Overwritten, Plan, Receipt, Workbook
from pepsheets.sync.engine.joined import is_open
from pepsheets.sync.values import canonical, same
from tests.sync.engine.desks import TAB

OURS = ("Name", "State", "Label", "Row ID", "Colour")


class WatchedDoor:
    """A door, and what was last read through it."""

    def __init__(self, door: Gateway, may_put_right: Callable[[], bool]) -> None:
        self.door, self.address, self.may_put_right = door, door.address, may_put_right
        self.seen = Workbook((), ())

    def read(self, tabs: Collection[str]) -> Workbook:
        self.seen = self.door.read(tabs)
        return self.seen

    def write(self, plan: Plan, state: str) -> Receipt:
        self.look_at(plan)
        return self.door.write(plan, state)

    def look_at(self, plan: Plan) -> None:
        for change in plan.cells:
            stood, after = self._cell(change.row, change.column), _text(change.after)
            assert same(canonical(stood), canonical(change.before)), f"{change.cell} held {stood}, not {change.before}"
            assert not same(canonical(stood), canonical(after)), f"{change.cell} is written with what stands there"
            heading = self._cell(1, change.column)
            assert heading in OURS or self.may_put_right(), f"{change.cell}, under {heading}, is nobody's to write"

    def _cell(self, row: int, column: int) -> Cell:
        rows = next(sheet.rows for sheet in self.seen.sheets if sheet.name == TAB)
        cells = rows[row - 1] if row <= len(rows) else ()
        return cells[column - 1] if column <= len(cells) else None


class WatchedOpenDoor(WatchedDoor):
    """A door where others come and go."""

    door: OpenDoor

    def write_keeping(self, plan: Plan, state: str, batch: str) -> Overwritten:
        self.look_at(plan)
        return self.door.write_keeping(plan, state, batch)

    def overwritten(self, batch: str) -> Overwritten | None:
        return self.door.overwritten(batch)


def watched(door: Gateway, may_put_right: Callable[[], bool]) -> Gateway:
    """The same door, looked over. ``may_put_right`` tells whether a write of ours went astray before."""
    return WatchedOpenDoor(door, may_put_right) if is_open(door) else WatchedDoor(door, may_put_right)


def _text(value: object) -> str | None:
    assert value is None or isinstance(value, str), "the tests type texts"
    return value
