"""Workbooks in memory, filled as a template fills them: a row of headings, then the rows."""

from collections.abc import Iterable, Mapping, Sequence

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships import Partnership
from pepsheets.partnerships.partnership import Content, Mistake
from pepsheets.sheets import Cell, CellError, Link, Sheet, Value
from pepsheets.tabs.declaration import Column, Row, columns_of


def memory_workbook(partnership: Partnership, content: Content, mistakes: Iterable[Mistake] = ()) -> MemoryWorkbook:
    """A workbook of this kind of partnership: its rows in order, the mistyped ones below."""
    mistyped = list(mistakes)
    return MemoryWorkbook(_sheet(tab, content, mistyped) for tab in partnership.tabs)


def _sheet(tab: type[Row], content: Content, mistakes: Sequence[Mistake]) -> Sheet:
    columns = columns_of(tab)
    headings: list[Cell] = [column.heading for column in columns]
    good = [[_cell_of(row, column) for column in columns] for row in content if type(row) is tab]
    bad = [[_as_read(each.values.get(column.name)) for column in columns] for each in mistakes if each.tab is tab]
    return Sheet(tab.tab, [headings, *good, *bad])


def _cell_of(row: Row, column: Column) -> Cell:
    return None if column.is_computed else _as_read(getattr(row, column.name))


def _as_read(value: Value | CellError | tuple[str, ...]) -> Cell:
    if isinstance(value, tuple):
        return "; ".join(value) or None
    return value.text if isinstance(value, Link) else value


def table(workbook: MemoryWorkbook, tab: type[Row]) -> list[Mapping[str, Cell]]:
    """The rows of a tab by heading, as they stand."""
    headings, *rows = workbook.sheets[tab.tab].rows
    names = [str(heading) for heading in headings]
    return [dict(zip(names, row, strict=False)) for row in rows]
