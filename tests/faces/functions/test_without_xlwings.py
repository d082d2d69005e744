"""The module where xlwings is not installed, as in a web page, and where xlwings has no licence key."""

from pepsheets.faces.formulas import FUNCTIONS
from tests.faces.functions.calling import in_python

CALL = """
import json
from pepsheets.faces import functions
from pepsheets.faces.functions import *
callable_ones = sorted(name for name in vars(functions) if callable(getattr(functions, name)))
print(json.dumps([functions.xlwings is None, callable_ones, PEP_QUORATE(5, 5), functions.PEP_QUORUM(12, number=3)]))
"""
NAMES = sorted(one.name for one in FUNCTIONS)


def test_the_functions_are_plain_functions_without_xlwings() -> None:
    assert in_python(f"import sys; sys.modules['xlwings'] = None\n{CALL}") == [True, NAMES, True, 3]


def test_the_functions_need_no_licence_key_and_nothing_else_can_be_called_there() -> None:
    assert in_python(CALL, XLWINGS_LICENSE_KEY="") == [False, NAMES, True, 3]
