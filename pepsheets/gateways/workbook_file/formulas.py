"""Formulas as the text that they are: taken apart far enough to move them to another cell and to see what they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pepsheets.gateways.workbook_file.references import LAST_COLUMN, LAST_ROW, column_number
from pepsheets.sheets import column_letters

# Order matters: what is tried first may hold what looks like something later, as a text may hold "A1".
_TOKEN = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#[A-Z][A-Z0-9/_]*[!?]?)
    | (?P<tab>(?:\[\d+\])?(?:'(?:[^']|'')*'|(?![A-Za-z]{1,3}\d+:)[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)
    | (?P<brackets>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?P<area>
          \$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?(?![\w(.])
        | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(.])
        | \$?\d{1,7}:\$?\d{1,7}(?![\w(.])
      )
    | (?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)
    | (?P<name>[\w\\][\w.\\?]*)
    | (?P<other>[-+*/^&=<>,;%)\s]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CORNER = re.compile(r"(?P<fixed_column>\$?)(?P<column>[A-Za-z]*)(?P<fixed_row>\$?)(?P<row>\d*)")


class Token(NamedTuple):
    """A piece of a formula: ``kind`` is text, error, tab, brackets, area, number, name or other."""

    kind: str
    text: str


def tokens(formula: str) -> Iterator[Token]:
    """The pieces of a formula, which put together are the formula again.

    >>> [token.text for token in tokens("SUM(Fees!B2:B9)*2") if token.kind != "other"]
    ['SUM', 'Fees!', 'B2:B9', '2']
    """
    return (Token(match.lastgroup or "other", match[0]) for match in _TOKEN.finditer(formula))


def moved(formula: str, rows: int, columns: int = 0) -> str:
    """The formula as it reads when its cell is copied so many rows down and columns to the right.

    >>> moved('IF(A2="A2",$B$1,Costs[Due])+SUM(2:2)', 3)
    'IF(A5="A2",$B$1,Costs[Due])+SUM(5:5)'
    """
    return "".join(
        _moved_area(token.text, rows, columns) if token.kind == "area" else token.text for token in tokens(formula)
    )


class _OffTheSheet(Exception):
    """A cell that a moved formula would use is on no sheet."""


def _moved_area(text: str, rows: int, columns: int) -> str:
    try:
        return _CORNER.sub(lambda corner: _moved_corner(corner, rows, columns), text)
    except _OffTheSheet:
        return "#REF!"


def _moved_corner(corner: re.Match[str], rows: int, columns: int) -> str:
    # In "$2:$9" the dollar stands where that of a column would.
    row_is_fixed = corner["fixed_row"] or (corner["fixed_column"] and not corner["column"])
    column, row = column_number(corner["column"]), int(corner["row"] or 0)
    if column > LAST_COLUMN or row > LAST_ROW:
        return corner[0]  # a name that only looks like a cell
    new_column = column + columns if column and not corner["fixed_column"] else column
    new_row = row + rows if row and not row_is_fixed else row
    if (column and not 1 <= new_column <= LAST_COLUMN) or (row and not 1 <= new_row <= LAST_ROW):
        raise _OffTheSheet
    return f"{corner['fixed_column']}{column_letters(new_column)}{corner['fixed_row']}{new_row or ''}"
