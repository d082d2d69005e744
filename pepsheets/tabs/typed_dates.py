"""How people type dates and times: day first, in figures or in words, with or without the day of the week."""

import re
from datetime import date, datetime, time

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE | re.ASCII)
NUMERIC_DATE = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$", re.ASCII)
_ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$", re.ASCII)
_WORDED_DATE = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?([a-z]+)\.?,?[\s\-]+(\d{4}|\d{2})$", re.IGNORECASE | re.ASCII
)
_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?$", re.ASCII)
_HALF_DAY_CLOCK = re.compile(r"^(0?[1-9]|1[0-2])(?:[:.]([0-5]\d)(?::[0-5]\d)?)?(am|pm)$", re.IGNORECASE | re.ASCII)


def typed_date(text: str) -> date | None:
    """The date a text means; none where it means none.

    >>> typed_date("1st Sept 2026")
    datetime.date(2026, 9, 1)
    """
    text = _WEEKDAY.sub("", text)
    if match := _ISO_DATE.match(text):
        return _real_date(match[1], int(match[2]), match[3])
    if match := NUMERIC_DATE.match(text):
        return _real_date(match[3], int(match[2]), match[1])
    if (match := _WORDED_DATE.match(text)) and (month := _MONTHS.get(match[2].casefold())):
        return _real_date(match[3], month, match[1])
    return None


def _real_date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None


def typed_moment(text: str) -> datetime | None:
    """The date and time a text means; midnight where it gives no time.

    >>> typed_moment("1 Sept 2026 at 2.30 pm")
    datetime.datetime(2026, 9, 1, 14, 30)
    """
    if day := typed_date(text):
        return datetime.combine(day, time())
    head, _, tail = text.replace(", ", " ").replace(" at ", " ").rpartition(" ")
    if tail.casefold() in {"am", "pm"}:
        head, _, clock = head.rpartition(" ")
        tail = clock + tail
    day, clock_time = typed_date(head), _typed_time(tail)
    return datetime.combine(day, clock_time) if day and clock_time else None


def _typed_time(text: str) -> time | None:
    if match := _CLOCK.match(text):
        return time(int(match[1]), int(match[2]))
    if match := _HALF_DAY_CLOCK.match(text):
        noon = 12 if match[3].casefold() == "pm" else 0
        return time(int(match[1]) % 12 + noon, int(match[2] or 0))
    return None
