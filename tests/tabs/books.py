"""Books made of rows, without a workbook: what the tests of the tabs stand on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from pepsheets.tabs import TABS
from pepsheets.tabs.book import BadRow, Book, Rows, WaitsFor
from pepsheets.tabs.declaration import Finding, Row, checks_of, columns_of, is_computed
from pepsheets.tabs.settings import RuleSetting, Setting

TODAY = date(2026, 11, 21)
"""A Saturday in the autumn term of 2026/27."""

LONG_AGO = date(2018, 9, 1)

T = TypeVar("T")


def book(*rows: Row, today: date = TODAY, bad: Mapping[type[Row], Iterable[BadRow]] | None = None) -> Book:
    """A partnership that keeps every tab and has these rows; ``bad`` rows by tab."""
    wrong = bad or {}
    tabs = [tab for tab in TABS if not is_computed(tab)]
    return Book(
        {tab: Rows(tuple(row for row in rows if type(row) is tab), tuple(wrong.get(tab, ()))) for tab in tabs}, today
    )


def bad_row(position: int = 9, **readable: object) -> BadRow:
    """A row with an error, of which only these columns could be read."""
    return BadRow(position, readable)


def setting(what: Setting[T], value: object, from_: date = LONG_AGO) -> RuleSetting:
    """A row of the Rules tab. The value is what stands in the cell, for example "Yes" or 7."""
    return RuleSetting(setting=what.name, value=value, applies_from=from_)


def said(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """What a check found: column and sentence of each finding."""
    return [(finding.column, finding.sentence) for finding in findings]


def subjects(among: Book) -> Iterator[Row | type[Row]]:
    """Every row of a book that people fill, and every tab."""
    for tab in TABS:
        if not is_computed(tab):
            yield tab
            yield from among.good(tab)


def problems(among: Book) -> list[tuple[str, str, str]]:
    """All that the checks of all tabs find: tab, column and sentence, sorted."""
    return sorted(
        (subject.tab, finding.column, finding.sentence)
        for subject in subjects(among)
        for check in checks_of(subject if isinstance(subject, type) else type(subject))
        if check.of_tab is isinstance(subject, type)
        for finding in _found(subject, check.name, among)
    )


def wrong_on(tab: type[Row], among: Book) -> list[tuple[str, str]]:
    """All that the checks of one tab find: column and sentence, sorted."""
    return [(column, sentence) for name, column, sentence in problems(among) if name == tab.tab]


def _found(subject: Row | type[Row], check: str, among: Book) -> Iterator[Finding]:
    try:
        yield from getattr(subject, check)(among)
    except WaitsFor:
        return


def figures(among: Book) -> dict[tuple[str, str, str], object]:
    """Every computed cell of every row: by tab, key of the row and heading."""
    rows = [row for row in subjects(among) if isinstance(row, Row)]
    return {
        (row.tab, row.key, column.heading): _figure(row, column.name, among)
        for row in rows
        for column in columns_of(type(row))
        if column.is_computed
    }


def _figure(row: Row, column: str, among: Book) -> object:
    try:
        figure: object = getattr(row, column)(among)
    except WaitsFor as waits:
        return f"waits for {waits.what}"
    return figure
