"""A sheet that is set up and in use: only what is missing or wrong is put right, and nothing that people typed."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from pepsheets.gateways.google_sheet.reading import FIELDS, reading_of
from pepsheets.gateways.google_sheet.setting_up import SettingUp, set_up
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.sheets import Cell
from pepsheets.tabs.buttons import Part, buttons_on
from pepsheets.tabs.declaration import columns_of
from pepsheets.tabs.schools import School
from tests.gateways.google_sheet.setting_up.on_google import EMPTY, SAMPLE, Direct, kinds, made
from tests.google.spreadsheets import Json

HEADING, FIRST = 3, 4
"""Rows of a tab as Google counts them."""


def id_of(direct: Direct, title: str) -> int:
    number: int = direct.sheet(title)["properties"]["sheetId"]
    return number


def area(direct: Direct, title: str, row: int, column: int = 0, **ends: int) -> Json:
    start = {"sheetId": id_of(direct, title), "startRowIndex": row, "startColumnIndex": column}
    return start | {"endColumnIndex": column + 1} | ends


def grid(direct: Direct) -> dict[str, list[list[Cell]]]:
    """All that stands in the cells, without blank ends, so that blank rows may come and go."""
    workbook = reading_of(direct.get(FIELDS))
    return {name: [list(row) for row in tab.sheet.rows] for name, tab in workbook.tabs.items()}


def no_rule(direct: Direct) -> Json:
    return {"setDataValidation": {"range": area(direct, "Bookings", FIRST, 2)}}


def other_rule(direct: Direct) -> Json:
    condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=People!$A$9:$A"}]}
    rule = {"condition": condition, "strict": True, "showCustomUi": True}
    return {"setDataValidation": {"range": area(direct, "Attendance", FIRST, 1), "rule": rule}}


def lax_rule(direct: Direct) -> Json:
    condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "='Courses'!$A$5:$A"}]}
    rule = {"condition": condition, "strict": False, "showCustomUi": True}
    return {"setDataValidation": {"range": area(direct, "Bookings", FIRST, 1), "rule": rule}}


def rows_without_rule(direct: Direct) -> Json:
    return {"setDataValidation": {"range": area(direct, "Bookings", 200, 4)}}


def no_note(direct: Direct) -> Json:
    return {"repeatCell": {"range": area(direct, "People", HEADING, endRowIndex=FIRST), "cell": {}, "fields": "note"}}


def no_format(direct: Direct) -> Json:
    fields = "userEnteredFormat.numberFormat"
    return {"repeatCell": {"range": area(direct, "Courses", FIRST, 2), "cell": {}, "fields": fields}}


def thawed(direct: Direct) -> Json:
    properties = {"sheetId": id_of(direct, "Courses"), "gridProperties": {"frozenRowCount": 0}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}


def shown_id(direct: Direct) -> Json:
    last = len(columns_of(School)) - 1
    where = {"sheetId": id_of(direct, "Schools"), "dimension": "COLUMNS", "startIndex": last, "endIndex": last + 1}
    return {
        "updateDimensionProperties": {
            "range": where,
            "properties": {"hiddenByUser": False},
            "fields": "hiddenByUser",
        }
    }


def unprotected(direct: Direct) -> Json:
    number = direct.sheet("Charges")["protectedRanges"][0]["protectedRangeId"]
    return {"deleteProtectedRange": {"protectedRangeId": number}}


def no_view(direct: Direct) -> Json:
    return {"deleteFilterView": {"filterId": direct.sheet("Costs")["filterViews"][0]["filterViewId"]}}


def colourless(direct: Direct) -> Json:
    return {"deleteConditionalFormatRule": {"sheetId": id_of(direct, "Meetings"), "index": 2}}


def american(_: Direct) -> Json:
    return {"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}}


def overview_buttons(direct: Direct) -> list[int]:
    return [button.row for button in buttons_on(grid(direct)["Overview"])]


def no_box(direct: Direct) -> Json:
    row = overview_buttons(direct)[1] - 1
    return {"setDataValidation": {"range": area(direct, "Overview", row, endRowIndex=row + 1)}}


def no_buttons(direct: Direct) -> Json:
    first = overview_buttons(direct)[0] - 2
    where = area(direct, "Overview", first, endRowIndex=first + 3, endColumnIndex=5)
    return {"updateCells": {"range": where, "fields": "userEnteredValue,dataValidation"}}


def one_button(direct: Direct) -> Json:
    row = overview_buttons(direct)[1] - 1
    where = area(direct, "Overview", row, endRowIndex=row + 1, endColumnIndex=5)
    return {"updateCells": {"range": where, "fields": "userEnteredValue,dataValidation"}}


def no_tab(direct: Direct) -> Json:
    return {"deleteSheet": {"sheetId": id_of(direct, "Actions")}}


SPOILT: dict[Callable[[Direct], Json], str] = {
    american: "Dates, money and the time of day are as in the United Kingdom.",
    no_note: "The help on headings is put back: People.",
    no_format: "Columns take text, dates and money as such again: Courses.",
    thawed: "The headings stay in sight again: Courses.",
    no_rule: "Drop-downs and what may be typed are set again: Attendance, Bookings.",
    other_rule: "",
    lax_rule: "",
    rows_without_rule: "",
    unprotected: "Warnings before typing over headings and results are set again: Charges.",
    shown_id: "The column of the row ID is hidden again: Schools.",
    no_view: "The view for sorting and filtering for oneself is put back: Costs.",
    colourless: "Colours that follow the figures are put back: Meetings.",
    no_box: "The buttons are put back: Overview.",
}


def state(direct: Direct) -> Json:
    """All that Google tells of the spreadsheet; of what it numbers itself not the number, nor the order."""
    told = copy.deepcopy(direct.sheets.get(direct.spreadsheet_id, (), True))
    for sheet in told["sheets"]:
        for each in sheet.get("protectedRanges", []):
            del each["protectedRangeId"]
        for each in sheet.get("filterViews", []):
            del each["filterViewId"]
        for kind in ("protectedRanges", "conditionalFormats"):
            sheet.get(kind, []).sort(key=str)
    return told


def test_what_was_lost_is_put_back_and_nothing_else_is_touched() -> None:
    direct = made(sample=True)
    before = state(direct)
    for spoil in SPOILT:
        direct.does(spoil(direct))
    assert state(direct) != before
    direct.reads = 0
    done = set_up(direct, SAMPLE)
    assert (direct.reads, direct.writes) == (2, 1)
    assert done.told == tuple(filter(None, SPOILT.values())) and not done.is_new
    assert state(direct) == before
    assert not set_up(direct, SAMPLE)


@pytest.mark.parametrize(("spoil", "places"), [(no_buttons, 2), (one_button, 1)])
def test_buttons_that_are_gone_come_back_beside_what_stands_there(spoil: Callable[[Direct], Json], places: int) -> None:
    direct = made()
    direct.does(spoil(direct))
    before = grid(direct)
    done = set_up(direct, EMPTY)
    assert kinds(done.requests) == {"appendDimension", "updateCells"}
    after = grid(direct)
    buttons = buttons_on(after["Overview"])
    assert sorted(button.label for button in buttons) == ["Recalculate", "Sync now"]
    assert sum(button.columns[Part.TICK] > 5 for button in buttons) == places
    assert {**after, "Overview": []} == {**before, "Overview": []}
    for row, cells in enumerate(before["Overview"]):
        assert after["Overview"][row][: len(cells)] == cells
    assert not set_up(direct, EMPTY)


def test_a_tab_that_was_deleted_is_made_again_in_its_place_and_its_results_wait() -> None:
    direct = made()
    direct.does(no_tab(direct))
    before = grid(direct)
    done = set_up(direct, EMPTY)
    assert direct.titles() == [tab.tab for tab in PEPMK.tabs]
    assert done.told[0] == "1 tab is made: Actions." and "recalculate" in done.told[-1] and not done.is_new
    after = grid(direct)
    assert {name: after[name] for name in before} == before
    assert not set_up(direct, EMPTY)


def test_a_worked_example_never_lands_among_the_rows_of_a_sheet_in_use() -> None:
    direct = made()
    before = grid(direct)
    assert not set_up(direct, SAMPLE)
    assert grid(direct) == before


def people_moved(direct: Direct) -> None:
    person = direct.sheets.person(direct.spreadsheet_id)
    person.insert_row("Bookings", 2)
    person.insert_column("Bookings", 3)
    person.type("Bookings", "C5", "Our own notes")
    person.move_column("Bookings", 2, 6)
    person.insert_row("Overview", 1)
    person.sort("Rules", 5, 1, descending=True)
    person.type("Schools", "A40", "Hillside")
    person.type("Schools", "A4", " SCHOOL ")


def test_moved_and_added_rows_and_columns_are_followed() -> None:
    direct = made(sample=True)
    rules = {tab: len(direct.sheet(tab).get("conditionalFormats", [])) for tab in direct.titles()}
    people_moved(direct)
    again = set_up(direct, SAMPLE)
    assert [next(iter(request)) for request in again.requests].count("updateSheetProperties") == 1, "the frozen rows"
    assert kinds(again.requests) == {"updateSheetProperties", "updateConditionalFormatRule"}, again.told
    assert rules == {tab: len(direct.sheet(tab).get("conditionalFormats", [])) for tab in direct.titles()}
    assert {rule["ranges"][0]["startColumnIndex"]: formula(rule) for rule in conditions(direct, "Bookings")}[8] == (
        "=AND(ISNUMBER($I6),$I6<0)"
    )
    assert not set_up(direct, SAMPLE)


def conditions(direct: Direct, tab: str) -> list[Json]:
    rules: list[Json] = direct.sheet(tab)["conditionalFormats"]
    return rules


def formula(rule: Json) -> str:
    return str(rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"])


def test_a_colour_of_the_owners_own_stays_beside_ours() -> None:
    direct = made(sample=True)
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=$C5="Hillside"'}]}
    own = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    where = area(direct, "Bookings", FIRST, 2)
    rule = {"index": 0, "rule": {"ranges": [where], "booleanRule": own}}
    direct.does({"addConditionalFormatRule": rule})
    people_moved(direct)
    set_up(direct, SAMPLE)
    assert [formula(each) for each in conditions(direct, "Bookings")].count('=$C5="Hillside"') == 1


def test_what_moved_is_set_again_where_it_stands_now() -> None:
    direct = made(sample=True)
    people_moved(direct)
    set_up(direct, SAMPLE)
    place = [cell.get("formattedValue") for cell in direct.cells("Bookings")[4]].index("School")
    direct.does({"setDataValidation": {"range": area(direct, "Bookings", 5, place)}})
    set_up(direct, SAMPLE)
    assert direct.cell("Bookings", 6, place + 1)["dataValidation"]["condition"]["type"] == "ONE_OF_RANGE"


def test_a_heading_that_is_gone_is_told_and_never_made_anew() -> None:
    direct = made()
    direct.sheets.person(direct.spreadsheet_id).rename_heading("Bookings", "Cancelled", "Called off")
    done: SettingUp = set_up(direct, EMPTY)
    assert not done and direct.writes == 0
    assert done.told == (
        "The tab 'Bookings' lacks this heading: 'Cancelled'. Add what is missing, or rename what was renamed.",
    )


def test_looks_that_people_chose_are_theirs() -> None:
    direct = made()
    blue = {"backgroundColorStyle": {"rgbColor": {"blue": 1.0}}, "numberFormat": {"type": "DATE", "pattern": "d mmm"}}
    everywhere = area(direct, "Courses", FIRST, 2)
    fields = "userEnteredFormat(backgroundColorStyle,numberFormat)"
    wide = {"sheetId": id_of(direct, "Courses"), "dimension": "COLUMNS", "startIndex": 0, "endIndex": 3}
    sizes = {"range": wide, "properties": {"pixelSize": 400}, "fields": "pixelSize"}
    tab = {"sheetId": id_of(direct, "Courses"), "index": 0}
    direct.does(
        {"repeatCell": {"range": everywhere, "cell": {"userEnteredFormat": blue}, "fields": fields}},
        {"updateDimensionProperties": sizes},
        {"updateSheetProperties": {"properties": tab, "fields": "index"}},
    )
    assert not set_up(direct, EMPTY)
