"""``excel install`` and ``excel uninstall``: the buttons and functions of workbooks find pepsheets, or no longer do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pepsheets.faces.excel_install_computer import Computer, refuse_other_xlwings, refuse_without_excel
from pepsheets.faces.excel_install_settings import (
    Record,
    read_record,
    read_settings,
    replace_file,
    value_of,
    with_values,
    write_settings,
)
from pepsheets.faces.running import DONE, Run
from pepsheets.faces.screen import Screen
from pepsheets.sheets import AddressNotFound, FileCannotBeSaved

ADD_FOLDER = "ADD_WORKBOOK_TO_PYTHONPATH"
"""Whether Python looks for programs beside the workbook first. Ours need not, and strangers' files may lie there."""


def record_file(computer: Computer) -> Path:
    """Where is written what we did."""
    return computer.home / "excel" / "installed.json"


def backup_file(computer: Computer) -> Path:
    """Where the settings are kept as they were before us."""
    return computer.home / "excel" / "xlwings.conf"


def install(run: Run, computer: Computer) -> int:
    """Tell Excel's macros which Python has pepsheets, and put in place what they start it with."""
    refuse_without_excel(computer)
    xlwings = refuse_other_xlwings(computer)
    _refuse_before_first_start(computer)
    text = read_settings(computer.settings_file, computer.encoding)
    record = _recorded(computer, text)
    new = with_values(text or "", record.ours, computer.line_end)
    _keep(computer, text, record)
    if new != text:
        write_settings(computer.settings_file, new, computer.encoding)
    _tell_settings(run.screen, computer, text, record)
    if computer.script is not None:
        _place_script(run.screen, computer.script, xlwings)
    _tell_rest(run.screen, computer)
    return DONE


def _refuse_before_first_start(computer: Computer) -> None:
    folder = computer.settings_file.parent
    if not computer.is_windows and not folder.is_dir():
        raise AddressNotFound(f"There is no folder '{folder}' yet.", "Start Excel once, close it, and try again.")


def _recorded(computer: Computer, text: str | None) -> Record:
    """What stood there before us, by what we wrote down the first time, and what we mean to write."""
    earlier = read_record(record_file(computer))
    had_settings = earlier.had_settings if earlier else text is not None
    ours = {computer.interpreter_setting: str(computer.python)} | ({} if had_settings else {ADD_FOLDER: "False"})
    before = earlier.before if earlier else {name: value_of(text or "", name) for name in ours}
    script_was_there = computer.script is None or computer.script.exists()
    return Record(had_settings, before, ours, earlier.placed_script if earlier else not script_was_there)


def _keep(computer: Computer, text: str | None, record: Record) -> None:
    """Keep the settings as they were before us, and write down what will be done, before anything is."""
    backup = backup_file(computer)
    if text is not None and not record_file(computer).exists():
        replace_file(backup, text.encode(computer.encoding, "surrogateescape"))
    replace_file(record_file(computer), record.as_bytes())


def _tell_settings(screen: Screen, computer: Computer, before: str | None, record: Record) -> None:
    screen.say("Excel's buttons and functions find pepsheets from now on.", "bold")
    screen.say("The Python that they start is named in the settings file of xlwings:")
    screen.copyable(str(computer.settings_file))
    screen.say(f"{computer.interpreter_setting} is {computer.python}.")
    old = value_of(before or "", computer.interpreter_setting)
    if old not in (None, "", str(computer.python)):
        screen.say(f"It was {old}: other workbooks that use xlwings start the new one now. 'uninstall' puts it back.")
    if before is not None and backup_file(computer).exists():
        screen.say("The file as it was before is kept here:")
        screen.copyable(str(backup_file(computer)))
    if ADD_FOLDER in record.ours:
        screen.say("Python files that lie beside a workbook are not looked at.")


def _place_script(screen: Screen, script: Path, xlwings: Path) -> None:
    try:
        replace_file(script, (xlwings / script.name).read_bytes())
    except OSError as error:
        raise FileCannotBeSaved(f"'{xlwings / script.name}' could not be read.", "Install xlwings again.") from error
    screen.say("Excel starts Python through this script, which is in place:")
    screen.copyable(str(script))


def _tell_rest(screen: Screen, computer: Computer) -> None:
    screen.say("No add-in was installed, and none is needed: buttons and functions stand in the workbook itself.")
    if not computer.is_windows:
        screen.say("On the Mac the buttons work; functions in cells, such as PEP_NOTICE_BY, work on Windows only.")
    elif computer.library is None:
        screen.say(
            "Functions in cells, such as PEP_NOTICE_BY, will not work yet: a file of xlwings does not stand beside "
            "this Python. Install pepsheets in an environment of its own, with pipx or python -m venv. "
            "The buttons work already."
        )
    screen.say("Make a workbook with buttons, and open it in Excel:")
    screen.copyable("pepsheets new pepmk my.xlsm")


def uninstall(run: Run, computer: Computer) -> int:
    """Put back what was there before us."""
    refuse_without_excel(computer)
    record = read_record(record_file(computer))
    if record is None:
        run.screen.say("There is nothing to undo: 'pepsheets excel install' has done nothing here.", "bold")
        return DONE
    _put_settings_back(run.screen, computer, record)
    if computer.script is not None and record.placed_script:
        _delete(computer.script)
        run.screen.say("Deleted:")
        run.screen.copyable(str(computer.script))
    for file in (backup_file(computer), record_file(computer)):
        _delete(file)
    run.screen.say("Excel's buttons and functions no longer find pepsheets. Your workbooks are as they were.", "bold")
    return DONE


def _put_settings_back(screen: Screen, computer: Computer, record: Record) -> None:
    """Only settings that are still as we left them; those that somebody changed since are theirs."""
    text = read_settings(computer.settings_file, computer.encoding)
    if text is None:
        return
    still_ours = {name for name, value in record.ours.items() if value_of(text, name) == value}
    back: Mapping[str, str | None] = {name: record.before.get(name) for name in record.ours if name in still_ours}
    new = with_values(text, back, computer.line_end)
    if new or record.had_settings:
        write_settings(computer.settings_file, new, computer.encoding)
        screen.say("These settings are as they were before:")
    else:
        _delete(computer.settings_file)
        screen.say("Deleted, for nothing else stood in it:")
    screen.copyable(str(computer.settings_file))
    for name in sorted(record.ours.keys() - still_ours):
        screen.say(f"{name} was changed since, and stays as it is now.")


def _delete(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise FileCannotBeSaved(f"'{file}' could not be deleted.", "Close Excel, and try again.") from error
