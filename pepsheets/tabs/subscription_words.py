"""What is said of subscriptions as a year comes: the fees that are not set, and the schools that got no row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pepsheets.rules import calendar
from pepsheets.tabs.days import uk
from pepsheets.tabs.sharing import all_of, listed


def no_fee_words(schools: Sequence[str], year: str) -> str:
    """The schools whose fee for an academic year is not set, and what that means."""
    of = "1 school" if len(schools) == 1 else f"{len(schools)} schools"
    until = "Until its fee is typed, a school does not count as a member"
    advice = "Type each fee, and delete the row of a school that does not subscribe again."
    return f"the fee for {year} is not set for {of}: {listed(schools)}. {until}. {advice}"


def leaving_words(leaving: Mapping[str, date | None], year: str) -> Iterator[str]:
    """The schools that get no row for an academic year, as theirs ends before it begins, with their 'Until'."""
    before = calendar.year_before(year)
    _, last = calendar.academic_year_dates(before)
    if early := [f"{school} ({uk(day)})" for school, day in leaving.items() if day and day != last]:
        yield f"no row was made for {year} where 'Until' says that a school leaves during {before}: {all_of(early)}."
    if on_last := [school for school, day in leaving.items() if day == last]:
        why = f"'Until' is the first day without membership, and says {uk(last)}, the last day of {before}"
        advice = f"For a school that goes on, empty that cell, and add a row for {year}."
        yield f"no row was made for {year} for {all_of(on_last)}: {why}. {advice}"
