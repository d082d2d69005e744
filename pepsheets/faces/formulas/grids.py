"""The cells of an argument, from whatever Excel on a desktop, Excel on the web or Python hands over.

Long ranges are taken as they come: to look at each cell in Python takes longer than to share out an amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from types import NoneType
from typing import cast

from pepsheets.faces.formulas.arguments import Cell, Given, Grid

_AS_THEY_ARE = {float, int, bool, Decimal, date, datetime, NoneType}


def given_for(name: str, value: object) -> Given:
    """What was given for an argument; Excel hands over a single cell as its value, and Python may do so with a row."""
    rows = _rows(value)
    flat: list[object] = list(chain.from_iterable(rows))
    kinds = set(map(type, flat))
    if kinds <= _AS_THEY_ARE:
        return Given(name, cast(Grid, rows), cast(Sequence[Cell], flat), kinds)
    read = [[_cell(cell) for cell in row] for row in rows]
    known = list(chain.from_iterable(read))
    return Given(name, read, known, set(map(type, known)))


def _rows(value: object) -> Sequence[Sequence[object]]:
    if not isinstance(value, list | tuple):
        return ((value,),)
    return value if value and isinstance(value[0], list | tuple) else (value,)


def _cell(value: object) -> Cell:
    """What stands in a cell. Excel on the web sends no text for an empty cell, and formats and errors in a wrapping."""
    if isinstance(value, dict):
        value = value.get("basicValue", f"{value.get('type')}")
    if value == "" or type(value).__name__ == "JsNull":  # what a web page's Python has for an empty cell
        return None
    return value if isinstance(value, str | int | float | Decimal | date | None) else f"{value}"
