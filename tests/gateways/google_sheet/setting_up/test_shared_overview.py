"""A Google Sheet that is made for a share has an Overview for its button, and none of the workbook's figures."""

from __future__ import annotations

from dataclasses import replace

from pepsheets.gateways.google_sheet.reading import FIELDS, reading_of
from pepsheets.gateways.google_sheet.setting_up import Wanted, set_up
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.sheets import Sheet
from pepsheets.tabs.buttons import SYNC_NOW, Part, buttons_on
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.in_step import ROOM, LinePart, lines_on
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.schools import School
from pepsheets.templates.excerpts import excerpt_of
from pepsheets.validation.locating import locate
from tests.gateways.google_sheet.setting_up.on_google import EMPTY, TODAY, Direct

WANTED = Wanted(excerpt_of(PEPMK, (OverviewRow, ConflictRow, Meeting), {OverviewRow: ()}, {}), (), (), TODAY)


def made() -> Direct:
    direct = Direct()
    set_up(direct, WANTED)
    return direct


def overview(direct: Direct) -> Sheet:
    return reading_of(direct.get(FIELDS)).tabs["Overview"].sheet


def test_it_has_a_box_for_its_button_and_lines_and_nothing_else() -> None:
    direct = made()
    assert direct.titles() == ["Overview", "Conflicts", "Meetings"]
    [button] = buttons_on(overview(direct).rows)
    cell = direct.cell("Overview", button.row, button.columns[Part.TICK])
    assert button.label == SYNC_NOW and cell["dataValidation"]["condition"] == {"type": "BOOLEAN"}
    assert len(lines_on(overview(direct).rows)) == ROOM
    told = direct.sheet("Overview")
    assert not told.get("charts") and not told.get("protectedRanges") and not told.get("conditionalFormats")


def test_set_up_again_nothing_is_left_to_do() -> None:
    direct = made()
    assert not set_up(direct, WANTED)


def test_another_share_may_follow_it_on_the_same_sheet() -> None:
    direct = made()
    before = overview(direct).rows
    excerpt = excerpt_of(PEPMK, (OverviewRow, ConflictRow, School), {OverviewRow: ()}, {})
    done = set_up(direct, replace(WANTED, partnership=excerpt))
    assert done.told[0] == "1 tab is made: Schools." and overview(direct).rows == before


def manager() -> Direct:
    direct = Direct()
    set_up(direct, EMPTY)
    return direct


def test_on_the_managers_own_sheet_the_lines_stand_between_the_buttons_and_the_figures() -> None:
    sheet = overview(manager())
    located, lines = locate(OverviewRow, sheet), lines_on(sheet.rows)
    assert located is not None and buttons_on(sheet.rows)[-1].row < lines[0].row <= located.heading_row - ROOM
    assert [line.cells[LinePart.HOW] for line in lines] == ["No shared sheet yet", None, None]


def test_an_overview_from_before_gets_the_lines_beside_what_stands_there() -> None:
    direct = manager()
    row = lines_on(overview(direct).rows)[0].row
    person = direct.sheets.person(direct.spreadsheet_id)
    person.delete_row("Overview", row - 1, ROOM + 1)
    assert lines_on(overview(direct).rows) == ()
    assert set_up(direct, EMPTY).told[-1] == "The buttons are put back: Overview."
    lines = lines_on(overview(direct).rows)
    assert len(lines) == ROOM and min(lines[0].columns[part] for part in LinePart) > len(Part)
    assert not set_up(direct, EMPTY)
