"""What stands in each cell of a new workbook: rows and mistyped rows, as values that a cell can hold."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pepsheets.partnerships.partnership import Mistake
from pepsheets.sheets import Value
from pepsheets.tabs.declaration import Row, columns_of, is_computed
from pepsheets.tabs.kinds import as_cell, shown

Cells = Mapping[str, Value]
"""The cells of one row, by the column's name."""


def rows_of(tab: type[Row], content: Sequence[Row], mistakes: Sequence[Mistake]) -> tuple[Cells, ...]:
    """The rows of a tab, the mistyped ones last and as they were typed."""
    good = (_cells_of(row) for row in content if type(row) is tab)
    mistyped = (mistake.values for mistake in mistakes if mistake.tab is tab)
    return (*good, *mistyped)


def _cells_of(row: Row) -> Cells:
    tab = type(row)
    names = [column.name for column in columns_of(tab) if is_computed(tab) or not column.is_computed]
    return {name: as_cell(getattr(row, name)) for name in names}


def texts_of(rows: Sequence[Cells]) -> Mapping[str, list[str]]:
    """The texts of each column, by its name."""
    texts: dict[str, list[str]] = {}
    for name, value in _filled(rows):
        texts.setdefault(name, []).append(value if isinstance(value, str) else shown_value(value))
    return texts


def _filled(rows: Sequence[Cells]) -> Iterator[tuple[str, Value]]:
    for row in rows:
        yield from ((name, value) for name, value in row.items() if value is not None)


def shown_value(value: Value) -> str:
    """A value as people read it."""
    return shown(value).strip("'") if isinstance(value, date | float) else str(value)
