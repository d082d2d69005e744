"""The buttons of either side: a tick that somebody made is acted on, answered beside it, and cleared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pepsheets.sheets import Cell, CellChange, Gateway, Plan, Sheet, Value, Workbook
from pepsheets.sync.engine.formulas import around_formulas
from pepsheets.sync.engine.in_step import UNPLANNED, Stands, is_behind, line_plan, moment, overviews
from pepsheets.sync.engine.planning import joined_plans
from pepsheets.tabs.buttons import Button, Part, buttons_on, cleared
from pepsheets.tabs.overview import OverviewRow


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said beside a tick: what came of it, when we last looked, and after how long we look again, if we do."""

    sentence: str
    now: datetime
    again: timedelta | None


def is_pressed(side: Workbook) -> bool:
    """Whether somebody ticked a button of a side that has been read."""
    return any(button.is_ticked for sheet in overviews(side) for button in buttons_on(sheet.rows))


def is_misread(side: Workbook) -> bool:
    """Whether somebody typed beside a button what is no tick, and has not been told so."""
    return any(_told(sheet, button) for sheet in overviews(side) for button in buttons_on(sheet.rows))


def tell(door: Gateway, answer: Answer, stands: Stands | None = None) -> int:
    """Clears the ticks of a side and answers beside them, and says how the share stands; the number of cells written.

    Nothing is written where nobody ticked and the line of the share says so already.
    """
    side = door.read([OverviewRow.tab])
    ticks = Plan(tuple(change for sheet in overviews(side) for change in _answered(sheet, answer)))
    line = line_plan(side, stands) if stands and (ticks or is_behind(side, stands)) else Plan()
    plan = joined_plans(around_formulas(ticks, side), line)
    return door.write(plan, side.state).cells if plan else 0


def _answered(sheet: Sheet, answer: Answer) -> Iterator[CellChange]:
    for button in buttons_on(sheet.rows):
        if button.is_ticked:
            yield from _beside(sheet, button, answer)
        elif sentence := _told(sheet, button):
            place = button.columns[Part.OUTCOME]
            yield CellChange(sheet.name, button.row, place, _cell(sheet, button, Part.OUTCOME), sentence)


def _told(sheet: Sheet, button: Button) -> str:
    """What is still to be said beside a cell that holds something else than a tick; it is not cleared."""
    place = button.columns.get(Part.OUTCOME)
    if not button.typed or place is None or (button.row, place) in sheet.formulas:
        return ""
    sentence = f"Type Yes or x to ask: '{button.typed[:40]}' is not understood. Nothing was done."
    return "" if _cell(sheet, button, Part.OUTCOME) == sentence else sentence


def _beside(sheet: Sheet, button: Button, answer: Answer) -> Iterator[CellChange]:
    says: dict[Part, Value] = {
        Part.TICK: cleared(_cell(sheet, button, Part.TICK)),
        Part.OUTCOME: answer.sentence,
        Part.LAST_CHECKED: moment(answer.now),
        Part.NEXT_DUE: moment(answer.now + answer.again) if answer.again else UNPLANNED,
    }
    for part, value in says.items():
        if place := button.columns.get(part):
            yield CellChange(sheet.name, button.row, place, _cell(sheet, button, part), value)


def _cell(sheet: Sheet, button: Button, part: Part) -> Cell:
    cells = sheet.rows[button.row - 1]
    place = button.columns[part]
    return cells[place - 1] if place <= len(cells) else None
