"""sync between a workbook and a Google Sheet, over the stand-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.gateways import open_gateway
from pepsheets.sheets import Sheet
from tests.faces.asking import ask
from tests.faces.books import partnership
from tests.faces.shares import MINE, SHARE, book, bookings, config, with_conflicts_tab
from tests.google import fixtures
from tests.google.server.stand_in import StandIn

google = fixtures.google


@pytest.fixture
def address(google: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty Google Sheet that is to be kept in step with the workbook of the folder in which a person stands."""
    with_conflicts_tab(partnership(tmp_path / MINE))
    address = f"google:{google.new_sheet()}"
    config(tmp_path, SHARE.replace("group.xlsx", address))
    monkeypatch.chdir(tmp_path)
    return address


def tabs(address: str) -> dict[str, Sheet]:
    found = open_gateway(address).read(["Schools", "Courses", "Bookings", "People", "Conflicts"])
    return {sheet.name: sheet for sheet in found.sheets}


def texts(sheet: Sheet) -> set[object]:
    return {cell for row in sheet.rows for cell in row if cell is not None}


def test_an_empty_google_sheet_gets_the_tabs_of_the_share_and_its_rows(address: str) -> None:
    answer = ask("sync")
    assert (answer.status, answer.err) == (0, "")
    found = tabs(address)
    assert list(found) == ["Conflicts", "Schools", "Courses", "Bookings"]
    assert {"B1", "Guest 1", "Guest 3"} <= texts(found["Bookings"])


def test_what_the_audience_may_not_see_is_not_even_a_heading(address: str, tmp_path: Path) -> None:
    config(tmp_path, SHARE.replace("group.xlsx", address).replace('"steering group"', '"everyone"'))
    assert ask("sync").status == 0
    assert "Course" in texts(tabs(address)["Courses"]) and "Charged" not in texts(tabs(address)["Courses"])


def test_a_dry_run_leaves_an_empty_google_sheet_empty(address: str, google: StandIn) -> None:
    answer = ask("sync", "--dry-run")
    assert answer.status == 0, answer.err
    assert google.counts("write") == 0 and tabs(address) == {}
    assert "  B1  5 cells  added to the shared sheet" in answer.out.splitlines()


def test_a_round_with_nothing_to_do_asks_google_once_and_writes_nothing(address: str, google: StandIn) -> None:
    ask("sync")
    reads, writes = google.counts("read"), google.counts("write")
    assert "there was nothing to write" in ask("sync").out
    assert (google.counts("read") - reads, google.counts("write") - writes) == (1, 0)


def test_edits_reach_the_google_sheet_and_a_dry_run_shows_them_first(address: str, tmp_path: Path) -> None:
    ask("sync")
    book(tmp_path / MINE, "B1", "Delegate", "Ama Owusu")
    assert "  B1  Delegate  Guest 1 → Ama Owusu, on the shared sheet" in ask("sync", "--dry-run").out.splitlines()
    assert "Ama Owusu" not in texts(tabs(address)["Bookings"])
    assert ask("sync").status == 0
    assert "Ama Owusu" in texts(tabs(address)["Bookings"])
    assert bookings(tmp_path / MINE)["B1"]["Delegate"] == "Ama Owusu"
