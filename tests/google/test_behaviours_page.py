"""The page that says what the stand-in rests on."""

from __future__ import annotations

from collections import Counter

from tests.google.behaviours_page import PAGE, PARTS, page
from tests.google.server.calls import CALLS
from tests.google.spreadsheets import behaviours


def test_the_page_is_up_to_date() -> None:
    said = "run: .venv/bin/python -m tests.google.behaviours_page"
    assert PAGE.read_text(encoding="utf-8") == page(), said


def test_every_behaviour_stands_on_the_page_once() -> None:
    names = Counter((title, one.name) for title, part in PARTS.items() for one in part)
    assert set(names.values()) == {1}
    told = {one.name for part in PARTS.values() for one in part}
    assert {one.name for one in behaviours.BEHAVIOURS} <= told


def test_no_reason_is_left_out() -> None:
    assert all(one.name and one.rests_on for part in PARTS.values() for one in part)


def test_every_call_that_is_answered_is_in_the_register_or_the_servers_own() -> None:
    own = {"drive.about.get", "drive.permissions.create", "drive.permissions.list", "drive.permissions.delete"}
    assert len(CALLS) - len(own) == len(behaviours.CALLS)
    assert own <= set(CALLS)
