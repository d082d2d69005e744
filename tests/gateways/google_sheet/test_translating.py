"""Each failure of Google and of the way to it, as a business manager reads it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from socket import gaierror

import pytest
import requests
from gspread.exceptions import APIError
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, ProtocolError

from pepsheets.gateways.google_sheet import refusals, sign_in_refusals
from pepsheets.gateways.google_sheet.translating import Asking, in_our_words, refusal_of
from pepsheets.sheets import GatewayError
from tests.gateways.google_sheet.answers import (
    CLOCK,
    NOT_SWITCHED_ON,
    OWN,
    ROBOT,
    SERVICE,
    answer,
    asking,
    drive_refusal,
    refusal,
    sign_in_failed,
    way_to_sign_in_failed,
)

POOL = HTTPSConnectionPool("sheets.googleapis.com")
NO_NAME = NameResolutionError(
    "sheets.googleapis.com", HTTPSConnection("sheets.googleapis.com"), gaierror(-3, "try again")
)
NO_WAY = NewConnectionError(HTTPSConnection("sheets.googleapis.com"), "refused")

READING = {
    "not shared": (refusal(403, "The caller does not have permission"), refusals.SheetNotShared),
    "no such sheet": (refusal(404, "Requested entity was not found."), refusals.SheetNotFound),
    "an Excel file": (refusal(400, "This operation is not supported for this document"), refusals.NotAGoogleSheet),
    "a tab that is not there": (refusal(400, "Unable to parse range: Schools!A1"), refusals.RequestRefused),
    "busy": (refusal(429, "Quota exceeded for quota metric 'Read requests'"), refusals.GoogleBusy),
    "busy, says Drive": (drive_refusal(403, "userRateLimitExceeded"), refusals.GoogleBusy),
    "unwell": (refusal(503, "The service is currently unavailable."), refusals.GoogleUnwell),
    "unwell, with a page of its own": (APIError(answer(502, "<html>Error 502</html>")), refusals.GoogleUnwell),
    "the token is not good": (
        refusal(401, "Request had invalid authentication credentials."),
        sign_in_refusals.KeyRefused,
    ),
    "not switched on": (refusal(403, NOT_SWITCHED_ON), refusals.ApiNotEnabled),
    "not switched on, in a word": (refusal(403, "words", reason="SERVICE_DISABLED"), refusals.ApiNotEnabled),
    "too little allowed": (refusal(403, reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT"), sign_in_refusals.ConsentIncomplete),
    "the administrator": (drive_refusal(403, "domainPolicy"), sign_in_refusals.ForbiddenByAdministrator),
    "the proxy wants a name": (refusal(407), refusals.ProxyInTheWay),
    "the key was deleted": (sign_in_failed("invalid_grant: Invalid JWT Signature."), sign_in_refusals.KeyRefused),
    "the account was deleted": (
        sign_in_failed("invalid_grant: Invalid grant: account not found"),
        sign_in_refusals.KeyRefused,
    ),
    "the clock": (sign_in_failed(CLOCK), sign_in_refusals.ClockIsWrong),
    "the client was deleted": (
        sign_in_failed("deleted_client: The OAuth client was deleted."),
        sign_in_refusals.ClientUnknown,
    ),
    "a policy": (sign_in_failed("access_denied: Account restricted"), sign_in_refusals.ForbiddenByAdministrator),
    "hours are over": (
        sign_in_failed("invalid_grant: reauth related error (invalid_rapt)"),
        sign_in_refusals.SignInLimited,
    ),
    "signing in, Google unwell": (sign_in_failed("internal_failure", may_be_tried_again=True), refusals.GoogleUnwell),
    "signing in, something else": (sign_in_failed("odd"), sign_in_refusals.KeyRefused),
    "no name": (requests.ConnectionError(MaxRetryError(POOL, "/", NO_NAME)), refusals.NoNetwork),
    "no way": (requests.ConnectionError(MaxRetryError(POOL, "/", NO_WAY)), refusals.NoNetwork),
    "no way in time": (requests.ConnectTimeout(), refusals.NoNetwork),
    "no network for signing in": (way_to_sign_in_failed(requests.ConnectionError()), refusals.NoNetwork),
    "a web filter": (requests.exceptions.SSLError("CERTIFICATE_VERIFY_FAILED"), refusals.WebFilterInTheWay),
    "a web filter while signing in": (
        way_to_sign_in_failed(requests.exceptions.SSLError("…")),
        refusals.WebFilterInTheWay,
    ),
    "a proxy": (requests.exceptions.ProxyError("407"), refusals.ProxyInTheWay),
    "cut": (requests.ConnectionError(ProtocolError("Connection aborted.")), refusals.ConnectionBroke),
    "cut in the middle": (requests.exceptions.ChunkedEncodingError(), refusals.ConnectionBroke),
    "half an answer": (requests.JSONDecodeError("Expecting value", "{", 1), refusals.ConnectionBroke),
    "a filter's page": (
        requests.JSONDecodeError("Expecting value", " <html>Blocked</html>", 0),
        refusals.WebFilterInTheWay,
    ),
    "a filter's page that says no": (APIError(answer(403, "<html>Blocked</html>")), refusals.WebFilterInTheWay),
    "too slow": (requests.ReadTimeout(), refusals.TookTooLong),
    "something else": (requests.TooManyRedirects(), refusals.RequestRefused),
}

WRITING = {
    "may look alone": (refusal(403, "The caller does not have permission"), refusals.SheetNotChangeable),
    "locked cells": (
        refusal(400, "Invalid requests[0].updateCells: You are trying to edit a protected cell or object."),
        refusals.CellsProtected,
    ),
    "not accepted": (refusal(400, "Invalid requests[3].addNamedRange: no grid with id: 7"), refusals.BatchRefused),
    "too large": (refusal(413), refusals.TooLarge),
    "busy": (refusal(429), refusals.GoogleBusy),
    "500": (refusal(500), refusals.AnswerLost),
    "503": (refusal(503), refusals.AnswerLost),
    "cut": (requests.ConnectionError(ProtocolError("Connection aborted.")), refusals.AnswerLost),
    "half an answer": (requests.JSONDecodeError("Expecting value", "{", 1), refusals.AnswerLost),
    "too slow": (requests.ReadTimeout(), refusals.AnswerLost),
    "never left": (requests.ConnectionError(MaxRetryError(POOL, "/", NO_NAME)), refusals.NoNetwork),
    "not switched on": (refusal(403, NOT_SWITCHED_ON), refusals.ApiNotEnabled),
    "deleted meanwhile": (refusal(404), refusals.SheetNotFound),
}

OWN_ACCOUNT = {
    "withdrawn": (
        sign_in_failed("invalid_grant: Token has been expired or revoked."),
        sign_in_refusals.ConsentExpired,
    ),
    "withdrawn, in short": (sign_in_failed("invalid_grant: Bad Request"), sign_in_refusals.ConsentExpired),
    "the token is not good": (refusal(401), sign_in_refusals.ConsentExpired),
    "not theirs": (refusal(403, "The caller does not have permission"), refusals.SheetNotShared),
    "fewer ticks": (sign_in_failed("invalid_scope: Bad Request"), sign_in_refusals.ConsentIncomplete),
    "asked for the password": (
        sign_in_failed("Reauthentication is needed. Please run `gcloud auth`"),
        sign_in_refusals.SignInLimited,
    ),
}

CASES = [
    *((failure, asking(), ours) for failure, ours in READING.values()),
    *((failure, asking(is_write=True), ours) for failure, ours in WRITING.values()),
    *((failure, asking(OWN), ours) for failure, ours in OWN_ACCOUNT.values()),
]
NAMES = [*READING, *(f"writing: {name}" for name in WRITING), *(f"own account: {name}" for name in OWN_ACCOUNT)]


@pytest.mark.parametrize(("failure", "asked", "ours"), CASES, ids=NAMES)
def test_a_failure_is_told_by_what_it_means(failure: Exception, asked: Asking, ours: type[GatewayError]) -> None:
    assert type(refusal_of(failure, asked)) is ours


def test_a_failure_inside_the_door_leaves_as_ours() -> None:
    with pytest.raises(refusals.NoNetwork), in_our_words(asking()):
        raise requests.ConnectTimeout


def test_a_mistake_of_our_own_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), in_our_words(asking()):
        _ = 1 / 0


def test_a_sheet_that_is_not_shared_names_the_address_to_share_it_with() -> None:
    for status in (403, 404):
        assert ROBOT in str(refusal_of(refusal(status), asking()))


def test_an_account_of_ones_own_is_not_told_to_share_with_a_robot() -> None:
    for status in (403, 404):
        said = str(refusal_of(refusal(status), asking(OWN)))
        assert "you signed in with" in said and "gserviceaccount" not in said


def test_the_way_to_switch_the_api_on_leads_to_the_right_project() -> None:
    assert "library/sheets.googleapis.com?project=123456789012" in str(
        refusal_of(refusal(403, NOT_SWITCHED_ON), asking())
    )
    assert f"?project={SERVICE.project}" in str(refusal_of(refusal(403, reason="SERVICE_DISABLED"), asking()))


def test_a_busy_google_says_when_to_come_back() -> None:
    assert refusal_of(refusal(429), asking()).remedy == "Try again at 09:31."
    assert refusal_of(refusal(429, Retry_After="600"), asking()).remedy == "Try again at 09:40."
    assert refusal_of(refusal(429, Retry_After="Sat, 21 Nov 2026 23:59:00 GMT"), asking()).remedy.startswith(
        "Try again"
    )
    assert refusal_of(refusal(429, Retry_After="soon"), asking()).remedy == "Try again at 09:31."


def test_what_google_says_to_programmers_is_kept_apart_from_the_sentence() -> None:
    refused = refusal_of(refusal(400, "Invalid requests[3].addNamedRange: no grid"), asking(is_write=True))
    assert isinstance(refused, refusals.BatchRefused)
    assert refused.reason == "Invalid requests[3].addNamedRange: no grid" and "requests[3]" not in str(refused)


def everything_said() -> Iterator[str]:
    for failure, asked, _ in CASES:
        yield str(refusal_of(failure, asked))
    for module in (refusals, sign_in_refusals):
        for _, ours in inspect.getmembers(module, inspect.isclass):
            if issubclass(ours, GatewayError) and ours.__module__ == module.__name__ and ours.remedy:
                yield ours.remedy


NO_WORDS = re.compile(
    r"\binvalid\b|\b(API|HTTP|JWT|JSON|token|grant|scope|4\d\d|5\d\d)\b|\w\(\)|<\w+ |\{|  |\.\.$", re.IGNORECASE
)
NAMES_OF_GOOGLES = ("The Google Sheets API",)


def test_every_sentence_is_plain_english() -> None:
    for said in set(everything_said()):
        plain = said
        for name in NAMES_OF_GOOGLES:
            plain = plain.replace(name, "")
        assert not NO_WORDS.search(plain), said
        assert said.endswith((".", 'install "pepsheets[google]"')), said
