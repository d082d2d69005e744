"""A small mail server on loopback, to which the real smtplib talks: with encryption, signing in, and refusals."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class Habits:
    """What this server offers and refuses."""

    context: ssl.SSLContext | None = None
    from_the_start: bool = False
    offers_starttls: bool = True
    account: tuple[str, str] | None = None
    refused_sender: bool = False
    refused_recipients: frozenset[str] = frozenset()
    greeting: bytes = b"220 ready"
    takes_letters: bool = True


@dataclass
class Taken:
    """A letter as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    encrypted: bool
    signed_in: bool


@dataclass
class MailServer:
    """Listens from entering to leaving; ``letters`` are those it took, ``lines`` all that was said to it."""

    habits: Habits
    letters: list[Taken] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._server = _Listening(self)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        port: int = self._server.server_address[1]
        return port


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mail: MailServer) -> None:
        self.mail = mail
        super().__init__(("127.0.0.1", 0), _Talk)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up in the middle, as one does that does not trust us, is nothing to tell."""


class _Talk(socketserver.BaseRequestHandler):
    server: _Listening

    def handle(self) -> None:
        self.mail, self.habits = self.server.mail, self.server.mail.habits
        self.encrypted = self.signed_in = False
        self.sender, self.recipients = "", list[str]()
        if self.habits.from_the_start:
            self._encrypt()
        self._open()
        self._say(self.habits.greeting)
        while (line := self.file.readline()) and self._answer(line.rstrip(b"\r\n")):
            pass

    def finish(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
        self.request.close()

    def _encrypt(self) -> None:
        assert self.habits.context is not None
        self.request = self.habits.context.wrap_socket(self.request, server_side=True)
        self.encrypted = True

    def _open(self) -> None:
        self.file = self.request.makefile("rb")

    def _say(self, line: bytes) -> None:
        self.request.sendall(line + b"\r\n")

    def _answer(self, line: bytes) -> bool:
        self.mail.lines.append(line)
        word = line.split()[0].upper().decode() if line.split() else ""
        answer = getattr(self, f"_{word.casefold()}", None)
        self._say(b"502 what?") if answer is None else answer(line)
        return word != "QUIT"

    def _ehlo(self, _: bytes) -> None:
        offered = [b"localhost", b"SIZE 100000"]
        offered += [b"STARTTLS"] if self.habits.offers_starttls and self.habits.context and not self.encrypted else []
        offered += [b"AUTH PLAIN"] if self.habits.account else []
        lines = [b"250-" + each for each in offered[:-1]] + [b"250 " + offered[-1]]
        self._say(b"\r\n".join(lines))

    def _starttls(self, _: bytes) -> None:
        self._say(b"220 go on")
        self.file.close()
        self._encrypt()
        self._open()

    def _auth(self, line: bytes) -> None:
        _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
        self.signed_in = (user, password) == self.habits.account
        self._say(b"235 welcome" if self.signed_in else b"535 no: " + password.encode())

    def _mail(self, line: bytes) -> None:
        self.sender = _address(line)
        self._say(b"550 not from you" if self.habits.refused_sender else b"250 ok")

    def _rcpt(self, line: bytes) -> None:
        address = _address(line)
        if address in self.habits.refused_recipients:
            self._say(b"550 nobody of this name")
        else:
            self.recipients.append(address)
            self._say(b"250 ok")

    def _data(self, _: bytes) -> None:
        self._say(b"354 go on")
        lines = []
        while (line := self.file.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if self.habits.takes_letters:
            taken = Taken(self.sender, tuple(self.recipients), b"".join(lines), self.encrypted, self.signed_in)
            self.mail.letters.append(taken)
        self._say(b"250 taken" if self.habits.takes_letters else b"451 later")

    def _rset(self, _: bytes) -> None:
        self._say(b"250 ok")

    def _quit(self, _: bytes) -> None:
        self._say(b"221 bye")


def _address(line: bytes) -> str:
    return line.partition(b"<")[2].partition(b">")[0].decode()
