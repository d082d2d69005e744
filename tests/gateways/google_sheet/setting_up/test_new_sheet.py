"""An empty Google Sheet becomes a partnership's: the same as the workbook, in one batch.

A little longer than a file should be: all of it looks at the one sheet that is made at the top.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pepsheets.faces.creating import ready_workbook
from pepsheets.gateways.google_sheet.reading import FIELDS, reading_of
from pepsheets.gateways.google_sheet.setting_up import plan_setting_up, set_up
from pepsheets.gateways.google_sheet.setting_up.guarding import VIEW
from pepsheets.gateways.google_sheet.setting_up.standing import FIELDS as ASKED
from pepsheets.gateways.google_sheet.setting_up.welcome import google_layouts
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import examine
from pepsheets.sheets import Cell, Workbook
from pepsheets.tabs.buttons import Part, buttons_on
from pepsheets.tabs.declaration import Row, columns_of, is_computed
from pepsheets.tabs.kinds import Kind
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.people import Person
from pepsheets.templates.conditions import conditions_of
from pepsheets.templates.layout import layout_of
from pepsheets.templates.notes import note_of
from pepsheets.validation import locating
from tests.gateways.google_sheet.setting_up.on_google import EMPTY, SAMPLE, TODAY, Direct, Door, made

BOTH = pytest.mark.parametrize("sample", [False, True], ids=["ready", "sample"])


def workbook_of(direct: Direct) -> Workbook:
    return reading_of(direct.get(FIELDS)).workbook([tab.tab for tab in PEPMK.tabs])


def template(folder: Path, *, sample: bool) -> WorkbookFile:
    path = folder / "template.xlsx"
    path.write_bytes(ready_workbook(PEPMK, TODAY, with_sample=sample))
    return WorkbookFile(str(path))


@cache
def there(*, sample: bool) -> Workbook:
    """What the door reads of a new sheet."""
    return workbook_of(made(sample=sample))


def located_on(tab: type[Row], workbook: Workbook) -> locating.Located:
    sheet = locating.sheet_of(tab, workbook)
    located = locating.locate(tab, sheet) if sheet else None
    assert located is not None
    return located


def below_headings(tab: type[Row], workbook: Workbook) -> list[list[Cell]]:
    """The rows of a tab's table, without the blank cells at their ends and the blank rows below."""
    located = located_on(tab, workbook)
    sheet = located.sheet
    places = [located.places[column.name] for column in columns_of(tab)]
    table = [
        [row[place - 1] if place <= len(row) else None for place in places] for row in sheet.rows[located.heading_row :]
    ]
    while table and not any(cell is not None for cell in table[-1]):
        table.pop()
    return table


@BOTH
def test_it_takes_one_read_and_one_write(sample: bool) -> None:
    direct = Direct()
    done = set_up(direct, SAMPLE if sample else EMPTY)
    assert (direct.reads, direct.writes) == (1, 1)
    assert done.is_new and len(done.told) == 3
    assert done.told[0].startswith(f"{len(PEPMK.tabs)} tabs are made: Overview, Checks, ")


@BOTH
def test_a_second_run_reads_twice_and_changes_nothing(sample: bool) -> None:
    direct = made(sample=sample)
    again = set_up(direct, SAMPLE if sample else EMPTY)
    assert (direct.reads, direct.writes) == (2, 0)
    assert not again and again.told == ()


@BOTH
def test_every_cell_is_the_same_as_in_the_template_file(sample: bool, tmp_path: Path) -> None:
    file = template(tmp_path, sample=sample).read([tab.tab for tab in PEPMK.tabs])
    for tab in PEPMK.tabs:
        assert below_headings(tab, there(sample=sample)) == below_headings(tab, file), tab.tab


@BOTH
def test_check_and_recalc_say_the_same_as_of_the_template_file(sample: bool, tmp_path: Path) -> None:
    sheet, file = examine(Door(made(sample=sample)), TODAY), examine(template(tmp_path, sample=sample), TODAY)
    assert sheet.problems == file.problems
    assert not sheet.plan and not file.plan


def test_it_becomes_british_and_keeps_its_title() -> None:
    properties = made().sheets.get(made().spreadsheet_id)["properties"]
    assert (properties["locale"], properties["timeZone"]) == ("en_GB", "Europe/London")
    assert properties["title"] == "Partnership"


def test_its_tabs_are_those_of_the_kind_in_their_order_and_the_empty_first_tab_is_gone() -> None:
    assert made().titles() == [tab.tab for tab in PEPMK.tabs]


def test_blue_tabs_are_for_people_and_grey_ones_for_pepsheets() -> None:
    colours = {str(made().sheet(tab.tab)["properties"]["tabColorStyle"]): is_computed(tab) for tab in PEPMK.tabs}
    assert sorted(colours.values()) == [False, True]


@pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
def test_headings_stand_in_sight_with_their_help(tab: type[Row]) -> None:
    direct = made()
    located = located_on(tab, there(sample=False))
    grid = direct.sheet(tab.tab)["properties"]["gridProperties"]
    assert grid.get("frozenRowCount", 0) == (0 if tab.tab == "Overview" else located.heading_row)
    headings = direct.cells(tab.tab)[located.heading_row - 1]
    for column in columns_of(tab):
        assert headings[located.places[column.name] - 1]["note"] == note_of(column, tab)


@pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
def test_colours_follow_the_figures_as_in_the_workbook(tab: type[Row]) -> None:
    rules = made().sheet(tab.tab).get("conditionalFormats", [])
    formulas = [each["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for each in rules]
    layout = layout_of(tab, PEPMK, EMPTY.content)
    assert tab.tab == "Overview" or formulas == [each.formula for each in conditions_of(layout)]
    assert len(formulas) == len(list(conditions_of(layout)))
    assert all("[" not in formula for formula in formulas)


@pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
def test_typing_over_headings_and_results_brings_a_warning_and_no_more(tab: type[Row]) -> None:
    protected = made().sheet(tab.tab)["protectedRanges"]
    assert all(each["warningOnly"] for each in protected)
    [heading] = [layout.heading_row for layout in google_layouts(PEPMK, ()) if layout.tab is tab]
    if not is_computed(tab):
        filled = [place for place, column in enumerate(columns_of(tab)) if column.is_computed or column.is_row_id]
        below = [each["range"] for each in protected if each["range"].get("startRowIndex") == heading + 1]
        warned = {place for each in below for place in range(each.get("startColumnIndex", 0), each["endColumnIndex"])}
        assert warned == set(filled)
    assert any(each["range"].get("startRowIndex", 0) <= heading for each in protected)


def test_the_row_id_is_hidden_on_every_tab_that_people_fill() -> None:
    direct = made()
    told = direct.sheets.get(direct.spreadsheet_id, (), True)
    for sheet, tab in zip(told["sheets"], PEPMK.tabs, strict=True):
        hidden = [place for place, each in enumerate(sheet["data"][0]["columnMetadata"]) if each.get("hiddenByUser")]
        assert hidden == [place for place, column in enumerate(columns_of(tab)) if column.is_row_id]


def test_every_tab_that_people_fill_has_one_view_to_sort_for_oneself() -> None:
    for tab in PEPMK.tabs:
        views = [view["title"] for view in made().sheet(tab.tab).get("filterViews", [])]
        assert views == ([] if is_computed(tab) else [VIEW])


def column_cell(direct: Direct, tab: type[Row], name: str, row: int = 5) -> dict[str, object]:
    """A cell of a new tab by the name of its column; row 5 is the first below the headings."""
    place = [column.name for column in columns_of(tab)].index(name) + 1
    return direct.cell(tab.tab, row, place)


def tab_named(name: str) -> type[Row]:
    return next(tab for tab in PEPMK.tabs if tab.tab == name)


def rule(tab: str, name: str, row: int = 5) -> dict[str, object]:
    found = column_cell(made(), tab_named(tab), name, row)["dataValidation"]
    assert isinstance(found, dict)
    return found


def condition(tab: str, name: str) -> tuple[str, list[str], object]:
    of = rule(tab, name)
    asked = of["condition"]
    assert isinstance(asked, dict)
    return asked["type"], [value["userEnteredValue"] for value in asked.get("values", [])], of.get("strict", False)


def test_a_drop_down_offers_the_whole_key_column_of_the_other_tab_and_refuses_the_rest() -> None:
    assert condition("Bookings", "school") == ("ONE_OF_RANGE", ["='Schools'!$A$5:$A"], True)
    assert condition("Attendance", "meeting") == ("ONE_OF_RANGE", ["='Meetings'!$A$5:$A"], True)


def test_where_several_names_may_stand_the_drop_down_refuses_nothing() -> None:
    assert condition("Costs", "schools") == ("ONE_OF_RANGE", ["='Schools'!$A$5:$A"], False)
    assert "semicolons" in str(rule("Costs", "schools")["inputMessage"])


def test_choices_dates_and_numbers_are_held_to_what_the_workbook_holds_them_to() -> None:
    kind, choices, strict = condition("Rules", "setting")
    assert kind == "ONE_OF_LIST" and len(choices) > 30 and strict
    assert condition("Rules", "applies_from") == ("DATE_BETWEEN", ["1990-01-01", "2100-12-31"], True)
    assert condition("Courses", "member_price") == ("NUMBER_BETWEEN", ["0", "1000000000"], True)
    kind, [formula], strict = condition("Facets", "needed")
    assert kind == "CUSTOM_FORMULA" and formula.startswith("=AND(ISNUMBER($B5),$B5=INT($B5),$B5>=1") and strict
    assert condition("Subscriptions", "year")[0::2] == ("ONE_OF_LIST", False)


def test_no_rule_accuses_a_result() -> None:
    for tab in PEPMK.tabs:
        for column in columns_of(tab):
            if (column.is_computed or column.is_row_id) and tab.tab != "Overview":
                assert "dataValidation" not in column_cell(made(sample=True), tab, column.name)


def test_a_rule_s_value_offers_its_own_choices() -> None:
    rows = [row.get("setting") for row in layout_of(tab_named("Rules"), PEPMK, EMPTY.content).rows]
    row = rows.index("Quorum: deputies count") + 5
    asked = rule("Rules", "value", row)["condition"]
    assert asked == {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Yes"}, {"userEnteredValue": "No"}]}


def test_every_column_of_text_dates_and_money_takes_them_as_such_to_the_last_row() -> None:
    wanted = {
        Kind.TEXT: "TEXT", Kind.CHOICE: "TEXT", Kind.YEAR: "TEXT", Kind.LIST: "TEXT", Kind.YES_NO: "TEXT",
        Kind.DATE: "DATE", Kind.MOMENT: "DATE_TIME", Kind.MONEY: "CURRENCY", Kind.WHOLE: "NUMBER",
    }  # fmt: skip
    direct = made()
    for tab in PEPMK.tabs:
        rows = direct.cells(tab.tab)
        for place, column in enumerate(columns_of(tab)):
            if column.kind in wanted and not (column.is_computed and wanted[column.kind] == "TEXT"):
                formats = {row[place]["userEnteredFormat"]["numberFormat"]["type"] for row in (rows[14], rows[-1])}
                assert formats == {wanted[column.kind]}, (tab.tab, column.heading)


def test_there_is_room_for_three_hundred_rows_and_no_column_too_many() -> None:
    for tab in PEPMK.tabs[1:]:
        grid = made().sheet(tab.tab)["properties"]["gridProperties"]
        assert (grid["rowCount"], grid["columnCount"]) == (300, len(columns_of(tab)))


def test_no_text_becomes_a_formula_and_each_value_has_its_type() -> None:
    person = Person(name='=HYPERLINK("http://x","y")', email="+44 7700 900123", role="007")
    content = [*EMPTY.content, person]
    direct = Direct()
    set_up(direct, replace(EMPTY, content=content))
    values = [column_cell(direct, Person, name)["userEnteredValue"] for name in ("name", "email", "role")]
    assert values == [{"stringValue": text} for text in (person.name, person.email, person.role)]
    adopted = column_cell(direct, tab_named("Rules"), "applies_from")
    assert adopted["userEnteredValue"] == {"numberValue": 43344} and adopted["formattedValue"] == "01/09/2018"


def test_mistyped_cells_stand_as_they_were_typed() -> None:
    for mistake in SAMPLE.mistakes:
        names = [column.name for column in columns_of(mistake.tab)]
        rows = below_headings(mistake.tab, there(sample=True))
        typed = {name: value for name, value in mistake.values.items() if value is not None}
        assert any(all(_same(row[names.index(name)], value) for name, value in typed.items()) for row in rows)


def _same(cell: Cell, value: object) -> bool:
    if isinstance(value, datetime) or not isinstance(value, date):
        return cell == (float(value) if isinstance(value, int | Decimal) else value)
    return cell == value


def test_a_link_on_checks_leads_to_the_cell() -> None:
    direct = made(sample=True)
    place = [column.name for column in columns_of(tab_named("Checks"))].index("go_to")
    links = [
        row[place]["userEnteredValue"]["formulaValue"]
        for row in direct.cells("Checks")[4:]
        if "hyperlink" in row[place]
    ]
    ids = {sheet["properties"]["sheetId"] for sheet in direct.sheets.get(direct.spreadsheet_id)["sheets"]}
    assert len(links) > 10
    assert {int(link.split("gid=")[1].split("&")[0]) for link in links} < ids


def test_the_buttons_stand_above_the_figures_and_nobody_has_ticked_them() -> None:
    direct = made()
    overview = located_on(OverviewRow, there(sample=False)).sheet
    buttons = buttons_on(overview.rows)
    assert [button.label for button in buttons] == ["Recalculate", "Sync now"]
    for button in buttons:
        cell = direct.cell("Overview", button.row, button.columns[Part.TICK])
        assert not button.is_ticked and cell["dataValidation"]["condition"] == {"type": "BOOLEAN"}
        beside = [overview.rows[button.row - 1][button.columns[part] - 1] for part in list(Part)[2:]]
        assert beside == ["Not used yet", "Not yet", "Not planned yet"]


def test_the_charts_of_the_overview_are_drawn_from_whole_columns() -> None:
    charts = made().sheet("Overview")["charts"]
    assert [chart["spec"]["title"] for chart in charts] == [
        "Members present, and the quorum",
        "Places on each course",
        "What each school is charged this year",
    ]
    for chart in charts:
        basic = chart["spec"]["basicChart"]
        [area] = basic["domains"][0]["domain"]["sourceRange"]["sources"]
        assert (area["startRowIndex"], area["endRowIndex"]) == (3, 300) and basic["headerCount"] == 1


def test_what_is_not_ours_stays_where_it_is_and_as_it_was() -> None:
    direct = Direct()
    start = {"sheetId": 7, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "Tea fund"}}]}]
    direct.does(
        {"addSheet": {"properties": {"title": "Tea", "sheetId": 7}}},
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
    )
    before = direct.sheet("Tea"), direct.cells("Tea")
    done = set_up(direct, EMPTY)
    assert direct.titles() == ["Tea", *(tab.tab for tab in PEPMK.tabs)]
    assert direct.cells("Tea") == before[1] and done.is_new
    requests = plan_setting_up(EMPTY, Direct().get(ASKED)).requests
    assert not [request for request in requests if "'sheetId': 7" in str(request)]
