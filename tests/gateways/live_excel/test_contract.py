"""A workbook inside Excel keeps the promises of every door, on a PC and by way of a server."""

from pathlib import Path

import pytest

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.sheets import CellError, Gateway, Sheet
from tests.excel.desktop_engine import desktop_book
from tests.excel.model import EXCEL, GOOGLE, Model, Name
from tests.gateways.gateway_contract import TEXTS, TRIPS, change
from tests.gateways.live_excel.pressing import EachPress
from tests.gateways.marking_contract import MarkingContract


class TestExcelOnThisPc(MarkingContract):
    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        book, _ = desktop_book(Model.of_sheets(sheets))
        return LiveExcel(book)


class TestExcelByWayOfAServer(MarkingContract):
    """Two things no client tells a server: which cells hold formulas, and whether #REF! is a text or the error."""

    client = EXCEL

    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        return EachPress(Model.of_sheets(sheets), self.client)

    def test_a_formula_of_the_owner_s_is_told_as_one_and_outlives_a_write(self, tmp_path: Path) -> None:
        door = self.make(tmp_path, [Sheet("Trips", TRIPS.rows, formulas=frozenset({(3, 2)}))])
        assert door.read(["Trips"]).sheets[0].formulas == frozenset()
        self.write(door, change("Trips", 2, 1, "Pond"))
        assert isinstance(door, EachPress) and door.model.tab("Trips").held(3, 2).formula

    @pytest.mark.parametrize("text", [text for text in TEXTS if text != "#REF!"], ids=lambda text: repr(text[:20]))
    def test_a_text_stays_the_text_that_it_is_and_never_becomes_a_formula(self, door: Gateway, text: str) -> None:
        super().test_a_text_stays_the_text_that_it_is_and_never_becomes_a_formula(door, text)

    def test_a_text_that_is_also_the_name_of_an_error_is_taken_for_the_error(self, door: Gateway) -> None:
        self.write(door, change("Trips", 2, 1, "#REF!"))
        assert isinstance(door, EachPress) and door.model.tab("Trips").held(2, 1).value == "#REF!"
        assert door.read(["Trips"]).sheets[0].rows[1][0] == CellError("#REF!")


class TestGoogleSheetByWayOfAServer(TestExcelByWayOfAServer):
    """There, named cells stand for tables."""

    client = GOOGLE

    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        model = Model.of_sheets(sheets)
        for tab in model.tabs:
            model.names |= {table.name: Name("", tab.name, table.area) for table in tab.tables}
            tab.tables = []
        return EachPress(model, self.client)
