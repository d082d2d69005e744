"""A signal asks the service to stop; a second one does not ask."""

from __future__ import annotations

import signal

import pytest

from pepsheets.faces.service.stopping import stopped_by_signals, wait_for


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


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stopped_by_signals(), pytest.raises(KeyError):
        raise KeyError
    assert signal.getsignal(signal.SIGTERM) is before
