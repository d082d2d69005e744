"""Which kind of partnership a workbook belongs to."""

from collections.abc import Collection
from difflib import get_close_matches

from pepsheets.partnerships import PARTNERSHIPS, Partnership, kind_named
from pepsheets.sheets import Gateway, GatewayError, Workbook
from pepsheets.tabs.kinds import folded
from pepsheets.tabs.settings import KIND_SETTING, RuleSetting
from pepsheets.validation.locating import locate, sheet_of

TABS_THAT_TELL = 3
"""How many tabs of a kind a workbook must have to be taken for one when it does not say what it is."""


class NotAPartnership(GatewayError):
    """The workbook keeps none of the tabs that pepsheets knows."""

    remedy = "Make one with 'pepsheets new pepmk my.xlsx', or give the tabs the names and headings of docs/tabs.md."


def tabs_wanted() -> Collection[str]:
    """The names of all tabs of all kinds."""
    return {tab.tab for kind in PARTNERSHIPS for tab in kind.tabs}


def read(gateway: Gateway) -> Workbook:
    """The tabs of a workbook that any kind of partnership may keep."""
    return gateway.read(tabs_wanted())


def recognise(workbook: Workbook) -> Partnership:
    """The kind that the workbook's Rules tab names; failing that, the kind whose tabs it keeps."""
    recorded = _recorded(workbook)
    if recorded:
        return recorded
    found = [(sum(sheet_of(tab, workbook) is not None for tab in kind.tabs), kind) for kind in PARTNERSHIPS]
    count, kind = max(found, key=lambda each: each[0])
    if count < TABS_THAT_TELL:
        raise NotAPartnership(
            "This workbook does not hold a partnership: it has "
            f"{'none' if count == 0 else f'only {count}'} of the tabs that pepsheets knows."
        )
    return kind


def _recorded(workbook: Workbook) -> Partnership | None:
    sheet = sheet_of(RuleSetting, workbook)
    located = locate(RuleSetting, sheet) if sheet else None
    if sheet is None or located is None or not {"setting", "value"} <= located.places.keys():
        return None
    setting, value = located.places["setting"] - 1, located.places["value"] - 1
    for row in sheet.rows[located.first_row - 1 :]:
        if len(row) > max(setting, value) and folded(str(row[setting] or "")) == folded(KIND_SETTING.name):
            return kind_named(_nearest_code(str(row[value] or "")))
    return None


def _nearest_code(typed: str) -> str:
    close = get_close_matches(folded(typed), [kind.code for kind in PARTNERSHIPS], n=1, cutoff=0.8)
    return close[0] if close else typed
