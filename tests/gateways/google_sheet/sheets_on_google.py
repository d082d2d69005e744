"""Sheets of the pipeline put onto the stand-in for Google, and a door to them."""

from typing import Any

from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.door import GoogleSheet
from pepsheets.gateways.google_sheet.values import extended_value, number_format
from pepsheets.sheets import Cell, CellError, NamedTable, Sheet
from tests.google.server.stand_in import StandIn

_FIRST_SHEET = 100
_ROOM = 60


def put(google: StandIn, sheets: list[Sheet], title: str = "Partnership") -> str:
    """A new spreadsheet of these tabs, shared with the service account; its ID."""
    spreadsheet = google.new_sheet(title)
    requests: list[dict[str, Any]] = []
    for number, sheet in enumerate(sheets):
        requests.extend(_requests(_FIRST_SHEET + number, sheet))
    google.sheets.batch_update(spreadsheet, {"requests": [*requests, {"deleteSheet": {"sheetId": 0}}]})
    return spreadsheet


def _requests(sheet_id: int, sheet: Sheet) -> list[dict[str, Any]]:
    columns = max((len(row) for row in sheet.rows), default=0)
    grid = {"rowCount": len(sheet.rows) + _ROOM, "columnCount": columns + 10}
    rows = [
        {"values": [_cell(cell, (row, column) in sheet.formulas) for column, cell in enumerate(cells, start=1)]}
        for row, cells in enumerate(sheet.rows, start=1)
    ]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    return [
        {"addSheet": {"properties": {"sheetId": sheet_id, "title": sheet.name, "gridProperties": grid}}},
        *([{"updateCells": {"start": start, "rows": rows, "fields": fields}}] if rows else []),
        *(_named(sheet_id, table) for table in sheet.tables),
    ]


def _cell(cell: Cell, is_formula: bool) -> dict[str, Any]:
    assert not isinstance(cell, CellError), "an error comes from a formula"
    if is_formula:
        return {"userEnteredValue": {"formulaValue": f"={cell}"}}
    entered: dict[str, Any] = {"userEnteredValue": extended_value(cell, {})} if cell is not None else {}
    if shown := number_format(cell):
        entered["userEnteredFormat"] = {"numberFormat": shown}
    return entered


def _named(sheet_id: int, table: NamedTable) -> dict[str, Any]:
    area = {
        "sheetId": sheet_id,
        "startRowIndex": table.area.first_row - 1,
        "endRowIndex": table.area.last_row,
        "startColumnIndex": table.area.first_column - 1,
        "endColumnIndex": table.area.last_column,
    }
    return {"addNamedRange": {"namedRange": {"name": table.name, "range": area}}}


def door_to(spreadsheet: str) -> GoogleSheet:
    """A door to a spreadsheet of the stand-in, through the real client."""
    return GoogleSheet(f"google:{spreadsheet}", connect(spreadsheet))
