"""What people typed, each value once and never again, so that it can be asked of every value where it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Side


@dataclass
class Typed:
    """The values that must not be lost, those of which there may be copies, and the rows that people deleted."""

    count: int = 0
    live: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    deleted: set[tuple[Side, str]] = field(default_factory=set)
    ever_deleted: set[str] = field(default_factory=set)
    brought_back: set[str] = field(default_factory=set)

    def new(self, *, fails: bool = False) -> str:
        """Another value; one that fails its check begins with 'bad'."""
        self.count += 1
        value = f"{'bad' if fails else 'v'}{self.count:04d}"
        self.live.add(value)
        return value

    def typed_over(self, *values: Cell) -> None:
        """A person saw these and replaced or deleted them: nobody misses them."""
        self.live.difference_update(str(value) for value in values)

    def may_be_twice(self, row: Mapping[str, Cell]) -> None:
        self.copied.update(str(value) for value in row.values() if value is not None)

    def row_deleted(self, side: Side, row: Mapping[str, Cell], *, is_last: bool) -> None:
        """A person deleted a row; ``is_last`` where no other row on that side has its ID."""
        self.typed_over(*row.values())
        row_id = str(row.get("Row ID") or "")
        self.ever_deleted.add(row_id)
        if row_id and is_last:
            self.deleted.add((side, row_id))
