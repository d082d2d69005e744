"""Requests about named ranges."""

from __future__ import annotations

import re

from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.json_shapes import Json, NotKnown, Refused
from tests.google.spreadsheets.masks import write_mask

NAME = re.compile(r"(?!(?i:true|false)$)(?!(?i:[a-z]{1,3}[0-9]+)$)[A-Za-z_][A-Za-z0-9_.]{0,249}")


def checked_range(book: Book, given: Json) -> Json:
    """The range as Google keeps it: inside the grid, open ends left open, the sheet 0 left out."""
    book.area(given)
    return {name: value for name, value in given.items() if name != "sheetId" or value}


def add_named_range(book: Book, body: Json) -> Json:
    """A new name for a range. Names and ids of ranges that lost their cells stay taken, though nothing lists them."""
    given = body.get("namedRange", {})
    name = checked_name(book, given.get("name", ""), None)
    chosen = given.get("namedRangeId") or book.chosen.text("namedRangeId")
    if any(entry["namedRangeId"] == chosen for entry in book.named):
        raise Refused(f"Cannot add named range with id: {chosen}, a named range with that id already exists.")
    entry = {"namedRangeId": chosen, "name": name, "range": checked_range(book, given.get("range", {}))}
    book.named = [*book.named, entry]
    return {"addNamedRange": {"namedRange": entry}}


def checked_name(book: Book, name: str, own_id: str | None) -> str:
    if not NAME.fullmatch(name):
        raise Refused(f"The name of a named range is not allowed: {name}")
    if any(entry["name"].lower() == name.lower() and entry["namedRangeId"] != own_id for entry in book.named):
        raise Refused(f"Cannot add named range with name: {name}, a named range with that name already exists.")
    return name


def find(book: Book, named_range_id: str) -> Json:
    for entry in book.named:
        if entry["namedRangeId"] == named_range_id:
            return entry
    raise Refused(f"No named range with id: {named_range_id}")


def delete_named_range(book: Book, body: Json) -> Json:
    gone = find(book, body.get("namedRangeId", ""))
    book.named = [entry for entry in book.named if entry is not gone]
    return {}


def update_named_range(book: Book, body: Json) -> Json:
    given = body.get("namedRange", {})
    old = find(book, given.get("namedRangeId", ""))
    mask = write_mask(body.get("fields"))
    names = set(given) - {"namedRangeId"} if "*" in mask else set(mask)
    if names - {"name", "range"}:
        raise NotKnown(f"updating {sorted(names)} of named ranges")
    new = dict(old)
    if "name" in names:
        new["name"] = checked_name(book, given.get("name", ""), old["namedRangeId"])
    if "range" in names:
        new["range"] = checked_range(book, given.get("range", {}))
    book.named = [new if entry is old else entry for entry in book.named]
    return {}
