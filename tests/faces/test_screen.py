"""What a terminal and a file are shown."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO

import pytest

from pepsheets.faces.changes import Change, shown
from pepsheets.faces.screen import Screen, plain
from pepsheets.sheets import Cell, CellError, Link, Value
from tests.faces.asking import Terminal

LONG = "The meeting was not quorate, and what it decided must be decided again by those who come to the next one."


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    return Terminal()


def test_a_long_item_is_wrapped_beside_its_lead(terminal: Terminal) -> None:
    Screen(terminal, StringIO()).item(LONG)
    lines = terminal.getvalue().splitlines()
    assert lines[0].startswith("  - The meeting") and len(lines) > 2
    assert all(line.startswith("    ") and len(line) <= 40 for line in lines[1:])
    assert " ".join(line.strip() for line in lines)[2:] == LONG


def test_nothing_is_cut_off_in_columns(terminal: Terminal) -> None:
    Screen(terminal, StringIO()).columns([("A1", "Heading", LONG), ("A2", "H", "#" * 90)])
    text = terminal.getvalue()
    assert "…" not in text and text.count("#") == 90
    assert all(word in text for word in LONG.split())


def test_a_path_stays_in_one_piece(terminal: Terminal) -> None:
    path = "/a folder with a long name/" * 4
    Screen(terminal, StringIO()).copyable(path)
    assert terminal.getvalue() == f"  {path}\n"


def test_a_file_gets_one_line_for_each_thing() -> None:
    out = StringIO()
    screen = Screen(out, StringIO())
    screen.item(LONG)
    screen.columns([("A1", "Heading", LONG), ("A10", "H", "short")])
    lines = out.getvalue().splitlines()
    assert lines == [f"  - {LONG}", f"  A1   Heading  {LONG}", "  A10  H        short"]


def test_no_columns_at_all_show_nothing(terminal: Terminal) -> None:
    Screen(terminal, StringIO()).columns([])
    Screen(StringIO(), StringIO()).columns([])
    assert terminal.getvalue().strip() == ""


def test_what_somebody_typed_never_steers_a_terminal(terminal: Terminal) -> None:
    Screen(terminal, StringIO()).item("Hill\x1b[2Jside [red]\nx")
    assert terminal.getvalue() == "  - Hill [2Jside [red] x\n"
    assert plain("St Anne’s – £5") == "St Anne’s – £5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "(empty)"),
        ("", "(empty)"),
        (True, "Yes"),
        (False, "No"),
        (7, "7"),
        (7.0, "7"),
        (0.1, "0.1"),
        (1234567.5, "1234567.5"),
        (Decimal("1200.5"), "£1,200.50"),
        (date(2026, 11, 21), "21/11/2026"),
        (datetime(2026, 11, 21), "21/11/2026"),
        (datetime(2026, 11, 21, 9, 30), "21/11/2026 09:30"),
        (time(9, 30), "09:30"),
        (CellError("#REF!"), "#REF!"),
        (Link("Costs!A2", "Costs", "A2"), "Costs!A2"),
    ],
)
def test_values_look_as_people_write_them(value: Cell | Value, text: str) -> None:
    assert shown(value) == text


def test_a_number_that_becomes_money_is_shown_as_money_before_too() -> None:
    assert Change("Costs", "F2", "Share", 12.5, Decimal("13.00")).in_words("→") == "£12.50 → £13.00"
