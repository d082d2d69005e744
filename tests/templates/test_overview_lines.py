"""The Overview of a workbook file: its buttons and lines stand beside the figures, and a shared one has them alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.sheets import Cell
from pepsheets.tabs.buttons import LABELS, SYNC_NOW, Part, buttons_on
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.in_step import ROOM, LinePart, lines_on
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.templates import template_bytes
from pepsheets.templates.excerpts import excerpt_of
from pepsheets.validation.locating import locate
from tests.templates.opened import TODAY, bounds_of, empty, sample, sample_bytes, sheet_of


def rows(workbook: openpyxl.Workbook) -> list[list[Cell]]:
    return [[cast("Cell", cell.value) for cell in row] for row in sheet_of(OverviewRow, workbook).iter_rows()]


def shared(*tabs: type[Row], is_read_only: bool = False) -> bytes:
    """A shared workbook with an Overview for its button alone."""
    excerpt = excerpt_of(PEPMK, (OverviewRow, *tabs), {OverviewRow: ()}, {}, is_read_only=is_read_only)
    return template_bytes(excerpt, (), TODAY)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_nobody_has_used_a_button_yet() -> None:
    found = buttons_on(rows(empty()))
    assert [(button.label, button.is_ticked) for button in found] == [(label, False) for label in LABELS]
    for button in found:
        beside = [rows(empty())[button.row - 1][button.columns[part] - 1] for part in list(Part)[2:]]
        assert beside == ["Not used yet", "Not yet", "Not planned yet"]


def test_a_tick_is_chosen_and_other_words_for_it_are_not_refused() -> None:
    sheet = sheet_of(OverviewRow, empty())
    ticks = {sheet.cell(each.row, each.columns[Part.TICK]).coordinate for each in buttons_on(rows(empty()))}
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.formula1 == '"Yes"']
    assert {str(rule.sqref) for rule in rules} == ticks
    assert not any(rule.showErrorMessage for rule in rules)


@pytest.mark.parametrize("data", [sample_bytes(), shared(Meeting)], ids=["workbook", "shared"])
def test_an_alarm_is_red_where_it_stands(data: bytes) -> None:
    sheet = sheet_of(OverviewRow, opened(data))
    how = {sheet.cell(each.row, each.columns[LinePart.HOW]).coordinate for each in lines_on(rows(opened(data)))}
    red = [each for each in sheet.conditional_formatting if any(rule.text == "Overdue" for rule in each.rules)]
    assert {str(each.sqref) for each in red} == how and len(how) == ROOM


def test_there_is_a_line_for_each_of_several_shared_sheets() -> None:
    lines = lines_on(rows(empty()))
    assert [line.share for line in lines] == [""] * ROOM
    assert lines[0].cells[LinePart.HOW] == "No shared sheet yet"


def test_they_stand_beside_the_table_with_a_column_between_and_above_the_charts() -> None:
    _, heading_row, last_column, last_row = bounds_of(OverviewRow, sample())
    block = [place for each in buttons_on(rows(sample())) for place in each.columns.values()]
    last = max(line.row for line in lines_on(rows(sample())))
    assert min(block) == last_column + 2 and heading_row < last <= last_row + 20
    with zipfile.ZipFile(io.BytesIO(sample_bytes())) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    tops = [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing)]
    assert min(tops) >= last


def test_the_longest_sentences_have_nothing_to_their_right() -> None:
    for button in buttons_on(rows(sample())):
        assert max(button.columns.values()) == button.columns[Part.OUTCOME]
    for line in lines_on(rows(sample())):
        assert max(line.columns.values()) == line.columns[LinePart.HOW]


def test_a_recalculation_leaves_what_stands_beside_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(sample_bytes())
    recalculate(WorkbookFile(str(path), backups=tmp_path / "backups"), TODAY)
    after = openpyxl.load_workbook(path)
    _, _, last_column, _ = bounds_of(OverviewRow, after)
    before = [row[last_column:] for row in rows(sample())]
    assert [row[last_column:] for row in rows(after)][: len(before)] == before


def test_the_overview_of_a_shared_sheet_has_its_button_and_no_figure() -> None:
    book = opened(shared(Meeting))
    assert book.sheetnames[:2] == ["Overview", "Meetings"]
    assert [button.label for button in buttons_on(rows(book))] == [SYNC_NOW] and len(lines_on(rows(book))) == ROOM
    assert not book["Overview"].tables and not getattr(book["Overview"], "_charts")  # noqa: B009 - told nowhere else


def test_its_table_is_not_looked_for_among_the_buttons(tmp_path: Path) -> None:
    path = tmp_path / "group.xlsx"
    path.write_bytes(shared(Meeting))
    [sheet] = WorkbookFile(str(path)).read(["Overview"]).sheets
    assert locate(OverviewRow, sheet) is None


@pytest.mark.parametrize(("is_read_only", "said"), [(False, "kept in step"), (True, "Anything typed here is replaced")])
def test_it_says_what_becomes_of_what_is_typed(is_read_only: bool, said: str) -> None:
    words: Sequence[str] = [str(row[0]) for row in rows(opened(shared(Meeting, is_read_only=is_read_only)))]
    assert any(said in each for each in words) and not any("pepsheets serve" in each for each in words)
