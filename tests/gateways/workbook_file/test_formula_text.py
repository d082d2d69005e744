"""Formulas as text: moved to another cell as other programs move them, and taken apart without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from pepsheets.gateways.workbook_file.formula_cells import formula_cells
from pepsheets.gateways.workbook_file.formulas import moved, tokens

FORMULAS = [
    "A2+B$2+$C2+$D$2",
    "SUM(A1:B2)*Tab.x!C3",
    "'Mary''s A1'!A1+LOG10(B2)",
    "Costs[[#This Row],[A1]]+A1",
    "SUM(Costs[Due])/COUNTA(Costs[[#All],[A2]:[B3]])",
    "Costs[[A'[1']]]+A1",
    "A:A+1:3+$A:B+$2:3",
    'IF(ISBLANK(F4),"see A1 ""now""",H3-F4+G4)',
    "[1]Sheet1!A1*2+'[2]My tab'!$A1",
    "1E5+E5+1.5e-3*B2+.5",
    "TAX2024+_xlfn.XLOOKUP(A2,B:B,C:C)",
    "#REF!+A1&#N/A",
    "Größe!B2+学校!B2",
    "a1+Name1x+x.A1",
    "-A1%^2<>B2",
    "SUM({1,2;3,4})+B2",
    "SUM((A1:A3,B1))",
    "SUM(Sheet1:Sheet3!A1)",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_moves_as_another_program_moves_it(formula: str) -> None:
    assert moved(formula, 3, 2) == Translator(f"={formula}", "J10").translate_formula("L13")[1:]
    assert "".join(token.text for token in tokens(formula)) == formula


CORNERS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "$"]),
    st.sampled_from("ABZ"),
    st.sampled_from(["", "$"]),
    st.integers(50, 99),
)
OPERANDS = st.one_of(
    CORNERS,
    st.builds("{}:{}".format, CORNERS, CORNERS),
    st.builds("{}!{}".format, st.sampled_from(["Fees", "'My fees'", "'O''Hara'"]), CORNERS),
    st.sampled_from(["Costs[Due]", "Costs[[#This Row],[B2]]", '"B2"', "1.5E3", "LOG10(A9)", "TRUE", "Rate_2", "#N/A"]),
)
WRITTEN = st.lists(OPERANDS, min_size=1, max_size=6).map("+".join)


@given(WRITTEN, st.integers(-40, 40), st.integers(0, 40))
def test_every_formula_moves_as_another_program_moves_it(formula: str, rows: int, columns: int) -> None:
    there = Translator(f"={formula}", "AX100").translate_formula(row_delta=rows, col_delta=columns)
    assert f"={moved(formula, rows, columns)}" == there


@given(WRITTEN, st.integers(-40, 40), st.integers(-40, 40))
def test_there_and_back_is_the_same_formula(formula: str, down: int, up: int) -> None:
    assert moved(moved(formula, down), up) == moved(formula, down + up)


@given(st.text(alphabet="A1$:!'\"[]()#., +Bx\\?e9{}\n", max_size=30))
def test_anything_is_taken_apart_without_loss(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("formula", "rows", "expected"),
    [
        ("A1+B5", -2, "#REF!+B3"),
        ("SUM(A1:A5)", -2, "SUM(#REF!)"),
        ("A1048576", 1, "#REF!"),
        ("$A$1", -2, "$A$1"),
        ("ZZZ5+A5", 1, "ZZZ5+A6"),
        ("Sheet1!A1:Sheet1!B2", 1, "Sheet1!A2:Sheet1!B3"),
        ("D2:INDEX(E:E,3)", 1, "D3:INDEX(E:E,3)"),
    ],
)
def test_what_the_other_program_does_not_know(formula: str, rows: int, expected: str) -> None:
    assert moved(formula, rows) == expected


def test_a_chart_has_no_formulas_of_cells() -> None:
    assert formula_cells(b"<chartsheet><f>A1</f></chartsheet>") == []
