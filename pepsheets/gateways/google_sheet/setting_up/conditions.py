"""Colours that follow the figures: the conditions of the workbooks, at the places where the columns stand."""

import re
from collections.abc import Iterator, Mapping

from pepsheets.gateways.google_sheet.setting_up.looks import tone_format
from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.ranges import cells
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.templates.conditions import Condition, conditions_of

_CELL = re.compile(r"\$[A-Z]+\d+")
_ANY_CELL = re.compile(r"\$?\b[a-z]{1,3}\$?\d+\b")


def condition_requests(tab: Placed) -> Iterator[Json]:
    """Adds the conditional formats that the tab lacks, behind those that it has.

    One of ours whose formula looks at cells that have moved since is set right where it stands.
    """
    stand = tab.there.conditions if tab.there else ()
    wanted = list(_conditions(tab))
    kept = {(columns[0], _bare(formula)) for _, columns, formula in wanted}
    there = {_condition(rule) for rule in stand}
    stale = {_shaped(each): index for index, each in enumerate(map(_condition, stand)) if each not in kept}
    index = len(stand)
    for condition, columns, formula in wanted:
        ours = columns[0], _bare(formula)
        if ours in there:
            continue
        rule = _rule(tab, condition, columns, formula)
        at = stale.pop(_shaped(ours), None)
        if at is None:
            yield {"addConditionalFormatRule": {"index": index, "rule": rule}}
            index += 1
        else:
            yield {"updateConditionalFormatRule": {"sheetId": tab.sheet_id, "index": at, "rule": rule}}


def _conditions(tab: Placed) -> Iterator[tuple[Condition, tuple[int, int], str]]:
    layout = tab.layout
    moved: Mapping[str, str] = {
        layout.at_first_row(place): tab.first_cell(tab.places[planned.column.name])
        for place, planned in enumerate(layout.columns)
        if planned.column.name in tab.places
    }
    for condition in conditions_of(layout):
        names = [each.column.name for each in layout.columns[condition.first_column : condition.last_column + 1]]
        places = [tab.places[name] for name in names if name in tab.places]
        if places and all(cell in moved for cell in _CELL.findall(condition.formula)):
            formula = _CELL.sub(lambda match: moved[match[0]], condition.formula)
            yield condition, (min(places), max(places) + 1), formula


def _rule(tab: Placed, condition: Condition, columns: tuple[int, int], formula: str) -> Json:
    return {
        "ranges": [cells(tab.sheet_id, (tab.first_row, None), columns)],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]},
            "format": tone_format(condition.tone),
        },
    }


def _condition(rule: Json) -> tuple[int, str]:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", [{}])
    [first, *_] = rule.get("ranges") or [{}]
    return first.get("startColumnIndex", 0), _bare(str(values[0].get("userEnteredValue", "")) if values else "")


def _shaped(condition: tuple[int, str]) -> tuple[int, str]:
    """What a condition asks in its column, whichever cells its formula looks at."""
    column, formula = condition
    return column, _ANY_CELL.sub("#", formula)


def _bare(formula: str) -> str:
    return "".join(formula.split()).casefold()
