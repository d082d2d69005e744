"""PEP_APPORTION: what it shares adds up, as the rule shares it, in the shape of the range."""

from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.faces.functions import PEP_APPORTION
from pepsheets.rules.apportionment import apportion

PENCE = st.integers(-(10**12), 10**12)
COUNTS = st.integers(0, 10**7).map(Decimal)
AMOUNTS = st.integers(0, 10**11).map(lambda pence: Decimal(pence) / 100)
OTHERS = st.decimals(0, 10**6, places=8, allow_nan=False)


def columns_of(figures: st.SearchStrategy[Decimal]) -> st.SearchStrategy[list[Decimal]]:
    return st.lists(figures, min_size=1, max_size=30).filter(any)


def amounts(answer: object) -> list[Decimal]:
    """The amounts in the cells, as they show, by rows."""
    assert isinstance(answer, list), answer
    return [Decimal(str(amount)) for amount in chain.from_iterable(answer)]


@given(PENCE, columns_of(COUNTS) | columns_of(AMOUNTS) | columns_of(OTHERS))
def test_the_shares_add_up_to_the_penny_as_the_rule_shares(pence: int, weights: list[Decimal]) -> None:
    shares = amounts(PEP_APPORTION(pence / 100, [[float(weight)] for weight in weights]))
    assert sum(shares) * 100 == pence
    assert [share * 100 for share in shares] == list(apportion(pence, weights).shares)


@given(PENCE, st.lists(st.none() | AMOUNTS, min_size=6, max_size=6).filter(any))
def test_an_empty_cell_gets_nothing_and_so_does_a_zero(pence: int, weights: list[Decimal | None]) -> None:
    cells: list[list[float | None]] = [[None if weight is None else float(weight)] for weight in weights]
    zeros = [[0.0 if weight is None else float(weight)] for weight in weights]
    assert PEP_APPORTION(pence / 100, cells) == PEP_APPORTION(pence / 100, zeros)
    shares = amounts(PEP_APPORTION(pence / 100, cells))
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


@pytest.mark.parametrize(("rows", "columns"), [(1, 6), (6, 1), (2, 3), (3, 2)])
def test_the_shares_fill_cells_as_the_figures_do(rows: int, columns: int) -> None:
    cells = [[float(row * columns + column + 1) for column in range(columns)] for row in range(rows)]
    answer = PEP_APPORTION(2100, cells)
    assert isinstance(answer, list)
    assert [list(row) for row in answer] == [[figure * 100 for figure in row] for row in cells]


def test_currency_comes_as_decimals_from_a_desktop_and_may_stand_beside_other_figures() -> None:
    cells: list[list[Decimal | float | None]] = [[Decimal("0.5")], [0.5], [1], [None]]
    assert amounts(PEP_APPORTION(Decimal("100.0000"), cells)) == [25, 25, 50, 0]


def test_what_adding_up_leaves_behind_does_not_matter() -> None:
    summed = sum([0.1] * 1003)
    assert summed != 100.3
    assert sum(amounts(PEP_APPORTION(summed, [[1], [2]]))) == Decimal("100.3")
    assert PEP_APPORTION(0.01, [[0.1 + 0.2], [0.3]]) == PEP_APPORTION(0.01, [[0.3], [0.3]])


def test_a_formula_that_shows_nothing_is_an_empty_cell() -> None:
    assert amounts(PEP_APPORTION(3, [["", 1.0, 2.0]])) == [0, 1, 2]


@pytest.mark.parametrize(
    ("total", "weights", "sentence"),
    [
        ("100", [[1]], "total: '100' is text, not a number. Type a number, with no quotation mark before it."),
        (10.005, [[1]], "total: 10.005 has a fraction of a penny. Round it, as in =ROUND(…, 2)."),
        (1e13, [[1]], "total: the amount is too large for a cell to hold to the penny. Share out less at a time."),
        ([[1], [2]], [[1]], "total: one cell is wanted here, and this is a range of several. Choose one cell."),
        (True, [[1]], "total: TRUE is a yes or no, not a number. Type a number, with no quotation mark before it."),
        (1, [[1, 2], [3, "4"]], "weights, row 2, column 2: '4' is text, not a number. "),
        (
            1,
            [["Pupils"], [210]],
            "weights, cell 1 of the range: 'Pupils' is text, not a number. If it is a heading, leave it out of the "
            "range. If not, type a number, with no quotation mark before it.",
        ),
        (1, [["Pupils", 210]], "weights, cell 1 of the range: 'Pupils' is text, not a number. If it is a heading, "),
        (1, [[210, "Pupils"]], "weights, cell 2 of the range: 'Pupils' is text, not a number. Type a number, "),
        (1, [["210"], [1]], "weights, cell 1 of the range: '210' is text, not a number. Type a number, "),
        (1, [[1], ["none"]], "weights, cell 2 of the range: 'none' is text, not a number. Type a number, "),
        (1, "none", "weights: 'none' is text, not a number. Type a number, "),
        (1, [["#N/A"], [1]], "weights, cell 1 of the range: the cell shows #N/A. Put that cell right first."),
        (1, [[1], ["#N/A"]], "weights, cell 2 of the range: the cell shows #N/A. Put that cell right first."),
        (1, [[1, 2, -0.5]], "weights, cell 3 of the range: -0.5 is below zero. Share by figures of zero or more."),
        (1, -5, "weights: -5 is below zero. Share by figures of zero or more."),
    ],
)
def test_what_cannot_be_shared_is_refused_with_the_cell(total: object, weights: object, sentence: str) -> None:
    answer = PEP_APPORTION(total, weights)
    assert str(answer).startswith(f"PEP_APPORTION, {sentence}")


@pytest.mark.parametrize("cells", [[[0], [None]], [[None]]])
def test_nothing_can_be_shared_by_zeros(cells: list[list[int | None]]) -> None:
    assert PEP_APPORTION(1, cells) == ("PEP_APPORTION: All the figures to share by are zero. Fill in at least one.")


def test_nothing_can_be_shared_with_nobody() -> None:
    assert str(PEP_APPORTION(1, [])).startswith("PEP_APPORTION: There is nobody to share with.")


def test_very_large_figures_are_shared_by_too() -> None:
    assert amounts(PEP_APPORTION(3, [[1e15], [2e15]])) == [1, 2]


def test_figures_of_many_places_beside_larger_ones_are_shared_by_exactly() -> None:
    weights = [Decimal("0.123456789012345"), Decimal("99.5"), Decimal("1e-9")]
    shares = amounts(PEP_APPORTION(10**6, [[float(weight)] for weight in weights]))
    assert [share * 100 for share in shares] == list(apportion(10**8, weights).shares)
