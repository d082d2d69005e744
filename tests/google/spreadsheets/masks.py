"""The field masks that requests carry."""

from __future__ import annotations

import re

from tests.google.spreadsheets.cells import Mask
from tests.google.spreadsheets.json_shapes import Refused

TOKEN = re.compile(r"[A-Za-z0-9_]+|[(),./*]")


class Reader:
    """Reads ``a,b(c,d.e)`` into a tree of names."""

    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(text)
        if "".join(self.tokens) != re.sub(r"\s+", "", text):
            raise Refused(f"Invalid field mask: {text}")
        self.at = 0

    def next_is(self, token: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == token:
            self.at += 1
            return True
        return False

    def read_list(self) -> Mask:
        names: Mask = {}
        self.read_path(names)
        while self.next_is(","):
            self.read_path(names)
        return names

    def read_path(self, names: Mask) -> None:
        if self.at >= len(self.tokens):
            raise Refused("The field mask ends too early.")
        inner = names.setdefault(self.tokens[self.at], {})
        self.at += 1
        if self.next_is(".") or self.next_is("/"):
            self.read_path(inner)
        elif self.next_is("("):
            inner.update(self.read_list())
            if not self.next_is(")"):
                raise Refused("The field mask lacks a bracket.")


READ: dict[str, Mask] = {}


def write_mask(fields: str | None) -> Mask:
    """The names in the mask of a request.

    >>> write_mask("note,userEnteredFormat(textFormat.bold,numberFormat)")
    {'note': {}, 'userEnteredFormat': {'textFormat': {'bold': {}}, 'numberFormat': {}}}
    """
    if not fields:
        raise Refused("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    if fields not in READ:
        reader = Reader(fields)
        mask = reader.read_list()
        if reader.at != len(reader.tokens):
            raise Refused(f"Invalid field mask: {fields}")
        READ[fields] = mask
    return READ[fields]
