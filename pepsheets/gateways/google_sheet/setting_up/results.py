"""The values that a new sheet begins with, its results among them, worked out before there is a sheet."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias, cast

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.recalculation import examine
from pepsheets.sheets import Cell, Sheet, Value
from pepsheets.templates.layout import Layout

Filled: TypeAlias = Mapping[tuple[int, int], Value]
"""The values of a tab below its headings, by row and column, counted from 0."""


def typed(layout: Layout) -> dict[tuple[int, int], Value]:
    """What the rows of a tab begin with."""
    return {
        (row, place): cells[planned.column.name]
        for row, cells in enumerate(layout.rows, layout.first_row)
        for place, planned in enumerate(layout.columns)
        if cells.get(planned.column.name) is not None
    }


def with_results(layouts: Sequence[Layout], today: date) -> Mapping[str, Filled]:
    """What the tabs begin with, by their names, with what a recalculation would write: its links are links here too."""
    filled = {layout.tab.tab: typed(layout) for layout in layouts}
    for change in examine(MemoryWorkbook(_sheet(layout) for layout in layouts), today).plan.cells:
        filled[change.tab][change.row - 1, change.column - 1] = change.after
    return filled


def _sheet(layout: Layout) -> Sheet:
    headings = [planned.column.heading for planned in layout.columns]
    names = [planned.column.name for planned in layout.columns]
    rows = [[cells.get(name) for name in names] for cells in layout.rows]
    blank: list[list[Value]] = [[] for _ in layout.lines]
    return Sheet(layout.tab.tab, cast("list[list[Cell]]", [*blank, headings, *rows]))
