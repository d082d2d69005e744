"""The computer on which Excel shall find pepsheets: where xlwings keeps its settings there, and what it needs.

All of it stands in the person's own folders: nothing here wants administrator rights.
"""

from __future__ import annotations

import locale
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from pepsheets.faces.failures import home
from pepsheets.sheets import GatewayError
from pepsheets.templates.macros.pinned import XLWINGS


class ExcelDoesNotRunHere(GatewayError):
    """This operating system has no Excel that could be set up."""

    remedy = "Nothing was changed. Run this on the computer where the workbook is opened in Excel."


class XlwingsIsMissing(GatewayError):
    """The part that joins Excel and Python is not there, or not in the version that the macros need."""

    remedy = 'Nothing was changed. Install it with: pip install "pepsheets[excel]"'


@dataclass(frozen=True, slots=True)
class Computer:
    """What must be known of a computer to set Excel up on it."""

    platform: str
    python: Path
    user_folder: Path
    home: Path
    xlwings: Path | None
    xlwings_version: str | None
    encoding: str

    @property
    def is_windows(self) -> bool:
        return self.platform == "win32"

    @property
    def settings_file(self) -> Path:
        """Where the macros look up their settings."""
        if self.is_windows:
            return self.user_folder / ".xlwings" / "xlwings.conf"
        return self.user_folder / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "xlwings.conf"

    @property
    def interpreter_setting(self) -> str:
        """The setting that names the Python to start."""
        return "INTERPRETER_WIN" if self.is_windows else "INTERPRETER_MAC"

    @property
    def line_end(self) -> str:
        return "\r\n" if self.is_windows else "\n"

    @property
    def script_name(self) -> str:
        """What Excel on a Mac starts Python with; one for each version of xlwings."""
        return f"xlwings-{XLWINGS}.applescript"

    @property
    def script(self) -> Path | None:
        """Where that stands on a Mac."""
        if self.is_windows:
            return None
        return self.user_folder / "Library" / "Application Scripts" / "com.microsoft.Excel" / self.script_name

    @property
    def library(self) -> Path | None:
        """What Excel on Windows calls functions through, where the macros look for it: beside Python, or one above."""
        names = [f"xlwings{bits}-{XLWINGS}.dll" for bits in (64, 32)]
        folders = self.python.parent, self.python.parent.parent
        return next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)


def this_computer() -> Computer:
    """The computer that we are on."""
    found = find_spec("xlwings")
    folder = Path(found.origin).parent if found and found.origin else None
    encoding = locale.getencoding()
    return Computer(sys.platform, Path(sys.executable), Path.home(), home(), folder, _installed(), encoding)


def _installed() -> str | None:
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return None


def refuse_without_excel(computer: Computer) -> None:
    """Refuse where Excel itself does not run."""
    if computer.platform not in ("win32", "darwin"):
        raise ExcelDoesNotRunHere("Excel runs on Windows and on the Mac, not on this computer.")


def refuse_other_xlwings(computer: Computer) -> Path:
    """Where the pinned xlwings stands; a refusal where it is missing, or another version."""
    if computer.xlwings is None or computer.xlwings_version is None:
        raise XlwingsIsMissing("Excel and pepsheets talk through xlwings, which is not installed.")
    if computer.xlwings_version != XLWINGS:
        raise XlwingsIsMissing(
            f"The macros belong to xlwings {XLWINGS}, and {computer.xlwings_version} is installed. "
            "They work together in the same version only."
        )
    return computer.xlwings
