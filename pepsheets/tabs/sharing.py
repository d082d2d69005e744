"""How a cost was shared, in numbers and in words, so that an auditor can redo it by hand (rule T8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pepsheets.rules.apportionment import Apportionment
from pepsheets.tabs.money import from_pence, pounds

FUND = "the partnership's fund"
NAMES_TOLD = 3
"""Of a longer list of schools only this many are named."""


@dataclass(frozen=True)
class Sharing:
    """How a cost is shared: the schools in the order of their names, their figures and weights, the shares in pence.

    Where the fund bears the shortfall of part years, its weight is ``for_fund``, and its share the last of the result.
    """

    schools: tuple[str, ...]
    figures: tuple[str, ...]
    weights: tuple[Fraction, ...]
    for_fund: Fraction
    result: Apportionment
    unit: str

    @cached_property
    def shares(self) -> tuple[int, ...]:
        """What each school pays."""
        return self.result.shares[: len(self.schools)]

    @property
    def fund_part(self) -> Decimal:
        """What the fund keeps for part years."""
        return from_pence(self.result.total - sum(self.shares))

    @cached_property
    def base(self) -> str:
        """Over what the cost is shared, the fund's weight included."""
        return f"{number(sum(self.weights, self.for_fund))} {self.unit}"

    def in_words(self, amount: Decimal) -> str:
        """How the whole cost was shared."""
        words = f"{pounds(amount)} over {self.base}"
        if self.for_fund:
            words += f", {number(self.for_fund)} of them for part years: {FUND} keeps {pounds(self.fund_part)}"
        return f"{words}. {self.tie_in_words[:1].upper()}{self.tie_in_words[1:]}" if self.tied else words

    @property
    def tied(self) -> tuple[str, ...]:
        """Those among whom a tie decided the odd pennies."""
        return tuple((*self.schools, FUND)[index] for index in self.result.ties)

    @property
    def tie_in_words(self) -> str:
        """How the odd pennies fell among equals."""
        return f"equal remainders of {listed(self.tied)}: the odd pennies go by the order of names"

    def share_in_words(self, amount: Decimal, index: int) -> str:
        """How one school's share came about. A credit reads as the debit that it mirrors."""
        rounding = abs(self.result.shares[index]) - abs(self.result.exact[index])
        way = f"rounded {'up' if rounding > 0 else 'down'} to the penny" if rounding else "no rounding"
        return f"{pounds(amount)} × {number(self.weights[index])} of {self.base}, {way}"

    def exact_pounds(self, index: int) -> str:
        """A share in pounds to the hundredth of a penny, enough to see how the pennies fell."""
        return f"{Decimal(round(self.result.exact[index] * 100)).scaleb(-4):.4f}"


def number(value: Fraction) -> str:
    """A number exactly as it is: whole, in hundredths, or with the fraction that is left.

    >>> number(Fraction(1250)), number(Fraction(5, 4)), number(Fraction(800, 3))
    ('1,250', '1.25', '266 2/3')
    """
    whole, rest = divmod(value, 1)
    if not rest:
        return f"{whole:,}"
    if 100 % rest.denominator == 0:
        return f"{Decimal(int(value * 100)).scaleb(-2):,.2f}"
    return f"{whole:,} {rest}" if whole else str(rest)


def all_of(names: Sequence[str]) -> str:
    """Names in a sentence, every one of them.

    >>> all_of(["Ash", "Elm", "Oak"]), all_of(["Ash"])
    ('Ash, Elm and Oak', 'Ash')
    """
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def listed(names: Sequence[str]) -> str:
    """Names in a sentence, the first few of them.

    >>> listed(["Ash", "Elm", "Oak", "Yew", "Fir"])
    'Ash, Elm, Oak and 2 more'
    """
    more = len(names) - NAMES_TOLD
    return ", ".join(names[:NAMES_TOLD]) + (f" and {more} more" if more > 0 else "")
