"""Workbooks for these tests, made with openpyxl: a small partnership as a business manager may keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl

from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.sheets import Cell
from pepsheets.tabs.declaration import Row, columns_of

TODAY = date(2026, 11, 21)
YEAR = "2026/27"

Line = Mapping[str, Cell]

SCHOOLS = ("Ash Primary", "Elm Primary", "Oak Primary")
PEOPLE = ("Ann Archer", "Ben Baker", "Cat Cook", "Dan Dyer", "Eve Ellis", "Fay Field", "Gus Glover")
MEETING: Line = {"Meeting": "Autumn", "Kind": "Steering group", "Date": date(2026, 11, 10), "Standing": "Held"}

LINES: Mapping[str, Sequence[Line]] = {
    "Rules": [
        {"Setting": "Costs: shared between schools", "Value": "Yes", "Applies from": date(2025, 9, 1)},
        {"Setting": "Notice: days", "Value": 7, "Applies from": date(2025, 9, 1)},
    ],
    "Schools": [{"School": name, "Kind": "Primary"} for name in SCHOOLS],
    "Subscriptions": [{"School": name, "Year": YEAR, "Fee": 250} for name in SCHOOLS],
    "School figures": [
        {"School": name, "Year": YEAR, "Pupils": 100, "Census date": date(2026, 10, 1)} for name in SCHOOLS
    ],
    "People": [{"Person": name, "School": "Ash Primary"} for name in PEOPLE],
    "Steering group": [{"Person": name, "Role": "Member", "From": date(2026, 6, 1)} for name in PEOPLE],
    "Meetings": [
        {**MEETING, "Notice sent": datetime(2026, 11, 5, 9)},
        {**MEETING, "Meeting": "Extra", "Date": date(2026, 11, 17), "Notice sent": datetime(2026, 11, 1, 9)},
    ],
    "Attendance": [
        *({"Meeting": "Autumn", "Person": name, "Attendance": "Present"} for name in PEOPLE[:4]),
        *({"Meeting": "Extra", "Person": name, "Attendance": "Present"} for name in PEOPLE[:5]),
    ],
    "Agenda items": [
        {"Meeting": "Extra", "Item": 1, "What": "Minutes"},
        {"Meeting": "Extra", "Item": 2, "What": "The contract", "Withdrew": "Ann Archer"},
    ],
    "Courses": [
        {
            "Course": "C1", "Title": "Phonics", "Date": date(2026, 12, 1), "Standing": "Open", "Places": 1,
            "Member price": 50, "Outside price": 90,
        }
    ],
    "Bookings": [
        {"Booking": f"B{n}", "Course": "C1", "School": name, "Delegate": f"Guest {n}", "Booked": datetime(2026, 10, n)}
        for n, name in enumerate(SCHOOLS, start=1)
    ],
    "Costs": [
        {
            "Cost": "K1", "What": "Theatre", "Date": date(2026, 11, 1), "Year": YEAR, "Net": 100,
            "VAT treatment": "Exempt", "VAT": 0, "VAT reclaimed": "No", "Basis": "Pupils",
        }
    ],
}  # fmt: skip


def partnership(
    path: Path, more: Mapping[str, Sequence[Line]] | None = None, lines: Mapping[str, Sequence[Line]] = LINES
) -> Path:
    """A workbook of PEP:mk with a few rows on most tabs, nothing recalculated yet, and these rows besides."""
    kind = PARTNERSHIPS[0]
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    started = kind.start(TODAY)
    for tab in kind.tabs:
        headings = [column.heading for column in columns_of(tab)]
        sheet = book.create_sheet(tab.tab)
        sheet.append(headings)
        for row in (row for row in started if type(row) is tab):
            sheet.append(_cells(row))
        for line in (*lines.get(tab.tab, ()), *(more or {}).get(tab.tab, ())):
            sheet.append([line.get(heading) for heading in headings])
    book.save(path)
    return path


MISTYPED: Mapping[str, Sequence[Line]] = {
    "Bookings": [
        {
            "Booking": "B9", "Course": "C1", "School": "Oack Primary", "Delegate": "Delegate 9",
            "Booked": datetime(2026, 10, 9),
        }
    ],
}  # fmt: skip
"""A booking of a school whose name was mistyped."""

_TERM: Line = {"From": date(2026, 6, 1), "Agreed on": date(2026, 6, 1)}

IN_ORDER: Mapping[str, Sequence[Line]] = {
    "Schools": LINES["Schools"],
    "Subscriptions": LINES["Subscriptions"],
    "People": [*LINES["People"], {"Person": "Hal Hill", "School": "Elm Primary"}],
    "Steering group": [
        *(
            {
                **_TERM,
                "Person": name,
                "Role": "Member",
                "Deputy": "Hal Hill",
                "Facets": "St Paul's head or representative",
            }
            for name in PEOPLE
        ),
        {**_TERM, "Person": "Ann Archer", "Role": "Chair"},
        {**_TERM, "Person": "Ben Baker", "Role": "Vice-Chair"},
    ],
}
"""Rows of a partnership in which nothing is wrong that must be put right."""


def _cells(row: Row) -> list[Cell]:
    values = [None if column.is_computed else getattr(row, column.name) for column in columns_of(type(row))]
    return ["; ".join(value) if isinstance(value, tuple) else value for value in values]
