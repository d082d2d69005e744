"""What a table's new rows take over, what covers it follows its last row there and back, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula
from xlsxwriter.worksheet import Worksheet

from pepsheets.sheets import Resize, Value
from tests.gateways.workbook_file.books import (
    SHEET,
    altered,
    costs,
    door,
    part,
    parts,
    read,
    replacing,
    with_cells,
    write,
)
from tests.gateways.workbook_file.soundness import problems_of

TABLE = "xl/tables/table1.xml"


def fees(path: Path, *formulas: str, rows: int = 3, declared: bool = True) -> Path:
    """A tab Fees with a table of schools and pupils, and a calculated column for each formula (from the first row)."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Fees")
    headings = ["School", "Pupils", *(f"Sum {number}" for number in range(len(formulas)))]
    sheet.add_table(0, 0, rows, len(headings) - 1, {"name": "Fees", "columns": [{"header": each} for each in headings]})
    for row in range(1, rows + 1):
        sheet.write_string(row, 0, f"School {row}")
        sheet.write_number(row, 1, row)
        for column, formula in enumerate(formulas, start=2):
            sheet.write_formula(row, column, formula.replace("{row}", str(row + 1)), None, row * 10)
    book.close()
    if declared:
        for number, formula in enumerate(formulas):
            inside = f"<calculatedColumnFormula>{formula.replace('{row}', '2')}</calculatedColumnFormula></tableColumn>"
            heading = f'name="Sum {number}"'
            altered(path, {TABLE: replacing((f"{heading}/>", f"{heading}>{inside}"))})
    return path


def resize(path: Path, last_row: int, cells: dict[tuple[int, int], Value] | None = None) -> None:
    write(path, cells or {}, Resize("Fees", "Fees", last_row), tab="Fees")
    assert problems_of(path) == []


def formulas(path: Path, column: int, *rows: int) -> list[object]:
    sheet = openpyxl.load_workbook(path)["Fees"]
    return [sheet.cell(row, column).value for row in rows]


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "filled down"])
@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("B{row}*2", ["=B5*2", "=B6*2"]),
        ("B{row}+$B$2", ["=B5+$B$2", "=B6+$B$2"]),
        ("Fees[[#This Row],[Pupils]]*2", ["=Fees[[#This Row],[Pupils]]*2"] * 2),
        ('IF(B{row}="B2",SUM(B:B),Fees!B{row})', [f'=IF(B{row}="B2",SUM(B:B),Fees!B{row})' for row in (5, 6)]),
    ],
)
def test_new_rows_have_the_formula_of_their_column(
    tmp_path: Path, formula: str, expected: list[str], declared: bool
) -> None:
    path = fees(tmp_path / "fees.xlsx", formula, declared=declared)
    resize(path, 6, {(5, 1): "Newton", (6, 2): 7})
    assert formulas(path, 3, 5, 6) == expected
    assert b'r="C5" ph="0"><f>' in part(path, SHEET) and b"fullCalcOnLoad" in part(path, "xl/workbook.xml")
    found = read(path, "Fees")[4][2]
    assert str(found) == "CellError(text='formula without a result')"


def test_a_value_that_is_ordered_for_a_new_row_stands_there_instead_of_the_formula(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}*2")
    resize(path, 6, {(5, 3): 99, (6, 3): None})
    assert formulas(path, 3, 5, 6) == [99, None]


def test_formulas_that_differ_from_row_to_row_are_no_column_formula(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}*{row}", declared=False)
    resize(path, 6)
    assert formulas(path, 3, 5, 6) == [None, None]


def test_the_formula_of_the_column_comes_back_below_a_value_typed_over_it(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}*2")
    altered(path, {SHEET: replacing(('<c r="C4"><f>B4*2</f><v>30</v></c>', '<c r="C4"><v>5</v></c>'))})
    resize(path, 6)
    assert formulas(path, 3, 4, 5, 6) == [5, "=B5*2", "=B6*2"]


def test_the_formula_of_a_single_row_is_that_of_its_column(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}*2", rows=1, declared=False)
    resize(path, 3)
    assert formulas(path, 3, 2, 3) == ["=B2*2", "=B3*2"]


def test_a_formula_that_rows_share_is_written_out(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", declared=False)
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><f t="shared" si="0"{more}</c></row>'
        for row, more in ((2, ' ref="B2:B4">A2*$A$2</f><v>1</v>'), (3, "/><v>1</v>"), (4, "/><v>1</v>"))
    )
    altered(path, {SHEET: with_cells(rows)})
    resize(path, 6)
    assert formulas(path, 2, 5, 6) == ["=A5*$A$2", "=A6*$A$2"]


def test_an_array_formula_of_one_cell_stays_one(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx")
    rows = "".join(
        f'<row r="{row}"><c r="B{row}" cm="1"><f t="array" ref="B{row}">SUM(A{row}*A{row})</f><v>1</v></c></row>'
        for row in (2, 3, 4)
    )
    altered(path, {SHEET: with_cells(rows)})
    write(path, {}, Resize("Fees", "Fees", 5), tab="Fees")
    [carried] = formulas(path, 2, 5)
    assert isinstance(carried, ArrayFormula) and (carried.ref, carried.text) == ("B5", "=SUM(A5*A5)")
    assert b'<c r="B5" ph="0" cm="1">' in part(path, SHEET)


@pytest.mark.parametrize("ending", ["", ' array="1"'])
def test_a_column_formula_that_no_cell_has_yet(tmp_path: Path, ending: str) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}&lt;2")
    altered(path, {TABLE: replacing(("<calculatedColumnFormula>", f"<calculatedColumnFormula{ending}>"))})
    altered(path, {SHEET: with_cells('<row r="2"><c r="A2"><v>1</v></c></row>')})
    resize(path, 5)
    [carried] = formulas(path, 3, 5)
    assert (carried.text if isinstance(carried, ArrayFormula) else carried) == "=B5<2"


def test_formulas_of_the_column_leave_with_their_rows_and_what_people_typed_stays(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}*2")
    resize(path, 6)
    resize(path, 2, {(row, column): None for row in (3, 4, 5, 6) for column in (1, 2)})
    assert formulas(path, 3, 2, 3, 4, 5, 6) == ["=B2*2", None, None, None, None]
    resize(path, 4)
    assert formulas(path, 3, 2, 3, 4) == ["=B2*2", "=B3*2", "=B4*2"]


def test_a_formula_that_staying_rows_share_stays(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx")
    shared = '<c r="B4"><f t="shared" si="0" ref="B4:B9">A4*2</f><v>1</v></c>'
    rows = f'<row r="3"><c r="B3"><f>A3*2</f><v>1</v></c></row><row r="4">{shared}</row>'
    altered(path, {SHEET: with_cells(rows)})
    resize(path, 3)
    assert formulas(path, 2, 4) == ["=A4*2"]


def test_a_formula_of_another_kind_stays_behind(tmp_path: Path) -> None:
    path = fees(tmp_path / "fees.xlsx", "B{row}*2")
    altered(path, {SHEET: replacing(("<f>B3*2</f>", "<f>B3*3</f>"))})
    resize(path, 2)
    assert formulas(path, 3, 2, 3, 4) == ["=B2*2", "=B3*3", None]


def test_whatever_covers_a_table_goes_there_and_back(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    ranges = {
        "one column": "Costs!$A$2:$A$4",
        "with its heading": "Costs!$B$1:$B$4",
        "two columns": "Costs!$B$2:$C$4",
        "several areas": "Costs!$A$2:$A$4,Costs!$C$2:$D$4",
        "inside a formula": "SUM(Costs!$B$2:$B$4)/2",
    }
    names = "".join(f'<definedName name="n{n}">{text}</definedName>' for n, text in enumerate(ranges.values()))
    altered(path, {"xl/workbook.xml": replacing(("</definedNames>", f"{names}</definedNames>"))})
    before = parts(path)
    watched = ("xl/charts/chart1.xml", TABLE)
    write(path, {}, Resize("Costs", "Costs", 9))
    defined = openpyxl.load_workbook(path).defined_names
    assert [defined[f"n{n}"].attr_text for n in range(5)] == [text.replace("$4", "$9") for text in ranges.values()]
    write(path, {}, Resize("Costs", "Costs", 4))
    after = parts(path)
    assert all(before[name] == after[name] for name in watched)
    assert before["xl/workbook.xml"] == after["xl/workbook.xml"]
    tail = before[SHEET][before[SHEET].index(b"</sheetData>") :]
    assert after[SHEET].endswith(tail)


def test_rules_of_rows_that_leave_go_but_never_to_nowhere(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {SHEET: replacing(('sqref="B2:B4"', 'sqref="A2:B4 C3:C4"'), ('sqref="A2:A4"', 'sqref="A3:A4"'))})
    write(path, {}, Resize("Costs", "Costs", 2))
    sheet = part(path, SHEET)
    assert b'sqref="A2:B2"' in sheet and b'sqref="A3:A4"' in sheet


def test_a_rule_that_is_wider_than_the_table_reaches_to_its_new_rows_only(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {SHEET: replacing(('sqref="B2:B4"', 'sqref="B1:H4"'))})
    for last_row in (6, 8):
        write(path, {}, Resize("Costs", "Costs", last_row))
        assert f'sqref="B1:H4 B5:D{last_row}"'.encode() in part(path, SHEET)
    write(path, {}, Resize("Costs", "Costs", 4))
    assert b'sqref="B1:H4"' in part(path, SHEET)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("$A$1:$D$4", "$A$1:$D$9"),
        ("$A$1:$H$4", "$A$1:$H$9"),
        ("$A$1:$B$6", "$A$1:$B$9"),
        ("$A$1:$D$20", "$A$1:$D$20"),
        ("$A$1:$D$3", "$A$1:$D$3"),
        ("$F$1:$H$4", "$F$1:$H$4"),
    ],
)
def test_what_is_printed_holds_the_whole_table_if_it_did(tmp_path: Path, area: str, expected: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    name = f'<definedName name="_xlnm.Print_Area" localSheetId="0">Costs!{area}</definedName></definedNames>'
    altered(path, {"xl/workbook.xml": replacing(("</definedNames>", name))})
    write(path, {}, Resize("Costs", "Costs", 9))
    assert f">Costs!{expected}</definedName>".encode() in part(path, "xl/workbook.xml")


def test_a_chart_of_a_single_row_follows_it(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(row, column): None for row in (3, 4) for column in (1, 2, 3, 4)}, Resize("Costs", "Costs", 2))
    chart = "xl/charts/chart1.xml"
    altered(path, {chart: replacing(("Costs!$B$2:$B$2", "Costs!$B$2"), ("$A$2:$A$2", "$A$2"))})
    name = "<c:tx><c:strRef><c:f>Costs!$B$2</c:f></c:strRef></c:tx><c:cat>"
    other = "<c:f>Notes!$B$2</c:f>"
    altered(path, {chart: replacing(("<c:cat>", f"{name}<c:extra>{other}</c:extra>"))})
    write(path, {}, Resize("Costs", "Costs", 6))
    xml = part(path, chart)
    assert b"<c:f>Costs!$B$2:$B$6</c:f>" in xml and b"<c:f>Costs!$A$2:$A$6</c:f>" in xml
    assert b"<c:f>Costs!$B$2</c:f>" in xml and other.encode() in xml


def no_heading(sheet: Worksheet) -> None:
    sheet.add_table("A1:B3", {"name": "Fees", "header_row": False})


def below_a_title(sheet: Worksheet) -> None:
    sheet.write("A1", "Fees of the year")
    sheet.add_table("A3:B5", {"name": "Fees"})


@pytest.mark.parametrize("build", [no_heading, below_a_title], ids=lambda build: build.__name__)
def test_tables_of_other_shapes_grow_and_shrink(tmp_path: Path, build: Callable[[Worksheet], None]) -> None:
    path = tmp_path / "fees.xlsx"
    book = xlsxwriter.Workbook(str(path))
    build(book.add_worksheet("Fees"))
    book.close()
    resize(path, 9)
    assert door(path).read(["Fees"]).sheets[0].tables[0].area.last_row == 9
    resize(path, 1)
    area = door(path).read(["Fees"]).sheets[0].tables[0].area
    assert area.last_row == (1 if build is no_heading else 4)
