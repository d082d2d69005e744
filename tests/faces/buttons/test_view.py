"""Whatever happened while a button worked, the screen is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from pepsheets.faces.pressing.view import left_as_it_was
from tests.excel.json_book import actions_of, opened
from tests.excel.model import Model, Tab
from tests.faces.buttons.excel import Excel

THREE = [Tab("First"), Tab("Second"), Tab("Third")]


@pytest.fixture
def excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Excel:
    excel = Excel(tmp_path / "my.xlsx", Model(list(THREE)))
    # xlwings itself brings a tab to the front only in the Excel that it takes for the one in use.
    monkeypatch.setattr(xw.engines, "active", xw.main.Engine(impl=excel.engine))
    return excel


def stumble(excel: Excel) -> None:
    with left_as_it_was(excel.book):
        go_elsewhere(excel)
        raise RuntimeError


def go_elsewhere(excel: Excel) -> None:
    excel.book.sheets["First"].activate()
    excel.book.sheets["First"].range("A1:B2").select()


def test_the_tab_in_front_and_the_selection_come_back(excel: Excel) -> None:
    with left_as_it_was(excel.book):
        go_elsewhere(excel)
        assert (excel.screen.tab, excel.screen.selected) == ("First", "$A$1:$B$2")
    assert (excel.screen.tab, excel.screen.selected) == ("Third", "$B$3")


def test_they_come_back_after_a_failure_too(excel: Excel) -> None:
    with pytest.raises(RuntimeError):
        stumble(excel)
    assert (excel.screen.tab, excel.screen.selected) == ("Third", "$B$3")
    assert excel.screen.happened == ["stands still", "draws", "the status bar is Excel's again"]


def test_a_screen_that_stood_still_goes_on_standing_still(excel: Excel) -> None:
    excel.book.app.screen_updating = False
    with left_as_it_was(excel.book):
        pass
    assert excel.book.app.screen_updating is False


def test_a_selected_picture_is_no_obstacle(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(excel.screen), "selection", None)
    with left_as_it_was(excel.book) as progress:
        progress("Reading")
        excel.book.sheets["First"].activate()
    assert excel.screen.tab == "Third"


def test_on_the_web_nothing_is_asked_of_the_screen() -> None:
    book = opened(Model(list(THREE)))
    with left_as_it_was(book) as progress:
        progress("Reading")
    assert actions_of(book) == []
