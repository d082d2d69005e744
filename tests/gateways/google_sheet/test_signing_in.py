"""A person consents in the browser, or does not."""

from __future__ import annotations

import sys
import webbrowser
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from pepsheets.gateways.google_sheet import signing_in
from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.credentials import account_file, signed_in_account
from pepsheets.gateways.google_sheet.refusals import ConnectionBroke, GooglePartMissing
from pepsheets.gateways.google_sheet.sessions import only_google
from pepsheets.gateways.google_sheet.sign_in_refusals import (
    ConsentIncomplete,
    KeyFileNotUnderstood,
    SignInNotFinished,
)
from tests.gateways.google_sheet.key_material import client, service_account, written
from tests.google.server import keys
from tests.google.server.stand_in import StandIn
from tests.google.server.wire import Asked

Visit = Callable[[str], object]


@dataclass
class Browser(webbrowser.BaseBrowser):
    """A browser with somebody at it, who does what the test says."""

    visit: Visit
    name: str = "pretended"

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        Thread(target=self.visit, args=(url,), daemon=True).start()
        return True


def consenting(url: str) -> None:
    """Follows Google's page to where it sends the person, and goes there."""
    with only_google(requests.Session()) as browser:
        answer = browser.get(url, allow_redirects=False)
    requests.get(answer.headers["Location"], timeout=10)


def sent_back(said: dict[str, str]) -> Visit:
    """Comes back from Google with these words."""

    def visit(url: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        requests.get(f"{asked['redirect_uri']}?{urlencode({'state': asked['state']} | said)}", timeout=10)

    return visit


def nobody(url: str) -> None:
    """Closes the window."""


@pytest.fixture
def client_file(tmp_path: Path) -> Path:
    return written(tmp_path / "client_secret_1.json", keys.client_of_a_program())


def with_its_client(asked: Asked) -> Asked:
    """The client's name and secret in the form too, where the header has them: both are as good (RFC 6749 §2.3.1)."""
    way, _, packed = asked.headers.get("authorization", "").partition(" ")
    if way != "Basic":
        return asked
    name, _, secret = b64decode(packed).decode().partition(":")
    return replace(asked, body=asked.body + f"&{urlencode({'client_id': name, 'client_secret': secret})}".encode())


@pytest.fixture
def browser(google: StandIn, monkeypatch: pytest.MonkeyPatch) -> Callable[[Visit], str]:
    server = google.wire._server
    assert server is not None
    respond = server.respond
    monkeypatch.setattr(server, "respond", lambda asked: respond(with_its_client(asked)))

    def register(visit: Visit) -> str:
        name = f"pretended-{visit!r}"
        webbrowser.register(name, None, Browser(visit))
        return name

    monkeypatch.setattr(webbrowser, "_browsers", {})
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    return register


def test_who_consents_is_signed_in_and_opens_their_sheets(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    account = signing_in.sign_in(client_file, browser(consenting))
    assert account == signed_in_account() and account.project == "stand-in"
    sheet = google.new_sheet("Steering group", shared_with=None)
    assert connect(sheet).get("properties.title") == {"properties": {"title": "Steering group"}}
    assert google.log[-1].caller == keys.PERSON_EMAIL


def test_nothing_but_the_lasting_consent_is_kept(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    signing_in.sign_in(client_file, browser(consenting))
    text = account_file().read_text(encoding="utf-8")
    assert '"refresh_token"' in text and '"access_token"' not in text and "ya29" not in text


def test_only_sheets_are_asked_for_and_for_as_long_as_nobody_withdraws(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    signing_in.sign_in(client_file, browser(consenting))
    asked = next(exchange.query for exchange in google.log if exchange.host == "accounts.google.com")
    assert asked["scope"] == ["https://www.googleapis.com/auth/spreadsheets"]
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])
    assert urlsplit(asked["redirect_uri"][0]).hostname == "localhost"


def test_who_signed_in_before_signs_in_again_without_the_file(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    account = signing_in.sign_in(client_file, browser(consenting))
    client_file.unlink()
    google.sign_in.revoke_consent()
    assert signing_in.sign_in_once_more(account, browser(consenting)) == account
    connect(google.new_sheet(shared_with=None)).get("spreadsheetId")


def test_who_refuses_stays_signed_in_as_before(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    google.sign_in.consents = False
    with pytest.raises(SignInNotFinished, match="refused in the browser"):
        signing_in.sign_in(client_file, browser(consenting))
    assert signed_in_account().is_service


def test_who_closes_the_window_is_told_after_a_while(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "MINUTES", 0.001)
    with pytest.raises(SignInNotFinished, match="Nobody finished signing in") as told:
        signing_in.sign_in(client_file, browser(nobody))
    assert "administrator" in told.value.remedy


def test_who_takes_the_tick_away_is_told_to_leave_it(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "https://www.googleapis.com/auth/userinfo.email"
    issue = google.sign_in._issue

    def fewer(caller: object, more: object = None) -> object:
        answer = issue(caller, more)  # type: ignore[arg-type]  # handed on as it came
        assert isinstance(answer.body, dict)
        answer.body["scope"] = other
        return answer

    monkeypatch.setattr(google.sign_in, "_issue", fewer)
    with pytest.raises(ConsentIncomplete, match="leave the tick"):
        signing_in.sign_in(client_file, browser(consenting))


def test_an_answer_that_is_not_google_s_is_not_taken(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    with pytest.raises(SignInNotFinished, match="did not finish"):
        signing_in.sign_in(client_file, browser(sent_back({"state": "another", "code": "4/x"})))
    with pytest.raises(SignInNotFinished, match="did not finish"):
        signing_in.sign_in(client_file, browser(sent_back({"code": "4/made-up"})))


def test_a_computer_without_a_browser_is_shown_the_other_way(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    with pytest.raises(SignInNotFinished, match="--key FILE"):
        signing_in.sign_in(client_file, "no such browser")


def test_a_network_that_fails_midway_is_told(
    google: StandIn, client_file: Path, browser: Callable[[Visit], str]
) -> None:
    google.faults.cut_before("token")
    with pytest.raises(ConnectionBroke):
        signing_in.sign_in(client_file, browser(consenting))


NOT_CLIENTS = {
    "a key": (service_account(), "--key FILE"),
    "a website's": (client("web"), "Desktop app"),
    "something else": ({"installed": {}}, "Desktop app"),
    "a trap at the token": (client(token_uri="https://example.org/token"), "not Google"),
    "a trap at the page": (client(auth_uri="https://example.org/auth"), "not Google"),
}


@pytest.mark.parametrize(("content", "why"), NOT_CLIENTS.values(), ids=list(NOT_CLIENTS))
def test_a_file_that_is_no_client_file_is_told_apart(content: object, why: str, tmp_path: Path) -> None:
    with pytest.raises(KeyFileNotUnderstood, match=why) as told:
        signing_in.sign_in(written(tmp_path / "file.json", content))
    assert "very-secret" not in str(told.value)


def test_without_the_optional_part_it_is_said_what_to_install(
    client_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "google_auth_oauthlib.flow", None)
    with pytest.raises(GooglePartMissing):
        signing_in.sign_in(client_file)
