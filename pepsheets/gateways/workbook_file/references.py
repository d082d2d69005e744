"""Cells and ranges as spreadsheets write them: ``C14``, ``$A$1:B9``, ``A:C``."""

from __future__ import annotations

import re
from functools import lru_cache

from pepsheets.sheets import Area, cell_name

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=32_768)
def column_number(letters: str) -> int:
    """The number of a column, counted from 1.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def position_of(cell: str) -> tuple[int, int] | None:
    """The row and column of a cell, or None where this names no cell of a sheet.

    >>> position_of("C14"), position_of("C0")
    ((14, 3), None)
    """
    match = _CELL.fullmatch(cell.strip())
    if match is None:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def area_of(reference: str) -> Area | None:
    """The rectangle that a reference such as ``A1:C9`` or ``B2`` covers, or None where it is of another kind.

    >>> area_of("A1:C9")
    Area(first_row=1, first_column=1, last_row=9, last_column=3)
    """
    first, _, last = reference.partition(":")
    start, end = position_of(first), position_of(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Area(rows[0], columns[0], rows[1], columns[1])


def reference_to(area: Area) -> str:
    """A rectangle as a spreadsheet writes it.

    >>> reference_to(Area(1, 1, 9, 3))
    'A1:C9'
    """
    first = cell_name(area.first_row, area.first_column)
    last = cell_name(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"


def overlap(one: Area, other: Area) -> bool:
    """Whether two rectangles share a cell."""
    return (
        one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )


def united(one: Area | None, other: Area) -> Area:
    """The smallest rectangle that holds both."""
    if one is None:
        return other
    return Area(
        min(one.first_row, other.first_row),
        min(one.first_column, other.first_column),
        max(one.last_row, other.last_row),
        max(one.last_column, other.last_column),
    )
