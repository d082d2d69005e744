"""A workbook file as the client of a server would send it, opened with the real xlwings."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from tests.excel.model import EXCEL, Json, Model


def json_book(path: Path, client: str = EXCEL) -> Json:
    """The JSON of a workbook file."""
    return Model.of_file(path).json(client)


def opened(model: Model, client: str = EXCEL) -> xw.Book:
    """The book that a script is given when a button is pressed in this workbook."""
    return xw.Book(json=model.json(client))


def actions_of(book: xw.Book) -> list[Json]:
    """What a script queued."""
    actions: list[Json] = book.json()["actions"]
    return actions
