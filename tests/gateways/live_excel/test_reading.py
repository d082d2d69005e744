"""Every kind of cell arrives from Excel as it does from the same workbook's file."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.gateways.live_excel.reading import as_rows
from pepsheets.gateways.live_excel.refusals import ExcelNotReachable
from pepsheets.gateways.live_excel.values import cell_from_a_client, cell_on_a_pc
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import UNCALCULATED, Area, Cell, CellError, NamedTable, Sheet, Workbook
from tests.excel.desktop_engine import desktop_book
from tests.excel.json_book import json_book, opened
from tests.excel.model import GOOGLE, Model, Name
from tests.excel.typing_in import Error, Held
from tests.gateways.gateway_contract import TRIPS, seen

FORMATS = {"day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "hour": "hh:mm", "money": "£#,##0.00", "share": "0.0%"}


@pytest.fixture
def every_kind(tmp_path: Path) -> Path:
    path = tmp_path / "kinds.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        looks = {name: book.add_format({"num_format": code}) for name, code in FORMATS.items()}
        sheet = book.add_worksheet("Kinds")
        sheet.write_row("B3", ["Text", "Number", "Day", "Moment", "Hour", "Truth", "Error", "Money"])
        sheet.write_row("B4", ["007", 12])
        sheet.write_datetime("D4", datetime(2026, 2, 28), looks["day"])
        sheet.write_datetime("E4", datetime(2026, 2, 28, 9, 30, 15), looks["moment"])
        sheet.write_datetime("F4", time(9, 30), looks["hour"])
        sheet.write_boolean("G4", False)
        sheet.write_formula("H4", "=1/0", None, "#DIV/0!")
        sheet.write_number("I4", 12.345678, looks["money"])
        sheet.write_row("B5", ["=1+1", 0, 1e15, 0.1 + 0.2])
        sheet.write_string("B5", "=1+1")
        sheet.write_formula("C6", "=10+10", None, 20)
        sheet.write_formula("D6", "=NOW()", looks["moment"], 46081.25)
        sheet.write_number("F6", 0.5, looks["share"])
        sheet.write_datetime("G6", datetime(2026, 2, 28), looks["moment"])
        sheet.add_table("B3:I5", {"name": "All_kinds", "columns": [{"header": str(n)} for n in range(8)]})
        book.add_worksheet("Empty")
        book.add_worksheet("One").write_string("A1", "only")
    return path


def from_the_file(path: Path) -> Workbook:
    return WorkbookFile(str(path)).read(["Kinds", "Empty", "One"])


def assert_same(one: Workbook, other: Workbook) -> None:
    assert seen(one) == seen(other)
    assert {at: type(cell) for at, cell in seen(one).cells.items()} == {
        at: type(cell) for at, cell in seen(other).cells.items()
    }
    assert one.tab_names == other.tab_names


def test_excel_on_this_pc_tells_every_kind_of_cell_as_its_file_does(every_kind: Path) -> None:
    book, _ = desktop_book(Model.of_file(every_kind))
    live, file = LiveExcel(book).read(["Kinds", "Empty", "One"]), from_the_file(every_kind)
    assert_same(live, file)
    assert [sheet.formulas for sheet in live.sheets] == [sheet.formulas for sheet in file.sheets]


def test_so_does_excel_by_way_of_a_server_but_for_the_formulas(every_kind: Path) -> None:
    live = LiveExcel(opened(Model.of_file(every_kind))).read(["Kinds", "Empty", "One"])
    assert_same(live, from_the_file(every_kind))
    assert not any(sheet.formulas for sheet in live.sheets)


def test_the_json_of_a_file_has_what_a_client_sends(every_kind: Path) -> None:
    sent = json_book(every_kind)
    assert sent["client"] == "Office.js" and [sheet["name"] for sheet in sent["sheets"]] == ["Kinds", "Empty", "One"]
    assert sent["sheets"][0]["values"][3][3] == "2026-02-28T00:00:00.000Z"
    assert sent["sheets"][0]["tables"][0]["range_address"] == "B3:I5"


def test_false_is_not_taken_for_the_nought_of_an_earlier_workbook() -> None:
    """xlwings remembers what ranges held by their values alone, and FALSE equals 0 there, as TRUE equals 1."""
    for told in (0, False, 0, True, 1, True):
        book = opened(Model.of_sheets([Sheet("Trips", [["Paid", told]])]))
        [sheet] = LiveExcel(book).read(["Trips"]).sheets
        assert sheet.rows[0][1] is told if isinstance(told, bool) else type(sheet.rows[0][1]) is float


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        (-2146826265, CellError("#REF!")),
        (-2146826243, CellError("#SPILL!")),
        (-2146826246, CellError("#N/A")),
        (-2146826999, -2146826999.0),
        ("#REF!", "#REF!"),
        ("2026-02-28T00:00:00.000Z", "2026-02-28T00:00:00.000Z"),
        (datetime(1899, 12, 30, 9, 30), time(9, 30)),
        (datetime(1899, 12, 31), date(1900, 1, 1)),
        (datetime(1900, 3, 1), date(1900, 3, 1)),
        (datetime(2026, 2, 28, 9, 29, 59, 999997), datetime(2026, 2, 28, 9, 30)),
        (Ellipsis, None),
        (None, None),
    ],
    ids=repr,
)
def test_what_excel_on_a_pc_says_is_understood(told: object, cell: Cell) -> None:
    assert cell_on_a_pc(told) == cell


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ("#SPILL!", CellError("#SPILL!")),
        ("#ERROR!", CellError("#ERROR!")),
        ("2026-02-28T09:30:00.000Z", datetime(2026, 2, 28, 9, 30)),
        ("2026-02-31T00:00:00.000Z", "2026-02-31T00:00:00.000Z"),
        ("2026-02-28", "2026-02-28"),
        (7, 7.0),
        ("", None),
    ],
    ids=repr,
)
def test_what_a_client_says_is_understood(told: object, cell: Cell) -> None:
    assert cell_from_a_client(told) == cell


def test_a_formula_of_which_excel_tells_no_result_is_known_to_have_none() -> None:
    """Excel on a Mac tells nothing of an error."""
    model = Model.of_sheets([TRIPS])
    model.tab("Trips").cells[3, 2] = Held(None, "=1/0")
    [sheet] = LiveExcel(desktop_book(model)[0]).read(["Trips"]).sheets
    assert sheet.rows[2][1] == CellError(UNCALCULATED) and sheet.formulas == {(3, 2)}


def test_an_error_that_somebody_typed_is_an_error_without_a_formula() -> None:
    model = Model.of_sheets([TRIPS])
    model.tab("Trips").cells[3, 2] = Held(Error("#N/A"))
    [sheet] = LiveExcel(desktop_book(model)[0]).read(["Trips"]).sheets
    assert sheet.rows[2][1] == CellError("#N/A") and sheet.formulas == frozenset()


def test_on_google_named_cells_with_a_heading_stand_for_tables() -> None:
    model = Model.of_sheets([TRIPS])
    model.names = {
        "Outings": Name("", "Trips", Area(1, 1, 3, 2)),
        "One_cell": Name("", "Trips", Area(1, 1, 1, 1)),
        "pepsheets_last_write_x": Name("", "Trips", Area(1, 1, 3, 2)),
    }
    sent = model.json(GOOGLE)
    sent["names"].append({**sent["names"][0], "name": "Whole_column", "address": "A:A"})
    [sheet] = LiveExcel(xw.Book(json=sent)).read(["outings"]).sheets
    assert sheet.tables == (NamedTable("Outings", Area(1, 1, 3, 2)),)


def test_reading_asks_nothing_to_be_changed() -> None:
    model = Model.of_sheets([TRIPS])
    book, calls = desktop_book(model)
    LiveExcel(book).read(["Trips"])
    assert calls.made == []


def test_where_somebody_is_typing_excel_does_not_answer_and_the_person_is_told() -> None:
    book, calls = desktop_book(Model.of_sheets([TRIPS]))
    calls.is_answering = False
    with pytest.raises(ExcelNotReachable, match="press Enter"):
        LiveExcel(book).read(["Trips"])


@pytest.mark.parametrize(
    ("told", "rows"),
    [("only", [["only"]]), (None, [[None]]), (["a", "b"], [["a", "b"]]), ((("a",), ("b",)), (("a",), ("b",)))],
    ids=repr,
)
def test_cells_are_rows_however_an_engine_tells_them(told: object, rows: object) -> None:
    assert as_rows(told) == rows
