"""``excel status``: what is in place on this computer, and what is missing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from pepsheets.faces.excel_install_computer import Computer, refuse_without_excel
from pepsheets.faces.excel_install_settings import read_settings, value_of
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.sheets import AddressNotFound, NotAWorkbook
from pepsheets.templates.macros.pinned import XLWINGS, version_in

GOOD, BAD = "in place", "missing"


def show_status(workbook: str | None, run: Run, computer: Computer) -> int:
    """Show each thing that the buttons need, and whether it is there."""
    refuse_without_excel(computer)
    here = list(_things(computer))
    found = [*here, *([_workbook(Path(workbook))] if workbook else [])]
    all_well = all(good for good, _, _ in found)
    run.screen.say("Excel finds pepsheets." if all_well else "Something is missing.", "bold")
    run.screen.columns([(GOOD if good else BAD, what, more) for good, what, more in found])
    if not computer.is_windows:
        run.screen.say("On the Mac the buttons work; functions in cells work on Windows only.")
    if not all(good for good, _, _ in here):
        run.screen.say("What is missing on this computer is put in place, or explained, by")
        run.screen.copyable("pepsheets excel install")
    return DONE if all_well else ERRORS_WAIT


def _things(computer: Computer) -> Iterator[tuple[bool, str, str]]:
    """Each thing: whether it is there, what it is, and what more there is to say."""
    yield (
        computer.xlwings_version == XLWINGS,
        f"xlwings {XLWINGS}",
        f"{computer.xlwings_version or 'none'} is installed",
    )
    yield _python(computer)
    if computer.script is not None:
        yield computer.script.is_file(), "The script that starts Python", str(computer.script)
    if computer.is_windows:
        without = f"no file of xlwings stands beside {computer.python}"
        yield computer.library is not None, "What functions in cells need", str(computer.library or without)


def _python(computer: Computer) -> tuple[bool, str, str]:
    text = read_settings(computer.settings_file, computer.encoding) or ""
    named = value_of(text, computer.interpreter_setting)
    what = "The Python that Excel starts"
    if not named:
        return False, what, f"none is named in {computer.settings_file}"
    if Path(named) == computer.python:
        return True, what, f"{named}, which has this pepsheets"
    if not Path(named).is_file():
        return False, what, f"{named} is gone"
    return False, what, f"{named} is named, and this pepsheets is in {computer.python}"


def _workbook(path: Path) -> tuple[bool, str, str]:
    try:
        held = version_in(path)
    except FileNotFoundError as error:
        raise AddressNotFound(f"There is no workbook '{path}'.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise NotAWorkbook(f"'{path}' cannot be read as a workbook.") from error
    what = f"The macros of {path.name}"
    if held is None:
        return False, what, "it was not made with buttons by pepsheets"
    if held != XLWINGS:
        return False, what, f"they belong to xlwings {held}: make a new workbook with buttons, and copy your rows there"
    return True, what, f"they belong to xlwings {held}"
