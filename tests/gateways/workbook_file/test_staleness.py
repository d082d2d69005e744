"""A result that may be old is never read as if it were new, and one that cannot be old is read as ever."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.sheets import STALE, CellError, Link, Resize
from tests.gateways.workbook_file.books import (
    SHEET,
    altered,
    costs,
    door,
    part,
    plain,
    read,
    replacing,
    with_cells,
    write,
)

Cells = Mapping[str, int | str]
RESULT = 7.0
FEES: Cells = {"A2": 1, "A3": 2, "A4": 3, "B2": 10, "B3": 20, "B4": 30, "C2": 1, "C3": 1, "C4": 1}


def book(path: Path, sums: Cells, fees: Cells = FEES, names: Mapping[str, str] | None = None) -> Path:
    """A tab Fees with a table (A1:C4: One, Two, Three), and a tab Sums whose formulas all show 7."""
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("Fees")
    headings = [{"header": each} for each in ("One", "Two", "Three")]
    sheet.add_table("A1:C4", {"name": "Fees", "columns": headings})
    for tab, cells in ((sheet, fees), (made.add_worksheet("Sums"), sums)):
        for cell, value in cells.items():
            if isinstance(value, str) and value.startswith("="):
                tab.write_formula(cell, value, None, RESULT)
            elif isinstance(value, str) and value.startswith("{"):
                tab.write_array_formula(cell, value, None, RESULT)
            else:
                tab.write(cell, value)
    for name, meaning in (names or {}).items():
        made.define_name(name, meaning)
    made.close()
    return path


def sums(path: Path) -> list[object]:
    return [value for row in read(path, "Sums") for value in row if value is not None]


def write_b3(path: Path) -> None:
    """Fills in one cell of the second column."""
    write(path, {(3, 2): 25}, tab="Fees")


USING_B3 = [
    "=Fees!B3",
    "=Fees!$B$3*2",
    "=SUM(Fees!B2:B9)",
    "=SUM(Fees!B:B)",
    "=SUM(Fees!3:3)",
    "=SUM(Fees!A1:C100)",
    "=SUM(Fees[Two])",
    "=SUM(Fees[[One]:[Three]])",
    "=SUM(Fees)",
    "=COUNTA(Fees[#All])",
    "=IF(TRUE,1,Fees!B3)",
    '=VLOOKUP(1,Fees!$A$2:$B$4,2)&"B2"',
    "=Mine",
    "=SUM(MineToo)",
    "=INDIRECT(A9)",
    "=SUM(OFFSET(Fees!A1,0,0,3))",
    "=SUM(Fees!A1:INDEX(Fees!A:A,3))",
    "=SUM(Fees:Sums!D3)",
    "=Wherever",
    "=SUM(Absent[Two])",
    "{=SUM(Fees!B2:B4*2)}",
    "=Fees!E1",
    "=FEES!E2",
    "=Fees!E3+1",
]
NOT_USING_B3 = [
    "=1+1",
    "=Fees!A3",
    "=SUM(Fees!A2:A4)",
    "=SUM(Fees!A:A,Fees!C:C)",
    "=SUM(Fees!4:4)",
    "=SUM(Fees[One])",
    '="Fees!B3"',
    "=[1]Fees!B3",
    "=TODAY()",
    "=Theirs",
    "=Nobody+Fees!C4",
    "=B3",
    "=Fees!F1",
    "{=SUM(Fees!A2:A4*2)}",
]
CHAIN: Cells = {"E1": "=E2", "E2": "=E3*2", "E3": "=B3", "F1": "=F2", "F2": "=A2"}
NAMES = {"Mine": "=Fees!$B$2:$B$4", "MineToo": "=Mine", "Theirs": "=Fees!$A$2:$A$4", "Wherever": "=Fees!A9"}


@pytest.mark.parametrize("formula", USING_B3)
def test_a_result_that_uses_a_cell_we_wrote_is_not_trusted(tmp_path: Path, formula: str) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": formula}, {**FEES, **CHAIN}, NAMES)
    assert sums(path) == [RESULT]
    write_b3(path)
    assert sums(path) == [CellError(STALE)]


@pytest.mark.parametrize("formula", NOT_USING_B3)
def test_a_result_that_uses_other_cells_is_read_as_ever(tmp_path: Path, formula: str) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": formula}, {**FEES, **CHAIN}, NAMES)
    write_b3(path)
    assert sums(path) == [RESULT]


def test_what_a_spreadsheet_program_saved_since_is_trusted_again(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Fees!B3"})
    write_b3(path)
    saved = altered(
        path,
        {
            SHEET: lambda xml: xml.replace(b' ph="0"', b""),
            "xl/workbook.xml": replacing((' fullCalcOnLoad="1"', "")),
        },
    )
    assert sums(saved) == [RESULT]


def test_a_new_workbook_that_waits_to_be_calculated_is_trusted(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Fees!B3"})
    assert b'fullCalcOnLoad="1"' in part(path, "xl/workbook.xml") and sums(path) == [RESULT]


def test_reading_twice_says_the_same_and_writing_the_same_changes_nothing_more(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Fees!B3", "A2": "=Fees!A2"})
    write_b3(path)
    first, content = sums(path), path.read_bytes()
    write_b3(path)
    assert sums(path) == first == [CellError(STALE), RESULT] and path.read_bytes() == content


def test_a_formula_of_this_row_is_old_in_the_rows_we_wrote_alone(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>1</v></c>'
        f'<c r="C{row}"><f>Fees[[#This Row],[Two]]*2</f><v>7</v></c></row>'
        for row in (2, 3, 4)
    )
    path = altered(book(tmp_path / "fees.xlsx", {}), {SHEET: with_cells(rows)})
    write_b3(path)
    assert [line[2] for line in read(path, "Fees")[1:]] == [RESULT, CellError(STALE), RESULT]


@pytest.mark.parametrize(
    "formula", ["=SUM(Fees[Two])", "=SUM(Fees!B2:B4)", "=SUM(Mine)", "=COUNTA(Fees[[#All],[Two]])"]
)
def test_a_table_that_shrank_makes_old_what_used_its_lost_rows(tmp_path: Path, formula: str) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": formula, "A2": "=Fees!B2"}, names=NAMES)
    write(path, {(4, column): None for column in (1, 2, 3)}, Resize("Fees", "Fees", 3), tab="Fees")
    if "B2:B4" in formula:
        altered(path, {"xl/worksheets/sheet2.xml": replacing(("B2:B4", "B2:B3"))})
    assert sums(path) == [CellError(STALE), RESULT]


def test_a_column_of_the_formulas_own_table_as_excel_2007_wrote_it(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="B{row}"><v>1</v></c><c r="C{row}"><f>SUM([{column}])</f><v>7</v></c></row>'
        for row, column in ((2, "One"), (3, "Two"), (6, "Two"))
    )
    path = altered(book(tmp_path / "fees.xlsx", {}), {SHEET: with_cells(rows)})
    write_b3(path)
    results = [read(path, "Fees")[row - 1][2] for row in (2, 3, 6)]
    assert results == [RESULT, CellError(STALE), CellError(STALE)]


def test_what_uses_a_tab_that_cannot_be_followed_is_doubted(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Fees!A3", "A2": "=1+1"})
    write_b3(path)
    altered(path, {SHEET: replacing(('<c r="A3">', '<c r="A.3"><f>1</f>'))})
    assert sums(path) == [CellError(STALE), RESULT]


def test_a_table_that_grew_makes_old_what_adds_it_up(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=SUM(Fees[Two])", "A2": "=SUM(Fees[One])", "A3": "=Fees!A4"})
    write(path, {(5, 2): 7}, Resize("Fees", "Fees", 5), tab="Fees")
    assert sums(path) == [CellError(STALE), RESULT, RESULT]


def test_all_cells_that_an_array_fills_are_old_together(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1:A3": "{=Fees!B2:B4}", "C1": "=SUM(A2:A3)"})
    altered(path, {"xl/worksheets/sheet2.xml": replacing(("<v>0</v>", "<v>5</v>"))})
    write_b3(path)
    assert sums(path) == [CellError(STALE)] * 4


def test_a_table_of_what_if_answers_is_not_trusted(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=1+1"})
    inputs = '<f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="C1"/>'
    altered(path, {"xl/worksheets/sheet2.xml": replacing(("<f>1+1</f>", inputs))})
    write_b3(path)
    assert sums(path) == [CellError(STALE)]


def test_our_own_links_are_never_old_but_what_reads_them_is(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Fees!B3"})
    write(path, {(3, 2): Link("go", "Sums", "A1")}, tab="Fees")
    assert read(path, "Fees")[2][1] == "go" and sums(path) == [CellError(STALE)]


def test_errors_and_missing_results_are_told_as_what_they_are(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Fees!B3", "A2": "=Fees!B3"})
    cells = '<row r="1"><c r="A1" t="e"><f>Fees!B3</f><v>#N/A</v></c><c r="B1"><f>Fees!B3</f></c></row>'
    altered(path, {"xl/worksheets/sheet2.xml": with_cells(cells)})
    write_b3(path)
    assert [str(each) for each in sums(path)] == [
        "CellError(text='#N/A')",
        "CellError(text='formula without a result')",
    ]


@pytest.mark.parametrize("step", [1, -1], ids=["downwards", "upwards"])
def test_a_long_chain_is_followed_to_its_end(tmp_path: Path, step: int) -> None:
    rows = list(range(1, 2001))[::step]
    cells = {f"A{rows[0]}": "=Fees!B3"} | {f"A{row}": f"=A{row - step}+1" for row in rows[1:]}
    path = book(tmp_path / "fees.xlsx", {**cells, "B1": "=Fees!A3"})
    write_b3(path)
    found = sums(path)
    assert found.count(CellError(STALE)) == 2000 and found.count(RESULT) == 1


def test_a_chain_that_runs_to_and_fro_without_end_is_doubted_altogether(tmp_path: Path) -> None:
    cells = {"A500": "=Fees!B3"}
    here = 500
    for step in range(1, 200):
        there = here + step * (1 if step % 2 else -1)
        cells[f"A{there}"] = f"=A{here}"
        here = there
    path = book(tmp_path / "fees.xlsx", {**cells, "B1": "=Fees!A3"})
    write_b3(path)
    assert set(map(str, sums(path))) == {str(CellError(STALE))}


def test_names_that_mean_each_other_come_to_an_end(tmp_path: Path) -> None:
    path = book(tmp_path / "fees.xlsx", {"A1": "=Ring"}, names={"Ring": "=Round", "Round": "=Ring"})
    write_b3(path)
    assert sums(path) == [CellError(STALE)]


def test_a_name_of_a_tab_goes_before_one_of_the_workbook(tmp_path: Path) -> None:
    names = {"Mine": "=Fees!$B$3", "Sums!Mine": "=Fees!$A$3"}
    path = book(tmp_path / "fees.xlsx", {"A1": "=Mine", "A2": "=Fees!Mine"}, names=names)
    write_b3(path)
    assert sums(path) == [RESULT, CellError(STALE)]


def test_a_workbook_without_formulas_is_not_searched(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    write(path, {(2, 2): 5})
    assert read(path)[1][1] == 5 and door(path).read(["Costs"]).sheets[0].formulas == frozenset()


def test_other_tabs_formulas_are_no_concern_of_a_tab_without(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(2, 2): 5})
    assert read(path, "Notes") == [["Remember the milk"]] and read(path)[0][6] == CellError(STALE)
