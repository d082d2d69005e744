"""Partial replies: what a `fields` mask keeps of a reply.

Google, "Field masks" in the guides of the Sheets API and "Return specific fields" in those of the Drive API (both read
in 2025): names are parted by commas; `a.b` and `a/b` both go down; `a(b,c)` keeps several below; `*` keeps everything
at its level. A list is kept item by item, so that an item of which nothing is kept stays, as `{}`.
The Sheets API takes no spaces in a mask, as users found; the Drive API does, so for it they are taken out before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tests.google.spreadsheets.json_shapes import Json

Mask = dict[str, "Mask | None"]  # what is below each name that is kept; None: all of it

TOKENS = re.compile(r"[A-Za-z_$][\w$]*|[*(),./]")


class MaskIsUnclear(ValueError):
    """A mask that cannot be read, or that names a field which is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@lru_cache(maxsize=256)
def parse_mask(fields: str) -> Mask:
    """What a mask keeps.

    >>> parse_mask("replies.addSheet,sheets(properties/title,data)")
    {'replies': {'addSheet': None}, 'sheets': {'properties': {'title': None}, 'data': None}}
    """
    return _Reading(fields).whole()


def apply_mask(reply: Json, fields: str) -> Json:
    """What is left of a reply under a mask.

    >>> apply_mask({"files": [{"id": "1", "name": "Costs"}, {"name": "People"}], "kind": "list"}, "files/id")
    {'files': [{'id': '1'}, {}]}
    """
    kept = keep(reply, parse_mask(fields))
    assert isinstance(kept, dict)
    return kept


def keep(value: object, mask: Mask | None) -> object:
    """What is left of a value under what the mask says of it."""
    if mask is None:
        return value
    if isinstance(value, list):
        return [keep(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    if "*" in mask:
        return {name: keep(below, mask.get(name, mask["*"])) for name, below in value.items()}
    return {name: keep(value[name], below) for name, below in mask.items() if name in value}


def names(mask: Mask, *path: str) -> bool:
    """Whether a mask keeps anything at or below a path.

    >>> names(parse_mask("sheets.data.rowData"), "sheets", "data"), names(parse_mask("properties"), "sheets", "data")
    (True, False)
    """
    here: Mask | None = mask
    for name in path:
        if here is None:
            return True
        if name not in here and "*" not in here:
            return False
        here = here[name] if name in here else here["*"]
    return True


def paths(mask: Mask, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every path that a mask names, to its end."""
    for name, below in mask.items():
        if below is None:
            yield (*above, name)
        else:
            yield from paths(below, (*above, name))


class _Reading:
    """One mask, read from left to right."""

    def __init__(self, fields: str) -> None:
        self.fields = fields
        self.tokens = _tokens(fields)
        self.next = 0

    def whole(self) -> Mask:
        mask = self.several()
        if self.next < len(self.tokens):
            raise MaskIsUnclear(self.fields)
        return mask

    def several(self) -> Mask:
        mask: Mask = {}
        _add(mask, *self.one())
        while self.take(","):
            _add(mask, *self.one())
        return mask

    def one(self) -> tuple[str, Mask | None]:
        name = self.name()
        if self.take(".") or self.take("/"):
            below_name, below = self.one()
            return name, {below_name: below}
        if self.take("("):
            inside = self.several()
            if not self.take(")"):
                raise MaskIsUnclear(self.fields)
            return name, inside
        return name, None

    def name(self) -> str:
        if self.next == len(self.tokens) or self.tokens[self.next] in "(),./":
            raise MaskIsUnclear(self.fields)
        self.next += 1
        return self.tokens[self.next - 1]

    def take(self, token: str) -> bool:
        taken = self.next < len(self.tokens) and self.tokens[self.next] == token
        self.next += taken
        return taken


def _tokens(fields: str) -> list[str]:
    found = TOKENS.findall(fields)
    if "".join(found) != fields:
        raise MaskIsUnclear(fields)
    return found


def _add(mask: Mask, name: str, below: Mask | None) -> None:
    """Joins what is said twice of one name: the wider wins."""
    if name not in mask:
        mask[name] = below
    elif below is None:
        mask[name] = None
    elif (there := mask[name]) is not None:
        for inner, under in below.items():
            _add(there, inner, under)
