"""One side of a share as rows that have an ID and cells by column, wherever rows and columns stand by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Cell, Workbook
from pepsheets.sync.values import canonical
from pepsheets.tabs.declaration import Row, columns_of, is_computed
from pepsheets.tabs.kinds import is_blank, plain
from pepsheets.validation import validate
from pepsheets.validation.locating import Located, locate, runs_of, sheet_of

ROW_ID = "row_id"
OWN = "+"
"""Before the heading of a column of the owner's: its column key."""
NOT_RENAMED: Mapping[str, str] = {}
NONE_REFUSED: Mapping[tuple[int, str], str] = {}


def unheaded(place: int) -> str:
    """The key of a column without a heading: it never flows, but what a write of ours hit there is put right."""
    return f"@{place}"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a tab as it was read: where it stands, its ID as it is typed there, its cells by column key.

    ``cells`` hold every column under the headings, those that the share does not carry too.
    """

    position: int
    row_id: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReadTab:
    """A tab of one side: where its table stands, the place of each column by key, and its rows."""

    tab: type[Row]
    located: Located
    places: Mapping[str, int]
    id_place: int | None
    rows: tuple[ReadRow, ...]
    refused: Mapping[tuple[int, str], str]
    """Why cells fail their check, by position and column key."""
    renamed: Mapping[str, str]
    """The headings of columns that a person renamed, by column key, as somebody approved."""
    unheaded: Mapping[str, int]
    """The columns without a heading of their own to the left of the last that has one, by key."""

    @property
    def name(self) -> str:
        """The name of the tab as it stands on this side."""
        return self.located.sheet.name

    def cell(self, position: int, place: int) -> Cell:
        rows = self.located.sheet.rows
        cells = rows[position - 1] if position <= len(rows) else ()
        return cells[place - 1] if place <= len(cells) else None


def read_tabs(
    workbook: Workbook,
    tabs: Sequence[type[Row]],
    kind: Partnership,
    today: date,
    renamed: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[type[Row], ReadTab]:
    """These tabs of one side, those left out whose headings cannot be found. ``renamed`` are headings, by tab."""
    refused = _refused(workbook, tabs, kind, today)
    found: dict[type[Row], ReadTab] = {}
    for tab in tabs:
        sheet = sheet_of(tab, workbook)
        located = locate(tab, sheet) if sheet else None
        if located is not None:
            anew = (renamed or {}).get(tab.tab, {})
            found[tab] = read_tab(located, refused.get(located.sheet.name, NONE_REFUSED), anew)
    return found


def read_tab(
    located: Located, refused: Mapping[tuple[int, str], str] = NONE_REFUSED, renamed: Mapping[str, str] = NOT_RENAMED
) -> ReadTab:
    """One tab's rows. ``refused`` says why cells fail their check, by row and heading."""
    places = _with_renamed(dict(_places(located)), renamed)
    id_place = located.places.get(ROW_ID)
    taken = {*places.values(), id_place}
    bare = {unheaded(place): place for place in range(1, max(places.values(), default=0)) if place not in taken}
    rows = tuple(_rows(located, {**places, **bare}, id_place))
    keys = {located.heading(column.name): column.name for column in columns_of(located.tab)}
    failing = {(row, keys[heading]): why for (row, heading), why in refused.items() if heading in keys}
    return ReadTab(located.tab, located, places, id_place, rows, failing, renamed, bare)


def _with_renamed(places: dict[str, int], renamed: Mapping[str, str]) -> dict[str, int]:
    """The places with columns under the headings that they were given since."""
    for key, heading in renamed.items():
        if key not in places and OWN + heading in places:
            places[key] = places.pop(OWN + heading)
    return places


def _places(located: Located) -> Iterator[tuple[str, int]]:
    """Every column by its key: the declared ones, and the owner's by their headings."""
    declared = {place: name for name, place in located.places.items()}
    for name, place in located.places.items():
        if name != ROW_ID:
            yield name, place
    seen: set[str] = set()
    for place, heading in _headings(located):
        if place not in declared and heading not in seen:
            seen.add(heading)
            yield OWN + heading, place


def _headings(located: Located) -> Iterator[tuple[int, str]]:
    """The headings of the table as they stand, in the run of cells that holds ours."""
    ours = set(located.places.values())
    cells = located.sheet.rows[located.heading_row - 1]
    for run in runs_of(located.sheet, located.heading_row, located.named):
        if ours & {place for place, _ in run}:
            yield from ((place, plain(str(cells[place - 1]))) for place, _ in run)


def _rows(located: Located, places: Mapping[str, int], id_place: int | None) -> Iterator[ReadRow]:
    declared = [column for column in columns_of(located.tab) if column.name in places]
    # On a tab that is all computed, the results are what makes a row.
    is_ours = is_computed(located.tab)
    typed = [places[column.name] for column in declared if is_ours or not column.is_computed]
    own = [place for key, place in places.items() if key.startswith(OWN)]
    items, formulas = tuple(places.items()), located.sheet.formulas
    for position in range(located.first_row, min(located.last_row, len(located.sheet.rows)) + 1):
        cells = located.sheet.rows[position - 1]
        width = len(cells)
        row_id = cells[id_place - 1] if id_place and id_place <= width else None
        # A formula that is filled down, or left behind by a deleted row, makes no row.
        typed_here = (place for place in (*typed, *own) if place <= width and (position, place) not in formulas)
        if row_id is None and all(is_blank(cells[place - 1]) for place in typed_here):
            continue
        by_key = {key: canonical(cells[place - 1]) if place <= width else None for key, place in items}
        yield ReadRow(position, "" if row_id is None else str(row_id), by_key)


def _refused(
    workbook: Workbook, tabs: Sequence[type[Row]], kind: Partnership, today: date
) -> Mapping[str, Mapping[tuple[int, str], str]]:
    """Why cells fail their check, by tab as it is named there, by position and heading."""
    people_s = tuple(tab for tab in tabs if not is_computed(tab))
    problems = validate(workbook, kind.of_tabs(people_s), today).problems
    by_tab: dict[str, dict[tuple[int, str], str]] = {}
    for problem in problems:
        if problem.severity == "error" and problem.row and problem.column:
            sentence = problem.message.partition(": ")[2]
            by_tab.setdefault(problem.tab, {})[problem.row, problem.column] = sentence
    return by_tab
