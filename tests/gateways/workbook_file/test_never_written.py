"""Cells that are never overwritten, values that no cell can hold, and places that are not there."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.gateways.workbook_file import write_cells
from pepsheets.sheets import CannotWriteCell, CellHoldsFormula, GatewayError, Link, Value
from tests.gateways.workbook_file.books import (
    SHEET,
    altered,
    costs,
    plain,
    with_cells,
    write,
)

FORMULAS = {
    "plain": '<c r="A1"><f>B1</f><v>1</v></c>',
    "shared": '<c r="A1"><f t="shared" si="0"/><v>1</v></c>',
    "shared link": '<c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">HYPERLINK("#B1","x")</f><v>x</v></c>',
    "array": '<c r="A1"><f t="array" ref="A1">SUM(B1:B2*C1:C2)</f><v>1</v></c>',
    "web link": '<c r="A1" t="str"><f>HYPERLINK("https://example.org","x")</f><v>x</v></c>',
}


@pytest.mark.parametrize("cell", FORMULAS.values(), ids=FORMULAS)
@pytest.mark.parametrize("value", [5, None], ids=["number", "clear"])
def test_a_formula_of_the_owners_is_never_overwritten(tmp_path: Path, cell: str, value: Value) -> None:
    path = altered(plain(tmp_path / "costs.xlsx"), {SHEET: with_cells(f'<row r="1">{cell}</row>')})
    before = path.read_bytes()
    with pytest.raises(CellHoldsFormula, match="The cell A1 of the tab 'Costs' holds a formula"):
        write(path, {(1, 1): value})
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_part_of_a_formula_that_fills_several_cells_is_never_overwritten(tmp_path: Path, kind: str) -> None:
    cells = f'<c r="A1"><f t="{kind}" ref="A1:B2">X</f><v>1</v></c><c r="B1"><v>2</v></c>'
    path = altered(plain(tmp_path / "costs.xlsx"), {SHEET: with_cells(f'<row r="1">{cells}</row>')})
    with pytest.raises(CannotWriteCell, match="B2 of the tab 'Costs' belongs to a formula that fills several cells"):
        write(path, {(2, 2): 5})


def test_what_lies_hidden_under_a_merged_cell_is_never_written(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    book.add_worksheet("Costs").merge_range("A1:C2", "Title")
    book.close()
    write(tmp_path / "costs.xlsx", {(1, 1): "New title", (3, 1): 1})
    with pytest.raises(CannotWriteCell, match="B2 of the tab 'Costs' lies under a merged cell"):
        write(tmp_path / "costs.xlsx", {(2, 2): "lost"})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("x" * 32_768, "the text has 32,768 characters, and a cell holds 32,767"),
        ("🏫" * 16_384, "the text has 32,768 characters"),
        (float("nan"), "the result is not a number"),
        (Decimal("sNaN"), "the result is not a number"),
        (Decimal("1e400"), "the number has more digits than a spreadsheet keeps"),
        (Decimal("Infinity"), "the result is not a number"),
        (10**400, "the number has more digits than a spreadsheet keeps"),
        (2**53 + 1, "the number has more digits than a spreadsheet keeps"),
        (date(1899, 12, 31), "spreadsheets have no dates before 1900"),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(0))), "the time names a time zone"),
        (Link("x" * 9000, "Notes", "A1"), "the text of the link is too long for a formula"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_value_that_no_cell_can_hold_is_refused_with_its_place(tmp_path: Path, value: Value, reason: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    with pytest.raises(CannotWriteCell) as refusal:
        write(path, {(2, 2): value})
    assert refusal.value.message.startswith(f"The cell B2 of the tab 'Costs' cannot be filled: {reason}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(("tab", "cell"), [("Absent", "A1"), ("Costs", "A0"), ("Costs", "XFE1"), ("Costs", "A1:B2")])
def test_a_place_that_is_not_there_is_told(tmp_path: Path, tab: str, cell: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    with pytest.raises(GatewayError, match=r"has no (tab|cell)"):
        write_cells(path, {(tab, cell): 5})


def test_a_chart_has_no_cells_to_write(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "costs.xlsx"))
    book.add_worksheet("Costs").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    assert chart is not None
    chart.add_series({"values": "=Costs!$A$1:$A$2"})
    book.add_chartsheet("Picture").set_chart(chart)
    book.close()
    with pytest.raises(CannotWriteCell, match="'Picture' has no cells"):
        write_cells(tmp_path / "costs.xlsx", {("Picture", "A1"): 5})


def test_a_signed_workbook_is_not_changed(tmp_path: Path) -> None:
    path = altered(costs(tmp_path / "costs.xlsx"), {}, {"docProps/app.xml": "_xmlsignatures/sig1.xml"})
    with pytest.raises(GatewayError, match="digitally signed"):
        write(path, {(2, 2): 5})
