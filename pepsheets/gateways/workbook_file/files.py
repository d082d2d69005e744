"""The file itself, as bytes: what may stand in the way of reading it, said in a sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pepsheets.sheets import AddressNotFound, FileChangedMeanwhile, NotAWorkbook

LARGEST_FILE = 1024 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """All bytes of a file; a ``GatewayError`` where it is absent, a folder, too large, or closed to us."""
    try:
        if path.is_dir():
            raise NotAWorkbook(
                f"'{path.resolve().name or path}' is a folder, not a workbook.",
                "Give the path of the workbook inside it.",
            )
        if path.stat().st_size > LARGEST_FILE:
            raise NotAWorkbook(f"'{path.name}' is larger than any workbook.", "Check that it is the right file.")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise AddressNotFound(f"There is no file '{path}'.") from error
    except PermissionError as error:
        raise AddressNotFound(
            f"You are not allowed to read '{path}'.", "Ask its owner to let you read it, or close it where it is open."
        ) from error
    except (OSError, ValueError) as error:
        raise AddressNotFound(f"The file '{path}' could not be read.") from error


def read_unchanged(path: Path, state: str) -> bytes:
    """All bytes of a file, if they still have the state that was read."""
    data = read_file(path)
    if state_of(data) != state:
        raise FileChangedMeanwhile(f"Somebody saved '{path.name}' after it was read.")
    return data


def state_of(data: bytes) -> str:
    """A mark that two files share only when they are the same byte for byte."""
    return hashlib.sha256(data).hexdigest()


def resolved(path: Path) -> Path:
    """The file itself, where the path is a link to it."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise AddressNotFound(f"The file '{path}' could not be read.") from error
