"""Requests that write cells."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import EMPTY, Cell, Mask, cell_mask, updated
from tests.google.spreadsheets.grid import Grid, Row
from tests.google.spreadsheets.json_shapes import Json, Refused
from tests.google.spreadsheets.masks import write_mask
from tests.google.spreadsheets.references import copied


def update_cells(book: Book, body: Json) -> Json:
    """Write rows of cells from a corner on, or into a range whose other cells are cleared."""
    mask = cell_mask(write_mask(body.get("fields")))
    rows = body.get("rows", [])
    if "start" in body and "range" in body:
        raise Refused("Only one of 'start' and 'range' can be set.")
    if "start" in body:
        write_from_corner(book, body["start"], rows, mask)
    elif "range" in body:
        write_range(book, book.area(body["range"]), rows, mask)
    else:
        raise Refused("One of 'start' and 'range' must be set.")
    return {}


def write_from_corner(book: Book, start: Json, rows: Sequence[Json], mask: Mask) -> None:
    grid = book.tab(start.get("sheetId", 0)).grid
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    widest = max((len(row.get("values", ())) for row in rows), default=0)
    refuse_beyond(top, len(rows), grid.height, "row")
    refuse_beyond(left, widest, grid.width, "column")
    for offset, row in enumerate(rows):
        write_row(grid, top + offset, left, row.get("values", ()), mask)


def refuse_beyond(start: int, count: int, size: int, word: str) -> None:
    if start < 0 or start + count > size:
        first = max(start, size)
        raise Refused(f"Attempting to write {word}: {first}, beyond the last requested {word} of: {size - 1}")


def write_row(grid: Grid, row: int, left: int, values: Sequence[Json], mask: Mask) -> None:
    old = grid.rows[row]
    new: Row = {column: updated(old.get(column, EMPTY), given, mask) for column, given in enumerate(values, start=left)}
    if new:
        grid.put_row(row, new)


def write_range(book: Book, area: Area, rows: Sequence[Json], mask: Mask) -> None:
    """Write the rows; where the range has more cells than they have, the fields of the mask are cleared."""
    if len(rows) > area.height:
        raise Refused(f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}")
    widest = max((len(row.get("values", ())) for row in rows), default=0)
    if widest > area.width:
        last = area.right
        raise Refused(f"Attempting to write column: {last}, beyond the last requested column of: {last - 1}")
    grid = book.tab(area.sheet).grid
    for offset in range(area.height):
        values = list(rows[offset].get("values", ())) if offset < len(rows) else []
        present = grid.rows[area.top + offset]
        blanks: list[Json] = [{} for _ in range(area.width - len(values))] if present else []
        write_row(grid, area.top + offset, area.left, [*values, *blanks], mask)


def repeat_cell(book: Book, body: Json) -> Json:
    """Write the same into each cell of a range; a formula follows from its first cell."""
    mask = cell_mask(write_mask(body.get("fields")))
    area = book.area(body.get("range", {}))
    given = body.get("cell", {})
    formula = given.get("userEnteredValue", {}).get("formulaValue")
    grid = book.tab(area.sheet).grid
    if formula is None:
        write_alike(grid, area, given, mask)
        return {}
    for row in range(area.top, area.bottom):
        old = grid.rows[row]
        new: Row = {}
        for column in range(area.left, area.right):
            text = copied(formula, row - area.top, column - area.left)
            mine = {**given, "userEnteredValue": {"formulaValue": text}}
            new[column] = updated(old.get(column, EMPTY), mine, mask)
        grid.put_row(row, new)
    return {}


def write_alike(grid: Grid, area: Area, given: Json, mask: Mask) -> None:
    """Write the same into each cell. Cells that were alike stay one object, which makes whole columns quick."""
    made: dict[int, tuple[Cell, Cell]] = {}
    for row in range(area.top, area.bottom):
        old, new = grid.rows[row], Row()
        for column in range(area.left, area.right):
            cell = old.get(column, EMPTY)
            if id(cell) not in made:
                made[id(cell)] = cell, updated(cell, given, mask)
            new[column] = made[id(cell)][1]
        grid.put_row(row, new)


def append_cells(book: Book, body: Json) -> Json:
    """Write rows below the last row that holds a value; the sheet grows where it must."""
    mask = cell_mask(write_mask(body.get("fields")))
    tab = book.tab(body.get("sheetId", 0))
    rows = body.get("rows", [])
    widest = max((len(row.get("values", ())) for row in rows), default=0)
    refuse_beyond(0, widest, tab.grid.width, "column")
    top = tab.grid.last_row_with_values()
    missing = top + len(rows) - tab.grid.height
    if missing > 0:
        book.check_size(missing * tab.grid.width)
        tab.grid.insert("ROWS", tab.grid.height, missing)
    for offset, row in enumerate(rows):
        write_row(tab.grid, top + offset, 0, row.get("values", ()), mask)
    return {}


def set_data_validation(book: Book, body: Json) -> Json:
    """Put a rule on each cell of a range; without a rule, take the rules away."""
    given = {"dataValidation": body["rule"]} if "rule" in body else {}
    area = book.area(body.get("range", {}))
    write_alike(book.tab(area.sheet).grid, area, given, {"dataValidation": {}})
    return {}
