"""Excel on a PC with a workbook of a file open in it: it has a screen, and it saves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import xlwings as xw
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.recalculation.planning import is_same
from pepsheets.sheets import Cell, CellChange, CellError, Plan, Resize, Sheet, Workbook, column_letters
from tests.excel.desktop_engine import DesktopEngine, _App, _Book, _Range, _Sheet, _Sheets
from tests.excel.model import Model
from tests.excel.typing_in import Given, Stored


class Screen(_App):
    """The window: what it shows, and everything that happened to it, in order."""

    def __init__(self, engine: DesktopEngine, model: Model) -> None:
        super().__init__(engine, [model])
        self.happened: list[str] = []
        self.messages: list[str] = []
        self.modes: list[str | None] = []
        self.tab, self.selected = model.tabs[2].name, "$B$3"
        self._draws, self._bar = True, False
        self.book: OpenBook | None = None

    @property
    def screen_updating(self) -> bool:
        return self._draws

    @screen_updating.setter
    def screen_updating(self, draws: bool) -> None:
        self._draws = draws
        self.happened.append("draws" if draws else "stands still")

    @property
    def status_bar(self) -> str | bool:
        return self._bar

    @status_bar.setter
    def status_bar(self, words: str | bool) -> None:
        self._bar = bool(words)
        self.happened.append(str(words or "the status bar is Excel's again"))

    @property
    def selection(self) -> Selected:
        assert self.book is not None
        return OpenTabs(self.book)(self.tab).range(self.selected)

    def activate(self, steal_focus: bool = False) -> None:
        """It is in front already."""

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: str | None) -> str:
        self.happened.append(f"{title}, {buttons}")
        self.messages.append(prompt)
        self.modes.append(mode)
        return "ok"


class Selected(_Range):
    """Cells that can be selected."""

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        area = self._area
        first = f"${column_letters(area.first_column)}${area.first_row}"
        return first if len(self) == 1 else f"{first}:${column_letters(area.last_column)}${area.last_row}"

    def select(self) -> None:
        screen = self.sheet.book.app
        assert isinstance(screen, Screen)
        screen.tab, screen.selected = self.sheet.name, self.get_address(True, True, False)


class OpenTab(_Sheet):
    """A tab that can come to the front."""

    def range(self, arg1: object, arg2: object = None) -> Selected:
        return Selected(self, super().range(arg1, arg2)._area)

    def activate(self) -> None:
        screen = self.book.app
        assert isinstance(screen, Screen)
        screen.tab = self.name


class OpenTabs(_Sheets):
    """The tabs, one of them in front."""

    def __call__(self, name_or_index: str | int) -> OpenTab:
        found = super().__call__(name_or_index)
        return OpenTab(found.book, found.tab)

    def __iter__(self) -> Iterator[OpenTab]:
        return (self(place) for place in range(1, len(self) + 1))

    @property
    def active(self) -> OpenTab:
        screen = self._book.app
        assert isinstance(screen, Screen)
        return self(screen.tab)


class OpenBook(_Book):
    """A workbook of a file. ``cannot_save`` is for a file that is open for reading only; ``late`` for the cloud."""

    def __init__(self, screen: Screen, model: Model, path: Path) -> None:
        super().__init__(screen, model)
        self.fullname = str(path)
        self.path = path
        self.sheets = OpenTabs(self)
        self.saves = 0
        self.cannot_save = False
        self.loses_what_it_saves = False
        self._saved = self._contents()

    def activate(self) -> None:
        """It is in front already."""

    @property
    def api(self) -> object:
        return SimpleNamespace(Saved=self._saved == self._contents())

    def _contents(self) -> str:
        return repr(([(tab.cells, tab.tables) for tab in self.model.tabs], self.model.names))

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if self.cannot_save:
            raise OSError("Excel says no")
        self.saves += 1
        if not self.loses_what_it_saves:
            save_into(self.path, LiveExcel(xw.Book(impl=self)).read([tab.name for tab in self.model.tabs]))
            self._saved = self._contents()


def save_into(path: Path, shown: Workbook) -> None:
    """The file gets what Excel shows; where that is the same, a file is written anew all the same."""
    door = WorkbookFile(str(path))
    kept = door.read(shown.tab_names)
    sheets = {sheet.name: sheet for sheet in kept.sheets}
    changes = [change for sheet in shown.sheets for change in _changes(sheets[sheet.name], sheet)]
    resizes = [resize for sheet in shown.sheets for resize in _resizes(sheets[sheet.name], sheet)]
    receipt = door.write(Plan(tuple(changes), tuple(resizes), mark=shown.mark), kept.state)
    assert receipt.state


def _changes(kept: Sheet, shown: Sheet) -> Iterator[CellChange]:
    for row in range(1, max(len(kept.rows), len(shown.rows)) + 1):
        before, after = _row(kept, row), _row(shown, row)
        for column in range(1, max(len(before), len(after)) + 1):
            old = before[column - 1] if column <= len(before) else None
            new = after[column - 1] if column <= len(after) else None
            if not isinstance(new, CellError) and (row, column) not in kept.formulas and not is_same(old, new):
                yield CellChange(kept.name, row, column, old, new)


def _row(sheet: Sheet, row: int) -> Sequence[Cell]:
    return sheet.rows[row - 1] if row <= len(sheet.rows) else []


def _resizes(kept: Sheet, shown: Sheet) -> Iterator[Resize]:
    ends = {table.name: table.area.last_row for table in kept.tables}
    for table in shown.tables:
        if table.area.last_row != ends[table.name]:
            yield Resize(kept.name, table.name, table.area.last_row)


class Excel:
    """Excel with the workbook of a file open in it, and a person in front of it."""

    def __init__(self, path: Path, model: Model | None = None) -> None:
        self.model = model or Model.of_file(path)
        self.engine = DesktopEngine([self.model])
        self.screen = Screen(self.engine, self.model)
        self.inner = OpenBook(self.screen, self.model, path)
        self.screen.book = self.inner

    @property
    def book(self) -> xw.Book:
        """As a macro is given it."""
        return xw.Book(impl=self.inner)

    @property
    def message(self) -> str:
        """What was said at the end, and nothing but that."""
        [message] = self.screen.messages
        self.screen.messages.clear()
        return message

    def type(self, tab: str, cell: str, value: Given) -> None:
        column, row = coordinate_from_string(cell)
        self.model.type(tab, row, column_index_from_string(column), value)

    def shows(self, tab: str, heading: str) -> list[Stored]:
        """What stands below a heading, from top to bottom."""
        found = self.model.tab(tab)
        row, column = next(at for at, held in sorted(found.cells.items()) if held.value == heading)
        return [held.value for at, held in sorted(found.cells.items()) if at[1] == column and at[0] > row]
