"""A workbook rolled into an academic year: the rows that its tabs gain, and what a person must then fill.

Which rows a tab gains stands where the tab is declared (``for_new_year``, ``to_fill``). Cells that hold anything are
never written: rows go where nothing stands.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from pepsheets.partnerships import Partnership
from pepsheets.recalculation.applying import applied
from pepsheets.recalculation.pipeline import Examined, Progress, examine_workbook, in_silence, starting_again
from pepsheets.recalculation.placing import placed, table_of
from pepsheets.recalculation.planning import anchor_of
from pepsheets.rules import calendar
from pepsheets.sheets import Gateway, GatewayError, Plan, RowAddition, Value, Workbook
from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.declaration import Row, columns_of, is_computed
from pepsheets.tabs.kinds import as_cell
from pepsheets.validation import Validated, recognise, validate
from pepsheets.validation.locating import Located
from pepsheets.validation.recognising import read

FIRST_MONTH = 5
"""From May on, it is the next academic year that a workbook is rolled into."""


class YearNotOffered(GatewayError):
    """The academic year that was asked for cannot be rolled into on this day."""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that a tab gains: where it comes to stand, and its name as people read it."""

    tab: str
    row: int
    key: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a tab that a person must know, in a sentence."""

    tab: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NewYear:
    """How a workbook is rolled into an academic year.

    ``to_fill`` is what of the year waits for a person, ``held_up`` what could not be added until a row is put right.
    ``not_added``, a part of what waits, are the rows that are left for a person to add or not.
    ``examined`` is the workbook as it will be; its plan is the whole of what is to be written.
    """

    year: str
    added: tuple[AddedRow, ...]
    to_fill: tuple[Note, ...]
    held_up: tuple[Note, ...]
    not_added: tuple[Note, ...]
    examined: Examined

    @property
    def plan(self) -> Plan:
        return self.examined.plan

    @property
    def rows(self) -> Mapping[str, int]:
        """The number of rows that each tab gains, tabs without any left out."""
        return Counter(added.tab for added in self.added)


@dataclass(frozen=True, slots=True)
class Rolled:
    """What rolling a workbook into an academic year did."""

    new_year: NewYear
    backup: str | None

    @property
    def written(self) -> Mapping[str, int]:
        """The number of cells written on each tab, tabs without any left out."""
        return Counter(change.tab for change in self.new_year.plan.cells)


def year_to_roll_into(today: date) -> str:
    """The academic year that a workbook is rolled into on a day: the one that runs, from May on the next.

    >>> year_to_roll_into(date(2027, 4, 30)), year_to_roll_into(date(2027, 5, 1))
    ('2026/27', '2027/28')
    """
    running = calendar.academic_year(today)
    _, last = calendar.academic_year_dates(running)
    return _year_after(running) if date(last.year, FIRST_MONTH, 1) <= today else running


def new_year_plan(
    workbook: Workbook, kind: Partnership, today: date, year: str | None = None, progress: Progress = in_silence
) -> NewYear:
    """What rolling a workbook into an academic year adds to it, and what a person must then fill. Nothing is written.

    Without a ``year`` it is the one of ``year_to_roll_into``. Where nothing is to be added, nothing is to be written.
    """
    year = year_to_roll_into(today) if year is None else _offered(year, today)
    progress("Looking for what the year needs")
    validated = validate(workbook, kind, today)
    asked = list(_asked(kind, validated, year))
    rows = [(tab, row) for tab, rows in asked if not isinstance(rows, WaitsFor) for row in rows]
    held = {tab: rows for tab, rows in asked if isinstance(rows, WaitsFor)}
    filling = _filling(workbook, validated, rows)
    examined = examine_workbook(applied(workbook, filling), kind, today, progress)
    plan = _together(filling, examined.plan) if rows else Plan()
    not_added = tuple(_not_added(kind, examined.validated, year, held))
    return NewYear(
        year,
        tuple(_added(validated, rows, filling)),
        (*not_added, *_to_fill(kind, examined.validated, year, held)),
        tuple(_held_up(tab, validated, waits) for tab, waits in held.items()),
        not_added,
        replace(examined, plan=plan),
    )


def roll(gateway: Gateway, today: date, year: str | None = None, progress: Progress = in_silence) -> Rolled:
    """Roll a workbook into an academic year: the new rows and every result that changes, in one write.

    Where somebody saves the workbook while we work on it, everything starts again from what they saved.
    """

    def attempt() -> Rolled:
        new_year = read_new_year(gateway, today, year, progress)
        if not new_year.plan:
            return Rolled(new_year, None)
        progress("Saving")
        return Rolled(new_year, gateway.write(new_year.plan, new_year.examined.state).backup)

    return starting_again(attempt)


def read_new_year(gateway: Gateway, today: date, year: str | None = None, progress: Progress = in_silence) -> NewYear:
    """What rolling the workbook behind a door into an academic year would do. Nothing is written."""
    progress("Reading the workbook")
    workbook = read(gateway)
    return new_year_plan(workbook, recognise(workbook), today, year, progress)


def _offered(typed: str, today: date) -> str:
    """The year that was asked for, if it runs today or comes next."""
    try:
        first, last = calendar.academic_year_dates(typed)
    except ValueError as problem:
        raise YearNotOffered(str(problem), "") from None
    year, running = calendar.academic_year(first), calendar.academic_year(today)
    following = _year_after(running)
    if year in (running, following):
        return year
    one_of_two = f"Choose {running}, which runs today, or {following}."
    if last < today:
        raise YearNotOffered(f"The academic year {year} is over, and what is past is left as it is.", one_of_two)
    raise YearNotOffered(f"{year} is too far ahead: a workbook is rolled one year at a time.", one_of_two)


def _year_after(year: str) -> str:
    _, last = calendar.academic_year_dates(year)
    return calendar.academic_year(calendar.days_after(last, 1))


def _asked(kind: Partnership, validated: Validated, year: str) -> Iterator[tuple[type[Row], list[Row] | WaitsFor]]:
    """Each tab that people fill, with the rows that it needs for the year, or what they wait for."""
    for tab in _tabs_of_people(kind, validated):
        try:
            yield tab, list(tab.for_new_year(validated.book, year))
        except WaitsFor as waits:
            yield tab, waits


Held: TypeAlias = Mapping[type[Row], WaitsFor]


def _not_added(kind: Partnership, validated: Validated, year: str, held: Held) -> Iterator[Note]:
    for tab in _tabs_of_people(kind, validated):
        if tab not in held:
            with suppress(WaitsFor):
                yield from _notes(tab, validated, list(tab.not_added(validated.book, year)))


def _to_fill(kind: Partnership, validated: Validated, year: str, held: Held) -> Iterator[Note]:
    """What is to be filled; a tab that is held up says so once, and not here again."""
    for tab in _tabs_of_people(kind, validated):
        try:
            sentences = list(tab.to_fill(validated.book, year))
        except WaitsFor as waits:
            told = f"what is to be filled in here can be told once {waits.what} is put right."
            sentences = [] if tab in held else [told]
        yield from _notes(tab, validated, sentences)


def _notes(tab: type[Row], validated: Validated, sentences: Sequence[str]) -> Iterator[Note]:
    return (Note(validated.located[tab].sheet.name, _capital(sentence)) for sentence in sentences)


def _tabs_of_people(kind: Partnership, validated: Validated) -> Iterator[type[Row]]:
    return (tab for tab in kind.tabs if tab in validated.located and not is_computed(tab))


def _held_up(tab: type[Row], validated: Validated, waits: WaitsFor) -> Note:
    sentence = f"nothing was added here. Put {waits.what} right first, and run this again."
    return Note(validated.located[tab].sheet.name, _capital(sentence))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


Rows: TypeAlias = Sequence[tuple[type[Row], Row]]


def _filling(workbook: Workbook, validated: Validated, rows: Rows) -> Plan:
    """The rows where they will stand, each in the first place of its tab where nothing does."""
    located = {tab: validated.located[tab] for tab, _ in rows}
    additions = [RowAddition(located[tab].sheet.name, _cells(row, located[tab])) for tab, row in rows]
    anchors = tuple(anchor_of(each) for each in located.values())
    tables = {each.sheet.name: table_of(each) for each in located.values()}
    return placed(Plan(additions=tuple(additions), anchors=anchors), workbook, tables)


def _cells(row: Row, located: Located) -> dict[int, Value]:
    """The cells of a row by column, but for the hidden row ID."""
    names = [column.name for column in columns_of(type(row)) if not (column.is_computed or column.is_row_id)]
    return {located.places[name]: as_cell(getattr(row, name)) for name in names}


def _added(validated: Validated, rows: Rows, filling: Plan) -> Iterator[AddedRow]:
    """Each new row with its place: those of a tab were placed in their order, from above."""
    taken = sorted({(change.tab, change.row) for change in filling.cells})
    places = {name: iter([row for tab, row in taken if tab == name]) for name, _ in taken}
    for tab, row in rows:
        name = validated.located[tab].sheet.name
        yield AddedRow(name, next(places[name]), row.key)


def _together(filling: Plan, results: Plan) -> Plan:
    """The new rows, and the results that change with them."""
    anchors = {anchor.tab: anchor for anchor in (*filling.anchors, *results.anchors)}
    cells, resizes = (*filling.cells, *results.cells), (*filling.resizes, *results.resizes)
    return Plan(cells, resizes, tuple(anchors.values()))
