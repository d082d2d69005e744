"""The server answers this computer, tells nobody more than it must, and changes nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from pepsheets.faces.service.server import Answer, PageCannotBeShown, StatusServer
from pepsheets.sync.config import Service


def fails() -> Answer:
    raise ValueError("Ann Archer's secret")


ANSWERS = {
    "/": lambda: Answer("<p>£ page</p>", "text/html; charset=utf-8"),
    "/healthz": lambda: Answer("{}", "application/json", 503),
    "/fails": fails,
}


@pytest.fixture
def reported() -> list[str]:
    return []


@pytest.fixture
def server(reported: list[str]) -> Iterator[StatusServer]:
    server = StatusServer(Service(port=0), ANSWERS, reported.append)
    yield server
    server.close()


def asked(server: StatusServer, path: str, method: str = "GET", host: str | None = None) -> tuple[HTTPResponse, bytes]:
    place = urlsplit(server.address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_each_address_has_its_answer(server: StatusServer) -> None:
    response, body = asked(server, "/?again=1")
    assert (response.status, body.decode()) == (200, "<p>£ page</p>")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert asked(server, "/healthz")[0].status == 503


def test_only_our_own_style_may_be_used_on_the_page(server: StatusServer) -> None:
    policy = asked(server, "/")[0].headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy


def test_the_answer_does_not_say_what_it_runs_on(server: StatusServer) -> None:
    assert asked(server, "/")[0].headers["Server"].strip() == "pepsheets"


def test_a_head_request_gets_everything_but_the_page(server: StatusServer) -> None:
    response, body = asked(server, "/", "HEAD")
    assert (response.status, body) == (200, b"") and response.headers["Content-Length"] == "14"


@pytest.mark.parametrize("path", ["/nothing", "/../etc/passwd", "/healthz/"])
def test_what_is_not_there_is_said(server: StatusServer, path: str) -> None:
    assert asked(server, path)[0].status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(server: StatusServer, method: str) -> None:
    assert asked(server, "/", method)[0].status == 501


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "elsewhere.example:80", "localhost.elsewhere.example", "10.0.0.9"]
)
def test_a_page_elsewhere_cannot_read_ours_under_a_name_of_its_own(server: StatusServer, host: str) -> None:
    response, body = asked(server, "/", host=host)
    assert response.status == 403 and b"page</p>" not in body


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST"])
def test_this_computer_goes_by_all_its_own_names(server: StatusServer, host: str) -> None:
    assert asked(server, "/", host=host)[0].status == 200


def test_an_answer_that_cannot_be_given_is_no_traceback(
    server: StatusServer, reported: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    response, body = asked(server, "/fails")
    assert response.status == 500 and b"Archer" not in body and reported == ["ValueError"]
    assert "".join(capfd.readouterr()) == ""


def test_somebody_who_hangs_up_or_talks_nonsense_disturbs_nobody(
    server: StatusServer, capfd: pytest.CaptureFixture[str]
) -> None:
    place = urlsplit(server.address)
    for sent in (b"", b"GET / HTTP/1.1\r\n", b"\x16\x03\x01 nonsense\r\n\r\n"):
        with socket.create_connection((place.hostname, place.port), timeout=10) as line:
            line.sendall(sent)
    assert asked(server, "/")[0].status == 200 and "".join(capfd.readouterr()) == ""


def test_a_port_that_is_taken_is_said_with_a_way_out(server: StatusServer) -> None:
    port = urlsplit(server.address).port or 0
    with pytest.raises(PageCannotBeShown, match=f"port {port}: something else may be listening.*Name another port"):
        StatusServer(Service(port=port), {}, print)


def test_an_address_that_this_computer_does_not_have_is_said() -> None:
    with pytest.raises(PageCannotBeShown, match="or this computer has no such address"):
        StatusServer(Service(host="192.0.2.1", port=0), {}, print)


def test_a_wider_address_answers_by_any_name_since_pepsheets_toml_wants_it() -> None:
    server = StatusServer(Service(host="0.0.0.0", port=0), ANSWERS, print)
    try:
        assert server.address.startswith("http://0.0.0.0:")
        assert asked(server, "/", host="office-pc.school.example")[0].status == 200
    finally:
        server.close()


def test_the_newer_kind_of_address_is_written_in_brackets() -> None:
    try:
        server = StatusServer(Service(host="::1", port=0), ANSWERS, print)
    except PageCannotBeShown:
        pytest.skip("this computer has no IPv6")
    try:
        assert server.address.startswith("http://[::1]:") and asked(server, "/")[0].status == 200
    finally:
        server.close()


def test_the_page_is_gone_once_it_is_closed() -> None:
    server = StatusServer(Service(port=0), ANSWERS, print)
    server.close()
    with pytest.raises(ConnectionRefusedError):
        asked(server, "/")
