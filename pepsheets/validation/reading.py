"""Cells into values, a column at a time: what could be read, and what is wrong with the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from pepsheets.sheets import Cell
from pepsheets.tabs.declaration import Column, Row, columns_of, key_text
from pepsheets.tabs.kinds import EXAMPLES, Misread, folded, plain, read, shown
from pepsheets.validation.locating import Located, nearest


@dataclass(slots=True)
class ReadTab:
    """A tab's input columns as values, row by row, with the slips found so far by offset and column name.

    ``repeats`` are the offsets of rows whose key stands on an earlier row already.
    """

    tab: type[Row]
    located: Located
    values: dict[str, list[object]]
    slips: dict[int, dict[str, str]] = field(default_factory=dict)
    repeats: set[int] = field(default_factory=set)

    def slip(self, offset: int, column: str, sentence: str) -> None:
        self.slips.setdefault(offset, {}).setdefault(column, sentence)


def input_columns(tab: type[Row]) -> list[Column]:
    """The columns that people fill."""
    return [column for column in columns_of(tab) if not column.is_computed]


def read_tab(located: Located) -> ReadTab:
    """The tab's input columns, read; blanks that should not be blank are not yet slips, for their row may be blank."""
    tab = located.tab
    rows = located.sheet.rows[located.first_row - 1 : located.last_row]
    by_place = list(zip_longest(*rows))
    read_so_far = ReadTab(tab, located, {})
    for column in input_columns(tab):
        place = located.places.get(column.name)
        cells = by_place[place - 1] if place and place <= len(by_place) else (None,) * len(rows)
        read_so_far.values[column.name] = _values(read_so_far, column, cells)
    return read_so_far


def _values(tab: ReadTab, column: Column, cells: Sequence[Cell]) -> list[object]:
    """The values of a column. People repeat themselves, so each cell that differs is read once."""
    if bool in set(map(type, cells)):
        # True equals 1.0 as a dictionary key, and is something else in a cell.
        return [_or_slip(tab, column, offset, _value(column, cell)) for offset, cell in enumerate(cells)]
    meanings = {cell: _value(column, cell) for cell in set(cells)}
    values = list(map(meanings.__getitem__, cells))
    if any(isinstance(meaning, Misread) for meaning in meanings.values()):
        return [_or_slip(tab, column, offset, value) for offset, value in enumerate(values)]
    return values


def _or_slip(tab: ReadTab, column: Column, offset: int, value: object) -> object:
    """The value; where there is none, the slip is noted."""
    if isinstance(value, Misread):
        tab.slip(offset, column.name, value.sentence)
        return None
    return value


def _value(column: Column, cell: Cell) -> object:
    value = read(column.kind, cell)
    if value is None and column.required and isinstance(cell, str) and plain(cell):
        return Misread(f"{shown(cell)} says nothing, and this column is needed. {EXAMPLES[column.kind]}")
    if column.choices and isinstance(value, str):
        return _choice(column, value)
    return value


def _choice(column: Column, value: str) -> str | Misread:
    for choice in column.choices:
        if folded(choice) == folded(value):
            return choice
    close = nearest(value, column.choices)
    if close:
        return Misread(f"{shown(value)} is not on the list. Did you mean {shown(close)}?")
    return Misread(f"{shown(value)} is not one of the choices: {', '.join(column.choices)}.")


def blank_offsets(tab: ReadTab) -> set[int]:
    """The offsets of rows in which nobody typed anything."""
    columns = [values for name, values in tab.values.items() if name != "row_id"]
    width = len(columns)
    return {
        offset
        for offset, row in enumerate(zip(*columns, strict=True))
        if offset not in tab.slips and row.count(None) == width
    }


def check_required(tab: ReadTab, blank: set[int]) -> None:
    """Cells that are needed and empty become slips."""
    for column in input_columns(tab.tab):
        if column.required:
            for offset, value in enumerate(tab.values[column.name]):
                if value is None and offset not in blank:
                    tab.slip(offset, column.name, f"this cell is empty, and it is needed. {EXAMPLES[column.kind]}")


def resolve_references(tab: ReadTab, keys: Mapping[type[Row], Mapping[str, str]]) -> None:
    """References become the key as it stands on the other tab; one that is on no row of it becomes a slip.

    What refers to a tab without ``keys``, one that could not be read, is taken as it is.
    """
    for column in input_columns(tab.tab):
        if column.reference is None or column.reference not in keys:
            continue
        known = keys[column.reference]
        values = tab.values[column.name]
        for offset, value in enumerate(values):
            if value is None:
                continue
            names = _names(value, known)
            keys_found = [known.get(name) or known.get(folded(name)) for name in names]
            if None in keys_found:
                missing = names[keys_found.index(None)]
                tab.slip(offset, column.name, _unknown(missing, column.reference.tab, known.values()))
            else:
                values[offset] = tuple(dict.fromkeys(keys_found)) if isinstance(value, tuple) else keys_found[0]


def _names(value: object, known: Mapping[str, str]) -> tuple[str, ...]:
    """The names in a cell; those with commas between them too, where every part is known."""
    if not isinstance(value, tuple):
        return (str(value),)
    apart = tuple(plain(part) for name in value for part in name.split(","))
    return apart if all(folded(part) in known for part in apart) else value


def _unknown(value: str, other: str, known: Iterable[str]) -> str:
    close = nearest(value, known)
    if close:
        return f"{shown(value)} is not on the {other} tab. Did you mean {shown(close)}? Choose it from the list."
    return f"{shown(value)} is not on the {other} tab. Add it there, or choose one from the list."


def folded_keys(tab: ReadTab) -> Mapping[str, str]:
    """The keys on a tab, by their folded text and as they stand."""
    (name,) = tab.tab.key_names()
    keys = [str(value) for value in tab.values[name] if value is not None]
    return {folded(key): key for key in reversed(keys)} | {key: key for key in keys}


def repeated_keys(tab: ReadTab, blank: set[int]) -> None:
    """A key that stands on an earlier row already becomes a slip on the later one."""
    names = tab.tab.key_names()
    if not names:
        return
    first_at: dict[object, int] = {}
    for offset, key in enumerate(zip(*(tab.values[name] for name in names), strict=True)):
        if offset in blank or None in key:
            continue
        plain_key = tuple([folded(part) if isinstance(part, str) else part for part in key])
        earlier = first_at.setdefault(plain_key, offset)
        if earlier != offset:
            row = tab.located.first_row + earlier
            tab.repeats.add(offset)
            tab.slip(offset, names[0], _repeated(tab.tab, key, row))


def _repeated(tab: type[Row], key: Sequence[object], row: int) -> str:
    return f"'{key_text(tuple(key))}' stands on row {row} already. Change one of the two, or delete one row."
