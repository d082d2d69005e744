"""What a round works with: the two doors, the store, and everything that comes from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypeGuard

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Gateway, OpenDoor
from pepsheets.sync.config.declared import Share
from pepsheets.sync.store import Store
from pepsheets.sync.store.records import Lease
from pepsheets.tabs.declaration import Row


def is_open(door: Gateway) -> TypeGuard[OpenDoor]:
    """Whether others come and go at a door while we write."""
    return hasattr(door, "write_keeping")


def _unwatched(step: str) -> None:
    """For those who do not follow the steps."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A share under way. ``watch`` is told each numbered step; ``new_name`` gives names that nothing else has.

    ``again`` is after how long the next round comes by itself, where one does.
    """

    share: Share
    kind: Partnership
    workbook: Gateway
    shared: Gateway
    store: Store
    lease: Lease
    round: int
    now: datetime
    today: date
    new_name: Callable[[], str]
    again: timedelta | None = None
    watch: Callable[[str], None] = field(default=_unwatched)

    @property
    def name(self) -> str:
        return self.share.name

    def watched_by(self, watch: Callable[[str], None]) -> Joined:
        return replace(self, watch=watch)

    def last_in_step(self) -> datetime | None:
        """When the last good round before this one ended."""
        good = self.store.last_good_round(self.name)
        return (good.ended or good.started).astimezone(self.now.tzinfo) if good else None

    def new_id(self) -> str:
        """An ID for a row; ``new_name`` gives capitals and digits."""
        return f"R{self.new_name()}"

    def columns_of(self, tab: type[Row]) -> Sequence[str]:
        """The names of the columns of a tab that the share carries."""
        return [column.name for column in self.share.columns[tab]]
