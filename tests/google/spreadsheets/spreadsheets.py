"""A Drive of spreadsheets that answers as Google does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from tests.google.spreadsheets import drive, known, values
from tests.google.spreadsheets.addresses import address
from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.chosen import Chosen
from tests.google.spreadsheets.defaults import FIRST_TITLE, HEIGHT, WIDTH, book_properties
from tests.google.spreadsheets.json_shapes import ApiError, Json, Refused, refuse
from tests.google.spreadsheets.person import Person
from tests.google.spreadsheets.rendering import Rendering
from tests.google.spreadsheets.requests import carry_out
from tests.google.spreadsheets.requests.sheets import add_sheet

OWNER = "service@pepsheets-tests.iam.gserviceaccount.com"
BATCH: known.Fields = {
    "requests": known.Each(known.ByName((dict, type(None)))),
    "includeSpreadsheetInResponse": known.TRUTH,
    "responseRanges": known.Each(known.WORDS),
    "responseIncludeGridData": known.TRUTH,
}
CREATED: known.Fields = {
    "properties": known.BOOK_PROPERTIES,
    "sheets": known.Each({"properties": known.SHEET_PROPERTIES}),
}


class Spreadsheets:
    """All spreadsheets that there are. Each state is replaced as a whole, so that a refused batch changes nothing."""

    def __init__(self, chosen: Chosen | None = None, owner: str = OWNER) -> None:
        self.chosen = chosen or Chosen()
        self.owner = owner
        self.books: dict[str, Book] = {}
        self.times: dict[str, tuple[str, str]] = {}

    def book(self, spreadsheet_id: str) -> Book:
        if spreadsheet_id not in self.books:
            raise ApiError(404, "NOT_FOUND", "Requested entity was not found.")
        return self.books[spreadsheet_id]

    def start(self, title: str, properties: Json | None = None) -> Book:
        """A spreadsheet without sheets yet."""
        spreadsheet_id = self.chosen.text("spreadsheetId")
        return Book(spreadsheet_id, self.owner, self.chosen, {**book_properties(title), **(properties or {})})

    def create(self, body: Json) -> Json:
        """A new spreadsheet with the sheets that were asked for, or with one."""
        given = known.understood_fields(body, CREATED, "spreadsheet")
        properties = given.get("properties", {})
        book = self.start(properties.get("title", "Untitled spreadsheet"), properties)
        try:
            for at, sheet in enumerate(given.get("sheets", [])):
                add_sheet(book, {"properties": {**({} if at else {"sheetId": 0}), **sheet.get("properties", {})}})
            if not book.tabs:
                book.add_tab(FIRST_TITLE, HEIGHT, WIDTH, 0)
        except Refused as reason:
            raise refuse(f"Invalid sheets: {reason}") from None
        self.keep(book)
        return Rendering(book).spreadsheet((), with_grid=False)

    def get(
        self,
        spreadsheet_id: str,
        ranges: Sequence[str] = (),
        include_grid_data: bool = False,
        cell_fields: Collection[str] | None = None,
    ) -> Json:
        """The whole JSON. ``cell_fields`` spares the work for fields of cells that a mask would drop anyway."""
        book = self.book(spreadsheet_id)
        areas = self.areas(book, ranges)
        return Rendering(book, cell_fields).spreadsheet(areas, include_grid_data)

    def areas(self, book: Book, ranges: Iterable[str]) -> list[Area]:
        return [address(book, text) for text in ranges]

    def batch_update(self, spreadsheet_id: str, body: Json, cell_fields: Collection[str] | None = None) -> Json:
        """Carry out all requests or, where one cannot be done, none."""
        given = known.understood_fields(body, BATCH, "batchUpdate")
        requests = given.get("requests", [])
        if not requests:
            raise refuse("Must specify at least one request.")
        book = self.book(spreadsheet_id).copy()
        replies = carry_out(book, requests)
        answer: Json = {"spreadsheetId": spreadsheet_id, "replies": replies}
        if given.get("includeSpreadsheetInResponse"):
            areas = self.areas(book, given.get("responseRanges", []))
            rendering = Rendering(book, cell_fields)
            answer["updatedSpreadsheet"] = rendering.spreadsheet(areas, given.get("responseIncludeGridData", False))
        self.keep(book)
        return answer

    def values_get(self, spreadsheet_id: str, a1: str, options: Json | None = None) -> Json:
        book = self.book(spreadsheet_id)
        return values.read(book, address(book, a1), options or {})

    def values_batch_get(self, spreadsheet_id: str, options: Json) -> Json:
        book = self.book(spreadsheet_id)
        found = [values.read(book, area, options) for area in self.areas(book, options.get("ranges", []))]
        return {"spreadsheetId": spreadsheet_id, "valueRanges": found}

    def values_update(self, spreadsheet_id: str, a1: str, body: Json, options: Json) -> Json:
        return self.changed(spreadsheet_id, lambda book: values.update(book, a1, body, options)[0])

    def values_append(self, spreadsheet_id: str, a1: str, body: Json, options: Json) -> Json:
        return self.changed(spreadsheet_id, lambda book: values.append(book, a1, body, options))

    def values_batch_update(self, spreadsheet_id: str, body: Json) -> Json:
        return self.changed(spreadsheet_id, lambda book: values.batch_update(book, body))

    def values_clear(self, spreadsheet_id: str, a1: str) -> Json:
        cleared = self.changed(spreadsheet_id, lambda book: {"clearedRange": values.clear(book, a1)})
        return {"spreadsheetId": spreadsheet_id, **cleared}

    def values_batch_clear(self, spreadsheet_id: str, body: Json) -> Json:
        ranges = body.get("ranges", [])
        cleared = self.changed(
            spreadsheet_id, lambda book: {"clearedRanges": [values.clear(book, text) for text in ranges]}
        )
        return {"spreadsheetId": spreadsheet_id, **cleared}

    def changed(self, spreadsheet_id: str, change: Callable[[Book], Json]) -> Json:
        """Make a change to a copy, which takes the place of the spreadsheet when nothing stopped it."""
        book = self.book(spreadsheet_id).copy()
        answer = change(book)
        self.keep(book)
        return answer

    def files_create(self, body: Json) -> Json:
        book = self.start(drive.new_file_name(body))
        book.add_tab(FIRST_TITLE, HEIGHT, WIDTH, 0)
        self.keep(book)
        return self.files_get(book.spreadsheet_id)

    def files_copy(self, file_id: str, body: Json) -> Json:
        copy = drive.copied_book(self.file(file_id), body, self.chosen.text("spreadsheetId"))
        self.keep(copy)
        return self.files_get(copy.spreadsheet_id)

    def files_get(self, file_id: str) -> Json:
        return drive.file_json(self.file(file_id), *self.times[file_id])

    def files_list(self, query: str = "") -> Json:
        """All files that answer a query, the one that changed last first."""
        files = [self.files_get(file_id) for file_id in self.books]
        found = [file for file in files if drive.matches(file, query)]
        found.sort(key=lambda file: str(file["modifiedTime"]), reverse=True)
        return {"kind": "drive#fileList", "incompleteSearch": False, "files": found}

    def files_delete(self, file_id: str) -> None:
        self.file(file_id)
        del self.books[file_id], self.times[file_id]

    def files_export(self, file_id: str, mime_type: str) -> bytes:
        return drive.exported(self.file(file_id), mime_type)

    def file(self, file_id: str) -> Book:
        if file_id not in self.books:
            raise drive.not_found(file_id)
        return self.books[file_id]

    def person(self, spreadsheet_id: str) -> Person:
        """Somebody who has the spreadsheet open in the browser."""
        return Person(self, spreadsheet_id)

    def keep(self, book: Book) -> None:
        """The new state takes the place of the old one."""
        now = self.chosen.time()
        created = self.times[book.spreadsheet_id][0] if book.spreadsheet_id in self.times else now
        self.times[book.spreadsheet_id] = created, now
        self.books[book.spreadsheet_id] = book
