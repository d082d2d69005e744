"""One spreadsheet: its sheets in order, its named ranges, and how its formulas follow its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from tests.google.spreadsheets.a1 import a1_of
from tests.google.spreadsheets.areas import Area, Shift, moved_range
from tests.google.spreadsheets.chosen import Chosen
from tests.google.spreadsheets.grid import Grid
from tests.google.spreadsheets.json_shapes import Json, Refused
from tests.google.spreadsheets.references import Change, Reference, rewritten
from tests.google.spreadsheets.tabs import Tab

MOST_CELLS = 10_000_000


@dataclass(slots=True)
class Book:
    """The state of one spreadsheet. A batch works on a copy, which takes its place when all of it is done."""

    spreadsheet_id: str
    owner: str
    chosen: Chosen
    properties: Json
    tabs: list[Tab] = field(default_factory=list)
    named: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    results: dict[tuple[int, int, int], Json | None] = field(default_factory=dict)

    def copy(self) -> Book:
        return replace(self, tabs=[tab.copy() for tab in self.tabs], results={})

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    def tab(self, sheet_id: int) -> Tab:
        for tab in self.tabs:
            if tab.sheet_id == sheet_id:
                return tab
        raise Refused(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Tab | None:
        """The sheet of this name; capitals do not matter."""
        return next((tab for tab in self.tabs if tab.title.lower() == title.lower()), None)

    def add_tab(self, title: str, height: int, width: int, sheet_id: int | None = None) -> Tab:
        chosen = self.chosen.number("sheetId") if sheet_id is None else sheet_id
        if any(tab.sheet_id == chosen for tab in self.tabs):
            raise Refused(f"Sheet with id {chosen} already exists.")
        if self.titled(title):
            raise Refused(f'A sheet with the name "{title}" already exists. Please enter another name.')
        self.check_size(height * width)
        tab = Tab(chosen, title, Grid.of_size(height, width))
        self.tabs = [*self.tabs, tab]
        return tab

    def check_size(self, more_cells: int) -> None:
        if sum(tab.grid.height * tab.grid.width for tab in self.tabs) + more_cells > MOST_CELLS:
            raise Refused(
                f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
            )

    def area(self, given: Json) -> Area:
        """The cells that a GridRange of a request means, which must all be in the grid."""
        tab = self.tab(given.get("sheetId", 0))
        grid = tab.grid
        area = Area(
            tab.sheet_id,
            given.get("startRowIndex", 0),
            given.get("endRowIndex", grid.height),
            given.get("startColumnIndex", 0),
            given.get("endColumnIndex", grid.width),
        )
        if area.top < 0 or area.left < 0 or area.bottom <= area.top or area.right <= area.left:
            self.refuse_size(tab, area)
        if area.bottom > grid.height or area.right > grid.width:
            self.refuse_size(tab, area)
        return area

    def refuse_size(self, tab: Tab, area: Area) -> None:
        limits = f"Max rows: {tab.grid.height}, max columns: {tab.grid.width}"
        if area.height <= 0 or area.width <= 0 or area.top < 0 or area.left < 0:
            raise Refused(f"The range of sheet {tab.sheet_id} is empty or outside the grid. {limits}")
        raise Refused(f"Range ({a1_of(tab.title, area)}) exceeds grid limits. {limits}")

    def shift(self, tab: Tab, shift: Shift) -> None:
        """Let named ranges, attachments and formulas follow rows or columns that came, went or moved."""
        tab.shift_attachments(shift)
        for other in self.tabs:
            other.shift_charts(tab.sheet_id, shift)
        self.named = [self.moved_name(entry, tab.sheet_id, shift) for entry in self.named]
        self.rewrite(tab, lambda reference: reference.shifted(shift))

    def moved_name(self, entry: Json, sheet: int, shift: Shift) -> Json:
        """A named range; one that lost its cells keeps its name alone, and Google lists it no longer."""
        if "range" not in entry:
            return entry
        moved = moved_range(entry["range"], sheet, shift)
        return {name: part for name, part in {**entry, "range": moved}.items() if part is not None}

    def rewrite(self, tab: Tab, change: Change) -> None:
        """Change the references to this sheet in all formulas of the spreadsheet."""
        for other in self.tabs:
            rewrite_grid(other.grid, partial(rewritten, change=partial(self.changed, other, tab, change)))

    def changed(self, own: Tab, tab: Tab, change: Change, reference: Reference) -> Reference | None:
        """The reference, changed where it leads from a formula on its own sheet to the sheet in question."""
        named = own if reference.tab is None else self.titled(reference.tab)
        return change(reference) if named is tab else reference

    def rename(self, tab: Tab, title: str) -> None:
        taken = self.titled(title)
        if taken is not None and taken is not tab:
            raise Refused(f'A sheet with the name "{title}" already exists. Please enter another name.')
        self.rewrite(tab, lambda reference: reference if reference.tab is None else replace(reference, tab=title))
        tab.title = title

    def remove(self, tab: Tab) -> None:
        if len(self.tabs) == 1:
            raise Refused("You can't remove all the sheets in a document.")
        self.rewrite(tab, lambda reference: None)
        self.tabs = [other for other in self.tabs if other is not tab]
        for other in self.tabs:
            other.drop_from_charts(tab.sheet_id)
        self.named = [without_range(entry, tab.sheet_id) for entry in self.named]


def without_range(entry: Json, sheet_id: int) -> Json:
    if "range" in entry and entry["range"].get("sheetId", 0) == sheet_id:
        return {name: part for name, part in entry.items() if name != "range"}
    return entry


def rewrite_grid(grid: Grid, change: Callable[[str], str]) -> None:
    for index, row in enumerate(grid.rows):
        new = {}
        for column, cell in row.items():
            formula = cell.formula
            if formula is not None and (changed := change(formula)) != formula:
                new[column] = cell.with_formula(changed)
        if new:
            grid.put_row(index, new)
