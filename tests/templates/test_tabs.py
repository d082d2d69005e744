"""What stands on each tab of a new workbook, as openpyxl reads it."""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import Column, Row, columns_of, is_computed
from pepsheets.tabs.kinds import Kind
from pepsheets.tabs.overview import OverviewRow
from pepsheets.templates import looks
from pepsheets.templates.notes import note_of
from pepsheets.validation.locating import table_name
from tests.templates.opened import TODAY, bounds_of, empty, sample, sheet_of, table_of

each_tab = pytest.mark.parametrize("tab", PEPMK.tabs, ids=lambda tab: tab.tab)
each_input_tab = pytest.mark.parametrize(
    "tab", [tab for tab in PEPMK.tabs if not is_computed(tab)], ids=lambda tab: tab.tab
)
ANYTHING_GOES = (Kind.TEXT, Kind.ANY, Kind.LINK, Kind.LIST)


def validations_of(tab: type[Row], place: int) -> list[DataValidation]:
    """The validations that cover a column of a tab's table from its first row to its last."""
    _, heading_row, _, last_row = bounds_of(tab, empty())
    letter = get_column_letter(place)
    wanted = f"{letter}{heading_row + 1}:{letter}{last_row}"
    if heading_row + 1 == last_row:
        wanted = f"{letter}{last_row}"
    found = sheet_of(tab, empty()).data_validations.dataValidation
    return [each for each in found if wanted in str(each.sqref).split()]


def placed_columns(tab: type[Row]) -> list[tuple[int, Column]]:
    return list(enumerate(columns_of(tab), start=1))


def test_the_tabs_stand_in_their_order_and_a_hidden_one_holds_the_lists() -> None:
    assert empty().sheetnames == [*(tab.tab for tab in PEPMK.tabs), "Lists"]
    assert empty()["Lists"].sheet_state == "hidden"


def test_the_workbook_opens_on_the_overview() -> None:
    active = empty().active
    assert active is not None and active.title == "Overview"


@each_tab
def test_every_declared_column_stands_with_its_heading(tab: type[Row]) -> None:
    headings = [column.heading for column in columns_of(tab)]
    _, heading_row, last_column, _ = bounds_of(tab, empty())
    sheet = sheet_of(tab, empty())
    assert [sheet.cell(heading_row, place).value for place in range(1, last_column + 1)] == headings
    assert table_of(tab, empty()).column_names == headings


@each_tab
def test_every_heading_has_a_note_with_its_help(tab: type[Row]) -> None:
    _, heading_row, _, _ = bounds_of(tab, empty())
    for place, column in placed_columns(tab):
        note = sheet_of(tab, empty()).cell(heading_row, place).comment
        assert note is not None and note.text == note_of(column, tab)
        assert column.help in note.text


@each_tab
def test_every_column_says_what_may_be_typed(tab: type[Row]) -> None:
    for place, column in placed_columns(tab):
        validations = validations_of(tab, place)
        if column.is_computed or column.is_row_id:
            (refusal,) = validations
            assert (refusal.type, refusal.formula1) == ("custom", "FALSE")
            assert refusal.error and refusal.error.startswith("Nothing needs to be typed here")
        elif column.reference or column.choices or column.kind not in ANYTHING_GOES:
            assert len(validations) == 1, column.heading


@each_input_tab
def test_every_reference_has_a_drop_down_of_the_other_tabs_keys(tab: type[Row]) -> None:
    for place, column in placed_columns(tab):
        if column.reference is not None:
            (validation,) = validations_of(tab, place)
            name = f"{table_name(column.reference.tab)}_keys"
            assert (validation.type, validation.formula1) == ("list", name)
            assert name in empty().defined_names


@each_input_tab
def test_every_choice_has_a_drop_down(tab: type[Row]) -> None:
    for place, column in placed_columns(tab):
        if column.choices:
            (validation,) = validations_of(tab, place)
            listed = f'"{",".join(column.choices)}"'
            assert validation.type == "list" and validation.formula1 in (
                listed,
                f"Lists!$A$2:$A${len(column.choices) + 1}",
            )


def test_a_long_list_stands_on_the_hidden_tab() -> None:
    setting = columns_of(next(tab for tab in PEPMK.tabs if tab.tab == "Rules"))[0]
    cells = [cell.value for cell in empty()["Lists"]["A"]]
    assert cells == [setting.heading, *setting.choices]


@each_tab
def test_no_validation_is_longer_than_excel_takes(tab: type[Row]) -> None:
    for each in sheet_of(tab, sample()).data_validations.dataValidation:
        assert len(each.formula1 or "") <= 257 and len(each.error or "") <= 255 and len(each.errorTitle or "") <= 32


@each_tab
def test_a_title_and_a_description_stand_above_the_table(tab: type[Row]) -> None:
    sheet = sheet_of(tab, empty())
    _, heading_row, _, _ = bounds_of(tab, empty())
    words = [cell.value for row in sheet.iter_rows(max_row=heading_row - 1) for cell in row if cell.value]
    if tab is OverviewRow:
        assert words[0] == PEPMK.name and sum(str(word)[:1].isdigit() for word in words) == 4
    else:
        assert words[:2] == [tab.tab, tab.description]


@each_tab
def test_headings_and_first_columns_stay_in_sight(tab: type[Row]) -> None:
    _, heading_row, _, _ = bounds_of(tab, empty())
    frozen = sheet_of(tab, empty()).freeze_panes
    if tab is OverviewRow:
        assert frozen is None
    else:
        assert frozen is not None and frozen.lstrip("ABCDEF") == str(heading_row + 1) and frozen[0] > "A"


@each_tab
def test_every_tab_is_set_up_for_printing(tab: type[Row]) -> None:
    sheet = sheet_of(tab, empty())
    _, heading_row, _, _ = bounds_of(tab, empty())
    pages, header, footer = sheet.sheet_properties.pageSetUpPr, sheet.oddHeader, sheet.oddFooter
    assert sheet.page_setup.orientation == "landscape" and pages is not None and pages.fitToPage
    assert header is not None and header.left.text == "&A"
    assert footer is not None and "&P" in (footer.right.text or "")
    if tab is not OverviewRow:
        assert sheet.print_title_rows == f"${heading_row}:${heading_row}"


@each_tab
def test_nothing_is_protected_or_totalled_and_no_cell_holds_a_formula(tab: type[Row]) -> None:
    sheet = sheet_of(tab, sample())
    assert not sheet.protection.sheet and not table_of(tab, sample()).totalsRowCount
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@each_input_tab
def test_the_row_id_is_hidden_inside_the_table(tab: type[Row]) -> None:
    _, _, last_column, _ = bounds_of(tab, empty())
    assert columns_of(tab)[last_column - 1].is_row_id
    assert sheet_of(tab, empty()).column_dimensions[get_column_letter(last_column)].hidden


@each_input_tab
def test_there_are_blank_rows_to_type_into(tab: type[Row]) -> None:
    for workbook, content in ((empty(), PEPMK.start), (sample(), PEPMK.sample)):
        _, heading_row, _, last_row = bounds_of(tab, workbook)
        mistakes = PEPMK.mistakes if workbook is sample() else lambda today: ()
        typed = [row for row in content(TODAY) if type(row) is tab]
        mistyped = [row for row in mistakes(TODAY) if row.tab is tab]
        # Nobody types a row of their own on the Conflicts tab, which grows with what waits.
        spare = 1 if tab is ConflictRow else 5
        assert last_row - heading_row >= len(typed) + len(mistyped) + spare


@each_tab
def test_keys_and_references_are_kept_as_text(tab: type[Row]) -> None:
    _, heading_row, _, _ = bounds_of(tab, empty())
    for place, column in placed_columns(tab):
        if not column.is_computed and column.kind in (Kind.TEXT, Kind.YEAR):
            assert sheet_of(tab, empty()).cell(heading_row + 1, place).number_format == "@"


FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.MOMENT: "dd/mm/yyyy hh:mm", Kind.MONEY: "£#,##0.00"}


@each_tab
def test_dates_and_amounts_show_as_british_ones(tab: type[Row]) -> None:
    _, heading_row, _, last_row = bounds_of(tab, empty())
    for place, column in placed_columns(tab):
        if column.kind in FORMATS:
            shown = {
                sheet_of(tab, empty()).cell(row, place).number_format for row in range(heading_row + 1, last_row + 1)
            }
            assert shown == {FORMATS[column.kind]}


@each_tab
def test_each_tab_has_the_colour_of_who_fills_it(tab: type[Row]) -> None:
    colour = sheet_of(tab, empty()).sheet_properties.tabColor
    wanted = looks.OUR_TAB if is_computed(tab) else looks.PEOPLE_TAB
    assert colour is not None and colour.rgb == f"FF{wanted[1:]}"
