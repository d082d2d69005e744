"""A small sheet with one of each thing that the pages show: for their test, and to begin with by hand."""

from __future__ import annotations

from tests.google.server.stand_in import StandIn
from tests.google.spreadsheets.json_shapes import Json

BOOKINGS, SCHOOLS = 11, 12
HEADINGS = ["Booking", "School", "Course", "Day", "Places", "Fee", "Paid", "Total", "Row ID"]
ROWS: list[list[object]] = [
    ["B-01", "Ashfield", "First aid", 46062, 2, 35, True, "=E2*F2", "r1"],
    ["B-02", "Birchwood", "Safeguarding", 46069, 1, 120, False, "=E3*F3", "r2"],
    ["B-03", "Crossways", "Phonics", 46055, 3, 48.5, False, "=E4*F4", "r3"],
    ["B-04", "Ashfield", "Safeguarding", 46069, 4, 120, True, "=E5*F5", "r4"],
]
HEADING_LOOK: Json = {
    "backgroundColor": {"red": 0.12, "green": 0.31, "blue": 0.47},
    "textFormat": {"bold": True, "foregroundColor": {"red": 1, "green": 1, "blue": 1}},
    "wrapStrategy": "WRAP",
    "verticalAlignment": "MIDDLE",
}
SHADE: Json = {"red": 0.93, "green": 0.94, "blue": 0.95}
WIDTHS = (80, 150, 170, 100, 70, 90, 60, 100, 80)


def small_sheet(google: StandIn) -> str:
    """The ID of a new sheet, shared with the service account."""
    sheet = google.new_sheet("Bookings of the partnership")
    google.sheets.batch_update(sheet, {"requests": [*_tabs(), *_cells(), *_looks(), *_guards(), _chart()]})
    return sheet


def _tabs() -> list[Json]:
    grid = {"rowCount": 60, "columnCount": 12, "frozenRowCount": 1, "frozenColumnCount": 1}
    return [
        {"addSheet": {"properties": {"sheetId": BOOKINGS, "title": "Bookings", "gridProperties": grid}}},
        {
            "addSheet": {
                "properties": {
                    "sheetId": SCHOOLS,
                    "title": "Schools",
                    "gridProperties": {"rowCount": 40, "columnCount": 4},
                }
            }
        },
        {"deleteSheet": {"sheetId": 0}},
    ]


def _cells() -> list[Json]:
    headings = [_cell(text) | {"userEnteredFormat": HEADING_LOOK} for text in HEADINGS]
    headings[4]["note"] = "How many places this school has booked."
    schools: list[list[object]] = [["School"], ["Ashfield"], ["Birchwood"], ["Crossways"], ["Dale End"]]
    bold = _cell("School") | {"userEnteredFormat": {"textFormat": {"bold": True}}}
    return [
        _written(BOOKINGS, [headings, *([_cell(value) for value in row] for row in ROWS)]),
        _written(SCHOOLS, [[bold], *([_cell(value) for value in row] for row in schools[1:])]),
    ]


def _looks() -> list[Json]:
    money = {"type": "CURRENCY", "pattern": "£#,##0.00"}
    return [
        _format(3, {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}),
        _format(5, {"numberFormat": money}),
        _format(7, {"numberFormat": money, "backgroundColor": SHADE}),
        *(_width(column, {"pixelSize": width}) for column, width in enumerate(WIDTHS)),
        _width(8, {"hiddenByUser": True}),
        _width(0, {"pixelSize": 34}, dimension="ROWS"),
        _rule(1, {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Schools!$A$2:$A"}]}),
        _rule(2, {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": row[2]} for row in ROWS[:3]]}),
        _rule(6, {"type": "BOOLEAN"}),
    ]


def _guards() -> list[Json]:
    heading = {"sheetId": BOOKINGS, "startRowIndex": 0, "endRowIndex": 1}
    totals = {"sheetId": BOOKINGS, "startRowIndex": 1, "startColumnIndex": 7, "endColumnIndex": 8}
    return [
        {"addProtectedRange": {"protectedRange": {"range": area, "warningOnly": True}}} for area in (heading, totals)
    ]


def _chart() -> Json:
    shown = [
        {"sheetId": BOOKINGS, "startRowIndex": 0, "endRowIndex": 40, "startColumnIndex": at, "endColumnIndex": at + 1}
        for at in (0, 4)
    ]
    names, places = ({"sourceRange": {"sources": [one]}} for one in shown)
    basic = {"chartType": "COLUMN", "headerCount": 1, "domains": [{"domain": names}], "series": [{"series": places}]}
    overlay = {"anchorCell": {"sheetId": BOOKINGS, "rowIndex": 9, "columnIndex": 2}, "widthPixels": 480}
    spec = {"title": "Places by booking", "basicChart": basic}
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": overlay}}}}


def _cell(value: object) -> Json:
    if isinstance(value, str):
        kind = "formulaValue" if value.startswith("=") else "stringValue"
    else:
        kind = "boolValue" if isinstance(value, bool) else "numberValue"
    return {"userEnteredValue": {kind: value}}


def _written(sheet_id: int, rows: list[list[Json]]) -> Json:
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat,note"
    return {"updateCells": {"start": start, "rows": [{"values": row} for row in rows], "fields": fields}}


def _column(column: int) -> Json:
    return {
        "sheetId": BOOKINGS,
        "startRowIndex": 1,
        "endRowIndex": 40,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def _format(column: int, look: Json) -> Json:
    fields = ",".join(f"userEnteredFormat.{name}" for name in look)
    return {"repeatCell": {"range": _column(column), "cell": {"userEnteredFormat": look}, "fields": fields}}


def _width(place: int, properties: Json, dimension: str = "COLUMNS") -> Json:
    span = {"sheetId": BOOKINGS, "dimension": dimension, "startIndex": place, "endIndex": place + 1}
    return {"updateDimensionProperties": {"range": span, "properties": properties, "fields": ",".join(properties)}}


def _rule(column: int, condition: Json) -> Json:
    return {"setDataValidation": {"range": _column(column), "rule": {"condition": condition, "strict": True}}}
