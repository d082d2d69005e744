"""What people give as the address of a Google Sheet: its link, copied from the browser, or its ID."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from pepsheets.sheets import AddressNotUnderstood

SCHEME = "google:"
_ID = re.compile(r"[A-Za-z0-9_-]+")
_SHORTEST_ID = 20
_SHEET = re.compile(r"/(?:a/[^/]+/)?spreadsheets/(?:u/\d+/)?d/(?!e/)([^/]+)")
_FILE = re.compile(r"/file/(?:u/\d+/)?d/([^/]+)")
_COPY = "Open the sheet in the browser, and copy the whole address from the bar at the top."

_OTHERS = (
    (
        re.compile(r"docs\.google\.com/.*spreadsheets/(u/\d+/)?d/e/"),
        "leads to a published copy, which cannot be changed",
    ),
    (re.compile(r"drive\.google\.com/.*folders/"), "leads to a folder, and not to one sheet"),
    (re.compile(r"docs\.google\.com/.*\bdocument/"), "leads to a Google Doc, and not to a sheet"),
    (re.compile(r"docs\.google\.com/.*\bpresentation/"), "leads to Google Slides, and not to a sheet"),
    (re.compile(r"(docs\.google\.com/.*\bforms/|forms\.gle/)"), "leads to a form, and not to the sheet of its answers"),
    (re.compile(r"docs\.google\.com/.*\bspreadsheets"), "leads to the list of your sheets, and not to one of them"),
    (re.compile(r"(drive|docs)\.google\.com/"), "leads to Google Drive, and not to one sheet"),
)


def spreadsheet_id(address: str) -> str:
    """The ID of the sheet at an address, which may be its ID or its link.

    >>> spreadsheet_id(
    ...     "google:https://docs.google.com/spreadsheets/u/0/d/1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p/edit#gid=0"
    ... )
    '1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p'
    """
    given = _given(address)
    if not given:
        raise AddressNotUnderstood("'google:' stands there without a sheet.", f"Put its link behind it. {_COPY}")
    return _of_link(given) if "/" in given or "." in given else _of_id(given)


def _given(address: str) -> str:
    given = address.strip()
    if given[: len(SCHEME)].casefold() == SCHEME:
        given = given[len(SCHEME) :]
    return given.strip().strip("<>'\"").strip()


def _of_id(given: str) -> str:
    if _ID.fullmatch(given) is None:
        raise AddressNotUnderstood(f"'{given}' is neither the link of a Google Sheet nor its ID.", _COPY)
    if len(given) < _SHORTEST_ID:
        raise AddressNotUnderstood(
            f"'{given}' is too short to be the ID of a Google Sheet, which has about 44 letters and digits.", _COPY
        )
    return given


def _of_link(given: str) -> str:
    link = _parts(given)
    found = _id_in(link)
    if found is None:
        raise AddressNotUnderstood(f"'{given}' {_what_is_there(link)}.", _COPY)
    return _of_id(found)


def _parts(given: str) -> SplitResult:
    try:
        return urlsplit(given if "://" in given else f"https://{given}")
    except ValueError:
        return SplitResult("", "", given, "", "")


def _id_in(link: SplitResult) -> str | None:
    host = (link.hostname or "").casefold()
    if host == "docs.google.com":
        match = _SHEET.match(link.path)
    elif host == "drive.google.com":
        if link.path.rstrip("/").endswith("/open"):
            return parse_qs(link.query).get("id", [None])[0]
        match = _FILE.match(link.path)
    else:
        match = None
    return match.group(1) if match else None


def _what_is_there(link: SplitResult) -> str:
    place = f"{(link.hostname or '').casefold()}{link.path}/"
    return next((what for pattern, what in _OTHERS if pattern.match(place)), "is not the link of a Google Sheet")
