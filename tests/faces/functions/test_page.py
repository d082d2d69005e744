"""The page of the documentation about the functions."""

from pathlib import Path

from pepsheets.faces.formulas import FUNCTIONS
from pepsheets.faces.formulas.page import functions_page
from pepsheets.faces.functions import PEP_NOTICE_BY

PAGE = Path(__file__).parents[3] / "docs" / "excel-functions.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == functions_page(), "run scripts/build_reference.py"


def test_the_page_has_every_function_argument_and_example() -> None:
    page = functions_page()
    for function in FUNCTIONS:
        section = page.partition(f"\n## {function.name}\n")[2].partition("\n## ")[0]
        assert f"={function.usage}\n" in section
        assert all(f"| {argument.help} |\n" in section for argument in function.arguments)
        assert all(f"| `{example.formula}` | {example.shows} |\n" in section for example in function.examples)


def test_the_page_quotes_a_mistake_as_the_cell_says_it() -> None:
    assert str(PEP_NOTICE_BY(46204, "7")) in functions_page().replace("\n  ", " ")
