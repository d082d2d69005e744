"""Cell values as synchronising compares and keeps them, however a door, a locale or a store happened to write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from pepsheets.sheets import Cell, CellError

_HALF_A_SECOND = timedelta(milliseconds=500)
_LAST_SECOND = time(23, 59, 59)
_DECODER = json.JSONDecoder(parse_int=float)


def canonical(cell: Cell) -> Cell:
    """The one form in which a value is compared: two doors that read the same thing give the same form.

    Blank is ``None``, every number a ``float``, a midnight its date, other moments whole seconds, line ends plain.

    >>> canonical(Decimal("12.50")), canonical(""), canonical(datetime(2026, 9, 1))
    (12.5, None, datetime.date(2026, 9, 1))
    """
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell or None
    if cell is None or isinstance(cell, bool | CellError):
        return cell
    if isinstance(cell, int | float | Decimal):
        return _number(cell)
    return _moment(cell)


def _number(cell: int | float | Decimal) -> Cell:
    """The number as sheets hold it. What no sheet can hold as a number stays readable as text."""
    try:
        number = float(cell) + 0.0
    except (OverflowError, ValueError):
        return str(cell)
    return number if isfinite(number) else str(cell)


def _moment(cell: date | time) -> date | time:
    if isinstance(cell, time):
        return _to_the_second(cell)
    if not isinstance(cell, datetime):
        return cell
    # Sheets count days in fractions, so 9 o'clock may arrive as a hair before 9.
    second = _rounded(cell)
    return second.date() if second.time() == time() else second


def _rounded(moment: datetime) -> datetime:
    if datetime.max - moment > _HALF_A_SECOND:
        moment += _HALF_A_SECOND
    return moment.replace(microsecond=0)


def _to_the_second(cell: time) -> time:
    moment = _rounded(datetime.combine(date(2000, 1, 1), cell))
    return moment.time() if moment.day == 1 else _LAST_SECOND


def same(one: Cell, other: Cell) -> bool:
    """Whether two canonical values are one value. A tick is not the number 1.

    >>> same(True, 1.0), same(None, None)
    (False, True)
    """
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def encode(cell: Cell) -> str:
    """A value as JSON text that keeps its type, for the store.

    >>> encode(date(2026, 9, 1)), encode(12), encode("")
    ('{"date": "2026-09-01"}', '12.0', 'null')
    """
    value = canonical(cell)
    if isinstance(value, datetime):
        return json.dumps({"moment": value.isoformat()})
    if isinstance(value, date):
        return json.dumps({"date": value.isoformat()})
    if isinstance(value, time):
        return json.dumps({"time": value.isoformat()})
    return json.dumps({"error": value.text} if isinstance(value, CellError) else value)


def decode(text: str) -> Cell:
    """The value that `encode` wrote.

    >>> decode('{"date": "2026-09-01"}'), decode("true")
    (datetime.date(2026, 9, 1), True)
    """
    value = _DECODER.decode(text)
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        return _TYPES[kind](content)
    return value if isinstance(value, str | float | bool) else None


_TYPES: dict[str, Callable[[str], Cell]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "error": CellError,
}


def shown(cell: Cell) -> str:
    """A value as a sentence shows it.

    >>> shown(date(2026, 9, 1)), shown(12.0), shown(None)
    ("'01/09/2026'", "'12'", 'nothing')
    """
    if cell is None:
        return "nothing"
    text = " ".join(_as_shown(cell).split())
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def _as_shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, bool):
        return str(cell).upper()
    return f"{cell:.15g}" if isinstance(cell, float) else getattr(cell, "text", str(cell))
