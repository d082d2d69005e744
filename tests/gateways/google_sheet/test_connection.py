"""One spreadsheet over the real clients, with everything that can happen between us and Google."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable

import pytest

from pepsheets.gateways.google_sheet.connection import connect, prove, share_address
from pepsheets.gateways.google_sheet.credentials import (
    account_file,
    credentials_of,
    keep_own_account,
    signed_in_account,
)
from pepsheets.gateways.google_sheet.refusals import (
    BatchRefused,
    RequestRefused,
    SheetNotChangeable,
    SheetNotFound,
    SheetNotShared,
)
from pepsheets.gateways.google_sheet.sign_in_refusals import (
    ClientUnknown,
    ClockIsWrong,
    ConsentExpired,
    KeyRefused,
    NotSignedIn,
    OwnAccount,
)
from pepsheets.sheets import GatewayError
from tests.gateways.google_sheet.opened import REPLIES, TITLES, add_tab, opened, rename, tabs, title
from tests.google.server import keys
from tests.google.server.stand_in import StandIn

# What it is for


def test_a_sheet_is_read_in_one_request(google: StandIn) -> None:
    assert title(opened(google)) == "Steering group"
    assert (google.counts("read"), google.counts("write")) == (1, 0)


def test_a_batch_is_written_in_one_request_and_its_reply_kept_by_the_mask(google: StandIn) -> None:
    connection = opened(google)
    reply = connection.batch_update([*rename("Costs"), *add_tab("Schools")], fields="replies.addSheet.properties.title")
    assert reply == {"replies": [{}, {"addSheet": {"properties": {"title": "Schools"}}}]}
    assert (google.counts("read"), google.counts("write")) == (0, 1)
    assert title(connection) == "Costs"


def test_the_ranges_of_the_spreadsheet_after_a_batch_can_be_chosen(google: StandIn) -> None:
    connection = opened(google)
    connection.batch_update(add_tab("Schools"), fields=REPLIES)
    reply = connection.batch_update(
        rename("Costs"),
        fields="updatedSpreadsheet.sheets(properties.title,data.startRow)",
        response_ranges=["Schools!A2:B3"],
        include_grid_data=True,
    )
    assert [sheet["properties"]["title"] for sheet in reply["updatedSpreadsheet"]["sheets"]] == ["Schools"]


def test_a_connection_shows_which_sheet_it_opens_and_no_more(google: StandIn) -> None:
    connection = opened(google)
    assert repr(connection) == f"Connection('{connection.spreadsheet_id}')"


def test_the_spreadsheet_after_a_batch_comes_only_where_it_was_asked_for(google: StandIn) -> None:
    connection = opened(google)
    assert "updatedSpreadsheet" not in connection.batch_update(rename("Costs"), fields="spreadsheetId,replies")
    reply = connection.batch_update(rename("Charges"), fields="updatedSpreadsheet.properties.title")
    assert reply["updatedSpreadsheet"]["properties"]["title"] == "Charges"


def test_only_the_ranges_that_were_asked_for_come_back(google: StandIn) -> None:
    connection = opened(google)
    connection.batch_update(add_tab("Schools"), fields=REPLIES)
    sheets = connection.get("sheets(properties.title,data.startRow)", ["Schools!A2:B3"])["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets] == ["Schools"]


def test_the_token_is_drawn_once_for_many_requests(google: StandIn) -> None:
    connection = opened(google)
    for _ in range(3):
        title(connection)
    assert google.counts("token") == 1


# What Google refuses


def test_a_sheet_that_was_not_shared_is_told_with_the_address(google: StandIn) -> None:
    with pytest.raises(SheetNotShared, match=keys.SERVICE_EMAIL):
        title(opened(google, shared_with=None))


def test_a_sheet_that_is_not_there_is_told(google: StandIn) -> None:
    with pytest.raises(SheetNotFound):
        title(connect("1" * 44))


def test_a_viewer_reads_and_is_told_that_it_may_not_write(google: StandIn) -> None:
    connection = opened(google, role="reader")
    assert title(connection) == "Steering group"
    with pytest.raises(SheetNotChangeable, match="Nothing was written"):
        connection.batch_update(add_tab("Schools"), fields=REPLIES)


def test_one_bad_request_refuses_the_whole_batch(google: StandIn) -> None:
    connection = opened(google)
    bad = {"deleteSheet": {"sheetId": 4711}}
    with pytest.raises(BatchRefused) as told:
        connection.batch_update([*add_tab("Schools"), bad], fields=REPLIES)
    assert "4711" in told.value.reason and "4711" not in str(told.value)
    assert tabs(connection) == ["Sheet1"]


def test_a_tab_that_is_not_there_is_refused_and_not_tried_again(google: StandIn) -> None:
    connection = opened(google)
    with pytest.raises(RequestRefused):
        connection.get(TITLES, ["Schools!A1:B2"])
    assert google.counts("read") == 1


# Tokens, keys and consents that end


def test_a_token_that_expires_midway_is_renewed_without_a_word(google: StandIn) -> None:
    connection = opened(google)
    connection.batch_update(add_tab("Schools"), fields=REPLIES)
    google.sign_in.expire_tokens()
    connection.batch_update(add_tab("People"), fields=REPLIES)
    assert tabs(connection) == ["Sheet1", "Schools", "People"]


def test_a_key_that_is_deleted_midway_is_told(google: StandIn) -> None:
    connection = opened(google)
    connection.batch_update(add_tab("Schools"), fields=REPLIES)
    google.sign_in.revoke_key()
    with pytest.raises(KeyRefused):
        connection.batch_update(add_tab("People"), fields=REPLIES)
    with pytest.raises(KeyRefused):
        title(connection)


def test_a_clock_that_is_wrong_is_told(google: StandIn) -> None:
    real = google.sign_in.clock
    google.sign_in.clock = lambda: real() + 7200
    with pytest.raises(ClockIsWrong):
        title(opened(google))


def as_a_person(google: StandIn) -> None:
    keep_own_account(keys.authorized_user(), lambda account, credentials: None)


def test_a_person_opens_what_they_own(google: StandIn) -> None:
    as_a_person(google)
    assert title(opened(google, shared_with=None)) == "Steering group"
    assert google.log[-1].caller == keys.PERSON_EMAIL


def test_a_consent_that_was_withdrawn_is_told(google: StandIn) -> None:
    as_a_person(google)
    connection = opened(google)
    title(connection)
    google.sign_in.revoke_consent()
    with pytest.raises(ConsentExpired):
        title(connection)


def test_a_client_that_was_deleted_is_told(google: StandIn) -> None:
    keep_own_account(keys.authorized_user() | {"client_id": "other"}, lambda account, credentials: None)
    with pytest.raises(ClientUnknown):
        title(opened(google))


def test_a_key_is_proved_by_signing_in_once(google: StandIn) -> None:
    account = signed_in_account()
    prove(account, credentials_of(account))
    assert google.counts("token") == 1
    google.sign_in.revoke_key()
    with pytest.raises(KeyRefused):
        prove(account, credentials_of(account))


def test_the_address_to_share_with_is_the_robots(google: StandIn) -> None:
    assert share_address() == keys.SERVICE_EMAIL
    as_a_person(google)
    with pytest.raises(OwnAccount):
        share_address()


def test_who_is_not_signed_in_is_told_how_before_anything_is_asked(google: StandIn) -> None:
    account_file().unlink()
    with pytest.raises(NotSignedIn):
        connect("1" * 44)
    assert google.log == []


# Secrets


def failing_ways(google: StandIn) -> list[Callable[[], object]]:
    connection = opened(google)
    title(connection)

    def with_a_deleted_key() -> None:
        google.sign_in.revoke_key()
        title(connection)

    return [
        lambda: title(connect("1" * 44)),
        lambda: connection.batch_update([{"deleteSheet": {"sheetId": 9}}], fields=REPLIES),
        with_a_deleted_key,
    ]


def test_no_key_and_no_token_stands_in_a_failure_or_a_connection(google: StandIn) -> None:
    kept = json.loads(account_file().read_text(encoding="utf-8"))
    ways = failing_ways(google)
    secrets = [kept["private_key"][60:100], *google.sign_in.tokens]
    assert len(secrets) == 2
    for way in ways:
        with pytest.raises(GatewayError) as told:
            way()
        shown = f"{told.value!r} {''.join(traceback.format_exception(told.value))}"
        assert not [secret for secret in secrets if secret in shown]
