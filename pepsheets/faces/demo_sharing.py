"""The second half of the demo: a shared sheet for the steering group, two people at work, and both in step again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pepsheets.faces.rounds import ShareResult, run_shares
from pepsheets.faces.screen import Screen
from pepsheets.sheets import CellChange, Plan, Resize, Sheet, Value, Workbook
from pepsheets.sync.values import shown
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.validation.locating import Located, locate, sheet_of

SHARE = "Steering group"
_TABS: tuple[type[Row], ...] = (Meeting, Booking, Cost)
_CONFIG = """\
# Made by the demo: which workbook is kept in step with which shared sheet.
workbook = '{workbook}'

[store]
url = '{store}'

[[share]]
name = '{share}'
address = '{address}'
tabs = [{tabs}]
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody types into a cell: whose sheet it is, where, and in the words of the story."""

    tab: type[Row]
    row: str
    column: str
    value: Value


ROUNDS = 4
"""So many rounds the story has."""


class Sharing:
    """The two sheets of the story, and the rounds between them: the last is now, the others were a little before."""

    def __init__(self, workbook: Path, screen: Screen, now: datetime) -> None:
        self.workbook = workbook
        self.shared = workbook.with_name("steering-group.xlsx")
        self.config = workbook.with_name("pepsheets.toml")
        self._screen = screen
        # All on one day, whatever the hour: what is computed depends on the day.
        since_midnight = now - now.replace(hour=0, minute=0, second=0, microsecond=0)
        self._pace = min(timedelta(minutes=15), since_midnight / ROUNDS)
        self._now = now - ROUNDS * self._pace

    def begin(self, store: Path) -> ShareResult:
        """Writes the config; the first round makes the shared sheet and fills it."""
        tabs = ", ".join(f"'{tab.tab}'" for tab in _TABS)
        names = {
            "workbook": self.workbook.name,
            "address": self.shared.name,
            "store": f"{store.parent.name}/{store.name}",
        }
        text = _CONFIG.format(share=SHARE, tabs=tabs, **names)
        self.config.write_text(text, encoding="utf-8")
        return self.round()

    def round(self) -> ShareResult:
        """A round, a little later than the last."""
        self._now += self._pace
        with self._screen.progress() as progress:
            [result] = run_shares(self.config, clock=lambda: self._now, progress=progress)
        if result.failure is not None:
            raise result.failure
        return result

    @property
    def hour(self) -> str:
        return f"{self._now:%H:%M}"

    def fill_in(self, path: Path, typed: Sequence[Typed]) -> None:
        """Somebody types into a sheet and saves it."""
        self._write(path, [self._change(path, each) for each in typed])

    def add(self, path: Path, tab: type[Row], values: Mapping[str, Value]) -> None:
        """Somebody adds a row below the others; the table grows with it, as in Excel."""
        located = self._located(path, tab)
        row = next(row for row in range(located.first_row, located.last_row + 2) if not _is_filled(located, row))
        name, named = located.sheet.name, located.named
        changes = [CellChange(name, row, located.places[column], None, value) for column, value in values.items()]
        self._write(path, changes, [Resize(name, named.name, row)] if named and row > located.last_row else [])

    def delete(self, path: Path, tab: type[Row], row: str) -> None:
        """Somebody empties a whole row."""
        located = self._located(path, tab)
        number = _row_of(located, row)
        places = range(1, len(located.sheet.rows[number - 1]) + 1)
        self._write(path, [CellChange(located.sheet.name, number, place, None, None) for place in places])

    def choose(self, path: Path, row: str, whose: str) -> None:
        """Somebody chooses on the Conflicts tab, in the line of a row."""
        located = self._located(path, ConflictRow)
        line = _row_of(located, row, "row_name")
        self._write(path, [CellChange(located.sheet.name, line, located.places["choice"], None, whose)])

    def holds(self, path: Path, tab: type[Row], row: str, column: str) -> str:
        """What a cell holds, as a sentence shows it; the row is told as missing where it is."""
        located = self._located(path, tab)
        try:
            number = _row_of(located, row)
        except LookupError:
            return "no such row"
        cells = located.sheet.rows[number - 1]
        place = located.places[column]
        return shown(cells[place - 1] if place <= len(cells) else None)

    def _change(self, path: Path, typed: Typed) -> CellChange:
        located = self._located(path, typed.tab)
        row = _row_of(located, typed.row)
        return CellChange(located.sheet.name, row, located.places[typed.column], None, typed.value)

    def _located(self, path: Path, tab: type[Row]) -> Located:
        sheet = sheet_of(tab, self._read(path, tab))
        located = locate(tab, sheet) if sheet else None
        assert located is not None, "the story's sheets have its tabs"
        return located

    def _read(self, path: Path, tab: type[Row]) -> Workbook:
        from pepsheets.gateways import open_gateway

        return open_gateway(str(path)).read([tab.tab])

    def _write(self, path: Path, changes: Sequence[CellChange], resizes: Sequence[Resize] = ()) -> None:
        from pepsheets.gateways import open_gateway

        door = open_gateway(str(path))
        door.write(Plan(tuple(changes), tuple(resizes)), door.read([]).state)


def _is_filled(located: Located, row: int) -> bool:
    sheet: Sheet = located.sheet
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return any(cell not in (None, "") for cell in cells)


def _row_of(located: Located, key: str, column: str | None = None) -> int:
    """The row that says this in a column, which is its first key column; a ``LookupError`` where none does."""
    place = located.places[column or located.tab.key_names()[0]]
    for number in range(located.first_row, len(located.sheet.rows) + 1):
        cells = located.sheet.rows[number - 1]
        if place <= len(cells) and cells[place - 1] == key:
            return number
    raise LookupError(key)
