"""What may be called from outside: the buttons, and nothing else, with a key for xlwings's server part and without."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys

import pytest

from pepsheets.faces import buttons, pressed

BUTTONS = ["check", "new_year", "recalculate", "sync_now"]


def callables(module: object) -> list[str]:
    return sorted(name for name, thing in vars(module).items() if callable(thing) and not name.startswith("__"))


def test_a_server_that_runs_any_callable_by_its_name_finds_the_buttons_alone() -> None:
    assert callables(buttons) == BUTTONS


def test_each_script_takes_the_workbook_and_nothing_else() -> None:
    for name in BUTTONS:
        assert list(inspect.signature(getattr(buttons, name)).parameters) == ["book"]


def test_macros_find_each_button_without_arguments() -> None:
    assert callables(pressed) == BUTTONS
    assert all(not inspect.signature(getattr(pressed, name)).parameters for name in BUTTONS)


WITHOUT_A_KEY = """
import sys
import xlwings
assert "remote" not in [engine.name for engine in xlwings.engines]
from pepsheets.faces import buttons, pressed
assert not {"sqlalchemy", "gspread"} & sys.modules.keys()
print(buttons.recalculate.__name__, pressed.sync_now.__name__)
"""
AS_SCRIPTS = """
from pepsheets.faces import buttons
print(*sorted(name for name, each in vars(buttons).items() if hasattr(each, "__xlscript__")))
"""


def asked(code: str, **settings: str) -> str:
    around = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS_")} | settings
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=around)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_without_a_key_and_without_the_libraries_of_rounds_the_buttons_are_there() -> None:
    assert asked(WITHOUT_A_KEY) == "recalculate sync_now"


@pytest.mark.parametrize("key", ["noncommercial"])
def test_on_a_server_each_button_is_a_script_of_xlwings(key: str) -> None:
    assert asked(AS_SCRIPTS, XLWINGS_LICENSE_KEY=key, XLWINGS_ON_SERVER="true").split() == BUTTONS
