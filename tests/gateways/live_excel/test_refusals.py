"""Everything that can be known beforehand is said before anything is written, in words that say what to do."""

from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.sheets import (
    Area,
    CannotWriteCell,
    CellHoldsFormula,
    Link,
    NamedTable,
    Plan,
    Sheet,
    TableCannotGrow,
    Value,
)
from tests.excel.desktop_engine import desktop_book
from tests.excel.model import Model
from tests.gateways.gateway_contract import NOTES, TRIPS, change
from tests.gateways.live_excel.pressing import ENGINES, OUTINGS, Opened, outings


@pytest.mark.parametrize("live", ENGINES, ids=["on this PC", "by way of a server"])
class TestRefusals:
    """Everything that can be known beforehand is said before anything is written."""

    def refused(self, live: Opened, model: Model, plan: Plan) -> str:
        door = live(model)
        before = deepcopy(model.tabs)
        with pytest.raises((CannotWriteCell, TableCannotGrow)) as refusal:
            door.write(plan, door.read([]).state)
        assert model.tabs == before and refusal.value.remedy.startswith("Nothing was written.")
        return refusal.value.message

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            ("x" * 32_768, "32,768 characters"),
            (Link('"' * 5_000, "Notes", "A1"), "too long for a formula"),
            (float("nan"), "not a number"),
            (2**60, "more digits"),
            (Decimal("Infinity"), "not a number"),
            (date(1899, 1, 1), "no dates before 1900"),
            (datetime(2026, 2, 28, tzinfo=UTC), "a time zone"),
        ],
        ids=lambda each: repr(each)[:30],
    )
    def test_what_no_cell_can_hold(self, live: Opened, value: Value, reason: str) -> None:
        model = Model.of_sheets([TRIPS, NOTES])
        message = self.refused(live, model, Plan((change("Trips", 2, 1, "Pond"), change("Trips", 3, 1, value))))
        assert "The cell A3 of the tab 'Trips' cannot be filled" in message and reason in message

    @pytest.mark.parametrize(("row", "place"), [(0, 1), (1, 0), (1_048_577, 1), (1, 16_385)])
    def test_a_place_that_no_tab_has(self, live: Opened, row: int, place: int) -> None:
        message = self.refused(live, Model.of_sheets([TRIPS]), Plan((change("Trips", row, place, "x"),)))
        assert f"no row {row} with a column {place}" in message

    def test_a_table_that_would_grow_over_something(self, live: Opened) -> None:
        rows = [*TRIPS.rows, [], [None, "here"]]
        model = Model.of_sheets([Sheet("Trips", rows, OUTINGS.tables)])
        assert "the cell B5 below it is filled" in self.refused(live, model, Plan(resizes=(outings(6),)))

    def test_a_table_that_would_grow_into_another(self, live: Opened) -> None:
        model = Model.of_sheets([Sheet("Trips", TRIPS.rows, (*OUTINGS.tables, NamedTable("More", Area(5, 2, 6, 3))))])
        assert "the table 'More' is in the way" in self.refused(live, model, Plan(resizes=(outings(6),)))

    def test_a_table_with_totals(self, live: Opened) -> None:
        model = Model.of_sheets([Sheet("Trips", TRIPS.rows, (NamedTable("Outings", Area(1, 1, 3, 2), True),))])
        assert "a totals row in the way" in self.refused(live, model, Plan(resizes=(outings(4),)))

    def test_a_table_that_has_gone(self, live: Opened) -> None:
        assert "no table called 'Outings'" in self.refused(live, Model.of_sheets([TRIPS]), Plan(resizes=(outings(4),)))


class TestRefusalsOnAPc:
    """What only Excel on a PC tells."""

    def test_a_formula_of_the_owner_s(self) -> None:
        model = Model.of_sheets([Sheet("Trips", TRIPS.rows, formulas=frozenset({(3, 2)}))])
        door = LiveExcel(desktop_book(model)[0])
        with pytest.raises(CellHoldsFormula, match="The cell B3 of the tab 'Trips' holds a formula"):
            door.write(Plan((change("Trips", 3, 2, 5.0, 20.0),)), door.read([]).state)

    def test_a_cell_that_is_hidden_under_a_merged_one(self) -> None:
        model = Model.of_sheets([TRIPS])
        model.tab("Trips").merged = [Area(2, 1, 3, 1)]
        door = LiveExcel(desktop_book(model)[0])
        with pytest.raises(CannotWriteCell, match="The cell A3 of the tab 'Trips' lies under a merged cell"):
            door.write(Plan((change("Trips", 2, 1, "x"), change("Trips", 3, 1, "y"))), door.read([]).state)
        door.write(Plan((change("Trips", 2, 1, "x"),)), door.read([]).state)
        assert model.tab("Trips").held(2, 1).value == "x"
