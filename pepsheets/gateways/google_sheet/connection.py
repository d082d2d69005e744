"""One spreadsheet at Google, over gspread's client: one reading, one writing, all failures in our words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pepsheets.gateways.google_sheet.credentials import Account, credentials_of, signed_in_account
from pepsheets.gateways.google_sheet.pacing import Pace
from pepsheets.gateways.google_sheet.refusals import needs_the_google_part
from pepsheets.gateways.google_sheet.sign_in_refusals import OwnAccount
from pepsheets.gateways.google_sheet.values import Json

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

    from pepsheets.gateways.google_sheet.requesting import PatientClient
    from pepsheets.gateways.google_sheet.translating import Asking


_COMPACT = {"prettyPrint": "false"}
"""Google indents its replies unless it is told not to, which makes a large one three times as large."""


class Connection:
    """One spreadsheet. Reads are tried again with patience; a write is sent once, unless Google was too busy for it."""

    def __init__(self, spreadsheet_id: str, client: PatientClient, asking: Asking) -> None:
        self.spreadsheet_id = spreadsheet_id
        self._client = client
        self._asking = asking

    def __repr__(self) -> str:
        return f"Connection({self.spreadsheet_id!r})"

    def get(self, fields: str, ranges: Sequence[str] = ()) -> Json:
        """What the mask keeps of the spreadsheet, and of these ranges where any are named."""
        from gspread.urls import SPREADSHEET_URL

        params: dict[str, Any] = {"fields": fields, "ranges": list(ranges), **_COMPACT}
        return self._ask("get", SPREADSHEET_URL % self.spreadsheet_id, params, None)

    def batch_update(
        self,
        requests: Sequence[Json],
        *,
        fields: str,
        response_ranges: Sequence[str] = (),
        include_grid_data: bool = False,
    ) -> Json:
        """Carry out all of these requests, or none; what the mask keeps of the reply.

        Raises `AnswerLost` where it is not known whether they were carried out, `BatchRefused` where one of them was
        not accepted, so that none was.
        """
        from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL

        body: Json = {"requests": list(requests)}
        if "updatedSpreadsheet" in fields:
            body["includeSpreadsheetInResponse"] = True
            body["responseIncludeGridData"] = include_grid_data
        if response_ranges:
            body["responseRanges"] = list(response_ranges)
        return self._ask(
            "post", SPREADSHEET_BATCH_UPDATE_URL % self.spreadsheet_id, {"fields": fields, **_COMPACT}, body
        )

    def _ask(self, method: str, url: str, params: dict[str, Any], body: Json | None) -> Json:
        from dataclasses import replace

        from pepsheets.gateways.google_sheet.translating import in_our_words

        with in_our_words(replace(self._asking, is_write=body is not None)):
            reply: Json = self._client.request(method, url, params=params, json=body).json()
            return reply


def connect(spreadsheet_id: str, account: Account | None = None, pace: Pace | None = None) -> Connection:
    """The spreadsheet of this ID, as whoever is signed in on this computer. Nothing is asked of Google yet."""
    with needs_the_google_part():
        from pepsheets.gateways.google_sheet.requesting import PatientClient
        from pepsheets.gateways.google_sheet.sessions import signed_in
        from pepsheets.gateways.google_sheet.translating import Asking

        account, pace = account or signed_in_account(), pace or Pace()
        client = PatientClient(signed_in(credentials_of(account)), pace)
    return Connection(spreadsheet_id, client, Asking(account, pace))


def prove(account: Account, credentials: Credentials) -> None:
    """Sign in to Google once, so that a key or a consent that it does not accept is told now."""
    with needs_the_google_part():
        import requests
        from google.auth.transport.requests import Request

        from pepsheets.gateways.google_sheet.sessions import only_google
        from pepsheets.gateways.google_sheet.translating import Asking, in_our_words
    with in_our_words(Asking(account, Pace())):
        credentials.refresh(Request(only_google(requests.Session())))  # type: ignore[no-untyped-call]  # as google-auth has it


def share_address() -> str:
    """The address a sheet must be shared with, so that pepsheets can open it. Raises `NotSignedIn` or `OwnAccount`."""
    account = signed_in_account()
    if account.address is None:
        raise OwnAccount
    return account.address
