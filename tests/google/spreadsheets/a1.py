"""A1 notation: how people and the values family name areas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pepsheets.sheets import cell_name, column_letters
from tests.google.spreadsheets.areas import Area

CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LIKE_A_CELL = re.compile(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*|r|c|true|false")


@dataclass(frozen=True, slots=True)
class Corners:
    """Where a range starts and ends, as written: half open, None where it is open."""

    top: int | None
    bottom: int | None
    left: int | None
    right: int | None


def column_index(letters: str) -> int:
    """The index of a column, from 0.

    >>> column_index("A"), column_index("ab")
    (0, 27)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def corner(text: str) -> tuple[int | None, int | None] | None:
    """Row and column of one corner, counted from 0."""
    match = CORNER.fullmatch(text)
    if not text or match is None:
        return None
    letters, digits = match.groups()
    return int(digits) - 1 if digits else None, column_index(letters) if letters else None


def corners(text: str) -> Corners | None:
    """What a range without its tab says, whichever corner comes first.

    >>> corners("D4:A1")
    Corners(top=0, bottom=4, left=0, right=4)
    >>> corners("B2:B")
    Corners(top=1, bottom=None, left=1, right=2)
    """
    first, colon, last = text.partition(":")
    one = corner(first)
    other = corner(last) if colon else one
    if one is None or other is None or (not colon and None in one):
        return None
    return Corners(*edges(one[0], other[0]), *edges(one[1], other[1]))


def edges(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    if one is not None and other is not None:
        return min(one, other), max(one, other) + 1
    return one if other is None else other, None


def split(text: str) -> tuple[str | None, str | None]:
    """The title before the exclamation mark, and what stands behind it; a text without either is ambiguous.

    >>> split("'It''s'!A1"), split("Meetings!A:B"), split("'Meetings'"), split("A1")
    (("It's", 'A1'), ('Meetings', 'A:B'), ('Meetings', None), (None, 'A1'))
    """
    quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
    if quoted:
        return quoted[1].replace("''", "'"), quoted[2]
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def quoted_title(title: str) -> str:
    """A title as Google writes it before an exclamation mark.

    >>> quoted_title("Sheet1"), quoted_title("D3"), quoted_title("It's")
    ('Sheet1', "'D3'", "'It''s'")
    """
    if PLAIN_TITLE.fullmatch(title) and not LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def a1_of(title: str, area: Area) -> str:
    """An area as Google names it in its answers."""
    first = cell_name(area.top + 1, area.left + 1)
    last = cell_name(area.bottom, area.right)
    return f"{quoted_title(title)}!{first}" + (f":{last}" if last != first else "")


def letters_of(column: int) -> str:
    return column_letters(column + 1)
