"""The pages by which a person looks at the stand-in's sheets and changes them: a list, and a grid with tabs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from tests.google.server import keys
from tests.google.server.answers import Answer
from tests.google.server.holdings import Holdings
from tests.google.server.pictures import picture, used_rows
from tests.google.server.wire import Asked
from tests.google.spreadsheets import Person, Spreadsheets
from tests.google.spreadsheets.json_shapes import ApiError, Json, NotKnown, Refused
from tests.google.spreadsheets.person import place

FOLDER = Path(__file__).parent.parent / "page"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
SHEET = re.compile(r"/sheet/(?P<id>[\w-]+)(?P<what>|/grid|/do)")


class Pages:
    """Answers a browser."""

    def __init__(self, google: Holdings) -> None:
        self.google = google
        self.sheets = google.sheets

    def __call__(self, asked: Asked) -> Answer:
        try:
            return self._answer(asked)
        except (ApiError, NotKnown, Refused, ValueError) as refused:
            return _said(400, str(refused))

    def _answer(self, asked: Asked) -> Answer:
        if asked.verb == "GET" and asked.path == "/":
            return _page((FOLDER / "list.html").read_text("utf-8").replace("<!--ROWS-->", self._rows()))
        if asked.verb == "GET" and asked.path.startswith("/page/"):
            return _file(FOLDER / Path(asked.path).name)
        if asked.verb == "POST" and not _is_from_here(asked):
            return _said(403, "Only the pages of the stand-in can change its sheets.")
        if (asked.verb, asked.path) == ("POST", "/new"):
            return self._new(str(json.loads(asked.body)["title"]))
        if (found := SHEET.fullmatch(asked.path)) and self.google.has(found["id"]):
            return self._sheet(found["id"], found["what"], asked)
        return _said(404, "There is no such page here. The sheets are listed at /.")

    def _sheet(self, sheet_id: str, what: str, asked: Asked) -> Answer:
        if what == "/do" and asked.verb == "POST":
            return self._do(sheet_id, json.loads(asked.body))
        if what == "/grid":
            return self._grid(sheet_id, dict(asked.query))
        return _file(FOLDER / "sheet.html")

    def _grid(self, sheet_id: str, given: dict[str, str]) -> Answer:
        """A tab as it looks now; nothing where the page has seen it already, since pages ask all the time."""
        version = str(self.sheets.files_get(sheet_id)["modifiedTime"])
        if given.get("seen") == version:
            return Answer(204, None)
        return Answer(200, {**picture(self.sheets, sheet_id, given.get("tab", "")), "version": version})

    def _new(self, title: str) -> Answer:
        made = self.sheets.create({"properties": {"title": title, "locale": "en_GB"}})
        self.google.own(made["spreadsheetId"], keys.PERSON_EMAIL)
        self.google.share(made["spreadsheetId"], keys.SERVICE_EMAIL)
        return Answer(200, {"address": f"/sheet/{made['spreadsheetId']}"})

    def _do(self, sheet_id: str, wanted: Json) -> Answer:
        do = DOINGS.get(str(wanted.get("do")))
        if do is None:
            return _said(400, "The stand-in does not know how to do that.")
        do(self.sheets.person(sheet_id), self.sheets, sheet_id, wanted)
        return _said(200, "")

    def _rows(self) -> str:
        rows = [self._row(sheet_id) for sheet_id in self.sheets.books]
        return "\n".join(rows) or '<tr><td colspan="3">There is no sheet yet.</td></tr>'

    def _row(self, sheet_id: str) -> str:
        title = escape(self.sheets.get(sheet_id)["properties"]["title"])
        shared = "<br>".join(map(escape, self.google.shared_with(sheet_id)))
        link = f'<a href="/sheet/{sheet_id}">{title}</a>'
        return f"<tr><td>{link}</td><td><code>google:{sheet_id}</code></td><td>{shared}</td></tr>"


Doing = Callable[[Person, Spreadsheets, str, Json], object]


def _tab(wanted: Json) -> str:
    return str(wanted["tab"])


def _sort(person: Person, sheets: Spreadsheets, sheet_id: str, wanted: Json) -> None:
    """Sorts the rows below the frozen ones by the column of a cell, as the menu of a heading does."""
    first, last = used_rows(sheets, sheet_id, _tab(wanted))
    if first < last:
        person.sort(_tab(wanted), first, place(str(wanted["cell"]))[1] + 1, last)


DOINGS: dict[str, Doing] = {
    "type": lambda person, _, __, wanted: person.type(_tab(wanted), wanted["cell"], wanted["text"]),
    "clear": lambda person, _, __, wanted: person.clear(_tab(wanted), wanted["cell"]),
    "tick": lambda person, _, __, wanted: person.tick(_tab(wanted), wanted["cell"]),
    "insert_row": lambda person, _, __, wanted: person.insert_row(_tab(wanted), wanted["row"]),
    "delete_row": lambda person, _, __, wanted: person.delete_row(_tab(wanted), wanted["row"]),
    "sort": _sort,
}


def _is_from_here(asked: Asked) -> bool:
    """A page of another site can send neither JSON nor this address as its origin without being asked first."""
    is_json = asked.headers.get("content-type", "").startswith("application/json")
    origin = asked.headers.get("origin", "http://127.0.0.1")
    return is_json and bool(re.match(r"http://(127\.0\.0\.1|localhost)(:\d+)?$", origin))


def _said(status: int, words: str) -> Answer:
    return Answer(status, {"said": words})


def _page(text: str) -> Answer:
    return Answer(200, text.encode("utf-8"), KINDS[".html"])


def _file(path: Path) -> Answer:
    if not path.is_file():
        return _said(404, "There is no such page here.")
    return Answer(200, path.read_bytes(), KINDS[path.suffix])
