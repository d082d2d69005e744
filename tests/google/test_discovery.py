"""Google's own description, and how requests and replies are held against it."""

from __future__ import annotations

import pytest

from tests.google.server.discovery import Method, method_for, methods
from tests.google.server.fields import MaskIsUnclear, parse_mask
from tests.google.server.shapes import Misfit

SHEETS, DRIVE = "sheets.googleapis.com", "www.googleapis.com"


def the_method(host: str, verb: str, path: str) -> Method:
    found = method_for(host, verb, path)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("host", "verb", "path", "call", "of"),
    [
        (SHEETS, "GET", "/v4/spreadsheets/1A", "sheets.spreadsheets.get", {"spreadsheetId": "1A"}),
        (SHEETS, "POST", "/v4/spreadsheets/1A:batchUpdate", "sheets.spreadsheets.batchUpdate", {"spreadsheetId": "1A"}),
        (
            SHEETS,
            "GET",
            "/v4/spreadsheets/1A/values/%27A%2FB%27%21A1%3AB2",
            "sheets.spreadsheets.values.get",
            {"spreadsheetId": "1A", "range": "'A/B'!A1:B2"},
        ),
        (
            SHEETS,
            "POST",
            "/v4/spreadsheets/1A/values/A1:B2:append",
            "sheets.spreadsheets.values.append",
            {"spreadsheetId": "1A", "range": "A1:B2"},
        ),
        (
            SHEETS,
            "GET",
            "/v4/spreadsheets/1A/values:batchGet",
            "sheets.spreadsheets.values.batchGet",
            {"spreadsheetId": "1A"},
        ),
        (DRIVE, "GET", "/drive/v3/files/1A", "drive.files.get", {"fileId": "1A"}),
        (DRIVE, "GET", "/drive/v3/files/1A/export", "drive.files.export", {"fileId": "1A"}),
    ],
)
def test_an_address_is_the_call_that_google_describes(
    host: str, verb: str, path: str, call: str, of: dict[str, str]
) -> None:
    found = method_for(host, verb, path)
    assert found is not None and (found[0].id, found[1]) == (call, of)


def test_an_address_that_google_does_not_describe_is_no_call() -> None:
    assert method_for(SHEETS, "GET", "/v4/spreadsheets/1A/rows") is None
    assert method_for("docs.google.com", "GET", "/v4/spreadsheets/1A") is None


def test_every_call_counts_as_the_read_or_the_write_that_its_quota_means() -> None:
    kinds = {method.id.removeprefix("sheets.spreadsheets."): method.kind for method in methods("sheets.v4")}
    reads = {name for name, kind in kinds.items() if kind == "read"}
    assert reads == {
        "get",
        "getByDataFilter",
        "values.get",
        "values.batchGet",
        "values.batchGetByDataFilter",
        "developerMetadata.get",
        "developerMetadata.search",
    }
    assert {method.kind for method in methods("drive.v3")} == {"drive"}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"request": []}, "the whole: there is no field request"),
        ({"requests": [{"addSheets": {}}]}, "requests[0]: there is no field addSheets"),
        (
            {"requests": [{"addSheet": {"properties": {"index": "1"}}}]},
            "requests[0].addSheet.properties.index: must be",
        ),
        (
            {"requests": [{"addSheet": {"properties": {"index": True}}}]},
            "requests[0].addSheet.properties.index: must be",
        ),
        ({"requests": [{"addSheet": {"properties": {"sheetType": "ROUND"}}}]}, "'ROUND' is not one of its choices"),
        ({"requests": {"addSheet": {}}}, "requests: must be a list"),
        ({"requests": ["addSheet"]}, "requests[0]: must be an object"),
    ],
)
def test_a_body_of_another_shape_is_told_with_its_place(body: object, where: str) -> None:
    method = the_method(SHEETS, "POST", "/v4/spreadsheets/1A:batchUpdate")
    with pytest.raises(Misfit) as told:
        method.check_body(body)
    assert where in str(told.value)


def test_null_leaves_a_field_out_of_a_request_but_never_stands_in_a_reply() -> None:
    method = the_method(SHEETS, "PUT", "/v4/spreadsheets/1A/values/A1")
    method.check_body({"values": [["x", 1, True, None]], "majorDimension": None})
    with pytest.raises(Misfit):
        method.check_reply({"updatedRows": None})


def test_a_schema_that_holds_itself_is_checked_all_the_way_down() -> None:
    method = the_method(SHEETS, "GET", "/v4/spreadsheets/1A")
    formats = {"textFormat": {"foregroundColorStyle": {"rgbColor": {"red": 1}}}}
    method.check_reply({"sheets": [{"data": [{"rowData": [{"values": [{"effectiveFormat": formats}]}]}]}]})
    with pytest.raises(Misfit, match=r"effectiveFormat: there is no field bold"):
        method.check_reply({"sheets": [{"data": [{"rowData": [{"values": [{"effectiveFormat": {"bold": 1}}]}]}]}]})


def test_a_mask_must_name_fields_that_the_reply_has() -> None:
    method = the_method(SHEETS, "GET", "/v4/spreadsheets/1A")
    method.check_mask(parse_mask("sheets(data.rowData.values(userEnteredValue,effectiveValue)),namedRanges,*"))
    with pytest.raises(MaskIsUnclear, match=r"sheets\.data\.rows"):
        method.check_mask(parse_mask("sheets.data.rows"))
