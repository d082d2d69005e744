"""The way back: every copy can be listed and put back, and putting one back loses nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.gateways.workbook_file.backups import backups_of
from pepsheets.gateways.workbook_file.restoring import NoSuchCopy, dated_copies, restore
from pepsheets.sheets import CellChange, FileIsOpen, Plan
from tests.gateways.workbook_file.books import NOON, costs, read

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of which three states are kept: with 210, 1 and 2 pupils. Now it has 3."""
    path = costs(tmp_path / "costs.xlsx")
    for number in (1, 2, 3):
        gateway = WorkbookFile(str(path), kept(path), (NOON + timedelta(minutes=number)).replace)
        gateway.write(Plan((CellChange("Costs", 2, 2, None, number),)), gateway.read([]).state)
    return path


def kept(path: Path) -> Path:
    return path.parent / "backups"


def pupils(path: Path) -> object:
    return read(path)[1][1]


def test_copies_are_listed_with_the_latest_first(path: Path) -> None:
    copies = dated_copies(str(path), kept(path))
    assert [copy.number for copy in copies] == [1, 2, 3]
    assert [copy.kept_at for copy in copies] == [NOON + timedelta(minutes=minutes) for minutes in (3, 2, 1)]
    assert all(copy.size == copy.path.stat().st_size > 0 for copy in copies)


@pytest.mark.parametrize(("number", "expected"), [(1, 2), (2, 1), (3, 210)])
def test_a_copy_is_put_back_and_the_present_state_is_kept_first(path: Path, number: int, expected: int) -> None:
    now = path.read_bytes()
    wanted = dated_copies(str(path), kept(path))[number - 1].path.read_bytes()
    restored = restore(str(path), number, kept(path), LATER)
    assert path.read_bytes() == wanted and pupils(path) == expected
    assert restored.backup is not None and restored.backup.read_bytes() == now
    assert dated_copies(str(path), kept(path))[0].path == restored.backup


def test_putting_back_can_itself_be_taken_back(path: Path) -> None:
    now = path.read_bytes()
    restore(str(path), 3, kept(path), LATER)
    restore(str(path), 1, kept(path), LATER + timedelta(minutes=1))
    assert path.read_bytes() == now


def test_a_copy_that_the_workbook_equals_is_not_written_again(path: Path) -> None:
    restore(str(path), 3, kept(path), LATER)
    before = path.stat().st_mtime_ns
    restored = restore(str(path), 4, kept(path), LATER)
    assert not restored.has_changed and restored.backup is None and path.stat().st_mtime_ns == before


def test_a_workbook_that_was_deleted_comes_back(path: Path) -> None:
    path.unlink()
    restored = restore(str(path), 1, kept(path), LATER)
    assert pupils(path) == 2 and restored.has_changed and restored.backup is None


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_number_that_no_copy_has_is_told(path: Path, number: int) -> None:
    before = path.read_bytes()
    with pytest.raises(NoSuchCopy, match=f"no copy number {number} of 'costs.xlsx'"):
        restore(str(path), number, kept(path), LATER)
    assert path.read_bytes() == before


def test_a_damaged_copy_is_not_put_back(path: Path) -> None:
    before, copy = path.read_bytes(), dated_copies(str(path), kept(path))[0].path
    copy.write_bytes(copy.read_bytes()[:-1])
    with pytest.raises(NoSuchCopy, match="has been damaged since it was kept"):
        restore(str(path), 1, kept(path), LATER)
    assert path.read_bytes() == before


def test_an_open_workbook_is_not_replaced_by_a_copy(path: Path) -> None:
    before = path.read_bytes()
    path.with_name("~$costs.xlsx").write_bytes(b"")
    with pytest.raises(FileIsOpen):
        restore(str(path), 1, kept(path), LATER)
    assert path.read_bytes() == before


def test_only_copies_of_the_workbook_are_listed(path: Path) -> None:
    [folder] = {copy.parent for copy in backups_of(path, kept(path))}
    for name in (".pepsheets-abcd_123.xlsx", "notes.xlsx", "2026-03-02 12-00-00.000000 0123abcd.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "2026-03-02 12-00-00.000000 0123abcd.xlsx").mkdir()
    assert len(dated_copies(str(path), kept(path))) == 3


def test_a_workbook_never_changed_has_no_copies(tmp_path: Path) -> None:
    assert dated_copies(str(tmp_path / "new.xlsx"), tmp_path / "backups") == ()
