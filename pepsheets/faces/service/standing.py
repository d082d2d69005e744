"""How every share stands at one moment: what the page, the health answer, the metrics and the alarm all tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Share
from pepsheets.sync.store import WaitingPlan

Ended: TypeAlias = Literal["good", "waiting", "failed", "cut short", "running"]


@dataclass(frozen=True, slots=True)
class PastRound:
    """A round that was made, or tried, as people are told of it."""

    share: str
    started: datetime
    ended: datetime | None
    outcome: Ended
    sentence: str
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def seconds(self) -> float | None:
        return None if self.ended is None else max(0.0, (self.ended - self.started).total_seconds())


@dataclass(frozen=True, slots=True)
class Overdue:
    """An alarm to be told on the sheets, and why the last round could not be made, where that is known."""

    alarm: Alarm
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for a person: how many on which tab, and plans to approve. ``approved`` wait for a round only."""

    conflicts: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    plans: tuple[WaitingPlan, ...] = ()
    approved: tuple[WaitingPlan, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.held or self.plans)


@dataclass(frozen=True, slots=True)
class ShareStanding:
    """One share."""

    share: Share
    rounds: tuple[PastRound, ...] = ()
    last_good: datetime | None = None
    running_since: datetime | None = None
    next_run: datetime | None = None
    alarm: Alarm | None = None
    waits: Waits = field(default_factory=Waits)

    @property
    def name(self) -> str:
        return self.share.name

    @property
    def last(self) -> PastRound | None:
        """The newest round that is over."""
        return next((each for each in self.rounds if each.outcome != "running"), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """All shares, and what troubles the service itself. All its moments are in the time zone of ``now``'s reader."""

    now: datetime
    shares: tuple[ShareStanding, ...]
    troubles: tuple[str, ...] = ()
    is_known: bool = True
    """Whether the store told of its rounds; where it did not, this is what the service remembers itself."""

    @property
    def overdue(self) -> tuple[ShareStanding, ...]:
        return tuple(each for each in self.shares if each.alarm is not None)

    @property
    def is_well(self) -> bool:
        return self.is_known and not self.overdue


def newest_first(rounds: Iterable[PastRound]) -> Sequence[PastRound]:
    """In the order of a page: the newest on top."""
    return sorted(rounds, key=lambda each: each.started, reverse=True)


def by_tab(tabs: Iterable[str]) -> Mapping[str, int]:
    """How many on each tab, in the order in which they come."""
    return dict(Counter(tabs))
