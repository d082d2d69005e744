"""The doors of a round: watched, so that we know what was written; or pretended, so that nothing is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from pepsheets.faces.running import Standing
from pepsheets.recalculation.applying import applied
from pepsheets.sheets import (
    CellHoldsFormula,
    FileChangedMeanwhile,
    Gateway,
    GatewayError,
    OpenDoor,
    Overwritten,
    Plan,
    Receipt,
    Workbook,
)
from pepsheets.sync.engine.joined import is_open


class Watcher(Protocol):
    """Whoever must know how far the sheets have come: a `Run` does."""

    standing: Standing


@dataclass(slots=True)
class Unwatched:
    """For callers who do not ask how far the sheets have come."""

    standing: Standing = "untouched"


class RoundDoor:
    """A door that notes each write, and that may be looked through before the round reads."""

    def __init__(self, door: Gateway, watcher: Watcher) -> None:
        self._door = door
        self._watcher = watcher
        self._seen: Workbook | None = None
        self.writes = 0

    @property
    def address(self) -> str:
        return self._door.address

    def look(self, tabs: Collection[str]) -> Workbook:
        """The tabs of these names. The next reading is this one: it may ask for no others."""
        self._seen = self._door.read(tabs)
        return self._seen

    def read(self, tabs: Collection[str]) -> Workbook:
        seen, self._seen = self._seen, None
        return seen or self._door.read(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        with self._writing():
            return self._door.write(plan, state)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        before = self._watcher.standing
        self._watcher.standing = "being saved"
        try:
            yield
        except GatewayError:
            self._watcher.standing = before
            raise
        self.writes += 1
        self._watcher.standing = "saved"


class OpenRoundDoor(RoundDoor):
    """The same for a door through which others come and go."""

    def __init__(self, door: OpenDoor, watcher: Watcher) -> None:
        super().__init__(door, watcher)
        self._open = door

    def write_keeping(self, plan: Plan, state: str, batch: str) -> Overwritten:
        with self._writing():
            return self._open.write_keeping(plan, state, batch)

    def overwritten(self, batch: str) -> Overwritten | None:
        return self._open.overwritten(batch)


def round_door(door: Gateway, watcher: Watcher) -> RoundDoor:
    """A door, watched."""
    return OpenRoundDoor(door, watcher) if is_open(door) else RoundDoor(door, watcher)


class PretendDoor:
    """A door that reads once, writes nothing, and from then on shows what would stand there.

    It lets nobody else in: of a door through which others come and go it shows one moment.
    """

    def __init__(self, address: str, read: Callable[[Collection[str]], Workbook]) -> None:
        self.address = address
        self._read = read
        self._workbook: Workbook | None = None
        self._writes = 0

    def read(self, tabs: Collection[str]) -> Workbook:
        if self._workbook is None:
            self._workbook = self._read(tabs)
        return self._workbook

    def write(self, plan: Plan, state: str) -> Receipt:
        workbook = self._workbook
        if workbook is None or workbook.state != state:
            raise FileChangedMeanwhile(f"{self.address} has changed since it was read.")
        _refuse_formulas(workbook, plan)
        self._writes += 1
        pretended = applied(workbook, plan)
        self._workbook = replace(pretended, state=f"pretended {self._writes}", mark=plan.mark or workbook.mark)
        return Receipt(len(plan.cells), state=self._workbook.state)


def _refuse_formulas(workbook: Workbook, plan: Plan) -> None:
    formulas = {sheet.name: sheet.formulas for sheet in workbook.sheets}
    for change in plan.cells:
        if (change.row, change.column) in formulas.get(change.tab, ()):
            raise CellHoldsFormula(f"{change.tab}, {change.cell} holds a formula of your own.")
