"""What people type beside a button is a tick, or is told to be none."""

from __future__ import annotations

import pytest

from pepsheets.sheets import Cell
from pepsheets.tabs.buttons import buttons_on


@pytest.mark.parametrize(
    ("typed", "is_ticked", "other"),
    [
        (True, True, ""),
        ("x", True, ""),
        (False, False, ""),
        (None, False, ""),
        (" ", False, ""),
        ("maybe ", False, "maybe"),
    ],
)
def test_a_tick_is_known_and_what_is_none_is_kept_as_it_was_typed(typed: Cell, is_ticked: bool, other: str) -> None:
    [button] = buttons_on([["Tick here", "Button"], [typed, "Sync now"]])
    assert (button.is_ticked, button.typed) == (is_ticked, other)
