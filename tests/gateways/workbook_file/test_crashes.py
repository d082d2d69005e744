"""Whatever stops a save, the workbook opens afterwards and is, byte for byte, the old one or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from pepsheets.gateways.workbook_file import WorkbookFile, restoring
from pepsheets.gateways.workbook_file.backups import backups_of, keep
from pepsheets.gateways.workbook_file.steps import Step
from pepsheets.gateways.workbook_file.temporary import STALE_AFTER
from pepsheets.sheets import (
    CellChange,
    FileCannotBeSaved,
    FileChangedMeanwhile,
    FileIsOpen,
    Plan,
)
from tests.gateways.workbook_file.books import NOON, costs, plain, read

PLAN = Plan((CellChange("Costs", 2, 2, 210.0, 5), CellChange("Costs", 3, 1, "x", "y" * 500)))
BEFORE_REPLACING = [step for step in Step if step < Step.REPLACED]
MAY_FAIL = [step for step in BEFORE_REPLACING if step not in (Step.WORKED_OUT, Step.COPY_KEPT)]

SAVE_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.gateways.workbook_file.restoring import restore
from tests.gateways.workbook_file.test_crashes import PLAN

path, backups, how, last = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])

def watch(step):
    if step == last:
        os.kill(os.getpid(), signal.SIGKILL)

if how == "write":
    door = WorkbookFile(path, backups, lambda: datetime(2026, 3, 2, 13), watch)
    door.write(PLAN, door.read([]).state)
else:
    restore(path, 1, backups, datetime(2026, 3, 2, 13), watch)
"""


def door(path: Path, watch: Callable[[Step], None]) -> WorkbookFile:
    return WorkbookFile(str(path), path.parent / "backups", lambda: NOON, watch)


def save(path: Path, watch: Callable[[Step], None] = lambda _: None) -> None:
    gateway = door(path, watch)
    gateway.write(PLAN, gateway.read([]).state)


def at(step: Step, do: Callable[[], object]) -> Callable[[Step], None]:
    def watch(now: Step) -> None:
        if now == step:
            do()

    return watch


def after(path: Path) -> bytes:
    """What the file is after an undisturbed save."""
    (path.parent / "twin").mkdir()
    twin = path.parent / "twin" / path.name
    shutil.copyfile(path, twin)
    save(twin)
    new = twin.read_bytes()
    shutil.rmtree(twin.parent)
    return new


def temporary_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob(".pepsheets-*"))


def assert_opens(path: Path) -> None:
    assert read(path)[0][0] == "School"
    assert openpyxl.load_workbook(path).sheetnames[0] == "Costs"


def let_age(files: list[Path]) -> None:
    for file in files:
        then = file.stat().st_mtime - STALE_AFTER - 60
        os.utime(file, (then, then))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills processes otherwise")
@pytest.mark.parametrize("how", ["write", "restore"])
@pytest.mark.parametrize("step", Step, ids=lambda step: step.name)
def test_a_process_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path, step: Step, how: str) -> None:
    path, kept = costs(tmp_path / "costs.xlsx"), tmp_path / "backups"
    old, new = path.read_bytes(), after(path)
    if how == "restore":
        save(path)
        old, new = new, old
    words = [sys.executable, "-c", SAVE_AND_DIE, str(path), str(kept), how, str(int(step))]
    done = subprocess.run(words, check=False, cwd=Path(__file__).parents[3], capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert path.read_bytes() == (old if step < Step.REPLACED else new)
    assert_opens(path)
    assert all(copy.read_bytes() in (old, new) for copy in backups_of(path, kept))
    if step >= Step.COPY_KEPT:
        assert backups_of(path, kept)[-1].read_bytes() == old
    assert len(temporary_files(tmp_path)) <= 1
    let_age(temporary_files(tmp_path))
    gateway = door(path, lambda _: None)
    gateway.write(Plan((CellChange("Costs", 2, 2, None, 6),)), gateway.read([]).state)
    assert temporary_files(tmp_path) == [] and read(path)[1][1] == 6


def test_the_steps_are_announced_in_their_order(tmp_path: Path) -> None:
    seen: list[Step] = []
    save(costs(tmp_path / "costs.xlsx"), seen.append)
    assert seen == list(Step)


FAILURES = {
    errno.ENOSPC: "its disk is full",
    errno.EACCES: "you may not write in its folder",
    errno.EROFS: "you may not write in its folder",
    errno.EIO: "could not be saved: ",
}


@pytest.mark.parametrize("number", FAILURES, ids=errno.errorcode.get)
@pytest.mark.parametrize("step", MAY_FAIL, ids=lambda step: step.name)
def test_a_disk_that_fails_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, step: Step, number: int
) -> None:
    path = costs(tmp_path / "costs.xlsx")
    old = path.read_bytes()

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    words = "No copy of 'costs.xlsx' could be kept" if step < Step.COPY_KEPT else FAILURES[number]
    with pytest.raises(FileCannotBeSaved, match=words):
        save(path, at(step, fail))
    assert path.read_bytes() == old and temporary_files(tmp_path) == []
    save(path)
    assert_opens(path)


DISK_WITH_LITTLE_ROOM = """
import resource, sys
from datetime import datetime
from pathlib import Path
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import FileCannotBeSaved
from tests.gateways.workbook_file.test_crashes import PLAN

door = WorkbookFile(sys.argv[1], Path(sys.argv[2]), lambda: datetime(2026, 3, 2, 13))
state = door.read([]).state
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    door.write(PLAN, state)
except FileCannotBeSaved as refusal:
    print(refusal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
@pytest.mark.parametrize(("has_copy", "words"), [(True, "its disk is full"), (False, "No copy of")])
def test_a_write_that_really_stops_half_way_leaves_the_old_file(tmp_path: Path, has_copy: bool, words: str) -> None:
    path, kept = costs(tmp_path / "costs.xlsx"), tmp_path / "backups"
    old = path.read_bytes()
    if has_copy:
        keep(path, old, kept, NOON)
    command = [sys.executable, "-c", DISK_WITH_LITTLE_ROOM, str(path), str(kept)]
    done = subprocess.run(command, check=True, cwd=Path(__file__).parents[3], capture_output=True, text=True)
    assert words in done.stdout and done.stderr == ""
    assert path.read_bytes() == old and temporary_files(tmp_path) == []


@pytest.mark.parametrize("step", [step for step in BEFORE_REPLACING if step < Step.LAST_LOOK], ids=lambda s: s.name)
def test_what_somebody_saves_meanwhile_is_never_overwritten(tmp_path: Path, step: Step) -> None:
    """Between the last look and the replacing lie some microseconds that no program can close."""
    path, theirs = costs(tmp_path / "costs.xlsx"), plain(tmp_path / "theirs.xlsx").read_bytes()
    with pytest.raises(FileChangedMeanwhile, match="Run the command again"):
        save(path, at(step, lambda: path.write_bytes(theirs)))
    assert path.read_bytes() == theirs and temporary_files(tmp_path) == []


@pytest.mark.parametrize("step", [step for step in BEFORE_REPLACING if step < Step.LAST_LOOK], ids=lambda s: s.name)
def test_a_workbook_that_is_opened_meanwhile_is_not_replaced(tmp_path: Path, step: Step) -> None:
    path = costs(tmp_path / "costs.xlsx")
    old, lock = path.read_bytes(), tmp_path / "~$costs.xlsx"
    with pytest.raises(FileIsOpen):
        save(path, at(step, lambda: lock.write_bytes(b"")))
    assert path.read_bytes() == old and temporary_files(tmp_path) == []


@pytest.mark.parametrize("step", [step for step in BEFORE_REPLACING if step < Step.LAST_LOOK], ids=lambda s: s.name)
def test_a_workbook_that_is_taken_away_meanwhile_does_not_come_back(tmp_path: Path, step: Step) -> None:
    path = costs(tmp_path / "costs.xlsx")
    with pytest.raises(FileChangedMeanwhile, match="was moved or deleted"):
        save(path, at(step, path.unlink))
    assert not path.exists() and temporary_files(tmp_path) == []


def test_whoever_reads_meanwhile_finds_a_whole_workbook(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    old, new = path.read_bytes(), after(path)
    seen: list[tuple[Step, bytes]] = []

    def look(step: Step) -> None:
        assert_opens(path)
        seen.append((step, path.read_bytes()))

    save(path, look)
    assert [content for _, content in seen] == [old if step < Step.REPLACED else new for step, _ in seen]


def test_only_old_files_of_our_own_are_swept_away(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    stale = tmp_path / ".pepsheets-abcd_123.xlsx"
    others = [
        tmp_path / name
        for name in (
            "pepsheets-abcd_123.xlsx",
            ".pepsheets-abc.xlsx",
            ".pepsheets-abcd_123",
            ".pepsheets-notes.txt.bak",
        )
    ]
    for file in (stale, *others):
        file.write_bytes(b"x")
    young = tmp_path / ".pepsheets-zzzz_123.xlsx"
    let_age([stale, *others])
    young.write_bytes(b"another save, still under way")
    (tmp_path / ".pepsheets-folder12.xlsx").mkdir()
    save(path)
    assert not stale.exists() and young.exists() and all(file.exists() for file in others)
    assert (tmp_path / ".pepsheets-folder12.xlsx").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make such links")
def test_a_link_is_never_swept_away(tmp_path: Path) -> None:
    path, link = costs(tmp_path / "costs.xlsx"), tmp_path / ".pepsheets-abcd_123.xlsx"
    link.symlink_to(path)
    os.utime(link, (0, 0), follow_symlinks=False)
    save(path)
    assert link.is_symlink() and path.exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="Windows, or a user who may do anything")
def test_a_folder_that_is_read_only_is_told(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    path = costs(tmp_path / "shared" / "costs.xlsx")
    gateway = WorkbookFile(str(path), tmp_path / "backups", lambda: NOON)
    state = gateway.read([]).state
    path.parent.chmod(0o555)
    try:
        with pytest.raises(FileCannotBeSaved, match="you may not write in its folder"):
            gateway.write(PLAN, state)
    finally:
        path.parent.chmod(0o755)
    assert read(path)[1][1] == 210


def test_a_restored_copy_survives_though_it_was_the_oldest(tmp_path: Path) -> None:
    """Keeping one copy more lets the oldest go; not before it stands in the workbook's place."""
    path, kept = costs(tmp_path / "costs.xlsx"), tmp_path / "backups"
    old = path.read_bytes()
    for number in range(20):
        gateway = WorkbookFile(str(path), kept, (NOON + timedelta(minutes=number)).replace)
        gateway.write(Plan((CellChange("Costs", 2, 2, None, number),)), gateway.read([]).state)
    oldest = restoring.dated_copies(str(path), kept)[-1]
    seen: list[bool] = []
    now = NOON + timedelta(hours=1)
    restored = restoring.restore(str(path), oldest.number, kept, now, lambda _: seen.append(oldest.path.exists()))
    assert restored.copy == oldest and path.read_bytes() == old
    assert all(seen[: Step.REPLACED]) and len(backups_of(path, kept)) == 20
