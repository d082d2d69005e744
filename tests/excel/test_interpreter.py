"""The stand-in for Excel is as strict as these tests need it to be, and knows the real clients' actions."""

import pytest

from pepsheets.sheets import Sheet
from tests.excel.clients import known_to_excel, known_to_google, refused_by_google, works_on
from tests.excel.interpreter import Interpreter
from tests.excel.json_book import actions_of, opened
from tests.excel.model import EXCEL, GOOGLE, Model
from tests.excel.typing_in import Error, Held, Stored, typed

FIVE = Sheet("Trips", [["Trip", 5.0]])


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("007", 7.0),
        ("'007", "007"),
        ("12.50", 12.5),
        ("£1,200", 1200.0),
        ("5%", 0.05),
        ("1e5", 100000.0),
        ("true", True),
        ("2026-02-28", 46081.0),
        ("28/02/2026", 46081.0),
        ("09:30", 9.5 / 24),
        ("#REF!", Error("#REF!")),
        ("''quoted'", "'quoted'"),
        ('=HYPERLINK("#\'A\'!B2","say ""no""")', 'say "no"'),
        ("", None),
        ("plain", "plain"),
        (True, True),
        (7, 7.0),
    ],
    ids=repr,
)
def test_what_is_typed_becomes_what_excel_makes_of_it(given: str | bool | int, value: Stored) -> None:
    assert typed(Held(), given, {}).value == value


@pytest.mark.parametrize("given", ["+44 7700 900123", "@here", "=A1+B1", "x" * 32_768])
def test_what_excel_would_not_take_is_a_failure(given: str) -> None:
    with pytest.raises(AssertionError):
        typed(Held(), given, {})


def test_a_cell_formatted_as_text_keeps_what_is_typed() -> None:
    assert typed(Held(number_format="@"), "007", {}).value == "007"


def test_the_actions_of_both_clients_are_read_from_their_own_programs() -> None:
    assert len(known_to_google()) >= 30 and len(known_to_excel()) >= 30
    assert {"setValues", "setNumberFormat", "setRangeName"} <= works_on(GOOGLE) & works_on(EXCEL)
    assert "resizeTable" in refused_by_google() & works_on(EXCEL)
    assert "setFormula" not in known_to_google() | known_to_excel()


def test_an_action_that_the_client_cannot_do_is_a_failure() -> None:
    model = Model.of_sheets([FIVE])
    book = opened(model)
    book.sheets[0].range("A1").formula = "=1+1"
    with pytest.raises(AssertionError, match="setFormula"):
        Interpreter(model).carry_out(actions_of(book))


def test_an_action_that_google_refuses_is_a_failure_there() -> None:
    with pytest.raises(AssertionError, match="resizeTable"):
        Interpreter(Model.of_sheets([FIVE]), GOOGLE).carry_out([{"func": "resizeTable"}])


def test_what_was_queued_is_carried_out_in_order() -> None:
    model = Model.of_sheets([FIVE])
    book = opened(model)
    for value in ("007", "'008"):
        book.sheets[0].range("B1").value = value
    Interpreter(model).carry_out(actions_of(book))
    assert model.tab("Trips").held(1, 2).value == "008"
