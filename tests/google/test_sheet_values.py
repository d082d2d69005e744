"""The values family and the files of Drive, beyond what the recordings show."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import meetings
from tests.google.spreadsheets import ApiError, Chosen, Json, NotKnown, Spreadsheets
from tests.google.spreadsheets.drive import SPREADSHEET

RAW, TYPED = {"valueInputOption": "RAW"}, {"valueInputOption": "USER_ENTERED"}


def test_raw_values_are_kept_and_typed_ones_are_read() -> None:
    sheet = meetings()
    sheet.sheets.values_update(sheet.spreadsheet_id, "Meetings!A2", {"values": [["=1+1", "31/12/2026"]]}, RAW)
    sheet.sheets.values_update(sheet.spreadsheet_id, "Meetings!A3", {"values": [["=1+1", "31/12/2026"]]}, TYPED)
    assert sheet.person.values("Meetings")[1:] == [["=1+1", "31/12/2026"], [2, 46387]]


def test_values_are_read_as_shown_as_they_are_or_as_formulas() -> None:
    sheet = meetings(["=1/0", "31/12/2026", "TRUE", "=2*3"])

    def read(**options: str) -> object:
        return sheet.sheets.values_get(sheet.spreadsheet_id, "Meetings!A2:D2", options)["values"][0]

    assert read() == ["#DIV/0!", "31/12/2026", "TRUE", "6"]
    assert read(valueRenderOption="UNFORMATTED_VALUE") == ["#DIV/0!", 46387, True, 6]
    assert read(valueRenderOption="FORMULA") == ["=1/0", 46387, True, "=2*3"]
    shown = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"}
    assert read(**shown) == ["#DIV/0!", "31/12/2026", True, 6]


def test_a_write_is_refused_past_its_range_and_past_the_grid() -> None:
    sheet = meetings()
    for a1, body, words in (
        ("Meetings!A2:B2", [["a", "b", "c"]], r"within range \[Meetings!A2:B2\], but tried writing to column \[C\]"),
        ("Meetings!A2:B2", [["a"], ["b"]], r"but tried writing to row \[3\]"),
        (
            "Meetings!A10",
            [["a"], ["b"]],
            r"Range \(Meetings!A10:A11\) exceeds grid limits. Max rows: 10, max columns: 5",
        ),
        ("Meetings!F1", [["a"]], "exceeds grid limits"),
        ("Costs!A1", [["a"]], "Unable to parse range: Costs!A1"),
    ):
        with pytest.raises(ApiError, match=words):
            sheet.sheets.values_update(sheet.spreadsheet_id, a1, {"values": body}, RAW)
    with pytest.raises(ApiError, match="'valueInputOption' is required"):
        sheet.sheets.values_update(sheet.spreadsheet_id, "A1", {"values": [["a"]]}, {})


def test_several_writes_are_all_done_or_none() -> None:
    sheet = meetings()
    body: Json = {**RAW, "data": [{"range": "A2", "values": [["x"]]}, {"range": "A11", "values": [["y"]]}]}
    with pytest.raises(ApiError, match="exceeds grid limits"):
        sheet.sheets.values_batch_update(sheet.spreadsheet_id, body)
    assert sheet.person.cell("Meetings", "A2") is None


@pytest.mark.parametrize(
    ("a1", "lands"),
    [
        ("Meetings", "Meetings!B7:C7"),
        ("Meetings!B4", "Meetings!B7:C7"),
        ("Meetings!C5:D5", "Meetings!B7:C7"),
        ("Meetings!B2:D4", "Meetings!B7:C7"),
        ("Meetings!A3:E10", "Meetings!B7:C7"),
        ("Meetings!A1", "Meetings!A3:B3"),
        ("Meetings!E4", "Meetings!E4:F4"),
        ("Meetings!A4", "Meetings!A4:B4"),
    ],
)
def test_an_append_finds_the_table_that_the_guide_says(a1: str, lands: str) -> None:
    """Google's guide has a first table in A1:C2 and a second in B4:D6, and says what each of these ranges finds."""
    sheet = meetings(["a", "b", "c"])
    sheet.person.paste("Meetings", "B4", [["x", "x", "x"]] * 3)
    reply = sheet.sheets.values_append(sheet.spreadsheet_id, a1, {"values": [["new", "new"]]}, RAW)
    assert reply["updates"]["updatedRange"] == lands


def test_an_append_inserts_rows_where_it_is_asked_to() -> None:
    sheet = meetings(["a"])
    sheet.person.type("Meetings", "A5", "below")
    options = {**RAW, "insertDataOption": "INSERT_ROWS", "includeValuesInResponse": True}
    reply = sheet.sheets.values_append(sheet.spreadsheet_id, "A1", {"values": [["new"]]}, options)
    assert reply["updates"]["updatedData"]["values"] == [["new"]]
    assert [row[:1] for row in sheet.person.values("Meetings")] == [["Meeting"], ["a"], ["new"], [], [], ["below"]]


def test_named_ranges_and_tabs_can_be_read_by_their_names() -> None:
    sheet = meetings(["a", "b"])
    place = {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    sheet.batch({"addNamedRange": {"namedRange": {"name": "first_row", "range": {"sheetId": 0, **place}}}})
    read = sheet.sheets.values_batch_get(sheet.spreadsheet_id, {"ranges": ["first_row", "Meetings", "B2:B"]})
    assert [one["range"] for one in read["valueRanges"]] == ["Meetings!A2:B2", "Meetings!A1:E10", "Meetings!B2:B10"]


def test_clearing_values_leaves_formats() -> None:
    sheet = meetings(["a", "31/12/2026"])
    cleared = sheet.sheets.values_batch_clear(sheet.spreadsheet_id, {"ranges": ["Meetings!A2:B2"]})
    assert cleared["clearedRanges"] == ["Meetings!A2:B2"]
    assert sheet.cell("B2")["userEnteredFormat"]["numberFormat"]["type"] == "DATE"


def test_files_are_made_copied_listed_exported_and_deleted() -> None:
    sheets = Spreadsheets()
    made = sheets.files_create({"name": "Costs", "mimeType": SPREADSHEET})
    sheets.values_update(made["id"], "A1", {"values": [["a, b", "£5"]]}, TYPED)
    copy = sheets.files_copy(made["id"], {})
    assert copy["name"] == "Copy of Costs"
    assert sheets.files_export(copy["id"], "text/csv") == '"a, b",£5'.encode()
    assert [file["name"] for file in sheets.files_list()["files"]] == ["Copy of Costs", "Costs"]
    assert [file["id"] for file in sheets.files_list(f"name = 'Costs' and mimeType = '{SPREADSHEET}'")["files"]] == [
        made["id"]
    ]
    sheets.files_delete(copy["id"])
    with pytest.raises(ApiError, match="File not found"):
        sheets.files_get(copy["id"])
    with pytest.raises(NotKnown):
        sheets.files_export(made["id"], "application/pdf")
    with pytest.raises(NotKnown):
        sheets.files_list("fullText contains 'x'")


def test_a_change_moves_the_time_of_the_last_change_and_not_that_of_creation() -> None:
    sheet = meetings()
    before = sheet.sheets.files_get(sheet.spreadsheet_id)
    sheet.person.type("Meetings", "A2", "x")
    after = sheet.sheets.files_get(sheet.spreadsheet_id)
    assert after["createdTime"] == before["createdTime"] and after["modifiedTime"] > before["modifiedTime"]


def test_what_google_chooses_is_always_the_same_and_can_be_forced() -> None:
    one, other = meetings(), meetings()
    assert one.spreadsheet_id == other.spreadsheet_id and len(one.spreadsheet_id) == 44
    chosen = Chosen()
    chosen.force("spreadsheetId", ["mine"])
    assert Spreadsheets(chosen).create({})["spreadsheetId"] == "mine"
