"""Lengths of time, read and told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sync.config import duration, in_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15m", timedelta(minutes=15)),
        (" 15 Minutes ", timedelta(minutes=15)),
        ("90s", timedelta(seconds=90)),
        ("1h30m", timedelta(minutes=90)),
        ("1 hour 30 min", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
        ("1 week", timedelta(days=7)),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(typed: str, meant: timedelta) -> None:
    assert duration(typed) == meant


@pytest.mark.parametrize("typed", ["", "m", "15", "1.5h", "-5m", "15m!", "0m", "1e3s", "9999999d", "15 fortnights"])
def test_anything_else_is_refused_with_what_to_do(typed: str) -> None:
    sentence = duration(typed)
    assert isinstance(sentence, str) and sentence.startswith(f"'{typed}' ") and sentence.endswith((".", "?"))


@given(st.text(max_size=10))
def test_nothing_typed_breaks_it(typed: str) -> None:
    assert isinstance(duration(typed), timedelta | str)


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(0), "0 seconds"),
        (timedelta(seconds=-5), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(days=40), "40 days"),
    ],
)
def test_a_length_of_time_is_told_by_its_largest_units(length: timedelta, told: str) -> None:
    assert in_words(length) == told


@given(st.integers(10, 59), st.sampled_from(["second", "minute"]))
def test_what_is_told_is_read_as_the_same(count: int, unit: str) -> None:
    length = timedelta(**{f"{unit}s": count})
    assert duration(in_words(length)) == length
