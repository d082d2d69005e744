"""What a service costs a school: price bands, rates with a minimum, volume tiers, part years.

Money is whole pence; shares are exact fractions and are rounded once, at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

MONTHS_OF_A_YEAR = 12
MONTHS_OF_A_QUARTER = 3
ENDLESS = sys.maxsize


def to_the_penny(exact: Fraction | int) -> int:
    """A sum in whole pence: half a penny rounds up, and a credit mirrors the charge it takes back.

    >>> to_the_penny(Fraction(257047 * 26, 52)), to_the_penny(Fraction(-1, 2))
    (128524, -1)
    """
    whole = int(abs(Fraction(exact)) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


# Ranges of whole numbers: pupils, posts, days before a course


Range: TypeAlias = tuple[int, int | None]
"""The first and the last number of a band, both included; no last number: without end."""


@dataclass(frozen=True, slots=True)
class BandGap:
    """Numbers that no band covers, the first and last included; no last number: all from the first on."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class BandOverlap:
    """Numbers that more than one band covers, the first and last included; no last number: all from the first on."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class BandBackwards:
    """A band whose last number comes before its first, so that it covers nothing."""

    first: int
    last: int


BandProblem: TypeAlias = BandGap | BandOverlap | BandBackwards


def band_problems(bands: Iterable[Range], lowest: int = 0, highest: int | None = None) -> tuple[BandProblem, ...]:
    """The numbers from lowest to highest that no band covers, or that more than one does, and the bands that are empty.

    >>> band_problems([(0, 299), (301, None)])
    (BandGap(first=300, last=300),)
    >>> band_problems([(0, 100), (100, None)])
    (BandOverlap(first=100, last=100),)
    """
    given = sorted((first, _end(last)) for first, last in bands)
    backwards = [BandBackwards(first, last) for first, last in given if last < first]
    in_sight = [(max(first, lowest), min(last, _end(highest))) for first, last in given if first <= last]
    forwards = [(first, last) for first, last in in_sight if first <= last]
    return (*backwards, *_gaps_and_overlaps(forwards, lowest, _end(highest)))


def covers(band: Range, number: int) -> bool:
    """Whether the number lies in the band.

    >>> covers((51, 150), 150), covers((51, None), 50)
    (True, False)
    """
    return band[0] <= number <= _end(band[1])


def _end(last: int | None) -> int:
    return ENDLESS if last is None else last


def _last(end: int) -> int | None:
    return None if end == ENDLESS else end


def _gaps_and_overlaps(bands: Iterable[tuple[int, int]], lowest: int, highest: int) -> Iterator[BandProblem]:
    """Walk the bands in order of their first number, knowing how far they reach once, and how far twice."""
    once = twice = lowest - 1
    for first, last in bands:
        if first > once + 1:
            yield BandGap(once + 1, first - 1)
        doubled_from, doubled_to = max(first, twice + 1), min(last, once)
        if doubled_from <= doubled_to:
            yield BandOverlap(doubled_from, _last(doubled_to))
            twice = doubled_to
        once = max(once, last)
    if once < highest:
        yield BandGap(once + 1, _last(highest))


# Prices


@dataclass(frozen=True, slots=True)
class PriceBand:
    """What is charged, in pence, from the first to the last number of pupils (or units), both included."""

    first: int
    last: int | None
    pence: int


def price_band_problems(
    bands: Iterable[PriceBand], lowest: int = 0, highest: int | None = None
) -> tuple[BandProblem, ...]:
    """The numbers of pupils that a price list leaves without a price, or gives more than one.

    >>> price_band_problems([PriceBand(1, 100, 76500), PriceBand(101, None, 122400)])
    (BandGap(first=0, last=0),)
    """
    return band_problems(((band.first, band.last) for band in bands), lowest, highest)


def price_in_band(bands: Iterable[PriceBand], number: int) -> int | None:
    """The price, in pence, for this number of pupils; none where no band covers it, or more than one.

    >>> price_in_band([PriceBand(0, 50, 169320), PriceBand(51, 150, 211956)], 51)
    211956
    """
    covering = [band.pence for band in bands if covers((band.first, band.last), number)]
    return covering[0] if len(covering) == 1 else None


def price_per_unit(units: int | Fraction, rate: int, minimum: int = 0) -> int:
    """The price, in pence, of so many units at a rate, never less than the minimum.

    >>> price_per_unit(11, 2601, minimum=30600), price_per_unit(12, 2601, minimum=30600)
    (30600, 31212)
    """
    return max(to_the_penny(rate * Fraction(units)), minimum)


@dataclass(frozen=True, slots=True)
class VolumeDiscount:
    """The part of the price that is taken off when more than so many units are bought."""

    more_than: int
    off: Fraction


def price_by_volume(tiers: Iterable[PriceBand], units: int, discounts: Iterable[VolumeDiscount] = ()) -> int | None:
    """The price, in pence, where every unit costs the rate of the tier that the whole purchase falls in.

    Of several discounts earned, the largest counts. None where the tiers give no rate, or more than one.

    >>> price_by_volume([PriceBand(1, 9, 55000), PriceBand(10, None, 50000)], 10)
    500000
    """
    rate = price_in_band(tiers, units)
    if rate is None:
        return None
    off = max((discount.off for discount in discounts if units > discount.more_than), default=Fraction(0))
    return to_the_penny(units * rate * (1 - off))


# Part years


def share_by_quarter_joined(year_starts_on: date, joined: date, shares: Sequence[Fraction]) -> Fraction:
    """The share of the first year's fee that a school owes, by the quarter of the year in which it joined.

    >>> full, half = Fraction(1), Fraction(1, 2)
    >>> share_by_quarter_joined(date(2019, 1, 1), date(2019, 8, 1), (full, Fraction(3, 4), half, Fraction(0)))
    Fraction(1, 2)
    """
    starts = [_months_later(year_starts_on, MONTHS_OF_A_QUARTER * quarter) for quarter in range(len(shares) + 1)]
    if not starts[0] <= joined < starts[-1]:
        raise ValueError(f"{joined} is not in the year that starts on {year_starts_on}")
    return shares[sum(start <= joined for start in starts) - 1]


def part_year_price(annual: int, share: Fraction, adjustment: int = 0) -> int:
    """A yearly price, in pence, cut to a share of the year, rounded half up; then the adjustment.

    A x B/52 + C: School and Early Years Finance (England) Regulations 2018, regulation 27; the rounding is ours. The
    share by days, weeks, twelfths or terms is ``apportionment.part_year_share``.

    >>> part_year_price(257047, Fraction(26, 52))
    128524
    """
    return to_the_penny(annual * share) + adjustment


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    return day.replace(year=day.year + years, month=month + 1)
