"""What stands in a spreadsheet already, from what Google tells of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pepsheets.gateways.google_sheet.values import Json
from pepsheets.sheets import Cell

FIELDS = (
    "properties(locale,timeZone),"
    "sheets(properties(sheetId,title,index,sheetType,gridProperties(rowCount,columnCount,frozenRowCount)),"
    "protectedRanges(range),filterViews(title),charts(chartId),"
    "conditionalFormats(ranges,booleanRule(condition(type,values(userEnteredValue)))),"
    "data(rowData(values(userEnteredValue)),columnMetadata(hiddenByUser)))"
)
"""Asked for first: what is typed, and what is set for whole tabs. A blank cell that is only formatted costs nothing."""

HEAD_FIELDS = (
    "sheets(properties(sheetId),data(startRow,rowData(values(note,userEnteredFormat(numberFormat(type)),"
    "dataValidation(strict,condition(type,values(userEnteredValue)))))))"
)
"""Asked for next, of the headings, the first and the last row of the tabs that are ours; of all rows it is costly."""


@dataclass(frozen=True, slots=True)
class TabThere:
    """One tab that stands in the spreadsheet. Rows and columns are counted from 0."""

    sheet_id: int
    title: str
    rows: Sequence[Sequence[Cell]]
    row_count: int
    column_count: int
    frozen_rows: int
    hidden_columns: frozenset[int]
    protected: tuple[Json, ...]
    conditions: tuple[Json, ...]
    views: frozenset[str]
    charts: int
    head: Mapping[tuple[int, int], Json] = field(default_factory=dict)
    """What is set for the cells of its headings, its first row and its last."""

    @property
    def is_empty(self) -> bool:
        """Whether nobody would miss anything of it."""
        return not self.charts and all(cell is None for row in self.rows for cell in row)

    def ends(self, first_row: int, place: int) -> tuple[Json, Json]:
        """What is set for the first and for the last cell of a column: rows that were added may lack it."""
        return self.head.get((first_row, place), {}), self.head.get((self.row_count - 1, place), {})

    @property
    def is_the_first_of_all(self) -> bool:
        """Whether it is the tab that Google gives to each new sheet: 'Sheet1', 'Feuille 1', 'Hoja 1'."""
        return self.sheet_id == 0 and self.title.endswith("1")


@dataclass(frozen=True, slots=True)
class There:
    """A whole spreadsheet as it stands, its tabs in order."""

    locale: str
    time_zone: str
    tabs: tuple[TabThere, ...]
    titles: tuple[str, ...]
    """Of all tabs, those too that hold no cells."""
    sheet_ids: frozenset[int]


def there_of(spreadsheet: Json, heads: Json | None = None) -> There:
    """What stands in a spreadsheet: the replies to requests for ``FIELDS`` and, where there is one, ``HEAD_FIELDS``."""
    properties = spreadsheet["properties"]
    by_id = {sheet["properties"]["sheetId"]: sheet for sheet in (heads or {}).get("sheets", ())}
    sheets = sorted(spreadsheet["sheets"], key=lambda sheet: int(sheet["properties"].get("index", 0)))
    grids = (sheet for sheet in sheets if sheet["properties"].get("sheetType", "GRID") == "GRID")
    return There(
        properties["locale"],
        properties["timeZone"],
        tuple(_tab(sheet, by_id.get(sheet["properties"]["sheetId"], {})) for sheet in grids),
        tuple(sheet["properties"]["title"] for sheet in sheets),
        frozenset(sheet["properties"]["sheetId"] for sheet in sheets),
    )


def _tab(sheet: Json, head: Json) -> TabThere:
    properties = sheet["properties"]
    grid = properties["gridProperties"]
    metadata = [each for block in sheet.get("data", ()) for each in block.get("columnMetadata", ())]
    return TabThere(
        sheet_id=properties["sheetId"],
        title=properties["title"],
        rows=[[_typed(cell) for cell in row] for row in _cells(sheet)],
        row_count=grid["rowCount"],
        column_count=grid["columnCount"],
        frozen_rows=grid.get("frozenRowCount", 0),
        hidden_columns=frozenset(place for place, each in enumerate(metadata) if each.get("hiddenByUser")),
        protected=tuple(each["range"] for each in sheet.get("protectedRanges", ()) if "range" in each),
        conditions=tuple(sheet.get("conditionalFormats", ())),
        views=frozenset(view["title"] for view in sheet.get("filterViews", ())),
        charts=len(sheet.get("charts", ())),
        head=dict(_placed_cells(head)),
    )


def _cells(sheet: Json) -> Iterator[Sequence[Json]]:
    for block in sheet.get("data", ()):
        yield from (row.get("values", ()) for row in block.get("rowData", ()))


def _placed_cells(sheet: Json) -> Iterator[tuple[tuple[int, int], Json]]:
    for block in sheet.get("data", ()):
        for row, cells in enumerate(block.get("rowData", ()), block.get("startRow", 0)):
            yield from (((row, place), cell) for place, cell in enumerate(cells.get("values", ())))


def _typed(cell: Json) -> Cell:
    """What was typed into a cell; of a formula its text, for here it only matters that there is one."""
    value: Json = cell.get("userEnteredValue", {})
    return next(iter(value.values()), None)
