"""Quorum: how many must be present, who counts for each item of the agenda, when an inquorate meeting meets again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from pepsheets.rules.calendar import days_after

OPENING = 0
"""The opening of a meeting, before its first item."""


class Base(Enum):
    """What a share is taken of."""

    PLACES = "places"
    IN_OFFICE = "members in office"
    IN_OFFICE_LESS_SUSPENDED = "members in office less suspended"


class Rounding(Enum):
    """How a share that is not whole becomes a number of people; nearest takes a half up."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """The greater of a fixed number and a share of a base.

    Model academy articles, article 117: ``QuorumRule(number=3, share=Fraction(1, 3))``.
    """

    number: int = 0
    share: Fraction | Decimal | int | None = None
    base: Base = Base.IN_OFFICE
    rounding: Rounding = Rounding.UP

    def __post_init__(self) -> None:
        if type(self.share) not in (Fraction, Decimal, int, type(None)):
            raise TypeError("The share of a quorum must be exact: a fraction, a decimal or a whole number.")
        if self.number < 0 or not 0 <= (self.share or 0) <= 1:
            raise ValueError("A quorum is a number of zero or more, or a share between 0 and 1.")


def quorum_of(rule: QuorumRule, places: int, in_office: int, suspended: int = 0) -> int:
    """How many members must be present: the greater of the rule's number and its share of the base, rounded.

    Vacant places count only where the base is the places. School Governance (Roles, Procedures and Allowances)
    (England) Regulations 2013 reg. 14: half the members in office, rounded up.

    >>> half = QuorumRule(share=Fraction(1, 2), base=Base.IN_OFFICE_LESS_SUSPENDED)
    >>> quorum_of(half, places=18, in_office=16, suspended=1)
    8
    """
    if not (places >= 0 and 0 <= suspended <= in_office):
        raise ValueError("Places and members cannot be below zero, nor more members suspended than in office.")
    return max(
        rule.number, _rounded(Fraction(rule.share or 0) * _base_of(rule.base, places, in_office, suspended), rule)
    )


def is_quorate(quorum: int, present: int, withdrawn: int = 0) -> bool:
    """Whether enough are present; one who withdraws for an interest leaves the count, and the quorum stays.

    >>> is_quorate(5, present=5), is_quorate(5, present=5, withdrawn=1)
    (True, False)
    """
    return short_by(quorum, present, withdrawn) == 0


def short_by(quorum: int, present: int, withdrawn: int = 0) -> int:
    """How many more would have to be present.

    >>> short_by(5, present=4, withdrawn=1)
    2
    """
    if not 0 <= withdrawn <= present:
        raise ValueError("Members who withdraw are among those present.")
    return max(0, quorum - (present - withdrawn))


@dataclass(frozen=True, slots=True)
class Presence:
    """The items of the agenda for which one person was in the meeting.

    ``arrived_at`` is the first item they were there for, ``left_at`` the first they were not; None means from the
    opening, and until the end. ``withdrew_from`` are items they left for an interest.
    """

    person: str
    arrived_at: int | None = None
    left_at: int | None = None
    withdrew_from: frozenset[int] = frozenset()

    def is_present_at(self, item: int) -> bool:
        """Whether they were in the meeting when the item came up, withdrawn from it or not."""
        arrived = self.arrived_at is None or self.arrived_at <= item
        return arrived and (self.left_at is None or item < self.left_at)

    def withdraws_from(self, item: int) -> bool:
        """Whether they were in the meeting and left the room for this item."""
        return item in self.withdrew_from and self.is_present_at(item)

    def counts_at(self, item: int) -> bool:
        """Whether they count towards the quorum of the item."""
        return self.is_present_at(item) and not self.withdraws_from(item)


@dataclass(frozen=True, slots=True)
class ItemQuorum:
    """How one item of the agenda stood: who was present, who of them withdrew, whether the rest were enough."""

    item: int
    present: tuple[str, ...]
    withdrawn: tuple[str, ...]
    quorum: int

    @property
    def is_quorate(self) -> bool:
        """Whether the item could be decided."""
        return self.short_by == 0

    @property
    def short_by(self) -> int:
        """How many more the item needed."""
        return short_by(self.quorum, len(self.present), len(self.withdrawn))


def quorum_at(item: int, quorum: int, presences: Iterable[Presence]) -> ItemQuorum:
    """How an item of the agenda (or the ``OPENING``) stood.

    >>> people = [Presence("Ann"), Presence("Bob", arrived_at=2), Presence("Cy", withdrew_from=frozenset({2}))]
    >>> quorum_at(2, 2, people).is_quorate, quorum_at(2, 2, people).withdrawn
    (True, ('Cy',))
    """
    there = [presence for presence in presences if presence.is_present_at(item)]
    withdrawn = tuple(presence.person for presence in there if presence.withdraws_from(item))
    return ItemQuorum(item, tuple(presence.person for presence in there), withdrawn, quorum)


def inquorate_items(items: Iterable[int], quorum: int, presences: Collection[Presence]) -> tuple[ItemQuorum, ...]:
    """The items that too few were present to decide, in the order given."""
    standings = (quorum_at(item, quorum, presences) for item in items)
    return tuple(standing for standing in standings if not standing.is_quorate)


def reconvene_by(meeting: date, days: int = 7) -> date:
    """The last day for the meeting that follows an inquorate one (model academy articles, article 115: seven days).

    >>> reconvene_by(date(2024, 3, 4))
    datetime.date(2024, 3, 11)
    """
    return days_after(meeting, days)


def _base_of(base: Base, places: int, in_office: int, suspended: int) -> int:
    if base is Base.PLACES:
        return places
    return in_office if base is Base.IN_OFFICE else in_office - suspended


def _rounded(people: Fraction, rule: QuorumRule) -> int:
    if rule.rounding is Rounding.UP:
        return ceil(people)
    return floor(people if rule.rounding is Rounding.DOWN else people + Fraction(1, 2))
