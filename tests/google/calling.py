"""Short ways to call the stand-in with the real clients, for its own tests."""

from __future__ import annotations

import gspread
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials as PersonCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials

from tests.google.server import keys
from tests.google.server.auth import DRIVE_SCOPE, SHEETS_SCOPE
from tests.google.server.carrying import signed_in
from tests.google.server.stand_in import StandIn


def service(google: StandIn, *scopes: str) -> AuthorizedSession:
    read = ServiceCredentials.from_service_account_info
    credentials = read(google.key.info(), scopes=scopes or (SHEETS_SCOPE, DRIVE_SCOPE))  # type: ignore[no-untyped-call]  # google-auth has no types
    return signed_in(credentials, google.url)


def person(google: StandIn) -> AuthorizedSession:
    read = PersonCredentials.from_authorized_user_info
    return signed_in(read(keys.authorized_user()), google.url)  # type: ignore[no-untyped-call]  # google-auth has no types


def client(session: AuthorizedSession) -> gspread.Client:
    return gspread.Client(session.credentials, session=session)


def get(session: requests.Session, sheet: str, **query: str) -> requests.Response:
    return session.get(f"https://sheets.googleapis.com/v4/spreadsheets/{sheet}", params=query)


def batch(session: requests.Session, sheet: str, *asked: dict[str, object], **query: str) -> requests.Response:
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{sheet}:batchUpdate"
    return session.post(address, json={"requests": list(asked)}, params=query)


def add_tab(title: str) -> dict[str, object]:
    return {"addSheet": {"properties": {"title": title}}}


def tabs(google: StandIn, sheet: str) -> list[str]:
    return [str(one["properties"]["title"]) for one in google.sheets.get(sheet)["sheets"]]
