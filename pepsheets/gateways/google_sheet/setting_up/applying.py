"""Reads a spreadsheet, plans what is missing, and has it done: all of it at once, or nothing."""

from collections.abc import Sequence
from typing import Protocol

from pepsheets.gateways.google_sheet.refusals import AnswerLost, BatchRefused
from pepsheets.gateways.google_sheet.setting_up.planning import SettingUp, Wanted, head_ranges, plan_setting_up
from pepsheets.gateways.google_sheet.setting_up.standing import FIELDS, HEAD_FIELDS
from pepsheets.gateways.google_sheet.values import Json

_FRESH_STARTS = 2


class Connected(Protocol):
    """One spreadsheet that can be read and written."""

    def get(self, fields: str, ranges: Sequence[str] = ()) -> Json: ...

    def batch_update(self, requests: Sequence[Json], *, fields: str) -> Json: ...


def set_up(connection: Connected, wanted: Wanted) -> SettingUp:
    """Sets the spreadsheet up, and tells what was done: one request to read it, one more where tabs of ours stand.

    Where the answer is lost, or somebody changed a tab meanwhile, it is read again and planned anew, never sent twice.
    """
    first: SettingUp | None = None
    for _ in range(_FRESH_STARTS):
        plan = _planned(connection, wanted)
        if not plan:
            return first or plan
        try:
            connection.batch_update(plan.requests, fields="spreadsheetId")
        except AnswerLost:
            first = first or plan
            continue
        except BatchRefused:
            continue
        return plan
    return _last_try(connection, wanted, first)


def _last_try(connection: Connected, wanted: Wanted, first: SettingUp | None) -> SettingUp:
    plan = _planned(connection, wanted)
    if plan:
        connection.batch_update(plan.requests, fields="spreadsheetId")
    return plan if plan or first is None else first


def _planned(connection: Connected, wanted: Wanted) -> SettingUp:
    spreadsheet = connection.get(FIELDS)
    ranges = head_ranges(wanted.partnership, spreadsheet)
    heads = connection.get(HEAD_FIELDS, ranges) if ranges else None
    return plan_setting_up(wanted, spreadsheet, heads)
