"""The buttons in Excel on a PC: what the person sees, what is kept for them, what happens when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings as xw

from pepsheets.faces import pressed
from pepsheets.faces.failures import log_file
from pepsheets.gateways.workbook_file.backups import backups_folder, backups_of
from pepsheets.recalculation import pipeline
from pepsheets.tabs.checks import CheckRow
from tests.excel.model import Model, Tab, changed_cells
from tests.faces.asking import ask
from tests.faces.buttons.excel import Excel, OpenBook
from tests.faces.buttons.moment import TODAY

FORESEEN = "Something happened that pepsheets did not foresee"


@pytest.fixture
def file(tmp_path: Path, made_new: tuple[Path, Model]) -> Path:
    """A workbook that somebody begins to fill."""
    path = tmp_path / "my.xlsx"
    path.write_bytes(made_new[0].read_bytes())
    return path


@pytest.fixture
def excel(file: Path, made_new: tuple[Path, Model]) -> Excel:
    """Excel with that workbook open in it."""
    return Excel(file, deepcopy(made_new[1]))


def press(excel: Excel, button: Callable[[], None]) -> str:
    """As the button's macro does; what was said at the end."""
    excel.book.set_mock_caller()
    try:
        button()
    finally:
        del xw.Book._mock_caller  # type: ignore[attr-defined]  # xlwings has no way to let go of it
    return excel.message


def tabs(excel: Excel) -> dict[str, Tab]:
    return {tab.name: deepcopy(tab) for tab in excel.model.tabs}


def changed(before: dict[str, Tab], excel: Excel) -> set[str]:
    """The tabs on which anything is different."""
    after = tabs(excel)
    ends = {name for name, tab in after.items() if tab.tables != before[name].tables}
    return ends | {tab for tab, _ in changed_cells(before, after)}


def values(model: Model) -> object:
    return [{at: held.value for at, held in tab.cells.items() if held.value is not None} for tab in model.tabs]


def did_not(excel: Excel) -> list[str]:
    """The lines of the Checks tab that say that a button did not do its work."""
    return [str(line) for line in excel.shows(CheckRow.tab, "What to do") if "did not do its work." in str(line)]


def test_recalculate_in_excel_gives_what_recalc_gives_in_the_file(sample: Path, model: Model) -> None:
    excel = Excel(sample, model)
    assert press(excel, pressed.recalculate).startswith("Recalculated: ")
    assert excel.inner.saves == 0
    ask("recalc", sample, "--today", TODAY)
    assert values(excel.model) == values(Model.of_file(sample))


def test_the_screen_stands_still_tells_how_far_it_is_and_is_as_it_was_before_the_message_comes(excel: Excel) -> None:
    press(excel, pressed.check)
    assert excel.screen.happened == [
        "stands still",
        "pepsheets: Reading the workbook …",
        "pepsheets: Checking every row …",
        "pepsheets: Working out the results …",
        "draws",
        "the status bar is Excel's again",
        "pepsheets: Check, ok",
    ]
    assert (excel.screen.tab, excel.screen.selected) == (excel.model.tabs[2].name, "$B$3")
    assert excel.screen.modes == ["info"]


def test_the_workbook_as_it_was_is_among_the_copies_before_anything_is_changed(excel: Excel, file: Path) -> None:
    press(excel, pressed.recalculate)
    [copy] = backups_of(file, backups_folder())
    assert copy.read_bytes() == file.read_bytes()
    assert "1 dated copy" in ask("backups", file).out


def test_where_excel_gives_a_copy_it_has_what_was_not_saved_yet(
    excel: Excel, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_copy_as(path: str) -> None:
        Path(path).write_bytes(b"with what was not saved")

    monkeypatch.setattr(OpenBook, "api", SimpleNamespace(SaveCopyAs=save_copy_as))
    press(excel, pressed.check)
    [copy] = backups_of(file, backups_folder())
    assert copy.read_bytes() == b"with what was not saved"


def test_that_undo_does_not_reach_so_far_is_said_once_to_each_person(excel: Excel, file: Path) -> None:
    assert f"'pepsheets backups {file}'" in press(excel, pressed.check)
    assert "Undo" not in press(excel, pressed.recalculate)


def test_where_nothing_changes_nothing_is_kept_and_nothing_is_said_of_undo(excel: Excel, file: Path) -> None:
    press(excel, pressed.recalculate)
    [copy] = backups_of(file, backups_folder())
    copy.unlink()
    before = tabs(excel)
    assert press(excel, pressed.recalculate).startswith("All results are up to date: nothing was written.")
    assert not changed(before, excel) and not backups_of(file, backups_folder())


def test_without_a_copy_nothing_is_written(excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"")
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(taken))
    before = tabs(excel)
    assert "No copy of 'my.xlsx' could be kept" in press(excel, pressed.recalculate)
    assert not changed(before, excel) and excel.screen.modes == ["critical"]


def test_a_workbook_that_was_never_saved_is_recalculated_without_a_word_of_copies(excel: Excel, file: Path) -> None:
    excel.inner.fullname = "Book1"
    message = press(excel, pressed.check)
    assert "Undo" not in message and not backups_of(file, backups_folder())


@pytest.mark.parametrize("call", [1, 2, 6])
def test_where_excel_refuses_midway_all_is_put_back_and_a_line_on_checks_says_so(excel: Excel, call: int) -> None:
    before = tabs(excel)
    excel.engine.calls.refuse = lambda number: number == call
    message = press(excel, pressed.recalculate)
    assert message.startswith("Excel refused to change") and excel.screen.modes == ["critical"]
    [line] = did_not(excel)
    assert line == f"'Recalculate' did not do its work. {message}"
    assert changed(before, excel) == {CheckRow.tab}


def test_the_line_on_checks_is_gone_once_the_button_has_done_its_work(excel: Excel) -> None:
    excel.engine.calls.refuse = lambda number: number == 2
    press(excel, pressed.recalculate)
    press(excel, pressed.recalculate)
    assert did_not(excel) == []


def test_a_second_failure_takes_the_line_of_the_first(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "validate", lambda *_: 1 / 0)
    for _ in range(2):
        press(excel, pressed.check)
    press(excel, pressed.recalculate)
    assert [line.partition(" did")[0] for line in did_not(excel)] == ["'Check'", "'Recalculate'"]


def test_what_nobody_foresaw_is_said_in_a_sentence_with_the_place_of_its_details(
    excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "validate", lambda *_: 1 / 0)
    message = press(excel, pressed.recalculate)
    assert message == f"{FORESEEN}, and nothing was written; the details are in {log_file()}."
    assert "ZeroDivisionError" in log_file().read_text(encoding="utf-8")
    assert excel.screen.happened[-3:] == ["draws", "the status bar is Excel's again", "pepsheets: Recalculate, ok"]


def test_a_workbook_without_a_checks_tab_is_told_and_nothing_is_added(excel: Excel) -> None:
    excel.model.tabs[:] = [Tab("Sheet1"), Tab("Sheet2"), Tab("Sheet3")]
    assert "does not hold a partnership" in press(excel, pressed.check)
    assert all(not tab.cells for tab in excel.model.tabs)
