"""The details of a failure that nobody foresaw, written where a person can find them.

They tell what the program was doing, never what stood in a cell: the words of an error may quote one, so only its kind
and its place in the program are kept.
"""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from pepsheets import __version__

SETTING = "PEPSHEETS_HOME"


def home(environment: Mapping[str, str] | None = None) -> Path:
    """The folder for what pepsheets keeps beside workbooks: as the environment says, else in the user's own data."""
    environment = os.environ if environment is None else environment
    if environment.get(SETTING):
        return Path(environment[SETTING])
    from pepsheets.gateways.workbook_file.backups import SETTING as BACKUPS
    from pepsheets.gateways.workbook_file.backups import backups_folder

    return backups_folder(None, {name: value for name, value in environment.items() if name != BACKUPS}).parent


def log_file() -> Path:
    """Where failures are written."""
    return home() / "failures.log"


def where_written(fault: BaseException) -> str:
    """Write the details down; in words, where they are."""
    try:
        log = log_file()
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with log.open("a", encoding="utf-8") as file:
            file.write(details(fault, datetime.now().astimezone()))
    except OSError:
        return "the details could not be written down either"
    return f"the details are in {log}"


def details(fault: BaseException, now: datetime) -> str:
    """What the program was doing, for whoever mends it."""
    versions = f"pepsheets {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return f"{now:%d/%m/%Y %H:%M:%S}  {versions}\n{''.join(_steps(fault))}\n"


def _steps(fault: BaseException) -> Iterator[str]:
    cause = fault.__cause__ or fault.__context__
    if cause is not None:
        yield from _steps(cause)
        yield "  and then\n"
    yield f"{type(fault).__name__} (its words are left out, for they may quote a cell)\n"
    yield from traceback.format_list(traceback.extract_tb(fault.__traceback__))
