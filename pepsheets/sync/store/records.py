"""What the store keeps, as the engine hands it in and gets it back. Moments carry a time zone, and come back in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Side

Kind: TypeAlias = Literal["flowed", "conflict", "settled", "deleted", "restored", "displaced", "held", "undone"]
Outcome: TypeAlias = Literal["good", "waiting", "failed", "cut short"]
"""How a round ended. "waiting": all that could be done was done, but a person must approve a plan."""


@dataclass(frozen=True, slots=True)
class Registration:
    """The two sides of a share by their identity, and the one computer that synchronises them."""

    workbook: str
    shared: str
    home: str
    home_name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs a round, so that whoever waits can be told."""

    words: str
    host: str
    process: int


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write for one share until a moment. The epoch grows with every holder and never goes back."""

    share: str
    holder: Holder
    epoch: int
    expires: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """How a round ended, for the status and for people."""

    outcome: Outcome
    sentence: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """One pass over a share. Without an ending it still runs, or was cut short."""

    number: int
    share: str
    started: datetime
    ended: datetime | None = None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """What a round meant to write, kept before it wrote. The text is the engine's own."""

    number: int
    round: int
    text: str
    made: datetime
    confirmed: frozenset[Side]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that changed, or was kept from changing, in a round. A whole row has no column."""

    kind: Kind
    tab: str
    row: str
    key: str
    column: str
    side: Side
    before: Cell = None
    after: Cell = None


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change as history tells it."""

    number: int
    share: str
    round: int
    at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the history is asked for; what is left out, does not matter. ``until`` itself is not included."""

    tab: str | None = None
    row: str | None = None
    column: str | None = None
    round: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Appeared:
    """The rounds between which a value appeared on its side: not there yet in the one, there in the other."""

    after: int | None
    by: int


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A cell in which two people typed different things, and the side that one of them chose since."""

    tab: str
    row: str
    key: str
    column: str
    base: Cell
    workbook: Cell
    shared: Cell
    workbook_appeared: Appeared
    shared_appeared: Appeared
    chosen: Side | None = None


@dataclass(frozen=True, slots=True)
class HeldCell:
    """A cell that does not flow until somebody puts it right. A whole row has no column."""

    tab: str
    side: Side
    row: str
    key: str
    column: str
    value: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan for a tab that a safety valve stopped: its preview in the engine's own JSON, and its digest."""

    tab: str
    sentence: str
    preview: str
    digest: str


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """A plan that waits for a person, or that one has approved."""

    name: str
    share: str
    tab: str
    sentence: str
    preview: str
    digest: str
    made: datetime
    approved: datetime | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """How much left the store, counted by what it was."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())
