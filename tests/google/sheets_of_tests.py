"""A small spreadsheet for the tests of the stand-in's model, and short ways to ask it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google.spreadsheets import Json, Person, Spreadsheets

HEADINGS = ["Meeting", "Date", "Cost"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One spreadsheet with a tab Meetings of ten rows and five columns."""

    sheets: Spreadsheets
    spreadsheet_id: str

    @property
    def person(self) -> Person:
        return self.sheets.person(self.spreadsheet_id)

    def batch(self, *requests: Json, **more: object) -> Json:
        return self.sheets.batch_update(self.spreadsheet_id, {"requests": list(requests), **more})

    def whole(self) -> Json:
        return self.sheets.get(self.spreadsheet_id, (), True)

    def cell(self, name: str) -> Json:
        """All that Google would say of one cell."""
        data = self.sheets.get(self.spreadsheet_id, [f"Meetings!{name}"], True)["sheets"][0]["data"][0]
        found: Json = data["rowData"][0]["values"][0] if "rowData" in data else {}
        return found

    def tab(self, at: int = 0) -> Json:
        found: Json = self.sheets.get(self.spreadsheet_id)["sheets"][at]
        return found


def meetings(*rows: list[str]) -> Sheet:
    """The spreadsheet with its headings and these rows, as typed."""
    sheets = Spreadsheets()
    grid = {"rowCount": 10, "columnCount": 5, "frozenRowCount": 1}
    body = {
        "properties": {"title": "Partnership", "locale": "en_GB", "timeZone": "Europe/London"},
        "sheets": [{"properties": {"title": "Meetings", "gridProperties": grid}}],
    }
    made = Sheet(sheets, str(sheets.create(body)["spreadsheetId"]))
    made.person.paste("Meetings", "A1", [HEADINGS, *rows])
    return made


def write(row: int, column: int, *values: Json, fields: str = "userEnteredValue") -> Json:
    """A request that writes one row of values from a cell on, which is counted from 0."""
    cells = [{"userEnteredValue": value} for value in values]
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"rows": [{"values": cells}], "start": start, "fields": fields}}


def text(value: str) -> Json:
    return {"stringValue": value}


def area(top: int, bottom: int, left: int = 0, right: int = 5) -> Json:
    """A range of the tab Meetings, counted from 0 and half open."""
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def rows(start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def columns(start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}
