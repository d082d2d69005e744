"""Puts new bytes in a file's place: whatever happens on the way, the file is either the old one or the new one."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pepsheets.gateways.workbook_file.files import read_file, state_of
from pepsheets.gateways.workbook_file.locks import is_open, refuse_if_open
from pepsheets.sheets import FileCannotBeSaved, FileChangedMeanwhile, GatewayError

_DENIED_BY_WINDOWS = frozenset({5, 32, 33})


def replace_file(path: Path, data: bytes, state: str, verify: Callable[[bytes], None]) -> None:
    """Replaces the file, if it still has the state (the hash) that was read, by a new one with these bytes.

    ``verify`` looks at what the disk gives back of the new file, and raises where it is not as it should be.
    """
    temporary: Path | None = None
    try:
        refuse_read_only(path)
        temporary = _written(path, data)
        verify(temporary.read_bytes())
        shutil.copymode(path, temporary)
        refuse_if_open(path)
        refuse_if_changed(path, state)
        temporary.replace(path)
    except OSError as error:
        raise _cannot_be_saved(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def refuse_if_changed(path: Path, state: str) -> None:
    """Raises when the file is no longer the one that was read."""
    if state_of(read_file(path)) != state:
        raise FileChangedMeanwhile(f"Somebody saved '{path.name}' while we were working on it.")


def refuse_read_only(path: Path) -> None:
    """Raises when the file's owner has marked it as not to be changed; replacing it would get round that."""
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise FileCannotBeSaved(
            f"'{path.name}' is marked as read-only.", "Nothing was changed. Take the mark off, and try again."
        )


def _written(path: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".pepsheets-", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _cannot_be_saved(path: Path, error: OSError) -> GatewayError:
    if getattr(error, "winerror", None) in _DENIED_BY_WINDOWS:
        return is_open(path, None)
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
