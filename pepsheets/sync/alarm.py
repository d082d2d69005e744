"""Whether a share has quietly stopped being kept in step: the worst failure, for nobody sees it.

What is watched is the age of the last good round, not whether rounds fail: a service that stopped fails at nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pepsheets.sync.config.durations import in_words
from pepsheets.tabs.in_step import OVERDUE

AGAIN_AFTER = timedelta(days=1)
"""How long after a mail the next one goes out, as long as the alarm lasts."""

CLOCK_PLAY = timedelta(minutes=5)
"""So far two clocks may be apart, or one may be put back, before it means anything."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A share as the alarm sees it.

    ``since`` is when it was set up: a share that has had no good round yet is as old as that.
    """

    name: str
    every: timedelta
    alarm_after: timedelta
    since: datetime
    last_good: datetime | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A share that is overdue, and what to say of it.

    ``lasting`` is what stays true however long it stands somewhere, for people who see the shared sheet alone too;
    ``short`` is that in a few words.
    """

    share: str
    sentence: str
    lasting: str
    short: str


def alarm_of(watched: Watched, now: datetime) -> Alarm | None:
    """The alarm, where the last good round is too old, or said to be yet to come."""
    last = watched.last_good or watched.since
    if last - now > CLOCK_PLAY:
        wrong = _clock_is_wrong(watched.name, last, now)
        return Alarm(watched.name, wrong, wrong, f"{OVERDUE}: the clock of the computer that looks after it is wrong.")
    if now - last <= watched.alarm_after:
        return None
    return _overdue(watched, last, now)


def is_overdue(watched: Watched, now: datetime) -> bool:
    """Whether the alarm is to be raised."""
    return alarm_of(watched, now) is not None


def mail_is_due(last_mailed: datetime | None, now: datetime) -> bool:
    """Whether an alarm that lasts is mailed now: at once, and then again each day."""
    return last_mailed is None or not timedelta() <= now - last_mailed < AGAIN_AFTER


def _overdue(watched: Watched, last: datetime, now: datetime) -> Alarm:
    should = f"it should be every {in_words(watched.every).removeprefix('1 ')}."
    if watched.last_good is None:
        was = f"'{watched.name}' was set up on {_when(last)} and has never been brought in step since"
        ago, short = "", f"{OVERDUE}: never in step since it was set up on {_when(last)}."
    else:
        was = f"'{watched.name}' was last in step on {_when(last)}"
        ago, short = f", {in_words(now - last)} ago", f"{OVERDUE}: last in step on {_when(last)}."
    told = f"{was}{ago}; {should} 'pepsheets status' tells what stands in the way."
    return Alarm(watched.name, told, f"{was}; {should}", short)


def _clock_is_wrong(name: str, last: datetime, now: datetime) -> str:
    return (
        f"'{name}' is said to have been in step on {_when(last)}, and now is {_when(now)}: the clock of this computer "
        "is wrong, or was. Put it right; until then nobody can tell whether rounds are made."
    )


def _when(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y} at {moment:%H:%M}"
