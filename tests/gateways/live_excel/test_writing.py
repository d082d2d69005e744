"""What is asked of Excel when a plan is carried out: few calls, only cells that change, and nothing misunderstood."""

from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.gateways.live_excel.texts import as_typed
from pepsheets.sheets import (
    Area,
    Cell,
    CellChange,
    CellError,
    Link,
    NamedTable,
    Plan,
    Sheet,
    Value,
)
from tests.excel.desktop_engine import desktop_book
from tests.excel.interpreter import Interpreter
from tests.excel.json_book import actions_of, opened
from tests.excel.model import EXCEL, GOOGLE, Model, Name
from tests.excel.typing_in import Held
from tests.gateways.gateway_contract import NOTES, TRIPS, change, seen
from tests.gateways.live_excel.pressing import ENGINES, OUTINGS, EachPress, Opened, outings

MEMBERS: list[list[Cell]] = [[f"Member {number}", float(number)] for number in range(2, 102)]
TALL = Sheet("Tall", [["Name", "Due"], *MEMBERS])


def written(model: Model, *cells: CellChange, client: str = EXCEL, plan: Plan | None = None) -> list[str]:
    """Carries the changes out, and tells by which actions."""
    door = EachPress(model, client)
    door.write(plan or Plan(cells), door.read([]).state)
    return [action["func"] for action in door.sent]


class TestCalls:
    def test_a_hundred_rows_of_two_columns_are_one_call(self) -> None:
        cells = [change("Tall", row, place, f"new {row}", "old") for row in range(2, 102) for place in (1, 2)]
        assert written(Model.of_sheets([TALL]), *cells) == ["setValues"]

    def test_cells_that_do_not_change_are_never_among_those_written(self) -> None:
        model = Model.of_sheets([TALL])
        before = deepcopy(model.tab("Tall").cells)
        assert len(written(model, *(change("Tall", row, 2, 7.0, 1.0) for row in (3, 4, 6)))) == 2
        after = model.tab("Tall").cells
        assert {at for at in after if after[at] != before[at]} == {(3, 2), (4, 2), (6, 2)}

    def test_cells_of_every_kind_go_together(self) -> None:
        values: list[Value] = ["text", 5, True, None, Link("Go", "Notes", "A1")]
        cells = [change("Trips", 5, place, value) for place, value in enumerate(values, start=1)]
        assert written(Model.of_sheets([TRIPS, NOTES]), *cells) == ["setValues"]

    def test_very_long_texts_go_one_by_one(self) -> None:
        cells = [change("Trips", row, 1, "x" * 9_000) for row in (5, 6)]
        assert written(Model.of_sheets([TRIPS]), *cells) == ["setValues", "setValues"]

    def test_on_a_pc_there_are_as_few(self) -> None:
        book, calls = desktop_book(Model.of_sheets([TALL]))
        door = LiveExcel(book)
        cells = tuple(change("Tall", row, 2, 5.0, float(row)) for row in range(2, 102))
        door.write(Plan(cells), door.read([]).state)
        assert calls.made == ["Tall!B2"]

    def test_rows_that_a_filter_hides_are_written_too(self) -> None:
        model = Model.of_sheets([TALL])
        model.tab("Tall").hidden_rows = {5, 50}
        book, calls = desktop_book(model)
        door = LiveExcel(book)
        cells = tuple(change("Tall", row, 2, Decimal(row * 10), float(row)) for row in range(2, 102))
        door.write(Plan(cells), door.read([]).state)
        assert [model.tab("Tall").held(row, 2).value for row in (5, 6, 50)] == [50.0, 60.0, 500.0]
        assert calls.made == ["Tall!B2", "Tall!B5", "Tall!B50"]

    def test_neither_the_selection_nor_the_tab_in_front_is_touched(self) -> None:
        model = Model.of_sheets([TRIPS, NOTES])
        model.selection, model.active_tab = "C7", 1
        written(model, change("Trips", 2, 1, "Pond"))
        assert (model.selection, model.active_tab) == ("C7", 1)


class TestTexts:
    @pytest.mark.parametrize("text", ["007", "=1+1", "+44", "-5", "@x", "'x", " x", "true", "3 May", "May 2026", "1e5"])
    def test_what_could_be_taken_for_something_else_gets_an_apostrophe(self, text: str) -> None:
        assert as_typed(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["Hillside", "Hillside 3", "café", "School: 3 places", "x" * 300, "May Bank"])
    def test_what_is_plainly_a_text_goes_without(self, text: str) -> None:
        assert as_typed(text) == text

    def test_the_apostrophe_is_no_part_of_the_text(self) -> None:
        model = Model.of_sheets([TRIPS])
        written(model, change("Trips", 2, 1, "'007'"))
        assert model.tab("Trips").held(2, 1) == Held("'007'", has_apostrophe=True)


class TestFormats:
    @pytest.mark.parametrize(
        ("before", "after", "shown_as"),
        [
            (None, date(2026, 2, 28), "dd/mm/yyyy"),
            (5.0, datetime(2026, 2, 28), "dd/mm/yyyy"),
            (None, datetime(2026, 2, 28, 9, 30), "dd/mm/yyyy hh:mm"),
            (date(2026, 1, 1), datetime(2026, 2, 28, 9, 30), "dd/mm/yyyy hh:mm"),
            (None, time(9, 30), "hh:mm"),
            (None, Decimal("12.50"), "£#,##0.00"),
            (date(2026, 1, 1), Decimal("12.50"), "£#,##0.00"),
            (date(2026, 1, 1), 12, "General"),
        ],
        ids=repr,
    )
    def test_a_value_gets_the_format_without_which_it_would_not_be_seen_as_what_it_is(
        self, before: Cell, after: Value, shown_as: str
    ) -> None:
        model = Model.of_sheets([Sheet("Trips", [["Trip"], [before]])])
        assert written(model, change("Trips", 2, 1, after, before)) == ["setNumberFormat", "setValues"]
        assert model.tab("Trips").held(2, 1).number_format == shown_as

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (date(2026, 1, 1), date(2026, 2, 28)),
            (datetime(2026, 1, 1, 9), date(2026, 2, 28)),
            (datetime(2026, 1, 1, 9), datetime(2026, 2, 28, 9, 30)),
            (time(9), time(9, 30)),
            (5.0, Decimal("12.50")),
            (5.0, 6),
            (date(2026, 1, 1), "soon"),
            (date(2026, 1, 1), None),
        ],
        ids=repr,
    )
    def test_a_cell_that_has_a_fitting_format_keeps_its_owner_s(self, before: Cell, after: Value) -> None:
        model = Model.of_sheets([Sheet("Trips", [["Trip"], [before]])])
        assert written(model, change("Trips", 2, 1, after, before)) == ["setValues"]

    def test_on_a_pc_money_keeps_the_format_that_its_owner_chose(self) -> None:
        model = Model.of_sheets([Sheet("Trips", [["Cost"], [None], [None], [None]])])
        model.tab("Trips").cells[3, 1] = Held(number_format="0.000")
        door = LiveExcel(desktop_book(model)[0])
        door.write(Plan(tuple(change("Trips", row, 1, Decimal(row)) for row in (2, 3, 4))), door.read([]).state)
        shown = [model.tab("Trips").held(row, 1).number_format for row in (2, 3, 4)]
        assert shown == ["£#,##0.00", "0.000", "£#,##0.00"]

    def test_so_it_does_in_a_row(self) -> None:
        model = Model.of_sheets([Sheet("Trips", [["Trip"], [None, None, None]])])
        model.tab("Trips").cells[2, 2] = Held(number_format="0.000")
        door = LiveExcel(desktop_book(model)[0])
        door.write(Plan(tuple(change("Trips", 2, place, Decimal(1)) for place in (1, 2, 3))), door.read([]).state)
        shown = [model.tab("Trips").held(2, place).number_format for place in (1, 2, 3)]
        assert shown == ["£#,##0.00", "0.000", "£#,##0.00"]


class TestLinks:
    def test_a_link_is_a_formula_of_constants(self) -> None:
        model = Model.of_sheets([TRIPS, NOTES])
        written(model, change("Trips", 2, 3, Link("Go", "Notes", "A1")))
        assert model.tab("Trips").held(2, 3).formula == '=HYPERLINK("#\'Notes\'!A1","Go")'

    def test_in_a_google_sheet_it_is_its_text_alone(self) -> None:
        model = Model.of_sheets([TRIPS, NOTES])
        written(model, change("Trips", 2, 3, Link("007", "Notes", "A1")), client=GOOGLE)
        assert model.tab("Trips").held(2, 3) == Held("007", has_apostrophe=True)


class TestReadingAfterwards:
    """By way of a server writes are queued: what they will give is laid over what was sent."""

    def test_what_was_queued_is_read_as_it_will_stand(self) -> None:
        model = Model.of_sheets([OUTINGS, NOTES])
        book = opened(model)
        door = LiveExcel(book)
        values: list[Value] = ["007", 3, Decimal("0.10"), date(2026, 2, 28), datetime(2026, 3, 1), True, time(9, 30)]
        cells = (*(change("Trips", 4, place, value) for place, value in enumerate(values, start=1)),)
        plan = Plan((*cells, change("Trips", 2, 1, Link("Go", "Notes", "A1"), "Lake")), (outings(4),), mark="round-7")
        model.tab("Trips").cells.pop((4, 1), None)
        receipt = door.write(plan, door.read([]).state)
        expected = door.read(["Trips", "Notes"])
        Interpreter(model).carry_out(actions_of(book))
        read = LiveExcel(opened(model)).read(["Trips", "Notes"])
        assert seen(read) == seen(expected)
        assert (read.state, read.mark) == (expected.state, expected.mark) == (receipt.state, "round-7")

    def test_a_second_write_builds_on_the_first(self) -> None:
        model = Model.of_sheets([TRIPS])
        book = opened(model)
        door = LiveExcel(book)
        state = door.write(Plan((change("Trips", 2, 1, "Pond"),), mark="round-1"), door.read([]).state).state
        door.write(Plan((change("Trips", 3, 1, "Ocean"),), mark="round-2"), state)
        Interpreter(model).carry_out(actions_of(book))
        read = LiveExcel(opened(model)).read(["Trips"])
        assert [row[0] for row in read.sheets[0].rows] == ["Trip", "Pond", "Ocean"] and read.mark == "round-2"


class TestTables:
    def test_formulas_of_a_column_go_with_the_rows_that_a_table_loses(self) -> None:
        rows: list[list[Cell]] = [["Trip", "Double"], ["Lake", 20.0], ["Sea", 20.0], ["Pond", 20.0]]
        formulas = frozenset({(2, 2), (3, 2), (4, 2)})
        sheet = Sheet("Trips", rows, (NamedTable("Outings", Area(1, 1, 4, 2)),), formulas)
        door = LiveExcel(desktop_book(Model.of_sheets([sheet]))[0])
        door.write(Plan((change("Trips", 4, 1, None, "Pond"),), (outings(3),)), door.read([]).state)
        [read] = door.read(["Trips"]).sheets
        assert read.formulas == {(2, 2), (3, 2)} and len(read.rows) == 3
        assert read.tables == (NamedTable("Outings", Area(1, 1, 3, 2)),)

    @pytest.mark.parametrize("live", ENGINES, ids=["on this PC", "by way of a server"])
    def test_one_table_of_several_on_a_tab_ends_elsewhere(self, live: Opened) -> None:
        beside = NamedTable("Beside", Area(1, 4, 3, 5))
        door = live(Model.of_sheets([Sheet("Trips", TRIPS.rows, (beside, *OUTINGS.tables))]))
        door.write(Plan((change("Trips", 4, 1, "x"),), (outings(4),)), door.read([]).state)
        assert [table.area.last_row for table in door.read(["Trips"]).sheets[0].tables] == [3, 4]

    @pytest.mark.parametrize("live", ENGINES, ids=["on this PC", "by way of a server"])
    def test_a_table_keeps_a_row_and_one_that_ends_where_it_should_is_left_alone(self, live: Opened) -> None:
        door = live(Model.of_sheets([OUTINGS]))
        gone = tuple(change("Trips", row, place, None, "x") for row in (2, 3) for place in (1, 2))
        door.write(Plan(gone, (outings(2),)), door.read([]).state)
        door.write(Plan((change("Trips", 2, 1, "x"),), (outings(2),)), door.read([]).state)
        assert door.read(["Trips"]).sheets[0].tables[0].area == Area(1, 1, 2, 2)

    def test_on_google_the_named_cells_reach_further(self) -> None:
        model = Model.of_sheets([TRIPS])
        model.names["Outings"] = Name("", "Trips", Area(1, 1, 3, 2))
        plan = Plan((change("Trips", 4, 1, "Pond"),), (outings(4),))
        assert written(model, plan=plan, client=GOOGLE) == ["setRangeName", "setValues"]
        assert model.names["Outings"].area == Area(1, 1, 4, 2)


class TestMarks:
    def test_excel_on_a_pc_keeps_the_mark_as_files_do(self) -> None:
        model = Model.of_sheets([TRIPS])
        model.names["pepsheets_mark_round_2d1"] = Name("=Trips!$A$1", "Trips", Area(1, 1, 1, 1))
        door = LiveExcel(desktop_book(model)[0])
        assert door.read([]).mark == "round-1"
        door.write(Plan((change("Trips", 2, 1, "x"),), mark="round-2"), door.read([]).state)
        assert model.names == {"_pepsheets_last_write": Name('="round-2"')}

    def test_the_mark_of_a_file_is_read_by_way_of_a_server_where_the_client_tells_of_it(self) -> None:
        model = Model.of_sheets([TRIPS])
        model.names["_pepsheets_last_write"] = Name('="round-1"')
        assert LiveExcel(opened(model)).read([]).mark == "round-1"

    @pytest.mark.parametrize("client", [EXCEL, GOOGLE])
    def test_by_way_of_a_server_the_mark_comes_last(self, client: str) -> None:
        model = Model.of_sheets([TRIPS])
        for mark in ("round-1", "Round_2.b", "Round_2.b"):
            done = written(model, plan=Plan((change("Trips", 2, 1, "x"),), mark=mark), client=client)
            assert done[0] == "setValues" and "setValues" not in done[1:]
        assert LiveExcel(opened(model, client)).read([]).mark == "Round_2.b" and len(model.names) == 1


def test_an_error_that_we_write_over_is_gone() -> None:
    model = Model.of_sheets([Sheet("Trips", [["Trip"], [CellError("#N/A")]])])
    written(model, change("Trips", 2, 1, "Lake", CellError("#N/A")))
    assert model.tab("Trips").held(2, 1).value == "Lake"
