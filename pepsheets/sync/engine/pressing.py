"""The buttons of a shared sheet: a tick that somebody made is acted on, answered beside it, and cleared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from pepsheets.sheets import CellChange, Gateway, Plan, Sheet, Value, Workbook
from pepsheets.tabs.buttons import Button, Part, buttons_on
from pepsheets.tabs.kinds import folded
from pepsheets.tabs.overview import OverviewRow


def is_pressed(shared: Workbook) -> bool:
    """Whether somebody ticked a button of a shared sheet that has been read."""
    sheets = (sheet for sheet in shared.sheets if folded(sheet.name) == folded(OverviewRow.tab))
    return any(button.is_ticked for sheet in sheets for button in buttons_on(sheet.rows))


def answer(shared: Gateway, sentence: str, now: datetime, every: timedelta) -> int:
    """Clears the ticks and says beside them what came of it, when we last looked, and when we look again.

    Nothing is written where nobody ticked; the number of cells written.
    """
    workbook = shared.read([OverviewRow.tab])
    changes = [
        change
        for sheet in workbook.sheets
        for button in buttons_on(sheet.rows)
        if button.is_ticked
        for change in _answered(sheet, button, sentence, now, every)
    ]
    return shared.write(Plan(tuple(changes)), workbook.state).cells if changes else 0


def _answered(sheet: Sheet, button: Button, sentence: str, now: datetime, every: timedelta) -> Iterator[CellChange]:
    says: dict[Part, Value] = {
        Part.TICK: False,
        Part.OUTCOME: sentence,
        Part.LAST_CHECKED: f"{now:%d/%m/%Y %H:%M}",
        Part.NEXT_DUE: f"{now + every:%d/%m/%Y %H:%M}",
    }
    for part, value in says.items():
        if place := button.columns.get(part):
            cells = sheet.rows[button.row - 1]
            before = cells[place - 1] if place <= len(cells) else None
            yield CellChange(sheet.name, button.row, place, before, value)
