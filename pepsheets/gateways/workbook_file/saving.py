"""Puts new bytes in a file's place: whatever happens on the way, the file is either the old one or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pepsheets.gateways.workbook_file.backups import keep, let_go
from pepsheets.gateways.workbook_file.files import read_file, state_of
from pepsheets.gateways.workbook_file.locks import is_open, refuse_if_open
from pepsheets.gateways.workbook_file.steps import Step, Watch, unwatched
from pepsheets.gateways.workbook_file.temporary import beside
from pepsheets.sheets import AddressTaken, FileCannotBeSaved, FileChangedMeanwhile, GatewayError

Verify = Callable[[bytes], None]
"""Looks at what the disk gives back of a new file, and raises where it is not as it should be."""

_DENIED_BY_WINDOWS = frozenset({5, 32, 33})
_NEW = (Step.NEW_BEGUN, Step.NEW_HALF_WRITTEN, Step.NEW_ON_DISK)


@dataclass(frozen=True, slots=True)
class Change:
    """A file, the bytes that were read of it, and those that are to stand in their place."""

    path: Path
    old: bytes
    new: bytes
    verify: Verify

    @property
    def state(self) -> str:
        return state_of(self.old)


def save(change: Change, backups: Path, now: datetime, watch: Watch = unwatched) -> Path:
    """Carries out a change, if the file is still what was read; where the dated copy of the old file is kept."""
    path = change.path
    refuse_if_open(path)
    refuse_read_only(path)
    watch(Step.WORKED_OUT)
    backup = keep(path, change.old, backups, now, watch)
    replace_file(change, watch)
    let_go(path, backups)
    watch(Step.OLDEST_COPIES_GONE)
    return backup


def replace_file(change: Change, watch: Watch = unwatched) -> None:
    """Replaces a file by a new one, which is whole and on the disk before it takes the old one's place."""
    path = change.path
    try:
        with beside(path, change.new, watch, _NEW) as temporary:
            change.verify(temporary.read_bytes())
            watch(Step.NEW_VERIFIED)
            _give_mode(path, temporary)
            watch(Step.MODE_GIVEN)
            refuse_if_open(path)
            refuse_if_changed(path, change.state)
            watch(Step.LAST_LOOK)
            temporary.replace(path)
            watch(Step.REPLACED)
    except OSError as error:
        raise _cannot_be_saved(path, error) from error
    _sync_folder(path.parent)
    watch(Step.FOLDER_SYNCED)


def create_file(path: Path, data: bytes, like: Path | None, verify: Verify, watch: Watch = unwatched) -> None:
    """Makes a file where nothing stands yet, readable by the same people as another one where one is named."""
    try:
        with beside(path, data, watch, _NEW) as temporary:
            verify(temporary.read_bytes())
            if like is not None:
                _give_mode(like, temporary)
            else:
                temporary.chmod(_usual_mode())
            _put_where_nothing_is(temporary, path)
    except FileExistsError as error:
        raise AddressTaken(f"There is something called '{path}' already.") from error
    except OSError as error:
        raise _cannot_be_saved(path, error) from error
    _sync_folder(path.parent)


def _usual_mode() -> int:
    """Who may read and write a new file, as the person's own programs make them."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _put_where_nothing_is(temporary: Path, path: Path) -> None:
    """Gives a file its name; nothing that has appeared there meanwhile is overwritten."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # Some disks, such as memory sticks, give a file one name only: take the place, then move the file there.
        path.open("xb").close()
        temporary.replace(path)


def refuse_if_changed(path: Path, state: str) -> None:
    """Raises when the file is no longer the one that was read."""
    if not path.exists() or state_of(read_file(path)) != state:
        what = f"Somebody saved '{path.name}'" if path.exists() else f"'{path.name}' was moved or deleted"
        raise FileChangedMeanwhile(f"{what} while we were working on it.")


def refuse_read_only(path: Path) -> None:
    """Raises when the file's owner has marked it as not to be changed; replacing it would get round that."""
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise FileCannotBeSaved(
            f"'{path.name}' is marked as read-only.", "Nothing was changed. Take the mark off, and try again."
        )


def _give_mode(source: Path, target: Path) -> None:
    shutil.copymode(source, target)
    if sys.platform != "win32":
        # In a folder that a group shares, the file stays the group's; not every user may give files to it.
        with suppress(OSError):
            os.chown(target, -1, source.stat().st_gid)


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def _cannot_be_saved(path: Path, error: OSError) -> GatewayError:
    if getattr(error, "winerror", None) in _DENIED_BY_WINDOWS:
        return is_open(path, None)
    if error.errno == errno.ENOENT:
        return FileChangedMeanwhile(f"'{path.name}' was moved or deleted while we were working on it.")
    if error.errno in _NO_ROOM:
        message = f"'{path.name}' could not be saved, for its disk is full."
        return FileCannotBeSaved(message, "Nothing was changed. Make room on the disk, and try again.")
    if error.errno in _NOT_ALLOWED:
        message = f"'{path.name}' could not be saved, for you may not write in its folder."
        return FileCannotBeSaved(message, "Nothing was changed. Ask its owner to let you, or work on a copy elsewhere.")
    return FileCannotBeSaved(f"'{path.name}' could not be saved: {error.strerror or 'the disk refused'}.")


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system lets a folder be synced."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
