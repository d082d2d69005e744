"""Rounds are made at their pace, one at a time, and once for all that was missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import pytest

from pepsheets.faces.service.schedule import Schedule
from tests.faces.service.clocks import soon

HOUR = timedelta(hours=1)
SECONDS = timedelta(seconds=10)


def now() -> datetime:
    """The schedule goes by the computer's own clock."""
    return datetime.now(UTC)  # noqa: TID251 - as APScheduler reads it


def wait_for(event: Event) -> None:
    event.wait(20)


@pytest.fixture
def reported() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def schedule(reported: list[tuple[str, str]]) -> Iterator[Schedule]:
    schedule = Schedule(lambda event, job: reported.append((event, job)))
    schedule.start()
    yield schedule
    schedule.stop(SECONDS)


def test_what_is_due_is_done_at_once_and_planned_again(schedule: Schedule) -> None:
    done = Event()
    first = now()
    schedule.repeat("round", done.set, HOUR, "rounds", first)
    assert done.wait(10)
    assert soon(lambda: schedule.next_run("round") == first + HOUR)


def test_what_was_missed_is_made_up_for_once(schedule: Schedule) -> None:
    """A computer that slept for three days makes one round, not 72."""
    done: list[int] = []
    schedule.repeat("round", lambda: done.append(1), HOUR, "rounds", now() - 72.5 * HOUR)
    assert soon(lambda: bool(done))
    following = schedule.next_run("round")
    assert following is not None and timedelta() < following - now() < HOUR
    assert schedule.stop(SECONDS) and done == [1]


def test_two_rounds_are_never_made_at_once(schedule: Schedule) -> None:
    inside, most = [0], [0]

    def do() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        Event().wait(0.02)
        inside[0] -= 1
        done.append(1)

    done: list[int] = []
    for name in "ABCD":
        schedule.repeat(name, do, HOUR, "rounds", now())
    assert soon(lambda: len(done) == 4) and most == [1]


def test_a_round_that_hangs_does_not_keep_the_alarm_from_being_looked_at(schedule: Schedule) -> None:
    hanging, looked = Event(), Event()
    schedule.repeat("round", partial(wait_for, hanging), HOUR, "rounds", now())
    schedule.repeat("watch", looked.set, HOUR, "watch", now())
    assert looked.wait(10)
    hanging.set()


def test_a_round_that_is_due_while_the_last_one_runs_is_left_out_and_said(
    schedule: Schedule, reported: list[tuple[str, str]]
) -> None:
    going_on, begun = Event(), []

    def do() -> None:
        begun.append(1)
        going_on.wait(20)

    schedule.repeat("round", do, timedelta(seconds=0.05), "rounds", now())
    assert soon(lambda: ("left out", "round") in reported) and begun == [1]
    going_on.set()


def test_a_fault_is_reported_and_the_next_round_is_made_all_the_same(
    schedule: Schedule, reported: list[tuple[str, str]], capfd: pytest.CaptureFixture[str]
) -> None:
    done: list[int] = []

    def do() -> None:
        done.append(1)
        raise ValueError("Ann Archer's secret")

    schedule.repeat("round", do, timedelta(seconds=0.02), "rounds", now())
    assert soon(lambda: len(done) > 1 and ("broke off", "round") in reported)
    assert "Archer" not in "".join(capfd.readouterr())


def test_a_round_can_be_asked_for_before_it_is_due(schedule: Schedule) -> None:
    done = Event()
    schedule.repeat("round", done.set, HOUR, "rounds", now() + HOUR)
    schedule.soon("nobody", now())
    schedule.soon("round", now())
    assert done.wait(10)


def test_shares_that_are_gone_have_no_rounds(schedule: Schedule) -> None:
    schedule.repeat("A", lambda: None, HOUR, "rounds", now() + HOUR)
    schedule.repeat("B", lambda: None, HOUR, "rounds", now() + HOUR)
    schedule.drop_all_but(["B"])
    assert schedule.next_run("A") is None and schedule.next_run("B") is not None


def test_stopping_waits_for_the_round_that_runs_and_begins_no_other(schedule: Schedule) -> None:
    begun, ended, others = Event(), Event(), []

    def do() -> None:
        begun.set()
        Event().wait(0.1)
        ended.set()

    schedule.repeat("running", do, HOUR, "rounds", now())
    assert begun.wait(10)
    schedule.repeat("queued", lambda: others.append(1), HOUR, "rounds", now())
    assert schedule.stop(SECONDS)
    assert ended.is_set() and others == []


def test_stopping_waits_no_longer_than_it_is_told(schedule: Schedule) -> None:
    hanging, begun = Event(), Event()

    def do() -> None:
        begun.set()
        hanging.wait(20)

    schedule.repeat("hanging", do, HOUR, "rounds", now())
    assert begun.wait(10)
    assert not schedule.stop(timedelta(seconds=0.05))
    hanging.set()


def test_a_schedule_that_never_started_stops_too() -> None:
    assert Schedule(lambda event, job: None).stop(SECONDS)
