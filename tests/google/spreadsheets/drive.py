"""The files of Drive: spreadsheets as files, with a name and times."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from tests.google.spreadsheets import known
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.evaluation import Evaluation
from tests.google.spreadsheets.formatting import shown
from tests.google.spreadsheets.json_shapes import ApiError, Json, NotKnown

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FILE: known.Fields = {"name": known.WORDS, "mimeType": known.WORDS, "parents": known.Each(known.WORDS)}
TERM = re.compile(r"""\s*(name|mimeType|trashed)\s*=\s*(?:"([^"]*)"|'((?:[^'\\]|\\.)*)'|(true|false))\s*""")


def not_found(file_id: str) -> ApiError:
    return ApiError(404, "NOT_FOUND", f"File not found: {file_id}.")


def file_json(book: Book, created: str, modified: str) -> Json:
    """All that is known of a file; a mask, or Google's habit where there is none, keeps a part of it."""
    times = book.chosen.times
    return {
        "kind": "drive#file",
        "id": book.spreadsheet_id,
        "name": book.properties["title"],
        "mimeType": SPREADSHEET,
        "createdTime": times.get((book.spreadsheet_id, "createdTime"), created),
        "modifiedTime": times.get((book.spreadsheet_id, "modifiedTime"), modified),
        "trashed": False,
    }


def new_file_name(body: Json) -> str:
    given = known.understood_fields(body, FILE, "file")
    if given.get("mimeType") != SPREADSHEET:
        raise NotKnown(f"files of type {given.get('mimeType')}")
    return str(given.get("name", "Untitled"))


def copied_book(book: Book, body: Json, spreadsheet_id: str) -> Book:
    """A copy with an id of its own; the ids of sheets and named ranges stay as they are."""
    given = known.understood_fields(body, FILE, "file")
    title = given.get("name", f"Copy of {book.properties['title']}")
    return replace(book.copy(), spreadsheet_id=spreadsheet_id, properties={**book.properties, "title": title})


def matches(file: Json, query: str) -> bool:
    """Whether a file answers a query of ``name``, ``mimeType`` and ``trashed`` joined by ``and``.

    >>> matches({"name": "A", "trashed": False}, "name = 'A' and trashed=false")
    True
    """
    for term in re.split(r"\band\b", query) if query.strip() else []:
        match = TERM.fullmatch(term)
        if match is None:
            raise NotKnown(f"the query {term.strip()}")
        name, double, single, truth = match.groups()
        wanted = truth == "true" if truth else double if double is not None else re.sub(r"\\(.)", r"\1", single)
        if file[name] != wanted:
            return False
    return True


def exported(book: Book, mime_type: str) -> bytes:
    """The first sheet as comma-separated values, each as it is shown."""
    if mime_type != "text/csv":
        raise NotKnown(f"exporting as {mime_type}")
    tab, evaluation = book.tabs[0], Evaluation(book)
    height = tab.grid.last_row_with_values()
    width = max((column for row in tab.grid.rows for column, cell in row.items() if cell.entered), default=-1) + 1
    rows = [[""] * width for _ in range(height)]
    for row, column, cell in tab.grid.placed(tab.whole):
        if cell.entered:
            style = evaluation.number_format(tab, cell)
            rows[row][column] = shown(evaluation.effective(tab, row, column, cell), style, book.locale)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().removesuffix("\r\n").encode()
