"""A share that quietly stopped being kept in step is said, and one that is in step is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sync.alarm import AGAIN_AFTER, CLOCK_PLAY, Alarm, Watched, alarm_of, is_overdue, mail_is_due
from pepsheets.sync.engine.in_step import MOST_LETTERS

NOW = datetime(2026, 11, 21, 12, 30)
WATCHED = Watched(
    "Steering group", timedelta(minutes=15), timedelta(hours=2), since=datetime(2026, 9, 1, 8), last_good=None
)


def watched(age: timedelta) -> Watched:
    return replace(WATCHED, last_good=NOW - age)


@pytest.mark.parametrize("age", [timedelta(0), timedelta(minutes=119), timedelta(hours=2), -CLOCK_PLAY])
def test_a_share_is_well_until_its_last_good_round_is_too_old(age: timedelta) -> None:
    assert alarm_of(watched(age), NOW) is None and not is_overdue(watched(age), NOW)


def test_a_share_whose_last_good_round_is_too_old_is_alarmed_about() -> None:
    assert alarm_of(watched(timedelta(hours=3, minutes=15)), NOW) == Alarm(
        "Steering group",
        "'Steering group' was last in step on 21/11/2026 at 09:15, 3 hours 15 minutes ago; it should be every 15 "
        "minutes. 'pepsheets status' tells what stands in the way.",
        "'Steering group' was last in step on 21/11/2026 at 09:15; it should be every 15 minutes.",
        "Overdue: last in step on 21/11/2026 at 09:15.",
    )


def test_a_share_that_was_never_in_step_is_as_old_as_itself() -> None:
    alarm = alarm_of(replace(WATCHED, every=timedelta(hours=1)), NOW)
    assert alarm is not None and alarm.sentence == (
        "'Steering group' was set up on 01/09/2026 at 08:00 and has never been brought in step since; it should be "
        "every hour. 'pepsheets status' tells what stands in the way."
    )
    assert alarm.short == "Overdue: never in step since it was set up on 01/09/2026 at 08:00."
    assert not is_overdue(replace(WATCHED, since=NOW - timedelta(hours=1)), NOW)


@pytest.mark.parametrize("last_good", [None, NOW - timedelta(days=3), NOW + timedelta(days=400)])
def test_what_stands_on_a_sheet_tells_the_moment_and_no_age_and_is_short(last_good: datetime | None) -> None:
    alarm = alarm_of(replace(WATCHED, last_good=last_good), NOW)
    assert alarm is not None and " ago" not in alarm.lasting + alarm.short
    assert len(f"{alarm.short} See the Conflicts tab.") <= MOST_LETTERS


def test_a_clock_that_was_put_back_hides_no_standstill() -> None:
    alarm = alarm_of(watched(-timedelta(days=400)), NOW)
    assert alarm is not None and "the clock of this computer is wrong" in alarm.sentence


@given(st.timedeltas(timedelta(0), timedelta(days=900)), st.timedeltas(timedelta(0), timedelta(days=900)))
def test_once_it_is_overdue_it_stays_so_until_a_good_round(age: timedelta, later: timedelta) -> None:
    assert is_overdue(watched(age + later), NOW) or not is_overdue(watched(age), NOW)


@pytest.mark.parametrize(
    ("last_mailed", "is_due"),
    [
        (None, True),
        (NOW, False),
        (NOW - AGAIN_AFTER, True),
        (NOW - timedelta(hours=23), False),
        (NOW + AGAIN_AFTER, True),
    ],
)
def test_an_alarm_is_mailed_at_once_and_then_each_day(last_mailed: datetime | None, is_due: bool) -> None:
    assert mail_is_due(last_mailed, NOW) is is_due
