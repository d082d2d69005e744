"""The steps of validation, in order: locate, read, look for slips, build the rows, check them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Problem, Workbook
from pepsheets.tabs.book import BadRow, Book, Rows, WaitsFor
from pepsheets.tabs.declaration import Check, Finding, Row, checks_of, is_computed, key_text
from pepsheets.validation.headings import locate_tabs, missing_inputs
from pepsheets.validation.locating import Located
from pepsheets.validation.problems import Reporter
from pepsheets.validation.reading import (
    ReadTab,
    blank_offsets,
    check_required,
    folded_keys,
    input_columns,
    read_tab,
    repeated_keys,
    resolve_references,
)
from pepsheets.validation.sentences import sentence_of


@dataclass(frozen=True, slots=True)
class Validated:
    """A workbook as it was understood: the book of its good rows, where its tables stand, and what is wrong.

    ``blank`` are the rows of each table in which nobody typed anything; ``rows`` counts the others.
    """

    book: Book
    located: Mapping[type[Row], Located]
    blank: Mapping[type[Row], Sequence[int]]
    problems: tuple[Problem, ...]
    rows: int


def validate(workbook: Workbook, kind: Partnership, today: date) -> Validated:
    """Every row of every tab of the kind, read and checked on its own; what rows say together is ``check_book``'s."""
    located, unreadable, reporter = locate_tabs(workbook, kind)
    read = {tab: read_tab(place) for tab, place in located.items() if not is_computed(tab) and tab not in unreadable}
    blank = {tab: blank_offsets(each) for tab, each in read.items()}
    for tab, each in read.items():
        check_required(each, blank[tab])
        repeated_keys(each, blank[tab])
    keys = {tab: folded_keys(each) for tab, each in read.items() if len(tab.key_names()) == 1}
    tabs: dict[type[Row], Rows[Row]] = {tab: Rows(unreadable=why) for tab, why in unreadable.items()}
    for tab, each in read.items():
        resolve_references(each, keys)
        tabs[tab] = _rows(each, blank[tab], reporter)
    count = sum(len(rows.good) + len(rows.bad) for rows in tabs.values())
    book = Book(tabs, today, kind=kind.code)
    blank_rows = {tab: [located[tab].first_row + offset for offset in sorted(blank[tab])] for tab in read}
    return Validated(book, located, blank_rows, tuple(reporter.problems), count)


def _rows(tab: ReadTab, blank: set[int], reporter: Reporter) -> Rows[Row]:
    """The rows of a tab, good and bad; what is wrong with the bad ones goes to the reporter."""
    names = [column.name for column in input_columns(tab.tab)]
    good: list[Row] = []
    bad: list[BadRow] = []
    for offset, cells in enumerate(zip(*(tab.values[name] for name in names), strict=True)):
        if offset in blank:
            continue
        position = tab.located.first_row + offset
        values = {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
        row = _row(tab, offset, position, values)
        if row is None:
            bad.append(_bad_row(tab, offset, position, values, reporter))
        else:
            good.append(row)
    return Rows(tuple(good), tuple(bad))


def _row(tab: ReadTab, offset: int, position: int, values: dict[str, object]) -> Row | None:
    """The row, if every cell of it is in order; else the slips are noted."""
    try:
        row = tab.tab.model_validate({"position": position, **values})
    except ValidationError as problem:
        for error in problem.errors():
            # What is missing has been told already: the cell was empty, or could not be read.
            if error["type"] != "missing":
                tab.slip(offset, str(error["loc"][0]), sentence_of(error))
        return None
    return None if offset in tab.slips else row


def _bad_row(tab: ReadTab, offset: int, position: int, values: Mapping[str, object], reporter: Reporter) -> BadRow:
    slips = tab.slips[offset]
    key = key_text(tuple(values.get(name) for name in tab.tab.key_names())) or None
    for column, sentence in slips.items():
        reporter.about_cell(tab.tab, position, column, sentence, key=key)
    # A repeated key can be read: the row may well be meant to have it, and no key of another row's.
    doubtful = slips.keys() - (set(tab.tab.key_names()) if offset in tab.repeats else set())
    fields = tab.tab.model_fields
    names = (column.name for column in input_columns(tab.tab) if column.name not in doubtful)
    readable = {name: values.get(name, fields[name].default) for name in names}
    return BadRow(position, readable, repeats_a_key=offset in tab.repeats)


def check_book(validated: Validated) -> tuple[Problem, ...]:
    """What the checks of every tab find, row by row and tab by tab."""
    reporter = Reporter(validated.located)
    for tab in validated.located:
        if not is_computed(tab):
            _check_tab(tab, validated.book, reporter)
    return tuple(reporter.problems)


def _check_tab(tab: type[Row], book: Book, reporter: Reporter) -> None:
    try:
        rows = book.good(tab)
    except WaitsFor:
        return
    for check in checks_of(tab):
        find = getattr(tab, check.name)
        for row in (None,) if check.of_tab else rows:
            try:
                for finding in find(book) if row is None else find(row, book):
                    _report(reporter, tab, check, finding, finding.row or row)
            except WaitsFor:
                continue  # the bad row that the check needs has been told already


def _report(reporter: Reporter, tab: type[Row], check: Check, finding: Finding, row: Row | None) -> None:
    reporter.about_cell(
        tab,
        row.position if row else None,
        finding.column,
        finding.sentence,
        severity=check.severity,
        key=row.key if row else None,
        stage=check.stage,
    )


__all__ = ["Validated", "check_book", "missing_inputs", "validate"]
