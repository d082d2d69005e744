"""A new file while it is being written: under a name of our own beside its place, never under its place's name.

A process that is killed leaves such a file behind. The next one that writes in the folder takes it away.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pepsheets.gateways.workbook_file.steps import Step, Watch

PREFIX = ".pepsheets-"
_OURS = re.compile(re.escape(PREFIX) + r"[a-z0-9_]{8}\.\w{1,8}", re.IGNORECASE)

STALE_AFTER = 600
"""Seconds. No save takes so long; and one that did would only find that its file is gone, and change nothing."""


@contextmanager
def beside(path: Path, data: bytes, watch: Watch, steps: tuple[Step, Step, Step]) -> Iterator[Path]:
    """A file with these bytes, whole and on the disk, in the folder of its place; gone afterwards unless it was moved.

    ``steps`` are announced when it is begun, half written, and on the disk.
    """
    begun, half_written, on_disk = steps
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=path.suffix, dir=path.parent)
    temporary = Path(name)
    try:
        watch(begun)
        with os.fdopen(handle, "wb") as file:
            sweep(path.parent, temporary)
            file.write(data[: len(data) // 2])
            file.flush()
            watch(half_written)
            file.write(data[len(data) // 2 :])
            file.flush()
            os.fsync(file.fileno())
        watch(on_disk)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path, newest: Path) -> None:
    """Takes away what crashed saves left in a folder. The newest file tells the time that its disk has."""
    with suppress(OSError):
        now = newest.stat().st_mtime
        for path in folder.glob(f"{PREFIX}*"):
            if _OURS.fullmatch(path.name) and _is_stale(path, now):
                path.unlink(missing_ok=True)


def _is_stale(path: Path, now: float) -> bool:
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and now - found.st_mtime > STALE_AFTER
