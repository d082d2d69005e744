"""HTTP on loopback: connections that stay open, bodies that travel packed, and a stop that leaves nothing behind."""

from __future__ import annotations

import gzip
import socket
import socketserver
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from tests.google.server.answers import Answer
from tests.google.server.faults import Cut

PACKED_FROM = 1024  # bytes: below this, packing costs more than it saves


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came over the wire."""

    verb: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes


Respond = Callable[[Asked], Answer]


@dataclass
class Wire:
    """A server that listens from `start` to `stop`."""

    respond: Respond
    port: int = 0
    failed: Callable[[str], None] = lambda trace: None
    _server: _Server | None = field(default=None, init=False)
    _thread: Thread | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", self.port), self.respond, self.failed)
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._server.hang_up()
            self._server.server_close()
            self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64
    server_address: tuple[str, int]  # typeshed knows of other families too

    def __init__(self, address: tuple[str, int], respond: Respond, failed: Callable[[str], None]) -> None:
        super().__init__(address, _Handler)
        self.respond, self.failed = respond, failed
        self.open: set[socket.socket] = set()
        self.lock = Lock()

    def hang_up(self) -> None:
        """Ends the connections that wait for another request, so that their threads end."""
        with self.lock:
            for connection in self.open:
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no fault of the server's; anything else is, and is told."""
        if not isinstance(sys.exc_info()[1], OSError):
            self.failed(traceback.format_exc())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server
    connection: socket.socket

    def setup(self) -> None:
        super().setup()
        with self.server.lock:
            self.server.open.add(self.connection)

    def finish(self) -> None:
        with self.server.lock:
            self.server.open.discard(self.connection)
        super().finish()

    def answer(self) -> None:
        """One request, answered or cut."""
        try:
            self._send(self.server.respond(self._asked()))
        except Cut:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815 - the standard library looks for these

    def _asked(self) -> Asked:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = self.headers.get("X-Forwarded-Host", "")
        query = tuple(parse_qsl(address.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(self.command, host, address.path, query, headers, body)

    def _send(self, answer: Answer) -> None:
        content = answer.content()
        headers = [("Content-Type", answer.content_type), *answer.headers]
        if len(content) >= PACKED_FROM and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, compresslevel=1)
            headers.append(("Content-Encoding", "gzip"))
        headers += [("Content-Length", str(len(content))), ("Vary", "Origin, X-Origin, Referer")]
        lines = [f"HTTP/1.1 {answer.status} {answer.phrase}", *(f"{name}: {value}" for name, value in headers)]
        self.wfile.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library names it
        """The exchanges are kept by the stand-in, not printed."""
