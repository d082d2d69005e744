"""The door to workbooks kept as files: fast reading, surgical writing, and nothing of the owner's lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from pepsheets.gateways.workbook_file.backups import backups_folder
from pepsheets.gateways.workbook_file.editing import edits_for
from pepsheets.gateways.workbook_file.files import read_file, read_unchanged, resolved, state_of
from pepsheets.gateways.workbook_file.locks import refuse_if_open
from pepsheets.gateways.workbook_file.package import open_package
from pepsheets.gateways.workbook_file.reader import read_workbook
from pepsheets.gateways.workbook_file.references import position_of
from pepsheets.gateways.workbook_file.repacking import repacked, verify
from pepsheets.gateways.workbook_file.saving import Change, save
from pepsheets.gateways.workbook_file.steps import Watch, unwatched
from pepsheets.sheets import CannotWriteCell, CellChange, Plan, Receipt, Value, Workbook

__all__ = ["WorkbookFile", "write_cells"]


class WorkbookFile:
    """A workbook in a file: the door whose address is a path.

    ``backups`` is the folder for dated copies; where none is named, the setting PEPSHEETS_BACKUPS or the user's own
    data folder. ``now`` dates them, and ``watch`` is told of each step of a save.
    """

    def __init__(
        self,
        address: str,
        backups: Path | None = None,
        now: Callable[[], datetime] = datetime.now,  # noqa: TID251  it dates backups alone, and no rule sees it
        watch: Watch = unwatched,
    ) -> None:
        self._address = address
        self._backups = backups
        self._now = now
        self._watch = watch

    @property
    def address(self) -> str:
        return self._address

    def read(self, tabs: Collection[str]) -> Workbook:
        """The tabs of these names, and the hash of the file as the workbook's state."""
        path = Path(self._address)
        data = read_file(path)
        return read_workbook(data, path.name, tabs, state_of(data))

    def write(self, plan: Plan, state: str) -> Receipt:
        """Carries out the plan in one safe save, if the file is still the one that was read."""
        link = Path(self._address)
        path = resolved(link)
        data = read_unchanged(path, state)
        edits = edits_for(open_package(data, path.name), plan)
        if not edits.changed:
            return Receipt(len(plan.cells), state=state)
        refuse_if_open(link)
        change = Change(path, data, repacked(edits), lambda written: verify(written, edits))
        backup = save(change, backups_folder(self._backups), self._now(), self._watch)
        return Receipt(len(plan.cells), str(backup), state_of(change.new))


def write_cells(path: str | Path, cells: Mapping[tuple[str, str], Value]) -> None:
    """Writes values into cells, given by tab and name of cell, of any workbook, and changes nothing else in it."""
    changes = tuple(_change(tab, cell, value) for (tab, cell), value in cells.items())
    WorkbookFile(str(path)).write(Plan(changes), state_of(read_file(Path(path))))


def _change(tab: str, cell: str, value: Value) -> CellChange:
    position = position_of(cell)
    if position is None:
        raise CannotWriteCell(f"The tab '{tab}' has no cell '{cell}'.", "Nothing was written. Give a cell like B2.")
    return CellChange(tab, *position, before=None, after=value)
