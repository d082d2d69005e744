"""Requests that copy, cut and sort cells."""

from __future__ import annotations

from dataclasses import replace

from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import EMPTY, Cell
from tests.google.spreadsheets.evaluation import Evaluation
from tests.google.spreadsheets.grid import Row
from tests.google.spreadsheets.json_shapes import Json, NotKnown, Refused
from tests.google.spreadsheets.references import Reference, copied

PASTE_TYPES = (
    "PASTE_NORMAL",
    "PASTE_VALUES",
    "PASTE_FORMAT",
    "PASTE_NO_BORDERS",
    "PASTE_FORMULA",
    "PASTE_DATA_VALIDATION",
)
Block = list[list[Cell]]


def block(book: Book, area: Area) -> Block:
    grid = book.tab(area.sheet).grid
    return [[grid.cell(row, column) for column in range(area.left, area.right)] for row in range(area.top, area.bottom)]


def pasted(target: Cell, source: Cell, kind: str, value: Json | None) -> Cell:
    """The target after the source was pasted onto it; ``value`` is what the source shows by itself."""
    if kind == "PASTE_VALUES":
        return replace(target, entered=value, runs=())
    if kind == "PASTE_FORMULA":
        return replace(target, entered=source.entered, runs=())
    if kind == "PASTE_FORMAT":
        return replace(target, format=source.format)
    if kind == "PASTE_DATA_VALIDATION":
        return replace(target, validation=source.validation)
    if kind == "PASTE_NO_BORDERS":
        return replace(source, format=with_borders_of(source.format, target.format))
    return source


def with_borders_of(style: Json | None, other: Json | None) -> Json | None:
    kept = {name: part for name, part in (style or {}).items() if name != "borders"}
    borders = (other or {}).get("borders")
    return ({**kept, "borders": borders} if borders else kept) or None


def paste_kind(body: Json) -> str:
    kind = str(body.get("pasteType", "PASTE_NORMAL"))
    if kind not in PASTE_TYPES:
        raise NotKnown(f"pasting of type {kind}")
    return kind


def copy_paste(book: Book, body: Json) -> Json:
    """Copy a range; it repeats where the destination is a multiple of it, and spills over where it is smaller."""
    if body.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise NotKnown("pasting with rows and columns exchanged")
    kind = paste_kind(body)
    source = book.area(body.get("source", {}))
    target = spread(book, source, book.area(body.get("destination", {})))
    cells, values = block(book, source), shown_values(book, source, kind)
    grid = book.tab(target.sheet).grid
    for row in range(target.height):
        new: Row = {}
        for column in range(target.width):
            down, right = row % source.height, column % source.width
            steps = (target.top + row - source.top - down, target.left + column - source.left - right)
            moved = stepped(cells[down][right], *steps)
            old = grid.cell(target.top + row, target.left + column)
            new[target.left + column] = pasted(old, moved, kind, values[down][right])
        grid.put_row(target.top + row, new)
    return {}


def shown_values(book: Book, source: Area, kind: str) -> list[list[Json | None]]:
    if kind != "PASTE_VALUES":
        return [[None] * source.width for _ in range(source.height)]
    tab, evaluation = book.tab(source.sheet), Evaluation(book.copy())
    own = evaluation.book.tab(source.sheet)
    return [
        [
            evaluation.effective(own, row, column, tab.grid.cell(row, column))
            for column in range(source.left, source.right)
        ]
        for row in range(source.top, source.bottom)
    ]


def spread(book: Book, source: Area, target: Area) -> Area:
    """The cells that are written: at least the size of the source, in whole multiples of it."""
    height = target.height if target.height % source.height == 0 else source.height
    width = target.width if target.width % source.width == 0 else source.width
    area = Area(target.sheet, target.top, target.top + height, target.left, target.left + width)
    return book.area(area.json)


def stepped(cell: Cell, down: int, right: int) -> Cell:
    formula = cell.formula
    return cell if formula is None else cell.with_formula(copied(formula, down, right))


def cut_paste(book: Book, body: Json) -> Json:
    """Move a range to another corner; formulas that look at the moved cells follow them."""
    kind = paste_kind(body)
    if kind != "PASTE_NORMAL":
        raise NotKnown(f"cutting with {kind}")
    source = book.area(body.get("source", {}))
    corner = body.get("destination", {})
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    plain = Area(corner.get("sheetId", 0), top, top + source.height, left, left + source.width)
    target = book.area(plain.json)
    cells = block(book, source)
    clear(book, source)
    grid = book.tab(target.sheet).grid
    for offset, row in enumerate(cells):
        grid.put_row(target.top + offset, dict(enumerate(row, start=target.left)))
    follow(book, source, target)
    return {}


def clear(book: Book, area: Area) -> None:
    grid = book.tab(area.sheet).grid
    for row in range(area.top, area.bottom):
        if grid.rows[row]:
            grid.put_row(row, dict.fromkeys(range(area.left, area.right), EMPTY))


def follow(book: Book, source: Area, target: Area) -> None:
    """Let formulas and named ranges that lie wholly in what was cut follow it."""
    source_tab, title = book.tab(source.sheet), book.tab(target.sheet).title
    down, right = target.top - source.top, target.left - source.left

    def change(reference: Reference) -> Reference | None:
        if not reference.within(source):
            return reference
        free = replace(
            reference,
            first=replace(reference.first, row_fixed=False, column_fixed=False),
            last=reference.last and replace(reference.last, row_fixed=False, column_fixed=False),
        )
        moved = free.stepped(down, right)
        return moved and replace(moved, tab=reference.tab if source.sheet == target.sheet else title)

    book.rewrite(source_tab, change)
    book.named = [named_after_cut(book, entry, source, target) for entry in book.named]


def named_after_cut(book: Book, entry: Json, source: Area, target: Area) -> Json:
    if "range" not in entry:
        return entry
    own = book.area(entry["range"])
    if not source.holds(own):
        return entry
    top, left = own.top + target.top - source.top, own.left + target.left - source.left
    return {**entry, "range": Area(target.sheet, top, top + own.height, left, left + own.width).json}


def sort_range(book: Book, body: Json) -> Json:
    """Sort the rows of a range by some of its columns; empty cells come last whichever way it is sorted."""
    area = book.area(body.get("range", {}))
    tab = book.tab(area.sheet)
    if any(area.meets(book.area({**merge, "sheetId": area.sheet})) for merge in tab.merges):
        raise Refused("You can't sort a range that contains merged cells.")
    evaluation = Evaluation(book)
    cells = block(book, area)
    order = list(range(area.height))
    for spec in reversed(body.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not area.left <= column < area.right:
            raise Refused(f"The column {column} is outside of the range that is sorted.")
        values = [
            evaluation.effective(tab, area.top + place, column, cells[place][column - area.left])
            for place in range(area.height)
        ]
        order = sorted_places(order, values, spec.get("sortOrder", "ASCENDING") == "DESCENDING")
    for new, old in enumerate(order):
        row = {area.left + at: stepped(cell, new - old, 0) for at, cell in enumerate(cells[old])}
        tab.grid.put_row(area.top + new, row)
    return {}


def sorted_places(order: list[int], values: list[Json | None], descending: bool) -> list[int]:
    filled = [place for place in order if values[place] is not None]
    empty = [place for place in order if values[place] is None]
    return sorted(filled, key=lambda place: sort_key(values[place]), reverse=descending) + empty


def sort_key(value: Json | None) -> tuple[int, float, str]:
    """Numbers, then texts without regard to capitals, then truth values, then errors."""
    ((kind, content),) = (value or {"stringValue": ""}).items()
    if kind == "numberValue":
        return 0, float(content), ""
    if kind == "stringValue":
        return 1, 0.0, str(content).lower()
    return (2, float(content), "") if kind == "boolValue" else (3, 0.0, "")
