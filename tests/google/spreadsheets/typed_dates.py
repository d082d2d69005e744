"""Dates and times as people type them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.google.spreadsheets.formatting import EPOCH, PATTERNS
from tests.google.spreadsheets.json_shapes import Json

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?(?:,?[ -](\d{4}|\d{2}))?")
MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,?[ -](\d{4}))?")
WEEKDAY = re.compile(r"(?i)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(.*)")
TIME = re.compile(r"(?i)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?")
HOUR = re.compile(r"(?i)(\d{1,2})\s*([ap]m)")


def full_year(text: str | None, year: int) -> int:
    if text is None:
        return year
    number = int(text)
    return number if len(text) == 4 else 2000 + number if number < 30 else 1900 + number


def month_number(name: str) -> int | None:
    lower = name.lower()
    if lower[:3] in MONTHS and (len(lower) == 3 or lower in FULL or lower == "sept"):
        return MONTHS.index(lower[:3]) + 1
    return None


def day_serial(year: int, month: int, day: int) -> float | None:
    try:
        return float((datetime(year, month, day) - EPOCH).days)
    except ValueError:
        return None


def typed_date(text: str, locale: str, year: int) -> tuple[float, str] | None:
    """Serial number and pattern of a typed date.

    >>> typed_date("1/2/26", "en_GB", 2026) == typed_date("1 February 2026", "en_GB", 2020)
    False
    >>> typed_date("1/2/26", "en_GB", 2026), typed_date("2/1/2026", "en_US", 2026)
    ((46054.0, 'dd/mm/yyyy'), (46054.0, 'm/d/yyyy'))
    """
    own = PATTERNS.get(locale, PATTERNS["en_US"])["DATE"]
    if match := ISO.fullmatch(text):
        return dated(int(match[1]), int(match[3]), int(match[4]), "yyyy-mm-dd" if match[2] == "-" else own)
    if match := NUMERIC.fullmatch(text):
        if match[4] is None and match[2] != "/":
            return None
        first, second = int(match[1]), int(match[3])
        day, month = (second, first) if locale == "en_US" else (first, second)
        return dated(full_year(match[4], year), month, day, own)
    return named_date(text, year, own)


def named_date(text: str, year: int, own: str) -> tuple[float, str] | None:
    if weekday := WEEKDAY.fullmatch(text):
        return named_date(weekday[1], year, own)
    if match := DAY_FIRST.fullmatch(text):
        month, day, written = month_number(match[2]), int(match[1]), match[3]
        pattern = "d mmm" if written is None else "d mmm yyyy"
    elif match := MONTH_FIRST.fullmatch(text):
        month, day, written = month_number(match[1]), int(match[2]), match[3]
        pattern = "mmm d" if written is None else "mmm d, yyyy"
    else:
        return None
    return None if month is None else dated(full_year(written, year), month, day, pattern)


def dated(year: int, month: int, day: int, pattern: str) -> tuple[float, str] | None:
    serial = day_serial(year, month, day)
    return None if serial is None else (serial, pattern)


def typed_time(text: str) -> tuple[float, str] | None:
    """The part of a day that a typed time means, and its pattern."""
    if match := HOUR.fullmatch(text):
        hours, minutes, seconds, half = int(match[1]), 0, 0, match[2]
    elif match := TIME.fullmatch(text):
        hours, minutes, seconds, half = int(match[1]), int(match[2]), int(match[3] or 0), match[4]
    else:
        return None
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if minutes > 59 or seconds > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return length / timedelta(days=1), "h:mm am/pm" if half else "hh:mm:ss"


def typed_moment(text: str, locale: str, year: int) -> tuple[float, Json | None] | None:
    """A date, a time, or both, as serial number and number format."""
    if date := typed_date(text, locale, year):
        return date[0], {"type": "DATE", "pattern": date[1]}
    if time := typed_time(text):
        return time[0], {"type": "TIME", "pattern": time[1]}
    for gap in re.finditer(r"[ T]+", text):
        day, hour = typed_date(text[: gap.start()], locale, year), typed_time(text[gap.end() :])
        if day and hour:
            own = PATTERNS.get(locale, PATTERNS["en_US"])["DATE_TIME"]
            return day[0] + hour[0], {"type": "DATE_TIME", "pattern": own}
    return None
