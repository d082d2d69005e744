"""Who is in the steering group: membership on a date, offices, who presides, facets and deputies.

The rules are those of the PEP:mk partnership's constitution (2018/19): at least seven members, agreed each June with
their Chair and Vice-Chair, each with a deputy. Whether the election is overdue, the calendar says (``overdue_since``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from pepsheets.rules.calendar import Span


class Office(Enum):
    """What a person may be elected or asked to do; each office has one holder at a time."""

    CHAIR = "Chair"
    VICE_CHAIR = "Vice-Chair"
    NOTE_TAKER = "note-taker"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class TermOfOffice:
    """A person's time as a member, or in an office: from its start until the day before its end; no end: still.

    ``gave_up_on`` is the first day after a resignation or departure, before the term had run out.
    """

    person: str
    starts_on: date
    ends_on: date | None = None
    office: Office | None = None
    gave_up_on: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the person is in office on the day.

        >>> term = TermOfOffice("Ann", date(2026, 9, 1), date(2027, 7, 1))
        >>> term.covers(date(2027, 6, 30)), term.covers(date(2027, 7, 1))
        (True, False)
        """
        return Span(self.starts_on, self.ends_on).covers(on) and not self.is_given_up(on)

    def is_given_up(self, on: date) -> bool:
        """Whether the person had given the office up by the day."""
        return self.gave_up_on is not None and self.gave_up_on <= on


# Members


def in_office(terms: Iterable[TermOfOffice], on: date) -> tuple[str, ...]:
    """The members on the day, each once, in the order of the terms given; terms of an office are no membership.

    >>> in_office([TermOfOffice("Ann", date(2026, 9, 1)), TermOfOffice("Bob", date(2027, 1, 1))], date(2026, 10, 1))
    ('Ann',)
    """
    return tuple(dict.fromkeys(term.person for term in terms if term.office is None and term.covers(on)))


def members_short(terms: Iterable[TermOfOffice], minimum: int, on: date) -> int:
    """How many members are missing on the day from the number that the constitution asks for.

    >>> members_short([TermOfOffice("Ann", date(2026, 9, 1))], 7, date(2026, 10, 1))
    6
    """
    return max(minimum - len(in_office(terms, on)), 0)


# Offices


@dataclass(frozen=True, slots=True)
class OfficeOn:
    """Who holds an office on a day.

    ``holder`` is absent when the office is vacant; ``is_continuing`` when the term has run out and no successor has
    started; ``also`` names those whose terms wrongly cover the same day.
    """

    holder: str | None
    is_continuing: bool = False
    also: tuple[str, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return self.holder is None


def office_on(terms: Iterable[TermOfOffice], office: Office, on: date) -> OfficeOn:
    """Who holds the office on the day: it continues until a successor starts, unless it is given up.

    Of several whose terms cover the day, the one who started last holds it; of those, the first by name.

    >>> terms = [TermOfOffice("Ann", date(2025, 7, 1), date(2026, 7, 1), Office.CHAIR)]
    >>> office_on(terms, Office.CHAIR, date(2026, 9, 10))
    OfficeOn(holder='Ann', is_continuing=True, also=())
    """
    started = sorted(
        (term for term in terms if term.office is office and term.starts_on <= on), key=lambda term: term.person
    )
    latest_first = sorted(started, key=lambda term: term.starts_on, reverse=True)
    holders = tuple(dict.fromkeys(term.person for term in latest_first if term.covers(on)))
    if holders:
        return OfficeOn(holders[0], also=holders[1:])
    return _continuing(latest_first, on)


def _continuing(latest_first: Sequence[TermOfOffice], on: date) -> OfficeOn:
    if not latest_first or latest_first[0].is_given_up(on):
        return OfficeOn(None)
    return OfficeOn(latest_first[0].person, is_continuing=True)


class PresidedBy(Enum):
    """In what capacity somebody presides; or the meeting must elect somebody."""

    CHAIR = "Chair"
    VICE_CHAIR = "Vice-Chair"
    MUST_ELECT = "the meeting must elect"


@dataclass(frozen=True, slots=True)
class Presiding:
    """Who presides at a meeting, and as what; nobody where the meeting must elect."""

    by: PresidedBy
    person: str | None = None


def who_presides(chair: str | None, vice_chair: str | None, members_present: Collection[str]) -> Presiding:
    """Who presides: the Chair, or in the Chair's absence the Vice-Chair; both absent, the meeting must elect.

    Deputies are not among the members present: a deputy inherits no office.

    >>> who_presides("Ann", "Bob", {"Bob", "Cem"})
    Presiding(by=<PresidedBy.VICE_CHAIR: 'Vice-Chair'>, person='Bob')
    """
    if chair in members_present:
        return Presiding(PresidedBy.CHAIR, chair)
    if vice_chair in members_present:
        return Presiding(PresidedBy.VICE_CHAIR, vice_chair)
    return Presiding(PresidedBy.MUST_ELECT)


# Facets


class CountedBy(Enum):
    """Whether two people of one school fill one place of a facet, or two."""

    PERSON = "person"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class FacetRequirement:
    """A facet that the steering group must (``firm``), or where possible should, show so many times."""

    name: str
    needed: int = 1
    firm: bool = True
    counted_by: CountedBy = CountedBy.PERSON


@dataclass(frozen=True, slots=True)
class MemberFacets:
    """The facets that one member covers, and the school they come from."""

    person: str
    school: str | None
    facets: frozenset[str]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How often a facet is filled, and how many are short."""

    requirement: FacetRequirement
    filled: int

    @property
    def short(self) -> int:
        return max(self.requirement.needed - self.filled, 0)


def facet_counts(requirements: Iterable[FacetRequirement], members: Iterable[MemberFacets]) -> tuple[FacetCount, ...]:
    """How far each facet is filled; one person may cover several.

    >>> head = MemberFacets("Ann", "St Paul's", frozenset({"St Paul's head", "Partner school"}))
    >>> wanted = [FacetRequirement("Partner school", 5), FacetRequirement("St Paul's head")]
    >>> [count.short for count in facet_counts(wanted, [head])]
    [4, 0]
    """
    people = tuple(members)
    return tuple(FacetCount(requirement, _filled(requirement, people)) for requirement in requirements)


def _filled(requirement: FacetRequirement, members: Iterable[MemberFacets]) -> int:
    covering = [member for member in members if requirement.name in member.facets]
    if requirement.counted_by is CountedBy.SCHOOL:
        return len({member.school for member in covering if member.school is not None})
    return len({member.person for member in covering})


# Deputies


class DeputyProblem(Enum):
    """What is wrong with the deputy that a member has named."""

    MISSING = "no deputy is named"
    OWN_SELF = "the member is named as their own deputy"
    ATTENDING_AS_MEMBER = "the deputy attends as a member in their own right"


def deputy_problem(member: str, deputy: str | None, attending: Collection[str]) -> DeputyProblem | None:
    """What is wrong with a member's deputy, given the members who attend in their own right; none where all is well.

    >>> deputy_problem("Ann", "Bob", {"Bob", "Cem"}).name
    'ATTENDING_AS_MEMBER'
    """
    if not deputy:
        return DeputyProblem.MISSING
    if deputy == member:
        return DeputyProblem.OWN_SELF
    return DeputyProblem.ATTENDING_AS_MEMBER if deputy in attending else None


def counted_present(members_present: Iterable[str], deputies: Mapping[str, str], deputies_count: bool) -> int:
    """How many of those present count towards the quorum.

    ``deputies`` are the deputies present, by the member each stands in for. A deputy counts once, however many members
    they stand in for, and not at all for a member who is present or when present as a member.

    >>> counted_present(["Ann", "Bob"], {"Cem": "Dee", "Eve": "Dee"}, deputies_count=True)
    3
    """
    members = set(members_present)
    if not deputies_count:
        return len(members)
    return len(members | {deputy for member, deputy in deputies.items() if member not in members})
