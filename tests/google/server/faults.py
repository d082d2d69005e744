"""What goes wrong on request: refusals, lost replies, cut connections, quotas, people between two requests.

A fault waits for the next call of its kind: "read" and "write" are calls of the Sheets API as its quotas count them,
"drive" calls of the Drive API, "any" is all three, and "token" is the signing in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock

from tests.google.server.answers import Answer, refusal, sign_in_refusal
from tests.google.spreadsheets.json_shapes import Json

API_KINDS = ("read", "write", "drive")

SENTENCES = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "Requested entity was not found."),
    429: ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    500: ("INTERNAL", "Internal error encountered."),
    502: ("UNAVAILABLE", "The server encountered a temporary error and could not complete your request."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
    504: ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
}


class Cut(Exception):
    """The connection ends without an answer."""


@dataclass
class Waiting:
    """A fault that waits for calls of its kind."""

    kind: str
    times: int
    before: Callable[[], Answer | None] = lambda: None
    loses_reply: bool = False

    def meets(self, kind: str) -> bool:
        return self.times > 0 and (self.kind == kind or (self.kind == "any" and kind in API_KINDS))


@dataclass
class Minute:
    """What one kind of call has used of the minute that runs."""

    limit: int | None = None
    began: float = 0.0
    used: int = 0


@dataclass
class Faults:
    """What the next calls meet. `now` stands still, so that a minute passes when the test says so."""

    now: float = 0.0
    waiting: list[Waiting] = field(default_factory=list)
    doings: list[tuple[str, Callable[[], object]]] = field(default_factory=list)
    minutes: dict[str, Minute] = field(default_factory=lambda: {"read": Minute(), "write": Minute()})
    lock: Lock = field(default_factory=Lock)

    def answer(
        self,
        status: int,
        times: int = 1,
        kind: str = "any",
        retry_after: int | None = None,
        message: str = "",
        reason: str = "",
    ) -> None:
        """The next calls of a kind are refused with a status, and not applied; `reason` goes into an ErrorInfo."""
        word, usual = SENTENCES.get(status, ("UNKNOWN", HTTPStatus(status).phrase))
        if kind == "token":
            answer = sign_in_refusal(
                status, reason or ("server_error" if status >= 500 else "invalid_grant"), message or usual
            )
        else:
            answer = refusal(status, word, message or usual, [_error_info(reason)] if reason else None)
        if retry_after is not None:
            answer = answer.with_header("Retry-After", str(retry_after))
        self.waiting.append(Waiting(kind, times, before=lambda: answer))

    def lose_reply(self, kind: str = "write", times: int = 1) -> None:
        """The next calls of a kind are applied, and then the connection is cut."""
        self.waiting.append(Waiting(kind, times, loses_reply=True))

    def cut_before(self, kind: str = "any", times: int = 1) -> None:
        """The connection is cut before the next calls of a kind are applied."""
        self.waiting.append(Waiting(kind, times, before=_cut))

    def quota(self, reads: int | None = 60, writes: int | None = 60) -> None:
        """From now on only so many reads and writes a minute are answered; None: any number."""
        self.minutes = {"read": Minute(reads, self.now), "write": Minute(writes, self.now)}

    def advance(self, seconds: float) -> None:
        """Time passes, for the quotas alone."""
        self.now += seconds

    def between(self, kind: str, do: Callable[[], object]) -> None:
        """`do` is called once, just before the next call of a kind is applied."""
        self.doings.append((kind, do))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.waiting.clear()
        self.doings.clear()
        self.quota(None, None)

    # What the server asks

    def doings_before(self, kind: str) -> list[Callable[[], object]]:
        """What happens before this call, each once."""
        with self.lock:
            due = [doing for doing in self.doings if doing[0] in (kind, "any")][:1]
            self.doings = [doing for doing in self.doings if doing not in due]
        return [do for _, do in due]

    def before(self, kind: str) -> Answer | None:
        """The refusal that this call meets before it is applied, if it meets one. Raises `Cut`."""
        with self.lock:
            fault = self._next(kind, loses_reply=False)
        return fault.before() if fault else self._quota_refusal(kind)

    def after(self, kind: str) -> None:
        """Raises `Cut` where the reply to this call gets lost."""
        with self.lock:
            if self._next(kind, loses_reply=True):
                raise Cut

    def _next(self, kind: str, *, loses_reply: bool) -> Waiting | None:
        for fault in self.waiting:
            if fault.meets(kind) and fault.loses_reply == loses_reply:
                fault.times -= 1
                return fault
        return None

    def _quota_refusal(self, kind: str) -> Answer | None:
        minute = self.minutes.get(kind)
        if minute is None or minute.limit is None:
            return None
        if self.now - minute.began >= 60:
            minute.began, minute.used = self.now, 0
        minute.used += 1
        return over_quota(kind) if minute.used > minute.limit else None


def over_quota(kind: str) -> Answer:
    """What Google says when the minute's calls are used up. Google, "Usage limits" of the Sheets API."""
    what = kind.title()
    message = (
        f"Quota exceeded for quota metric '{what} requests' and limit '{what} requests per minute per user' of service "
        "'sheets.googleapis.com' for consumer 'project_number:1234567890'."
    )
    return refusal(429, "RESOURCE_EXHAUSTED", message)


def _error_info(reason: str) -> Json:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}


def _cut() -> Answer | None:
    raise Cut
