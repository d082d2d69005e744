"""Which tab of the spreadsheet each tab of ours is, and where on it everything stands; refused where it is not ours."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pepsheets.gateways.google_sheet.setting_up.standing import TabThere, There
from pepsheets.sheets import GatewayError, Sheet, column_letters
from pepsheets.tabs.kinds import folded
from pepsheets.templates.columns import Planned
from pepsheets.templates.layout import Layout
from pepsheets.validation.locating import locate

GRID_ROWS = 300
"""Rows of a new tab. Google tells the format of each blank cell in each reading, so there are not more than people fill
in a year; Google offers more at the end of a tab, and pepsheets adds them where it needs them."""
OVERVIEW_ROWS, OVERVIEW_COLUMNS = 100, 8
"""Room for the charts, and no more to scroll through."""
_SPARE_ROWS = 150
"""Blank rows at least, below what a tab begins with."""


class TabHoldsSomethingElse(GatewayError):
    """A tab that bears a name of ours, and keeps something else."""

    remedy = "Nothing was changed. Rename that tab, or make a new Google Sheet, and try again."


@dataclass(frozen=True, slots=True)
class Placed:
    """A tab of ours on its sheet. Rows and columns are counted from 0."""

    layout: Layout
    sheet_id: int
    heading_row: int
    places: Mapping[str, int]
    there: TabThere | None
    """What stands there already; nothing for a tab that is to be added."""
    is_new: bool
    """Whether it holds nothing yet, so that rows may be written into it."""

    @property
    def name(self) -> str:
        return self.there.title if self.there else self.layout.tab.tab

    @property
    def first_row(self) -> int:
        return self.heading_row + 1

    @property
    def row_count(self) -> int:
        wanted = OVERVIEW_ROWS if self.layout.is_overview else max(GRID_ROWS, self.layout.last_row + _SPARE_ROWS)
        return max(wanted, self.there.row_count) if self.there and self.is_new else self._there_or(wanted)

    def _there_or(self, wanted: int) -> int:
        return self.there.row_count if self.there else wanted

    @property
    def column_count(self) -> int:
        wanted = OVERVIEW_COLUMNS if self.layout.is_overview else len(self.layout.columns)
        return max(wanted, self.there.column_count) if self.there else wanted

    @property
    def end_column(self) -> int:
        """The column behind the last one that is ours."""
        return max(self.places.values(), default=-1) + 1

    def columns(self) -> Iterator[tuple[int, Planned]]:
        """The columns that stand on the tab, each with its place, in the order of their declaration."""
        for planned in self.layout.columns:
            if planned.column.name in self.places:
                yield self.places[planned.column.name], planned

    def missing(self) -> Sequence[Planned]:
        """The columns that the tab lacks."""
        return [planned for planned in self.layout.columns if planned.column.name not in self.places]

    def first_cell(self, place: int) -> str:
        """The first data cell of a column, for formulas that hold for each row."""
        return f"${column_letters(place + 1)}{self.first_row + 1}"


def placed(layouts: Iterable[Layout], there: There) -> tuple[Placed, ...]:
    """Each tab of ours where it stands, or where it will."""
    tabs = {folded(tab.title): tab for tab in there.tabs}
    taken, found = set(there.sheet_ids), []
    for layout in layouts:
        tab = tabs.get(folded(layout.tab.tab))
        if tab is None and folded(layout.tab.tab) in {folded(title) for title in there.titles}:
            raise _other(layout.tab.tab)
        found.append(_new(layout, _free_id(layout.tab.tab, taken), None) if tab is None else _standing(layout, tab))
        taken.add(found[-1].sheet_id)
    return tuple(found)


def _standing(layout: Layout, tab: TabThere) -> Placed:
    if tab.is_empty:
        return _new(layout, tab.sheet_id, tab)
    if not layout.columns:
        return Placed(layout, tab.sheet_id, layout.heading_row, {}, tab, is_new=False)
    located = locate(layout.tab, Sheet(tab.title, tab.rows))
    if located is None or 2 * len(located.places) < len(layout.columns):
        raise _other(tab.title)
    places = {name: place - 1 for name, place in located.places.items()}
    return Placed(layout, tab.sheet_id, located.heading_row - 1, places, tab, is_new=False)


def _new(layout: Layout, sheet_id: int, tab: TabThere | None) -> Placed:
    places = {planned.column.name: place for place, planned in enumerate(layout.columns)}
    return Placed(layout, sheet_id, layout.heading_row, places, tab, is_new=True)


def _other(title: str) -> TabHoldsSomethingElse:
    return TabHoldsSomethingElse(f"The tab '{title}' of this Google Sheet holds something that is not ours to change.")


def _free_id(name: str, taken: Set[int]) -> int:
    """A number for a tab, the same each time: of two who set one sheet up at once, the second is refused whole."""
    number = zlib.crc32(name.encode()) >> 1
    while number in taken:
        number += 1
    return number
