"""What is declared of each function: its help, its words, its examples, and what becomes of a failure."""

import inspect
import logging

import pytest

from pepsheets.faces import functions
from pepsheets.faces.formulas import FUNCTIONS, Function, in_excel
from pepsheets.faces.formulas.arguments import MOST
from pepsheets.faces.formulas.declaration import Example
from pepsheets.tabs import settings
from tests.faces.functions.calling import typed

# Words of VBA that cannot name an argument (MS-VBAL 3.3.5.2), as far as they could be taken for one.
VBA_WORDS = frozenset(
    [
        *("and", "any", "as", "boolean", "byref", "byte", "byval", "call", "case", "const", "currency", "date"),
        *("declare", "dim", "do", "double", "each", "else", "empty", "end", "enum", "erase", "error", "event", "exit"),
        *("false", "for", "friend", "function", "get", "global", "if", "in", "input", "integer", "is", "let", "like"),
        *("lock", "long", "loop", "me", "mod", "new", "next", "not", "nothing", "null", "object", "on", "open"),
        *("option", "optional", "or", "print", "private", "public", "put", "seek", "select", "set", "shared", "single"),
        *("spc", "static", "stop", "string", "sub", "tab", "then", "to", "true", "type", "until", "variant", "wend"),
        *("while", "with", "write", "xor"),
    ]
)
EACH = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
EXAMPLES = [example for function in FUNCTIONS for example in function.examples]


@EACH
def test_python_has_each_function_by_its_name_in_excel(function: Function) -> None:
    called = getattr(functions, function.name)
    assert (called.__name__, called.__doc__) == (function.name, function.help)
    assert inspect.signature(called) == function.signature


@EACH
def test_help_fits_where_excel_shows_it(function: Function) -> None:
    texts = [function.help, *(argument.help for argument in function.arguments)]
    assert all(text.endswith(".") and len(text) <= 255 for text in texts)


@EACH
def test_arguments_have_names_that_macros_can_have(function: Function) -> None:
    names = [argument.name for argument in function.arguments]
    assert VBA_WORDS.isdisjoint(names) and len(set(names)) == len(names)
    optional = [argument.optional for argument in function.arguments]
    assert optional == sorted(optional)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.formula)
def test_each_example_shows_what_the_documentation_says(example: Example) -> None:
    assert typed(example.formula) == example.shows


def test_every_function_has_an_example() -> None:
    assert all(function.examples for function in FUNCTIONS)


def test_no_more_days_are_counted_than_on_the_rules_tab() -> None:
    assert settings.MOST == MOST


def test_an_argument_can_be_named_and_must_not_be_forgotten() -> None:
    assert functions.PEP_QUORATE(quorum=5, present=6, withdrawn=1) is True
    with pytest.raises(TypeError, match="missing a required argument: 'present'"):
        functions.PEP_QUORATE(5)


def test_a_failure_of_ours_is_a_sentence_too_and_its_account_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> float:
        raise ZeroDivisionError

    broken = in_excel(Function("PEP_BROKEN", "Fails.", (), (), fails), None)
    with caplog.at_level(logging.ERROR):
        assert broken() == (
            "PEP_BROKEN could not be worked out. Please report this, with the formula and what it refers to."
        )
    assert caplog.records[0].exc_info and caplog.messages == ["PEP_BROKEN could not be worked out"]
