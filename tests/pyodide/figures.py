"""What is worked out twice: by this Python, and by the one inside Pyodide. Each answer is made of JSON's own types."""

import importlib.util
import json
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pepsheets
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.rules.apportionment import apportion
from pepsheets.rules.calendar import bank_holidays
from pepsheets.rules.notice import DayKind, latest_notice_date
from tests.support.workbooks import memory_workbook

Answer: TypeAlias = Sequence["Answer"] | Mapping[str, "Answer"] | str | int | None

CASES = Path(__file__).parents[1] / "cases"
TODAY = date(2026, 11, 21)
WHAT_RUNS_IN_A_BROWSER = ("rules", "sheets", "tabs", "partnerships", "validation", "recalculation")


def place() -> Answer:
    """Which Python this is, and where its pepsheets comes from."""
    return {"platform": sys.platform, "version": pepsheets.__version__, "pepsheets": pepsheets.__file__}


def modules() -> Answer:
    """Every module of what runs in a browser, imported."""
    names = sorted(name for package in WHAT_RUNS_IN_A_BROWSER for name in _modules_of(f"pepsheets.{package}"))
    return [importlib.import_module(name).__name__ for name in names]


def _modules_of(package: str) -> Iterator[str]:
    yield package
    for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        yield found.name


def shares() -> Answer:
    """One pound between three, as moneyphp publishes it."""
    return list(apportion(100, [1, 1, 1]).shares)


def notice() -> Answer:
    """The last day for three clear working days before a hearing on 20 October 2023: CPR 2.8(3), its example (i)."""
    closed = bank_holidays([2023])
    return latest_notice_date(date(2023, 10, 20), 3, DayKind.CLEAR_WORKING, closed).isoformat()


def holidays() -> Answer:
    """The bank holidays of every year that GOV.UK has published."""
    return [day.isoformat() for day in sorted(bank_holidays(map(int, _published_holidays())))]


def published_holidays() -> Answer:
    return sorted(day["date"] for year in _published_holidays().values() for day in year)


def _published_holidays() -> dict[str, list[dict[str, str]]]:
    published: dict[str, list[dict[str, str]]] = json.loads(
        (CASES / "bank_holidays_england_wales_govuk.json").read_text("utf-8")
    )["expected"]
    return published


def workbook() -> Answer:
    """The worked example with its mistakes, recalculated: every cell with its type, and every problem."""
    book = memory_workbook(PEPMK, PEPMK.sample(TODAY), PEPMK.mistakes(TODAY))
    outcome = recalculate(book, TODAY)
    cells = {tab: [list(map(_with_type, row)) for row in sheet.rows] for tab, sheet in book.sheets.items()}
    problems = [f"{each.severity}: {each.message}" for each in outcome.examined.problems]
    return {"cells": cells, "problems": problems, "written": dict(outcome.written)}


def _with_type(cell: object) -> str | None:
    return None if cell is None else f"{type(cell).__name__} {cell!r}"


def functions() -> Answer:
    """What each function of cells shows, in its own cell or spilled, with its type."""
    from pepsheets.faces import functions  # here, so that a fault of one face is no fault of the rules
    from tests.pyodide.cells import HANDED_OVER

    return {name: as_shown(getattr(functions, name)(*cells)) for name, (cells, _) in HANDED_OVER.items()}


def as_shown(result: object) -> Answer:
    """A result cell by cell: that a range came as lists or as tuples shows nowhere."""
    return list(map(as_shown, result)) if isinstance(result, list | tuple) else _with_type(result)


def packages() -> Answer:
    """Which of the packages that only a computer has can be imported here."""
    only_on_a_computer = ("python_calamine", "rich", "typer", "xlsxwriter", "xlwings")
    return [name for name in only_on_a_computer if importlib.util.find_spec(name)]
