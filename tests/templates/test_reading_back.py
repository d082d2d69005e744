"""New workbooks through the pipeline: recognised, read as they were meant, and recalculated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from pepsheets.gateways import open_gateway
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.partnerships import Partnership
from pepsheets.partnerships.partnership import Mistake
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import examine, recalculate
from pepsheets.sheets import Value
from pepsheets.tabs.charges import StatementThisYear
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.schools import School
from pepsheets.templates import template_bytes, write_template
from tests.templates.opened import TODAY, bounds_of, empty_bytes, sample, sample_bytes


@pytest.fixture
def without_backups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(tmp_path / "backups"))


@pytest.mark.parametrize("with_sample", [False, True], ids=["empty", "sample"])
def test_the_pipeline_recognises_the_workbook_and_reads_every_row(tmp_path: Path, with_sample: bool) -> None:
    path = tmp_path / "new.xlsx"
    write_template(PEPMK, path, TODAY, with_sample=with_sample)
    examined = examine(open_gateway(str(path)), TODAY)
    content = PEPMK.sample(TODAY) if with_sample else PEPMK.start(TODAY)
    mistakes = PEPMK.mistakes(TODAY) if with_sample else ()
    assert examined.kind is PEPMK
    assert examined.validated.rows == len(content) + len(mistakes)
    assert set(examined.validated.located) == set(PEPMK.tabs)


def plain(row: Row) -> dict[str, object]:
    return row.model_dump(exclude={"position"})


def test_good_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    kind = replace(PEPMK, mistakes=lambda today: ())
    path = tmp_path / "new.xlsx"
    write_template(kind, path, TODAY, with_sample=True)
    book = examine(open_gateway(str(path)), TODAY).validated.book
    for tab in {type(row) for row in PEPMK.sample(TODAY)}:
        written = [plain(row) for row in PEPMK.sample(TODAY) if type(row) is tab]
        assert [plain(row) for row in book.good(tab)] == written


def test_every_mistyped_row_of_the_sample_is_told(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(sample_bytes())
    bad = {
        (each.tab, each.row) for each in examine(open_gateway(str(path)), TODAY).problems if each.severity == "error"
    }
    for tab in {mistake.tab for mistake in PEPMK.mistakes(TODAY)}:
        good = sum(type(row) is tab for row in PEPMK.sample(TODAY))
        mistyped = sum(mistake.tab is tab for mistake in PEPMK.mistakes(TODAY))
        assert {(tab.tab, 5 + good + offset) for offset in range(mistyped)} <= bad


@pytest.mark.parametrize("typed", ["31/02/2026", "n/a", "=1+1", "https://example.org", "012", 7, 7.5, True])
def test_a_mistake_stands_as_it_was_typed(typed: Value) -> None:
    mistake = Mistake(Booking, {"code": "B1", "delegate": typed})
    data = template_bytes(PEPMK, (), TODAY, [mistake])
    cell = openpyxl.load_workbook(io.BytesIO(data))["Bookings"]["D5"]
    assert cell.value == typed and cell.data_type != "f" and cell.hyperlink is None


def test_the_same_input_gives_the_same_bytes() -> None:
    assert template_bytes(PEPMK, PEPMK.start(TODAY), TODAY) == empty_bytes()


def test_the_date_of_making_is_the_day_that_was_given() -> None:
    assert openpyxl.load_workbook(io.BytesIO(empty_bytes())).properties.created == datetime.combine(TODAY, time())


@pytest.mark.usefixtures("without_backups")
def test_a_second_recalculation_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(sample_bytes())
    assert recalculate(open_gateway(str(path)), TODAY).written
    before = path.read_bytes()
    assert not recalculate(open_gateway(str(path)), TODAY).written
    assert path.read_bytes() == before


CHARTED = {tab.tab: tab for tab in (Meeting, Course, StatementThisYear)}


def chart_ranges(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        return {found for name in charts for found in re.findall(r"<c:f>(.*?)</c:f>", package.read(name).decode())}


@pytest.mark.usefixtures("without_backups")
@pytest.mark.parametrize("content", [sample_bytes, empty_bytes], ids=["sample", "empty"])
def test_the_charts_cover_their_tables_before_and_after_they_grow(tmp_path: Path, content: Callable[[], bytes]) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(content())
    for _ in range(2):
        workbook = openpyxl.load_workbook(path)
        ranges = chart_ranges(path)
        assert {found.partition("!")[0].strip("'") for found in ranges} == set(CHARTED)
        for found in ranges:
            tab, _, cells = found.partition("!")
            tab = tab.strip("'")
            _, heading_row, _, last_row = bounds_of(CHARTED[tab], workbook)
            assert re.findall(r"\d+", cells) == [str(heading_row + 1), str(last_row)]
        recalculate(WorkbookFile(str(path)), TODAY)


def test_the_charts_cover_no_cell_of_the_overviews_table() -> None:
    _, heading_row, last_column, _ = bounds_of(OverviewRow, sample())
    with zipfile.ZipFile(io.BytesIO(sample_bytes())) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    starts = re.findall(r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    assert len(starts) == 3
    assert all(int(column) >= last_column or int(row) > heading_row + 20 for column, row in starts)


def test_a_kind_without_a_tab_gets_a_workbook_without_it() -> None:
    small: Partnership = replace(PEPMK, tabs=(School,))
    data = template_bytes(small, (School(name="Oak", kind="Primary"),), TODAY)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Schools", "Lists"]
