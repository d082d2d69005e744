"""Which formulas show a result that may be old, because cells that they use were written since it was worked out.

The rule and the reasons for it stand in docs/decisions/0006.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pepsheets.gateways.workbook_file.cells import MARK
from pepsheets.gateways.workbook_file.formula_cells import FormulaCell, formula_cells
from pepsheets.gateways.workbook_file.grid import UnreadableGrid, find_grid
from pepsheets.gateways.workbook_file.parts import Book, TabPart, tables_of
from pepsheets.gateways.workbook_file.precedents import MayUseAnything, Place, Use, Vocabulary, uses_of
from pepsheets.gateways.workbook_file.references import LAST_COLUMN, LAST_ROW, column_number, overlap
from pepsheets.sheets import Area

# Formulas stand in the order of the file, and each round goes the other way: long chains take few rounds.
_MOST_ROUNDS = 40


@dataclass(slots=True)
class _Fresh:
    """The cells of one tab that are newer than the results that use them, and the formulas that these make old."""

    rows: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    areas: list[Area] = field(default_factory=list)

    def add(self, row: int, column: int) -> None:
        insort(self.rows[column], row)

    def touches(self, area: Area) -> bool:
        for column, rows in self.rows.items():
            if area.first_column <= column <= area.last_column:
                here = bisect_left(rows, area.first_row)
                if here < len(rows) and rows[here] <= area.last_row:
                    return True
        return any(overlap(each, area) for each in self.areas)


@dataclass(frozen=True, slots=True)
class _Result:
    """A formula and what it uses; None where it may use anything."""

    tab: str
    cell: FormulaCell
    uses: tuple[Use, ...] | None

    @property
    def area(self) -> Area:
        """The cells that show what the formula gives."""
        one = Area(self.cell.row, self.cell.column, self.cell.row, self.cell.column)
        return self.cell.area or one if self.cell.kind in {"array", "dataTable"} else one


def stale_results(book: Book, tabs: Iterable[TabPart]) -> dict[str, list[Area]]:
    """The cells of these tabs, by name of tab, whose shown result may be old. Mostly none, and that is told at once."""
    wanted = {tab.name.casefold(): tab.name for tab in tabs}
    if not wanted or not _waits_to_be_calculated(book) or not _is_marked_anywhere(book):
        return {}
    fresh: dict[str, _Fresh] = defaultdict(_Fresh)
    results = _gathered(book, wanted, fresh)
    found: dict[str, list[Area]] = defaultdict(list)
    for result in _grown_old(results, fresh):
        if result.tab in wanted:
            found[wanted[result.tab]].append(result.area)
    return found


def _waits_to_be_calculated(book: Book) -> bool:
    settings = book.root.under("calcPr")
    return settings is not None and settings.attributes.get("fullCalcOnLoad") in {"1", "true"}


def _is_marked_anywhere(book: Book) -> bool:
    return any(MARK in book.package.read(tab.part) for tab in book.tabs if tab.part in book.package)


def _gathered(book: Book, wanted: Iterable[str], fresh: dict[str, _Fresh]) -> list[_Result]:
    """The formulas of the wanted tabs, of the tabs that these use, and so on; and what was written on all of them."""
    words = vocabulary(book)
    parts = {tab.name.casefold(): tab.part for tab in book.tabs if tab.part in book.package}
    waiting, known = list(wanted), set(wanted)
    results: list[_Result] = []
    while waiting:
        tab = waiting.pop()
        here = _of_tab(tab, book.package.read(parts[tab]), words, fresh) if tab in parts else []
        results += here
        used = {use.tab for result in here for use in result.uses or ()}
        waiting += used - known
        known |= used
    return results


def _of_tab(tab: str, xml: bytes, words: Vocabulary, fresh: dict[str, _Fresh]) -> list[_Result]:
    try:
        cells = formula_cells(xml)
    except (UnreadableGrid, ValueError):
        # What stands there cannot be told, so that whatever uses it is doubted.
        fresh[tab].areas.append(Area(1, 1, LAST_ROW, LAST_COLUMN))
        return []
    for row, column in _marked(xml):
        fresh[tab].add(row, column)
    return [_result(tab, cell, words) for cell in cells]


def _marked(xml: bytes) -> Iterator[tuple[int, int]]:
    grid = find_grid(xml)
    if grid is None or MARK not in xml:
        return
    written = re.compile(rb'%s r="([A-Z]{1,3})([0-9]{1,7})"%s' % (re.escape(grid.dialect.cell_start), MARK))
    for cell in written.finditer(xml, grid.start, grid.end):
        yield int(cell[2]), column_number(cell[1].decode())


def _result(tab: str, cell: FormulaCell, words: Vocabulary) -> _Result:
    if cell.kind == "dataTable" or not cell.text:
        return _Result(tab, cell, None)
    try:
        return _Result(tab, cell, uses_of(cell.text, Place(tab, cell.row), words))
    except MayUseAnything:
        return _Result(tab, cell, None)


def _grown_old(results: list[_Result], fresh: Mapping[str, _Fresh]) -> Iterator[_Result]:
    """The results that use what is newer, straight or through others."""
    waiting = results
    for _ in range(_MOST_ROUNDS):
        left: list[_Result] = []
        for result in waiting:
            if _is_old(result, fresh):
                _spread(result, fresh)
                yield result
            else:
                left.append(result)
        if len(left) == len(waiting):
            return
        waiting = left[::-1]
    # Formulas that lead to and fro so often are followed no further: better doubted than trusted.
    yield from waiting


def _is_old(result: _Result, fresh: Mapping[str, _Fresh]) -> bool:
    if result.uses is None:
        return True
    return any(use.tab in fresh and fresh[use.tab].touches(use.area) for use in result.uses)


def _spread(result: _Result, fresh: Mapping[str, _Fresh]) -> None:
    area = result.area
    if area.first_row == area.last_row and area.first_column == area.last_column:
        fresh[result.tab].add(area.first_row, area.first_column)
    else:
        fresh[result.tab].areas.append(area)


def vocabulary(book: Book) -> Vocabulary:
    """The tables and the defined names of a workbook."""
    tabs = [tab for tab in book.tabs if tab.part in book.package]
    on_tab = {tab.name.casefold(): tables_of(book.package, tab.part) for tab in tabs}
    tables = {table.table.name.casefold(): (tab, table) for tab, all_tables in on_tab.items() for table in all_tables}
    return Vocabulary(tables, dict(_meanings(book)), on_tab)


def _meanings(book: Book) -> Iterator[tuple[tuple[str, str], str]]:
    tabs = [tab.name.casefold() for tab in book.tabs]
    names = book.root.under("definedNames")
    for name in names.children if names else ():
        place = name.attributes.get("localSheetId", "")
        tab = tabs[int(place)] if place.isdecimal() and int(place) < len(tabs) else ""
        yield (name.attributes.get("name", "").casefold(), tab), name.text
