"""A signal asks the service to stop; a second one does not ask."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from pepsheets.faces.service.stopping import end, stopped_by_signals, wait_for
from tests.faces.service.clocks import Clock, Lines
from tests.faces.service.standings import MINUTE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_a_request(number: signal.Signals) -> None:
    left: list[int] = []
    with stopped_by_signals(left.append) as stop:
        assert not stop.is_set()
        signal.raise_signal(number)
        wait_for(stop)
    assert left == []


def test_the_second_signal_is_an_order() -> None:
    left: list[int] = []
    with stopped_by_signals(left.append):
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
    assert left == [1]


@pytest.mark.parametrize(
    ("in_time", "status", "events"), [(True, [], ["stopping"]), (False, [1], ["stopping", "cut short"])]
)
def test_a_round_that_does_not_end_in_time_is_cut_short(
    in_time: bool, status: list[int], events: list[str], tmp_path: Path
) -> None:
    waited: list[timedelta] = []

    def stop(patience: timedelta) -> bool:
        waited.append(patience)
        return in_time

    lines, left = Lines(tmp_path, Clock()), list[int]()
    end(stop, MINUTE, lines.log, left.append)
    lines.log.close()
    assert (waited, left, lines.events()) == ([MINUTE], status, events)


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stopped_by_signals(), pytest.raises(KeyError):
        raise KeyError
    assert signal.getsignal(signal.SIGTERM) is before
