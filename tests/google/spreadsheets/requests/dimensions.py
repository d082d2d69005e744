"""Requests about rows and columns."""

from __future__ import annotations

from tests.google.spreadsheets.areas import Axis, Deletion, Insertion, Move
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import Cell
from tests.google.spreadsheets.grid import Grid
from tests.google.spreadsheets.json_shapes import Json, NotKnown, Refused
from tests.google.spreadsheets.masks import write_mask
from tests.google.spreadsheets.tabs import Tab


def axis_of(span: Json) -> Axis:
    if span.get("dimension") == "ROWS":
        return "ROWS"
    if span.get("dimension") == "COLUMNS":
        return "COLUMNS"
    raise Refused("No dimension specified.")


def size_of(tab: Tab, axis: Axis) -> int:
    return tab.grid.height if axis == "ROWS" else tab.grid.width


def bounds(book: Book, span: Json) -> tuple[Tab, Axis, int, int]:
    """Sheet, direction, start and end; an open end means the edge of the sheet."""
    tab = book.tab(span.get("sheetId", 0))
    axis = axis_of(span)
    start, end = span.get("startIndex", 0), span.get("endIndex", size_of(tab, axis))
    if not 0 <= start < end:
        raise Refused(f"range.endIndex ({end}) must be greater than range.startIndex ({start})")
    return tab, axis, start, end


def append_dimension(book: Book, body: Json) -> Json:
    tab, axis, count = book.tab(body.get("sheetId", 0)), axis_of(body), body.get("length", 0)
    if count < 1:
        raise Refused("The length must be greater than 0.")
    book.check_size(count * size_of(tab, "COLUMNS" if axis == "ROWS" else "ROWS"))
    tab.grid.insert(axis, size_of(tab, axis), count)
    return {}


def insert_dimension(book: Book, body: Json) -> Json:
    tab, axis, start, end = bounds(book, body.get("range", {}))
    before = body.get("inheritFromBefore", False)
    size = size_of(tab, axis)
    if start > size or (start == size and not before):
        raise Refused(
            f"range.startIndex[{start}] must be less than the grid size ({size}) if inheritFromBefore is false."
        )
    if before and start == 0:
        raise Refused("inheritFromBefore cannot be true if inserting at the first row or column.")
    book.check_size((end - start) * size_of(tab, "COLUMNS" if axis == "ROWS" else "ROWS"))
    tab.grid.insert(axis, start, end - start)
    inherit(tab.grid, axis, start, end, start - 1 if before else end)
    book.shift(tab, Insertion(axis, start, end - start))
    return {}


def inherited(cell: Cell) -> Cell:
    """What a new cell takes over from its neighbour: format and drop-down, never a value."""
    return Cell(format=cell.format, validation=cell.validation)


def inherit(grid: Grid, axis: Axis, start: int, end: int, source: int) -> None:
    properties = grid.properties(axis)
    size = {name: value for name, value in properties[source].items() if name == "pixelSize"}
    properties[start:end] = [size] * (end - start)
    if axis == "ROWS":
        row = {column: inherited(cell) for column, cell in grid.rows[source].items()}
        for place in range(start, end):
            grid.put_row(place, row)
        return
    for place, cells in enumerate(grid.rows):
        if source in cells:
            grid.put_row(place, dict.fromkeys(range(start, end), inherited(cells[source])))


def delete_dimension(book: Book, body: Json) -> Json:
    tab, axis, start, end = bounds(book, body.get("range", {}))
    size, word = size_of(tab, axis), "row" if axis == "ROWS" else "column"
    if end > size:
        raise Refused(
            f"Cannot delete a {word} that doesn't exist. "
            f"Tried to delete {word} index {max(start, size)} but there are only {size} {word}s."
        )
    refuse_all(tab, axis, start, end, word)
    tab.grid.delete(axis, start, end)
    name = "frozenRowCount" if axis == "ROWS" else "frozenColumnCount"
    frozen = tab.grid_properties.get(name, 0)
    if frozen:
        gone = max(0, min(end, frozen) - min(start, frozen))
        tab.grid_properties = {**tab.grid_properties, name: frozen - gone}
    book.shift(tab, Deletion(axis, start, end))
    return {}


def refuse_all(tab: Tab, axis: Axis, start: int, end: int, word: str) -> None:
    name = "frozenRowCount" if axis == "ROWS" else "frozenColumnCount"
    frozen, size = tab.grid_properties.get(name, 0), size_of(tab, axis)
    if start == 0 and end == size:
        raise Refused(f"You can't delete all the {word}s on the sheet.")
    if frozen and start <= frozen and end == size:
        raise Refused(f"Sorry, it is not possible to delete all non-frozen {word}s.")


def move_dimension(book: Book, body: Json) -> Json:
    tab, axis, start, end = bounds(book, body.get("source", {}))
    to = body.get("destinationIndex", 0)
    size = size_of(tab, axis)
    if end > size or not 0 <= to <= size:
        raise Refused(f"The rows or columns to move, or their destination, are outside of the sheet ({size}).")
    if start < to < end:
        raise Refused("The destination lies inside of what is moved.")
    if to in {start, end}:
        return {}
    move = Move(axis, start, end, to)
    tab.grid.move(axis, start, end, move.landing)
    book.shift(tab, move)
    return {}


def update_dimension_properties(book: Book, body: Json) -> Json:
    tab, axis, start, end = bounds(book, body.get("range", {}))
    if end > size_of(tab, axis):
        raise Refused(f"The range ends at {end}, and the sheet has only {size_of(tab, axis)}.")
    given = body.get("properties", {})
    mask = write_mask(body.get("fields"))
    names = ("hiddenByUser", "pixelSize") if "*" in mask else tuple(mask)
    if set(names) - {"hiddenByUser", "pixelSize"}:
        raise NotKnown(f"updating {sorted(names)} of rows and columns")
    properties = tab.grid.properties(axis)
    for place in range(start, end):
        changed = {**properties[place], **{name: given.get(name) for name in names}}
        properties[place] = {name: value for name, value in changed.items() if value}
    return {}


def add_dimension_group(book: Book, body: Json) -> Json:
    """Group rows or columns; only groups that do not overlap are known here."""
    tab, axis, start, end = bounds(book, body.get("range", {}))
    groups = tab.row_groups if axis == "ROWS" else tab.column_groups
    if any(start < group["range"]["endIndex"] and group["range"]["startIndex"] < end for group in groups):
        raise NotKnown("groups of rows or columns that overlap")
    place = {"sheetId": tab.sheet_id} if tab.sheet_id else {}
    group = {"range": {**place, "dimension": axis, "startIndex": start, "endIndex": end}, "depth": 1}
    changed = sorted([*groups, group], key=lambda one: int(one["range"]["startIndex"]))
    set_groups(tab, axis, changed)
    control = "rowGroupControlAfter" if axis == "ROWS" else "columnGroupControlAfter"
    tab.grid_properties = {**tab.grid_properties, control: True}
    return {"addDimensionGroup": {"dimensionGroups": changed}}


def delete_dimension_group(book: Book, body: Json) -> Json:
    tab, axis, start, end = bounds(book, body.get("range", {}))
    groups = tab.row_groups if axis == "ROWS" else tab.column_groups
    left = [group for group in groups if (group["range"]["startIndex"], group["range"]["endIndex"]) != (start, end)]
    if len(left) == len(groups):
        raise NotKnown("ungrouping a part of a group, or what is no group")
    set_groups(tab, axis, left)
    return {"deleteDimensionGroup": {"dimensionGroups": left} if left else {}}


def set_groups(tab: Tab, axis: Axis, groups: list[Json]) -> None:
    if axis == "ROWS":
        tab.row_groups = groups
    else:
        tab.column_groups = groups
