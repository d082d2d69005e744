"""What Google lets people type into a column: drop-downs from other tabs, choices, dates, numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.ranges import cells
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.sheets import column_letters
from pepsheets.tabs.declaration import Row, is_computed
from pepsheets.tabs.kinds import Kind
from pepsheets.templates.columns import Planned
from pepsheets.templates.lists import Lists
from pepsheets.templates.peculiarities import own_validations
from pepsheets.templates.validations import Validation, validation_of

_SEVERAL = "Choose one from the list, or type several with semicolons between them: a red corner is no mistake then."

Keys = Mapping[type[Row], str]
"""Where the keys of each tab stand: the whole column below its heading, so that rows that people add are offered."""


class _InPlace(Lists):
    """Lists as long as they are: Google needs no hidden tab for them."""

    def source_of(self, heading: str, choices: Sequence[str]) -> list[str] | str:
        return list(choices)


def keys_of(tabs: Sequence[Placed]) -> Keys:
    """Where the keys of the tabs stand."""
    return {tab.layout.tab: where for tab in tabs if (where := _key_column(tab))}


def _key_column(tab: Placed) -> str | None:
    place = next((place for place, planned in tab.columns() if planned.column.is_key), None)
    if place is None:
        return None
    name = tab.name.replace("'", "''")
    column = f"${column_letters(place + 1)}"
    return f"='{name}'!{column}${tab.first_row + 1}:{column}"


def validation_requests(tab: Placed, keys: Keys, today: date) -> Iterator[Json]:
    """Sets what may be typed into each column that people fill, where it is not set so already."""
    if is_computed(tab.layout.tab):
        return
    for place, planned in tab.columns():
        rule = rule_of(tab, place, planned, keys, today)
        if rule and not _stands(tab, place, rule):
            yield _request(tab, (tab.first_row, None), place, rule)
    if tab.is_new:
        yield from _own(tab)


def _own(tab: Placed) -> Iterator[Json]:
    """Those of single cells. Rows get sorted, so on a tab that has been in use no cell can be held to them."""
    for row, content in enumerate(tab.layout.rows, tab.first_row):
        for name, validation in own_validations(tab.layout.tab, content):
            rule = _list(cast("Sequence[str]", validation["source"]), validation)
            yield _request(tab, (row, row + 1), tab.places[name], rule)


def _request(tab: Placed, rows: tuple[int, int | None], place: int, rule: Json) -> Json:
    return {"setDataValidation": {"range": cells(tab.sheet_id, rows, (place, place + 1)), "rule": rule}}


def rule_of(tab: Placed, place: int, planned: Planned, keys: Keys, today: date) -> Json | None:
    """What may be typed into a column; none where any text will do.

    What pepsheets fills has none: a rule that nothing meets would put a red corner on every result.
    """
    column = planned.column
    validation = None if column.is_computed or column.is_row_id else validation_of(planned, _InPlace(), today)
    if validation is None:
        return None
    if column.reference is not None:
        where = keys.get(column.reference)
        told = {**validation, "error_message": _SEVERAL} if column.kind is Kind.LIST else validation
        return _rule("ONE_OF_RANGE", [where], told) if where else None
    return _by_sort(validation, tab.first_cell(place))


def _by_sort(validation: Validation, cell: str) -> Json:
    match validation["validate"]:
        case "list":
            return _list(cast("Sequence[str]", validation["source"]), validation)
        case "date":
            return _rule("DATE_BETWEEN", [_plain(validation[end]) for end in ("minimum", "maximum")], validation)
        case "decimal":
            return _rule("NUMBER_BETWEEN", [_plain(validation[end]) for end in ("minimum", "maximum")], validation)
        case _:
            least, most = _plain(validation["minimum"]), _plain(validation["maximum"])
            formula = f"=AND(ISNUMBER({cell}),{cell}=INT({cell}),{cell}>={least},{cell}<={most})"
            return _rule("CUSTOM_FORMULA", [formula], validation)


def _plain(bound: object) -> str:
    """A bound as anyone may type it, whatever the language of the sheet."""
    return bound.isoformat() if isinstance(bound, date) else f"{bound:.15g}"


def _list(choices: Sequence[str], validation: Validation) -> Json:
    return _rule("ONE_OF_LIST", choices, validation)


def _rule(kind: str, values: Sequence[str], validation: Validation) -> Json:
    refuses = validation.get("show_error", True) and validation.get("error_type") != "warning"
    message = validation.get("error_message")
    return {
        "condition": {"type": kind, "values": [{"userEnteredValue": value} for value in values]},
        **({"inputMessage": message} if message else {}),
        "strict": bool(refuses),
        **({"showCustomUi": True} if kind.startswith("ONE_OF") else {}),
    }


def _stands(tab: Placed, place: int, rule: Json) -> bool:
    """Whether the first cell of the column has this rule, and the last one of its kind."""
    if tab.there is None or tab.is_new:
        return False
    first, last = (cell.get("dataValidation", {}) for cell in tab.there.ends(tab.first_row, place))
    is_strict = bool(first.get("strict", False) == rule["strict"])
    return is_strict and _condition(first) == _condition(rule) and _condition(last)[0] == _condition(rule)[0]


def _condition(rule: Json) -> tuple[str, tuple[str, ...]]:
    """What a rule asks, however it is written: Google may tell a whole column as far as the tab reaches."""
    condition = rule.get("condition", {})
    values = tuple(str(value.get("userEnteredValue")) for value in condition.get("values", ()))
    if condition.get("type") == "ONE_OF_RANGE":
        values = tuple(re.sub(r"(:[A-Z]+)\d+$", r"\1", re.sub(r"[$'= ]", "", value)) for value in values)
    return condition.get("type", ""), values
