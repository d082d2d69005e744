"""Who has the workbook open: the lock files that Excel and LibreOffice put beside it."""

from __future__ import annotations

import re
from pathlib import Path

from pepsheets.sheets import FileIsOpen

# An Excel lock holds the name twice: once in the computer's own letters, then in UTF-16 after a length of two bytes.
_WIDE_NAME_AT = (55, 54)
_MOST_BYTES = 4096


def refuse_if_open(path: Path) -> None:
    """Raises, with the name of the person where the lock gives it, when somebody has the workbook open."""
    for lock, reader in ((excel_lock(path), _excel_name), (libreoffice_lock(path), _libreoffice_name)):
        if lock.exists():
            raise is_open(path, reader(_start_of(lock)), lock)


def is_open(path: Path, person: str | None, lock: Path | None = None) -> FileIsOpen:
    """The sentence for a workbook that somebody has open."""
    message = f"{person or 'Somebody'} has '{path.name}' open."
    if lock is None:
        return FileIsOpen(message)
    return FileIsOpen(
        message,
        "Ask them to save and close it, then try again. If nobody has it open, a program that stopped suddenly left "
        f"its mark: delete the file '{lock.name}' beside the workbook (it may be hidden).",
    )


def excel_lock(path: Path) -> Path:
    """The file that Excel puts beside a workbook while it is open."""
    return path.with_name(f"~${path.name}")


def libreoffice_lock(path: Path) -> Path:
    """The file that LibreOffice puts beside a workbook while it is open."""
    return path.with_name(f".~lock.{path.name}#")


def _start_of(lock: Path) -> bytes:
    """What the lock says; while its owner has it open, Windows lets nobody read it."""
    try:
        with lock.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        return b""


def _excel_name(content: bytes) -> str | None:
    for start in _WIDE_NAME_AT:
        length = int.from_bytes(content[start : start + 2], "little")
        wide = content[start + 2 : start + 2 + 2 * length]
        if 0 < length <= 54 and len(wide) == 2 * length:
            name = wide.decode("utf-16-le", "replace")
            if name.isprintable():
                return name.strip() or None
    narrow = content[1 : 1 + content[0]].decode("cp1252", "replace") if content else ""
    return narrow.strip() or None if narrow.isprintable() else None


def _libreoffice_name(content: bytes) -> str | None:
    fields = re.split(r"(?<!\\),", content.decode("utf-8", "replace").strip())
    names = (field.replace("\\,", ",").replace("\\\\", "\\").strip() for field in fields[:2])
    return next((name for name in names if name), None)
