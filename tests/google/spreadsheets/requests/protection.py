"""Requests about protected ranges and filter views, which have ids of their own."""

from __future__ import annotations

from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import Mask
from tests.google.spreadsheets.json_shapes import Json, NotKnown, Refused
from tests.google.spreadsheets.masks import write_mask
from tests.google.spreadsheets.requests.attachments import cleaned
from tests.google.spreadsheets.tabs import Tab


def protection(book: Book, given: Json) -> Json:
    """A protected range as Google keeps it: the owner may always edit, and only true flags are written."""
    if "namedRangeId" in given:
        raise NotKnown("protecting a named range")
    book.area(given.get("range", {}))
    kept: Json = {"range": cleaned(given["range"])}
    if given.get("unprotectedRanges"):
        kept["unprotectedRanges"] = [cleaned(one) for one in given["unprotectedRanges"]]
    if given.get("description"):
        kept["description"] = given["description"]
    if given.get("warningOnly"):
        kept["warningOnly"] = True
    users = given.get("editors", {}).get("users", [])
    kept["requestingUserCanEdit"] = True
    kept["editors"] = {"users": [book.owner, *(user for user in users if user != book.owner)]}
    return kept


def add_protected_range(book: Book, body: Json) -> Json:
    given = body.get("protectedRange", {})
    if "range" not in given:
        raise Refused("Must set range on protectedRange.")
    kept = protection(book, given)
    chosen = given.get("protectedRangeId") or book.chosen.number("protectedRangeId")
    if any(entry["protectedRangeId"] == chosen for tab in book.tabs for entry in tab.protected):
        raise Refused(f"A protected range with id: {chosen} already exists.")
    entry = {"protectedRangeId": chosen, **kept}
    tab = book.tab(given["range"].get("sheetId", 0))
    tab.protected = [*tab.protected, entry]
    return {"addProtectedRange": {"protectedRange": {**entry, "editors": {}}}}


def find_protected(book: Book, protected_range_id: int) -> tuple[Tab, Json]:
    for tab in book.tabs:
        for entry in tab.protected:
            if entry["protectedRangeId"] == protected_range_id:
                return tab, entry
    raise Refused(f"No protected range with id: {protected_range_id}")


def update_protected_range(book: Book, body: Json) -> Json:
    given = body.get("protectedRange", {})
    tab, old = find_protected(book, given.get("protectedRangeId", 0))
    kept = protection(book, taken_over(old, given, write_mask(body.get("fields"))))
    target = book.tab(kept["range"].get("sheetId", 0))
    tab.protected = [entry for entry in tab.protected if entry is not old]
    target.protected = [*target.protected, {"protectedRangeId": old["protectedRangeId"], **kept}]
    return {}


def taken_over(old: Json, given: Json, mask: Mask) -> Json:
    """The old message with the fields of the mask from the new one."""
    names = set(given) if "*" in mask else set(mask)
    rest = {name: value for name, value in old.items() if name not in names}
    return {**rest, **{name: given[name] for name in names if name in given}}


def delete_protected_range(book: Book, body: Json) -> Json:
    tab, gone = find_protected(book, body.get("protectedRangeId", 0))
    tab.protected = [entry for entry in tab.protected if entry is not gone]
    return {}


def add_filter_view(book: Book, body: Json) -> Json:
    given = body.get("filter", {})
    entry = filter_view(book, given)
    chosen = given.get("filterViewId") or book.chosen.number("filterViewId")
    if any(other["filterViewId"] == chosen for tab in book.tabs for other in tab.filter_views):
        raise Refused(f"A filter view with id: {chosen} already exists.")
    tab = book.tab(given.get("range", {}).get("sheetId", 0))
    kept = {"filterViewId": chosen, "title": f"Filter {len(tab.filter_views) + 1}", **entry}
    tab.filter_views = [*tab.filter_views, kept]
    return {"addFilterView": {"filter": kept}}


def filter_view(book: Book, given: Json) -> Json:
    """A filter view as Google keeps it; open ends of its range are filled in."""
    if "namedRangeId" in given:
        raise NotKnown("a filter view over a named range")
    area = book.area(given.get("range", {}))
    rest = {name: value for name, value in given.items() if name != "filterViewId"}
    return {**rest, "range": area.json}


def find_filter_view(book: Book, filter_view_id: int) -> tuple[Tab, Json]:
    for tab in book.tabs:
        for entry in tab.filter_views:
            if entry["filterViewId"] == filter_view_id:
                return tab, entry
    raise Refused(f"No filter view with id: {filter_view_id}")


def update_filter_view(book: Book, body: Json) -> Json:
    given = body.get("filter", {})
    tab, old = find_filter_view(book, given.get("filterViewId", 0))
    kept = filter_view(book, taken_over(old, given, write_mask(body.get("fields"))))
    new = {"filterViewId": old["filterViewId"], **kept}
    tab.filter_views = [new if entry is old else entry for entry in tab.filter_views]
    return {}


def delete_filter_view(book: Book, body: Json) -> Json:
    tab, gone = find_filter_view(book, body.get("filterId", 0))
    tab.filter_views = [entry for entry in tab.filter_views if entry is not gone]
    return {}
