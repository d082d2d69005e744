"""A dated copy of the workbook before a button changes it, since Excel cannot undo what a button did."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pepsheets.faces.running import Standing
from pepsheets.gateways.workbook_file.backups import backups_folder, keep, let_go
from pepsheets.gateways.workbook_file.files import read_file
from pepsheets.sheets import Gateway, GatewayError, Plan, Receipt, Workbook

if TYPE_CHECKING:
    import xlwings as xw


class CopyFirst:
    """A door that keeps a copy before its first write; of a workbook without a file here none can be kept.

    ``standing`` says how far the workbook has come, whatever goes wrong later.
    """

    def __init__(self, door: Gateway, book: xw.Book, file: Path | None, now: datetime) -> None:
        self._door = door
        self._book = book
        self._file = file
        self._now = now
        self.copy: Path | None = None
        self.standing: Standing = "untouched"

    @property
    def address(self) -> str:
        return self._door.address

    def read(self, tabs: Collection[str]) -> Workbook:
        return self._door.read(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        if self._file is not None and self.copy is None:
            self.copy = keep_copy(self._file, _as_it_stands(self._book, self._file), self._now)
        before, self.standing = self.standing, "being saved"
        try:
            receipt = self._door.write(plan, state)
        except GatewayError:
            self.standing = before
            raise
        self.standing = "saved"
        return replace(receipt, backup=str(self.copy)) if self.copy else receipt


def keep_copy(file: Path, data: bytes, now: datetime) -> Path:
    """A copy among those that 'pepsheets backups' lists."""
    folder = backups_folder()
    copy = keep(file, data, folder, now.replace(tzinfo=None))
    let_go(file, folder)
    return copy


def _as_it_stands(book: xw.Book, file: Path) -> bytes:
    """The workbook with all that is not saved yet, where Excel gives it (on Windows); else as it was last saved."""
    with suppress(Exception), TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        book.api.SaveCopyAs(str(copy))
        return copy.read_bytes()
    return read_file(file)
