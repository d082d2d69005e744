"""The workbook that is open in Excel as one side of a round: what the round goes by always stands in the file too.

What two sides agree on is kept in the store, and outlives Excel. Had the store taken for agreed what Excel has not
saved, and had Excel then been closed without saving, the next round would find the old values in the file, take them
for what the manager wants now, and carry them over what others typed. So the workbook is saved before it is read, and
what is written is saved, and seen in the file, before anyone is told that it was written. docs/decisions/0009 has more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pepsheets.faces.pressing.press import Press
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.gateways.workbook_file.files import read_file, state_of
from pepsheets.sheets import FileCannotBeSaved, GatewayError, Plan, Receipt, Workbook

if TYPE_CHECKING:
    import xlwings as xw

PATIENCE = 30
"""So often the file is looked at until it shows what was saved. In a folder that is synchronised it may come late."""
PAUSE = 0.5
"""Seconds between two looks."""


class OldInExcel(GatewayError):
    """Excel shows the workbook as it was before the file was written by a round."""

    remedy = (
        "Nothing was changed. Close the workbook without saving it, and open it again; if you typed something since "
        "you opened it, keep that first with File, Save a Copy. Then press the button again."
    )


class SavedWorkbook:
    """The door to a workbook that is open in Excel and kept in a file of this computer.

    ``keep_copy`` keeps the file as it stands; it is called before the first save, and before the first write.
    """

    def __init__(
        self, press: Press, file: Path, keep_copy: Callable[[], Path], pause: Callable[[float], object]
    ) -> None:
        self._live = press.live
        self._book = press.book
        self._file = file
        self._keep_copy = keep_copy
        self._pause = pause
        self._is_begun = False
        self._copy: Path | None = None

    @property
    def address(self) -> str:
        return str(self._file)

    @property
    def has_written(self) -> bool:
        """Whether anything was written, apart from what the person had typed and not saved."""
        return self._copy is not None

    def read(self, tabs: Collection[str]) -> Workbook:
        """The tabs as they stand in Excel, and in the file. Nobody types while a button works: it is saved once."""
        if not self._is_begun:
            self._begin()
        return self._live.read(tabs)

    def _begin(self) -> None:
        if self._live.read([]).mark != self._mark_in_file():
            raise OldInExcel(f"'{self._file.name}' in Excel is not the one that is kept: a round has changed the file.")
        if not is_saved(self._book):
            self._keep_copy()
            before = self._state_of_file()
            self._save(lambda: self._state_of_file() != before)
        self._is_begun = True

    def write(self, plan: Plan, state: str) -> Receipt:
        """Carried out in Excel, and saved; where it cannot be saved, taken back."""
        self._copy = self._copy or self._keep_copy()
        before = self._state_of_file()
        receipt = self._live.write(plan, state)
        try:
            self._save(lambda: self._state_of_file() != before and plan.mark in ("", self._mark_in_file()))
        except FileCannotBeSaved:
            self._live.put_back()
            raise
        return Receipt(receipt.cells, str(self._copy), receipt.state)

    def _save(self, is_in_file: Callable[[], bool]) -> None:
        try:
            self._book.save()
        except Exception as fault:
            raise self._unsaved() from fault
        for _ in range(PATIENCE):
            if _or_not_yet(is_in_file):
                return
            self._pause(PAUSE)
        raise self._unsaved()

    def _unsaved(self) -> FileCannotBeSaved:
        return FileCannotBeSaved(
            f"Excel could not save '{self._file.name}' where it is kept.",
            "Save it yourself, see that Excel does not have it open for reading only, and press the button again.",
        )

    def _mark_in_file(self) -> str:
        return WorkbookFile(str(self._file)).read([]).mark

    def _state_of_file(self) -> str:
        return state_of(read_file(self._file))


def is_saved(book: xw.Book) -> bool:
    """Whether Excel says that it has nothing to save, as it does on Windows or on a Mac; else it is asked to save."""
    with suppress(Exception):
        return book.api.Saved is True
    with suppress(Exception):
        return book.api.saved.get() is True
    return False


def _or_not_yet(question: Callable[[], bool]) -> bool:
    """While a file is being replaced it may not be there, or not be whole."""
    try:
        return question()
    except GatewayError:
        return False
