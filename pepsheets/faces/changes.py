"""The cells that a recalculation changes, as people read them: under their heading, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from pepsheets.recalculation import Examined
from pepsheets.sheets import Cell, CellError, Link, Value
from pepsheets.tabs.money import pounds


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that changes."""

    tab: str
    cell: str
    heading: str
    before: Cell
    after: Value

    def in_words(self, arrow: str) -> str:
        """Before and after; an amount of money as such on both sides."""
        money = isinstance(self.after, Decimal)
        return f"{shown(self.before, money=money)} {arrow} {shown(self.after)}"


def changes_of(examined: Examined) -> Iterator[Change]:
    """Every cell that changes, tab by tab, row by row, from left to right."""
    headings = {
        (located.sheet.name, place): located.heading(name) or ""
        for located in examined.validated.located.values()
        for name, place in located.places.items()
    }
    tabs = {tab: place for place, tab in enumerate(dict.fromkeys(change.tab for change in examined.plan.cells))}
    for change in sorted(examined.plan.cells, key=lambda each: (tabs[each.tab], each.row, each.column)):
        yield Change(
            change.tab, change.cell, headings.get((change.tab, change.column), ""), change.before, change.after
        )


def shown(value: Cell | Value, *, money: bool = False) -> str:
    """A value as people write it.

    >>> shown(None), shown(12.0), shown(Decimal("12.5")), shown(date(2026, 11, 21))
    ('(empty)', '12', '£12.50', '21/11/2026')
    """
    if value is None or value == "":
        return "(empty)"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return _number(value, money=money)
    if isinstance(value, date | time):
        return _moment(value)
    return value.text if isinstance(value, CellError | Link) else value


def _number(value: float | Decimal, *, money: bool) -> str:
    if money or isinstance(value, Decimal):
        return pounds(value if isinstance(value, Decimal) else Decimal(str(value)))
    return f"{value:.15g}"


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    whole_day = not isinstance(value, datetime) or value.time() == time()
    return f"{value:%d/%m/%Y}" if whole_day else f"{value:%d/%m/%Y %H:%M}"
