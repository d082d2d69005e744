"""The line on the Checks tab that says that a button did not do its work. The next one that does takes it away."""

from __future__ import annotations

from collections.abc import Iterator

from pepsheets.sheets import STAGES, Cell, CellChange, Gateway, Plan, Resize, Value
from pepsheets.tabs.checks import WORDS, CheckRow
from pepsheets.tabs.kinds import is_blank
from pepsheets.validation.locating import Located, locate, sheet_of


def note_on_checks(door: Gateway, label: str, sentence: str) -> None:
    """Put the line below the others, or in the place of an earlier one of the same button."""
    workbook = door.read([CheckRow.tab])
    sheet = sheet_of(CheckRow, workbook)
    located = locate(CheckRow, sheet) if sheet else None
    if located is None or "message" not in located.places:
        return
    opening = f"'{label}' did not do its work."
    row = _place(located, opening)
    says = {"stage_name": STAGES[0], "severity": WORDS["error"], "message": f"{opening} {sentence}"}
    changes = tuple(_changes(located, row, says))
    door.write(Plan(changes, _resizes(located, row)), workbook.state)


def _place(located: Located, opening: str) -> int:
    """The row of an earlier line of the same button; else the first that is free."""
    rows = range(located.first_row, located.last_row + 1)
    earlier = (row for row in rows if str(_cell(located, row, "message") or "").startswith(opening))
    free = (row for row in rows if all(is_blank(_cell(located, row, name)) for name in located.places))
    return next(earlier, None) or next(free, None) or max(located.last_row, located.heading_row) + 1


def _cell(located: Located, row: int, column: str) -> Cell:
    cells = located.sheet.rows[row - 1] if row <= len(located.sheet.rows) else ()
    place = located.places[column]
    return cells[place - 1] if place <= len(cells) else None


def _changes(located: Located, row: int, says: dict[str, str]) -> Iterator[CellChange]:
    for name, place in located.places.items():
        before, after = _cell(located, row, name), says.get(name)
        value: Value = after
        if before != value:
            yield CellChange(located.sheet.name, row, place, before, value)


def _resizes(located: Located, row: int) -> tuple[Resize, ...]:
    table = located.named
    if table is None or row <= table.area.last_row:
        return ()
    return (Resize(located.sheet.name, table.name, row),)
