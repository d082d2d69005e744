"""What a formula uses: the areas of the workbook whose cells its result may depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pepsheets.gateways.workbook_file.formulas import Token, tokens
from pepsheets.gateways.workbook_file.parts import TablePart
from pepsheets.gateways.workbook_file.references import LAST_COLUMN, LAST_ROW, column_number, overlap
from pepsheets.gateways.workbook_file.tables import has_heading_row
from pepsheets.sheets import Area

# What these use is worked out only while they are calculated.
_UNFORESEEABLE = frozenset({"OFFSET", "INDIRECT"})
_CORNER = re.compile(r"\$?([A-Za-z]*)\$?(\d*)")
_INNER = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_OF_ANOTHER_BOOK = re.compile(r"'?[^'\[]*\[")
_DEEPEST = 20


class Use(NamedTuple):
    """An area of a tab, whose name has its capitals folded."""

    tab: str
    area: Area


class MayUseAnything(Exception):
    """Only a spreadsheet program can tell what a formula uses."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a workbook's formulas stand for; all of them with their capitals folded.

    ``tables`` gives tab and table, ``names`` the formula by name and, where it is a tab's own, that tab; ``on_tab``
    gives the tables of a tab.
    """

    tables: Mapping[str, tuple[str, TablePart]]
    names: Mapping[tuple[str, str], str]
    on_tab: Mapping[str, Sequence[TablePart]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formula stands. A defined name stands nowhere, so that it has no row."""

    tab: str
    row: int = 0


def uses_of(formula: str, place: Place, words: Vocabulary) -> tuple[Use, ...]:
    """The areas that a formula uses; raises ``MayUseAnything`` where that cannot be told beforehand."""
    return tuple(_reaching(use, words) for use in _uses(formula, place, words, 0))


def _reaching(use: Use, words: Vocabulary) -> Use:
    """An area that is a table's columns reaches on below it: the table may have been longer when it was last used."""
    if not any(_is_all_of(use.area, table) for table in words.on_tab.get(use.tab, ())):
        return use
    return Use(use.tab, replace(use.area, last_row=LAST_ROW))


def _is_all_of(area: Area, table: TablePart) -> bool:
    whole = table.table.area
    first_data_row = whole.first_row + has_heading_row(table)
    return area.first_row <= first_data_row and area.last_row == whole.last_row and overlap(area, whole)


def _uses(formula: str, place: Place, words: Vocabulary, depth: int) -> Iterator[Use]:
    pieces = [token for token in tokens(formula) if not token.text.isspace()]
    if depth > _DEEPEST:
        raise MayUseAnything
    for number, token in enumerate(pieces):
        before = pieces[number - 1] if number else None
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        if token.kind == "area":
            yield from _area_use(token.text, before, place)
        elif token.kind == "brackets":
            yield from _table_use(token.text, before, place, words)
        elif token.kind == "name" and not (after and after.kind == "brackets"):
            yield from _name_uses(token, before, after, place, words, depth)
        elif token.text == ":":
            raise MayUseAnything


def _area_use(text: str, before: Token | None, place: Place) -> Iterator[Use]:
    tab = _tab_of(before, place)
    if tab is None:
        return
    if not place.row and "$" not in text:
        raise MayUseAnything  # a name that means another cell in every cell
    yield Use(tab, _area(text))


def _tab_of(before: Token | None, place: Place) -> str | None:
    """The tab that is meant; None for a cell of another workbook."""
    if before is None or before.kind != "tab":
        return place.tab
    written = before.text[:-1]
    if _OF_ANOTHER_BOOK.match(written):
        return None
    if ":" in written:
        raise MayUseAnything  # the same cell of several tabs
    return written.strip("'").replace("''", "'").casefold()


def _area(text: str) -> Area:
    """An area of any spelling, whole columns and rows included."""
    corners = [_CORNER.fullmatch(corner) for corner in text.split(":")]
    columns = sorted(column_number(corner[1]) for corner in corners if corner and corner[1]) or [1, LAST_COLUMN]
    rows = sorted(int(corner[2]) for corner in corners if corner and corner[2]) or [1, LAST_ROW]
    return Area(rows[0], columns[0], rows[-1], columns[-1])


def _table_use(text: str, before: Token | None, place: Place, words: Vocabulary) -> Iterator[Use]:
    name = before.text.casefold() if before and before.kind == "name" else _own_table(place, words)
    if name not in words.tables:
        raise MayUseAnything
    tab, table = words.tables[name]
    area, parts = table.table.area, _INNER.findall(text[1:-1]) or [text[1:-1]]
    named = [part for part in parts if not part.startswith("#")]
    first, last = _columns(table, named)
    is_this_row = "[#this row]" in text.casefold() and area.first_row <= place.row <= area.last_row
    first_row, last_row = (place.row, place.row) if is_this_row else (area.first_row, area.last_row)
    yield Use(tab, Area(first_row, first, last_row, last))


def _own_table(place: Place, words: Vocabulary) -> str:
    for name, (tab, table) in words.tables.items():
        if tab == place.tab and table.table.area.first_row <= place.row <= table.table.area.last_row:
            return name
    return ""


def _columns(table: TablePart, named: Sequence[str]) -> tuple[int, int]:
    """The first and last column of these headings; all columns where one is not known."""
    area, columns = table.table.area, table.root.under("tableColumns")
    headings = [each.attributes.get("name", "").casefold() for each in (columns.children if columns else ())]
    wanted = [re.sub("'(.)", r"\1", each).casefold() for each in named if each]
    if not wanted or any(each not in headings for each in wanted):
        return area.first_column, area.last_column
    places = [area.first_column + headings.index(each) for each in wanted]
    return min(places), max(places)


def _name_uses(
    token: Token, before: Token | None, after: Token | None, place: Place, words: Vocabulary, depth: int
) -> Iterator[Use]:
    name = token.text.casefold()
    if after is not None and after.text == "(":
        if name.rpartition(".")[2].upper() in _UNFORESEEABLE:
            raise MayUseAnything
        return
    tab = _tab_of(before, place)
    if name in words.tables:
        where, table = words.tables[name]
        yield Use(where, table.table.area)
    for meaning in (words.names.get((name, tab or "")), words.names.get((name, ""))):
        if meaning is not None and tab is not None:
            yield from _uses(meaning, Place(tab), words, depth + 1)
            return
