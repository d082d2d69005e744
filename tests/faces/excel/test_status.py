"""excel status: what is in place, and what is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from pepsheets.faces.excel_install import install
from pepsheets.faces.excel_install_computer import Computer, this_computer
from pepsheets.faces.excel_install_status import show_status
from pepsheets.templates.macros import XLWINGS
from pepsheets.templates.macros.pinned import PROPERTY
from tests.faces.asking import Answer, ask
from tests.faces.excel.computers import carried_out, mac, windows
from tests.templates.macros.projects import made

MAKE = pytest.mark.parametrize("make", [windows, mac], ids=["windows", "mac"])
Make = Callable[[Path], Computer]


def status(computer: Computer, workbook: Path | None = None) -> Answer:
    return carried_out(partial(show_status, str(workbook) if workbook else None, computer=computer))


def ready(make: Make, folder: Path) -> Computer:
    computer = make(folder)
    assert carried_out(partial(install, computer=computer)).status == 0
    return computer


@MAKE
def test_all_is_in_place_once_it_was_installed(make: Make, tmp_path: Path) -> None:
    answer = status(ready(make, tmp_path))
    assert answer.status == 0 and answer.out.startswith("Excel finds pepsheets.")
    assert "missing" not in answer.out


@MAKE
def test_what_is_missing_is_shown_with_how_it_is_mended(make: Make, tmp_path: Path) -> None:
    answer = status(make(tmp_path))
    assert answer.status == 1 and "missing   The Python that Excel starts" in answer.out
    assert answer.out.endswith("pepsheets excel install\n")


def test_a_python_that_is_gone_is_told(tmp_path: Path) -> None:
    computer = ready(windows, tmp_path)
    computer.python.unlink()
    other = replace(computer, python=tmp_path / "other" / "python.exe")
    answer = status(other)
    assert answer.status == 1 and "python.exe is gone" in answer.out


def test_another_python_than_this_one_is_told(tmp_path: Path) -> None:
    computer = replace(ready(windows, tmp_path), python=tmp_path / "other" / "python.exe")
    answer = status(computer)
    assert answer.status == 1 and f"this pepsheets is in {computer.python}" in answer.out


@pytest.mark.parametrize("version", [None, "0.30.1"])
def test_another_xlwings_is_told(version: str | None, tmp_path: Path) -> None:
    answer = status(replace(ready(windows, tmp_path), xlwings_version=version))
    assert answer.status == 1 and f"missing   xlwings {XLWINGS}" in answer.out
    assert f"{version or 'none'} is installed" in answer.out


def test_what_functions_in_cells_need_is_looked_for(tmp_path: Path) -> None:
    computer = ready(windows, tmp_path)
    assert computer.library is not None
    computer.library.unlink()
    answer = status(computer)
    assert answer.status == 1 and "missing   What functions in cells need" in answer.out


@pytest.mark.parametrize(("version", "expected"), [(XLWINGS, 0), ("0.30.1", 1)], ids=["this version", "an older one"])
def test_the_macros_of_a_workbook_are_looked_at(version: str, expected: int, tmp_path: Path) -> None:
    computer = ready(windows, tmp_path)
    book = tmp_path / "my.xlsm"
    workbook = Workbook(book)
    workbook.set_custom_property(PROPERTY, version)
    workbook.close()
    answer = status(computer, book)
    assert answer.status == expected and f"they belong to xlwings {version}" in answer.out


def test_a_workbook_of_ours_belongs_to_the_pinned_version(tmp_path: Path) -> None:
    book = tmp_path / "my.xlsm"
    book.write_bytes(made("pepmk"))
    assert status(ready(windows, tmp_path), book).status == 0


def test_a_workbook_without_our_macros_is_told(tmp_path: Path) -> None:
    Workbook(tmp_path / "other.xlsx").close()
    answer = status(ready(windows, tmp_path), tmp_path / "other.xlsx")
    assert answer.status == 1 and "it was not made with buttons by pepsheets" in answer.out
    assert "excel install" not in answer.out


@pytest.mark.parametrize(("name", "words"), [("none.xlsm", "There is no workbook"), ("text.xlsm", "cannot be read")])
def test_what_is_no_workbook_is_told(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "text.xlsm").write_text("no workbook")
    answer = status(ready(windows, tmp_path), tmp_path / name)
    assert answer.status == 2 and words in answer.err


@pytest.mark.parametrize("command", ["install", "status", "uninstall"])
def test_where_excel_does_not_run_one_sentence_says_so(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    answer = ask("excel", command)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("Excel runs on Windows and on the Mac, not on this computer.")


def test_this_computer_is_the_one_that_we_are_on() -> None:
    computer = this_computer()
    assert (computer.platform, computer.python) == (sys.platform, Path(sys.executable))
    assert computer.xlwings_version == XLWINGS and computer.xlwings is not None
    assert (computer.xlwings / f"xlwings-{XLWINGS}.applescript").is_file()


def test_the_commands_are_listed_with_what_they_do() -> None:
    answer = ask("excel")
    assert answer.status == 0 and all(word in answer.out for word in ("install", "status", "uninstall"))
