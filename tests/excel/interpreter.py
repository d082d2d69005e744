"""Carries out what a script queued, as the client in Excel or Google Sheets does; an unknown action is a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from openpyxl.utils import range_boundaries

from pepsheets.sheets import Area
from tests.excel.clients import works_on
from tests.excel.model import EXCEL, GOOGLE, Json, Model, Name, Tab
from tests.excel.typing_in import Held


class Interpreter:
    """The client of a server, working on a model."""

    def __init__(self, model: Model, client: str = EXCEL) -> None:
        self.model = model
        self.client = client
        self._actions: Mapping[str, Callable[[Json], None]] = {
            "setValues": self._set_values,
            "rangeClearContents": self._clear_contents,
            "setNumberFormat": self._set_number_format,
            "addHyperlink": self._add_hyperlink,
            "setRangeName": self._set_range_name,
            "namesAdd": self._names_add,
            "nameDelete": self._name_delete,
            "resizeTable": self._resize_table,
            "addSheet": self._add_sheet,
            "activateSheet": self._activate_sheet,
            "rangeSelect": self._range_select,
            "alert": self._alert,
        }

    def carry_out(self, actions: Iterable[Json]) -> None:
        for action in actions:
            name = action["func"]
            assert name in works_on(self.client), f"{self.client} cannot do {name}"
            assert name in self._actions, f"nobody taught these tests what {name} does"
            self._actions[name](action)

    def _tab(self, action: Json) -> Tab:
        return self.model.tabs[action["sheet_position"]]

    def _area(self, action: Json) -> Area:
        row, column = action["start_row"] + 1, action["start_column"] + 1
        return Area(row, column, row + action["row_count"] - 1, column + action["column_count"] - 1)

    def _set_values(self, action: Json) -> None:
        area, rows = self._area(action), action["values"]
        assert len(rows) == action["row_count"], "the values do not fit the cells"
        for row, values in enumerate(rows, start=area.first_row):
            assert len(values) == action["column_count"], "the values do not fit the cells"
            for column, value in enumerate(values, start=area.first_column):
                assert type(value) in (str, int, float, bool), f"JSON has no {type(value).__name__} that Excel takes"
                self.model.enter(self._tab(action), row, column, value)

    def _clear_contents(self, action: Json) -> None:
        for row, column in _places(self._area(action)):
            self.model.enter(self._tab(action), row, column, None)

    def _set_number_format(self, action: Json) -> None:
        tab = self._tab(action)
        for place in _places(self._area(action)):
            tab.cells[place] = replace(tab.held(*place), number_format=action["args"][0])

    def _add_hyperlink(self, action: Json) -> None:
        [place] = _places(self._area(action))
        tab = self._tab(action)
        tab.cells[place] = Held(str(action["args"][1]), number_format=tab.held(*place).number_format)

    def _set_range_name(self, action: Json) -> None:
        name = action["args"][0]
        assert self.client == GOOGLE or name not in self.model.names, "Excel adds no name twice"
        self.model.names[name] = Name("", self._tab(action).name, self._area(action))

    def _names_add(self, action: Json) -> None:
        name, refers_to = action["args"]
        assert self.client != GOOGLE or "!" in refers_to, "Google names cells alone"
        self.model.names[name] = Name(refers_to)

    def _name_delete(self, action: Json) -> None:
        del self.model.names[action["args"][2]]

    def _resize_table(self, action: Json) -> None:
        index, address = action["args"]
        table = self._tab(action).tables[index]
        first_column, first_row, last_column, last_row = (int(each or 0) for each in range_boundaries(address))
        assert first_row == table.area.first_row, "a table keeps its headings where they are"
        assert last_row > first_row, "a table has one row at least"
        table.area = Area(first_row, first_column, last_row, last_column)

    def _add_sheet(self, action: Json) -> None:
        place, name = action["args"]
        self.model.tabs.insert(place, Tab(name))

    def _activate_sheet(self, action: Json) -> None:
        self.model.active_tab = int(action["args"][0])

    def _range_select(self, action: Json) -> None:
        area = self._area(action)
        self.model.selection = f"{area.first_row},{area.first_column}"

    def _alert(self, action: Json) -> None:
        self.model.messages.append(action["args"][0])


def _places(area: Area) -> list[tuple[int, int]]:
    rows = range(area.first_row, area.last_row + 1)
    return [(row, column) for row in rows for column in range(area.first_column, area.last_column + 1)]
