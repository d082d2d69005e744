"""From a spreadsheet as it stands to the requests that make it a partnership's: what is missing, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pepsheets.gateways.google_sheet.setting_up.block import block_requests
from pepsheets.gateways.google_sheet.setting_up.charts import chart_requests
from pepsheets.gateways.google_sheet.setting_up.conditions import condition_requests
from pepsheets.gateways.google_sheet.setting_up.guarding import (
    freezing_requests,
    hiding_requests,
    protection_requests,
    view_requests,
)
from pepsheets.gateways.google_sheet.setting_up.making import making_requests, sheet_requests
from pepsheets.gateways.google_sheet.setting_up.mending import format_requests, note_requests
from pepsheets.gateways.google_sheet.setting_up.placing import Placed, TabHoldsSomethingElse, placed
from pepsheets.gateways.google_sheet.setting_up.results import Filled, typed, with_results
from pepsheets.gateways.google_sheet.setting_up.standing import TabThere, There, there_of
from pepsheets.gateways.google_sheet.setting_up.telling import Told
from pepsheets.gateways.google_sheet.setting_up.validations import keys_of, validation_requests
from pepsheets.gateways.google_sheet.setting_up.welcome import google_layouts
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.partnerships import Partnership
from pepsheets.partnerships.partnership import Mistake
from pepsheets.sheets import Sheet, Workbook, column_letters
from pepsheets.tabs.buttons import buttons_on
from pepsheets.tabs.declaration import Row
from pepsheets.validation.recognising import recognise

LOCALE, TIME_ZONE = "en_GB", "Europe/London"


@dataclass(frozen=True, slots=True)
class SettingUp:
    """What is to be done to a spreadsheet, in one batch, and what that is in sentences."""

    requests: tuple[Json, ...]
    told: tuple[str, ...]
    is_new: bool
    """Whether none of the tabs was there, so that everything is filled in, results too."""

    def __bool__(self) -> bool:
        return bool(self.requests)


def head_ranges(partnership: Partnership, spreadsheet: Json) -> tuple[str, ...]:
    """What must be asked for besides, before a plan: the headings, first and last row of the tabs that stand."""
    tabs = placed(google_layouts(partnership, ()), there_of(spreadsheet))
    return tuple(area for tab in tabs if tab.there and not tab.is_new for area in _ends_of(tab.there, tab))


def _ends_of(there: TabThere, tab: Placed) -> Iterator[str]:
    title, last = there.title.replace("'", "''"), column_letters(there.column_count)
    buttons = buttons_on(there.rows) if tab.layout.is_overview else ()
    first_rows = min(max([tab.first_row + 1, *(button.row for button in buttons)]), there.row_count)
    yield f"'{title}'!A1:{last}{first_rows}"
    if there.row_count > first_rows:
        yield f"'{title}'!A{there.row_count}:{last}{there.row_count}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a spreadsheet is to become: of which kind, beginning with which rows, on which day."""

    partnership: Partnership
    content: Sequence[Row]
    mistakes: Sequence[Mistake]
    today: date


def plan_setting_up(wanted: Wanted, spreadsheet: Json, heads: Json | None = None) -> SettingUp:
    """All that must be done to the spreadsheet; nothing where it is set up.

    Raises ``TabHoldsSomethingElse`` where a tab of a name of ours keeps other things.
    """
    there = there_of(spreadsheet, heads)
    layouts = google_layouts(wanted.partnership, wanted.content, wanted.mistakes)
    tabs = placed(layouts, there)
    _refuse_other_kind(wanted.partnership, tabs, there)
    filled, told = _filled(tabs, wanted), Told()
    tabs = tuple(_with_room(tab, filled) for tab in tabs)
    requests = list(_requests(wanted, tabs, there, filled, told))
    is_new = all(tab.is_new for tab in tabs)
    return SettingUp(tuple(requests), told.sentences(tabs, is_new=is_new), is_new)


def _refuse_other_kind(partnership: Partnership, tabs: Sequence[Placed], there: There) -> None:
    if all(tab.is_new for tab in tabs):
        return
    sheets = tuple(Sheet(tab.title, tab.rows) for tab in there.tabs)
    in_use = [tab for tab in tabs if not tab.is_new]
    kind = recognise(Workbook(sheets, there.titles)) if len(in_use) > 2 else partnership
    if kind.code != partnership.code:
        raise TabHoldsSomethingElse(f"This Google Sheet is set up for {kind.name} already.")


def _with_room(tab: Placed, filled: Mapping[str, Filled]) -> Placed:
    """The tab with its results counted among its rows."""
    last_row = max((row for row, _ in filled[tab.layout.tab.tab]), default=0)
    return replace(tab, layout=replace(tab.layout, last_row=max(tab.layout.last_row, last_row)))


def _requests(
    wanted: Wanted, tabs: Sequence[Placed], there: There, filled: Mapping[str, Filled], told: Told
) -> Iterator[Json]:
    yield from told.noting("locale", _locale_requests(there))
    yield from told.noting("tabs", sheet_requests(tabs, there.titles))
    sheet_ids = {tab.title: tab.sheet_id for tab in there.tabs} | {tab.name: tab.sheet_id for tab in tabs}
    keys = keys_of(tabs)
    for tab in tabs:
        if tab.is_new:
            yield from making_requests(tab, filled[tab.layout.tab.tab], sheet_ids)
        aspects = {
            "notes": note_requests(tab),
            "formats": format_requests(tab),
            "frozen": freezing_requests(tab),
            "rules": validation_requests(tab, keys, wanted.today),
            "warnings": protection_requests(tab),
            "hidden": hiding_requests(tab),
            "views": view_requests(tab),
            "colours": condition_requests(tab),
            "buttons": block_requests(tab),
        }
        for topic, requests in aspects.items():
            yield from told.noting(topic, requests, tab)
    yield from _charts(tabs)
    yield from told.noting("removed", _removal(tabs, there))


def _locale_requests(there: There) -> Iterator[Json]:
    properties = {"locale": LOCALE, "timeZone": TIME_ZONE}
    stands = {"locale": there.locale, "timeZone": there.time_zone}
    wrong = {name: value for name, value in properties.items() if stands[name] != value}
    if wrong:
        yield {"updateSpreadsheetProperties": {"properties": wrong, "fields": ",".join(wrong)}}


def _filled(tabs: Sequence[Placed], wanted: Wanted) -> Mapping[str, Filled]:
    """What the new tabs begin with; where others stand already, the results are for a recalculation to work out."""
    layouts = [tab.layout for tab in tabs]
    if wanted.content and all(tab.is_new for tab in tabs):
        return with_results(layouts, wanted.today)
    return {layout.tab.tab: typed(layout) for layout in layouts}


def _charts(tabs: Sequence[Placed]) -> Iterator[Json]:
    by_tab = {tab.layout.tab: tab for tab in tabs}
    for tab in tabs:
        if tab.layout.is_overview:
            yield from chart_requests(tab, by_tab)


def _removal(tabs: Sequence[Placed], there: There) -> Iterator[Json]:
    """Google's own first tab, where nobody has used it, goes when ours come."""
    ours = {tab.sheet_id for tab in tabs}
    if not any(tab.there is None for tab in tabs):
        return
    for tab in there.tabs:
        if tab.is_the_first_of_all and tab.is_empty and tab.sheet_id not in ours:
            yield {"deleteSheet": {"sheetId": tab.sheet_id}}
