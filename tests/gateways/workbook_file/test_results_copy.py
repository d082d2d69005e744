"""Results in a copy: the workbook is read as it was last saved and never touched, and nothing is overwritten."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from pepsheets.gateways import open_results_copy
from pepsheets.sheets import (
    AddressNotFound,
    AddressNotUnderstood,
    AddressTaken,
    CellChange,
    FileChangedMeanwhile,
    GatewayError,
    Plan,
)
from tests.gateways.workbook_file.books import costs, plain, read

PLAN = Plan((CellChange("Costs", 2, 2, 210.0, 5),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook that Excel has open."""
    (tmp_path / "~$costs.xlsx").write_bytes(b"")
    return costs(tmp_path / "costs.xlsx")


def write(path: Path, copy: Path) -> None:
    door = open_results_copy(str(path), str(copy))
    door.write(PLAN, door.read(["Costs"]).state)


def test_the_results_stand_in_the_copy_and_the_workbook_is_as_it_was(path: Path) -> None:
    before, copy = path.read_bytes(), path.with_name("copy.xlsx")
    write(path, copy)
    assert read(copy)[1][1] == 5 and path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {"costs.xlsx", "~$costs.xlsx", "copy.xlsx"}


def test_nothing_that_stands_there_is_overwritten(path: Path) -> None:
    copy = plain(path.with_name("copy.xlsx"))
    before = copy.read_bytes()
    with pytest.raises(AddressTaken, match="Give another name for the copy"):
        write(path, copy)
    with pytest.raises(AddressTaken):
        write(path, path)
    assert copy.read_bytes() == before


@pytest.mark.parametrize("has_one_name_only", [False, True])
def test_nothing_that_appears_there_meanwhile_is_overwritten(
    path: Path, has_one_name_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_one_name_only:
        monkeypatch.setattr(os, "link", not_here)
    copy = path.with_name("copy.xlsx")
    door = open_results_copy(str(path), str(copy))
    state = door.read([]).state
    copy.write_bytes(b"somebody was quicker")
    with pytest.raises(AddressTaken):
        door.write(PLAN, state)
    assert copy.read_bytes() == b"somebody was quicker" and not list(path.parent.glob(".pepsheets-*"))


def not_here(*_: object) -> None:
    raise OSError("files have one name here")


def test_a_disk_that_gives_a_file_one_name_only_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", not_here)
    write(path, path.with_name("copy.xlsx"))
    assert read(path.with_name("copy.xlsx"))[1][1] == 5


@pytest.mark.parametrize(
    ("name", "kind"),
    [("copy.xlsm", AddressNotUnderstood), ("copy", AddressNotUnderstood), ("absent/copy.xlsx", AddressNotFound)],
)
def test_a_name_that_will_not_do_is_told(path: Path, name: str, kind: type[GatewayError]) -> None:
    with pytest.raises(kind):
        write(path, path.parent / name)


def test_a_workbook_saved_since_it_was_read_is_read_again(path: Path) -> None:
    door = open_results_copy(str(path), str(path.with_name("copy.xlsx")))
    state = door.read([]).state
    plain(path)
    with pytest.raises(FileChangedMeanwhile):
        door.write(PLAN, state)
    assert not path.with_name("copy.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_copy_can_be_read_by_the_same_people(path: Path) -> None:
    path.chmod(0o640)
    write(path, path.with_name("copy.xlsx"))
    assert stat.S_IMODE(path.with_name("copy.xlsx").stat().st_mode) == 0o640


def test_workbooks_of_other_kinds_are_told(tmp_path: Path) -> None:
    with pytest.raises(AddressNotUnderstood):
        open_results_copy("google:abc", str(tmp_path / "copy.xlsx"))
