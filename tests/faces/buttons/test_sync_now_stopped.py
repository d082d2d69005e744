"""Sync now, killed in the middle: whatever the person does then with the workbook in Excel, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.faces.buttons.excel import Excel, OpenBook
from tests.faces.buttons.in_step import both, delegate, nothing_is_lost, of_excel, press, synced
from tests.faces.shares import THEIRS, book


class Killed(BaseException):
    """The process ends here, whatever it was doing."""


def killed(excel: Excel, save: Callable[[OpenBook], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Press, and die in the middle of the save that follows the write."""
    monkeypatch.setattr(OpenBook, "save", lambda book, *_, **__: save(book))
    with pytest.raises(Killed):
        press(excel)


def before_it(_: OpenBook) -> None:
    raise Killed


def after_it(book: OpenBook) -> None:
    REALLY_SAVE(book)
    raise Killed


REALLY_SAVE = OpenBook.save
Stop: TypeAlias = Callable[[Callable[[OpenBook], None]], Excel]


@pytest.fixture
def stopped(folder: Path, in_excel: Excel, monkeypatch: pytest.MonkeyPatch) -> Stop:
    """A press that was killed when it saved, with an edit of the others under way into the workbook."""

    def stop(at: Callable[[OpenBook], None]) -> Excel:
        book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
        with monkeypatch.context() as patched:
            killed(in_excel, at, patched)
        assert delegate(of_excel(in_excel), "B2") == "Tom Reed"
        return in_excel

    return stop


def test_killed_before_the_save_and_closed_without_saving_nothing_is_lost(folder: Path, stopped: Stop) -> None:
    stopped(before_it)
    nothing_is_lost(folder)


def test_killed_before_the_save_and_saved_by_hand_nothing_is_lost(folder: Path, stopped: Stop) -> None:
    REALLY_SAVE(stopped(before_it).inner)
    nothing_is_lost(folder)


def test_killed_after_the_save_nothing_is_lost(folder: Path, stopped: Stop) -> None:
    stopped(after_it)
    nothing_is_lost(folder)


def test_killed_before_the_save_and_pressed_again_the_workbook_is_to_be_opened_anew(
    folder: Path, stopped: Stop
) -> None:
    excel = stopped(before_it)
    assert "Close the workbook without saving it, and open it again" in press(excel)
    nothing_is_lost(folder)


def test_killed_after_the_save_and_pressed_again_the_round_is_ended(folder: Path, stopped: Stop) -> None:
    assert "in step" in press(stopped(after_it))
    nothing_is_lost(folder)


@pytest.mark.parametrize("is_saved_by_hand", [False, True])
def test_what_the_others_typed_since_stands_whatever_was_on_its_way(
    folder: Path, stopped: Stop, is_saved_by_hand: bool
) -> None:
    excel = stopped(before_it)
    book(folder / THEIRS, "B2", "Delegate", "Una Webb")
    if is_saved_by_hand:
        REALLY_SAVE(excel.inner)
    synced(folder)
    assert [delegate(rows, "B2") for rows in both(folder)] == ["Una Webb", "Una Webb"]
