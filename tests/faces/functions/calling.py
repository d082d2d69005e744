"""The functions called as Excel calls them: typed into a cell, on the web, and on a desktop."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TypeAlias

import xlwings
import xlwings.server

from pepsheets.faces import functions
from pepsheets.faces.formulas import FUNCTIONS, in_excel

Json: TypeAlias = str | int | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None
Call: TypeAlias = tuple[str, Sequence[object]]

ROOT = Path(__file__).parents[3]
DAY_0 = datetime(1899, 12, 30)
TOKEN = re.compile(r'\{.*\}|"[^"]*"|[A-Z_]+\([\d,]*\)(?:\+TIME\([\d,]*\))?|[^\s,{"][^,{"]*')

web = SimpleNamespace(**{one.name: in_excel(one, xlwings.server) for one in FUNCTIONS})
custom_functions_call: Callable[..., Awaitable[Json]] = xlwings.server.custom_functions_call


def serial(moment: date) -> float:
    """The number that a date is to Excel."""
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return (at - DAY_0) / timedelta(days=1)


def on_the_web(name: str, *arguments: object) -> object:
    """What the cell shows in Excel on the web, by xlwings' own server; arguments are values, ranges or None."""
    data = {"func_name": name, "args": [sent(one) for one in arguments], "version": xlwings.__version__}
    excel = {"client": "Office.js", "runtime": "1.4", "date_format": "dd/mm/yyyy", "culture_info_name": "en-GB"}
    request = json.loads(json.dumps({**data, **excel, "caller_address": "[Book1]Sheet1!A1"}))
    return received(asyncio.run(_answered(request)))


async def _answered(request: Json) -> Json:
    return await custom_functions_call(request, web)


def sent(argument: object) -> object:
    """An argument as Office.js sends it: a range by rows, nothing for what was left out."""
    if argument is None:
        return None
    rows = argument if isinstance(argument, list) else [[argument]]
    return [["" if cell is None else serial(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]


def received(answer: Json) -> object:
    """What Office.js puts into the cell, or the cells by rows."""
    answer = json.loads(json.dumps(answer))
    assert isinstance(answer, list)
    rows = [[_value(cell) for cell in row] for row in answer]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def _value(cell: Json) -> object:
    if not isinstance(cell, dict):
        return cell
    assert (cell["type"], cell["numberFormat"]) == ("FormattedNumber", "dd/mm/yyyy")
    return (DAY_0 + timedelta(days=cell["basicValue"])).date()


def on_the_desktop(*calls: Call) -> list[object]:
    """What the cells show in Excel on Windows, by xlwings' own caller of functions, in a process of its own."""
    asked = json.dumps([[name, [kept(one) for one in arguments]] for name, arguments in calls])
    return [opened(one) for one in in_python("from tests.faces.functions import desktop; desktop.main()", asked)]


def in_python(program: str, given: str = "", **environment: str) -> list[object]:
    """The list that a program prints as JSON, in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], input=given, capture_output=True, text=True, cwd=ROOT, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert isinstance(printed, list)
    return printed


def kept(value: object) -> object:
    """A value in JSON, of which dates are marked."""
    if isinstance(value, list | tuple):
        return [kept(one) for one in value]
    return {"date": value.isoformat()} if isinstance(value, date) else value


def opened(value: object) -> object:
    """What was kept."""
    if isinstance(value, list):
        return [opened(one) for one in value]
    return datetime.fromisoformat(value["date"]) if isinstance(value, dict) else value


def typed(formula: str) -> str:
    """What a cell shows after somebody typed a formula without references into it."""
    name, _, rest = formula.removeprefix("=").partition("(")
    arguments = [_literal(token.strip()) for token in TOKEN.findall(rest.removesuffix(")"))]
    return shown(getattr(functions, name)(*arguments))


def shown(answer: object) -> str:
    """What Excel shows of an answer; several cells with commas between."""
    if isinstance(answer, list):
        return ", ".join(shown(cell) for row in answer for cell in row)
    if isinstance(answer, bool):
        return str(answer).upper()
    if isinstance(answer, date):
        return f"{answer:%d/%m/%Y}"
    return f"{answer:.15g}" if isinstance(answer, float) else str(answer)


def _literal(token: str) -> object:
    if token.startswith("{"):
        return [[_literal(cell) for cell in row.split(",")] for row in token[1:-1].split(";")]
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("DATE"):
        year, month, day, hour, minute, *_ = [*map(int, re.findall(r"\d+", token)), 0, 0]
        return datetime(year, month, day, hour, minute)
    above, _, below = token.partition("/")
    return float(above) / float(below or 1)
