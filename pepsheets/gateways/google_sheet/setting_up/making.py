"""New tabs: the words above the table, headings, the looks and widths of columns, the rows that they begin with."""

from collections.abc import Iterator, Mapping, Sequence

from pepsheets.gateways.google_sheet.setting_up.block import line_cells
from pepsheets.gateways.google_sheet.setting_up.looks import (
    colour,
    column_format,
    heading_format,
    number_format,
    pixels,
)
from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.ranges import cells, columns, rows
from pepsheets.gateways.google_sheet.setting_up.results import Filled
from pepsheets.gateways.google_sheet.values import Json, extended_value
from pepsheets.sheets import Value
from pepsheets.tabs.declaration import is_computed
from pepsheets.tabs.kinds import folded
from pepsheets.templates.lines import Line
from pepsheets.templates.looks import OUR_TAB, PEOPLE_TAB
from pepsheets.templates.notes import note_of
from pepsheets.templates.overview_lines import GOOGLE_WIDTHS
from pepsheets.templates.peculiarities import own_look

_HEADING_HEIGHT = 48
_PIXELS_A_POINT = 4 / 3
_WHOLE_CELL = "userEnteredValue,userEnteredFormat,note,dataValidation"


def sheet_requests(tabs: Sequence[Placed], titles: Sequence[str]) -> Iterator[Json]:
    """Adds the tabs that are missing, each behind the one of ours that comes before it, the first at the end."""
    order = [folded(title) for title in titles]
    behind = len(order)
    for tab in tabs:
        if tab.there is None:
            order.insert(behind, folded(tab.name))
            yield {"addSheet": {"properties": {"sheetId": tab.sheet_id, "index": behind, **_properties(tab)}}}
        elif tab.is_new:
            properties = {"sheetId": tab.sheet_id, **_properties(tab)}
            yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties,tabColorStyle"}}
        behind = order.index(folded(tab.name)) + 1


def _properties(tab: Placed) -> Json:
    grid: Json = {"rowCount": tab.row_count, "columnCount": tab.column_count}
    if tab.layout.is_overview:
        grid["hideGridlines"] = True
    else:
        grid |= {"frozenRowCount": tab.first_row, "frozenColumnCount": tab.layout.key_columns}
    our_colour = colour(OUR_TAB if is_computed(tab.layout.tab) else PEOPLE_TAB)
    title = {} if tab.there else {"title": tab.layout.tab.tab}
    return {**title, "gridProperties": grid, "tabColorStyle": our_colour}


def making_requests(tab: Placed, filled: Filled, sheet_ids: Mapping[str, int]) -> Iterator[Json]:
    """Fills a new tab."""
    yield _written(tab, 0, [*map(line_cells, tab.layout.lines), _headings(tab)], _WHOLE_CELL)
    yield from _sizes(tab)
    for place, planned in tab.columns():
        area = cells(tab.sheet_id, (tab.first_row, None), (place, place + 1))
        cell = {"userEnteredFormat": column_format(planned)}
        yield {"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat"}}
    yield from _content(tab, filled, sheet_ids)
    yield from _own_formats(tab)


def _written(tab: Placed, row: int, data: Sequence[Sequence[Json]], fields: str) -> Json:
    start = {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": [{"values": list(values)} for values in data], "fields": fields}}


def _headings(tab: Placed) -> Sequence[Json]:
    return [
        {
            "userEnteredValue": {"stringValue": planned.column.heading},
            "userEnteredFormat": heading_format(planned),
            "note": note_of(planned.column, tab.layout.tab),
        }
        for planned in tab.layout.columns
    ]


def _sizes(tab: Placed) -> Iterator[Json]:
    own = [planned.width for planned in tab.layout.columns]
    widths = [*own, *GOOGLE_WIDTHS[len(own) :]] if tab.layout.is_overview else own
    for first, end in _alike(widths):
        yield _sized(columns(tab.sheet_id, first, end), pixels(widths[first]))
    heights = [_height(line) for line in tab.layout.lines] + ([_HEADING_HEIGHT] if tab.layout.columns else [])
    for first, end in _alike(heights):
        # Google itself makes a row as high as its texts, as long as nobody said how high it is.
        if height := heights[first]:
            yield _sized(rows(tab.sheet_id, first, end), height)


def _height(line: Line) -> int:
    return round(line.height * _PIXELS_A_POINT) if line.height else 0


def _alike(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sizes that stand next to each other and are the same, as first and end."""
    first = 0
    for place in range(1, len(sizes) + 1):
        if place == len(sizes) or sizes[place] != sizes[first]:
            yield first, place
            first = place


def _sized(dimension: Json, size: int) -> Json:
    properties = {"pixelSize": size}
    return {"updateDimensionProperties": {"range": dimension, "properties": properties, "fields": "pixelSize"}}


def _content(tab: Placed, filled: Filled, sheet_ids: Mapping[str, int]) -> Iterator[Json]:
    """The rows that the tab begins with, and the results beside them: values alone, for the columns have the looks."""
    values = {place: value for place, value in filled.items() if value is not None}
    if not values:
        return
    last_row, last_column = (max(place[part] for place in values) for part in (0, 1))
    data = [
        [_cell(values.get((row, column)), sheet_ids) for column in range(last_column + 1)]
        for row in range(tab.first_row, last_row + 1)
    ]
    yield _written(tab, tab.first_row, data, "userEnteredValue")


def _cell(value: Value, sheet_ids: Mapping[str, int]) -> Json:
    return {} if value is None else {"userEnteredValue": extended_value(value, sheet_ids)}


def _own_formats(tab: Placed) -> Iterator[Json]:
    """What sets single cells apart: a rule's share shows as a percentage."""
    for row, content in enumerate(tab.layout.rows, tab.first_row):
        for place, planned in tab.columns():
            look = own_look(tab.layout.tab, planned.column, content)
            if shown := number_format(look.get("num_format")):
                area = cells(tab.sheet_id, (row, row + 1), (place, place + 1))
                cell = {"userEnteredFormat": {"numberFormat": shown}}
                yield {"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat.numberFormat"}}
