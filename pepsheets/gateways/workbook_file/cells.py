"""One value as the bytes of a cell: its kind, what stands inside it, and the look that it needs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from pepsheets.gateways.links import link_formula
from pepsheets.sheets import Link, Value

LONGEST_TEXT = 32_767
LONGEST_FORMULA = 8_192
_LARGEST_WHOLE_NUMBER = 2**53
_DAY = timedelta(days=1)

MARK = b' ph="0"'
"""Stands in every cell that we wrote since a spreadsheet program last saved (docs/decisions/0006).

ECMA-376-1, 18.3.1.4: the cell shows no phonetic guide, as one that does not say so either. No program writes it out.
"""

# What XML cannot hold, and what would be read as an escape though it was meant literally.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Look(Enum):
    """The number format that a value needs so that people see what it is."""

    DATE = "dd/mm/yyyy"
    DATETIME = "dd/mm/yyyy hh:mm"
    TIME = "hh:mm"
    MONEY = "£#,##0.00"


class Unwritable(Exception):
    """No cell can hold this value; the text says why."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell becomes: ``kind`` is its ``t`` attribute, ``body`` the bytes between its tags."""

    kind: bytes = b""
    body: bytes = b""
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """The formula of a column, as a new row takes it over; ``metadata`` marks the arrays of newer Excels."""

    text: str
    is_array: bool = False
    metadata: int | None = None


def content_of_formula(formula: Carried, cell: str, prefix: bytes) -> Content:
    """The content for a formula, without a result: what it gives, the next spreadsheet program that opens it finds."""
    array = f' t="array" ref="{cell}"' if formula.is_array else ""
    text = _escaped_formula(formula.text)
    return Content(b"", b"<%sf%s>%s</%sf>" % (prefix, array.encode(), text, prefix))


def content_of(value: Value, prefix: bytes, counts_from_1904: bool) -> Content:
    """The content for a value, its elements spelt with the sheet's prefix. Empty text leaves a blank cell.

    >>> content_of(True, b"", False).body
    b'<v>1</v>'
    """
    if value is None or value == "":
        return Content()
    if isinstance(value, str):
        return Content(
            b"inlineStr", b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % _around(prefix, text_of(value))
        )
    if isinstance(value, bool):
        return Content(b"b", _value(prefix, str(int(value))))
    if isinstance(value, Link):
        return _link(value, prefix)
    if isinstance(value, datetime | date | time):
        return Content(b"", _value(prefix, _number(_serial(value, counts_from_1904))), _look_of(value))
    look = Look.MONEY if isinstance(value, Decimal) else None
    return Content(b"", _value(prefix, _number(value)), look)


def _around(prefix: bytes, text: bytes) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    return prefix, prefix, text, prefix, prefix


def _value(prefix: bytes, text: str) -> bytes:
    return b"<%sv>%s</%sv>" % (prefix, text.encode(), prefix)


def _look_of(value: date | datetime | time) -> Look:
    if isinstance(value, time):
        return Look.TIME
    return Look.DATETIME if isinstance(value, datetime) and value.time() != time.min else Look.DATE


def text_of(text: str) -> bytes:
    """A text as the file holds it: what XML cannot hold as ``_xHHHH_``, and a literal ``_x000D_`` so too."""
    if _length(text) > LONGEST_TEXT:
        raise Unwritable(f"the text has {_length(text):,} characters, and a cell holds {LONGEST_TEXT:,}")
    return _escaped(text).encode()


def _length(text: str) -> int:
    """Spreadsheets count in UTF-16: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _escaped(text: str) -> str:
    told_apart = _LOOKS_ESCAPED.sub("_x005F_", text)
    held = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", told_apart)
    return held.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _number(value: int | float | Decimal) -> str:
    """The shortest text of a number that reads back as the same number."""
    if isinstance(value, int):
        is_number, is_too_long = True, abs(value) > _LARGEST_WHOLE_NUMBER
    else:
        is_number = value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)
        is_too_long = is_number and isinstance(value, Decimal) and abs(value) > _LARGEST_WHOLE_NUMBER
    if not is_number:
        raise Unwritable("the result is not a number")
    if is_too_long:
        raise Unwritable("the number has more digits than a spreadsheet keeps")
    short = float(value)
    return str(int(short)) if short.is_integer() and abs(short) < _LARGEST_WHOLE_NUMBER else repr(short)


def _serial(value: date | datetime | time, counts_from_1904: bool) -> float:
    """Days since the workbook's first day, as spreadsheets count; in the 1900 system 1900 is taken for a leap year."""
    if isinstance(value, time):
        since_midnight = timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
        return since_midnight / _DAY
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if moment.tzinfo is not None:
        raise Unwritable("the time names a time zone, which a cell cannot hold")
    first = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 30)
    days = (moment - first) / _DAY
    if not counts_from_1904 and moment < datetime(1900, 3, 1):
        days -= 1
    if days < (0 if counts_from_1904 else 1):
        raise Unwritable(f"spreadsheets have no dates before {1904 if counts_from_1904 else 1900}")
    return days


def _link(link: Link, prefix: bytes) -> Content:
    """A link as a formula of constants, so that it needs no relationship and moves with its row."""
    formula = link_formula(link)
    if len(formula) > LONGEST_FORMULA:
        raise Unwritable("the text of the link is too long for a formula")
    shown, hidden = text_of(link.text), _escaped(formula).replace("\n", "&#10;").encode()
    return Content(b"str", b"<%sf>%s</%sf><%sv>%s</%sv>" % (prefix, hidden, prefix, prefix, shown, prefix))


def _escaped_formula(formula: str) -> bytes:
    plain = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\r", "&#13;").replace("\n", "&#10;").encode()
