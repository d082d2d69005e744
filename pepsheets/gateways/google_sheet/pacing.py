"""How long a request to Google is tried, and how long to wait between two tries."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST, MOST = 0.5, 32.0
"""The bounds of one pause, in seconds; Google's advice is a growing pause with a random part, of at most 32 or 64."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The clock, the pauses and the chance of everything asked of Google: real ones, unless a test gives its own.

    ``budget`` is for how many seconds a request is tried. Google counts requests by the minute, so that one which waits
    for longer than that finds a new minute.
    """

    now: Callable[[], datetime] = datetime.now  # noqa: TID251  it says when to try again, and no rule sees it
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    budget: float = 75.0

    def when_to_try_again(self, seconds: float | None) -> str:
        """The time of day, to the full minute, at which it is worth to try again."""
        later = self.now() + timedelta(seconds=max(seconds or 0, 60))
        return f"{later + timedelta(seconds=59 if later.second or later.microsecond else 0):%H:%M}"


class Patience:
    """The patience with one request: it waits for a random time, longer with each try, until the budget is used up."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._began = pace.elapsed()
        self._tries = 0

    def waits(self, asked: float | None = None, most_tries: int | None = None) -> bool:
        """Wait before another try; False, at once, where there is to be none.

        ``asked`` is for how many seconds Google asked us to wait: never less, and not at all if that is too long.
        """
        self._tries += 1
        left = self._pace.budget - (self._pace.elapsed() - self._began)
        if left <= 0 or (asked or 0) > left or (most_tries is not None and self._tries >= most_tries):
            return False
        self._pace.sleep(min(max(asked or 0, self._pause()), left))
        return True

    def _pause(self) -> float:
        highest = min(MOST, 2.0 ** min(self._tries, 10))
        return max(LEAST, self._pace.chance() * highest)
