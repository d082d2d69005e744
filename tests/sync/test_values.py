"""Two doors that read the same thing give the same value, and the store gives back what it was given."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sheets import Cell, CellError
from pepsheets.sync.values import canonical, decode, encode, same, shown

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.builds(CellError, st.text()),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", None),
        (60, 60.0),
        (Decimal("60.00"), 60.0),
        (-0.0, 0.0),
        (datetime(2026, 9, 1), date(2026, 9, 1)),
        (datetime(2026, 9, 1, 8, 59, 59, 999_999), datetime(2026, 9, 1, 9)),
        (datetime(2026, 8, 31, 23, 59, 59, 600_000), date(2026, 9, 1)),
        (time(8, 59, 59, 999_999), time(9)),
        ("two\r\nlines", "two\nlines"),
        ("two\rlines", "two\nlines"),
    ],
)
def test_what_a_person_sees_alike_is_one_value(one: Cell, other: Cell) -> None:
    assert same(canonical(one), canonical(other))
    assert encode(one) == encode(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, 1),
        (False, 0),
        (False, None),
        (0, None),
        ("60", 60),
        ("01/09/2026", date(2026, 9, 1)),
        (datetime(2026, 9, 1, 9), date(2026, 9, 1)),
        ("Oak", "oak"),
        ("Oak", "Oak "),
        ("#REF!", CellError("#REF!")),
    ],
)
def test_what_differs_in_kind_is_not_one_value(one: Cell, other: Cell) -> None:
    assert not same(canonical(one), canonical(other))
    assert encode(one) != encode(other)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), 10**400])
def test_a_number_no_sheet_can_hold_stays_readable_as_text(number: Cell) -> None:
    assert isinstance(canonical(number), str)


def test_the_last_moments_of_a_day_and_of_all_days_stay_in_them() -> None:
    assert canonical(time(23, 59, 59, 900_000)) == time(23, 59, 59)
    assert canonical(datetime.max) == datetime(9999, 12, 31, 23, 59, 59)


@given(CELLS)
def test_a_canonical_value_is_canonical(cell: Cell) -> None:
    assert same(canonical(canonical(cell)), canonical(cell))


@given(CELLS)
def test_the_store_gives_back_the_value_with_its_type(cell: Cell) -> None:
    back = decode(encode(cell))
    assert same(back, canonical(cell)) and type(back) is type(canonical(cell))


@given(CELLS, CELLS)
def test_texts_of_the_store_are_alike_where_the_values_are(one: Cell, other: Cell) -> None:
    assert (encode(one) == encode(other)) == same(canonical(one), canonical(other))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "nothing"),
        (True, "'TRUE'"),
        (62.5, "'62.5'"),
        (datetime(2026, 9, 1, 9, 30), "'01/09/2026 09:30'"),
        (time(9, 30), "'09:30'"),
        (CellError("#REF!"), "'#REF!'"),
        ("two\nlines", "'two lines'"),
        ("x" * 80, f"'{'x' * 57}…'"),
    ],
)
def test_a_sentence_shows_a_value_as_the_sheet_does(cell: Cell, words: str) -> None:
    assert shown(cell) == words
