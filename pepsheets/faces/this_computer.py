"""By what this computer and this process are known to the other ones that use the same store."""

from __future__ import annotations

import getpass
import os
import platform
import re
import secrets
import sys
from pathlib import Path

from pepsheets.sheets import FileCannotBeSaved
from pepsheets.sync.store.records import Holder

_FILE = "computer"
_ID = re.compile(r"[0-9a-f]{32}")


def machine_id(home: Path, *, keep: bool = True) -> str:
    """The name that this computer gave itself, the same for as long as the file that holds it stands.

    Where it has none yet it gets one; with ``keep`` false nothing is written, and it has that one for this time only.
    """
    file = home / _FILE
    found = _read(file)
    if found or not keep:
        return found or secrets.token_hex(16)
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(file, secrets.token_hex(16))
    except OSError as error:
        raise FileCannotBeSaved(f"The file '{file}' could not be written.") from error
    return _read(file) or machine_id(home, keep=False)


def _read(file: Path) -> str:
    try:
        text = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text if _ID.fullmatch(text) else ""


def _write_new(file: Path, text: str) -> None:
    """Write a file whole; one that another process has made meanwhile stays."""
    draft = file.with_name(f"{_FILE}.{os.getpid()}.new")
    draft.write_text(f"{text}\n", encoding="ascii")
    if _read(file):
        draft.unlink()
    else:
        draft.replace(file)


def computer_name() -> str:
    """What people call this computer."""
    return platform.node() or "this computer"


def holder() -> Holder:
    """This process, as others are told of it."""
    return Holder(_user(), computer_name(), os.getpid())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def is_dead(other: Holder) -> bool:
    """Whether a process of this computer is known to run no more; of other computers nothing is known."""
    return other.host == computer_name() and not _runs(other.process)


if sys.platform == "win32":

    def _runs(process: int) -> bool:
        import ctypes

        may_ask_little, still_active = 0x1000, 259
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(may_ask_little, False, process)
        if not handle:
            return bool(kernel.GetLastError() == 5)  # it runs, and is somebody else's
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == still_active

else:

    def _runs(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
