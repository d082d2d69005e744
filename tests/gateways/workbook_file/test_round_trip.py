"""Whatever is written, into whatever place, is read back; all else stays."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from pepsheets.gateways.workbook_file.editing import edits_for
from pepsheets.gateways.workbook_file.package import open_package
from pepsheets.gateways.workbook_file.reader import read_workbook
from pepsheets.gateways.workbook_file.repacking import repacked, verify
from pepsheets.sheets import STALE, CellChange, CellError, Plan, Value
from tests.gateways.workbook_file.books import costs

DAYS = st.dates(date(1904, 1, 2), date(9999, 12, 30))
CLOCK = st.times().map(lambda each: each.replace(microsecond=0))
MOMENTS = st.builds(datetime.combine, st.dates(date(1904, 1, 2), date(2200, 12, 30)), CLOCK)
AMOUNTS = st.decimals(-10_000_000, 10_000_000, places=2)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
VALUES: st.SearchStrategy[Value] = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), AMOUNTS, DAYS, MOMENTS, CLOCK)
# A formula that adds up B2:B4; and the headings of the table.
SUM = (1, 7)
KEPT = {(1, 1), (1, 2), (1, 3), (1, 4), SUM}
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 9)).filter(lambda place: place not in KEPT)


def as_read(value: Value) -> object:
    """How a value that was written comes back: blanks as None, midnights as dates, every number as a float."""
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value


@cache
def book(date_1904: bool) -> bytes:
    """The same workbook with its days counted from 1900 or from 1904."""
    with TemporaryDirectory() as folder:
        return costs(Path(folder) / "costs.xlsx", date_1904=date_1904).read_bytes()


def spoken(place: tuple[int, int], value: Value) -> Value:
    """A value for a place: among the dates of the third column a bare number would be read as a date."""
    is_among_dates = place[1] == 3 and 2 <= place[0] <= 4
    return str(value) if is_among_dates and isinstance(value, int | float) else value


def at(rows: Sequence[Sequence[object]], row: int, column: int) -> object:
    line = rows[row - 1] if row <= len(rows) else []
    return line[column - 1] if column <= len(line) else None


@settings(max_examples=150)
@given(drawn=st.dictionaries(PLACES, VALUES, max_size=12), date_1904=st.booleans())
def test_every_value_comes_back_and_no_other_changes(drawn: dict[tuple[int, int], Value], date_1904: bool) -> None:
    cells = {place: spoken(place, value) for place, value in drawn.items()}
    before = book(date_1904)
    plan = Plan(tuple(CellChange("Costs", row, column, None, value) for (row, column), value in cells.items()))
    edits = edits_for(open_package(before, "costs.xlsx"), plan)
    after = repacked(edits)
    verify(after, edits)
    old = read_workbook(before, "costs.xlsx", ["Costs"], "").sheets[0].rows
    new = read_workbook(after, "costs.xlsx", ["Costs"], "").sheets[0].rows
    for row in range(1, 14):
        for column in range(1, 11):
            if (row, column) != SUM:
                expected = as_read(cells[row, column]) if (row, column) in cells else at(old, row, column)
                assert at(new, row, column) == expected
    is_old = any(column == 2 and 2 <= row <= 4 for row, column in cells)
    assert at(new, *SUM) in ([CellError(STALE)] if is_old else [at(old, *SUM), CellError(STALE)])
    openpyxl.load_workbook(io.BytesIO(after))
