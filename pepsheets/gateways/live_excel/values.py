"""Values as Excel tells them through xlwings, and as it must be given them.

Numbers arrive as floats, midnights as dates and times of day as times, as from a workbook file. On Windows errors are
numbers of their own; through a server they are texts like any other, so that "#REF!" is always taken for the error.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from pepsheets.gateways.links import link_formula
from pepsheets.gateways.live_excel.texts import as_typed
from pepsheets.sheets import Cell, CellError, Link, Value

Entry: TypeAlias = str | float | bool | datetime
"""What is typed into a cell for a value; an empty text clears it."""

Shown: TypeAlias = str | float | bool | date | datetime | time | None
"""What is read of a value that was written."""

DATE, DATETIME, TIME, MONEY, GENERAL = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "£#,##0.00", "General"
"""The number formats without which a value would not be seen as what it is."""

LONGEST_TEXT = 32_767
_LONGEST_FORMULA = 8_192
_LARGEST_WHOLE_NUMBER = 2**53

# Microsoft, "Excel.XlCVErr": Excel hands an error to other programs as this number and the error's own.
_FIRST_ERROR = -2_146_828_288
_ERRORS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!", 2051: "#BUSY!",
}  # fmt: skip
_ERROR_TEXTS = frozenset({*_ERRORS.values(), "#ERROR!", "#DATA!", "#PYTHON!", "#EXTERNAL!"})
_MOMENT = re.compile(r"-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DAY_NOUGHT = date(1899, 12, 30)
_FIRST_TRUE_DAY = date(1900, 3, 1)


def cell_on_a_pc(raw: object) -> Cell:
    """What Excel on this PC tells of a cell."""
    if isinstance(raw, int) and not isinstance(raw, bool) and raw - _FIRST_ERROR in _ERRORS:
        return CellError(_ERRORS[raw - _FIRST_ERROR])
    return _cell(raw)


def cell_from_a_client(raw: object) -> Cell:
    """What Excel on the web or Google Sheets tells of a cell, in JSON."""
    if isinstance(raw, str) and raw in _ERROR_TEXTS:
        return CellError(raw)
    if isinstance(raw, str) and _MOMENT.fullmatch(raw):
        try:
            return _of_moment(datetime.fromisoformat(raw[:-1]))
        except ValueError:
            return raw
    return _cell(raw)


def _cell(raw: object) -> Cell:
    if isinstance(raw, str):
        return raw or None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float | Decimal):
        return float(raw)
    return _of_moment(raw) if isinstance(raw, datetime) else None


def _of_moment(moment: datetime) -> Cell:
    """A date, a time of day or both; without the time zone that Windows adds, and the noise of the last digits."""
    clock = time(moment.hour, moment.minute, moment.second, moment.microsecond)
    plain = datetime.combine(date(moment.year, moment.month, moment.day), clock) + timedelta(microseconds=500)
    plain = plain.replace(microsecond=plain.microsecond // 1000 * 1000)
    if plain.date() == _DAY_NOUGHT:
        return plain.time()
    if plain.date() < _FIRST_TRUE_DAY:
        # Excel counts a 29 February 1900, which those who hand its dates on do not.
        plain += timedelta(days=1)
    return plain.date() if plain.time() == time() else plain


def as_read(value: Value) -> Shown:
    """A value as it is read once it was written."""
    if value is None or value == "":
        return None
    if isinstance(value, Link):
        return value.text
    if isinstance(value, datetime):
        value = value.replace(microsecond=0)
        return value.date() if value.time() == time() else value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return float(value)


def entry_of(value: Value) -> Entry:
    """What must be typed for a value. Dates are given as datetimes, a time as the part of the day that it is."""
    if isinstance(value, Link):
        return f"={link_formula(value)}"
    if value is None or isinstance(value, str):
        return as_typed(value) if value else ""
    if isinstance(value, date | time):
        return _entry_of_day(value)
    return value if isinstance(value, bool) else float(value)


def _entry_of_day(value: date | time) -> Entry:
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    return value.replace(microsecond=0) if isinstance(value, datetime) else datetime.combine(value, time())


def why_unwritable(value: Value) -> str | None:
    """Why no cell can hold a value, if none can."""
    if isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        return f"the text has {len(value):,} characters, and a cell holds {LONGEST_TEXT:,}"
    if isinstance(value, Link) and len(link_formula(value)) >= _LONGEST_FORMULA:
        return "the text of the link is too long for a formula"
    if isinstance(value, int | float | Decimal) and not math.isfinite(value):
        return "the result is not a number"
    if isinstance(value, int | Decimal) and not -_LARGEST_WHOLE_NUMBER <= value <= _LARGEST_WHOLE_NUMBER:
        return "the number has more digits than a spreadsheet keeps"
    return _why_no_day(value) if isinstance(value, date) else None


def _why_no_day(day: date) -> str | None:
    if isinstance(day, datetime) and day.tzinfo is not None:
        return "the time names a time zone, which a cell cannot hold"
    return "spreadsheets have no dates before 1900" if day.year < 1900 else None


def format_for(before: Cell, after: Value) -> str | None:
    """The number format that a cell needs, where what stood in it does not show that it has a fitting one."""
    if after is None or isinstance(after, bool | str | Link):
        return None
    if isinstance(after, time):
        return None if isinstance(before, time) else TIME
    if isinstance(after, date):
        return _format_of_day(before, after)
    if isinstance(before, date | time):
        return MONEY if isinstance(after, Decimal) else GENERAL
    return MONEY if isinstance(after, Decimal) and not isinstance(before, int | float) else None


def _format_of_day(before: Cell, after: date) -> str | None:
    if isinstance(after, datetime) and after.time() != time():
        return None if isinstance(before, datetime) else DATETIME
    return None if isinstance(before, date) else DATE


def is_as_meant(cell: Cell, value: Value) -> bool:
    """Whether a cell shows what was written into it, as exactly as a spreadsheet keeps it."""
    meant = as_read(value)
    if isinstance(meant, bool) or isinstance(cell, bool):
        return cell is meant
    if isinstance(meant, float) and isinstance(cell, float):
        return math.isclose(cell, meant, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(meant, date) and isinstance(cell, date):
        return abs(_as_moment(cell) - _as_moment(meant)) < timedelta(seconds=1)
    if isinstance(meant, time) and isinstance(cell, time):
        return cell.replace(microsecond=0) == meant.replace(microsecond=0)
    return cell == meant


def _as_moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time())
