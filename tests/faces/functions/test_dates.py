"""Dates in cells: as Excel hands them over, and what the functions of notice, terms and service make of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pepsheets.faces.formulas.declaration import InCells
from pepsheets.faces.functions import (
    PEP_ACADEMIC_YEAR,
    PEP_BANK_HOLIDAY,
    PEP_CLEAR_DAYS,
    PEP_CLEAR_WORKING_DAYS,
    PEP_DEEMED_SERVICE,
    PEP_EARLIEST_MEETING,
    PEP_NOTICE_BY,
    PEP_TERM,
    PEP_WORKING_DAYS,
)
from pepsheets.rules.calendar import bank_holidays, is_working_day
from pepsheets.rules.notice import DayKind, days_given, earliest_meeting_date, latest_notice_date
from tests.faces.functions.calling import serial

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
CLOSED = st.lists(DAYS, max_size=5)
BANK_HOLIDAYS = bank_holidays(range(2014, 2038))
MONDAY = date(2026, 9, 7)
TERMS = [["Autumn", date(2026, 9, 1), date(2026, 12, 18)]]


@given(DAYS, st.integers(0, 30), st.sampled_from(DayKind), CLOSED)
def test_notice_is_reckoned_as_the_rules_do(day: date, days: int, kind: DayKind, closed: list[date]) -> None:
    shut = BANK_HOLIDAYS | set(closed)
    assume(closed or kind is not DayKind.SCHOOL)
    column = [[one] for one in closed] or None
    assert PEP_NOTICE_BY(day, float(days), kind.value, column) == latest_notice_date(day, days, kind, shut)
    assert PEP_EARLIEST_MEETING(day, days, kind.value, column) == earliest_meeting_date(day, days, kind, shut)


@given(DAYS, DAYS, CLOSED)
def test_days_between_are_counted_as_the_rules_do(first: date, last: date, closed: list[date]) -> None:
    shut, row = BANK_HOLIDAYS | set(closed), [[serial(one) for one in closed]] if closed else None
    assert PEP_CLEAR_DAYS(first, last) == days_given(first, last, DayKind.CLEAR_CALENDAR)
    if first < last:
        assert PEP_WORKING_DAYS(first, last, row) == days_given(first, last, DayKind.WORKING, shut)
        assert PEP_CLEAR_WORKING_DAYS(first, last, row) == days_given(first, last, DayKind.CLEAR_WORKING, shut)


@given(DAYS, DAYS, CLOSED)
def test_below_zero_working_days_are_the_same_the_other_way_round(first: date, last: date, closed: list[date]) -> None:
    """As with NETWORKDAYS; the clear ones, of which neither date counts, then count both."""
    row = [[serial(one) for one in closed]] if closed else None
    there, back = PEP_WORKING_DAYS(first, last, row), PEP_WORKING_DAYS(last, first, row)
    assert isinstance(there, int) and there == -int(f"{back}")
    earlier, later = sorted((first, last))
    shut = BANK_HOLIDAYS | set(closed)
    days = [earlier + timedelta(days=number) for number in range((later - earlier).days + 1)]
    assert PEP_CLEAR_WORKING_DAYS(later, earlier, row) == -sum(is_working_day(day, shut) for day in days)


@pytest.mark.parametrize(
    ("later", "earlier", "working", "clear_working", "clear"),
    [
        (date(2026, 9, 14), date(2026, 9, 11), -1, -2, -4),
        (date(2027, 3, 30), date(2027, 3, 25), -1, -2, -6),
        (date(2026, 9, 14), date(2026, 9, 14), 0, -1, -1),
        (date(2026, 9, 13), date(2026, 9, 12), 0, 0, -2),
    ],
)
def test_days_back_over_a_weekend_and_over_easter(
    later: date, earlier: date, working: int, clear_working: int, clear: int
) -> None:
    assert PEP_WORKING_DAYS(later, earlier) == working
    assert PEP_CLEAR_WORKING_DAYS(later, earlier) == clear_working
    assert PEP_CLEAR_DAYS(later, earlier) == clear


@pytest.mark.parametrize("closed", [None, [[None], [""]]])
@pytest.mark.parametrize("function", [PEP_NOTICE_BY, PEP_EARLIEST_MEETING])
def test_school_days_are_not_guessed(function: InCells, closed: list[list[object]] | None) -> None:
    assert function(date(2026, 12, 22), 7, "school days", closed) == (
        f"{function.__name__}, closed: school days need the days on which the school is shut. Choose a range that "
        "lists them, or count working days."
    )


def test_school_days_leave_out_the_meeting_day_and_working_days_count_it() -> None:
    tuesday, shut = date(2026, 9, 15), [[date(2026, 9, 1)]]
    assert PEP_NOTICE_BY(tuesday, 1, "school days", shut) == date(2026, 9, 13)
    assert PEP_NOTICE_BY(tuesday, 1, "working days", shut) == date(2026, 9, 14)


@pytest.mark.parametrize("number", [1900, 2026.0, Decimal("2200")])
def test_a_year_is_no_date(number: float | Decimal) -> None:
    answer = PEP_ACADEMIC_YEAR(number)
    assert answer == (
        f"PEP_ACADEMIC_YEAR, on_date: {number:.0f} looks like a year, not a date. Type it as a date, like 24/07/2026."
    )
    assert str(PEP_WORKING_DAYS(MONDAY, MONDAY, [[46273.0], [float(number)]])).startswith(
        f"PEP_WORKING_DAYS, closed, cell 2 of the range: {number:.0f} looks like a year"
    )


def test_the_numbers_beside_years_are_dates() -> None:
    assert [PEP_ACADEMIC_YEAR(number) for number in (1899.0, 2201.0)] == ["1904/05", "1905/06"]
    assert PEP_ACADEMIC_YEAR(date(1905, 7, 18)) == "1904/05"


def test_a_rule_of_service_in_quotation_marks_may_be_a_number_without() -> None:
    assert PEP_DEEMED_SERVICE(MONDAY, "post", "2") == (
        "PEP_DEEMED_SERVICE, rule: '2' is not one of 'same day', 'CPR 6.26'. Type one of them, or a number of days, "
        "with no quotation marks."
    )


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)), st.floats(0, 0.999))
def test_a_date_is_its_number_whatever_the_time_beside_it(day: date, time_of_day: float) -> None:
    assume(not 1900 <= serial(day) <= 2200)
    year = PEP_ACADEMIC_YEAR(day)
    assert PEP_ACADEMIC_YEAR(serial(day)) == PEP_ACADEMIC_YEAR(serial(day) + time_of_day) == year
    assert (
        PEP_ACADEMIC_YEAR(datetime(day.year, day.month, day.day, 23, 59)) == PEP_ACADEMIC_YEAR(int(serial(day))) == year
    )


def test_a_time_is_read_to_the_second() -> None:
    minute = timedelta(minutes=1)
    for sent, given_on in ((datetime(2026, 9, 7, 16, 29), 7), (datetime(2026, 9, 7, 16, 30), 8)):
        for cell in (sent, serial(sent), serial(sent - minute) + minute / timedelta(days=1)):
            assert PEP_DEEMED_SERVICE(cell, "email", "CPR 6.26") == date(2026, 9, given_on)


def test_the_rule_of_service_is_the_same_day_unless_it_is_said() -> None:
    saturday = date(2026, 9, 12)
    assert [PEP_DEEMED_SERVICE(saturday, "post", rule) for rule in (None, "", "Same Day", 0, 3)] == [
        *[saturday] * 4,
        date(2026, 9, 15),
    ]


def test_a_bank_holiday_that_was_proclaimed_can_be_added() -> None:
    assert PEP_WORKING_DAYS(MONDAY, date(2026, 9, 9)) == 2
    assert PEP_WORKING_DAYS(MONDAY, date(2026, 9, 9), [[None], [date(2026, 9, 8)], [datetime(2026, 9, 8, 9)]]) == 1
    assert PEP_WORKING_DAYS(MONDAY, date(2026, 9, 9), [[46273.0, 46274.0]]) == 0


def test_a_bank_holiday_that_falls_on_a_weekend_is_the_day_in_its_place() -> None:
    assert [PEP_BANK_HOLIDAY(date(2027, 12, day)) for day in (25, 26, 27, 28)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("07/09/2026", "'07/09/2026' is text, not a date. Type it as a date, like 24/07/2026."),
        ("#VALUE!", "the cell shows #VALUE!. Put that cell right first."),
        (False, "FALSE is a yes or no, not a date. Type it as a date, like 24/07/2026."),
        (0, "0 is not a date from March 1900 on. Type it as a date, like 24/07/2026."),
        (60.0, "60 is not a date from March 1900 on. Type it as a date, like 24/07/2026."),
        (Decimal("2958466"), "2958466 is not a date from March 1900 on. Type it as a date, like 24/07/2026."),
        ([MONDAY, MONDAY], "one cell is wanted here, and this is a range of several. Choose one cell."),
    ],
)
def test_what_is_no_date_is_refused(cell: object, sentence: str) -> None:
    answer = PEP_ACADEMIC_YEAR(cell)
    assert answer == f"PEP_ACADEMIC_YEAR, on_date: {sentence}"


@pytest.mark.parametrize(
    ("days", "kind", "closed", "sentence"),
    [
        (2.5, None, None, "days: 2.5 is not a whole number from 0 to 3,650. Type one."),
        (-1, None, None, "days: -1 is not a whole number from 0 to 3,650. Type one."),
        (46000.0, None, None, "days: 46000 is not a whole number from 0 to 3,650. Type one."),
        (
            MONDAY,
            None,
            None,
            "days: 07/09/2026 is a date, not a number. Type a number, with no quotation mark before it.",
        ),
        (7, "weeks", None, "kind: 'weeks' is not one of 'clear days', 'calendar days', 'clear working days', "),
        (7, 3, None, "kind: 3 is a number, not a word. Type one of 'clear days', "),
        (7, "#REF!", None, "kind: the cell shows #REF!. Put that cell right first."),
        (7, None, [["x" * 40]], f"closed: '{'x' * 23}…' is text, not a date. Type it as a date, like 24/07/2026."),
        (7, None, [[5.0], [46000.0]], "closed, cell 1 of the range: 5 is not a date from March 1900 on. "),
    ],
)
def test_what_is_no_notice_is_refused(days: object, kind: object, closed: object, sentence: str) -> None:
    answer = PEP_NOTICE_BY(MONDAY, days, kind, closed)
    assert str(answer).startswith(f"PEP_NOTICE_BY, {sentence}")


def test_a_result_before_excels_first_date_is_refused() -> None:
    assert PEP_NOTICE_BY(date(1900, 3, 9), 7) == date(1900, 3, 1)
    assert PEP_NOTICE_BY(date(1900, 3, 8), 7) == (
        "PEP_NOTICE_BY, the result lies before March 1900, where Excel's dates begin. Check the date and the days."
    )


def test_a_result_after_the_last_date_is_refused() -> None:
    assert PEP_EARLIEST_MEETING(date(9999, 12, 30), 7) == (
        "PEP_EARLIEST_MEETING: Counting from 30/12/9999 leads outside the calendar. Check the date and the days."
    )


def test_a_year_of_closed_days_is_refused() -> None:
    closed = [[serial(MONDAY) - back] for back in range(1000)]
    assert str(PEP_NOTICE_BY(MONDAY, 1, "working days", closed)).startswith(
        "PEP_NOTICE_BY: There is no open day within two years of 08/09/2026."
    )


def test_the_term_of_a_date_is_named_first_and_last_day_included() -> None:
    asked = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 18), date(2026, 12, 19))
    assert [PEP_TERM(day, TERMS) for day in asked] == ["", "Autumn", "Autumn", ""]


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            [["Term", "First day", "Last day"], *TERMS],
            "row 1 of the range, first day: 'First day' is text, not a date. If it is a heading, leave it out of the "
            "range. If not, type it as a date, like 24/07/2026.",
        ),
        ([[1, MONDAY, MONDAY]], "row 1 of the range: 1 is a number, not a name. Type the name of the term."),
        ([[None, MONDAY, MONDAY]], "row 1 of the range: the cell is empty. Type the name of the term."),
        ([["Autumn", MONDAY, None]], "row 1 of the range, last day: the cell is empty. Type it as a date, "),
        (
            [["Autumn", MONDAY, date(2026, 9, 1)]],
            "row 1 of the range: the term 'Autumn' ends before it starts. Put one of its dates right.",
        ),
    ],
)
def test_terms_that_are_not_terms_are_refused(terms: list[list[object]], sentence: str) -> None:
    answer = PEP_TERM(MONDAY, terms)
    assert str(answer).startswith(f"PEP_TERM, terms, {sentence}")


def test_terms_that_overlap_are_refused_in_whatever_order_they_stand() -> None:
    autumn, spring = [date(2026, 9, 1), date(2026, 12, 18)], [date(2026, 12, 18), date(2027, 3, 25)]
    for terms in ([["Autumn", *autumn], ["Spring", *spring]], [["Spring", *spring], ["Autumn", *autumn]]):
        assert PEP_TERM(MONDAY, terms) == (
            "PEP_TERM, terms: the terms 'Autumn' and 'Spring' overlap. Put one of their dates right."
        )


def test_the_name_of_the_term_waits_for_the_terms() -> None:
    assert PEP_TERM(MONDAY, [[None]]) == PEP_TERM(MONDAY, [[None, None, None]]) == ""


def test_terms_need_three_columns() -> None:
    assert PEP_TERM(MONDAY, [["2026/27", *TERMS[0]]]) == (
        "PEP_TERM, terms: choose three columns: the term, its first day, its last day. This range has 4 columns."
    )
