"""How long a request is tried, and how long between two tries."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.gateways.google_sheet.pacing import LEAST, MOST, Pace, Patience
from tests.gateways.google_sheet.pretending import Time

CHANCES = st.lists(st.floats(0, 1), min_size=1)


def worn_out(time: Time, chance: list[float]) -> None:
    """Try for as long as the patience lasts."""
    turns = iter(range(10_000))
    patience = Patience(time.pace(lambda: chance[next(turns) % len(chance)]))
    while patience.waits():
        pass


@given(CHANCES)
def test_the_last_try_comes_exactly_when_the_budget_ends(chance: list[float]) -> None:
    time = Time()
    worn_out(time, chance)
    assert time.passed == pytest.approx(75.0)


@given(CHANCES)
def test_no_pause_is_too_short_or_too_long(chance: list[float]) -> None:
    time = Time()
    worn_out(time, chance)
    assert all(LEAST <= pause <= MOST for pause in time.pauses[:-1])


def test_pauses_grow_until_the_longest_one() -> None:
    time = Time()
    worn_out(time, [1.0])
    assert time.pauses == [2, 4, 8, 16, 32, 13]


def test_two_machines_do_not_come_back_at_the_same_moment() -> None:
    first, second = Time(), Time()
    worn_out(first, [0.3, 0.8])
    worn_out(second, [0.7, 0.2])
    assert first.pauses[0] != second.pauses[0]


def test_google_is_never_asked_again_before_it_said() -> None:
    time = Time()
    assert Patience(time.pace()).waits(asked=20)
    assert time.pauses == [20]


def test_a_wait_that_is_longer_than_the_budget_is_not_begun() -> None:
    time = Time()
    assert not Patience(time.pace()).waits(asked=3600)
    assert time.pauses == []


def test_tries_may_be_fewer_than_the_budget_allows() -> None:
    time = Time()
    patience = Patience(time.pace())
    assert [patience.waits(most_tries=3) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("now", "seconds", "when"),
    [
        (datetime(2026, 11, 21, 14, 30), None, "14:31"),
        (datetime(2026, 11, 21, 14, 30, 1), None, "14:32"),
        (datetime(2026, 11, 21, 23, 59, 30), 30.0, "00:01"),
        (datetime(2026, 11, 21, 14, 30), 3600.0, "15:30"),
    ],
)
def test_the_time_to_try_again_is_a_full_minute_that_is_late_enough(
    now: datetime, seconds: float | None, when: str
) -> None:
    assert Pace(now=lambda: now).when_to_try_again(seconds) == when
