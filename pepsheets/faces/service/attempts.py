"""What this service did since it started. Rounds that never began are known here alone; the store has the others."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["good", "waiting", "failed"]

KEPT = 20
"""How many attempts are remembered."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a round came to: a sentence for people; for the log its counts, and by what name it was refused."""

    outcome: Outcome
    sentence: str
    refusal: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One round that this service made, or tried to make."""

    share: str
    started: datetime
    ended: datetime
    ran: Ran

    @property
    def seconds(self) -> float:
        return max(0.0, (self.ended - self.started).total_seconds())


class Attempts:
    """The attempts of all shares. May be used from several threads."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self._lock = Lock()
        self._running: dict[str, datetime] = {}
        self._last: dict[str, Attempt] = {}
        self._last_good: dict[str, datetime] = {}
        self._recent: deque[Attempt] = deque(maxlen=KEPT)
        self._counted: Counter[tuple[str, Outcome]] = Counter()

    def begin(self, share: str, now: datetime) -> None:
        with self._lock:
            self._running[share] = now

    def end(self, attempt: Attempt) -> None:
        with self._lock:
            self._running.pop(attempt.share, None)
            self._last[attempt.share] = attempt
            self._recent.appendleft(attempt)
            self._counted[attempt.share, attempt.ran.outcome] += 1
            if attempt.ran.outcome == "good":
                self._last_good[attempt.share] = attempt.ended

    def running_since(self, share: str) -> datetime | None:
        with self._lock:
            return self._running.get(share)

    def last(self, share: str) -> Attempt | None:
        with self._lock:
            return self._last.get(share)

    def last_good(self, share: str) -> datetime | None:
        with self._lock:
            return self._last_good.get(share)

    def recent(self) -> tuple[Attempt, ...]:
        """The newest first."""
        with self._lock:
            return tuple(self._recent)

    def count(self, share: str, outcome: Outcome) -> int:
        with self._lock:
            return self._counted[share, outcome]
