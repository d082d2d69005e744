"""The door to a workbook that is kept in memory: for tests, and for trying things out."""

from collections.abc import Collection, Iterable, Mapping

from pepsheets.recalculation.applying import applied
from pepsheets.sheets import (
    CannotWriteCell,
    FileChangedMeanwhile,
    Plan,
    Receipt,
    Sheet,
    Workbook,
)


class MemoryWorkbook:
    """A workbook in memory. Each write makes a new state, as each save of a file does."""

    def __init__(self, sheets: Iterable[Sheet] = (), address: str = "memory:") -> None:
        self.address = address
        self._sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in sheets}
        self._state = 0
        self._mark = ""

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        return self._sheets

    def read(self, tabs: Collection[str]) -> Workbook:
        wanted = {_folded(name) for name in tabs}
        found = tuple(sheet for sheet in self._sheets.values() if wanted & {_folded(name) for name in _names(sheet)})
        return Workbook(found, tuple(self._sheets), str(self._state), self._mark)

    def write(self, plan: Plan, state: str) -> Receipt:
        if state != str(self._state):
            raise FileChangedMeanwhile(f"The workbook {self.address} has changed since it was read.")
        if not plan:
            return Receipt(0, state=state)
        if plan.additions or plan.deletions:
            raise ValueError("this door writes cells: rows are added and deleted by placing them first")
        written = {change.tab for change in plan.cells} | {resize.tab for resize in plan.resizes}
        for tab in written - self._sheets.keys():
            raise CannotWriteCell(f"The workbook {self.address} has no tab '{tab}'.")
        after = applied(Workbook(tuple(self._sheets.values()), tuple(self._sheets)), plan)
        self._sheets = {sheet.name: sheet for sheet in after.sheets}
        self._state += 1
        self._mark = plan.mark or self._mark
        return Receipt(len(plan.cells), state=str(self._state))


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _names(sheet: Sheet) -> list[str]:
    return [sheet.name, *(table.name for table in sheet.tables)]
