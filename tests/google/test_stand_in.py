"""The stand-in as the real gspread and the real google-auth meet it, over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import google.auth.exceptions
import gspread
import pytest
import requests
from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]  # it has no types

from tests.google.calling import add_tab, batch, client, get, person, service, tabs
from tests.google.server import keys
from tests.google.server.auth import READ_SCOPE, SHEETS_SCOPE
from tests.google.server.carrying import carry, signed_in
from tests.google.server.stand_in import StandIn

TITLES = "properties.title,sheets.properties(sheetId,title)"


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with StandIn() as google:
        yield google
    assert google.unexpected() == []


def test_the_real_client_signs_in_writes_and_reads(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet("Costs")
    tab = client(service(stand_in)).open_by_key(sheet).sheet1
    tab.update([["School", "Pounds"], ["Ashfield", 12.5]], "A1")
    assert tab.get_all_values() == [["School", "Pounds"], ["Ashfield", "12.5"]]
    assert (stand_in.counts("token"), stand_in.counts("write"), stand_in.counts("read")) == (1, 1, 3)
    assert {exchange.caller for exchange in stand_in.log if exchange.kind in ("read", "write")} == {keys.SERVICE_EMAIL}


def test_a_person_makes_lists_shares_and_deletes_a_sheet(stand_in: StandIn) -> None:
    office = client(person(stand_in))
    made = office.create("Bookings")
    made.share(keys.SERVICE_EMAIL, perm_type="user", role="writer", notify=False)
    assert [one["name"] for one in office.list_spreadsheet_files()] == ["Bookings"]
    assert client(service(stand_in)).open("Bookings").id == made.id
    copied = office.copy(made.id, title="Bookings of last year", copy_comments=False)
    assert copied.title == "Bookings of last year"
    office.del_spreadsheet(made.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        office.open_by_key(made.id)


def test_a_service_account_has_no_room_of_its_own(stand_in: StandIn) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="storage quota"):
        client(service(stand_in)).create("Bookings")
    made = service(stand_in).post("https://sheets.googleapis.com/v4/spreadsheets", json={})
    assert (made.status_code, made.json()["error"]["status"]) == (403, "PERMISSION_DENIED")


def test_a_sheet_that_is_not_shared_does_not_open(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet(shared_with=None)
    refused = get(service(stand_in), sheet)
    assert refused.status_code == 403
    assert refused.json() == {
        "error": {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}
    }
    assert get(person(stand_in), sheet).status_code == 200
    stand_in.share(sheet)
    assert get(service(stand_in), sheet).status_code == 200


def test_a_sheet_that_does_not_exist_is_not_found(stand_in: StandIn) -> None:
    refused = get(service(stand_in), "1NoSuchSheet")
    assert (refused.status_code, refused.json()["error"]["message"]) == (404, "Requested entity was not found.")
    drive = service(stand_in).get("https://www.googleapis.com/drive/v3/files/1NoSuchSheet")
    assert (drive.status_code, drive.json()["error"]["errors"][0]["reason"]) == (404, "notFound")


def test_a_reader_reads_and_does_not_write(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet(shared_with=None)
    stand_in.share(sheet, role="reader")
    assert get(service(stand_in), sheet).status_code == 200
    assert batch(service(stand_in), sheet, add_tab("X")).status_code == 403


def test_a_token_is_good_for_what_it_was_issued_for(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet()
    session = service(stand_in, READ_SCOPE)
    assert get(session, sheet).status_code == 200
    refused = batch(session, sheet, add_tab("X"))
    assert refused.status_code == 403
    assert refused.json()["error"]["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    assert session.get("https://www.googleapis.com/drive/v3/files").status_code == 403


def test_without_a_token_nothing_opens(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet()
    session = carry(requests.Session(), stand_in.url)
    assert get(session, sheet).json()["error"]["status"] == "UNAUTHENTICATED"
    session.headers["Authorization"] = "Bearer guessed"
    assert get(session, sheet).status_code == 401


def test_an_expired_token_is_renewed_by_the_real_client(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    assert get(session, sheet).status_code == 200
    stand_in.sign_in.expire_tokens()
    assert get(session, sheet).status_code == 200
    assert [exchange.status for exchange in stand_in.log if exchange.kind == "read"] == [200, 401, 200]


def test_a_revoked_key_signs_nobody_in(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet()
    stand_in.sign_in.revoke_key()
    with pytest.raises(google.auth.exceptions.RefreshError, match=r"Invalid JWT Signature\."):
        get(service(stand_in), sheet)


def test_a_person_consents_through_the_real_client(stand_in: StandIn) -> None:
    flow = InstalledAppFlow.from_client_config(keys.client_of_a_program(), [SHEETS_SCOPE])
    flow.redirect_uri = "http://localhost:1/"
    carry(flow.oauth2session, stand_in.url)
    browser = carry(requests.Session(), stand_in.url)
    asked = flow.authorization_url(access_type="offline")[0]
    back = browser.get(asked, allow_redirects=False).headers["Location"]
    flow.fetch_token(code=parse_qs(urlsplit(back).query)["code"][0])
    sheet = stand_in.new_sheet(shared_with=None)
    assert get(signed_in(flow.credentials, stand_in.url), sheet).status_code == 200


def test_a_mask_keeps_what_it_names(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet("Costs"), service(stand_in)
    title = stand_in.sheets.get(sheet)["sheets"][0]["properties"]["title"]
    assert get(session, sheet, fields=TITLES).json() == {
        "properties": {"title": "Costs"},
        "sheets": [{"properties": {"sheetId": 0, "title": title}}],
    }
    replied = batch(session, sheet, add_tab("Y"), fields="replies.addSheet.properties.title").json()
    assert replied == {"replies": [{"addSheet": {"properties": {"title": "Y"}}}]}


def test_cells_come_when_the_mask_names_them_whatever_else_is_said(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    stand_in.sheets.person(sheet).type(tabs(stand_in, sheet)[0], "B1", "12")
    fields = "sheets.data.rowData.values(userEnteredValue,formattedValue)"
    cell = {"userEnteredValue": {"numberValue": 12}, "formattedValue": "12"}
    for more in ({}, {"includeGridData": "false"}):
        rows = get(session, sheet, fields=fields, **more).json()["sheets"][0]["data"][0]["rowData"]
        assert rows == [{"values": [{}, cell]}]
    assert "data" not in get(session, sheet, fields="sheets.properties", includeGridData="true").json()["sheets"][0]
    assert "data" not in get(session, sheet).json()["sheets"][0]
    assert "data" in get(session, sheet, includeGridData="true").json()["sheets"][0]


def test_the_sheets_api_takes_no_spaces_in_a_mask_and_the_drive_api_does(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet("Costs"), service(stand_in)
    stand_in.expect_breach("properties, namedRanges")
    assert get(session, sheet, fields="properties, namedRanges").status_code == 400
    reply = session.get(f"https://www.googleapis.com/drive/v3/files/{sheet}", params={"fields": "id, name"})
    assert reply.json() == {"id": sheet, "name": "Costs"}


@pytest.mark.parametrize(
    ("asked", "query", "words", "breach"),
    [
        ({"addSheets": {}}, {}, "Unknown name \"addSheets\" at 'requests[0]': Cannot find field.", "addSheets"),
        (
            {"addSheet": {"properties": {"index": "1"}}},
            {},
            "Invalid value at 'requests[0].add_sheet.properties.index' (TYPE_INT32), \"1\"",
            "index",
        ),
        (add_tab("X"), {"fields": "replys"}, "Request contains an invalid argument.", "there is no replys"),
        (add_tab("X"), {"includeGrid": "1"}, 'Unknown name "includeGrid": Cannot bind query parameter.', "includeGrid"),
        (add_tab("X"), {"prettyPrint": "maybe"}, "Invalid value at 'prettyPrint', \"maybe\"", "prettyPrint"),
    ],
)
def test_what_google_does_not_describe_is_refused_in_its_words_and_fails_the_test(
    stand_in: StandIn, asked: dict[str, object], query: dict[str, str], words: str, breach: str
) -> None:
    sheet = stand_in.new_sheet()
    stand_in.expect_breach(breach)
    refused = batch(service(stand_in), sheet, asked, **query)
    assert refused.status_code == 400 and words in refused.json()["error"]["message"]
    assert tabs(stand_in, sheet) == tabs(stand_in, stand_in.new_sheet())
    stand_in.record.expected = None
    assert [breach in told for told in stand_in.unexpected()] == [True]
    stand_in.expect_breach(breach)


def test_a_call_that_the_stand_in_does_not_know_is_said_and_fails_the_test(stand_in: StandIn) -> None:
    stand_in.expect_breach("does not know this call")
    sheet, session = stand_in.new_sheet(), service(stand_in)
    assert session.get(f"https://www.googleapis.com/drive/v3/files/{sheet}/comments").status_code == 501
    assert session.get("https://sheets.googleapis.com/v5/everything").status_code == 501


def test_an_expected_breach_that_does_not_come_fails_the_test(stand_in: StandIn) -> None:
    stand_in.expect_breach("addSheets")
    assert stand_in.unexpected() == ["the breach that was expected did not come: addSheets"]
    stand_in.record.expected = None


def test_large_replies_travel_packed_over_one_connection(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    reply = get(session, sheet, includeGridData="true")
    assert reply.headers["Content-Encoding"] == "gzip" and len(reply.content) > 10_000
    assert reply.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert "Content-Encoding" not in get(session, sheet, fields="spreadsheetId").headers
    assert len(session.get_adapter("https://sheets.googleapis.com").poolmanager.pools) == 1  # type: ignore[attr-defined]  # an HTTPAdapter has it


def test_many_clients_at_once_are_all_answered(stand_in: StandIn) -> None:
    sheet = stand_in.new_sheet()
    said: list[int] = []

    def write(number: int) -> None:
        said.append(batch(service(stand_in), sheet, add_tab(f"T{number}")).status_code)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [200] * 8 and len(tabs(stand_in, sheet)) == 9


def test_it_stops_with_its_block_though_connections_are_open() -> None:
    with StandIn() as stand_in:
        session, sheet = service(stand_in), stand_in.new_sheet()
        get(session, sheet)
    with pytest.raises(requests.ConnectionError):
        get(session, sheet)
    assert not [thread for thread in threading.enumerate() if "serve_forever" in thread.name]
