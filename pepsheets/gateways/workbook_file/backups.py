"""Dated copies of a workbook as it was before we changed it, outside its own folder, which may be synchronised."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pepsheets.gateways.workbook_file.files import state_of
from pepsheets.gateways.workbook_file.steps import Step, Watch, unwatched
from pepsheets.gateways.workbook_file.temporary import beside
from pepsheets.sheets import FileCannotBeSaved

KEPT = 20
SETTING = "PEPSHEETS_BACKUPS"
_TIME = "%Y-%m-%d %H-%M-%S.%f"
_MARK = 8
_DATED = re.compile(r"\d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.\d{6} [0-9a-f]{8}")
_COPY = (Step.COPY_BEGUN, Step.COPY_HALF_WRITTEN, Step.COPY_ON_DISK)
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
    copies = (copy for copy in kept.iterdir() if _is_copy(copy, path)) if kept.is_dir() else ()
    return tuple(sorted(copies))


def _is_copy(copy: Path, path: Path) -> bool:
    is_dated = _DATED.fullmatch(copy.stem) is not None
    return is_dated and copy.suffix.casefold() == path.suffix.casefold() and copy.is_file()


def kept_at(copy: Path) -> datetime:
    """When a copy was made."""
    return datetime.strptime(copy.stem.rpartition(" ")[0], _TIME)


def is_whole(copy: Path, data: bytes) -> bool:
    """Whether a copy's bytes are those that were kept: its name says how their hash begins."""
    return state_of(data).startswith(copy.stem[-_MARK:])


def keep(path: Path, data: bytes, folder: Path, now: datetime, watch: Watch = unwatched) -> Path:
    """Keeps a dated copy of a workbook's bytes; one state is kept once."""
    mark = state_of(data)[:_MARK]
    last = backups_of(path, folder)[-1:]
    if last and last[0].stem.endswith(mark):
        return last[0]
    copy = folder_of(path, folder) / f"{now.strftime(_TIME)} {mark}{path.suffix}"
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with beside(copy, data, watch, _COPY) as temporary:
            temporary.replace(copy)
    except OSError as error:
        raise FileCannotBeSaved(
            f"No copy of '{path.name}' could be kept in '{folder}', so it was not changed.",
            f"Make room there, or name another folder in the setting {SETTING}.",
        ) from error
    watch(Step.COPY_KEPT)
    return copy


def let_go(path: Path, folder: Path) -> None:
    """Lets the oldest copies of a workbook go."""
    for old in backups_of(path, folder)[:-KEPT]:
        with suppress(OSError):
            old.unlink()
