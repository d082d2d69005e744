"""A clock that stands still until it is moved, and a log that is kept in memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from time import monotonic, sleep

from pepsheets.faces.service.logs import Log
from tests.faces.service.standings import NOW


class Clock:
    """Tells the same moment again and again."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


class Lines:
    """A log, and what was written into it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.stream = StringIO()
        self.log = Log(folder / "service.log", clock, self.stream)

    def all(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def events(self) -> list[object]:
        return [line["event"] for line in self.all()]


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether it comes to be so within a few seconds."""
    latest = monotonic() + 10
    while not is_so():
        if monotonic() > latest:
            return False
        sleep(0.005)
    return True
