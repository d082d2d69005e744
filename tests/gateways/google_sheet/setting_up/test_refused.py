"""A sheet that holds other things: nothing of it is ever overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pepsheets.gateways.google_sheet.setting_up import plan_setting_up, set_up
from pepsheets.gateways.google_sheet.setting_up.placing import TabHoldsSomethingElse
from pepsheets.gateways.google_sheet.setting_up.standing import FIELDS
from pepsheets.partnerships.pepmk import PEPMK
from tests.gateways.google_sheet.setting_up.on_google import EMPTY, Direct, made
from tests.google.spreadsheets import Json


def with_tab(title: str, *rows: list[str]) -> Direct:
    direct = Direct()
    direct.does({"addSheet": {"properties": {"title": title, "sheetId": 7}}})
    direct.sheets.person(direct.spreadsheet_id).paste(title, "B2", list(rows))
    return direct


def refusal(direct: Direct) -> str:
    before = direct.sheets.get(direct.spreadsheet_id, (), True)
    with pytest.raises(TabHoldsSomethingElse) as refused:
        set_up(direct, EMPTY)
    assert direct.writes == 0 and direct.sheets.get(direct.spreadsheet_id, (), True) == before
    return str(refused.value)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Schools", [["Term dates of our schools"]]),
        ("schools", [["School", "Telephone"], ["Hillside", "01908"]]),
        ("Costs", [["Year", "Amount"], ["2026/27", "12"]]),
        (" Term  Dates", [["Autumn"]]),
    ],
)
def test_a_tab_of_our_name_with_other_content_is_refused_and_named(title: str, rows: list[list[str]]) -> None:
    assert refusal(with_tab(title, *rows)) == (
        f"The tab '{title}' of this Google Sheet holds something that is not ours to change. Nothing was changed. "
        "Rename that tab, or make a new Google Sheet, and try again."
    )


def test_an_empty_tab_of_our_name_is_filled() -> None:
    direct = Direct()
    grid = {"rowCount": 20, "columnCount": 3}
    direct.does({"addSheet": {"properties": {"title": "Schools", "sheetId": 7, "gridProperties": grid}}})
    done = set_up(direct, EMPTY)
    assert done.is_new and sorted(direct.titles()) == sorted(tab.tab for tab in PEPMK.tabs)
    grid = direct.sheet("Schools")["properties"]["gridProperties"]
    assert direct.sheet("Schools")["properties"]["sheetId"] == 7 and grid["rowCount"] == 300
    assert not set_up(direct, EMPTY)


@pytest.mark.parametrize(
    "change",
    [
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "To do"}, "fields": "title"}},
        {
            "updateCells": {
                "start": {"sheetId": 0, "rowIndex": 900, "columnIndex": 25},
                "rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}],
                "fields": "userEnteredValue",
            }
        },
    ],
    ids=["renamed", "used"],
)
def test_the_first_tab_stays_where_somebody_renamed_or_used_it(change: Json) -> None:
    direct = Direct()
    direct.does(change)
    before = direct.titles()
    done = set_up(direct, EMPTY)
    assert direct.titles() == [*before, *(tab.tab for tab in PEPMK.tabs)]
    assert not any("removed" in sentence for sentence in done.told)


def test_a_tab_without_cells_that_bears_our_name_is_refused() -> None:
    told = Direct().get(FIELDS)
    told["sheets"].append({"properties": {"sheetId": 9, "index": 1, "title": "Overview", "sheetType": "OBJECT"}})
    with pytest.raises(TabHoldsSomethingElse, match="The tab 'Overview'"):
        plan_setting_up(EMPTY, told)


def test_a_number_that_another_tab_bears_already_is_not_given_twice() -> None:
    number = made().sheet("Schools")["properties"]["sheetId"]
    direct = Direct()
    direct.does({"addSheet": {"properties": {"title": "Tea", "sheetId": number}}})
    assert set_up(direct, EMPTY).is_new
    assert direct.sheet("Schools")["properties"]["sheetId"] == number + 1


def test_a_sheet_of_another_kind_is_refused() -> None:
    direct = made()
    other = replace(EMPTY, partnership=replace(PEPMK, code="trust"))
    with pytest.raises(TabHoldsSomethingElse, match="is set up for PEP:mk Primary Enrichment Partnership already"):
        set_up(direct, other)
    assert direct.writes == 0
