"""Quorum and cancellation: what stands in the cells, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.faces.functions import PEP_CANCELLATION, PEP_QUORATE, PEP_QUORUM

BANDS = [[15, 0.0], [8, 0.5], [0, 1.0]]
COURSE = date(2026, 9, 16)


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_share_of_members_that_is_whole_is_not_rounded_up(parts: int, each: int) -> None:
    """A cell keeps 15 digits of 2/3; two thirds of nine are six all the same."""
    for above in {1, parts - 1, parts} - {0}:
        assert PEP_QUORUM(parts * each, None, above / parts) == above * each


def test_the_greater_of_number_and_share_counts() -> None:
    assert [PEP_QUORUM(members, 3, 1 / 3) for members in (0, 9, 10)] == [3, 3, 4]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((12,), "number: there is neither a number nor a share. Give one of them, or both."),
        ((12, None, 50), "share: 50 is not a share of the whole. Type one from 0% to 100%, or =1/3."),
        ((12, None, "1/3"), "share: '1/3' is text, not a number. Type a number, with no quotation mark before it."),
        ((12.5, 3), "members: 12.5 is not a whole number from 0 to 3,650. Type one."),
    ],
)
def test_what_is_no_rule_of_quorum_is_refused(arguments: tuple[object, ...], sentence: str) -> None:
    cells: list[list[list[object]]] = [[[cell]] for cell in (*arguments, None, None)[:3]]
    assert PEP_QUORUM(*cells) == f"PEP_QUORUM, {sentence}"


def test_more_cannot_withdraw_than_are_present() -> None:
    assert PEP_QUORATE(5, 6, 7) == (
        "PEP_QUORATE, withdrawn: more members withdrew than were present. Count them among those present."
    )


def test_the_result_waits_for_the_count_of_those_present() -> None:
    assert PEP_QUORATE(5, None) == ""


@pytest.mark.parametrize(("day", "share"), [(1, 0), (2, 0.5), (8, 0.5), (9, 1), (16, 1), (30, 1)])
def test_the_band_of_the_days_before_the_course_counts(day: int, share: float) -> None:
    assert PEP_CANCELLATION(BANDS, date(2026, 9, day), COURSE) == share


def test_bands_may_stand_in_any_order_with_empty_rows_between() -> None:
    jumbled = [[0, "Calendar days", 1], [None, None, ""], [15, "calendar days", 0], [8, "calendar days", 1 / 3]]
    assert PEP_CANCELLATION(jumbled, date(2026, 9, 2), COURSE) == 1 / 3


def test_working_days_pass_over_closed_days() -> None:
    bands = [[4, "working days", 0], [0, "working days", 1]]
    assert PEP_CANCELLATION(bands, date(2026, 9, 10), COURSE) == 0
    assert PEP_CANCELLATION(bands, date(2026, 9, 10), COURSE, [[date(2026, 9, 14)]]) == 1


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ([[1]], "choose two columns, the days before the course and the share charged, or three with the kind of days"),
        (
            [[8, 0], [1, 1]],
            "they say nothing about 0 days before the course. Add a band from 0 on.",
        ),
        ([[8, 0], [3, 1]], "they say nothing about 0 to 2 days before the course. Add a band from 0 on."),
        ([[0, 0], [0, 1]], "two bands begin 0 days before the course. Take one of them out."),
        (
            [[4, "working days", 0], [0, "calendar days", 1]],
            "some bands have calendar days and some working days. Use one for all bands.",
        ),
    ],
)
def test_bands_that_are_no_table_of_terms_are_refused(bands: list[list[object]], sentence: str) -> None:
    answer = PEP_CANCELLATION(bands, COURSE, COURSE)
    assert str(answer).startswith(f"PEP_CANCELLATION, bands: {sentence}")


@pytest.mark.parametrize("bands", [None, [[None]], [[None, ""], [None, None]]])
def test_the_share_waits_for_the_first_band(bands: list[list[object]] | None) -> None:
    assert PEP_CANCELLATION(bands, COURSE, COURSE) == ""


@pytest.mark.parametrize(("bands", "columns"), [([[1]], "1 column"), ([[1, 2, 3, 4]], "4 columns")])
def test_the_columns_of_a_range_are_counted_in_words_that_agree(bands: list[list[object]], columns: str) -> None:
    assert str(PEP_CANCELLATION(bands, COURSE, COURSE)).endswith(f" This range has {columns}.")


@pytest.mark.parametrize("headings", [["Days", "Share"], ["Days", "Kind", "Share"]])
def test_the_headings_of_the_bands_are_left_out(headings: list[object]) -> None:
    answer = PEP_CANCELLATION([headings, [0, 1][-len(headings) :]], COURSE, COURSE)
    assert str(answer).startswith(
        "PEP_CANCELLATION, bands, row 1 of the range, days: 'Days' is text, not a number. If it is a heading, leave it "
        "out of the range. "
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ([0, 50], "share: 50 is not a share of the whole. Type one from 0% to 100%, or =1/3."),
        (["0", 1], "days: '0' is text, not a number. Type a number, with no quotation mark before it."),
        ([None, 1], "days: the cell is empty. Type a number, with no quotation mark before it."),
        ([0, "days", 1], "kind of days: 'days' is not one of 'calendar days', 'working days'. Type one of them."),
        ([0, None, 1], "kind of days: the cell is empty. Type one of 'calendar days', 'working days'."),
    ],
)
def test_a_cell_of_a_band_that_cannot_be_read_is_named(row: list[object], sentence: str) -> None:
    answer = PEP_CANCELLATION([row], COURSE, COURSE)
    assert answer == f"PEP_CANCELLATION, bands, row 1 of the range, {sentence}"
