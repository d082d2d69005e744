"""The file pepsheets.toml on the disk: written whole or not at all, and never over somebody's newer one."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from pathlib import Path

from pepsheets.sheets import FileCannotBeSaved, FileChangedMeanwhile
from pepsheets.sync.config.addresses import absolute, scheme_of

NEW = ""
"""The text of a file that does not stand there yet."""


def as_written(address: str, path: Path) -> str:
    """An address, given from where the person stands, as it is written into the file.

    One on the way from the file's folder is written from there, so that the folder can be moved as a whole.
    """
    if scheme_of(address) or "://" in address:
        return address
    folder, place = path.absolute().parent, absolute(address, Path.cwd())
    if Path(address).is_absolute() and not Path(place).is_relative_to(folder):
        return place
    try:
        return Path(os.path.relpath(place, folder)).as_posix()
    except ValueError:  # Windows has no way from one drive to another
        return place


def put(path: Path, old: str, new: str) -> None:
    """Put the new text in the place of the old one; refused where something else stands there by now."""
    from pepsheets.gateways.workbook_file.saving import Change, create_file, refuse_read_only, replace_file

    data = _standing(path)
    if data.decode("utf-8-sig", "replace") != old:
        raise FileChangedMeanwhile(f"Somebody saved '{path.name}' while we were working on it.")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    written = mark + new.encode("utf-8")
    if old == NEW and not os.path.lexists(path):
        create_file(path, written, None, _same_as(written))
        return
    refuse_read_only(path)
    replace_file(Change(path.resolve(), data, written, _same_as(written)))


def _standing(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise FileCannotBeSaved(f"'{path.name}' could not be read.") from error


def _same_as(written: bytes) -> Callable[[bytes], None]:
    """Looks whether the disk gives back what was written."""

    def verify(found: bytes) -> None:
        if found != written:
            raise FileCannotBeSaved("The disk did not keep what was written.")

    return verify
