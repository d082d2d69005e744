"""A spreadsheet of the stand-in without the way through HTTP: replies are masked, and all is held to Google's words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from pepsheets.gateways.google_sheet.reading import FIELDS, reading_of
from pepsheets.gateways.google_sheet.setting_up import Wanted, set_up
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.sheets import Plan, Receipt, Workbook
from tests.google.server.discovery import method_for
from tests.google.server.fields import apply_mask, parse_mask
from tests.google.spreadsheets import Json, Spreadsheets
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.rendering import CELL_FIELDS

TODAY = date(2026, 11, 21)
EMPTY = Wanted(PEPMK, PEPMK.start(TODAY), (), TODAY)
SAMPLE = Wanted(PEPMK, PEPMK.sample(TODAY), PEPMK.mistakes(TODAY), TODAY)

_AT = "/v4/spreadsheets/x"
_READ, _WRITE = (
    found[0] if (found := method_for("sheets.googleapis.com", *call)) else None
    for call in (("GET", _AT), ("POST", f"{_AT}:batchUpdate"))
)


class Direct:
    """A connection to a spreadsheet, which counts what is asked of it."""

    def __init__(self, book: Book | None = None) -> None:
        self.sheets = Spreadsheets()
        if book is None:
            made = self.sheets.create({"properties": {"title": "Partnership"}})
            self.spreadsheet_id = str(made["spreadsheetId"])
        else:
            self.sheets.keep(book.copy())
            self.spreadsheet_id = book.spreadsheet_id
        self.reads = self.writes = 0

    @property
    def book(self) -> Book:
        return self.sheets.book(self.spreadsheet_id)

    def get(self, fields: str, ranges: Sequence[str] = ()) -> Json:
        self.reads += 1
        wanted = [name for name in CELL_FIELDS if name in fields]
        reply = apply_mask(self.sheets.get(self.spreadsheet_id, ranges, True, wanted), fields)
        assert _READ is not None
        _READ.check_mask(parse_mask(fields))
        _READ.check_reply(reply)
        return reply

    def batch_update(self, requests: Sequence[Json], *, fields: str) -> Json:
        self.writes += 1
        body = {"requests": list(requests)}
        assert _WRITE is not None
        _WRITE.check_body(body)
        return apply_mask(self.sheets.batch_update(self.spreadsheet_id, body), fields)

    def does(self, *requests: Json) -> None:
        """Somebody changes the spreadsheet."""
        self.sheets.batch_update(self.spreadsheet_id, {"requests": list(requests)})

    def sheet(self, title: str) -> Json:
        """All that Google tells of a tab but its cells."""
        told = self.sheets.get(self.spreadsheet_id)
        return next(sheet for sheet in told["sheets"] if sheet["properties"]["title"] == title)

    def titles(self) -> list[str]:
        return [sheet["properties"]["title"] for sheet in self.sheets.get(self.spreadsheet_id)["sheets"]]

    def cells(self, title: str) -> list[list[Json]]:
        """The cells of a tab, whole, as far as anything stands in them."""
        told = self.sheets.get(self.spreadsheet_id, [f"'{title}'!A1:AZ60"], True)
        [block] = told["sheets"][0]["data"]
        return [row.get("values", []) for row in block.get("rowData", [])]

    def cell(self, title: str, row: int, column: int) -> Json:
        """One cell; row and column counted from 1."""
        row_of_cells = self.cells(title)[row - 1]
        return row_of_cells[column - 1] if column <= len(row_of_cells) else {}


class Door:
    """What the pipeline reads of a spreadsheet of the stand-in."""

    address = "google:partnership"

    def __init__(self, direct: Direct) -> None:
        self._direct = direct

    def read(self, tabs: Collection[str]) -> Workbook:
        return reading_of(self._direct.get(FIELDS)).workbook(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        raise AssertionError("nothing is written here")


@cache
def _made(sample: bool) -> Direct:
    direct = Direct()
    set_up(direct, SAMPLE if sample else EMPTY)
    return direct


def made(*, sample: bool = False) -> Direct:
    """A spreadsheet that is set up, for a test to do with as it likes."""
    return Direct(_made(sample).book)


def kinds(requests: Sequence[Json]) -> set[str]:
    return {name for request in requests for name in request}


def ranges_of(requests: Sequence[Json], kind: str) -> Iterator[Mapping[str, int]]:
    yield from (request[kind]["range"] for request in requests if kind in request)
