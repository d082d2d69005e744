"""Every function through xlwings' own server, as Excel on the web calls it."""

import json
from datetime import date, datetime

import pytest
import xlwings
import xlwings.server

from tests.faces.functions.calling import in_python, on_the_web, web

TERMS: list[list[object]] = [
    ["Autumn", date(2026, 9, 1), date(2026, 12, 18)],
    [None, None, None],
    ["Spring", date(2027, 1, 4), date(2027, 3, 26)],
]
BANDS: list[list[object]] = [[15, 0], [8, 0.5], [0, 1]]
ERROR = {"type": "Error", "basicType": "Error", "basicValue": "#REF!", "errorType": "Ref"}
ANSWERS: list[tuple[str, tuple[object, ...], object]] = [
    ("PEP_APPORTION", (100, [[1], [1], [1]]), [[33.34], [33.33], [33.33]]),
    ("PEP_APPORTION", (1250.5, [[210, None, 420]]), [[416.83, 0, 833.67]]),
    ("PEP_APPORTION", (-0.05, [[1, 2], [3, 4]]), [[-0.01, -0.01], [-0.01, -0.02]]),
    ("PEP_APPORTION", (12.34, 5), 12.34),
    ("PEP_QUORUM", (12, 3, 1 / 3), 4),
    ("PEP_QUORUM", (7, 5, None), 5),
    ("PEP_QUORATE", (5, 5, None), True),
    ("PEP_QUORATE", (5, 5, 1), False),
    ("PEP_NOTICE_BY", (date(2017, 3, 30), 7, None, None), date(2017, 3, 22)),
    ("PEP_NOTICE_BY", (date(2027, 1, 5), 3, "Clear  working days", None), date(2026, 12, 29)),
    ("PEP_NOTICE_BY", (date(2027, 1, 5), 3, "clear working days", [[date(2026, 12, 30)], [None]]), date(2026, 12, 28)),
    ("PEP_EARLIEST_MEETING", (date(2017, 3, 22), 7, "clear days", None), date(2017, 3, 30)),
    ("PEP_CLEAR_DAYS", (date(2017, 3, 22), date(2017, 3, 30)), 7),
    ("PEP_WORKING_DAYS", (date(2026, 7, 24), date(2026, 7, 28), None), 2),
    ("PEP_CLEAR_WORKING_DAYS", (date(2026, 7, 24), date(2026, 7, 28), date(2026, 7, 27)), 0),
    ("PEP_DEEMED_SERVICE", (datetime(2026, 7, 24, 16, 29), "email", "CPR 6.26", None), date(2026, 7, 24)),
    ("PEP_DEEMED_SERVICE", (datetime(2026, 7, 24, 16, 30), "Email", "cpr 6.26", None), date(2026, 7, 27)),
    ("PEP_DEEMED_SERVICE", (date(2026, 7, 24), "post", 2, None), date(2026, 7, 26)),
    ("PEP_ACADEMIC_YEAR", (date(2027, 8, 31),), "2026/27"),
    ("PEP_TERM", (date(2027, 1, 4), TERMS), "Spring"),
    ("PEP_TERM", (date(2026, 12, 25), TERMS), ""),
    ("PEP_BANK_HOLIDAY", (date(2026, 12, 25),), True),
    ("PEP_CANCELLATION", (BANDS, date(2026, 9, 1), date(2026, 9, 10), None), 0.5),
]


@pytest.mark.parametrize(("name", "arguments", "answer"), ANSWERS)
def test_each_function_answers_excel_on_the_web(name: str, arguments: tuple[object, ...], answer: object) -> None:
    assert on_the_web(name, *arguments) == answer


def test_no_function_was_forgotten_above() -> None:
    assert {name for name, _, _ in ANSWERS} == set(vars(web))


def test_a_cell_with_an_error_is_never_read_as_empty() -> None:
    answer = on_the_web("PEP_APPORTION", 100, [[1], [ERROR], [1]])
    assert answer == ("PEP_APPORTION, weights, cell 2 of the range: the cell shows #REF!. Put that cell right first.")


def test_a_date_that_comes_with_its_format_is_a_date() -> None:
    formatted = {"type": "FormattedNumber", "basicValue": 46204, "numberFormat": "dd/mm/yyyy"}
    assert on_the_web("PEP_ACADEMIC_YEAR", [[formatted]]) == "2025/26"


def test_a_mistake_is_a_sentence_in_the_cell_and_no_error_that_excel_would_hide() -> None:
    answer = on_the_web("PEP_NOTICE_BY", "24/07/2026", 7, None, None)
    assert answer == ("PEP_NOTICE_BY, meeting: '24/07/2026' is text, not a date. Type it as a date, like 24/07/2026.")


@pytest.mark.parametrize("empty", [None, [[None]]])
def test_the_result_waits_while_a_needed_cell_is_empty(empty: object) -> None:
    assert on_the_web("PEP_NOTICE_BY", empty, 7, None, None) == ""


def test_excel_is_told_of_every_function_and_argument_with_their_help() -> None:
    meta = xlwings.server.custom_functions_meta(web)  # type: ignore[no-untyped-call]  # xlwings' own
    assert json.dumps(meta)
    told = {one["name"]: [argument["name"] for argument in one["parameters"]] for one in meta["functions"]}
    assert set(told) == set(vars(web))
    assert told["PEP_NOTICE_BY"] == ["meeting", "days", "kind", "closed"]
    [notice_by] = [one for one in meta["functions"] if one["name"] == "PEP_NOTICE_BY"]
    assert notice_by["description"] == "The last day on which notice of a meeting can be given."
    assert [one.get("optional", False) for one in notice_by["parameters"]] == [False, False, True, True]
    assert all(one["description"] and one["dimensionality"] == "matrix" for one in notice_by["parameters"])


SERVER = """
import asyncio, json, xlwings.server
from pepsheets.faces import functions
request = {"func_name": "PEP_QUORATE", "args": [[[5]], [[6]], [[1]]], "version": xlwings.__version__, "runtime": "1.4"}
answer = asyncio.run(xlwings.server.custom_functions_call(request, functions))
told = [one["name"] for one in xlwings.server.custom_functions_meta(functions)["functions"]]
print(json.dumps([answer, sorted(told)]))
"""


def test_a_server_finds_every_function_in_the_module_by_its_name() -> None:
    assert in_python(SERVER, XLWINGS_ON_SERVER="true") == [[[True]], sorted(vars(web))]
