"""Excel on a PC as xlwings sees it: an engine of xlwings over a model in memory, which knows what our door needs.

It answers as COM does: errors as numbers, dates with a time zone, amounts of money as decimals of four places, the
formulas of several cells in one call. A filter hides rows from calls for several cells, as Excel's does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from typing import Any, TypeAlias, cast

import xlwings as xw
from openpyxl.utils import range_boundaries

from pepsheets.sheets import Area, cell_name
from tests.excel.desktop_names import Names
from tests.excel.model import Model, Tab, Table
from tests.excel.typing_in import Error, Given, Held, moment_of, shows_days

Coordinates: TypeAlias = tuple[int, int]
_ERROR_NUMBERS = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042
}  # fmt: skip


class ComError(Exception):
    """Excel is busy, or the tab is protected."""


class Calls:
    """Counts what Excel is asked to change, and refuses from a chosen call on, for as long as is wanted."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.refuse: Callable[[int], bool] = lambda _: False
        self.is_answering = True

    def make(self, what: str) -> None:
        self.made.append(what)
        if self.refuse(len(self.made)):
            raise ComError(what)


class DesktopEngine:
    """One Excel with these workbooks open in it; the first is in front."""

    name, type = "excel in memory", "desktop"

    def __init__(self, models: Sequence[Model], *, is_running: bool = True) -> None:
        self.calls = Calls()
        self.apps = _Apps(self, models) if is_running else _NoApps()

    @staticmethod
    def prepare_xl_data_element(value: Given, options: object) -> Given:
        return "" if value is None else value


def desktop_book(model: Model) -> tuple[xw.Book, Calls]:
    """The workbook as a macro is given it, and what Excel was asked to change."""
    engine = DesktopEngine([model])
    return xw.Book(impl=_Book(_App(engine, [model]), model)), engine.calls


class _NoApps:
    def __iter__(self) -> Iterator[_App]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Apps:
    def __init__(self, engine: DesktopEngine, models: Sequence[Model]) -> None:
        self._app = _App(engine, models)

    def __iter__(self) -> Iterator[_App]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1


class _App:
    pid = 4711

    def __init__(self, engine: DesktopEngine, models: Sequence[Model]) -> None:
        self.engine = engine
        self.books = _Books(self, models)


class _Books:
    def __init__(self, app: _App, models: Sequence[Model]) -> None:
        self._books = [_Book(app, model) for model in models]

    @property
    def active(self) -> _Book:
        return self._books[0]

    def __iter__(self) -> Iterator[_Book]:
        return iter(self._books)

    def __len__(self) -> int:
        return len(self._books)


class _Book:
    def __init__(self, app: _App, model: Model) -> None:
        self.app = app
        self.model = model
        self.names = Names(self)
        self.sheets = _Sheets(self)
        self.name = self.fullname = model.name

    @property
    def calls(self) -> Calls:
        return self.app.engine.calls


class _Sheets:
    def __init__(self, book: _Book) -> None:
        self._book = book

    def __call__(self, name_or_index: str | int) -> _Sheet:
        tabs = self._book.model.tabs
        tab = tabs[name_or_index - 1] if isinstance(name_or_index, int) else self._book.model.tab(name_or_index)
        return _Sheet(self._book, tab)

    def __len__(self) -> int:
        return len(self._book.model.tabs)

    def __iter__(self) -> Iterator[_Sheet]:
        return (_Sheet(self._book, tab) for tab in self._book.model.tabs)


class _Sheet:
    def __init__(self, book: _Book, tab: Tab) -> None:
        self.book = book
        self.tab = tab
        self.name = tab.name
        self.tables = _Tables(self)

    def range(self, arg1: Any, arg2: Any = None) -> _Range:
        if isinstance(arg1, str):
            first_column, first_row, last_column, last_row = (int(each or 0) for each in range_boundaries(arg1))
            return _Range(self, Area(first_row, first_column, last_row, last_column))
        last = arg2 or arg1
        corners = [each._corner if isinstance(each, _Range) else each for each in (arg1, last)]
        return _Range(self, Area(*corners[0], *corners[1]))

    @property
    def used_range(self) -> _Range:
        return _Range(self, Area(1, 1, *self.tab.extent))


class _Range:
    def __init__(self, sheet: _Sheet, area: Area) -> None:
        self.sheet = sheet
        self._area = area
        self.row, self.column = self._corner = area.first_row, area.first_column
        self.shape = (area.last_row - area.first_row + 1, area.last_column - area.first_column + 1)

    @property
    def api(self) -> object:
        return self

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, arg1: int, arg2: int | None = None) -> _Range:
        row, column = divmod(arg1 - 1, self.shape[1]) if arg2 is None else (arg1 - 1, arg2 - 1)
        place = self.row + row, self.column + column
        return _Range(self.sheet, Area(*place, *place))

    def _places(self) -> list[list[Coordinates]]:
        columns = range(self._area.first_column, self._area.last_column + 1)
        return [[(row, column) for column in columns] for row in range(self._area.first_row, self._area.last_row + 1)]

    def _told(self, tell: Callable[[Held], object]) -> object:
        """COM tells of one cell the value alone, of several a tuple of rows; nothing while somebody types."""
        if not self.sheet.book.calls.is_answering:
            raise ComError("call was rejected by callee")
        rows = tuple(tuple(tell(self.sheet.tab.held(*place)) for place in row) for row in self._places())
        return rows if len(self) > 1 else rows[0][0]

    @property
    def raw_value(self) -> object:
        return self._told(_as_com)

    @raw_value.setter
    def raw_value(self, given: Any) -> None:
        self.sheet.book.calls.make(f"{self.sheet.name}!{cell_name(self.row, self.column)}")
        rows = given if isinstance(given, list | tuple) else [[given]]
        for places, values in zip(self._places(), rows, strict=True):
            for (row, column), value in zip(places, values, strict=True):
                if len(self) == 1 or row not in self.sheet.tab.hidden_rows:
                    self.sheet.book.model.enter(self.sheet.tab, row, column, value)

    @property
    def formula(self) -> object:
        return self._told(_as_typed)

    @property
    def number_format(self) -> str | None:
        formats = {self.sheet.tab.held(*place).number_format for row in self._places() for place in row}
        return formats.pop() if len(formats) == 1 else None

    @number_format.setter
    def number_format(self, wanted: str) -> None:
        self.sheet.book.calls.make(f"{self.sheet.name}!{cell_name(self.row, self.column)} shown as {wanted}")
        for place in (place for row in self._places() for place in row):
            self.sheet.tab.cells[place] = replace(self.sheet.tab.held(*place), number_format=wanted)

    @property
    def merge_area(self) -> _Range:
        inside = (area for area in self.sheet.tab.merged if _holds(area, *self._corner))
        return _Range(self.sheet, next(inside, self._area))

    @property
    def merge_cells(self) -> bool | None:
        merged = {self(number + 1).merge_area.shape != (1, 1) for number in range(len(self))}
        return merged.pop() if len(merged) == 1 else None

    max_cells_per_read = max_cells_per_write = None


def _holds(area: Area, row: int, column: int) -> bool:
    return area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column


def _as_com(held: Held) -> object:
    value = held.value
    if isinstance(value, Error):
        return -2_146_828_288 + _ERROR_NUMBERS[value.text]
    if isinstance(value, float) and shows_days(held.number_format):
        return moment_of(value).replace(tzinfo=UTC)
    if isinstance(value, float) and "£" in held.number_format:
        return round(Decimal(value), 4)
    return value


def _as_typed(held: Held) -> str:
    """As ``Range.Formula`` tells it: the formula, or else the value without the apostrophe before it."""
    if held.formula or held.value is None:
        return held.formula
    if isinstance(held.value, Error):
        return held.value.text
    if isinstance(held.value, bool):
        return str(held.value).upper()
    return held.value if isinstance(held.value, str) else f"{held.value:.15g}"


class _Tables:
    def __init__(self, sheet: _Sheet) -> None:
        self._sheet = sheet

    def _tables(self) -> list[_Table]:
        return [_Table(self._sheet, table) for table in self._sheet.tab.tables]

    def __call__(self, key: str | int) -> _Table:
        if isinstance(key, int):
            return self._tables()[key - 1]
        return next(table for table in self._tables() if table.name == key)

    def __len__(self) -> int:
        return len(self._tables())

    def __iter__(self) -> Iterator[_Table]:
        return iter(self._tables())


class _Table:
    def __init__(self, sheet: _Sheet, table: Table) -> None:
        self._sheet = sheet
        self._table = table
        self.name = table.name
        self.show_totals = table.has_totals

    @property
    def range(self) -> _Range:
        return _Range(self._sheet, self._table.area)

    def resize(self, cells: xw.Range) -> None:
        self._sheet.book.calls.make(f"the end of {self.name}")
        self._table.area = cast(_Range, cells.impl)._area
