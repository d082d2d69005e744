"""A very small partnership that keeps things, and two sides of it in step: what the engine's tests use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Cell, Gateway, Sheet
from pepsheets.sync.config.declared import Share
from pepsheets.sync.engine.round import Outcome, Surroundings, run_round
from pepsheets.sync.store import open_store
from pepsheets.sync.store.records import Holder
from pepsheets.sync.store.store import Store
from pepsheets.tabs.book import Book
from pepsheets.tabs.declaration import Row, columns_of, computed

TODAY = date(2026, 11, 21)
MORNING = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HOLDER = Holder("the tests", "here", 1)


class Thing(Row):
    """A thing that the partnership keeps."""

    tab: ClassVar[str] = "Things"

    name: Annotated[str | None, Field(title="Name", description="What it is.")] = None
    state: Annotated[str | None, Field(title="State", description="How it is.")] = None

    @field_validator("state")
    @classmethod
    def state_is_fit(cls, state: str | None) -> str | None:
        if state and state.startswith("bad"):
            raise ValueError("Say how it is without 'bad'.")
        return state

    @computed("Label", help="What is written on it.")
    def label(self, book: Book) -> str:
        return f"{self.name or ''}/{self.state or ''}"


KIND = Partnership("things", "Keepers of things", "They keep things.", (Thing,), lambda _: (), lambda _: ())
COLUMNS = columns_of(Thing)
HEADINGS = [column.heading for column in COLUMNS]
SHARE = Share("Group", "memory:", (Thing,), {Thing: tuple(column for column in COLUMNS if not column.is_row_id)})


def sheet(rows: Sequence[Sequence[Cell]] = ()) -> Sheet:
    """The tab with these rows: name, state, label, ID."""
    return Sheet("Things", [HEADINGS, *(list(row) for row in rows)])


def names() -> Iterator[str]:
    """Names that nothing else has: capitals and digits, one after the other."""
    return (f"{number:012d}" for number in count(1))


@dataclass
class Sides:
    """Two sides in step: the doors, the store, and a clock that moves with every round."""

    workbook: Gateway
    shared: Gateway
    store: Store
    share: Share = SHARE
    now: datetime = MORNING
    fresh: Iterator[str] = field(default_factory=names)
    again: timedelta | None = timedelta(minutes=15)

    def sync(self, watch: object = None) -> Outcome:
        self.now += timedelta(minutes=15)
        around = Surroundings(HOLDER, self.now, TODAY, lambda: next(self.fresh), watch, again=self.again)  # type: ignore[arg-type]  # a callable
        return run_round(self.share, KIND, (self.workbook, self.shared), self.store, around)


def rows_of(door: Gateway) -> list[dict[str, Cell]]:
    """The rows of a side by heading, empty ones left out."""
    [tab] = door.read(["Things"]).sheets
    headings = [str(cell) for cell in tab.rows[0]]
    rows = [dict(zip(headings, [*row, *[None] * len(headings)], strict=False)) for row in tab.rows[1:]]
    return [row for row in rows if any(cell is not None for cell in row.values())]


def plain(door: Gateway) -> set[tuple[Cell, Cell]]:
    """Name and state of every row of a side."""
    return {(row["Name"], row["State"]) for row in rows_of(door)}


def store_in(folder: Path) -> Store:
    return open_store(str(folder / "store.sqlite"))
