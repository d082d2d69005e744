"""Formulas in input columns, through the whole pipeline: used while they can be trusted, told when they cannot."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import write_cells
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.recalculation import Examined, examine, recalculate
from pepsheets.sheets import cell_name
from pepsheets.templates import template_bytes
from tests.gateways.workbook_file.books import altered, door, parts
from tests.gateways.workbook_file.seen import opened_strictly

TODAY = date(2026, 11, 21)


def saved_by_excel(path: Path) -> Path:
    """The workbook without the traces that go when a spreadsheet program calculates and saves it."""
    orders = {"xl/workbook.xml": lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")}
    sheets = [name for name in parts(path) if name.startswith("xl/worksheets/sheet")]
    return altered(path, orders | dict.fromkeys(sheets, lambda xml: xml.replace(b' ph="0"', b"")))


def place(path: Path, tab: str, heading: str, row: int = 1) -> str:
    """The cell of a heading, so many rows below it."""
    [sheet] = door(path).read([tab]).sheets
    number, line = next((n, line) for n, line in enumerate(sheet.rows, start=1) if heading in line)
    return cell_name(number + row, list(line).index(heading) + 1)


def with_formula(path: Path, tab: str, cell: str, formula: str) -> None:
    """Turns a number that stands there into the result of a formula."""
    book = opened_strictly(path)
    assert book is not None
    [part] = [each.part for each in book.tabs if each.name == tab]
    number = re.compile(rb'(<c r="%s"[^>]*>)(<v>)' % cell.encode())
    assert number.search(book.content[part])
    altered(path, {part: lambda xml: number.sub(rb"\1<f>%s</f>\2" % formula.encode(), xml)})


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A worked sample, calculated and saved by Excel, with a formula in each of two input columns.

    The fee of a school comes from what people typed, the pupils of another from a column of ours.
    """
    kind = PARTNERSHIPS[0]
    path = tmp_path / "partnership.xlsx"
    path.write_bytes(template_bytes(kind, kind.sample(TODAY), TODAY))
    recalculate(door(path), TODAY)
    recalculate(door(path), TODAY)
    fee, pupils = place(path, "Subscriptions", "Fee"), place(path, "School figures", "Pupils", 2)
    with_formula(path, "Subscriptions", fee, place(path, "Subscriptions", "Paid") + "*2")
    with_formula(path, "School figures", pupils, "Subscriptions!" + place(path, "Subscriptions", "Owed", 2))
    return saved_by_excel(path)


def doubts(examined: Examined) -> list[tuple[str, str | None]]:
    return [(each.tab, each.column) for each in examined.problems if "may be old" in each.message]


def test_formulas_in_input_columns_are_used_as_ever(sample: Path) -> None:
    examined = examine(door(sample), TODAY)
    assert doubts(examined) == [] and not examined.plan


def test_what_uses_our_results_is_doubted_once_they_change_and_nothing_else_is(sample: Path) -> None:
    write_cells(sample, {("Subscriptions", place(sample, "Subscriptions", "Paid", 2)): 1})
    assert doubts(examine(door(sample), TODAY)) == []
    assert doubts(recalculate(door(sample), TODAY).examined) == []
    assert doubts(recalculate(door(sample), TODAY).examined) == [("School figures", "Pupils")]
    content = sample.read_bytes()
    again = recalculate(door(sample), TODAY)
    assert not again.examined.plan and sample.read_bytes() == content
    assert doubts(examine(door(saved_by_excel(sample)), TODAY)) == []


def test_what_uses_an_input_that_we_filled_is_doubted(sample: Path) -> None:
    write_cells(sample, {("Subscriptions", place(sample, "Subscriptions", "Paid")): 1})
    assert doubts(examine(door(sample), TODAY)) == [("Subscriptions", "Fee")]
