"""The small web server of the service: it answers three addresses, and nothing can be changed through it."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import TypeAlias

from pepsheets.faces.service.page_look import STYLE
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import Service


class PageCannotBeShown(GatewayError):
    """The status page cannot stand where pepsheets.toml wants it."""

    remedy = "Name another port below [service] in pepsheets.toml."


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    text: str
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200


Answers: TypeAlias = Mapping[str, Callable[[], Answer]]

_STYLE_MARK = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_MARK}'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class StatusServer:
    """Answers in threads of its own, from when it is made until it is closed."""

    def __init__(self, at: Service, answers: Answers, report: Callable[[str], None]) -> None:
        """``report`` is told by what name an answer failed."""
        self._server = _opened(at, answers, report)
        # It looks often whether it shall end, so that stopping takes no time.
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), name="status page", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{f'[{host!s}]' if ':' in str(host) else host!s}:{port}/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this computer alone.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this would let a second service listen at the same port, unseen.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, at: Service, answers: Answers, report: Callable[[str], None]) -> None:
        self.address_family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
        self.only_here = is_loopback(at.host)
        self.answers = answers
        self.report = report
        super().__init__((at.host, at.port), _Handler)

    def server_bind(self) -> None:
        # HTTPServer would ask the network for the name of this computer, which can take long.
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody hung up. Whatever else goes wrong was answered already."""

    def answer(self, path: str, host: str) -> Answer:
        # A page elsewhere may give its own name the address of this computer, and so read what is shown here.
        if self.only_here and not is_loopback(_name_in(host)):
            return Answer("This page is shown to this computer alone.\n", status=403)
        try:
            return self.answers.get(path, _nothing_here)()
        except Exception as fault:  # noqa: BLE001 - the last resort: whoever asks gets an answer, never a traceback
            self.report(type(fault).__name__)
            return Answer("pepsheets could not find out how things stand. Its log says more.\n", status=500)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "pepsheets"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_body=False)

    def _answer(self) -> Answer:
        return self.server.answer(self.path.partition("?")[0], self.headers.get("Host", ""))

    def _send(self, answer: Answer, *, with_body: bool) -> None:
        body = answer.text.encode()
        self.send_response(answer.status)
        for name, value in {**_ALWAYS, "Content-Type": answer.content_type}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Who looked at the page is nobody's business."""


def _opened(at: Service, answers: Answers, report: Callable[[str], None]) -> _Server:
    try:
        return _Server(at, answers, report)
    except (OSError, OverflowError) as error:
        raise PageCannotBeShown(
            f"The status page cannot be shown at {at.host}, port {at.port}: something else may be listening there, "
            "such as another 'pepsheets serve', or this computer has no such address."
        ) from error


def _nothing_here() -> Answer:
    return Answer("There is nothing here.\n", status=404)


def _name_in(host: str) -> str:
    """The name in a Host header, without its port.

    >>> _name_in("127.0.0.1:8765"), _name_in("[::1]:8765"), _name_in("localhost")
    ('127.0.0.1', '::1', 'localhost')
    """
    return host.partition("]")[0][1:] if host.startswith("[") else host.partition(":")[0]
