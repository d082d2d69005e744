"""What Google chooses and no request decides: new ids, and the times of Drive."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
STARTS_AT = datetime(2026, 1, 5, 9, 0)


class Chosen:
    """Deals out ids and times, always the same in the same order; a replay can force the ones that were recorded.

    >>> chosen = Chosen()
    >>> chosen.force("sheetId", [11])
    >>> chosen.number("sheetId"), chosen.number("sheetId") == 11
    (11, False)
    """

    def __init__(self) -> None:
        self.dealt = 0
        self.forced: defaultdict[str, deque[str | int]] = defaultdict(deque)
        self.times: dict[tuple[str, str], str] = {}
        self.now = STARTS_AT

    def force(self, kind: str, values: Iterable[str | int]) -> None:
        """The next ids of this kind will be these."""
        self.forced[kind].extend(values)

    def force_time(self, file_id: str, name: str, value: str) -> None:
        """A time of Drive that a recording shows for this file."""
        self.times[file_id, name] = value

    def digest(self, kind: str) -> bytes:
        self.dealt += 1
        return hashlib.sha256(f"{kind} {self.dealt}".encode()).digest()

    def number(self, kind: str) -> int:
        if self.forced[kind]:
            return int(self.forced[kind].popleft())
        return int.from_bytes(self.digest(kind)[:4], "big") % (2**31 - 1) + 1

    def text(self, kind: str) -> str:
        if self.forced[kind]:
            return str(self.forced[kind].popleft())
        if kind == "spreadsheetId":
            some = self.digest(kind) + self.digest(kind)
            return "1" + "".join(CHARACTERS[byte % len(CHARACTERS)] for byte in some[:43])
        return str(self.number(kind))

    def time(self) -> str:
        """A time a second after the one before, as Drive writes it."""
        self.now += timedelta(seconds=1)
        return self.now.isoformat(timespec="milliseconds") + "Z"
