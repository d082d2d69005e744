"""The references inside the text of a formula, and how they follow what happens to the cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from tests.google.spreadsheets.a1 import column_index, letters_of, quoted_title
from tests.google.spreadsheets.areas import Area, Axis, Shift

CORNER = r"(?:\$?[A-Za-z]{1,3}\$?[1-9][0-9]*|\$?[A-Za-z]{1,3}|\$?[1-9][0-9]*)"
CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]*"
TAB = r"(?:(?:'(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_.]*)!)?"
REFERENCE = rf"{TAB}(?:{CORNER}:{CORNER}|{CELL})(?![A-Za-z0-9_.(!])"
ONE_REFERENCE = TAB + CELL
TEXT = r'"(?:[^"]|"")*"'
TOKENS = re.compile(
    rf"(?P<text>{TEXT})|(?P<reference>{REFERENCE})|(?P<other>[A-Za-z_][A-Za-z0-9_.]*|[0-9.]+|.)", re.DOTALL
)
PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([1-9][0-9]*)?")


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of a reference; ``fixed`` marks what a dollar sign holds in place when it is copied."""

    row: int | None
    column: int | None
    row_fixed: bool = False
    column_fixed: bool = False

    @classmethod
    def read(cls, text: str) -> Corner:
        match = PARTS.fullmatch(text)
        if match is None:
            raise ValueError(text)
        first, letters, second, digits = match.groups()
        row_mark = second if letters else first
        column = column_index(letters) if letters else None
        return cls(int(digits) - 1 if digits else None, column, bool(digits and row_mark), bool(letters and first))

    def __str__(self) -> str:
        column = "" if self.column is None else "$" * self.column_fixed + letters_of(self.column)
        return column + ("" if self.row is None else "$" * self.row_fixed + str(self.row + 1))

    def at(self, axis: Axis, place: int | None) -> Corner:
        return replace(self, row=place) if axis == "ROWS" else replace(self, column=place)

    def stepped(self, down: int, right: int) -> Corner | None:
        row = self.row if self.row is None or self.row_fixed else self.row + down
        column = self.column if self.column is None or self.column_fixed else self.column + right
        if (row is not None and row < 0) or (column is not None and column < 0):
            return None
        return replace(self, row=row, column=column)


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell, or a range from one corner to another, perhaps of another tab."""

    tab: str | None
    first: Corner
    last: Corner | None = None

    @classmethod
    def read(cls, text: str) -> Reference:
        tab, mark, rest = text.rpartition("!")
        first, colon, last = rest.partition(":")
        title = tab[1:-1].replace("''", "'") if tab.startswith("'") else tab
        return cls(title if mark else None, Corner.read(first), Corner.read(last) if colon else None)

    def __str__(self) -> str:
        tab = "" if self.tab is None else f"{quoted_title(self.tab)}!"
        return f"{tab}{self.first}" + ("" if self.last is None else f":{self.last}")

    def stepped(self, down: int, right: int) -> Reference | None:
        """The reference of a formula that was copied so far down and to the right."""
        first = self.first.stepped(down, right)
        last = self.last and self.last.stepped(down, right)
        if first is None or (self.last is not None and last is None):
            return None
        return replace(self, first=first, last=last)

    def within(self, area: Area) -> bool:
        """Whether all of the reference lies in the area (its tab is the caller's business)."""
        return all(
            corner.row is not None
            and corner.column is not None
            and area.top <= corner.row < area.bottom
            and area.left <= corner.column < area.right
            for corner in (self.first, self.last or self.first)
        )

    def shifted(self, shift: Shift) -> Reference | None:
        """The reference after rows or columns came, went or moved."""
        name = "row" if shift.axis == "ROWS" else "column"
        start = getattr(self.first, name)
        if self.last is None:
            place = shift.index(start)
            return None if place is None else replace(self, first=self.first.at(shift.axis, place))
        end = getattr(self.last, name)
        span = shift.span(start, None if end is None else end + 1)
        if span is None:
            return None
        last = None if span[1] is None else span[1] - 1
        return replace(self, first=self.first.at(shift.axis, span[0]), last=self.last.at(shift.axis, last))


Change: TypeAlias = Callable[[Reference], Reference | None]


def rewritten(formula: str, change: Change) -> str:
    """The formula with each of its references changed; one that leads nowhere becomes #REF!.

    >>> rewritten('=A1+"A1"&$B$2', lambda reference: reference.stepped(1, 1))
    '=B2+"A1"&$B$2'
    """

    def replaced(match: re.Match[str]) -> str:
        if match.lastgroup != "reference":
            return match[0]
        old = Reference.read(match[0])
        new = change(old)
        if new is None:
            return "#REF!"
        return match[0] if new == old else str(new)

    return TOKENS.sub(replaced, formula)


def copied(formula: str, down: int, right: int) -> str:
    """The formula as it reads where it was copied to."""
    if not down and not right:
        return formula
    return rewritten(formula, lambda reference: reference.stepped(down, right))
