"""What the Overview of either side says of a share: how it stands, when it was last in step, when the next round is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pepsheets.sheets import Cell, CellChange, Plan, Sheet, Value, Workbook
from pepsheets.sync.config.durations import in_words
from pepsheets.sync.engine.formulas import around_formulas
from pepsheets.sync.engine.telling import Told
from pepsheets.tabs.buttons import Part, buttons_on
from pepsheets.tabs.in_step import LinePart, StandingLine, line_of
from pepsheets.tabs.kinds import folded
from pepsheets.tabs.overview import OverviewRow

_MOMENT = "%d/%m/%Y %H:%M"
NOT_YET = "Not yet"
IN_STEP = "In step."
WAITS = "The workbook is open, or cannot be written. What belongs into it waits until it can."
GOES_ON = "People kept changing both sides while they were brought together: the next round goes on."
UNPLANNED = "When somebody asks"
"""When the next round is where none comes by itself: nobody runs 'pepsheets serve'."""
MOST_LETTERS = 90
"""So much of a sentence is read on a line of the Overview; what is longer stands on the Conflicts tab."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How a share stands: ``how`` in a sentence, ``last`` when it was last in step, ``now`` the moment of the round.

    ``again`` is after how long the next round comes by itself; nothing where it comes only when somebody asks.
    """

    share: str
    how: str
    last: datetime | None
    now: datetime
    today: date
    again: timedelta | None

    @property
    def is_in_step(self) -> bool:
        return self.last == self.now

    def cells(self) -> Mapping[LinePart, Value]:
        """What its line is to say."""
        return {
            LinePart.SHARE: self.share,
            LinePart.HOW: self.how,
            LinePart.LAST: moment(self.last) if self.last else NOT_YET,
            LinePart.NEXT: self.next_round(),
        }

    def next_round(self) -> str:
        """When people may expect the next round."""
        if self.again is None:
            return UNPLANNED
        return f"{_due(self.now, self.again)}, then every {in_words(self.again).removeprefix('1 ')}"


def how_it_stands(stopped: Iterable[Told], waiting: int) -> str:
    """The words for a round that came to its end. ``waiting`` are the cells that wait for a person."""
    reasons = list(dict.fromkeys(stopped))
    if reasons:
        said = f"Not wholly in step. {' '.join(map(str, reasons))}"
        return said if len(said) <= MOST_LETTERS else _shorter(reasons)
    if waiting:
        cells = "1 cell that waits" if waiting == 1 else f"{waiting} cells that wait"
        return f"In step, but for {cells} for you: see the Conflicts tab."
    return IN_STEP


def _shorter(stopped: Sequence[Told]) -> str:
    """What stopped, where the Conflicts tab tells why. What names no tab is a plan."""
    tabs = list(dict.fromkeys(told.tab for told in stopped))
    what = ("a plan" if not tabs[0] else tabs[0][:_MOST_OF_NAME]) if len(tabs) == 1 else f"{len(tabs)} things"
    return f"Not wholly in step: {what} {'waits' if len(tabs) == 1 else 'wait'} for you. See the Conflicts tab."


_MOST_OF_NAME = 31
"""Excel's names of tabs are no longer."""


def moment(when: datetime) -> str:
    """A moment as people read it."""
    return f"{when:{_MOMENT}}"


def _due(now: datetime, every: timedelta) -> str:
    due = now + every
    return f"{due:%H:%M}" if due.date() == now.date() else moment(due)


def line_plan(workbook: Workbook, stands: Stands) -> Plan:
    """What makes the line of a share say how it stands. Nothing where the side has no line for it."""
    changes = (change for sheet in overviews(workbook) for change in _changes(sheet, stands.share, stands.cells()))
    return around_formulas(Plan(tuple(changes)), workbook)


def alarm_plan(workbook: Workbook, share: str, sentence: str) -> Plan:
    """The same for an alarm: what else the line says stays."""
    cells: dict[LinePart, Value] = {LinePart.SHARE: share, LinePart.HOW: sentence}
    changes = (change for sheet in overviews(workbook) for change in _changes(sheet, share, cells))
    return around_formulas(Plan(tuple(changes)), workbook)


def is_behind(workbook: Workbook, stands: Stands) -> bool:
    """Whether the line says something else of the share, or says it is in step as of an earlier day.

    A line is never older than the answer to a tick either, and never without a next round where there is one. The time
    alone is no reason to write: a round with nothing to do leaves a side as it is.
    """
    return any(_is_behind(sheet, stands) for sheet in overviews(workbook))


def overviews(workbook: Workbook) -> Iterator[Sheet]:
    """The Overview of a side, where it has one."""
    return (sheet for sheet in workbook.sheets if folded(sheet.name) == folded(OverviewRow.tab))


def _is_behind(sheet: Sheet, stands: Stands) -> bool:
    line = line_of(stands.share, sheet.rows)
    # A cell that holds a formula of somebody's is never written, so it is behind nothing.
    ours = {part for part, place in line.columns.items() if (line.row, place) not in sheet.formulas} if line else set()
    if line is None or not ours:
        return False
    if LinePart.HOW in ours and line.cells[LinePart.HOW] != stands.how:
        return True
    if stands.again and LinePart.NEXT in ours and line.cells[LinePart.NEXT] == UNPLANNED:
        return True
    if not stands.is_in_step or LinePart.LAST not in ours:
        return False
    last = _read(line.cells[LinePart.LAST])
    return last is None or last < max(datetime.combine(stands.today, time()), *_answered(sheet))


def _answered(sheet: Sheet) -> list[datetime]:
    """When ticks were answered, as the buttons say."""
    found = (_read(_cell(sheet, each.row, each.columns.get(Part.LAST_CHECKED))) for each in buttons_on(sheet.rows))
    return [datetime.min, *(each for each in found if each)]


def _read(cell: Cell) -> datetime | None:
    """A moment that we wrote, as it was on the clock of that place."""
    try:
        return datetime.strptime(str(cell), _MOMENT)
    except ValueError:
        return None


def _changes(sheet: Sheet, share: str, cells: Mapping[LinePart, Value]) -> Iterator[CellChange]:
    line: StandingLine | None = line_of(share, sheet.rows)
    for part, place in line.columns.items() if line else ():
        assert line is not None
        if part in cells and line.cells[part] != cells[part]:
            yield CellChange(sheet.name, line.row, place, line.cells[part], cells[part])


def _cell(sheet: Sheet, row: int, place: int | None) -> Cell:
    cells = sheet.rows[row - 1]
    return cells[place - 1] if place and place <= len(cells) else None
