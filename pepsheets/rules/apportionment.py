"""Sharing out money in whole pence: exact shares, rounded once, that add up to the penny.

The method is the largest remainder (Hamilton, 1792; Hare-Niemeyer; Balinski and Young, Fair Representation, 1982): each
exact share is cut to whole pence, and the pence that remain go to the largest fractions. A credit mirrors the debit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import TypeAlias

from pepsheets.rules.calendar import Span, Term, days_after, month_dates

Weight: TypeAlias = int | Fraction | Decimal

_EXACT = {int, Fraction, Decimal}


class CannotApportion(ValueError):
    """A total cannot be shared out by what was given; the message is a sentence for a person."""


# Not slotted: the exact shares are worked out when somebody first asks for them, and kept.
@dataclass(frozen=True)
class Apportionment:
    """The shares of a total, in the order of the weights.

    ``ties`` are the indices whose penny a tie decided: they had the same fraction, and there were pence for the first
    of them only. The exact shares are ``numerators`` over ``denominator``, in lowest terms.
    """

    shares: tuple[int, ...]
    ties: tuple[int, ...]
    numerators: tuple[int, ...]
    denominator: int

    @property
    def total(self) -> int:
        """What was shared out."""
        return sum(self.shares)

    @cached_property
    def exact(self) -> tuple[Fraction, ...]:
        """The exact shares, before rounding."""
        return tuple(Fraction(numerator, self.denominator) for numerator in self.numerators)

    @property
    def rounding(self) -> tuple[Fraction, ...]:
        """What rounding added to each exact share, or took from it."""
        return tuple(share - exact for share, exact in zip(self.shares, self.exact, strict=True))


def apportion(total: int, weights: Sequence[Weight]) -> Apportionment:
    """How a total divides in proportion to weights, by largest remainder; equal remainders go by the order given.

    Raises ``CannotApportion`` where ``problem_with`` has a sentence, and ``TypeError`` for floats.

    >>> apportion(10000, [1, 1, 1]).shares, apportion(10000, [1, 1, 1]).ties
    ((3334, 3333, 3333), (0, 1, 2))
    """
    _refuse_inexact([total], {int})
    _raise(problem_with(weights))
    parts, _ = _over_one_denominator(weights)
    return _rounded_once([total * part for part in parts], sum(parts))


def problem_with(weights: Sequence[Weight]) -> str | None:
    """Why nothing can be shared by these weights, as a sentence; None where it can.

    >>> problem_with([0, 0])
    'All the figures to share by are zero. Fill in at least one.'
    """
    _refuse_inexact(weights, _EXACT)
    if not weights:
        return "There is nobody to share with. Add at least one row with a figure to share by."
    if any(isinstance(weight, Decimal) and not weight.is_finite() for weight in weights):
        return "A figure to share by is not a number. Type a number of zero or more."
    below_zero = next((weight for weight in weights if weight < 0), None)
    if below_zero is not None:
        return f"A figure to share by is below zero: {below_zero}. Use figures of zero or more."
    return None if any(weights) else "All the figures to share by are zero. Fill in at least one."


def apportion_within(
    total: int,
    weights: Sequence[Weight],
    floors: Sequence[int | None] | None = None,
    caps: Sequence[int | None] | None = None,
) -> Apportionment:
    """How a total of pence divides in proportion to weights, where a share has a least or a greatest amount.

    Rows that hit a floor or cap are fixed and the rest is shared again until nothing changes; then all is rounded once.
    Where a round meets both, only the kind that moves more money is fixed, since that may release rows of the other.
    None is no bound. A row of weight zero gets its floor. A credit mirrors the debit, floors and caps with it.

    >>> apportion_within(10000, [1, 1, 8], floors=[1500, None, None], caps=[None, None, 1000]).shares
    (4500, 4500, 1000)
    """
    _raise(problem_within(total, weights, floors, caps))
    bounds = _bounds(len(weights), floors, caps)
    parts, _ = _over_one_denominator(weights)
    numerators, denominator = _numerators_within(abs(total), parts, bounds)
    return _rounded_once([-numerator if total < 0 else numerator for numerator in numerators], denominator)


def problem_within(
    total: int,
    weights: Sequence[Weight],
    floors: Sequence[int | None] | None = None,
    caps: Sequence[int | None] | None = None,
) -> str | None:
    """Why a total of pence cannot be shared within floors and caps, as a sentence; None where it can.

    >>> problem_within(5000, [1, 1], floors=[3000, 3000])
    'The least shares come to £60.00, more than the £50.00 to be shared. Lower a least share.'
    """
    _refuse_inexact([total], {int})
    bounds = _bounds(len(weights), floors, caps)
    return problem_with(weights) or _problem_with_bounds(bounds) or _problem_with_room(abs(total), weights, bounds)


class PartOfYear(Enum):
    """By what the part of a year in membership is measured.

    Weeks are complete weeks, as in the School and Early Years Finance (England) Regulations 2018 reg. 27. A twelfth (a
    calendar month) or a term counts whole once any day of it is in membership.
    """

    DAYS = "days"
    WEEKS = "weeks"
    TWELFTHS = "twelfths"
    TERMS = "terms"


def part_year_share(
    memberships: Iterable[Span], first: date, last: date, by: PartOfYear = PartOfYear.DAYS, terms: Sequence[Term] = ()
) -> Fraction:
    """The part of a year, from its first to its last day, that was spent in membership.

    >>> part_year_share([Span(date(2027, 1, 1))], date(2026, 9, 1), date(2027, 8, 31), PartOfYear.TWELFTHS)
    Fraction(2, 3)
    """
    spans, length = tuple(memberships), (last - first).days + 1
    if length < 7:
        raise ValueError("A year ends at least a week after it begins.")
    if by in (PartOfYear.DAYS, PartOfYear.WEEKS):
        unit = 1 if by is PartOfYear.DAYS else 7
        return Fraction(_days_in(spans, first, last) // unit, length // unit)
    periods = _months(first, last) if by is PartOfYear.TWELFTHS else _terms_within(first, last, terms)
    return Fraction(sum(_days_in(spans, *period) > 0 for period in periods), len(periods))


def part_year_weight(weight: Weight, part: Fraction) -> Fraction:
    """The weight of a member for part of a year.

    >>> part_year_weight(210, Fraction(2, 3))
    Fraction(140, 1)
    """
    _refuse_inexact([weight], _EXACT)
    if not 0 <= part <= 1:
        raise ValueError("A part of a year lies between nothing and the whole of it.")
    return Fraction(weight) * part


def _refuse_inexact(values: Iterable[object], kinds: set[type]) -> None:
    if not set(map(type, values)) <= kinds:
        raise TypeError("Amounts are whole pence, and weights whole numbers, fractions or decimals; never floats.")


def _raise(problem: str | None) -> None:
    if problem:
        raise CannotApportion(problem)


def _over_one_denominator(values: Sequence[Weight]) -> tuple[list[int], int]:
    ratios = [value.as_integer_ratio() for value in values]
    denominator = lcm(*(below for _, below in ratios))
    return [above * (denominator // below) for above, below in ratios], denominator


def _rounded_once(numerators: list[int], denominator: int) -> Apportionment:
    common = gcd(denominator, *numerators)
    if common > 1:
        numerators, denominator = [numerator // common for numerator in numerators], denominator // common
    halves = [divmod(abs(numerator), denominator) for numerator in numerators]
    shares, remainders = [whole for whole, _ in halves], [remainder for _, remainder in halves]
    pence = sum(remainders) // denominator
    # Sorting keeps the order given among equals, in reverse too.
    order = sorted(range(len(remainders)), key=remainders.__getitem__, reverse=True)
    for index in order[:pence]:
        shares[index] += 1
    sign = -1 if min(numerators) < 0 else 1
    return Apportionment(
        tuple([sign * share for share in shares]), _tied(remainders, order, pence), tuple(numerators), denominator
    )


def _tied(remainders: list[int], order: list[int], pence: int) -> tuple[int, ...]:
    if pence == 0 or remainders[order[pence - 1]] != remainders[order[pence]]:
        return ()
    return tuple(index for index, remainder in enumerate(remainders) if remainder == remainders[order[pence]])


@dataclass(frozen=True, slots=True)
class _Bounds:
    floor: int
    cap: int | None

    def moves(self, numerator: int, denominator: int) -> int:
        """What must be added to the numerator of a share, or taken from it, to keep it within the bounds."""
        if numerator < self.floor * denominator:
            return self.floor * denominator - numerator
        return 0 if self.cap is None else min(0, self.cap * denominator - numerator)


def _bounds(rows: int, floors: Sequence[int | None] | None, caps: Sequence[int | None] | None) -> list[_Bounds]:
    least = floors if floors is not None else [None] * rows
    most = caps if caps is not None else [None] * rows
    _refuse_inexact([*least, *most], {int, type(None)})
    if not len(least) == len(most) == rows:
        raise ValueError("Every weight needs its own floor and its own cap, or None.")
    return [_Bounds(floor or 0, cap) for floor, cap in zip(least, most, strict=True)]


def _problem_with_bounds(bounds: Sequence[_Bounds]) -> str | None:
    for bound in bounds:
        if bound.floor < 0:
            return f"A least share is below zero: {_pounds(bound.floor)}. Use amounts of zero or more."
        if bound.cap is not None and bound.cap < bound.floor:
            return f"A greatest share of {_pounds(bound.cap)} is below the least, {_pounds(bound.floor)}. Change one."
    return None


def _problem_with_room(total: int, weights: Sequence[Weight], bounds: Sequence[_Bounds]) -> str | None:
    least, shared = sum(bound.floor for bound in bounds), _pounds(total)
    if total < least:
        return f"The least shares come to {_pounds(least)}, more than the {shared} to be shared. Lower a least share."
    caps = [bound.cap if weight else bound.floor for weight, bound in zip(weights, bounds, strict=True)]
    most = sum(cap for cap in caps if cap is not None)
    if None in caps or total <= most:
        return None
    return f"The greatest shares come to {_pounds(most)}, less than the {shared} to be shared. Raise a greatest share."


def _numerators_within(total: int, parts: Sequence[int], bounds: Sequence[_Bounds]) -> tuple[list[int], int]:
    fixed: dict[int, int] = {}
    while True:
        loose = [index for index in range(len(parts)) if index not in fixed]
        left, whole = total - sum(fixed.values()), sum(parts[index] for index in loose)
        moves = {index: bounds[index].moves(parts[index] * left, whole) for index in loose}
        excess = sum(moves.values())
        if excess == 0:
            break
        # As CSS resolves flexible lengths: floors are fixed where they take the more, caps where they give the more.
        settled = [index for index, move in moves.items() if move * excess > 0]
        fixed |= {index: (parts[index] * left + moves[index]) // whole for index in settled}
    shared = {index: parts[index] * left + move for index, move in moves.items()}
    return [shared[index] if index in shared else fixed[index] * whole for index in range(len(parts))], whole


def _pounds(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def _days_in(spans: Sequence[Span], first: date, last: date) -> int:
    days, counted_to, end = 0, first, days_after(last, 1)
    for span in sorted(spans, key=lambda span: span.start):
        begin, until = max(span.start, counted_to), min(span.end or end, end)
        if begin < until:
            days += (until - begin).days
            counted_to = until
    return days


def _months(first: date, last: date) -> list[tuple[date, date]]:
    months = []
    while first <= last:
        end = min(month_dates(first)[1], last)
        months.append((first, end))
        first = days_after(end, 1)
    return months


def _terms_within(first: date, last: date, terms: Sequence[Term]) -> list[tuple[date, date]]:
    found = [(term.starts_on, term.ends_on) for term in terms if first <= term.starts_on <= last]
    if not found:
        raise CannotApportion(
            "There are no terms in this year to measure membership by. Add them on the Term dates tab."
        )
    return found
