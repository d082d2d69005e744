"""Over real workbooks: one changed number and two more rows change nothing else, and refusals say why."""

from __future__ import annotations

import random
import shutil
from functools import cache
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import WorkbookFile, write_cells
from pepsheets.sheets import CellChange, GatewayError, Plan, Resize, TableCannotGrow
from tests.gateways.workbook_file.seen import Cell, SeenBook, Tab, Table, children, opened_strictly
from tests.gateways.workbook_file.survival import NEW, ROWS, check_changed, check_grown, may_grow

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus"
BOOKS = sorted(path for path in CORPUS.glob("*.xl*")) if CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(not BOOKS, reason="the corpus of real workbooks is not beside the project")


def drawn(book: SeenBook, seed: str) -> tuple[Tab, Cell] | None:
    """A number that may be changed, drawn from all of the workbook's."""
    cells = [(tab, cell) for tab in book.tabs for cell in tab.changeable]
    return random.Random(seed).choice(cells) if cells else None


def say(refusal: GatewayError) -> None:
    assert refusal.message.endswith(".") and refusal.remedy.endswith(".")


def copied(source: Path, folder: Path) -> Path:
    path = folder / source.name
    shutil.copyfile(source, path)
    return path


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_a_real_workbook_is_read_or_refused_in_a_sentence(source: Path) -> None:
    gateway = WorkbookFile(str(source))
    try:
        gateway.read(gateway.read([]).tab_names)
    except GatewayError as refusal:
        say(refusal)


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_one_number_changes_alone(source: Path, tmp_path: Path) -> None:
    book = opened_strictly(source)
    place = drawn(book, source.name) if book else None
    if place is None:
        return
    tab, cell = place
    path = copied(source, tmp_path)
    try:
        write_cells(path, {(tab.name, cell.name): NEW})
    except GatewayError as refusal:
        say(refusal)
        assert path.read_bytes() == source.read_bytes() and source.name in REFUSED
    else:
        check_changed(source, path, tab, cell)


REFUSED: dict[str, str] = {}
"""Workbooks with a number that may be changed, and yet refused; and why."""


def plan_for(tab: Tab, table: Table) -> Plan:
    """Two more rows: a text in every column that is not calculated."""
    columns = children(table.root, "tableColumns")[0]
    typed = [place for place, each in enumerate(columns) if not children(each, "calculatedColumnFormula")]
    last = table.box[2]
    cells = [
        CellChange(tab.name, row, table.box[1] + place, None, f"new {row}")
        for row in range(last + 1, last + ROWS + 1)
        for place in typed
    ]
    return Plan(tuple(cells), (Resize(tab.name, table.name, last + ROWS),))


TABLES = [(source, number) for source in BOOKS for number in range(60)]


@cache
def tables_of(source: Path) -> list[tuple[Tab, Table]]:
    book = opened_strictly(source)
    return [(tab, table) for tab in book.tabs for table in tab.tables] if book else []


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_every_table_grows_or_says_what_is_in_the_way(source: Path, tmp_path: Path) -> None:
    for tab, table in tables_of(source):
        path = copied(source, tmp_path)
        gateway = WorkbookFile(str(path))
        try:
            gateway.write(plan_for(tab, table), gateway.read([]).state)
        except GatewayError as refusal:
            say(refusal)
            assert path.read_bytes() == source.read_bytes()
            assert isinstance(refusal, TableCannotGrow) and not may_grow(tab, table), refusal
        else:
            assert may_grow(tab, table)
            check_grown(source, path, tab, table)
