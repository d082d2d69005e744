"""Batches of requests: all or nothing, in order, and refused in Google's words."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import area, meetings, text, write
from tests.google.spreadsheets import ApiError, Json, NotKnown
from tests.google.spreadsheets.behaviours import BEHAVIOURS, CALLS, KINDS_OF_REQUEST
from tests.google.spreadsheets.requests import KINDS
from tests.google.spreadsheets.spreadsheets import Spreadsheets


def fence(name: str) -> Json:
    return {"addNamedRange": {"namedRange": {"namedRangeId": name, "name": name, "range": area(0, 1)}}}


def test_a_batch_with_one_bad_request_changes_nothing() -> None:
    sheet = meetings()
    before = sheet.whole()
    with pytest.raises(ApiError, match=r"^Invalid requests\[1\]\.deleteNamedRange: No named range with id: gone$"):
        sheet.batch(write(1, 0, text("2026-03")), {"deleteNamedRange": {"namedRangeId": "gone"}})
    assert sheet.whole() == before


def test_requests_apply_in_order() -> None:
    sheet = meetings()
    sheet.batch(write(1, 0, text("old")), write(1, 0, text("new")))
    assert sheet.person.cell("Meetings", "A2") == "new"


def test_a_batch_fences_itself_off_from_one_that_was_planned_before_it() -> None:
    sheet = meetings()
    sheet.batch(fence("first"))
    swap = [{"deleteNamedRange": {"namedRangeId": "first"}}, fence("second")]
    sheet.batch(*swap)
    with pytest.raises(ApiError, match="No named range with id: first"):
        sheet.batch(*swap)


def test_a_named_range_keeps_the_id_and_the_name_that_it_was_given() -> None:
    sheet = meetings()
    reply = sheet.batch(fence("fence_1"))["replies"][0]["addNamedRange"]["namedRange"]
    assert (reply["namedRangeId"], reply["name"]) == ("fence_1", "fence_1")
    with pytest.raises(ApiError, match="Cannot add named range with name: fence_1, a named range with that name"):
        sheet.batch({"addNamedRange": {"namedRange": {"name": "FENCE_1".lower(), "range": area(1, 2)}}})
    with pytest.raises(ApiError, match="with that id already exists"):
        sheet.batch({"addNamedRange": {"namedRange": {"namedRangeId": "fence_1", "name": "x", "range": area(1, 2)}}})


def test_a_named_range_whose_rows_were_deleted_is_not_listed_yet_its_name_stays_taken() -> None:
    sheet = meetings(["a"], ["b"])
    sheet.batch({"addNamedRange": {"namedRange": {"namedRangeId": "x", "name": "one_row", "range": area(2, 3)}}})
    sheet.person.delete_row("Meetings", 3)
    assert "namedRanges" not in sheet.whole()
    with pytest.raises(ApiError, match="a named range with that name already exists"):
        sheet.batch({"addNamedRange": {"namedRange": {"name": "one_row", "range": area(2, 3)}}})


def test_a_named_range_follows_its_rows_and_can_be_changed() -> None:
    sheet = meetings(["a"], ["b"])
    sheet.batch({"addNamedRange": {"namedRange": {"namedRangeId": "x", "name": "one_row", "range": area(2, 3)}}})
    sheet.person.insert_row("Meetings", 2)
    assert sheet.whole()["namedRanges"][0]["range"]["startRowIndex"] == 3
    sheet.batch({"updateNamedRange": {"namedRange": {"namedRangeId": "x", "name": "renamed"}, "fields": "name"}})
    assert sheet.whole()["namedRanges"][0]["name"] == "renamed"


def test_the_reply_can_carry_the_cells_as_they_are_after_the_batch() -> None:
    sheet = meetings()
    reply = sheet.batch(
        write(1, 0, text("2026-03"), {"numberValue": 5}),
        includeSpreadsheetInResponse=True,
        responseRanges=["Meetings!A2:C2"],
        responseIncludeGridData=True,
    )
    data = reply["updatedSpreadsheet"]["sheets"][0]["data"]
    assert data[0]["startRow"] == 1
    assert [cell["effectiveValue"] for cell in data[0]["rowData"][0]["values"]] == [text("2026-03"), {"numberValue": 5}]


@pytest.mark.parametrize("value", ["=1+1", "TRUE", "31/12/2026", "007", "'quoted", "1e5", "£5"])
def test_text_that_a_program_writes_stays_text(value: str) -> None:
    sheet = meetings()
    sheet.batch(write(1, 0, text(value)))
    assert sheet.cell("A2")["userEnteredValue"] == text(value)
    assert sheet.cell("A2")["effectiveValue"] == text(value)


def test_cells_outside_of_the_grid_are_refused_and_the_grid_does_not_grow() -> None:
    sheet = meetings()
    with pytest.raises(ApiError, match="Attempting to write row: 10, beyond the last requested row of: 9"):
        sheet.batch(write(10, 0, text("x")))
    with pytest.raises(ApiError, match="Attempting to write column: 5, beyond the last requested column of: 4"):
        sheet.batch(write(0, 4, text("x"), text("y")))
    with pytest.raises(ApiError, match=r"Range \(Meetings!A10:E11\) exceeds grid limits. Max rows: 10, max columns: 5"):
        sheet.batch({"updateCells": {"range": area(9, 11), "fields": "note"}})
    assert sheet.tab()["properties"]["gridProperties"]["rowCount"] == 10


def test_appended_cells_make_the_sheet_grow() -> None:
    sheet = meetings(*[[str(number)] for number in range(9)])
    sheet.batch({"appendCells": {"sheetId": 0, "rows": [{"values": [{"note": "n"}]}], "fields": "note"}})
    assert sheet.tab()["properties"]["gridProperties"]["rowCount"] == 11
    assert sheet.cell("A11") == {"note": "n"}


def test_a_cell_holds_50000_characters_and_no_more() -> None:
    sheet = meetings()
    sheet.batch(write(1, 0, text("x" * 50_000)))
    with pytest.raises(ApiError, match="maximum of 50000 characters"):
        sheet.batch(write(1, 0, text("x" * 50_001)))


def test_a_spreadsheet_holds_ten_million_cells_and_no_more() -> None:
    sheet = meetings()
    with pytest.raises(ApiError, match="above the limit of 10000000 cells"):
        sheet.batch({"addSheet": {"properties": {"gridProperties": {"rowCount": 100_000, "columnCount": 100}}}})


def test_a_range_is_cleared_where_its_rows_say_nothing() -> None:
    sheet = meetings(["a", "b", "c"], ["d", "e", "f"])
    request = {
        "rows": [{"values": [{"userEnteredValue": text("A")}]}],
        "range": area(1, 3),
        "fields": "userEnteredValue",
    }
    sheet.batch({"updateCells": request})
    assert sheet.person.values("Meetings")[1:] == [["A"]]


def test_a_mask_keeps_the_other_parts_of_a_format() -> None:
    sheet = meetings()
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    date = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}}
    sheet.batch({"repeatCell": {"range": area(1, 2, 0, 1), "cell": bold, "fields": "userEnteredFormat.textFormat"}})
    sheet.batch({"repeatCell": {"range": area(1, 2, 0, 1), "cell": date, "fields": "userEnteredFormat.numberFormat"}})
    assert sheet.cell("A2")["userEnteredFormat"] == bold["userEnteredFormat"] | date["userEnteredFormat"]
    effective = sheet.cell("A2")["effectiveFormat"]
    assert effective["textFormat"]["bold"] and effective["textFormat"]["fontSize"] == 10
    sheet.batch({"updateCells": {"range": area(1, 2, 0, 1), "fields": "userEnteredFormat"}})
    assert sheet.cell("A2") == {}


@pytest.mark.parametrize(
    "request_body",
    [
        {"addSlicer": {"slicer": {}}},
        {"addChart": {"chart": {"spec": {"pieChart": {}}}}},
        {"updateCells": {"range": area(0, 1), "fields": "note", "colour": "red"}},
        {"updateCells": {"range": area(0, 1), "rows": [{"values": [{"pivotTable": {}}]}], "fields": "note"}},
        {"updateCells": {"range": area(0, 1), "fields": "pivotTable"}},
        {"addNamedRange": {"namedRange": {"name": "x", "range": {**area(0, 1), "tab": "Meetings"}}}},
        {"copyPaste": {"source": area(0, 1), "destination": area(1, 2), "pasteOrientation": "TRANSPOSE"}},
    ],
)
def test_what_the_stand_in_does_not_know_is_never_passed_over(request_body: Json) -> None:
    with pytest.raises(NotKnown):
        meetings().batch(request_body)


@pytest.mark.parametrize(
    ("request_body", "words"),
    [
        ({"deleteSheet": {"sheetId": 0}}, "You can't remove all the sheets in a document."),
        ({"deleteSheet": {"sheetId": 5}}, "No grid with id: 5"),
        ({"addSheet": {"properties": {"title": "meetings"}}}, 'A sheet with the name "meetings" already exists.'),
        ({"updateCells": {"range": area(0, 1)}}, "At least one field must be listed in 'fields'."),
        ({"deleteProtectedRange": {"protectedRangeId": 7}}, "No protected range with id: 7"),
        ({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}}, "No conditional format on sheet: 0 at index: 0"),
        ({}, "Must set exactly one kind of request."),
    ],
)
def test_refusals_name_the_request_and_say_what_is_wrong(request_body: Json, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        meetings().batch(request_body)
    assert refusal.value.status == "INVALID_ARGUMENT"
    assert refusal.value.message.startswith("Invalid requests[0]") and words in refusal.value.message


def test_an_unknown_spreadsheet_is_not_found() -> None:
    with pytest.raises(ApiError) as refusal:
        Spreadsheets().get("nowhere")
    assert refusal.value.body["error"]["code"] == 404


def test_every_kind_and_every_call_says_what_it_rests_on() -> None:
    assert {behaviour.name for behaviour in KINDS_OF_REQUEST} == set(KINDS)
    calls = {
        name for name in vars(Spreadsheets) if name.partition("_")[0] in {"create", "get", "values", "files", "batch"}
    }
    assert {behaviour.name for behaviour in CALLS} == calls
    assert len({behaviour.name for behaviour in BEHAVIOURS}) == len(BEHAVIOURS)
