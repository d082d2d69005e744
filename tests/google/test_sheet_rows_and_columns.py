"""Rows and columns come, go and move, and everything that hangs on them follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.sheets_of_tests import area, columns, meetings, rows
from tests.google.spreadsheets import ApiError, Json
from tests.google.spreadsheets.areas import Deletion, Insertion, Move
from tests.google.spreadsheets.references import rewritten

ROWS = [["a", "1", "=B2*2"], ["b", "2", "=B3*2"], ["c", "3", "=SUM(B2:B4)"]]
VALUES = [[row[0], row[1]] for row in ROWS]
SPANS = st.tuples(st.integers(0, 9), st.integers(1, 5))


def test_formulas_follow_inserted_and_deleted_rows() -> None:
    sheet = meetings(*ROWS)
    sheet.person.insert_row("Meetings", 3, 2)
    assert sheet.person.entered("Meetings", "C6") == {"formulaValue": "=SUM(B2:B6)"}
    sheet.person.delete_row("Meetings", 2)
    assert sheet.person.entered("Meetings", "C5") == {"formulaValue": "=SUM(B2:B5)"}
    assert sheet.person.cell("Meetings", "C5") == 5


def test_a_formula_whose_cell_was_deleted_gives_a_reference_error() -> None:
    sheet = meetings(["a", "1"], ["b", "=B2"])
    sheet.person.delete_row("Meetings", 2)
    assert sheet.cell("B2")["userEnteredValue"] == {"formulaValue": "=#REF!"}
    assert sheet.cell("B2")["effectiveValue"]["errorValue"]["type"] == "REF"
    assert sheet.cell("B2")["formattedValue"] == "#REF!"


def test_a_text_that_looks_like_an_error_is_a_text() -> None:
    sheet = meetings(["#REF!"])
    assert sheet.cell("A2")["effectiveValue"] == {"stringValue": "#REF!"}


def test_formulas_on_other_tabs_follow_the_tab_that_they_name() -> None:
    sheet = meetings(["a", "1"])
    sheet.batch({"addSheet": {"properties": {"title": "Overview"}}})
    sheet.person.type("Overview", "A1", "=Meetings!B2")
    sheet.person.insert_column("Meetings", 1)
    assert sheet.person.entered("Overview", "A1") == {"formulaValue": "=Meetings!C2"}
    sheet.person.rename_tab("Meetings", "All meetings")
    assert sheet.person.entered("Overview", "A1") == {"formulaValue": "='All meetings'!C2"}
    sheet.person.delete_tab("All meetings")
    assert sheet.person.cell("Overview", "A1") == "#REF!"


def test_a_moved_column_takes_its_cells_and_its_width_along() -> None:
    sheet = meetings(*ROWS)
    wide = {"range": columns(0, 1), "properties": {"pixelSize": 200}, "fields": "pixelSize"}
    sheet.batch({"updateDimensionProperties": wide})
    sheet.person.move_column("Meetings", 1, before=4)
    assert sheet.person.values("Meetings")[0] == ["Date", "Cost", "Meeting"]
    assert sheet.person.entered("Meetings", "B2") == {"formulaValue": "=A2*2"}
    widths = [column["pixelSize"] for column in sheet.whole()["sheets"][0]["data"][0]["columnMetadata"]]
    assert widths == [100, 100, 200, 100, 100]


def test_a_move_counts_places_as_they_were_before_it() -> None:
    """Google's own example: of 0 to 4, moving 1 and 2 to index 4 gives 0, 3, 1, 2, 4."""
    sheet = meetings(*[[str(number)] for number in range(5)])
    sheet.batch({"moveDimension": {"source": rows(2, 4), "destinationIndex": 5}})
    assert [row[0] for row in sheet.person.values("Meetings")[1:]] == [0, 3, 1, 2, 4]


def test_new_rows_take_the_colour_of_the_row_before_or_after_them() -> None:
    """Google's own example: two rows that are inserted between a red and a green one."""
    for before, colour in ((True, {"red": 1}), (False, {"green": 1})):
        sheet = meetings()
        for row, shade in ((0, {"red": 1}), (1, {"green": 1})):
            cell = {"userEnteredFormat": {"backgroundColor": shade}}
            sheet.batch({"repeatCell": {"range": area(row, row + 1), "cell": cell, "fields": "userEnteredFormat"}})
        sheet.batch({"insertDimension": {"range": rows(1, 3), "inheritFromBefore": before}})
        assert sheet.cell("A2")["userEnteredFormat"]["backgroundColor"] == colour
        assert sheet.cell("A3")["effectiveFormat"]["backgroundColor"] == colour


def test_a_hidden_column_stays_hidden_when_another_is_inserted_before_it() -> None:
    sheet = meetings()
    hide = {"range": columns(1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sheet.batch({"updateDimensionProperties": hide})
    sheet.person.insert_column("Meetings", 1)
    metadata = sheet.whole()["sheets"][0]["data"][0]["columnMetadata"]
    assert [column.get("hiddenByUser", False) for column in metadata[:4]] == [False, False, True, False]


def test_a_new_row_takes_over_format_and_drop_down_and_no_value() -> None:
    sheet = meetings(["a", "31/12/2026"])
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}, "strict": True}
    sheet.batch({"setDataValidation": {"range": area(1, 2, 0, 1), "rule": rule}})
    sheet.batch({"insertDimension": {"range": rows(2, 3), "inheritFromBefore": True}})
    assert sheet.cell("A3") == {"dataValidation": rule}
    assert sheet.cell("B3")["userEnteredFormat"]["numberFormat"]["type"] == "DATE"
    assert "userEnteredValue" not in sheet.cell("B3")


def test_merges_protection_filters_and_conditional_formats_follow_their_rows() -> None:
    sheet = meetings(*ROWS)
    condition = {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}
    sheet.batch(
        {"mergeCells": {"range": area(2, 4, 4, 5)}},
        {"addProtectedRange": {"protectedRange": {"range": area(2, 4), "warningOnly": True}}},
        {"addFilterView": {"filter": {"title": "Mine", "range": area(2, 4)}}},
        {"setBasicFilter": {"filter": {"range": area(2, 4)}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(2, 4)], "booleanRule": condition}}},
    )
    sheet.person.insert_row("Meetings", 2)
    assert starts(sheet.tab()) == [3, 3, 3, 3, 3]
    sheet.person.delete_row("Meetings", 4, 2)
    gone = {"merges", "protectedRanges", "filterViews", "basicFilter", "conditionalFormats"}
    assert not gone & sheet.tab().keys()


def starts(tab: Json) -> list[int]:
    ranges = [
        tab["merges"][0],
        tab["protectedRanges"][0]["range"],
        tab["filterViews"][0]["range"],
        tab["basicFilter"]["range"],
        tab["conditionalFormats"][0]["ranges"][0],
    ]
    return [one["startRowIndex"] for one in ranges]


def test_rows_that_are_not_there_cannot_be_deleted() -> None:
    sheet = meetings()
    with pytest.raises(ApiError, match="Tried to delete row index 10 but there are only 10 rows"):
        sheet.batch({"deleteDimension": {"range": rows(9, 11)}})
    with pytest.raises(ApiError, match="not possible to delete all non-frozen rows"):
        sheet.batch({"deleteDimension": {"range": rows(1, 10)}})


def test_appended_rows_are_empty_and_at_the_end() -> None:
    sheet = meetings(*ROWS)
    sheet.batch({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 3}})
    assert sheet.tab()["properties"]["gridProperties"]["rowCount"] == 13
    assert len(sheet.person.grid("Meetings")) == 4


def test_developer_metadata_follows_its_row_and_goes_with_it() -> None:
    sheet = meetings(*ROWS)
    entry = {
        "metadataKey": "id",
        "metadataValue": "7",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": rows(1, 2)},
    }
    sheet.batch({"createDeveloperMetadata": {"developerMetadata": entry}})
    sheet.person.insert_row("Meetings", 2)
    metadata = sheet.whole()["sheets"][0]["data"][0]["rowMetadata"]
    assert ["developerMetadata" in row for row in metadata[:4]] == [False, False, True, False]
    sheet.person.delete_row("Meetings", 3)
    assert "developerMetadata" not in str(sheet.whole())


@given(SPANS)
def test_inserting_and_deleting_the_same_rows_changes_nothing(span: tuple[int, int]) -> None:
    sheet = meetings(*ROWS)
    before = sheet.whole()
    at, count = span
    sheet.batch({"insertDimension": {"range": rows(at, at + count), "inheritFromBefore": False}})
    sheet.batch({"deleteDimension": {"range": rows(at, at + count)}})
    frozen = before["sheets"][0]["properties"]["gridProperties"]["frozenRowCount"]
    assert frozen == 1
    assert sheet.person.grid("Meetings") == meetings(*ROWS).person.grid("Meetings")


@given(st.integers(0, 8), st.integers(1, 3), st.integers(0, 10))
def test_moving_rows_there_and_back_leaves_each_value_in_its_place(start: int, count: int, to: int) -> None:
    end = min(start + count, 10)
    sheet = meetings(*VALUES)
    before = sheet.person.grid("Meetings")
    if start < to < end:
        with pytest.raises(ApiError, match="inside of what is moved"):
            sheet.batch({"moveDimension": {"source": rows(start, end), "destinationIndex": to}})
        return
    sheet.batch({"moveDimension": {"source": rows(start, end), "destinationIndex": to}})
    landing = Move("ROWS", start, end, to).landing
    back = start if landing > start else end
    sheet.batch({"moveDimension": {"source": rows(landing, landing + end - start), "destinationIndex": back}})
    assert sheet.person.grid("Meetings") == before


@given(st.integers(0, 9), SPANS, st.booleans())
def test_each_cell_is_found_where_it_went(place: int, span: tuple[int, int], inserted: bool) -> None:
    at, count = span
    shift = Insertion("ROWS", at, count) if inserted else Deletion("ROWS", at, at + count)
    whole = shift.span(place, place + 1)
    index = shift.index(place)
    assert whole == (None if index is None else (index, index + 1))


def test_references_keep_their_dollars_and_texts_stay_untouched() -> None:
    def down(formula: str) -> str:
        return rewritten(formula, lambda reference: reference.shifted(Insertion("ROWS", 0, 1)))

    assert down('=$A$1+A$2&"A1"') == '=$A$2+A$3&"A1"'
    assert down("=SUM(A:A)+SUM(1:2)+SUM(B2:B)") == "=SUM(A:A)+SUM(2:3)+SUM(B3:B)"
    assert down("=LOG10(A1)") == "=LOG10(A2)"
