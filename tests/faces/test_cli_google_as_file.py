"""A Google Sheet is to every command what a workbook file is: the same problems, the same results, and few requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pepsheets.gateways import open_gateway
from pepsheets.partnerships import PARTNERSHIPS, kind_named
from pepsheets.sheets import Cell, CellChange, Plan, Value
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.validation.locating import Located, locate, sheet_of
from tests.faces.asking import Answer, ask
from tests.google import fixtures
from tests.google.server.stand_in import StandIn
from tests.google.spreadsheets.books import Book

google = fixtures.google

TODAY = ("--today", "2026-11-21")
KINDS = [kind.code for kind in PARTNERSHIPS]
STARTS = pytest.mark.parametrize("how", [(), ("--sample",)], ids=["ready", "sample"])
TYPED: Sequence[tuple[str, int, str, Value]] = (
    ("Schools", 1, "name", "Somewhere else"),
    ("Schools", 2, "contact", '=HYPERLINK("https://example.org")'),
    ("People", 0, "role", "007"),
    ("Courses", 0, "member_price", Decimal("61.25")),
    ("Courses", 1, "held_on", "31/02/2026"),
    ("Bookings", 0, "cancelled_on", date(2026, 11, 20)),
    ("Bookings", 3, "booked_at", datetime(2026, 10, 2, 9, 30)),
    ("Costs", 0, "net", "a lot"),
    ("Costs", 1, "net", Decimal("1234.56")),
    ("Attendance", 1, "standing", "Perhaps"),
    ("Meetings", 0, "notice_sent", None),
)
"""What people come to type: by tab, row of its table, and column."""


Made = dict[tuple[str, ...], tuple[Book, bytes]]


@dataclass(frozen=True)
class Pair:
    """The same partnership on Google and in a file."""

    kind: str
    google: StandIn
    sheet: str
    file: Path
    made: Made

    @property
    def address(self) -> str:
        return f"google:{self.sheet}"

    def both(self, command: str) -> tuple[Answer, Answer]:
        return ask(command, self.address, "--json", *TODAY), ask(command, self.file, "--json", *TODAY)

    def requests(self, command: str, *more: str) -> tuple[int, int]:
        """How often a command reads and writes the sheet."""
        before = self.google.counts("read"), self.google.counts("write")
        assert ask(command, *more[:1], self.address, *more[1:], *TODAY).status in {0, 1}
        return self.google.counts("read") - before[0], self.google.counts("write") - before[1]


@pytest.fixture(scope="module")
def made() -> Made:
    """What was set up once already, so that it need not be set up for each test."""
    return {}


@pytest.fixture(params=KINDS)
def pair(request: pytest.FixtureRequest, google: StandIn, tmp_path: Path, made: Made) -> Pair:
    return Pair(request.param, google, google.new_sheet("Partnership"), tmp_path / "partnership.xlsx", made)


def start(pair: Pair, *how: str) -> None:
    """Both as `new` makes them."""
    if (pair.kind, *how) not in pair.made:
        for address in (pair.address, pair.file):
            answer = ask("new", pair.kind, address, *how, *TODAY)
            assert (answer.status, answer.err) == (0, "")
        pair.made[pair.kind, *how] = pair.google.sheets.book(pair.sheet), pair.file.read_bytes()
    book, file = pair.made[pair.kind, *how]
    pair.google.sheets.keep(replace(book.copy(), spreadsheet_id=pair.sheet))
    pair.file.write_bytes(file)


def tables(pair: Pair, address: str | Path) -> dict[str, list[list[Cell]]]:
    """Every table of every tab below its headings, by the order of its columns, without blank rows at the end."""
    return {tab.tab: rows_of(located) for tab, located in placed(pair, address)}


def placed(pair: Pair, address: str | Path) -> Iterator[tuple[type[Row], Located]]:
    kind = kind_named(pair.kind)
    assert kind is not None
    workbook = open_gateway(str(address)).read([tab.tab for tab in kind.tabs])
    for tab in kind.tabs:
        sheet = sheet_of(tab, workbook)
        located = locate(tab, sheet) if sheet else None
        assert located is not None, tab.tab
        yield tab, located


def rows_of(located: Located) -> list[list[Cell]]:
    places = [located.places[column.name] for column in columns_of(located.tab)]
    below = located.sheet.rows[located.heading_row :]
    table = [[row[place - 1] if place <= len(row) else None for place in places] for row in below]
    while table and all(cell is None for cell in table[-1]):
        table.pop()
    return table


def without_address(answer: Answer) -> Mapping[str, object]:
    return {name: part for name, part in answer.json.items() if name not in {"address", "backup"}}


def type_into(pair: Pair, address: str | Path) -> None:
    by_tab = {tab.tab: located for tab, located in placed(pair, address)}
    changes = [
        CellChange(tab, by_tab[tab].first_row + row, by_tab[tab].places[column], None, value)
        for tab, row, column, value in TYPED
        if tab in by_tab
    ]
    assert changes
    door = open_gateway(str(address))
    door.write(Plan(tuple(changes)), door.read([change.tab for change in changes]).state)


@STARTS
def test_a_new_sheet_holds_and_tells_what_a_new_workbook_does(pair: Pair, how: tuple[str, ...]) -> None:
    start(pair, *how)
    on_google = tables(pair, pair.address)
    assert on_google == tables(pair, pair.file)
    assert any(on_google.values())
    sheet, file = pair.both("check")
    assert sheet.status == file.status == 1
    assert without_address(sheet) == without_address(file)


@STARTS
def test_with_nothing_to_change_each_command_reads_and_none_writes(pair: Pair, how: tuple[str, ...]) -> None:
    start(pair, *how)
    before = pair.google.sheets.book(pair.sheet)
    assert pair.requests("recalc") == (1, 0)
    assert pair.requests("check") == (1, 0)
    assert pair.requests("new", pair.kind, *how) == (2, 0)
    assert pair.google.sheets.book(pair.sheet) is before


def test_what_people_type_leads_to_the_same_problems_and_the_same_results(pair: Pair) -> None:
    start(pair, "--sample")
    type_into(pair, pair.address)
    type_into(pair, pair.file)
    sheet, file = pair.both("check")
    assert without_address(sheet) == without_address(file)
    before = pair.google.counts("read"), pair.google.counts("write")
    sheet, file = pair.both("recalc")
    assert (pair.google.counts("read"), pair.google.counts("write")) == (before[0] + 1, before[1] + 1)
    assert without_address(sheet) == without_address(file)
    assert file.json["written"]
    assert tables(pair, pair.address) == tables(pair, pair.file)
    assert pair.requests("recalc") == (1, 0)


def test_a_new_year_adds_the_same_rows_and_results_to_both_in_one_write(pair: Pair) -> None:
    start(pair, "--sample")
    next_year = ("--year", "2027/28", "--json", *TODAY)
    before = pair.google.counts("read"), pair.google.counts("write")
    sheet = ask("new-year", pair.address, *next_year)
    assert (pair.google.counts("read"), pair.google.counts("write")) == (before[0] + 1, before[1] + 1)
    file = ask("new-year", pair.file, *next_year)
    assert without_address(sheet) == without_address(file)
    assert sheet.json["added"] and tables(pair, pair.address) == tables(pair, pair.file)
    assert pair.requests("recalc") == (1, 0)
    assert ask("new-year", pair.address, *next_year).json["added"] == {}
