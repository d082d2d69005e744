"""What Excel on a desktop, Excel on the web and Python hand over for one and the same range."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from pepsheets.faces.formulas.grids import given_for
from pepsheets.faces.functions import PEP_APPORTION, PEP_TERM

ERROR = {"type": "Error", "basicType": "Error", "basicValue": "#REF!", "errorType": "Ref"}


class JsNull:
    """An empty cell in a web page's Python."""


def rows_of(given: object) -> list[list[object]]:
    return [list(row) for row in given_for("figures", given).cells]


@pytest.mark.parametrize("given", [5.0, [5.0], (5.0,), [[5.0]], ((5.0,),)])
def test_one_cell_is_a_range_of_one_however_it_comes(given: object) -> None:
    assert rows_of(given) == [[5.0]]


@pytest.mark.parametrize("nothing", [None, "", JsNull()])
def test_an_empty_cell_is_empty_however_it_comes(nothing: object) -> None:
    assert rows_of(nothing) == [[None]]
    assert rows_of([[nothing, 2.0], ["text", nothing]]) == [[None, 2.0], ["text", None]]


def test_a_range_of_numbers_and_dates_is_taken_as_it_comes() -> None:
    rows = ((1.0, 2, Decimal("3.00")), (date(2026, 9, 1), datetime(2026, 9, 1), None))
    assert given_for("figures", rows).cells is rows


def test_formats_and_errors_of_the_web_are_unwrapped() -> None:
    formatted = {"type": "FormattedNumber", "basicValue": 46266, "numberFormat": "dd/mm/yyyy"}
    assert rows_of([[formatted, ERROR], [{"type": "WebImage"}, 1]]) == [[46266, "#REF!"], ["WebImage", 1]]
    assert PEP_TERM(formatted, [["Autumn", formatted, formatted], ["", "", ""]]) == "Autumn"
    assert str(PEP_TERM(formatted, [["Autumn", formatted, ERROR]])).endswith(
        "last day: the cell shows #REF!. Put that cell right first."
    )


def test_what_nobody_knows_is_refused_and_never_read_as_empty() -> None:
    assert str(PEP_APPORTION(1, [[1], [1j]])).startswith("PEP_APPORTION, weights, cell 2 of the range: '1j' is text, ")
