"""Areas of a grid, counted from 0 and half open as Google counts them, and how they move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tests.google.spreadsheets.json_shapes import Json

Axis: TypeAlias = Literal["ROWS", "COLUMNS"]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of one sheet, inside its grid."""

    sheet: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def holds(self, other: Area) -> bool:
        return (
            self.sheet == other.sheet
            and self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def meets(self, other: Area) -> bool:
        return (
            self.sheet == other.sheet
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    @property
    def json(self) -> Json:
        """The area as Google writes it: the sheet 0 is left out, the index 0 is not."""
        corners: Json = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {"sheetId": self.sheet, **corners} if self.sheet else corners


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows or columns come in."""

    axis: Axis
    at: int
    count: int

    def index(self, place: int) -> int | None:
        return place + self.count if place >= self.at else place

    def span(self, start: int | None, end: int | None) -> tuple[int | None, int | None] | None:
        moved_start = start if start is None or start < self.at else start + self.count
        moved_end = end if end is None or end <= self.at else end + self.count
        return moved_start, moved_end


@dataclass(frozen=True, slots=True)
class Deletion:
    """Rows or columns go."""

    axis: Axis
    start: int
    end: int

    def index(self, place: int) -> int | None:
        if self.start <= place < self.end:
            return None
        return place if place < self.start else place - (self.end - self.start)

    def edge(self, place: int | None) -> int | None:
        if place is None or place <= self.start:
            return place
        return self.start if place < self.end else place - (self.end - self.start)

    def span(self, start: int | None, end: int | None) -> tuple[int | None, int | None] | None:
        moved_start, moved_end = self.edge(start), self.edge(end)
        if moved_start is not None and moved_start == moved_end:
            return None
        return moved_start, moved_end


@dataclass(frozen=True, slots=True)
class Move:
    """Rows or columns go elsewhere; the destination counts as if nothing had been taken out yet."""

    axis: Axis
    start: int
    end: int
    to: int

    @property
    def landing(self) -> int:
        return self.to if self.to <= self.start else self.to - (self.end - self.start)

    def index(self, place: int) -> int | None:
        if self.start <= place < self.end:
            return self.landing + place - self.start
        without = place if place < self.start else place - (self.end - self.start)
        return without if without < self.landing else without + self.end - self.start

    def span(self, start: int | None, end: int | None) -> tuple[int | None, int | None] | None:
        if start is None or end is None:
            return start, end
        if self.start <= start and end <= self.end:
            return self.landing + start - self.start, self.landing + end - self.start
        without = Deletion(self.axis, self.start, self.end).span(start, end)
        return without and Insertion(self.axis, self.landing, self.end - self.start).span(*without)


Shift: TypeAlias = Insertion | Deletion | Move


def moved_range(range_json: Json, sheet: int, shift: Shift) -> Json | None:
    """The range after the shift, or None where nothing is left of it."""
    if range_json.get("sheetId", 0) != sheet:
        return range_json
    middle = "RowIndex" if shift.axis == "ROWS" else "ColumnIndex"
    span = shift.span(range_json.get(f"start{middle}"), range_json.get(f"end{middle}"))
    if span is None:
        return None
    moved = dict(range_json)
    for name, value in zip((f"start{middle}", f"end{middle}"), span, strict=True):
        if value is not None:
            moved[name] = value
    return moved
