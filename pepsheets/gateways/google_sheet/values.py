"""Values as Google keeps them: what a cell's JSON says, and how a value of ours is written as that JSON.

Google counts days from 30 December 1899, keeps what a cell shows (a date, pounds) in its number format alone, and tells
a formula from a value. A text given as ``stringValue`` stays the text that it is.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from pepsheets.gateways.grouping import Block
from pepsheets.sheets import UNCALCULATED, Cell, CellError, Link, Value

Json: TypeAlias = dict[str, Any]

_DAY_NOUGHT = datetime(1899, 12, 30)
_SECONDS = 86_400
_MILLISECONDS = _SECONDS * 1000

_ERRORS: Mapping[str, str] = {
    "REF": "#REF!",
    "N_A": "#N/A",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
    "LOADING": UNCALCULATED,
}
_LINK_BEGINS = '=HYPERLINK("#gid='

_FORMATS: Mapping[type, Json] = {
    date: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    datetime: {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"},
    time: {"type": "TIME", "pattern": "hh:mm"},
    Decimal: {"type": "CURRENCY", "pattern": "£#,##0.00"},
}
_OF_DAYS = frozenset({"DATE", "DATE_TIME", "TIME"})


def serial(moment: date | time) -> float:
    """A day or a time as the number that Google keeps for it.

    >>> serial(date(1900, 3, 1)), serial(time(12))
    (61.0, 0.5)
    """
    if isinstance(moment, time):
        return (moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6) / _SECONDS
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment - _DAY_NOUGHT) / timedelta(days=1)


def extended_value(value: Value, sheet_ids: Mapping[str, int]) -> Json:
    """The ``userEnteredValue`` of a value; an empty one clears the cell. Links need the ``sheet_ids`` of the tabs."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float | Decimal):
        return {"numberValue": float(value) if isinstance(value, Decimal) else value}
    if isinstance(value, date | time):
        return {"numberValue": serial(value)}
    if isinstance(value, Link):
        return {"formulaValue": _link_formula(value, sheet_ids)}
    return {"stringValue": value}


def _link_formula(link: Link, sheet_ids: Mapping[str, int]) -> str:
    text = link.text.replace('"', '""')
    return f'{_LINK_BEGINS}{sheet_ids[link.tab]}&range={link.cell}","{text}")'


def is_our_link(formula: str) -> bool:
    """Whether a formula is a link as we write them."""
    return formula.startswith(_LINK_BEGINS)


def number_format(value: Value) -> Json | None:
    """The number format without which a value would not be seen as what it is; none for texts and plain numbers."""
    return _FORMATS.get(type(value))


def fits(value: Value, shown_as: str | None) -> bool:
    """Whether a cell whose number format is of this type shows a value as what it is."""
    if wanted := number_format(value):
        return shown_as == wanted["type"] or (isinstance(value, Decimal) and shown_as in ("NUMBER", "ACCOUNTING"))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return not (is_number and shown_as in _OF_DAYS)


def cell_of(data: Json) -> Cell:
    """The value that a cell shows, from its ``effectiveValue`` and the type of its number format."""
    effective: Json | None = data.get("effectiveValue")
    if not effective:
        return None
    if "numberValue" in effective:
        return _number(float(effective["numberValue"]), shown_as(data))
    if "errorValue" in effective:
        return CellError(_ERRORS.get(effective["errorValue"].get("type", ""), "#ERROR!"))
    cell: str | bool = effective["boolValue"] if "boolValue" in effective else effective.get("stringValue", "")
    return cell


def shown_as(data: Json) -> str | None:
    """The type of the number format by which a cell is shown."""
    kind: str | None = data.get("effectiveFormat", {}).get("numberFormat", {}).get("type")
    return kind


def _number(number: float, kind: str | None) -> Cell:
    if kind not in _OF_DAYS:
        return number
    try:
        moment = _DAY_NOUGHT + timedelta(milliseconds=round(number * _MILLISECONDS))
    except OverflowError:
        return number
    if kind == "TIME" and 0 <= number < 1:
        return moment.time()
    return moment.date() if kind == "DATE" and moment.time() == time() else moment


def raw(cell: Cell | Value) -> str | float | bool | None:
    """What Google keeps for a value, without its format: by this two states of a cell are compared."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, date | time):
        return round(serial(cell), 8)
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float | Decimal):
        return round(float(cell), 8)
    return str(cell.text) if isinstance(cell, CellError | Link) else cell


def grid_range(block: Block, sheet_id: int) -> Json:
    """A rectangle of cells as Google names it."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": block.first_row - 1,
        "endRowIndex": block.last_row,
        "startColumnIndex": block.first_column - 1,
        "endColumnIndex": block.last_column,
    }
