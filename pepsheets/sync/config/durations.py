"""Lengths of time as people write them, such as ``15m``, and as they are told, such as 15 minutes."""

from __future__ import annotations

import re
from datetime import timedelta

from pepsheets.sync.config.mistakes import nearest, shown

_UNITS = {
    "s": "seconds", "sec": "seconds", "secs": "seconds", "second": "seconds", "seconds": "seconds",
    "m": "minutes", "min": "minutes", "mins": "minutes", "minute": "minutes", "minutes": "minutes",
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours", "hours": "hours",
    "d": "days", "day": "days", "days": "days",
    "w": "weeks", "week": "weeks", "weeks": "weeks",
}  # fmt: skip
_PART = re.compile(r"(\d{1,6})\s*([a-z]+)\s*", re.ASCII)
_WHOLE = re.compile(r"(\d{1,6}\s*[a-z]+\s*)+", re.ASCII)

SHORTEST = timedelta(seconds=10)
LONGEST = timedelta(days=31)


def duration(typed: str) -> timedelta | str:
    """The length of time that was written, or a sentence on what is wrong with it.

    >>> duration("15m"), duration("1 hour 30 minutes")
    (datetime.timedelta(seconds=900), datetime.timedelta(seconds=5400))
    >>> duration("15")
    "'15' does not say of what. Write '15m' for minutes, '15h' for hours."
    """
    text = typed.strip().casefold()
    if re.fullmatch(r"[0-9]+", text):
        return f"{shown(typed)} does not say of what. Write '{text[:4]}m' for minutes, '{text[:4]}h' for hours."
    if not _WHOLE.fullmatch(text):
        return f"{shown(typed)} is no length of time. Write it like '15m', '2h' or '1d'."
    return _sum(typed, _PART.findall(text))


def _sum(typed: str, parts: list[tuple[str, str]]) -> timedelta | str:
    for _, unit in parts:
        if unit not in _UNITS:
            offer = nearest(unit, (word for word in _UNITS if len(word) > 1))
            hint = f"Did you mean '{offer}'?" if offer else "Write it like '15m', '2h' or '1d'."
            return f"{shown(typed)} is no length of time that we know. {hint}"
    total = sum((timedelta(**{_UNITS[unit]: int(count)}) for count, unit in parts), timedelta())
    if not SHORTEST <= total <= LONGEST:
        return f"{shown(typed)} is too {'short' if total < SHORTEST else 'long'}. Give {_LIMITS}."
    return total


def in_words(length: timedelta) -> str:
    """A length of time as it is told: its two largest units, the rest cut off.

    >>> in_words(timedelta(hours=27, minutes=5)), in_words(timedelta(minutes=1))
    ('1 day 3 hours', '1 minute')
    """
    seconds = max(0, int(length.total_seconds()))
    counts = (seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    names = ("day", "hour", "minute", "second")
    first = next((place for place, count in enumerate(counts) if count), 3)
    parts = [(counts[place], names[place]) for place in range(first, min(first + 2, 4))]
    told = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts if count]
    return " ".join(told) or "0 seconds"


_LIMITS = f"between {in_words(SHORTEST)} and {in_words(LONGEST)}"
