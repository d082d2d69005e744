"""A clock, pauses and chance that a test holds in its hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pepsheets.gateways.google_sheet.pacing import Pace

MORNING = datetime(2026, 11, 21, 9, 30)


@dataclass
class Time:
    """Time that passes only by waiting."""

    passed: float = 0.0
    pauses: list[float] = field(default_factory=list)
    meanwhile: Callable[[float], None] = lambda seconds: None

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.passed += seconds
        self.meanwhile(seconds)

    def pace(self, chance: Callable[[], float] = lambda: 1.0) -> Pace:
        return Pace(lambda: MORNING + timedelta(seconds=self.passed), lambda: self.passed, self.sleep, chance)
