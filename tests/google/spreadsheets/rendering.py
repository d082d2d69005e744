"""A spreadsheet as the JSON that Google would send."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import Cell
from tests.google.spreadsheets.evaluation import Evaluation, link_of
from tests.google.spreadsheets.formatting import pattern_of, shown
from tests.google.spreadsheets.json_shapes import Json
from tests.google.spreadsheets.tabs import Tab

CELL_FIELDS = frozenset(
    {
        "userEnteredValue",
        "effectiveValue",
        "formattedValue",
        "userEnteredFormat",
        "effectiveFormat",
        "hyperlink",
        "note",
        "textFormatRuns",
        "dataValidation",
    }
)


def without_nothing(**parts: object) -> Json:
    """The parts that say something: Google leaves empty ones out."""
    return {name: part for name, part in parts.items() if part not in (None, [], {}, "")}


class Rendering:
    """Renders one state of a spreadsheet; asks of each cell only the fields that are wanted."""

    def __init__(self, book: Book, cell_fields: Collection[str] | None = None) -> None:
        self.book = book
        self.wanted = CELL_FIELDS if cell_fields is None else frozenset(cell_fields)
        self.evaluation = Evaluation(book)
        self.effective_formats: dict[int, Json] = {}
        self.default_effective = {**book.properties["defaultFormat"], "hyperlinkDisplayType": "PLAIN_TEXT"}

    def spreadsheet(self, areas: Sequence[Area], with_grid: bool) -> Json:
        """The whole spreadsheet, or what concerns the areas that were asked for."""
        book = self.book
        sheets = [
            self.sheet(index, tab, [area for area in areas if area.sheet == tab.sheet_id], with_grid)
            for index, tab in enumerate(book.tabs)
            if not areas or any(area.sheet == tab.sheet_id for area in areas)
        ]
        return {
            "spreadsheetId": book.spreadsheet_id,
            "properties": book.properties,
            "sheets": sheets,
            **without_nothing(
                namedRanges=[entry for entry in book.named if "range" in entry], developerMetadata=book.metadata
            ),
            "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.spreadsheet_id}/edit",
        }

    def sheet(self, index: int, tab: Tab, areas: Sequence[Area], with_grid: bool) -> Json:
        data = [self.grid_data(tab, area) for area in areas or [tab.whole]] if with_grid else None
        return {
            "properties": sheet_properties(tab, index),
            **without_nothing(
                data=data,
                merges=tab.merges,
                conditionalFormats=tab.conditional,
                filterViews=tab.filter_views,
                charts=tab.charts,
                protectedRanges=tab.protected,
                basicFilter=tab.basic_filter,
                developerMetadata=[entry for entry in tab.metadata if "dimensionRange" not in entry["location"]],
                rowGroups=tab.row_groups,
                columnGroups=tab.column_groups,
            ),
        }

    def grid_data(self, tab: Tab, area: Area) -> Json:
        rows = [self.row_data(tab, row, area) for row in range(area.top, area.bottom)]
        while rows and not rows[-1]:
            rows.pop()
        return without_nothing(
            startRow=area.top or None,
            startColumn=area.left or None,
            rowData=rows,
            rowMetadata=[self.dimension(tab, "ROWS", place) for place in range(area.top, area.bottom)],
            columnMetadata=[self.dimension(tab, "COLUMNS", place) for place in range(area.left, area.right)],
        )

    def dimension(self, tab: Tab, axis: str, place: int) -> Json:
        properties = tab.grid.row_properties[place] if axis == "ROWS" else tab.grid.columns[place]
        if not tab.metadata:
            return properties
        mine = [
            entry
            for entry in tab.metadata
            if (at := entry["location"].get("dimensionRange")) and at["dimension"] == axis and at["startIndex"] == place
        ]
        return {**properties, "developerMetadata": mine} if mine else properties

    def row_data(self, tab: Tab, row: int, area: Area) -> Json:
        cells = tab.grid.rows[row]
        last = max((column for column in cells if area.left <= column < area.right), default=-1)
        if last < 0:
            return {}
        values = [
            self.cell_data(tab, row, column, cells[column]) if column in cells else {}
            for column in range(area.left, last + 1)
        ]
        return {"values": values}

    def cell_data(self, tab: Tab, row: int, column: int, cell: Cell) -> Json:
        wanted = self.wanted
        effective = self.evaluation.effective(tab, row, column, cell)
        data: Json = {}
        if cell.entered and "userEnteredValue" in wanted:
            data["userEnteredValue"] = cell.entered
        if effective and "effectiveValue" in wanted:
            data["effectiveValue"] = effective
        if effective and "formattedValue" in wanted:
            style = self.evaluation.number_format(tab, cell) if "numberValue" in effective else None
            data["formattedValue"] = shown(effective, style, self.book.locale)
        self.add_formats(data, tab, cell)
        self.add_rest(data, cell)
        return data

    def add_formats(self, data: Json, tab: Tab, cell: Cell) -> None:
        if cell.format and "userEnteredFormat" in self.wanted:
            data["userEnteredFormat"] = cell.format
        if "effectiveFormat" in self.wanted and (style := self.effective_format(tab, cell)):
            data["effectiveFormat"] = style

    def add_rest(self, data: Json, cell: Cell) -> None:
        if "hyperlink" in self.wanted and (link := link_of(cell)):
            data["hyperlink"] = link
        if cell.note and "note" in self.wanted:
            data["note"] = cell.note
        if cell.runs and "textFormatRuns" in self.wanted:
            data["textFormatRuns"] = list(cell.runs)
        if cell.validation and "dataValidation" in self.wanted:
            data["dataValidation"] = cell.validation

    def effective_format(self, tab: Tab, cell: Cell) -> Json | None:
        """What was entered over what the spreadsheet has by default; nothing where that is all there is."""
        if cell.formula is not None and (style := self.evaluation.number_format(tab, cell)):
            return self.merged_format({**(cell.format or {}), "numberFormat": style})
        if not cell.format:
            return None
        if id(cell.format) not in self.effective_formats:
            self.effective_formats[id(cell.format)] = self.merged_format(cell.format)
        return self.effective_formats[id(cell.format)]

    def merged_format(self, style: Json) -> Json:
        result = {**self.default_effective, **style}
        if "textFormat" in style:
            result["textFormat"] = {**self.default_effective["textFormat"], **style["textFormat"]}
        if "numberFormat" in style:
            pattern = pattern_of(style["numberFormat"], self.book.locale)
            result["numberFormat"] = without_nothing(type=style["numberFormat"]["type"], pattern=pattern)
        return result


def sheet_properties(tab: Tab, index: int) -> Json:
    """The properties of a sheet; what is 0 or false is left out, except the id and the index."""
    kept = {name: value for name, value in tab.grid_properties.items() if value not in (0, False)}
    return {
        "sheetId": tab.sheet_id,
        "title": tab.title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": tab.grid.height, "columnCount": tab.grid.width, **kept},
        **{name: value for name, value in tab.properties.items() if value is not False},
    }
