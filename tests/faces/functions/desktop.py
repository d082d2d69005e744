"""xlwings' own caller of functions on Windows, with stand-ins for Windows below it: run in a process of its own.

Everything between Excel's values and our functions is xlwings' own code: how ranges and dates are read, how arguments
that were left out and cells with errors arrive, how results go back.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from unittest.mock import MagicMock

PYWIN32 = (
    *("pythoncom", "pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone", "win32com"),
    *("win32com.client", "win32com.client.dynamic"),
)
LEFT_OUT = -2147352572
ERROR_NUMBERS = {"#REF!": -2146826265, "#N/A": -2146826246, "#SPILL!": -2146826243}


class ComTime(datetime):
    """A date as pywin32 hands it over."""


class ComRange:
    """A range as Excel hands it over: a value, or values by rows."""

    def __init__(self, rows: list[list[object]]) -> None:
        values = tuple(tuple(com(cell) for cell in row) for row in rows)
        self.Value = values[0][0] if len(values) == len(values[0]) == 1 else values
        self.Worksheet, self.Row, self.Column = MagicMock(), 1, 1
        self.Rows, self.Columns = SimpleNamespace(Count=len(values)), SimpleNamespace(Count=len(values[0]))


def com(value: object) -> object:
    """A value as Excel hands it over: numbers are floats, errors are numbers."""
    if isinstance(value, datetime):
        return ComTime(*value.timetuple()[:6], tzinfo=UTC)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ERROR_NUMBERS.get(value, value) if isinstance(value, str) else value
    return float(value)


def argument(given: object) -> object:
    """An argument as Excel hands it over: a range, a value that was worked out, or nothing."""
    if given is None:
        return LEFT_OUT
    return ComRange(given) if isinstance(given, list) else com(given)


def stand_in() -> None:
    """Puts stand-ins where xlwings looks for Windows."""
    modules = {name: MagicMock(__file__=name) for name in PYWIN32}
    modules["pywintypes"].configure_mock(TimeType=ComTime, com_error=OSError)
    modules["win32timezone"].TimeZoneInfo.utc = lambda: UTC
    sys.modules.update(modules)
    for name in ("oledll", "windll", "PyDLL"):
        setattr(ctypes, name, MagicMock())
    sys.modules["xlwings.com_server"] = MagicMock()


def answered(calls: list[tuple[str, list[object]]]) -> list[object]:
    """What each call gives back to Excel."""
    stand_in()
    import xlwings
    from xlwings import _xlwindows, udfs

    from pepsheets.faces.formulas import FUNCTIONS, in_excel

    windows = SimpleNamespace(func=udfs.xlfunc, arg=udfs.xlarg)
    xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    vars(xlwings)["_xlwindows"] = _xlwindows
    vars(_xlwindows)["is_range_instance"] = lambda given: isinstance(given, ComRange)
    module = SimpleNamespace(**{one.name: in_excel(one, windows) for one in FUNCTIONS})
    udfs.udf_modules["functions"] = {"module": module, "filetime": None, "filename": ""}
    call_udf: Callable[..., object] = udfs.call_udf
    return [call_udf("functions", name, tuple(map(argument, arguments))) for name, arguments in calls]


def main() -> None:
    """Answers the calls that come as JSON, in JSON."""
    from tests.faces.functions.calling import kept, opened

    calls = opened(json.load(sys.stdin))
    sys.stdout.write(json.dumps(kept(answered(calls))))  # type: ignore[arg-type]  # what the tests put in
    sys.stdout.flush()
    os._exit(0)  # xlwings would look for Excels to end
