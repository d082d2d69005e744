"""The values family: reading, writing, appending and clearing ranges that are named in A1 notation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from tests.google.spreadsheets.a1 import a1_of, letters_of
from tests.google.spreadsheets.addresses import address
from tests.google.spreadsheets.areas import Area, Insertion
from tests.google.spreadsheets.as_typed import typed
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import EMPTY, Cell, entered_value
from tests.google.spreadsheets.evaluation import Evaluation
from tests.google.spreadsheets.formatting import ERROR_TEXTS, shown
from tests.google.spreadsheets.json_shapes import Json, Refused, refuse
from tests.google.spreadsheets.tabs import Tab

Rows: TypeAlias = list[list[Any]]
DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
KEPT = None  # what stands for a cell that a write leaves alone


def read(book: Book, area: Area, options: Json) -> Json:
    """A range with its values, without the empty ends of its rows and without empty rows at its end."""
    major = options.get("majorDimension") or "ROWS"
    tab, evaluation = book.tab(area.sheet), Evaluation(book)
    rows: Rows = [[""] * area.width for _ in range(area.height)]
    for row, column, cell in tab.grid.placed(area):
        if cell.entered:
            value = evaluation.effective(tab, row, column, cell)
            rows[row - area.top][column - area.left] = rendered(
                cell, evaluation.number_format(tab, cell), value, options, book.locale
            )
    lines = trimmed(rows if major == "ROWS" else [list(column) for column in zip(*rows, strict=True)])
    answer: Json = {"range": a1_of(tab.title, area), "majorDimension": major}
    return {**answer, "values": lines} if lines else answer


def trimmed(lines: Rows) -> Rows:
    kept = [line[: max((at for at, value in enumerate(line, 1) if value != ""), default=0)] for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def rendered(cell: Cell, style: Json | None, value: Json | None, options: Json, locale: str) -> object:
    """A value as the reader asked for it: as shown, as it is, or as its formula."""
    how = options.get("valueRenderOption") or "FORMATTED_VALUE"
    if how == "FORMULA" and cell.formula is not None:
        return cell.formula
    if how == "FORMATTED_VALUE" or value is None:
        return shown(value, style, locale)
    is_date = style is not None and style["type"] in DATE_TYPES and "numberValue" in value
    if is_date and options.get("dateTimeRenderOption") == "FORMATTED_STRING":
        return shown(value, style, locale)
    if "errorValue" in value:
        return ERROR_TEXTS[value["errorValue"]["type"]]
    return next(iter(value.values()))


def by_rows(body: Json) -> Rows:
    """The values of a write row by row, whichever way they came."""
    lines: Rows = body.get("values") or []
    if (body.get("majorDimension") or "ROWS") == "ROWS":
        return lines
    height = max((len(line) for line in lines), default=0)
    return [[line[at] if at < len(line) else KEPT for line in lines] for at in range(height)]


def written_cell(cell: Cell, value: object, how: str, book: Book) -> Cell:
    """The cell after a value of JSON was written: as it is, or as if a person had typed it."""
    if isinstance(value, bool):
        return replace(cell, entered={"boolValue": value}, runs=())
    if isinstance(value, int | float):
        return replace(cell, entered={"numberValue": value}, runs=())
    if not isinstance(value, str):
        raise refuse(f"Invalid values: {value!r:.60} is neither text, number nor truth value.")
    if how == "USER_ENTERED":
        return typed(cell, value, book.locale, book.chosen.now.year)
    return replace(cell, entered=entered_value({"stringValue": value}), runs=())


def input_option(options: Json) -> str:
    how = options.get("valueInputOption")
    if how not in {"RAW", "USER_ENTERED"}:
        raise refuse("'valueInputOption' is required but not specified")
    return str(how)


def target(book: Book, text: str, rows: Rows) -> Area:
    """The cells that a write fills: from the corner of the range on, never past the end of the range or the grid."""
    area = address(book, text, clip=False)
    tab = book.tab(area.sheet)
    width = max((len(row) for row in rows), default=0)
    if area.height * area.width > 1:
        refuse_outside(tab, area, len(rows), width)
    filled = Area(area.sheet, area.top, area.top + max(len(rows), 1), area.left, area.left + max(width, 1))
    if filled.bottom > tab.grid.height or filled.right > tab.grid.width:
        limits = f"Max rows: {tab.grid.height}, max columns: {tab.grid.width}"
        raise refuse(f"Range ({a1_of(tab.title, filled)}) exceeds grid limits. {limits}")
    return filled


def refuse_outside(tab: Tab, area: Area, height: int, width: int) -> None:
    name = a1_of(tab.title, area)
    if height > area.height:
        raise refuse(f"Requested writing within range [{name}], but tried writing to row [{area.bottom + 1}]")
    if width > area.width:
        raise refuse(f"Requested writing within range [{name}], but tried writing to column [{letters_of(area.right)}]")


def write(book: Book, area: Area, rows: Rows, how: str) -> list[tuple[int, int, int]]:
    """Write the values; those that are null leave their cells alone. Answers which cells were written."""
    grid = book.tab(area.sheet).grid
    places: list[tuple[int, int, int]] = []
    try:
        for row, line in enumerate(rows, start=area.top):
            old = grid.rows[row]
            new = {
                column: written_cell(old.get(column, EMPTY), value, how, book)
                for column, value in enumerate(line, start=area.left)
                if value is not KEPT
            }
            grid.put_row(row, new)
            places.extend((area.sheet, row, column) for column in new)
    except Refused as reason:
        raise refuse(str(reason)) from None
    return places


def counted(places: Sequence[tuple[int, int, int]], prefix: str = "updated") -> Json:
    """How many rows, columns and cells were written; what is 0 is left out."""
    rows = {(sheet, row) for sheet, row, _ in places}
    columns = {(sheet, column) for sheet, _, column in places}
    counts = {f"{prefix}Rows": len(rows), f"{prefix}Columns": len(columns), f"{prefix}Cells": len(set(places))}
    return {name: count for name, count in counts.items() if count}


def update(book: Book, text: str, body: Json, options: Json) -> tuple[Json, list[tuple[int, int, int]]]:
    """One write: Google's answer, and the cells that it wrote."""
    how, rows = input_option(options), by_rows(body)
    if body.get("range") and address(book, body["range"]) != address(book, text):
        raise refuse(f"Requested writing within range [{text}], but the body is for [{body['range']}]")
    area = target(book, text, rows)
    places = write(book, area, rows, how)
    return answered(book, area, places, options), places


def answered(book: Book, area: Area, places: list[tuple[int, int, int]], options: Json) -> Json:
    answer: Json = {"spreadsheetId": book.spreadsheet_id, "updatedRange": a1_of(book.tab(area.sheet).title, area)}
    answer.update(counted(places))
    if options.get("includeValuesInResponse"):
        book.results.clear()
        answer["updatedData"] = read(book, area, response_options(options))
    return answer


def response_options(options: Json) -> Json:
    names = {
        "responseValueRenderOption": "valueRenderOption",
        "responseDateTimeRenderOption": "dateTimeRenderOption",
    }
    return {plain: options[name] for name, plain in names.items() if name in options}


def batch_update(book: Book, body: Json) -> Json:
    """Several writes, all or none."""
    answers: list[Json] = []
    places: list[tuple[int, int, int]] = []
    for data in body.get("data", []):
        answer, written = update(book, data.get("range", ""), data, body)
        answers.append(answer)
        places.extend(written)
    totals = counted(places, "totalUpdated")
    sheets = {"totalUpdatedSheets": len({sheet for sheet, _, _ in places})} if places else {}
    return {"spreadsheetId": book.spreadsheet_id, **totals, **sheets, "responses": answers}


def clear(book: Book, text: str) -> str:
    """Take the values out of a range and leave the rest; answers the name of the range."""
    area = address(book, text)
    tab = book.tab(area.sheet)
    for row, column, cell in list(tab.grid.placed(area)):
        if cell.entered:
            tab.grid.put(row, column, replace(cell, entered=None, runs=()))
    return a1_of(tab.title, area)


def append(book: Book, text: str, body: Json, options: Json) -> Json:
    """Write below the last table that meets the range, or into the range where there is none."""
    how, rows = input_option(options), by_rows(body)
    area = address(book, text)
    tab = book.tab(area.sheet)
    table = last_table(tab, area)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    width = max((len(row) for row in rows), default=0)
    if left + width > tab.grid.width:
        book.check_size((left + width - tab.grid.width) * tab.grid.height)
        tab.grid.insert("COLUMNS", tab.grid.width, left + width - tab.grid.width)
    make_room(book, tab, top, len(rows), options.get("insertDataOption") == "INSERT_ROWS")
    filled = Area(area.sheet, top, top + max(len(rows), 1), left, left + max(width, 1))
    answer: Json = {"spreadsheetId": book.spreadsheet_id}
    if table:
        answer["tableRange"] = a1_of(tab.title, table)
    answer["updates"] = answered(book, filled, write(book, filled, rows, how), options)
    return answer


def make_room(book: Book, tab: Tab, top: int, count: int, insert: bool) -> None:
    grid = tab.grid
    if insert and count and top < grid.height:
        book.check_size(count * grid.width)
        grid.insert("ROWS", top, count)
        book.shift(tab, Insertion("ROWS", top, count))
    elif top + count > grid.height:
        book.check_size((top + count - grid.height) * grid.width)
        grid.insert("ROWS", grid.height, top + count - grid.height)


def last_table(tab: Tab, area: Area) -> Area | None:
    """The last of the tables that the range meets: blocks of filled cells with nothing around them."""
    tables = {table_around(tab, row, column) for row, column, cell in tab.grid.placed(area) if cell.entered}
    return max(tables, key=lambda table: (table.bottom, table.right), default=None)


def table_around(tab: Tab, row: int, column: int) -> Area:
    table = Area(tab.sheet_id, row, row + 1, column, column + 1)
    while (wider := grown(tab, table)) != table:
        table = wider
    return table


def grown(tab: Tab, table: Area) -> Area:
    """The table with the filled cells that touch it."""
    around = Area(
        table.sheet,
        max(table.top - 1, 0),
        min(table.bottom + 1, tab.grid.height),
        max(table.left - 1, 0),
        min(table.right + 1, tab.grid.width),
    )
    filled = list(filled_places(tab, around))
    rows, columns = [row for row, _ in filled], [column for _, column in filled]
    return Area(table.sheet, min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def filled_places(tab: Tab, area: Area) -> Iterator[tuple[int, int]]:
    return ((row, column) for row, column, cell in tab.grid.placed(area) if cell.entered)
