"""A workbook that somebody built by hand gives the same results as one made from a template."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pepsheets.gateways import open_gateway
from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships import PARTNERSHIPS, Partnership
from pepsheets.recalculation import recalculate
from pepsheets.sheets import Cell
from pepsheets.tabs.declaration import Row, columns_of, is_computed
from tests.support.workbooks import memory_workbook

TODAY = date(2026, 11, 21)
Grid = list[list[Cell]]
Results = dict[tuple[object, ...], dict[str, object]]


def as_it_comes(grid: Grid, _: random.Random) -> Grid:
    return grid


def in_another_order(grid: Grid, chance: random.Random) -> Grid:
    order = list(range(len(grid[0])))
    chance.shuffle(order)
    return [[row[place] for place in order] for row in grid]


def with_columns_of_their_own(grid: Grid, chance: random.Random) -> Grid:
    at = chance.randrange(len(grid[0]))
    return [[*row[:at], "Our notes" if number == 0 else f"note {number}", *row[at:]] for number, row in enumerate(grid)]


def in_other_capitals(grid: Grid, _: random.Random) -> Grid:
    return [[f"  {str(cell).upper()} " for cell in grid[0]], *grid[1:]]


def below_a_title(grid: Grid, _: random.Random) -> Grid:
    return [["Our partnership"], [], ["Please fill in"], *grid]


HABITS: Sequence[Callable[[Grid, random.Random], Grid]] = (
    as_it_comes,
    in_another_order,
    with_columns_of_their_own,
    in_other_capitals,
    below_a_title,
)


def by_openpyxl(path: Path, grids: dict[str, Grid]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append(row)
    book.create_sheet("Our own tab")["B3"] = "Leave this alone"
    book.save(path)


def by_xlsxwriter(path: Path, grids: dict[str, Grid]) -> None:
    with xlsxwriter.Workbook(
        str(path), {"default_date_format": "dd/mm/yy hh:mm", "strings_to_formulas": False}
    ) as book:
        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(grid):
                sheet.write_row(number, 0, row)
        book.add_worksheet("Our own tab").write("B3", "Leave this alone")


BUILDERS = (by_openpyxl, by_xlsxwriter)


def sample() -> tuple[Partnership, MemoryWorkbook]:
    kind = PARTNERSHIPS[0]
    return kind, memory_workbook(kind, kind.sample(TODAY), kind.mistakes(TODAY))


def results_of(kind: Partnership, sheets: dict[str, Sequence[Sequence[object]]]) -> dict[str, Results]:
    return {tab.tab: dict(rows_by_key(tab, sheets[tab.tab])) for tab in kind.tabs if tab.tab != "Checks"}


def rows_by_key(
    tab: type[Row], rows: Sequence[Sequence[object]]
) -> Iterator[tuple[tuple[object, ...], dict[str, object]]]:
    columns = columns_of(tab)
    wanted = {column.heading.casefold() for column in columns}
    heading_row = next(
        number for number, row in enumerate(rows) if len(wanted & {str(cell).strip().casefold() for cell in row}) > 1
    )
    places = {str(cell).strip().casefold(): place for place, cell in enumerate(rows[heading_row])}
    keys = [column for column in columns if column.is_key]
    ours = [column for column in columns if column.is_computed]
    for row in rows[heading_row + 1 :]:
        cells = {c.heading: shown(row, places[c.heading.casefold()]) for c in (*keys, *ours)}
        key = tuple(str(cells[column.heading]) for column in keys)
        if any(cells[column.heading] is not None for column in keys):
            yield key, {column.heading: cells[column.heading] for column in ours}


def shown(row: Sequence[object], place: int) -> object:
    """A cell's value as any door gives it: numbers as floats, midnights as days."""
    cell = row[place] if place < len(row) else None
    if isinstance(cell, str):
        return re.sub(r"row \d+", "row", cell) or None  # a row may stand elsewhere, below a title
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return float(cell) if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else cell


@pytest.fixture(scope="module")
def expected() -> dict[str, Results]:
    kind, workbook = sample()
    recalculate(workbook, TODAY)
    return results_of(kind, {name: sheet.rows for name, sheet in workbook.sheets.items()})


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("habit", HABITS)
def test_a_workbook_built_by_hand_gives_the_same_results(
    tmp_path: Path,
    expected: dict[str, Results],
    builder: Callable[[Path, dict[str, Grid]], None],
    habit: Callable[[Grid, random.Random], Grid],
) -> None:
    kind, workbook = sample()
    chance = random.Random(7)
    grids = {name: habit([list(row) for row in sheet.rows], chance) for name, sheet in workbook.sheets.items()}
    path = tmp_path / "by-hand.xlsx"
    builder(path, grids)

    recalculate(open_gateway(str(path)), TODAY)

    book = openpyxl.load_workbook(path)
    found = results_of(kind, {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets})
    for tab in kind.tabs:
        if tab.tab != "Checks":
            assert found[tab.tab] == expected[tab.tab], tab.tab
    assert book["Our own tab"]["B3"].value == "Leave this alone"


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_second_recalculation_of_a_hand_built_workbook_leaves_every_byte(
    tmp_path: Path, builder: Callable[[Path, dict[str, Grid]], None]
) -> None:
    _, workbook = sample()
    path = tmp_path / "by-hand.xlsx"
    builder(path, {name: [list(row) for row in sheet.rows] for name, sheet in workbook.sheets.items()})
    recalculate(open_gateway(str(path)), TODAY)
    before = path.read_bytes()

    again = recalculate(open_gateway(str(path)), TODAY)

    assert again.written == {}
    assert path.read_bytes() == before


def test_computed_tabs_hold_their_rows_whole(expected: dict[str, Results]) -> None:
    for tab in PARTNERSHIPS[0].tabs:
        if is_computed(tab) and tab.tab != "Checks":
            assert expected[tab.tab], tab.tab
