"""Whatever happens on the way, the file is the old one or the new one, and a dated copy of the old one is kept."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import WorkbookFile, backups, temporary, write_cells
from pepsheets.gateways.workbook_file.locks import refuse_if_open
from pepsheets.gateways.workbook_file.steps import Step, Watch
from pepsheets.sheets import (
    CellChange,
    FileCannotBeSaved,
    FileChangedMeanwhile,
    FileIsOpen,
    GatewayError,
    Plan,
)
from tests.gateways.workbook_file.books import NOON, costs, door, plain, read, write

PLAN = Plan((CellChange("Costs", 2, 2, 210.0, 5),))


def excel_lock(name: str) -> bytes:
    narrow = bytes([len(name)]) + name.encode("cp1252").ljust(54)
    return narrow + len(name).to_bytes(2, "little") + name.encode("utf-16-le").ljust(108, b" ")


def word_like_lock(name: str) -> bytes:
    narrow = bytes([len(name)]) + name.encode("cp1252").ljust(53)
    return narrow + len(name).to_bytes(2, "little") + name.encode("utf-16-le").ljust(106, b" ")


LOCKS = {
    "Excel": ("~$costs.xlsx", excel_lock("Zoë Malik"), "Zoë Malik has 'costs.xlsx' open."),
    "short Excel": ("~$costs.xlsx", word_like_lock("Zoë Malik"), "Zoë Malik has 'costs.xlsx' open."),
    "old Excel": ("~$costs.xlsx", b"\x05Zo\xeb M", "Zoë M has 'costs.xlsx' open."),
    "empty": ("~$costs.xlsx", b"", "Somebody has 'costs.xlsx' open."),
    "LibreOffice": (".~lock.costs.xlsx#", b"Ama Owusu,ama/PC7,PC7,01.03.2026 09:00,file:///C:/x;", "Ama Owusu has"),
    "a name with a comma": (".~lock.costs.xlsx#", b"Owusu\\, Ama,ama/PC7,PC7,,;", "Owusu, Ama has 'costs.xlsx' open."),
    "only the account": (".~lock.costs.xlsx#", b",ama,PC7,01.03.2026 09:00,;", "ama has 'costs.xlsx' open."),
}


@pytest.mark.parametrize(("name", "content", "sentence"), LOCKS.values(), ids=LOCKS)
def test_a_workbook_that_is_open_is_not_written_and_the_person_is_named(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileIsOpen) as refusal:
        write(path, {(2, 2): 5})
    assert refusal.value.message.startswith(sentence) and name in refusal.value.remedy
    assert path.read_bytes() == before and {each.name for each in tmp_path.iterdir()} == {"costs.xlsx", name}


def test_what_to_do_about_a_lock_that_a_crash_left_is_said(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    (tmp_path / "~$costs.xlsx").write_bytes(excel_lock("Zoë"))
    with pytest.raises(FileIsOpen) as refusal:
        write(path, {(2, 2): 5})
    assert refusal.value.remedy == (
        "Ask them to save and close it, then try again. If nobody has it open, a program that stopped suddenly left "
        "its mark: delete the file '~$costs.xlsx' beside the workbook (it may be hidden)."
    )
    (tmp_path / "~$costs.xlsx").unlink()
    assert write(path, {(2, 2): 5}).cells == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make such links")
@pytest.mark.parametrize("place", ["real", "links"])
def test_a_lock_beside_the_link_or_beside_the_workbook_itself_is_seen(tmp_path: Path, place: str) -> None:
    for folder in ("real", "links"):
        (tmp_path / folder).mkdir()
    link = tmp_path / "links" / "costs.xlsx"
    link.symlink_to(costs(tmp_path / "real" / "costs.xlsx"))
    (tmp_path / place / ".~lock.costs.xlsx#").write_text("Ama,ama,PC7,,;")
    with pytest.raises(FileIsOpen, match="Ama has"):
        write_cells(link, {("Costs", "B2"): 5})


def test_a_workbook_that_is_open_can_be_read(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    (tmp_path / "~$costs.xlsx").write_bytes(excel_lock("Zoë"))
    assert read(path)[1][0] == "Hillside"


def test_a_lock_of_another_workbook_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "~$other.xlsx").write_bytes(excel_lock("Zoë"))
    refuse_if_open(tmp_path / "costs.xlsx")
    write(costs(tmp_path / "costs.xlsx"), {(2, 2): 5})


def test_a_file_that_was_saved_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    gateway = door(path)
    state = gateway.read(["Costs"]).state
    plain(path)
    before = path.read_bytes()
    with pytest.raises(FileChangedMeanwhile, match="Run the command again"):
        gateway.write(PLAN, state)
    assert path.read_bytes() == before


def test_a_file_that_is_saved_at_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")

    def meanwhile() -> datetime:
        plain(path)
        return NOON

    gateway = WorkbookFile(str(path), tmp_path / "backups", meanwhile)
    with pytest.raises(FileChangedMeanwhile):
        gateway.write(PLAN, gateway.read([]).state)
    assert read(path) == [["School", "Pupils"], ["Hillside", 210.0], ["Park", 98.0]]
    assert not list(tmp_path.glob(".pepsheets-*"))


def fail(*_arguments: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


STEPS: dict[str, tuple[object, str]] = {
    "making the new file": (tempfile, "mkstemp"),
    "writing it": (os, "fdopen"),
    "syncing it": (os, "fsync"),
    "giving it the mode": (shutil, "copymode"),
    "putting it in place": (Path, "replace"),
}


@pytest.mark.parametrize(("owner", "name"), STEPS.values(), ids=STEPS)
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before, gateway = path.read_bytes(), WorkbookFile(str(path), tmp_path / "kept", lambda: NOON)
    state = gateway.read([]).state
    backups.keep(path, before, tmp_path / "kept", NOON)
    monkeypatch.setattr(owner, name, fail)
    with pytest.raises(FileCannotBeSaved, match="its disk is full"):
        gateway.write(PLAN, state)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"costs.xlsx", "kept"}


def test_what_the_disk_gives_back_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    whole = temporary.beside

    def spoilt(target: Path, data: bytes, watch: Watch, steps: tuple[Step, Step, Step]) -> AbstractContextManager[Path]:
        middle = data.index(b"theme/theme1.xml") + 200
        return whole(target, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :], watch, steps)

    monkeypatch.setattr("pepsheets.gateways.workbook_file.saving.beside", spoilt)
    with pytest.raises(GatewayError):
        write(path, {(2, 2): 5})
    assert path.read_bytes() == before and not list(tmp_path.glob(".pepsheets-*"))


def test_windows_denying_the_file_means_that_somebody_has_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = costs(tmp_path / "costs.xlsx")
    in_place = Path.replace

    def deny(source: Path, target: Path) -> Path:
        if target != path:
            return in_place(source, target)
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = 5  # type: ignore[attr-defined,unused-ignore]  # only Windows has it
        raise error

    monkeypatch.setattr(Path, "replace", deny)
    with pytest.raises(FileIsOpen, match=r"Somebody has 'costs\.xlsx' open"):
        write(path, {(2, 2): 5})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    path.chmod(0o640)
    write(path, {(2, 2): 5})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    path.chmod(0o444)
    with pytest.raises(FileCannotBeSaved, match="is marked as read-only"):
        write(path, {(2, 2): 5})
    path.chmod(0o644)
    assert read(path)[1][1] == 210


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make such links")
def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = costs(tmp_path / "real" / "costs.xlsx")
    (tmp_path / "link.xlsx").symlink_to(path)
    write_cells(tmp_path / "link.xlsx", {("Costs", "B2"): 5})
    assert (tmp_path / "link.xlsx").is_symlink() and read(path)[1][1] == 5


def test_the_old_file_is_kept_as_a_dated_copy(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    receipt = write(path, {(2, 2): 5, (2, 3): None})
    assert receipt.cells == 2 and receipt.backup is not None
    copy = Path(receipt.backup)
    assert copy.read_bytes() == before
    assert copy.name.startswith("2026-03-02 12-00-00") and copy.suffix == ".xlsx"
    assert copy.parent.name.startswith("costs-")


def test_one_state_is_kept_once(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    times = [NOON, NOON + timedelta(minutes=1)]
    assert len({backups.keep(path, path.read_bytes(), tmp_path / "kept", time) for time in times}) == 1


def test_the_last_twenty_copies_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "costs.xlsx"
    for number in range(25):
        backups.keep(path, bytes([number]), tmp_path / "kept", NOON + timedelta(minutes=number))
        backups.let_go(path, tmp_path / "kept")
    kept = backups.backups_of(path, tmp_path / "kept")
    assert (
        len(kept) == 20 and kept[0].name.startswith("2026-03-02 12-05") and kept[-1].name.startswith("2026-03-02 12-24")
    )


def test_without_room_for_a_copy_nothing_is_changed(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    before = path.read_bytes()
    (tmp_path / "backups").write_text("a file stands where the folder should be")
    with pytest.raises(FileCannotBeSaved, match=r"No copy of 'costs\.xlsx' could be kept"):
        write(path, {(2, 2): 5})
    assert path.read_bytes() == before


SETTINGS: list[tuple[str, dict[str, str], Callable[[Path], Path]]] = [
    ("linux", {"PEPSHEETS_BACKUPS": "kept", "XDG_DATA_HOME": "data"}, lambda _home: Path("kept")),
    ("linux", {"XDG_DATA_HOME": "data"}, lambda _home: Path("data/pepsheets/backups")),
    ("linux", {}, lambda home: home / ".local/share/pepsheets/backups"),
    ("darwin", {}, lambda home: home / "Library/Application Support/pepsheets/backups"),
    ("win32", {"LOCALAPPDATA": "local"}, lambda _home: Path("local/pepsheets/backups")),
    ("win32", {}, lambda home: home / "AppData/Local/pepsheets/backups"),
]


@pytest.mark.parametrize(("platform", "environment", "expected"), SETTINGS)
def test_copies_go_to_the_users_own_data(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: Callable[[Path], Path]
) -> None:
    home = Path.home()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(sys, "platform", platform)
    assert backups.backups_folder(None, environment) == expected(home)
    assert backups.backups_folder(Path("asked"), environment) == Path("asked")


def test_write_cells_keeps_a_copy_too(tmp_path: Path, backups_elsewhere: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write_cells(path, {("Costs", "B2"): 5})
    assert len(backups.backups_of(path, backups_elsewhere)) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["costs.xlsx"]
