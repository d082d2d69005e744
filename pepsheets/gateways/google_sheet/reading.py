"""From what Google says of a spreadsheet to tabs: one request, for just the fields that tell a value from a formula."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pepsheets.gateways.google_sheet.values import Json, cell_of, is_our_link, shown_as
from pepsheets.sheets import Area, Cell, NamedTable, Plan, Sheet, Workbook
from pepsheets.tabs.kinds import folded

FIELDS = (
    "namedRanges(namedRangeId,name,range),"
    "sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),"
    "data(startRow,startColumn,rowData(values("
    "userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat(type))))))"
)
"""Asked for in each reading."""

FENCE = "pepsheets_last_write"
"""How the named range begins by which a batch of ours knows that no other came between; each batch makes it anew.

Its name is new each time: Google keeps the name of a named range taken when a person deletes the tab that it was on.
"""

JOURNAL = "pepsheets journal"
"""The hidden tab where each batch keeps what it overwrites."""


def fence_name(batch: str) -> str:
    """The name of the named range that a batch leaves."""
    return f"{FENCE}_{batch}"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as it was read: the sheet of the pipeline, and what only a writer needs to know of it."""

    sheet_id: int
    sheet: Sheet
    row_count: int
    column_count: int
    formats: Mapping[tuple[int, int], str]
    """The types of the number formats, by row and column, where there are any."""

    def cell(self, row: int, column: int) -> Cell:
        rows = self.sheet.rows
        cells = rows[row - 1] if row <= len(rows) else ()
        return cells[column - 1] if column <= len(cells) else None

    def format_of(self, column: int, offset: int = 0) -> str | None:
        """The number format that a new row would have in a column: that below the last row with data, or further."""
        return self.formats.get((len(self.sheet.rows) + 1 + offset, column))


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole spreadsheet as it was read."""

    tabs: Mapping[str, Tab]
    tab_names: tuple[str, ...]
    ranges: Mapping[str, str]
    """The identifiers of the named ranges, by name."""
    journal: Json | None
    """The journal's tab as Google told it; ``journal.py`` reads it when it is needed."""

    @property
    def fence(self) -> str | None:
        return next((named for name, named in self.ranges.items() if name.startswith(FENCE)), None)

    @property
    def state(self) -> str:
        """Changes with each batch of ours, and with nothing else: Google tells no version of a spreadsheet."""
        return (
            self.fence or f"no batch yet, journal {self.journal['properties']['sheetId'] if self.journal else 'none'}"
        )

    @property
    def sheet_ids(self) -> Mapping[str, int]:
        return {name: tab.sheet_id for name, tab in self.tabs.items()}

    @property
    def extents(self) -> Mapping[str, tuple[int, int, int]]:
        """Where each tab is and how far it reaches: what a batch rests on."""
        return {name: (tab.sheet_id, tab.row_count, tab.column_count) for name, tab in self.tabs.items()}

    def after(self, fence: str, journal: Json, plan: Plan) -> "Reading":
        """The spreadsheet as it is known once a batch was carried out: grown where it had to, its cells as read."""
        tabs = dict(self.tabs)
        for change in plan.cells:
            tab = tabs[change.tab]
            if change.row > tab.row_count or change.column > tab.column_count:
                rows, columns = max(change.row, tab.row_count), max(change.column, tab.column_count)
                tabs[change.tab] = replace(tab, row_count=rows, column_count=columns)
        ranges = {name: named for name, named in self.ranges.items() if not name.startswith(FENCE)}
        return replace(self, tabs=tabs, ranges={**ranges, fence_name(fence): fence}, journal=journal)

    def workbook(self, wanted: Collection[str]) -> Workbook:
        """The tabs of these names, by tab name or by name of table."""
        names = {folded(name) for name in wanted} | {folded(name.replace(" ", "_")) for name in wanted}
        sheets = (tab.sheet for tab in self.tabs.values())
        found = tuple(sheet for sheet in sheets if names & {folded(name) for name in _names(sheet)})
        return Workbook(found, self.tab_names, self.state)


def _names(sheet: Sheet) -> Iterator[str]:
    yield sheet.name
    yield from (table.name for table in sheet.tables)


def reading_of(spreadsheet: Json) -> Reading:
    """The tabs of a spreadsheet from the reply to a request for ``FIELDS``."""
    named: Sequence[Json] = spreadsheet.get("namedRanges", ())
    tabs: dict[str, Tab] = {}
    names: list[str] = []
    journal: Json | None = None
    for sheet in spreadsheet["sheets"]:
        properties = sheet["properties"]
        title = properties["title"]
        is_grid = properties.get("sheetType", "GRID") == "GRID"
        if title == JOURNAL and is_grid:
            journal = sheet
            continue
        names.append(title)
        if is_grid:
            tabs[title] = _tab(sheet, named)
    return Reading(tabs, tuple(names), {each["name"]: each["namedRangeId"] for each in named}, journal)


def _tab(sheet: Json, named: Sequence[Json]) -> Tab:
    properties = sheet["properties"]
    sheet_id, grid = properties["sheetId"], properties["gridProperties"]
    rows: list[list[Cell]] = []
    formulas: set[tuple[int, int]] = set()
    formats: dict[tuple[int, int], str] = {}
    for block in sheet.get("data", ()):
        # Without ranges in the request a tab comes as one block that begins in A1.
        for number, row in enumerate(block.get("rowData", ()), start=1):
            rows.append(_row(number, row.get("values", ()), formulas, formats))
    while rows and not rows[-1]:
        rows.pop()
    tables = tuple(_tables(sheet_id, named))
    read = Sheet(properties["title"], rows, tables, frozenset(formulas))
    return Tab(sheet_id, read, grid["rowCount"], grid["columnCount"], formats)


def _row(
    number: int, values: Sequence[Json], formulas: set[tuple[int, int]], formats: dict[tuple[int, int], str]
) -> list[Cell]:
    cells: list[Cell] = []
    for column, data in enumerate(values, start=1):
        if not data:
            cells.append(None)
            continue
        cells.append(cell_of(data))
        formula = data.get("userEnteredValue", {}).get("formulaValue")
        if formula is not None and not is_our_link(formula):
            formulas.add((number, column))
        if kind := shown_as(data):
            formats[number, column] = kind
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _tables(sheet_id: int, named: Sequence[Json]) -> Iterator[NamedTable]:
    """Named ranges with a heading and rows below it; one that reaches to an edge of the tab has no end to speak of."""
    for each in named:
        area = each.get("range", {})
        ends = (area.get("endRowIndex"), area.get("endColumnIndex"))
        if area.get("sheetId", 0) == sheet_id and None not in ends and not each["name"].startswith(FENCE):
            first_row, first_column = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
            if ends[0] - first_row > 1:
                yield NamedTable(each["name"], Area(first_row + 1, first_column + 1, ends[0], ends[1]))
