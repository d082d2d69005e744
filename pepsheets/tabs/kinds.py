"""What a cell means: the kinds of column, and how what people type is read as one of them.

A person's slip comes back as a ``Misread``, a sentence, so that every slip on a tab can be told at once.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from pepsheets.sheets import Cell, CellError, Value
from pepsheets.tabs.typed_dates import NUMERIC_DATE, typed_date, typed_moment


class Kind(Enum):
    """The kinds of column."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes or no"
    WHOLE = "whole number"
    NUMBER = "number"
    MONEY = "amount of money"
    DATE = "date"
    MOMENT = "date and time"
    YEAR = "academic year"
    LINK = "link"
    LIST = "names with semicolons between them"
    ANY = "text, number or date"


class Misread(NamedTuple):
    """A cell that cannot be read as its column wants, and what to do about it."""

    sentence: str


EXAMPLES: Mapping[Kind, str] = {
    Kind.TEXT: "Type a text.",
    Kind.CHOICE: "Choose one from the list.",
    Kind.YES_NO: "Type Yes or No.",
    Kind.WHOLE: "Type a whole number like 12.",
    Kind.NUMBER: "Type a number like 12.5.",
    Kind.MONEY: "Type an amount like 1200.50.",
    Kind.DATE: "Type it like 28/02/2026.",
    Kind.MOMENT: "Type it like 28/02/2026 09:30.",
    Kind.YEAR: "Type it like 2026/27.",
    Kind.LINK: "Type a text.",
    Kind.LIST: "Type names with semicolons between them.",
    Kind.ANY: "Type a value.",
}
"""What to do about a cell of each kind."""

YEARS = range(1900, 2200)
"""The years of our dates. Beyond them lie slips of the hand, and days that no calendar can count on from."""

LARGEST = 10**12
"""Every number is nearer to nothing than this. Spreadsheets keep fifteen digits, pennies among them."""

NOTHING_MEANT = frozenset({"", "-", "–", "—", "n/a", "na", "none", "nil", "not applicable"})
"""What people type into a cell that has nothing to say."""
_LONGEST_NOTHING = max(map(len, NOTHING_MEANT))

_YEAR = re.compile(r"^(?:20)?(\d{2})\s*[/\-–]\s*(?:20)?(\d{2})$", re.ASCII)
_AMOUNT = re.compile(r"^(-?\s*£?|£\s*-)\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$", re.ASCII)
_YES = frozenset({"yes", "y", "true", "x", "✓", "✔", "1"})
_NO = frozenset({"no", "n", "false", "0"})
PENNY = Decimal("0.01")


def plain(text: str) -> str:
    """The text without stray spaces, non-breaking ones included."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """The text as it is compared: spaces and capitals forgiven."""
    return plain(text).casefold()


def shown(cell: Cell) -> str:
    """A cell's value as a person sees it, in quotation marks."""
    if isinstance(cell, datetime):
        return f"'{cell:%d/%m/%Y %H:%M}'"
    if isinstance(cell, date):
        return f"'{cell:%d/%m/%Y}'"
    text = plain(_as_shown(cell))
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def _as_shown(cell: Cell) -> str:
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, bool):
        return str(cell).upper()
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def as_cell(value: object) -> Value:
    """What a cell holds of a row's value: the opposite of reading it.

    >>> as_cell(True), as_cell(("Ash", "Elm")), as_cell(12), as_cell(Kind)
    ('Yes', 'Ash; Elm', 12, "<enum 'Kind'>")
    """
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if value is None or isinstance(value, str | int | float | Decimal | date):
        return value
    return str(value)


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell but perhaps spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read(kind: Kind, cell: Cell) -> object:
    """The cell's value as the kind has it: ``None`` where nothing is meant, a ``Misread`` where it cannot be read.

    >>> read(Kind.DATE, "1st Sept 2026")
    datetime.date(2026, 9, 1)
    >>> read(Kind.MONEY, "£1,200.50")
    Decimal('1200.50')
    """
    if cell is None:
        return None
    if type(cell) is str:
        cell = plain(cell)
        if len(cell) <= _LONGEST_NOTHING and cell.casefold() in NOTHING_MEANT:
            return None
    elif isinstance(cell, CellError):
        return _error_cell(cell)
    return _READERS[kind](cell)


def _error_cell(cell: CellError) -> Misread:
    if cell.is_uncalculated:
        return Misread(
            "this cell holds a formula without a result. Open the workbook in Excel, save it, and try again."
        )
    if cell.is_stale:
        return Misread(
            "this formula's result may be old, because cells that it uses were filled in since. Open the workbook in "
            "Excel, save it, and try again."
        )
    return Misread(f"this cell shows the error {cell.text}. Mend its formula, or type the value.")


def _wrong(kind: Kind, cell: Cell, what: str = "") -> Misread:
    return Misread(f"{shown(cell)} is not {what or _A[kind]}. {EXAMPLES[kind]}")


_A: Mapping[Kind, str] = {
    Kind.YES_NO: "Yes or No",
    Kind.WHOLE: "a whole number",
    Kind.NUMBER: "a number",
    Kind.MONEY: "an amount of money",
    Kind.DATE: "a date",
    Kind.MOMENT: "a date and time",
    Kind.YEAR: "an academic year",
}


def _read_text(cell: Cell) -> object:
    if type(cell) is str:
        return cell
    if isinstance(cell, date | time):
        what = f"the {'time' if isinstance(cell, time) else 'date'} {shown(cell)}"
        return Misread(f"the spreadsheet has turned this into {what}. Format the cell as Text, and type it again.")
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return plain(_as_shown(cell))


def _read_yes_no(cell: Cell) -> object:
    if isinstance(cell, bool):
        return cell
    word = folded(f"{cell:g}" if isinstance(cell, float) else str(cell))
    if word in _YES or word in _NO:
        return word in _YES
    return _wrong(Kind.YES_NO, cell)


def _exact(cell: Cell) -> Decimal | None:
    """The number in a cell, where there is one of a size that spreadsheets can keep."""
    if isinstance(cell, bool | date | time):
        return None
    number = _typed_amount(cell) if isinstance(cell, str) else Decimal(str(cell))
    return number if number is not None and number.is_finite() and abs(number) < LARGEST else None


def _typed_amount(text: str) -> Decimal | None:
    bracketed = text.startswith("(") and text.endswith(")")
    match = _AMOUNT.match(text[1:-1] if bracketed else text)
    if not match:
        return None
    amount = Decimal(match[2].replace(",", "") + (match[3] or ""))
    return -amount if bracketed or "-" in match[1] else amount


def _read_number(cell: Cell) -> object:
    if isinstance(cell, str) and cell.endswith("%"):
        percentage = _exact(cell[:-1].rstrip())
        return _wrong(Kind.NUMBER, cell) if percentage is None else percentage.scaleb(-2)
    number = _exact(cell)
    return _wrong(Kind.NUMBER, cell) if number is None else number


_FLOAT_NOISE = Decimal("1e-6")


def _read_whole(cell: Cell) -> object:
    number = _exact(cell)
    if number is None or abs(number - round(number)) > _FLOAT_NOISE:
        return _wrong(Kind.WHOLE, cell)
    return round(number)


def _read_money(cell: Cell) -> object:
    amount = _exact(cell)
    if amount is None:
        return _wrong(Kind.MONEY, cell)
    pounds = amount.quantize(PENNY)
    if abs(amount - pounds) > _FLOAT_NOISE:
        return Misread(f"{shown(cell)} is not a whole number of pence. Round it to two decimals.")
    return pounds


def _of_our_years(day: date, cell: Cell) -> date | Misread:
    if day.year in YEARS:
        return day
    return Misread(f"{shown(cell)} is not in the years {YEARS[0]} to {YEARS[-1]}. Check the year.")


def _read_date(cell: Cell) -> object:
    if isinstance(cell, str):
        day = typed_date(cell)
        return _of_our_years(day, cell) if day else _wrong_date(cell)
    if isinstance(cell, date):
        return _of_our_years(cell.date() if isinstance(cell, datetime) else cell, cell)
    return _wrong(Kind.DATE, cell)


def _wrong_date(cell: str) -> Misread:
    match = NUMERIC_DATE.match(cell)
    if match and int(match[1]) <= 12 < int(match[2]) <= 31:
        return Misread(f"{shown(cell)} has the month first. Type the day first, like 28/02/2026.")
    return _wrong(Kind.DATE, cell)


def _read_moment(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return _of_our_years(cell, cell)
    if isinstance(cell, date):
        return _of_our_years(datetime.combine(cell, time()), cell)
    moment = typed_moment(cell) if isinstance(cell, str) else None
    return _of_our_years(moment, cell) if moment else _wrong(Kind.MOMENT, cell)


def _read_year(cell: Cell) -> object:
    match = _YEAR.match(cell) if isinstance(cell, str) else None
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        return _wrong(Kind.YEAR, cell)
    return f"20{match[1]}/{match[2]}"


def _read_list(cell: Cell) -> object:
    text = _read_text(cell)
    if not isinstance(text, str):
        return text
    return tuple(dict.fromkeys(name for part in text.split(";") if (name := part.strip()))) or None


def _read_any(cell: Cell) -> object:
    return cell


_READERS: Mapping[Kind, Callable[[Cell], object]] = {
    Kind.TEXT: _read_text,
    Kind.CHOICE: _read_text,
    Kind.YES_NO: _read_yes_no,
    Kind.WHOLE: _read_whole,
    Kind.NUMBER: _read_number,
    Kind.MONEY: _read_money,
    Kind.DATE: _read_date,
    Kind.MOMENT: _read_moment,
    Kind.YEAR: _read_year,
    Kind.LINK: _read_text,
    Kind.LIST: _read_list,
    Kind.ANY: _read_any,
}
