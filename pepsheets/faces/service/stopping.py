"""Stopping: a signal lets the running round end first; a second one does not wait."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from types import FrameType

from pepsheets.faces.service.logs import Log

CUT_SHORT = 1

# Windows knows the last one alone: it is sent when the window is closed.
_NAMES = ("SIGINT", "SIGTERM", "SIGBREAK")


@contextmanager
def stopped_by_signals(leave: Callable[[int], object] = os._exit) -> Iterator[Event]:
    """Something to wait for, that a signal sets. At the second signal the program is left at once."""
    stop = Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            leave(CUT_SHORT)
        stop.set()

    signals = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    before = [(number, signal.signal(number, handle)) for number in signals]
    try:
        yield stop
    finally:
        for number, earlier in before:
            signal.signal(number, earlier)


def wait_for(stop: Event) -> None:
    """Wait until it is set. On Windows no signal comes through to a wait that has no end."""
    while not stop.wait(1.0):
        pass


def end(
    stop: Callable[[timedelta], bool], patience: timedelta, log: Log, leave: Callable[[int], object] = os._exit
) -> None:
    """Let the running round come to its end. One that does not is cut short; the next round recovers what it leaves."""
    log.write("stopping")
    if not stop(patience):
        log.write("cut short")
        # Python would wait for the thread that hangs, for as long as it does.
        leave(CUT_SHORT)
