"""Copying, cutting and sorting cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.sheets_of_tests import area, meetings
from tests.google.spreadsheets import ApiError

ROWS = [["b", "2", "=B2*10"], ["a", "3", "=B3*10"], ["", "1", "=B4*10"]]


def test_a_copied_row_has_the_same_values_and_its_formulas_read_as_copied() -> None:
    sheet = meetings(*ROWS)
    sheet.person.copy_row("Meetings", 2, 6)
    assert sheet.person.values("Meetings")[5] == ["b", 2, 20]
    assert sheet.person.entered("Meetings", "C6") == {"formulaValue": "=B6*10"}


def test_a_formula_copied_past_the_edge_loses_its_reference() -> None:
    sheet = meetings(["a", "=A1"])
    sheet.batch({"copyPaste": {"source": area(1, 2, 1, 2), "destination": area(0, 1, 3, 4)}})
    assert sheet.person.entered("Meetings", "D1") == {"formulaValue": "=#REF!"}


@pytest.mark.parametrize(
    ("kind", "value", "has_format"),
    [
        ("PASTE_NORMAL", {"formulaValue": "=B6*10"}, True),
        ("PASTE_FORMULA", {"formulaValue": "=B6*10"}, False),
        ("PASTE_VALUES", {"numberValue": 20}, False),
        ("PASTE_FORMAT", None, True),
    ],
)
def test_each_way_of_pasting_takes_its_part(kind: str, value: dict[str, object] | None, has_format: bool) -> None:
    sheet = meetings(*ROWS)
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    sheet.batch(
        {"repeatCell": {"range": area(1, 2, 2, 3), "cell": bold, "fields": "userEnteredFormat"}},
        {"copyPaste": {"source": area(1, 2, 2, 3), "destination": area(5, 6, 2, 3), "pasteType": kind}},
    )
    assert sheet.person.entered("Meetings", "C6") == value
    assert ("userEnteredFormat" in sheet.cell("C6")) is has_format


def test_pasting_sees_what_earlier_requests_of_the_batch_wrote_and_not_what_later_ones_write() -> None:
    sheet = meetings(["before"])
    write = {"rows": [{"values": [{"userEnteredValue": {"stringValue": "after"}}]}], "fields": "userEnteredValue"}
    copy = {"copyPaste": {"source": area(1, 2, 0, 1), "destination": area(8, 9, 0, 1), "pasteType": "PASTE_VALUES"}}
    sheet.batch(copy, {"updateCells": {**write, "start": {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}}})
    assert (sheet.person.cell("Meetings", "A2"), sheet.person.cell("Meetings", "A9")) == ("after", "before")


def test_a_small_source_fills_a_larger_destination() -> None:
    sheet = meetings(["x"])
    sheet.batch({"copyPaste": {"source": area(1, 2, 0, 1), "destination": area(2, 5, 0, 1)}})
    assert sheet.person.values("Meetings")[1:] == [["x"]] * 4


def test_formulas_follow_cells_that_were_cut() -> None:
    sheet = meetings(["a", "2", "=B2*10"])
    sheet.batch(
        {"cutPaste": {"source": area(1, 2, 1, 2), "destination": {"sheetId": 0, "rowIndex": 7, "columnIndex": 4}}}
    )
    assert sheet.person.entered("Meetings", "C2") == {"formulaValue": "=E8*10"}
    assert sheet.person.cell("Meetings", "B2") is None


def test_sorting_puts_numbers_before_texts_and_empty_cells_last_either_way() -> None:
    sheet = meetings(["b"], [""], ["2"], ["A"], ["1"])
    sheet.person.sort("Meetings", 2, 1)
    assert [row[0] for row in sheet.person.grid("Meetings")[1:]] == [1, 2, "A", "b"]
    sheet.person.sort("Meetings", 2, 1, descending=True)
    assert [row[0] for row in sheet.person.grid("Meetings")[1:]] == ["b", "A", 2, 1]


def test_formulas_look_at_their_own_row_after_sorting() -> None:
    sheet = meetings(*ROWS)
    sheet.person.sort("Meetings", 2, 2)
    assert sheet.person.values("Meetings")[1:] == [[None, 1, 10], ["b", 2, 20], ["a", 3, 30]]


def test_rows_are_sorted_by_what_their_formulas_give() -> None:
    sheet = meetings(["a", "3", "=B2*-1"], ["b", "5", "=B3*-1"], ["c", "4", "=B4*-1"])
    sheet.person.sort("Meetings", 2, 3)
    assert sheet.person.values("Meetings")[1:] == [["b", 5, -5], ["c", 4, -4], ["a", 3, -3]]


@given(st.lists(st.sampled_from(["", "b", "a", "1", "2", "TRUE"]), max_size=8))
def test_sorting_loses_no_row(texts: list[str]) -> None:
    sheet = meetings(*[[text, str(number)] for number, text in enumerate(texts)])
    before = sheet.person.grid("Meetings")[1:]
    sheet.person.sort("Meetings", 2, 1)
    assert sorted(map(str, sheet.person.grid("Meetings")[1:])) == sorted(map(str, before))


def test_a_range_with_merged_cells_is_not_sorted() -> None:
    sheet = meetings(*ROWS)
    sheet.batch({"mergeCells": {"range": area(1, 3, 0, 1)}})
    with pytest.raises(ApiError, match="merged cells"):
        sheet.person.sort("Meetings", 2, 1)
    assert sheet.person.values("Meetings")[1:3] == [["b", 2, 20], [None, 3, 30]]
    sheet.batch({"unmergeCells": {"range": area(1, 3, 0, 1)}})
    assert "merges" not in sheet.tab()
