"""Every function through xlwings' own caller on Windows, as a workbook's macros call it."""

from datetime import date, datetime, time

from tests.faces.functions.calling import Call, on_the_desktop
from tests.faces.functions.test_on_the_web import ANSWERS

OTHERS: list[tuple[Call, object]] = [
    (
        ("PEP_APPORTION", (100, [[1], ["#SPILL!"], [1]])),
        "PEP_APPORTION, weights, cell 2 of the range: the cell shows an error. Put that cell right first.",
    ),
    (
        ("PEP_APPORTION", ([["#REF!"]], [[1]])),
        "PEP_APPORTION, total: the cell shows #REF!. Put that cell right first.",
    ),
    (
        ("PEP_APPORTION", ([["#SPILL!"]], [[1]])),
        "PEP_APPORTION, total: the cell shows an error. Put that cell right first.",
    ),
    (
        ("PEP_NOTICE_BY", ([["30/03/2017"]], 7, None, None)),
        "PEP_NOTICE_BY, meeting: '30/03/2017' is text, not a date. Type it as a date, like 24/07/2026.",
    ),
    (("PEP_NOTICE_BY", ([[None]], 7, None, None)), ""),
    (("PEP_NOTICE_BY", ([[42824]], [[7]], [[None]], [[None]])), date(2017, 3, 22)),
]


def as_on_a_sheet(argument: object) -> object:
    """The argument with its dates as those of a sheet: with a time, where it is midnight too."""
    if isinstance(argument, list):
        return [[as_on_a_sheet(cell) for cell in row] for row in argument]
    is_day = isinstance(argument, date) and not isinstance(argument, datetime)
    return datetime.combine(argument, time()) if is_day else argument  # type: ignore[arg-type]  # it is a day


def of_a_cell(answer: object) -> object:
    """What stands in the cell, or in the cells by rows."""
    assert isinstance(answer, list)
    rows = [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in answer]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def test_each_function_answers_excel_on_a_desktop_as_it_does_on_the_web() -> None:
    calls: list[Call] = [(name, [as_on_a_sheet(one) for one in arguments]) for name, arguments, _ in ANSWERS]
    in_ranges: list[Call] = [
        (name, [one if one is None or isinstance(one, list) else [[one]] for one in arguments])
        for name, arguments in calls
    ]
    answers = [of_a_cell(one) for one in on_the_desktop(*calls, *in_ranges, *(call for call, _ in OTHERS))]
    wanted = [answer for _, _, answer in ANSWERS]
    assert answers == [*wanted, *wanted, *(answer for _, answer in OTHERS)]
