"""Dated copies of a workbook as it was before we changed it, outside its own folder, which may be synchronised."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pepsheets.sheets import FileCannotBeSaved

KEPT = 20
SETTING = "PEPSHEETS_BACKUPS"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def backups_folder(setting: Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """Where the copies of all workbooks are kept: as asked, else as the environment says, else the user's own data."""
    environment = os.environ if environment is None else environment
    if setting is not None:
        return setting
    if environment.get(SETTING):
        return Path(environment[SETTING])
    return _user_data(environment) / "pepsheets" / "backups"


def _user_data(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def folder_of(path: Path, folder: Path) -> Path:
    """Where the copies of one workbook are kept; two workbooks of one name in two folders are kept apart."""
    mark = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return folder / f"{_UNSAFE.sub('_', path.stem)[:80]}-{mark}"


def backups_of(path: Path, folder: Path) -> tuple[Path, ...]:
    """The copies of a workbook, the oldest first."""
    kept = folder_of(path, folder)
    return tuple(sorted(copy for copy in kept.glob(f"*{path.suffix}") if copy.is_file())) if kept.is_dir() else ()


def keep(path: Path, data: bytes, state: str, folder: Path, now: datetime) -> Path:
    """Keeps a dated copy of a workbook's bytes, which have this hash, and lets the oldest go."""
    last = backups_of(path, folder)[-1:]
    if last and last[0].stem.endswith(state[:8]):
        return last[0]
    copy = folder_of(path, folder) / f"{now:%Y-%m-%d %H-%M-%S.%f} {state[:8]}{path.suffix}"
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(copy, data)
        for old in backups_of(path, folder)[:-KEPT]:
            old.unlink()
    except OSError as error:
        raise FileCannotBeSaved(
            f"No copy of '{path.name}' could be kept in '{folder}', so it was not changed.",
            f"Make room there, or name another folder in the setting {SETTING}.",
        ) from error
    return copy


def _write(copy: Path, data: bytes) -> None:
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(copy)
