"""Google's refusals as they come over the wire, without a wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import requests
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError

from pepsheets.gateways.google_sheet.credentials import Account
from pepsheets.gateways.google_sheet.translating import Asking
from tests.gateways.google_sheet.pretending import Time

ROBOT = "pepsheets@ashfield.iam.gserviceaccount.com"
SERVICE = Account("service", Path("account.json"), ROBOT, "ashfield-sheets")
OWN = Account("own", Path("account.json"), None, "ashfield-sheets")

NOT_SWITCHED_ON = (
    "Google Sheets API has not been used in project 123456789012 before or it is disabled. Enable it by visiting "
    "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=123456789012 then retry. If "
    "you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry."
)
CLOCK = (
    "invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check "
    "your iat and exp values in the JWT claim."
)


def answer(status: int, body: object = None, **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = (body if isinstance(body, str) else json.dumps(body)).encode()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def refusal(status: int, message: str = "", *, reason: str = "", **headers: str) -> APIError:
    """A refusal of the Sheets API."""
    error: dict[str, object] = {"code": status, "message": message, "status": "WORD"}
    if reason:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    return APIError(answer(status, {"error": error}, **headers))


def drive_refusal(status: int, reason: str) -> APIError:
    """A refusal of the Drive API."""
    said = {"domain": "global", "reason": reason, "message": "words"}
    return APIError(answer(status, {"error": {"errors": [said], "code": status, "message": "words"}}))


_refresh_error: Callable[..., RefreshError] = RefreshError
_transport_error: Callable[..., TransportError] = TransportError


def sign_in_failed(words: str, *, may_be_tried_again: bool = False) -> RefreshError:
    """What google-auth makes of a refusal of the sign-in."""
    return _refresh_error(words, {}, retryable=may_be_tried_again)


def way_to_sign_in_failed(failure: requests.RequestException) -> TransportError:
    """What google-auth makes of a connection that failed."""
    return _transport_error(failure)


def asking(account: Account = SERVICE, *, is_write: bool = False) -> Asking:
    return Asking(account, Time().pace(), is_write)
