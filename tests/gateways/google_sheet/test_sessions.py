"""Connections go to Google and nowhere else, and never wait for ever."""

from __future__ import annotations

import copy
import threading
import time as clock
from functools import partial

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession, Request
from requests.adapters import HTTPAdapter

from pepsheets.gateways.google_sheet.credentials import credentials_of, signed_in_account
from pepsheets.gateways.google_sheet.refusals import ElsewhereRefused
from pepsheets.gateways.google_sheet.sessions import (
    HOSTS,
    SETTING,
    TIME_LIMITS,
    RedirectingAdapter,
    TimedAdapter,
    only_google,
    signed_in,
    stand_in,
)
from tests.google.server.stand_in import StandIn


@pytest.mark.parametrize("named", ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:80"])
def test_a_server_on_this_computer_may_take_googles_place(named: str) -> None:
    assert stand_in({SETTING: named}) == named


@pytest.mark.parametrize("environment", [{}, {SETTING: ""}, {SETTING: "  "}])
def test_without_the_setting_it_is_google_itself(environment: dict[str, str]) -> None:
    assert stand_in(environment) is None


@pytest.mark.parametrize(
    "named",
    [
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://example.org:80",
        "http://127.0.0.1.example.org:80",
        "http://127.0.0.1:80@example.org:80",
        "http://10.0.0.7:80",
        "http://[::1",
        "http://127.0.0.1:many",
        "127.0.0.1:8080",
    ],
)
def test_a_server_elsewhere_may_not(named: str) -> None:
    with pytest.raises(ElsewhereRefused, match="on this computer alone"):
        stand_in({SETTING: named})


ELSEWHERE = (
    "https://example.org/token",
    "http://sheets.googleapis.com/v4",
    "https://sheets.googleapis.com.example.org/v4",
    "https://sheets.googleapis.com:8443/v4",
    "https://gmail.googleapis.com/gmail",
    "http://169.254.169.254/computeMetadata/v1",
)


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("place", ["", "http://127.0.0.1:9"])
def test_every_other_host_is_refused_loudly(address: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, place)
    with only_google(requests.Session()) as connections, pytest.raises(ElsewhereRefused, match="is not Google"):
        connections.get(address)


def test_a_redirect_to_somewhere_else_is_refused(google: StandIn) -> None:
    with only_google(requests.Session()) as connections, pytest.raises(ElsewhereRefused):
        connections.get("https://accounts.google.com/o/oauth2/auth", params={"redirect_uri": "https://example.org/"})


def test_each_of_googles_hosts_is_carried_to_the_stand_in(google: StandIn) -> None:
    google.expect_breach("")
    with only_google(requests.Session()) as connections:
        for host in HOSTS:
            answer = connections.get(f"https://{host}/nothing?a=b")
            assert answer.url == f"https://{host}/nothing?a=b" == answer.request.url
    assert [exchange.host for exchange in google.log] == list(HOSTS)


def test_without_the_setting_the_same_hosts_are_googles_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    with only_google(requests.Session()) as connections:
        kinds = {type(connections.get_adapter(f"https://{host}/v4")) for host in HOSTS}
    assert kinds == {TimedAdapter}


def test_no_request_is_without_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def sent(adapter: HTTPAdapter, request: object, timeout: object = None, **others: object) -> requests.Response:
        seen.append(timeout)
        return requests.Response()

    monkeypatch.setattr(HTTPAdapter, "send", sent)
    request = requests.Request("GET", "https://sheets.googleapis.com/v4").prepare()
    TimedAdapter().send(request)
    TimedAdapter().send(request, timeout=None)
    RedirectingAdapter("http://127.0.0.1:9").send(request)
    TimedAdapter().send(request, timeout=3)
    assert seen == [TIME_LIMITS, TIME_LIMITS, TIME_LIMITS, 3]


def test_a_copied_connection_still_goes_to_the_stand_in_alone(google: StandIn) -> None:
    copied = copy.deepcopy(partial(Request(only_google(requests.Session())), timeout=5))
    answer = copied(url="https://oauth2.googleapis.com/token", method="POST", body=b"")
    assert answer.status == 400 and google.log[-1].host == "oauth2.googleapis.com"
    with pytest.raises(ElsewhereRefused):
        copied(url="https://example.org/")


def test_what_google_auth_asks_in_the_background_is_answered_by_the_stand_in(google: StandIn) -> None:
    """google-auth asks iamcredentials.googleapis.com in a thread of its own where a robot's requests may go."""
    credentials = credentials_of(signed_in_account())
    signed_in(credentials).get(f"https://sheets.googleapis.com/v4/spreadsheets/{google.new_sheet()}")
    until = clock.monotonic() + 10
    while not (heard := getattr(credentials, "regional_access_boundary", None)) and clock.monotonic() < until:
        threading.Event().wait(0.01)
    assert heard == "0x0"


def test_both_connections_of_a_sign_in_are_bound_to_google(google: StandIn) -> None:
    connections = signed_in(credentials_of(signed_in_account()))
    assert isinstance(connections, AuthorizedSession)
    for each in (connections, connections._auth_request.session):
        with pytest.raises(ElsewhereRefused):
            requests.Session.request(each, "GET", "https://example.org/")
