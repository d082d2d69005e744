"""The note on each heading: what belongs into the column, in the words of its declaration."""

from math import ceil

from pepsheets.tabs.declaration import Column, Row, is_computed
from pepsheets.tabs.kinds import EXAMPLES, Kind

_WIDTH = 270
_CHARACTERS_A_LINE = 40
_LINE_HEIGHT = 18
_MARGIN = 14

_WITH_EXAMPLE = frozenset({Kind.DATE, Kind.MOMENT, Kind.MONEY, Kind.YEAR, Kind.LIST})


def note_of(column: Column, tab: type[Row]) -> str:
    """The help of a column, how to type into it, and what it is for the row."""
    parts = [column.help]
    if column.is_computed:
        if not is_computed(tab):
            parts.append("pepsheets fills this column.")
        return "\n".join(parts)
    if column.reference:
        parts.append(f"Choose from the {column.reference.tab} tab.")
    elif column.kind in _WITH_EXAMPLE:
        parts.append(EXAMPLES[column.kind])
    if column.is_key:
        parts.append("Names the row." if len(tab.key_names()) == 1 else f"Names the row, with {_others(column, tab)}.")
    if column.is_needed:
        parts.append("Needed.")
    return "\n".join(dict.fromkeys(parts))


def _others(column: Column, tab: type[Row]) -> str:
    headings = {name: str(tab.model_fields[name].title) for name in tab.key_names() if name != column.name}
    return " and ".join(headings.values())


def note_size(note: str) -> tuple[int, int]:
    """Width and height, in pixels, of a box that shows all of a note."""
    lines = sum(ceil(max(len(part), 1) / _CHARACTERS_A_LINE) for part in note.split("\n"))
    return _WIDTH, _MARGIN + _LINE_HEIGHT * lines
