"""Requests about what is attached to ranges: merges, protection, filters, conditional formats, developer metadata."""

from __future__ import annotations

from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import EMPTY
from tests.google.spreadsheets.json_shapes import Json, Refused
from tests.google.spreadsheets.tabs import Tab


def merge_cells(book: Book, body: Json) -> Json:
    area = book.area(body.get("range", {}))
    tab = book.tab(area.sheet)
    kind = body.get("mergeType", "MERGE_ALL")
    parts = merged_parts(area, kind)
    inside = [merge for merge in tab.merges if area.meets(book.area(merge))]
    if any(not area.holds(book.area(merge)) for merge in inside):
        raise Refused("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [merge for merge in tab.merges if merge not in inside]
    for part in parts:
        if part.height * part.width > 1:
            tab.merges = [*tab.merges, part.json]
            keep_first(tab, part)
    return {}


def merged_parts(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [Area(area.sheet, row, row + 1, area.left, area.right) for row in range(area.top, area.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Area(area.sheet, area.top, area.bottom, at, at + 1) for at in range(area.left, area.right)]
    return [area]


def keep_first(tab: Tab, area: Area) -> None:
    """A merge keeps the first value that it finds, in its first cell."""
    values = [cell for _, _, cell in tab.grid.placed(area) if cell.entered]
    for row in range(area.top, area.bottom):
        if tab.grid.rows[row]:
            tab.grid.put_row(row, dict.fromkeys(range(area.left, area.right), EMPTY))
    if values:
        tab.grid.put(area.top, area.left, values[0])


def unmerge_cells(book: Book, body: Json) -> Json:
    area = book.area(body.get("range", {}))
    tab = book.tab(area.sheet)
    inside = [merge for merge in tab.merges if area.meets(book.area(merge))]
    if any(not area.holds(book.area(merge)) for merge in inside):
        raise Refused("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [merge for merge in tab.merges if merge not in inside]
    return {}


def cleaned(range_json: Json) -> Json:
    """A range as Google keeps it: the sheet 0 is left out."""
    return {name: value for name, value in range_json.items() if name != "sheetId" or value}


def kept_rule(book: Book, rule: Json) -> tuple[Tab, Json]:
    ranges = rule.get("ranges", [])
    if not ranges:
        raise Refused("No ranges were given for the conditional format.")
    if len({one.get("sheetId", 0) for one in ranges}) > 1:
        raise Refused("All ranges of a conditional format must be on the same sheet.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise Refused("A conditional format needs one of booleanRule and gradientRule.")
    for one in ranges:
        book.area(one)
    return book.tab(ranges[0].get("sheetId", 0)), {**rule, "ranges": [cleaned(one) for one in ranges]}


def add_conditional_format_rule(book: Book, body: Json) -> Json:
    tab, rule = kept_rule(book, body.get("rule", {}))
    index = body.get("index", 0)
    if not 0 <= index <= len(tab.conditional):
        raise Refused(f"No conditional format on sheet: {tab.sheet_id} at index: {index}")
    tab.conditional = [*tab.conditional[:index], rule, *tab.conditional[index:]]
    return {}


def rule_at(tab: Tab, index: int) -> Json:
    if not 0 <= index < len(tab.conditional):
        raise Refused(f"No conditional format on sheet: {tab.sheet_id} at index: {index}")
    return tab.conditional[index]


def update_conditional_format_rule(book: Book, body: Json) -> Json:
    index = body.get("index", 0)
    if "rule" in body:
        tab, new = kept_rule(book, body["rule"])
        place = index
    else:
        tab, place = book.tab(body.get("sheetId", 0)), body.get("newIndex", 0)
        new = rule_at(tab, index)
    old = rule_at(tab, index)
    rest = [*tab.conditional[:index], *tab.conditional[index + 1 :]]
    tab.conditional = [*rest[:place], new, *rest[place:]]
    reply = {"newRule": new, "newIndex": place, "oldRule": old, "oldIndex": index}
    return {"updateConditionalFormatRule": reply}


def delete_conditional_format_rule(book: Book, body: Json) -> Json:
    tab, index = book.tab(body.get("sheetId", 0)), body.get("index", 0)
    old = rule_at(tab, index)
    tab.conditional = [*tab.conditional[:index], *tab.conditional[index + 1 :]]
    return {"deleteConditionalFormatRule": {"rule": old}}


def set_basic_filter(book: Book, body: Json) -> Json:
    given = body.get("filter", {})
    area = book.area(given.get("range", {}))
    book.tab(area.sheet).basic_filter = {**given, "range": area.json}
    return {}


def clear_basic_filter(book: Book, body: Json) -> Json:
    book.tab(body.get("sheetId", 0)).basic_filter = None
    return {}


def create_developer_metadata(book: Book, body: Json) -> Json:
    """Metadata on a row, a column, a sheet or the spreadsheet."""
    given = body.get("developerMetadata", {})
    if not given.get("metadataKey") or "visibility" not in given:
        raise Refused("Developer metadata needs a key and a visibility.")
    chosen = given.get("metadataId") or book.chosen.number("metadataId")
    if any(entry["metadataId"] == chosen for entry in all_metadata(book)):
        raise Refused(f"Developer metadata with id {chosen} already exists.")
    entry = {**given, "metadataId": chosen, "location": located(book, given.get("location", {}))}
    if entry["location"]["locationType"] == "SPREADSHEET":
        book.metadata = [*book.metadata, entry]
    else:
        place = entry["location"].get("dimensionRange", entry["location"])
        tab = book.tab(place.get("sheetId", 0))
        tab.metadata = [*tab.metadata, entry]
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def all_metadata(book: Book) -> list[Json]:
    return [*book.metadata, *(entry for tab in book.tabs for entry in tab.metadata)]


def located(book: Book, given: Json) -> Json:
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in given:
        book.tab(given["sheetId"])
        return {"locationType": "SHEET", "sheetId": given["sheetId"]}
    span = given.get("dimensionRange", {})
    if span.get("endIndex", 0) - span.get("startIndex", 0) != 1:
        raise Refused("Developer metadata can be put on one row or one column only.")
    tab = book.tab(span.get("sheetId", 0))
    if span["endIndex"] > (tab.grid.height if span["dimension"] == "ROWS" else tab.grid.width):
        raise Refused("The row or column for the developer metadata is outside of the sheet.")
    return {
        "locationType": "ROW" if span["dimension"] == "ROWS" else "COLUMN",
        "dimensionRange": {"startIndex": 0, **span},
    }
