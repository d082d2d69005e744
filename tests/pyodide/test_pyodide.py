"""Rules, tabs, validation, recalculation and functions run in the Python of the browser, from our own wheel."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pepsheets import __version__
from pepsheets.faces.formulas import FUNCTIONS
from tests.pyodide import figures
from tests.pyodide.cells import HANDED_OVER
from tests.pyodide.conftest import Browser

# Pyodide is started once, by the one worker that runs these.
pytestmark = [pytest.mark.needs("node"), pytest.mark.xdist_group("pyodide")]


def as_json(answer: figures.Answer) -> Any:  # as it comes back from Pyodide, whose answers are of many shapes
    return json.loads(json.dumps(answer))


def test_what_runs_there_is_our_wheel(browser: Browser) -> None:
    where = browser.answer("place")
    assert isinstance(where, dict) and where["platform"] == "emscripten" and where["version"] == __version__
    assert "/site-packages/" in where["pepsheets"]


def test_nothing_that_only_a_computer_has_was_needed(browser: Browser) -> None:
    assert browser.answer("packages") == []


def test_every_module_of_what_computes_is_imported_there(browser: Browser) -> None:
    assert browser.answer("modules") == as_json(figures.modules())


def test_a_pound_between_three_schools_is_shared_as_published(browser: Browser) -> None:
    assert browser.answer("shares") == figures.shares() == [34, 33, 33]


def test_three_clear_working_days_of_notice_are_counted_as_published(browser: Browser) -> None:
    assert browser.answer("notice") == figures.notice() == "2023-10-16"


def test_bank_holidays_are_those_on_gov_uk(browser: Browser) -> None:
    assert browser.answer("holidays") == figures.published_holidays()


def test_the_worked_example_is_worked_out_to_the_same_cell(browser: Browser) -> None:
    there, here = browser.answer("workbook"), as_json(figures.workbook())
    assert isinstance(there, dict) and there["written"] == here["written"] and sum(here["written"].values()) > 1000
    assert there["problems"] == here["problems"]
    for tab, cells in here["cells"].items():
        assert (tab, there["cells"][tab]) == (tab, cells)


def test_every_function_of_cells_is_asked_for_something() -> None:
    assert set(HANDED_OVER) == {function.name for function in FUNCTIONS}


def test_every_function_of_cells_shows_the_same_there_without_xlwings(browser: Browser) -> None:
    shown = {name: figures.as_shown(shows) for name, (_, shows) in HANDED_OVER.items()}
    assert browser.answer("functions") == figures.functions() == shown
