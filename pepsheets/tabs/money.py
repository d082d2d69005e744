"""Money at the edge and money inside: pounds with two decimals in the sheets, whole pence in the rules."""

from decimal import Decimal


def in_pence(amount: Decimal) -> int:
    """An amount in pounds as whole pence.

    >>> in_pence(Decimal("12.50"))
    1250
    """
    return int(amount * 100)


def from_pence(pence: int) -> Decimal:
    """Whole pence as an amount in pounds.

    >>> from_pence(1250)
    Decimal('12.50')
    """
    return Decimal(pence).scaleb(-2)


def pounds(amount: Decimal) -> str:
    """An amount as people write it.

    >>> pounds(Decimal("1200.5"))
    '£1,200.50'
    """
    return f"-£{-amount:,.2f}" if amount < 0 else f"£{amount:,.2f}"
