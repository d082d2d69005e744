"""Money at the edge: pounds and pence, to and fro."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.tabs.kinds import Kind, read
from pepsheets.tabs.money import from_pence, in_pence, pounds


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_pence_become_pounds_and_the_same_pence_again(pence: int) -> None:
    assert in_pence(from_pence(pence)) == pence


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_an_amount_as_we_write_it_can_be_typed_again(pence: int) -> None:
    assert read(Kind.MONEY, pounds(from_pence(pence))) == from_pence(pence)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "£0.00"),
        ("1200.5", "£1,200.50"),
        ("-1200.5", "-£1,200.50"),
        ("0.01", "£0.01"),
        ("1234567.8", "£1,234,567.80"),
    ],
)
def test_amounts_are_written_with_a_pound_sign_and_two_decimals(amount: str, written: str) -> None:
    assert pounds(Decimal(amount)) == written
