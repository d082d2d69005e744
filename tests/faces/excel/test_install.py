"""excel install and uninstall: each setting is written where Excel's macros look, and put back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pepsheets.faces.excel_install import install, uninstall
from pepsheets.faces.excel_install_computer import Computer
from tests.faces.asking import Answer
from tests.faces.excel.computers import carried_out, files_below, mac, placed, windows

THEIRS = '"SHOW CONSOLE","False"\r\n"INTERPRETER_WIN","C:\\Data\\python.exe"\r\n"PYTHONPATH",""\r\nno setting\r\n'

MAKE = pytest.mark.parametrize("make", [windows, mac], ids=["windows", "mac"])
Make = Callable[[Path], Computer]


def installed(computer: Computer) -> Answer:
    return carried_out(partial(install, computer=computer))


def uninstalled(computer: Computer) -> Answer:
    return carried_out(partial(uninstall, computer=computer))


def lines(computer: Computer) -> list[str]:
    return computer.settings_file.read_bytes().decode(computer.encoding).splitlines()


@MAKE
def test_a_fresh_computer_is_told_which_python_to_start(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    answer = installed(computer)
    assert (answer.status, answer.err) == (0, "")
    assert lines(computer) == [
        f'"{computer.interpreter_setting}","{computer.python}"',
        '"ADD_WORKBOOK_TO_PYTHONPATH","False"',
    ]
    assert str(computer.settings_file) in answer.out and "No add-in was installed, and none is needed" in answer.out


@MAKE
def test_what_was_done_is_undone_without_a_trace(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    before = files_below(tmp_path)
    installed(computer)
    assert files_below(tmp_path) != before
    answer = uninstalled(computer)
    assert (answer.status, answer.err) == (0, "") and str(computer.settings_file) in answer.out
    assert files_below(tmp_path) == before


@MAKE
def test_doing_it_twice_changes_nothing_more(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    before = files_below(tmp_path)
    installed(computer)
    once = files_below(tmp_path)
    assert installed(computer).status == 0 and files_below(tmp_path) == once
    uninstalled(computer)
    assert files_below(tmp_path) == before


def test_settings_of_others_stay_and_come_back(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    placed(computer.settings_file).write_bytes(THEIRS.encode())
    answer = installed(computer)
    assert lines(computer) == [
        '"SHOW CONSOLE","False"',
        '"PYTHONPATH",""',
        "no setting",
        f'"INTERPRETER_WIN","{computer.python}"',
    ]
    assert r"It was C:\Data\python.exe" in answer.out
    kept = tmp_path / "home" / "excel" / "xlwings.conf"
    assert kept.read_bytes() == THEIRS.encode() and str(kept) in answer.out
    uninstalled(computer)
    assert sorted(lines(computer)) == sorted(THEIRS.splitlines())
    assert not kept.exists()


def test_a_python_that_moved_is_named_anew_and_the_first_settings_still_come_back(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    placed(computer.settings_file).write_bytes(THEIRS.encode())
    installed(computer)
    moved = replace(computer, python=placed(tmp_path / "Ann" / "new" / "Scripts" / "python.exe"))
    installed(moved)
    assert lines(moved)[-1] == f'"INTERPRETER_WIN","{moved.python}"'
    uninstalled(moved)
    assert sorted(lines(computer)) == sorted(THEIRS.splitlines())


def test_a_setting_that_somebody_changed_since_is_theirs(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    installed(computer)
    computer.settings_file.write_bytes(b'"INTERPRETER_WIN","D:\\other.exe"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n')
    answer = uninstalled(computer)
    assert lines(computer) == ['"INTERPRETER_WIN","D:\\other.exe"']
    assert "INTERPRETER_WIN was changed since, and stays as it is now." in answer.out


def test_settings_that_somebody_deleted_since_stay_deleted(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    installed(computer)
    computer.settings_file.unlink()
    assert uninstalled(computer).status == 0 and not computer.settings_file.exists()


@MAKE
def test_undoing_where_nothing_was_done_does_nothing(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    before = files_below(tmp_path)
    answer = uninstalled(computer)
    assert answer.status == 0 and "nothing to undo" in answer.out and files_below(tmp_path) == before


def test_letters_of_other_alphabets_in_settings_of_others_are_kept_byte_for_byte(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    theirs = b'"PYTHONPATH","C:\\Jos\xe9\\\x81"\r\n'
    placed(computer.settings_file).write_bytes(theirs)
    installed(computer)
    assert computer.settings_file.read_bytes().startswith(theirs)
    uninstalled(computer)
    assert computer.settings_file.read_bytes() == theirs


def test_a_folder_that_excels_macros_could_not_read_is_refused(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    computer = replace(computer, python=placed(tmp_path / "Żaneta" / "Scripts" / "python.exe"))
    answer = installed(computer)
    assert answer.status == 2 and "could not read 'Ż' in the name of a folder" in answer.err
    assert not computer.settings_file.exists()


def test_a_folder_with_the_letters_of_the_computer_is_written_in_them(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    computer = replace(computer, python=placed(tmp_path / "José" / "Scripts" / "python.exe"))
    installed(computer)
    assert b"Jos\xe9" in computer.settings_file.read_bytes()


def test_the_mac_gets_the_script_that_starts_python(tmp_path: Path) -> None:
    computer = mac(tmp_path)
    answer = installed(computer)
    assert computer.script is not None and computer.script.read_text(encoding="utf-8") == "on VbaHandler"
    assert str(computer.script) in answer.out and "work on Windows only" in answer.out


def test_a_script_that_stood_there_before_stays(tmp_path: Path) -> None:
    computer = mac(tmp_path)
    assert computer.script is not None
    placed(computer.script, "on VbaHandler")
    installed(computer)
    uninstalled(computer)
    assert computer.script.exists()


def test_a_mac_on_which_excel_was_never_started_is_told_to(tmp_path: Path) -> None:
    computer = mac(tmp_path)
    computer.settings_file.parent.rmdir()
    answer = installed(computer)
    assert answer.status == 2 and "Start Excel once, close it, and try again." in answer.err
    assert not (tmp_path / "home").exists()


def test_a_pc_whose_functions_cannot_work_is_told_so(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    assert computer.library is not None
    computer.library.unlink()
    answer = installed(computer)
    assert answer.status == 0 and "Functions in cells, such as PEP_NOTICE_BY, will not work yet" in answer.out


@MAKE
@pytest.mark.parametrize(
    ("version", "words"),
    [(None, "which is not installed"), ("0.30.1", "and 0.30.1 is installed")],
    ids=["missing", "another"],
)
def test_another_xlwings_than_that_of_the_macros_is_refused(
    make: Make, version: str | None, words: str, tmp_path: Path
) -> None:
    computer = replace(make(tmp_path), xlwings_version=version)
    before = files_below(tmp_path)
    answer = installed(computer)
    assert answer.status == 2 and words in answer.err and 'pip install "pepsheets[excel]"' in answer.err
    assert files_below(tmp_path) == before


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    placed(tmp_path / "Ann" / ".xlwings", "a file where a folder should be")
    answer = installed(computer)
    assert answer.status == 2 and "could not be" in answer.err and str(computer.settings_file) in answer.err


def test_a_record_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    placed(tmp_path / "home" / "excel" / "installed.json", "{}")
    answer = uninstalled(computer)
    assert answer.status == 2 and "Delete it, and try again." in answer.err
