"""Doors to one workbook as they come about: on a PC one lasts, on the web each press of a button makes its own."""

from __future__ import annotations

from collections.abc import Callable, Collection

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.sheets import Area, NamedTable, Plan, Receipt, Resize, Sheet, Workbook
from tests.excel.desktop_engine import desktop_book
from tests.excel.interpreter import Interpreter
from tests.excel.json_book import actions_of, opened
from tests.excel.model import EXCEL, Json, Model
from tests.gateways.gateway_contract import TRIPS


class EachPress:
    """A door over the JSON of a workbook: what was queued is carried out after each write."""

    address = "excel:"

    def __init__(self, model: Model, client: str = EXCEL) -> None:
        self.model = model
        self._client = client
        self.sent: list[Json] = []

    def read(self, tabs: Collection[str]) -> Workbook:
        return LiveExcel(opened(self.model, self._client)).read(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        book = opened(self.model, self._client)
        receipt = LiveExcel(book).write(plan, state)
        self.sent = actions_of(book)
        Interpreter(self.model, self._client).carry_out(self.sent)
        return receipt


Opened = Callable[[Model], LiveExcel]
ENGINES: list[Opened] = [lambda model: LiveExcel(desktop_book(model)[0]), lambda model: LiveExcel(opened(model))]
"""On a PC, and by way of a server."""

OUTINGS = Sheet("Trips", TRIPS.rows, (NamedTable("Outings", Area(1, 1, 3, 2)),))
"""A tab with a table."""


def outings(last_row: int) -> Resize:
    """The table ends at another row."""
    return Resize("Trips", "Outings", last_row)
