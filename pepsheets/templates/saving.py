"""Puts a new workbook where nothing stands yet: whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pepsheets.partnerships import Partnership
from pepsheets.sheets import AddressNotFound, AddressNotUnderstood, AddressTaken, FileCannotBeSaved
from pepsheets.templates.workbook import template_bytes


def write_template(partnership: Partnership, path: Path, today: date, *, with_sample: bool) -> None:
    """Writes a ready workbook, empty but for the rules of its paper, or with the worked sample. Overwrites nothing.

    One whose name ends in .xlsm gets buttons, and the macros that they run.
    """
    if path.suffix.casefold() not in (".xlsx", ".xlsm"):
        raise AddressNotUnderstood(
            f"'{path.name}' is not the name of a workbook.",
            "Give the new workbook a name that ends in .xlsx, or in .xlsm for one with buttons.",
        )
    _refuse_taken(path)
    content = partnership.sample(today) if with_sample else partnership.start(today)
    mistakes = partnership.mistakes(today) if with_sample else ()
    has_buttons = path.suffix.casefold() == ".xlsm"
    data = template_bytes(partnership, content, today, mistakes, has_buttons=has_buttons)
    with _said_in_words(path):
        _place(path, data)


def _refuse_taken(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise AddressTaken(f"There is something at '{path}' already.")


def _place(path: Path, data: bytes) -> None:
    """Takes the name first, so that nobody else can, and then moves the whole file there in one step."""
    path.open("xb").close()
    try:
        _replace(path, data)
    except OSError:
        path.unlink()
        raise


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(suffix=".tmp", prefix=".pepsheets-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _said_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise AddressTaken(f"There is something at '{path}' already.") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise AddressNotFound(f"There is no folder '{path.parent}'.") from error
    except OSError as error:
        raise FileCannotBeSaved(f"'{path}' cannot be saved: {error.strerror}.") from error
