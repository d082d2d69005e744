"""The cells of a row as one JSON text, each with its type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from pepsheets.sheets import Cell
from pepsheets.sync.values import canonical, decode, encode

# As `decode` reads numbers: every number of a sheet is a float.
_DECODER = json.JSONDecoder(parse_int=float)
_ENCODER = json.JSONEncoder(separators=(",", ":"))


def row_text(cells: Mapping[str, Cell]) -> str:
    """The text of a row; the same cells give the same text.

    >>> row_text({"title": "Autumn meeting", "places": 30})
    '{"places":30.0,"title":"Autumn meeting"}'
    """
    return _ENCODER.encode({column: _content(cells[column]) for column in sorted(cells)})


def cells_of(text: str) -> dict[str, Cell]:
    """The cells that `row_text` wrote."""
    content, _ = _DECODER.raw_decode(text)
    for column, value in content.items():
        if isinstance(value, dict):
            content[column] = _decoded(tuple(value.items()))
    return dict(content)


def _content(cell: Cell) -> object:
    """What stands for a cell in a row's JSON: texts, numbers and ticks for themselves, all else as `encode` has it."""
    value = canonical(cell)
    return value if value is None or isinstance(value, str | float | bool) else _encoded(value)


# Dates come again and again; translating each once makes a large base twice as quick.
@lru_cache(maxsize=8192, typed=True)
def _encoded(value: Cell) -> object:
    return json.loads(encode(value))


@lru_cache(maxsize=8192)
def _decoded(value: tuple[tuple[str, str], ...]) -> Cell:
    return decode(json.dumps(dict(value)))
