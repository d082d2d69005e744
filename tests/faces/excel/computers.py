"""Computers with Excel, made of folders: Windows and the Mac as the commands see them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from pepsheets.faces.excel_install_computer import Computer
from pepsheets.faces.running import Job, Run, carry_out
from pepsheets.templates.macros import XLWINGS
from tests.faces.asking import Answer


def windows(folder: Path) -> Computer:
    """A PC with pepsheets in an environment of its own, and what xlwings puts there."""
    python = placed(folder / "Ann" / "pepsheets" / "Scripts" / "python.exe")
    placed(folder / "Ann" / "pepsheets" / f"xlwings64-{XLWINGS}.dll")
    return Computer("win32", python, folder / "Ann", folder / "home", xlwings_in(folder), XLWINGS, "cp1252")


def mac(folder: Path) -> Computer:
    """A Mac on which Excel was started before."""
    python = placed(folder / "ann" / "pepsheets" / "bin" / "python")
    (folder / "ann" / "Library" / "Containers" / "com.microsoft.Excel" / "Data").mkdir(parents=True)
    return Computer("darwin", python, folder / "ann", folder / "home", xlwings_in(folder), XLWINGS, "utf-8")


def xlwings_in(folder: Path) -> Path:
    return placed(folder / "xlwings" / f"xlwings-{XLWINGS}.applescript", "on VbaHandler").parent


def placed(file: Path, text: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def carried_out(do: Callable[[Run], int]) -> Answer:
    """What came of a command."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = carry_out(Job(do), Run())
    return Answer(status, out.getvalue(), err.getvalue())


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
