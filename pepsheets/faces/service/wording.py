"""What the page says, in words: moments, lengths of time, and how a share stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pepsheets.faces.service.standing import Ended, PastRound, ShareStanding, Standing
from pepsheets.faces.showing import number
from pepsheets.sync.config import in_words

Tint: TypeAlias = Literal["good", "care", "bad", "off"]

ENDINGS: Mapping[Ended, tuple[str, Tint]] = {
    "good": ("In step", "good"),
    "waiting": ("Something waits", "care"),
    "failed": ("Not done", "bad"),
    "cut short": ("Cut short", "off"),
    "running": ("Being made", "off"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words on a coloured ground."""

    words: str
    tint: Tint


def badge_of(each: ShareStanding) -> Badge:
    """How a share stands, the gravest first."""
    if each.alarm is not None:
        return Badge("Overdue", "bad")
    if each.last is not None and each.last.outcome == "failed":
        return Badge("Last round not done", "bad")
    if each.waits:
        return Badge("Waits for you", "care")
    if each.last is None:
        return Badge("No round yet", "off")
    return Badge(*ENDINGS[each.last.outcome])


def headline(standing: Standing) -> str:
    """All shares in one sentence."""
    if not standing.is_known:
        return "pepsheets cannot tell how your sheets stand"
    overdue, waiting = standing.overdue, [each for each in standing.shares if badge_of(each).tint in ("care", "bad")]
    if overdue:
        return _these(len(overdue), len(standing.shares), "is overdue", "are overdue")
    if waiting:
        return _these(len(waiting), len(standing.shares), "waits for something", "wait for something")
    if any(each.last is None for each in standing.shares):
        return "The first round is yet to come"
    return "Your sheet is in step" if len(standing.shares) == 1 else f"All {len(standing.shares)} sheets are in step"


def _these(some: int, of: int, is_so: str, are_so: str) -> str:
    if of == 1:
        return f"Your sheet {is_so}"
    return f"All {of} sheets {are_so}" if some == of else f"{some} of {of} sheets {is_so if some == 1 else are_so}"


def when(moment: datetime, now: datetime) -> str:
    """A moment as it is told on this day.

    >>> noon = datetime(2026, 11, 21, 12)
    >>> when(noon, noon), when(noon - timedelta(days=1), noon), when(noon - timedelta(days=9), noon)
    ('today at 12:00', 'yesterday at 12:00', '12/11/2026 at 12:00')
    """
    days = {0: "today", -1: "yesterday", 1: "tomorrow"}
    day = days.get((moment.date() - now.date()).days, f"{moment:%d/%m/%Y}")
    return f"{day} at {moment:%H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago it was.

    >>> noon = datetime(2026, 11, 21, 12)
    >>> ago(noon - timedelta(seconds=40), noon), ago(noon - timedelta(hours=2, seconds=7), noon)
    ('just now', '2 hours ago')
    """
    gone = now - moment
    return "just now" if gone < timedelta(minutes=1) else f"{in_words(_to_the_minute(gone))} ago"


def coming(moment: datetime, now: datetime) -> str:
    """How soon it comes.

    >>> noon = datetime(2026, 11, 21, 12)
    >>> coming(noon + timedelta(minutes=8), noon), coming(noon - timedelta(seconds=1), noon)
    ('in 8 minutes', 'at any moment')
    """
    ahead = moment - now
    return "at any moment" if ahead < timedelta(minutes=1) else f"in {in_words(_to_the_minute(ahead))}"


def _to_the_minute(length: timedelta) -> timedelta:
    return timedelta(minutes=length // timedelta(minutes=1))


def took(past: PastRound) -> str:
    """How long a round took; nothing while nobody knows.

    >>> moment = datetime(2026, 11, 21, 12)
    >>> took(PastRound("Heads", moment, moment, "good", ""))
    'under 1 second'
    """
    seconds = past.seconds
    if seconds is None:
        return ""
    return "under 1 second" if seconds < 1 else in_words(timedelta(seconds=seconds))


def on_tabs(counts: Mapping[str, int]) -> str:
    """Where they are.

    >>> on_tabs({"Meetings": 2}), on_tabs({"Meetings": 2, "Bookings": 1})
    ('on Meetings', 'on Meetings (2) and Bookings (1)')
    """
    if len(counts) == 1:
        return f"on {next(iter(counts))}"
    told = [f"{tab} ({count:,})" for tab, count in counts.items()]
    return f"on {', '.join(told[:-1])} and {told[-1]}"


def conflicts(counts: Mapping[str, int]) -> str:
    """Two people typed different things.

    >>> conflicts({"Meetings": 1})
    'In 1 cell on Meetings two people typed different things. Both values are kept: choose one on the Conflicts tab.'
    """
    cells = number(sum(counts.values()), "cell")
    choose = "choose one on the Conflicts tab."
    return f"In {cells} {on_tabs(counts)} two people typed different things. Both values are kept: {choose}"


def held(counts: Mapping[str, int]) -> str:
    """Something was typed that cannot be right.

    >>> held({"Costs": 3})
    '3 cells on Costs hold something that fails a check, and stay on their side until put right. See the Conflicts tab.'
    """
    count = sum(counts.values())
    hold, stay = ("holds", "stays on its side") if count == 1 else ("hold", "stay on their side")
    where = f"{number(count, 'cell')} {on_tabs(counts)}"
    return f"{where} {hold} something that fails a check, and {stay} until put right. See the Conflicts tab."
