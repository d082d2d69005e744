"""What the spreadsheet itself lets people type into a column, with drop-downs where there is a choice."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from pepsheets.rules import calendar
from pepsheets.tabs.buttons import CHOSEN
from pepsheets.tabs.declaration import Column, Row
from pepsheets.tabs.kinds import EXAMPLES, Kind
from pepsheets.templates.columns import Planned
from pepsheets.templates.lists import Lists, names_of_keys

Validation: TypeAlias = Mapping[str, object]
"""The options of a validation, as XlsxWriter names them."""

_FIRST_DAY = date(1990, 1, 1)
_LAST_DAY = date(2100, 12, 31)
_LARGEST = 1_000_000_000

REFUSED: Validation = {
    "validate": "custom",
    "value": "=FALSE",
    "error_title": "pepsheets fills this column",
    "error_message": "Nothing needs to be typed here: pepsheets fills this column each time it recalculates.",
}

TICK: Validation = {
    "validate": "list",
    "source": [CHOSEN],
    "show_error": False,
    "input_title": "Tick here",
    "input_message": f"Choose {CHOSEN}, save and close. pepsheets acts on it when it next looks, and clears it.",
}
"""For the cell beside a button: people may also type a tick in words of their own."""


def validation_of(planned: Planned, lists: Lists, today: date) -> Validation | None:
    """What may be typed into a column; none where any text will do."""
    column = planned.column
    if column.is_computed or column.is_row_id:
        return REFUSED
    if column.reference is not None:
        return _reference(column, column.reference)
    if column.choices:
        return _list(lists.source_of(column.heading, column.choices), "Choose one from the list.")
    return _by_kind(planned, today)


def _by_kind(planned: Planned, today: date) -> Validation | None:
    match planned.column.kind:
        case Kind.YES_NO:
            return _list(["Yes", "No"], EXAMPLES[Kind.YES_NO])
        case Kind.YEAR:
            return {**_list(_years(today), EXAMPLES[Kind.YEAR]), "error_type": "warning"}
        case Kind.DATE | Kind.MOMENT as kind:
            limits = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return {**limits, "error_title": "This is not a date", "error_message": EXAMPLES[kind]}
        case Kind.WHOLE | Kind.MONEY | Kind.NUMBER:
            return _number(planned)
        case _:
            return None


def _reference(column: Column, referred: type[Row]) -> Validation:
    listed = _list(f"={names_of_keys(referred)}", "")
    if column.kind is Kind.LIST:
        # A list offers one name, and several may be typed.
        return {**listed, "show_error": False}
    tab = referred.tab
    message = f"This is not on the {tab} tab. Choose one from the list, or add it to the {tab} tab first."
    return {**listed, "error_title": f"Not on the {tab} tab", "error_message": message}


def drop_down(choices: Sequence[str]) -> Validation:
    """A list that offers choices and refuses nothing."""
    return {"validate": "list", "source": list(choices), "show_error": False}


def _list(source: object, message: str) -> Validation:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Choose from the list",
        "error_message": message,
    }


def _years(today: date) -> list[str]:
    """The academic years from three before to three after."""
    first, _ = calendar.academic_year_dates(calendar.academic_year(today))
    return [calendar.academic_year(first.replace(year=first.year + offset)) for offset in range(-3, 4)]


def _number(planned: Planned) -> Validation:
    kind = planned.column.kind
    least = -_LARGEST if planned.least is None else planned.least
    most = _LARGEST if planned.most is None else planned.most
    example = "Type a percentage from 0% to 100%." if planned.is_share else EXAMPLES[kind]
    too_small = f" It cannot be less than {planned.least:g}." if planned.least is not None else ""
    return {
        "validate": "integer" if kind is Kind.WHOLE else "decimal",
        "criteria": "between",
        "minimum": int(least) if kind is Kind.WHOLE else least,
        "maximum": int(most) if kind is Kind.WHOLE else most,
        "error_title": "This is not a whole number" if kind is Kind.WHOLE else "This is not a number",
        "error_message": example if planned.is_share else example + too_small,
    }
