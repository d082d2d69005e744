"""Dates in cells: as Excel hands them over, or as the numbers of days that they are to Excel."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import cast

from pepsheets.faces.formulas.arguments import Cell, Given, is_empty, is_error, plainly
from pepsheets.rules.calendar import bank_holidays

FIRST_DAY = date(1900, 3, 1)
"""Excel has a 29 February 1900, which never was, so that the days before this one have another number."""

_FIRST, _LAST = 61, 2958465  # the numbers of 1 March 1900 and 31 December 9999
_DAY_0 = datetime(1899, 12, 30)
_BEFORE_DAY_1 = date(1899, 12, 30).toordinal()
_YEARS = range(1900, 2201)
"""As numbers of days these are days of 1905 and 1906, which nobody means."""

_REMEDY = "Type it as a date, like 24/07/2026."


def moment_in(given: Given, cell: Cell, place: str = "") -> datetime:
    """The date and time in a cell, to the second; midnight where it has a date only."""
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    if not isinstance(cell, int | float | Decimal) or isinstance(cell, bool) or is_error(cell):
        raise given.not_of_its_kind(cell, "a date", _REMEDY, place)
    if not _FIRST <= cell < _LAST + 1:
        raise given.refused(f"{plainly(cell)} is not a date from March 1900 on. {_REMEDY}", place)
    if cell in _YEARS:
        raise given.refused(f"{plainly(cell)} looks like a year, not a date. {_REMEDY}", place)
    return _DAY_0 + timedelta(seconds=round(float(cell) * 86400))


def day_in(given: Given, cell: Cell, place: str = "") -> date:
    """The date in a cell; a time beside it does not matter."""
    if isinstance(cell, float) and _YEARS.stop <= cell < _LAST + 1:
        return date.fromordinal(int(cell) + _BEFORE_DAY_1)
    return moment_in(given, cell, place).date()


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """England's bank holidays, and the days that somebody added to them."""

    added: frozenset[date]

    def __contains__(self, day: object) -> bool:
        """Whether the day is closed."""
        return isinstance(day, date) and (day in self.added or day in _bank_holidays(day.year))


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return bank_holidays([year])


def is_bank_holiday(day: date) -> bool:
    """Whether a day is one of England's bank holidays."""
    return day in _bank_holidays(day.year)


def closed_days_in(given: Given) -> Container[date]:
    """The days in a range of closed days, and all bank holidays; empty cells are passed over."""
    at_once = _at_once(given)
    if at_once is not None:
        return ClosedDays(at_once)
    return ClosedDays(frozenset(day_in(given, cell, place) for place, cell in given.places() if not is_empty(cell)))


def _at_once(given: Given) -> frozenset[date] | None:
    """The days of a long range that holds nothing but the numbers of days."""
    if not given.kinds or not given.kinds <= {float, int}:
        return None
    numbers = cast(Sequence[float], given.flat)
    if not _YEARS.stop <= min(numbers) <= max(numbers) < _LAST + 1:
        return None
    return frozenset([date.fromordinal(int(number) + _BEFORE_DAY_1) for number in numbers])
