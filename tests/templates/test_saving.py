"""A new workbook is placed whole where nothing stands, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.sheets import AddressNotFound, AddressNotUnderstood, AddressTaken, FileCannotBeSaved
from pepsheets.templates import write_template
from tests.templates.opened import TODAY, empty_bytes, sample_bytes


def test_the_empty_workbook_and_the_sample_are_written(tmp_path: Path) -> None:
    write_template(PEPMK, tmp_path / "a.xlsx", TODAY, with_sample=False)
    write_template(PEPMK, tmp_path / "b.XLSX", TODAY, with_sample=True)
    assert (tmp_path / "a.xlsx").read_bytes() == empty_bytes()
    assert (tmp_path / "b.XLSX").read_bytes() == sample_bytes()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["file.xlsx", "folder.xlsx"])
def test_nothing_is_ever_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.xlsx").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(AddressTaken, match="something at"):
        write_template(PEPMK, tmp_path / name, TODAY, with_sample=False)
    assert (tmp_path / "file.xlsx").read_text(encoding="utf-8") == "mine"


def test_a_name_taken_in_the_meantime_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.xlsx"
    path.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(Path, "exists", lambda self: False)
    with pytest.raises(AddressTaken):
        write_template(PEPMK, path, TODAY, with_sample=False)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AddressNotFound, match="no folder"):
        write_template(PEPMK, tmp_path / "none" / "new.xlsx", TODAY, with_sample=False)


@pytest.mark.parametrize("name", ["new", "new.xls", "new.xltm"])
def test_a_workbook_is_called_xlsx(tmp_path: Path, name: str) -> None:
    with pytest.raises(AddressNotUnderstood, match=r"ends in \.xlsx"):
        write_template(PEPMK, tmp_path / name, TODAY, with_sample=False)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileCannotBeSaved, match="No space left"):
        write_template(PEPMK, tmp_path / "new.xlsx", TODAY, with_sample=False)
    assert not list(tmp_path.iterdir())
