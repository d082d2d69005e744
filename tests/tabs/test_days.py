"""Term dates and Closed days: which days schools are open."""

from datetime import date

import pytest

from pepsheets.tabs.book import BadRow, Book, Rows, WaitsFor
from pepsheets.tabs.days import ClosedDay, TermDates, bank_holidays, days_schools_are_shut, terms, uk

TODAY = date(2026, 11, 21)


def autumn(first: date = date(2026, 9, 2), last: date = date(2026, 12, 18), year: str = "2026/27") -> TermDates:
    return TermDates(year=year, term="Autumn", starts_on=first, ends_on=last)


def book(*closed: ClosedDay, term: TermDates | None = None, bad: tuple[BadRow, ...] = ()) -> Book:
    return Book({TermDates: Rows((term or autumn(),)), ClosedDay: Rows(closed, bad)}, TODAY)


def test_the_days_of_a_term_are_mondays_to_fridays_without_bank_holidays() -> None:
    week = autumn(date(2026, 8, 31), date(2026, 9, 6))
    assert week.days(book()) == 4
    proclaimed = ClosedDay(day=date(2026, 9, 3), kind="Bank holiday")
    training = ClosedDay(day=date(2026, 9, 4), kind="Training day")
    assert week.days(book(proclaimed, training)) == 3


def test_a_term_that_ends_before_it_starts_is_told_and_has_no_days() -> None:
    term = autumn(date(2026, 12, 18), date(2026, 9, 2))
    [finding] = term.ends_after_it_starts(book())
    assert finding == ("ends_on", "the term ends before it starts on 18/12/2026. Put one of the two right.", None)
    assert term.days(book()) == 0
    assert list(autumn().ends_after_it_starts(book())) == []


def test_a_term_that_starts_in_another_year_is_worth_a_look() -> None:
    [finding] = autumn(year="2025/26").lies_in_its_year(book())
    assert finding == ("starts_on", "02/09/2026 is not in the academic year 2025/26. Check both.", None)
    assert list(autumn().lies_in_its_year(book())) == []


def test_a_proclaimed_bank_holiday_joins_those_that_are_known() -> None:
    proclaimed = ClosedDay(day=date(2026, 6, 15), kind="Bank holiday", reason="A jubilee")
    training = ClosedDay(day=date(2026, 6, 16), kind="Training day")
    holidays = bank_holidays(book(proclaimed, training))
    assert {date(2026, 12, 25), date(2026, 6, 15)} <= holidays
    assert date(2026, 6, 16) not in holidays


def test_bank_holidays_wait_for_a_closed_day_that_cannot_be_read() -> None:
    with pytest.raises(WaitsFor, match=r"^Closed days row 7$"):
        bank_holidays(book(bad=(BadRow(7, {}),)))


@pytest.mark.parametrize(
    ("day", "shut"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 11, 24), True),
        (date(2026, 11, 25), True),
        (date(2026, 12, 21), True),
        (date(2026, 12, 25), True),
    ],
)
def test_schools_are_shut_outside_terms_and_on_closed_days(day: date, shut: bool) -> None:
    closed = ClosedDay(day=date(2026, 11, 24), kind="Training day"), ClosedDay(day=date(2026, 11, 25), kind="Closure")
    assert (day in days_schools_are_shut(book(*closed))) is shut


def test_the_terms_are_those_of_the_tab() -> None:
    [term] = terms(book())
    assert (term.year, term.name) == ("2026/27", "Autumn")


def test_dates_are_written_day_first() -> None:
    assert uk(date(2026, 2, 1)) == "01/02/2026"
