"""The macros of a workbook with buttons: which there are, what they call, that they can be read as VBA."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import files, version
from pathlib import Path

import pytest

from pepsheets.templates.macros import BUTTONS, PRESSED, XLWINGS, MacroButton
from pepsheets.templates.macros.building import MODULES
from pepsheets.templates.macros.projects import project_of
from pepsheets.templates.macros.wording import FUNCTIONS, GONE
from scripts.build_macros import FOLDER, projects, worksheet_functions
from tests.templates.macros.projects import KINDS, code_of, kind_of, modules

SUB = re.compile(r"^Public Sub (\w+)\(\)\n(.*?)^End Sub", re.MULTILINE | re.DOTALL)
FIRST = re.compile(r'^Private Const FIRST As String = "(.*)"$', re.MULTILINE)
RUN = re.compile(r'RunPython FIRST & "(.*)"$', re.MULTILINE)
BLOCKS = {"Sub": "End Sub", "Function": "End Function", "#If": "#End If"}
RESERVED = (
    "any as boolean byref byte byval case const currency date decimal declare dim do double each else elseif empty end "
    "enum eqv erase event exit false for friend function get global goto if imp implements in input integer is let lib "
    "like line lock long longlong longptr loop lset me mod new next not nothing null object on open option optional or "
    "paramarray preserve print private property public put raiseevent redim rem resume return rset seek select set "
    "shared single static step stop string sub then time to true type until variant wend while with write xor caller "
)
"""Words that VBA keeps for itself, and the one that xlwings does."""


def test_the_checked_in_macros_are_fresh() -> None:
    built = projects()
    assert set(built) == {path.name for path in FOLDER.glob("*.bin")}
    stale = [name for name, project in built.items() if (FOLDER / name).read_bytes() != project]
    assert not stale, "run scripts/build_macros.py, and try the workbook in Excel (docs/excel-smoke-test.md)"


def test_the_same_macros_are_made_each_time() -> None:
    assert projects() == projects()


@pytest.mark.parametrize("kind", KINDS)
def test_the_macros_are_ours_and_no_others(kind: str) -> None:
    tabs = [f"Sheet{number}" for number in range(1, len(kind_of(kind).tabs) + 1)]
    assert list(modules(kind)) == ["ThisWorkbook", *tabs, *MODULES]
    assert all(code_of(modules(kind)[name]) == [""] for name in ("ThisWorkbook", *tabs)), "none runs by itself"


@pytest.mark.parametrize("kind", KINDS)
def test_no_macro_of_ours_runs_by_itself_or_writes_macros(kind: str) -> None:
    ours = modules(kind)["pepsheets_buttons"] + modules(kind)["pepsheets_functions"]
    assert not re.search(r"auto_?(open|close|exec)|workbook_|worksheet_|vbproject|shell|declare", ours, re.IGNORECASE)


def test_the_version_of_xlwings_is_the_same_everywhere() -> None:
    assert version("xlwings") == XLWINGS
    root = Path(__file__).parents[3]
    assert f'excel = ["xlwings=={XLWINGS}"]' in (root / "pyproject.toml").read_text(encoding="utf-8")
    assert f"xlwings {XLWINGS}" in (root / "docs" / "excel-macros-for-it.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_the_module_of_xlwings_is_the_one_that_it_ships_with_its_notices(kind: str) -> None:
    found = importlib.util.find_spec("xlwings")
    assert found is not None and found.origin is not None
    shipped = Path(found.origin).with_name("xlwings.bas").read_text(encoding="ascii")
    module = modules(kind)["xlwings"]
    assert module.strip() == shipped.strip()
    assert f'Public Const XLWINGS_VERSION As String = "{XLWINGS}"' in module
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in module and "BSD 3-clause" in module
    assert "@license: MIT" in modules(kind)["Dictionary"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_has_its_macro(kind: str) -> None:
    assert [name for name, _ in SUB.findall(modules(kind)["pepsheets_buttons"])] == [each.macro for each in BUTTONS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_macro_runs_the_python_of_its_button(kind: str) -> None:
    commands = dict(zip((each.macro for each in BUTTONS), RUN.findall(modules(kind)["pepsheets_buttons"]), strict=True))
    for button in BUTTONS:
        command = commands[button.macro]
        assert command == f"import {PRESSED} as pressed; pressed.{button.function}()"
        ast.parse(command)


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.macro)
def test_what_a_macro_calls_can_be_called(button: MacroButton) -> None:
    assert callable(vars(import_module(PRESSED))[button.function])


def first_of_macros() -> str:
    [first] = FIRST.findall(modules(KINDS[0])["pepsheets_buttons"])
    assert isinstance(first, str)
    return first


def run(command: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *options, "-c", command], capture_output=True, text=True, check=False)


def test_a_python_without_pepsheets_says_one_plain_sentence() -> None:
    done = run(f"{first_of_macros()}import pepsheets", "-I", "-S")
    assert (done.returncode, done.stderr.strip()) == (1, GONE)


def test_a_python_with_pepsheets_goes_on() -> None:
    done = run(f"{first_of_macros()}print(1)")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "1", "")


def test_the_python_of_the_macros_travels_through_the_shells_of_windows_and_the_mac() -> None:
    commands = [first_of_macros(), *(each.command for each in BUTTONS)]
    assert not [command for command in commands if re.search(r'["%$`|\\!<>&^]', command)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("module", ["pepsheets_buttons", "pepsheets_functions"])
def test_our_macros_can_be_read_as_vba(kind: str, module: str) -> None:
    lines = modules(kind)[module].split("\n")
    assert max(map(len, lines)) <= 1023 and all(line.isascii() for line in lines)
    assert lines[0] == f'Attribute VB_Name = "{module}"'
    open_blocks: list[str] = []
    continued = 0
    for line in lines:
        continued = continued + 1 if line.endswith(" _") else 0
        assert continued <= 24
        assert line.count('"') % 2 == 0, line
        words = re.sub(r"^(Public|Private) ", "", line.strip())
        if open_blocks and words == open_blocks[-1]:
            open_blocks.pop()
        elif words.partition(" ")[0] in BLOCKS:
            open_blocks.append(BLOCKS[words.partition(" ")[0]])
    assert open_blocks == []


def test_the_arguments_of_functions_are_names_that_vba_allows() -> None:
    names = {function.name.casefold() for function in worksheet_functions()}
    for function in worksheet_functions():
        arguments = [argument.name.casefold() for argument in function.arguments]
        assert len(set(arguments)) == len(arguments) <= 60
        assert not set(arguments) & (names | set(RESERVED.split())), function.name
        assert all(re.fullmatch(r"[a-z]\w*", name) for name in [*arguments, function.name.casefold()])


def test_every_function_has_the_help_that_excel_shows() -> None:
    text = modules(KINDS[0])["pepsheets_functions"]
    for function in worksheet_functions():
        assert 0 < len(function.help) <= 255
        assert f'Attribute {function.name}.VB_Description = "{function.help.replace(chr(34), chr(34) * 2)}"' in text


def test_every_function_calls_the_python_of_its_name() -> None:
    python = import_module(FUNCTIONS)
    names = re.findall(r"^Function (\w+)\(", modules(KINDS[0])["pepsheets_functions"], re.MULTILINE)
    assert names == sorted(each.name for each in worksheet_functions())
    assert all(callable(getattr(python, name)) for name in names)


def test_a_kind_without_macros_is_a_mistake_of_ours() -> None:
    with pytest.raises(FileNotFoundError):
        project_of("none")


def test_the_terms_of_what_others_wrote_are_kept_whole() -> None:
    notices = FOLDER.with_name("NOTICES.txt").read_text(encoding="utf-8")
    terms = [file for file in files("xlwings") or () if file.name == "LICENSE.txt"]
    assert [file.read_text(encoding="utf-8").strip() in notices for file in terms] == [True]
    assert "(c) Tim Hall" in notices and "William Smith" in notices
