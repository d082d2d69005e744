"""Sync now in Excel on a PC: the same as sync, with the workbook open, and nothing lost wherever it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.faces.pressing import in_step
from pepsheets.gateways.workbook_file.backups import backups_folder, backups_of
from pepsheets.sync.store import Holder, open_store, store_address
from pepsheets.tabs.checks import CheckRow
from tests.faces.asking import keep_everything_in
from tests.faces.buttons.excel import Excel, OpenBook
from tests.faces.buttons.in_step import Place, both, delegate, nothing_is_lost, of_excel, press, synced, type_delegate
from tests.faces.buttons.moment import MOMENT
from tests.faces.shares import MINE, SHARE, THEIRS, book, bookings, config


@pytest.fixture
def excel(in_excel: Excel) -> Excel:
    """Excel with the manager's workbook open in it."""
    return in_excel


def test_the_first_press_makes_the_shared_workbook_and_leaves_both_as_sync_does(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_everything_in(tmp_path, monkeypatch)
    (tmp_path / MINE).write_bytes(place.workbook)
    config(tmp_path)
    message = press(Excel(tmp_path / MINE))
    assert f"{tmp_path / THEIRS} is made" in message and "'Steering group': " in message
    assert both(tmp_path) == both(place.folder)


def test_what_both_sides_typed_reaches_the_other_and_the_file(folder: Path, excel: Excel) -> None:
    type_delegate(excel, "B1", "Ama Owusu")
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    message = press(excel)
    for rows in (of_excel(excel), *both(folder)):
        assert (delegate(rows, "B1"), delegate(rows, "B2")) == ("Ama Owusu", "Tom Reed")
    assert "written to the shared sheet" in message and "Undo" in message
    assert excel.inner.api.Saved  # type: ignore[attr-defined]  # as Excel's own object has it


def test_after_a_press_the_command_finds_both_in_step(folder: Path, excel: Excel) -> None:
    type_delegate(excel, "B1", "Ama Owusu")
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    press(excel)
    assert synced(folder) == 0


def test_a_press_with_nothing_to_do_saves_nothing_and_writes_nothing(folder: Path, excel: Excel) -> None:
    before = [(folder / name).stat().st_mtime_ns for name in (MINE, THEIRS)]
    assert press(excel) == "'Steering group': Both sides were in step already."
    assert excel.inner.saves == 0
    assert [(folder / name).stat().st_mtime_ns for name in (MINE, THEIRS)] == before


def test_the_file_as_it_was_saved_last_is_kept_and_so_is_what_was_typed_since(folder: Path, excel: Excel) -> None:
    as_saved = (folder / MINE).read_bytes()
    type_delegate(excel, "B1", "Ama Owusu")
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    press(excel)
    copies = backups_of(folder / MINE, backups_folder())[-2:]
    assert copies[0].read_bytes() == as_saved or copies[1].read_bytes() == as_saved
    assert {delegate(bookings(copy), "B1") for copy in copies} == {"Guest 1", "Ama Owusu"}


def test_what_both_sides_typed_into_one_cell_is_left_and_told(folder: Path, excel: Excel) -> None:
    type_delegate(excel, "B1", "Ama Owusu")
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    assert "In 1 cell both sides have something else: the Conflicts tab lists it" in press(excel)
    assert (delegate(of_excel(excel), "B1"), delegate(bookings(folder / THEIRS), "B1")) == ("Ama Owusu", "Tom Reed")
    type_delegate(excel, "B2", "Eve Lund")
    book(folder / THEIRS, "B2", "Delegate", "Jan Moss")
    assert "In 2 cells both sides have something else: the Conflicts tab lists them" in press(excel)


def test_where_excel_cannot_save_what_it_was_given_it_is_taken_back_and_waits(folder: Path, excel: Excel) -> None:
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    excel.inner.cannot_save = True
    message = press(excel)
    assert "Excel could not save 'my.xlsx' where it is kept. What belongs into the workbook waits." in message
    assert delegate(of_excel(excel), "B2") == "Guest 2"
    nothing_is_lost(folder)


def test_what_was_typed_flows_only_once_it_is_saved(folder: Path, excel: Excel) -> None:
    type_delegate(excel, "B1", "Ama Owusu")
    excel.inner.cannot_save = True
    assert "Excel could not save" in press(excel)
    assert excel.screen.modes == ["critical"] and delegate(bookings(folder / THEIRS), "B1") == "Guest 1"
    assert "'Sync now' did not do its work." in str(excel.shows(CheckRow.tab, "What to do"))


def test_a_save_that_never_reaches_the_file_is_none(folder: Path, excel: Excel) -> None:
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    excel.inner.loses_what_it_saves = True
    assert "Excel could not save" in press(excel)
    assert delegate(of_excel(excel), "B2") == "Guest 2"
    nothing_is_lost(folder)


def test_a_file_that_changes_without_bearing_the_mark_of_the_write_was_not_saved(
    folder: Path, excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def goes_elsewhere(_: OpenBook, *__: object, **___: object) -> None:
        book(folder / MINE, "B3", "Delegate", "Guest 3 ")

    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    with monkeypatch.context() as patched:
        patched.setattr(OpenBook, "save", goes_elsewhere)
        assert "Excel could not save" in press(excel)
    book(folder / MINE, "B3", "Delegate", "Guest 3")
    nothing_is_lost(folder)


def test_a_workbook_that_a_round_changed_after_excel_opened_it_is_left_alone(folder: Path, excel: Excel) -> None:
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    synced(folder)
    kept = (folder / MINE).read_bytes()
    message = press(excel)
    assert message.startswith("'my.xlsx' in Excel is not the one that is kept")
    assert (folder / MINE).read_bytes() == kept and excel.inner.saves == 0
    nothing_is_lost(folder)


def test_without_a_pepsheets_toml_it_says_how_to_set_one_up(folder: Path, excel: Excel) -> None:
    (folder / "pepsheets.toml").unlink()
    message = press(excel)
    assert message.startswith("This workbook has no shared sheet yet")
    assert "'pepsheets share add group.xlsx --workbook my.xlsx'" in message


def test_without_the_libraries_of_rounds_it_says_how_to_install_them(
    excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_step, "find_spec", lambda _: None)
    assert 'pip install "pepsheets[sync]"' in press(excel)


def test_a_mistake_in_the_file_is_told_with_its_line(folder: Path, excel: Excel) -> None:
    config(folder, SHARE.replace("Schools", "Shools"))
    assert "pepsheets.toml, line 6" in press(excel)


def test_pressed_in_the_shared_workbook_it_says_where_to_press(folder: Path) -> None:
    message = press(Excel(folder / THEIRS))
    assert message.startswith("This is a shared workbook: 'my.xlsx' is kept in step with it.")


def test_a_file_elsewhere_is_found_once_a_round_was_made_by_it(folder: Path, excel: Excel) -> None:
    office = folder / "office"
    office.mkdir()
    (folder / "pepsheets.toml").unlink()
    text = config(office).read_text(encoding="utf-8").replace(MINE, f"../{MINE}").replace(THEIRS, f"../{THEIRS}")
    (office / "pepsheets.toml").write_text(text, encoding="utf-8")
    synced(office)
    assert press(excel) == "'Steering group': Both sides were in step already."


def test_while_another_round_runs_it_says_who_holds_it(folder: Path, excel: Excel) -> None:
    other = Holder("Ann", "another computer", 7)
    with open_store(store_address(folder / "home", {})) as store:
        store.acquire("Steering group", other, MOMENT, MOMENT.replace(hour=11))
        message = press(excel)
    assert "another computer" in message
