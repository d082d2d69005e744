"""A cell that already shows a value is not written again."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from pepsheets.recalculation.planning import is_same
from pepsheets.sheets import Cell, CellError, Link, Value

MOMENT = datetime(2026, 9, 1, 9, 30)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None),
        (None, ""),
        ("", None),
        ("text", "text"),
        (12.0, 12),
        (12.5, Decimal("12.50")),
        (12, Decimal("12.00")),
        (0.30000000000000004, 0.30000000000000004),
        (True, True),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (datetime(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 9, 1), datetime(2026, 9, 1)),
        (MOMENT + timedelta(milliseconds=400), MOMENT),
        (time(9, 30), time(9, 30)),
        ("Go", Link("Go", "Clubs", "A2")),
    ],
)
def test_a_cell_that_shows_the_value_is_left(cell: Cell, value: Value) -> None:
    assert is_same(cell, value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (" ", None),
        (0.0, None),
        (False, None),
        (CellError("#REF!"), None),
        (None, 0),
        ("12", 12),
        (12.0, "12"),
        ("12.50", Decimal("12.50")),
        (None, Decimal(0)),
        (True, 1),
        (1.0, True),
        (True, Decimal(1)),
        ("01/09/2026", date(2026, 9, 1)),
        (date(2026, 9, 2), date(2026, 9, 1)),
        (46266.0, date(2026, 9, 1)),
        (MOMENT + timedelta(seconds=1), MOMENT),
        ("Text ", "Text"),
        (None, Link("Go", "Clubs", "A2")),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_a_cell_that_shows_anything_else_is_written(cell: Cell, value: Value) -> None:
    assert not is_same(cell, value)
