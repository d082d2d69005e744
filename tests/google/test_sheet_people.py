"""What Google makes of what people type, and what they can do to a spreadsheet."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import area, meetings
from tests.google.spreadsheets.as_typed import parsed


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("31/12/2026", 46387, "31/12/2026"),
        ("1/2/26", 46054, "01/02/2026"),
        ("2026-02-01", 46054, "2026-02-01"),
        ("1 Feb 2026", 46054, "1 Feb 2026"),
        ("1st February 2026", 46054, "1 Feb 2026"),
        ("3/4", 46115, "03/04/2026"),
        ("13:30", 0.5625, "13:30:00"),
        ("1:30 pm", 0.5625, "1:30 PM"),
        ("31/12/2026 13:30", 46387.5625, "31/12/2026 13:30:00"),
        ("1e5", 100000, "1.00E+05"),
        ("007", 7, "7"),
        ("1,234.5", 1234.5, "1,234.50"),
        ("£5", 5, "£5"),
        ("-£1,200.50", -1200.5, "-£1,200.50"),
        ("£-3", -3, "-£3"),
        ("(12)", -12, "-12"),
        ("50%", 0.5, "50%"),
        ("0.1", 0.1, "0.1"),
        ("TRUE", True, "TRUE"),
        ("false", False, "FALSE"),
        ("=1/4", 0.25, "0.25"),
    ],
)
def test_people_type_numbers_dates_and_truth_values(typed: str, value: float | bool, shown: str) -> None:
    sheet = meetings()
    sheet.person.type("Meetings", "B2", typed)
    assert sheet.person.cell("Meetings", "B2") == value
    assert type(sheet.person.cell("Meetings", "B2")) is type(value)
    assert sheet.person.shown("Meetings", "B2") == shown


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026",
        "12/31/2026",
        "01234 567890",
        "2026-03",
        "3_1_0",
        "12 Church Lane",
        "£",
        ".",
        "1,23",
        "5 May be",
        "x",
    ],
)
def test_what_is_neither_number_nor_date_stays_text(typed: str) -> None:
    sheet = meetings()
    sheet.person.type("Meetings", "B2", typed)
    assert sheet.person.cell("Meetings", "B2") == typed


def test_an_american_sheet_reads_the_month_first() -> None:
    assert parsed("12/31/2026", "en_US", 2026)[0] == {"numberValue": 46387}
    assert parsed("31/12/2026", "en_US", 2026)[0] == {"stringValue": "31/12/2026"}


def test_a_leading_apostrophe_makes_text_and_is_not_part_of_it() -> None:
    sheet = meetings()
    sheet.person.type("Meetings", "B2", "'31/12/2026")
    assert sheet.cell("B2")["userEnteredValue"] == {"stringValue": "31/12/2026"}


@pytest.mark.parametrize("typed", ["5", "31/12/2026", "TRUE", "=1+1", "007"])
def test_what_is_typed_into_a_cell_of_plain_text_stays_text(typed: str) -> None:
    sheet = meetings()
    plain = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    sheet.batch({"repeatCell": {"range": area(1, 2), "cell": plain, "fields": "userEnteredFormat.numberFormat"}})
    sheet.person.type("Meetings", "B2", typed)
    assert sheet.person.cell("Meetings", "B2") == typed


def test_a_number_format_outlasts_what_is_typed() -> None:
    sheet = meetings()
    date = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "d mmmm yyyy"}}}
    sheet.batch({"repeatCell": {"range": area(1, 2), "cell": date, "fields": "userEnteredFormat.numberFormat"}})
    sheet.person.type("Meetings", "B2", "31/12/2026")
    assert sheet.person.shown("Meetings", "B2") == "31 December 2026"


def test_clearing_leaves_the_format_the_note_and_the_drop_down() -> None:
    sheet = meetings(["a", "31/12/2026"])
    sheet.person.clear("Meetings", "A2:C2")
    assert sheet.person.values("Meetings") == [["Meeting", "Date", "Cost"]]
    assert sheet.person.format("Meetings", "B2")["numberFormat"]["type"] == "DATE"


def test_a_checkbox_is_ticked_and_unticked() -> None:
    sheet = meetings()
    with pytest.raises(ValueError, match="no checkbox"):
        sheet.person.tick("Meetings", "D2")
    sheet.batch({"setDataValidation": {"range": area(1, 2, 3, 4), "rule": {"condition": {"type": "BOOLEAN"}}}})
    sheet.person.tick("Meetings", "D2")
    assert sheet.person.cell("Meetings", "D2") is True
    sheet.person.tick("Meetings", "D2")
    assert sheet.person.cell("Meetings", "D2") is False


def test_people_rename_headings_move_and_delete_columns() -> None:
    sheet = meetings(["a", "b", "c"])
    sheet.person.rename_heading("Meetings", "Date", "Held on")
    sheet.person.move_column("Meetings", 3, before=1)
    sheet.person.delete_column("Meetings", 2)
    assert sheet.person.values("Meetings") == [["Cost", "Held on"], ["c", "b"]]
    with pytest.raises(ValueError, match="no heading Date"):
        sheet.person.rename_heading("Meetings", "Date", "Day")


def test_people_cut_rows_move_rows_and_delete_tabs_and_named_ranges() -> None:
    sheet = meetings(["a"], ["b"])
    sheet.person.cut_row("Meetings", 2, 5)
    sheet.person.move_row("Meetings", 5, before=2)
    assert sheet.person.values("Meetings")[1:] == [["a"], [], ["b"]]
    sheet.batch(
        {"addSheet": {"properties": {"title": "Spare"}}},
        {"addNamedRange": {"namedRange": {"name": "spare", "range": area(0, 1)}}},
    )
    sheet.person.delete_tab("Spare")
    sheet.person.delete_named_range("spare")
    assert len(sheet.whole()["sheets"]) == 1 and "namedRanges" not in sheet.whole()


def test_a_person_cannot_type_outside_of_the_sheet() -> None:
    with pytest.raises(ValueError, match="has no cell in row 11"):
        meetings().person.type("Meetings", "A11", "x")
    with pytest.raises(ValueError, match="There is no tab Costs"):
        meetings().person.type("Costs", "A1", "x")
