"""Merges, protection, filters, conditional formats and developer metadata."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import Sheet, area, meetings
from tests.google.spreadsheets import ApiError, Json, NotKnown

BOLD: Json = {"textFormat": {"bold": True}}


def rule(kind: str, top: int = 1) -> Json:
    return {"ranges": [area(top, top + 1)], "booleanRule": {"condition": {"type": kind}, "format": BOLD}}


def kinds(sheet: Sheet) -> list[str]:
    rules = sheet.tab().get("conditionalFormats", [])
    return [one["booleanRule"]["condition"]["type"] for one in rules]


def test_a_merge_keeps_its_first_value_alone() -> None:
    sheet = meetings(["", "b"], ["c", "d"])
    sheet.batch({"mergeCells": {"range": area(1, 3, 0, 2)}})
    assert sheet.person.values("Meetings")[1:] == [["b"]]
    with pytest.raises(ApiError, match="select all cells in a merged range"):
        sheet.batch({"unmergeCells": {"range": area(1, 2, 0, 2)}})
    with pytest.raises(ApiError, match="select all cells in a merged range"):
        sheet.batch({"mergeCells": {"range": area(2, 4, 0, 2)}})


@pytest.mark.parametrize(("kind", "count"), [("MERGE_ROWS", 2), ("MERGE_COLUMNS", 3), ("MERGE_ALL", 1)])
def test_merges_go_by_rows_by_columns_or_all_together(kind: str, count: int) -> None:
    sheet = meetings()
    sheet.batch({"mergeCells": {"range": area(1, 3, 0, 3), "mergeType": kind}})
    assert len(sheet.tab()["merges"]) == count


def test_conditional_formats_have_an_order_that_can_be_changed() -> None:
    sheet = meetings()
    sheet.batch({"addConditionalFormatRule": {"rule": rule("BLANK"), "index": 0}})
    sheet.batch({"addConditionalFormatRule": {"rule": rule("NOT_BLANK"), "index": 0}})
    assert kinds(sheet) == ["NOT_BLANK", "BLANK"]
    reply = sheet.batch({"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 1}})["replies"][0]
    assert reply["updateConditionalFormatRule"]["newIndex"] == 1
    assert kinds(sheet) == ["BLANK", "NOT_BLANK"]
    sheet.batch({"updateConditionalFormatRule": {"index": 1, "rule": rule("TEXT_IS_EMAIL")}})
    reply = sheet.batch({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})["replies"][0]
    assert reply["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]["type"] == "BLANK"
    assert kinds(sheet) == ["TEXT_IS_EMAIL"]


@pytest.mark.parametrize(
    "given",
    [{}, {"ranges": [area(0, 1)]}, {**rule("BLANK"), "ranges": [area(0, 1), {**area(0, 1), "sheetId": 1}]}],
)
def test_a_conditional_format_needs_ranges_on_one_sheet_and_one_rule(given: Json) -> None:
    with pytest.raises(ApiError, match=r"Invalid requests\[0\]\.addConditionalFormatRule"):
        meetings().batch({"addConditionalFormatRule": {"rule": given, "index": 0}})


def test_protection_can_be_changed_and_taken_away() -> None:
    sheet = meetings()
    given = {"protectedRangeId": 7, "range": area(0, 1), "warningOnly": True, "description": "Headings"}
    sheet.batch({"addProtectedRange": {"protectedRange": given}})
    change = {"protectedRange": {"protectedRangeId": 7, "range": area(0, 2)}, "fields": "range,description"}
    sheet.batch({"updateProtectedRange": change})
    (kept,) = sheet.tab()["protectedRanges"]
    assert kept["warningOnly"] and kept["range"]["endRowIndex"] == 2 and "description" not in kept
    with pytest.raises(ApiError, match="with id: 7 already exists"):
        sheet.batch({"addProtectedRange": {"protectedRange": given}})
    with pytest.raises(ApiError, match="Must set range"):
        sheet.batch({"addProtectedRange": {"protectedRange": {"warningOnly": True}}})
    with pytest.raises(NotKnown):
        sheet.batch({"addProtectedRange": {"protectedRange": {"range": area(0, 1), "namedRangeId": "x"}}})
    sheet.batch({"deleteProtectedRange": {"protectedRangeId": 7}})
    assert "protectedRanges" not in sheet.tab()


def test_filter_views_can_be_changed_and_taken_away() -> None:
    sheet = meetings()
    reply = sheet.batch({"addFilterView": {"filter": {"range": {"sheetId": 0}}}})["replies"][0]["addFilterView"]
    view = reply["filter"]["filterViewId"]
    assert reply["filter"]["title"] == "Filter 1" and reply["filter"]["range"]["endRowIndex"] == 10
    change = {"filterViewId": view, "title": "Next term", "criteria": {"0": {"hiddenValues": ["x"]}}}
    sheet.batch({"updateFilterView": {"filter": change, "fields": "title,criteria"}})
    assert sheet.tab()["filterViews"][0]["criteria"] == {"0": {"hiddenValues": ["x"]}}
    with pytest.raises(ApiError, match="already exists"):
        sheet.batch({"addFilterView": {"filter": {"filterViewId": view, "range": {"sheetId": 0}}}})
    sheet.batch({"deleteFilterView": {"filterId": view}})
    assert "filterViews" not in sheet.tab()
    with pytest.raises(ApiError, match="No filter view with id"):
        sheet.batch({"deleteFilterView": {"filterId": view}})


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ({"spreadsheet": True}, "SPREADSHEET"),
        ({"sheetId": 0}, "SHEET"),
        ({"dimensionRange": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}, "COLUMN"),
    ],
)
def test_developer_metadata_hangs_on_the_spreadsheet_a_tab_or_a_column(location: Json, kind: str) -> None:
    sheet = meetings()
    entry = {"metadataKey": "kind", "metadataValue": "x", "visibility": "PROJECT", "location": location}
    reply = sheet.batch({"createDeveloperMetadata": {"developerMetadata": entry}})["replies"][0]
    made = reply["createDeveloperMetadata"]["developerMetadata"]
    assert made["location"]["locationType"] == kind
    assert str(made["metadataId"]) in str(sheet.whole())
    with pytest.raises(ApiError, match="already exists"):
        sheet.batch({"createDeveloperMetadata": {"developerMetadata": {**entry, "metadataId": made["metadataId"]}}})


@pytest.mark.parametrize(
    "given",
    [
        {"metadataKey": "x", "location": {"spreadsheet": True}},
        {"metadataKey": "x", "visibility": "DOCUMENT"},
        {
            "metadataKey": "x",
            "visibility": "DOCUMENT",
            "location": {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 99, "endIndex": 100}},
        },
    ],
)
def test_developer_metadata_needs_a_visibility_and_one_place(given: Json) -> None:
    with pytest.raises(ApiError, match="eveloper metadata"):
        meetings().batch({"createDeveloperMetadata": {"developerMetadata": given}})


def test_notes_drop_downs_and_text_runs_are_told_with_the_cell() -> None:
    sheet = meetings()
    runs = [{"format": {"bold": True}}, {"startIndex": 3, "format": {}}]
    cell = {"userEnteredValue": {"stringValue": "Read me"}, "note": "A note", "textFormatRuns": runs}
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}
    sheet.batch({"updateCells": {"rows": [{"values": [cell]}], "start": start, "fields": "*"}})
    assert cell.items() <= sheet.cell("A2").items()


def test_only_the_fields_of_cells_that_are_wanted_are_worked_out() -> None:
    sheet = meetings(["a"])
    data = sheet.sheets.get(sheet.spreadsheet_id, ["A2"], True, {"effectiveValue"})["sheets"][0]["data"][0]
    assert data["rowData"] == [{"values": [{"effectiveValue": {"stringValue": "a"}}]}]
