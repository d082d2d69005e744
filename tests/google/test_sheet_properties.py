"""Tabs and their properties, and those of the spreadsheet."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import Sheet, columns, meetings, rows
from tests.google.spreadsheets import ApiError, Json, NotKnown, Spreadsheets


def titles(sheet: Sheet) -> list[str]:
    return [tab["properties"]["title"] for tab in sheet.whole()["sheets"]]


def change(sheet: Sheet, fields: str, **properties: object) -> Json:
    return sheet.batch({"updateSheetProperties": {"properties": {"sheetId": 0, **properties}, "fields": fields}})


def test_a_new_tab_stands_where_it_was_asked_for() -> None:
    sheet = meetings()
    sheet.batch({"addSheet": {}}, {"addSheet": {"properties": {"title": "Overview", "index": 0}}})
    assert titles(sheet) == ["Overview", "Meetings", "Sheet1"]
    assert [tab["properties"]["index"] for tab in sheet.whole()["sheets"]] == [0, 1, 2]


def test_a_move_counts_indexes_as_they_were_before_it() -> None:
    """Google's own example: to move S1 ahead of S2, the index would have to be 2."""
    sheet = meetings()
    sheet.batch({"addSheet": {"properties": {"title": "S2"}}}, {"addSheet": {"properties": {"title": "S3"}}})
    change(sheet, "index", index=2)
    assert titles(sheet) == ["S2", "Meetings", "S3"]
    change(sheet, "index", index=2)
    assert titles(sheet) == ["S2", "Meetings", "S3"]
    with pytest.raises(ApiError, match="index 9"):
        change(sheet, "index", index=9)


def test_a_tab_can_be_hidden_unless_it_is_the_last_one_that_shows() -> None:
    sheet = meetings()
    with pytest.raises(ApiError, match="can't hide all the sheets"):
        change(sheet, "hidden", hidden=True)
    sheet.batch({"addSheet": {"properties": {"title": "Journal", "hidden": True}}}, {"addSheet": {}})
    change(sheet, "hidden,tabColor", hidden=True, tabColor={"red": 1})
    properties = sheet.tab()["properties"]
    assert properties["hidden"] and properties["tabColorStyle"] == {"rgbColor": {"red": 1}}
    change(sheet, "hidden,tabColorStyle")
    assert not {"hidden", "tabColor", "tabColorStyle"} & sheet.tab()["properties"].keys()


def test_titles_are_unique_and_never_empty() -> None:
    sheet = meetings()
    sheet.batch({"addSheet": {"properties": {"title": "Costs"}}})
    with pytest.raises(ApiError, match=r'A sheet with the name "COSTS" already exists\. Please enter another name\.'):
        change(sheet, "title", title="COSTS")
    with pytest.raises(ApiError, match="cannot be empty"):
        change(sheet, "title")
    change(sheet, "title", title="MEETINGS")
    assert titles(sheet) == ["MEETINGS", "Costs"]


def test_a_sheet_that_shrinks_loses_what_was_beyond_its_end() -> None:
    sheet = meetings(["a", "b", "=SUM(A2:A9)"])
    change(sheet, "gridProperties(rowCount,columnCount)", gridProperties={"rowCount": 5, "columnCount": 3})
    assert sheet.person.entered("Meetings", "C2") == {"formulaValue": "=SUM(A2:A5)"}
    change(sheet, "gridProperties.columnCount", gridProperties={"columnCount": 2})
    change(sheet, "gridProperties", gridProperties={"rowCount": 6, "columnCount": 7, "frozenRowCount": 2})
    assert sheet.person.values("Meetings") == [["Meeting", "Date"], ["a", "b"]]
    grid = {"rowCount": 6, "columnCount": 7, "frozenRowCount": 2}
    assert sheet.tab()["properties"]["gridProperties"] == grid
    with pytest.raises(ApiError, match="at least one row"):
        change(sheet, "gridProperties.rowCount", gridProperties={"rowCount": 0})
    with pytest.raises(ApiError, match="can't freeze all visible rows"):
        change(sheet, "gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 6})


def test_deleting_a_frozen_row_leaves_fewer_frozen() -> None:
    sheet = meetings()
    change(sheet, "gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 2})
    sheet.person.delete_row("Meetings", 1)
    assert sheet.tab()["properties"]["gridProperties"]["frozenRowCount"] == 1


def test_locale_time_zone_and_title_of_the_spreadsheet_can_be_changed() -> None:
    sheet = meetings()
    given = {"title": "New", "locale": "en_US", "timeZone": "Europe/Paris"}
    sheet.batch({"updateSpreadsheetProperties": {"properties": given, "fields": "*"}})
    assert given.items() <= sheet.whole()["properties"].items()
    with pytest.raises(ApiError, match="cannot be empty"):
        sheet.batch({"updateSpreadsheetProperties": {"properties": {}, "fields": "title"}})
    with pytest.raises(NotKnown):
        sheet.batch({"updateSpreadsheetProperties": {"properties": {}, "fields": "spreadsheetTheme"}})


def test_a_spreadsheet_is_made_with_the_tabs_that_were_asked_for() -> None:
    made = Spreadsheets().create({"sheets": [{"properties": {"title": "A"}}, {"properties": {"title": "B"}}]})
    assert [sheet["properties"]["title"] for sheet in made["sheets"]] == ["A", "B"]
    with pytest.raises(ApiError, match='A sheet with the name "A" already exists'):
        Spreadsheets().create({"sheets": [{"properties": {"title": "A"}}, {"properties": {"title": "A"}}]})


def test_rows_and_columns_are_grouped_and_ungrouped() -> None:
    sheet = meetings()
    reply = sheet.batch({"addDimensionGroup": {"range": columns(1, 3)}})["replies"][0]["addDimensionGroup"]
    assert reply["dimensionGroups"][0]["depth"] == 1
    sheet.person.insert_column("Meetings", 1)
    assert sheet.tab()["columnGroups"][0]["range"]["startIndex"] == 2
    with pytest.raises(NotKnown):
        sheet.batch({"addDimensionGroup": {"range": columns(3, 5)}})
    sheet.batch({"deleteDimensionGroup": {"range": columns(2, 4)}})
    assert "columnGroups" not in sheet.tab()


@pytest.mark.parametrize(
    ("request_body", "words"),
    [
        ({"insertDimension": {"range": rows(0, 1), "inheritFromBefore": True}}, "cannot be true"),
        ({"insertDimension": {"range": rows(10, 11)}}, "must be less than the grid size"),
        ({"insertDimension": {"range": rows(5, 5)}}, "must be greater than range.startIndex"),
        ({"insertDimension": {"range": {"sheetId": 0, "startIndex": 0, "endIndex": 1}}}, "No dimension specified."),
        ({"deleteDimension": {"range": columns(0, 5)}}, "You can't delete all the columns on the sheet."),
        ({"deleteDimension": {"range": columns(5, 6)}}, "Tried to delete column index 5 but there are only 5 columns"),
        ({"moveDimension": {"source": rows(9, 11), "destinationIndex": 0}}, "outside of the sheet"),
        ({"appendDimension": {"sheetId": 0, "dimension": "ROWS"}}, "greater than 0"),
        (
            {"updateDimensionProperties": {"range": rows(9, 11), "properties": {}, "fields": "pixelSize"}},
            "the sheet has only 10",
        ),
    ],
)
def test_rows_and_columns_that_are_not_there_are_refused(request_body: Json, words: str) -> None:
    with pytest.raises(ApiError, match=words):
        meetings().batch(request_body)
