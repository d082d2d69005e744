"""What formulas give, errors included."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import meetings


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("=-(2+3)%", -0.05),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="It said ""no"""', 'It said "no"'),
        ("=B2+B3", 5),
        ("=SUM(B2:B3,10)", 15),
        ("=SUM(B:B)", 5),
        ("=IF(B2<B3,A2,A3)", "a"),
        ("=IF(A2<>A3,B2/2)", 1),
        ("=IF(FALSE,1)", False),
        ("=IF(TRUE,1,1/0)", 1),
        ('="A"="a"', True),
        ("=E9=0", True),
        ("=Meetings!B3", 3),
        ('=HYPERLINK("#gid=0&range=A1","Go there")', "Go there"),
        ('=HYPERLINK("https://example.org")', "https://example.org"),
        ("=both", 5),
        ("=SUM(numbers)", 5),
        ("=1/0", "#DIV/0!"),
        ("=1+E2", "#DIV/0!"),
        ("=#REF!+1", "#REF!"),
        ("=A99", "#REF!"),
        ("=Costs!A1", "#REF!"),
        ("=D2", "#REF!"),
        ("=nonsense", "#NAME?"),
        ("=VLOOKUP(1,A1:B2,2)", "#NAME?"),
        ('="x"+1', "#VALUE!"),
        ("=1+", "#ERROR!"),
        ("=(1", "#ERROR!"),
        ("=1 2", "#ERROR!"),
        ("=IF(1)", "#N/A"),
    ],
)
def test_formulas_give_what_google_would(formula: str, value: object) -> None:
    sheet = meetings(["a", "2", "", "=D2", "=1/0"], ["b", "3"], ["", "", "=B2+B3"])
    names = {
        "both": {"startRowIndex": 3, "startColumnIndex": 2},
        "numbers": {"startRowIndex": 1, "startColumnIndex": 1},
    }
    ends = {"both": {"endRowIndex": 4, "endColumnIndex": 3}, "numbers": {"endRowIndex": 3, "endColumnIndex": 2}}
    for name, start in names.items():
        sheet.batch({"addNamedRange": {"namedRange": {"name": name, "range": {"sheetId": 0, **start, **ends[name]}}}})
    sheet.person.type("Meetings", "E9" if formula != "=E9=0" else "E8", formula)
    assert sheet.person.cell("Meetings", "E9" if formula != "=E9=0" else "E8") == value


def test_a_link_says_where_it_leads() -> None:
    sheet = meetings(['=HYPERLINK("#gid=0&range=B2","Go there")', "x"])
    cell = sheet.cell("A2")
    assert (cell["hyperlink"], cell["formattedValue"]) == ("#gid=0&range=B2", "Go there")
    assert "hyperlink" not in sheet.cell("B2")


def test_a_formula_that_names_an_empty_cell_has_no_value() -> None:
    sheet = meetings(["=B2"])
    assert "effectiveValue" not in sheet.cell("A2")


def test_a_formula_that_names_a_date_shows_a_date() -> None:
    sheet = meetings(["a", "31/12/2026", "=B2"])
    assert sheet.cell("C2")["formattedValue"] == "31/12/2026"
    assert sheet.cell("C2")["effectiveFormat"]["numberFormat"]["type"] == "DATE"
    assert "userEnteredFormat" not in sheet.cell("C2")


def test_formulas_see_what_the_same_batch_wrote() -> None:
    sheet = meetings(["2", "=A2*2"])
    assert sheet.person.cell("Meetings", "B2") == 4
    sheet.person.type("Meetings", "A2", "5")
    assert sheet.person.cell("Meetings", "B2") == 10
