"""The steering group of the worked example: members, Chair and Vice-Chair of two years, deputies, facets."""

from collections.abc import Iterator
from datetime import date

from pepsheets.partnerships.pepmk_sample.names import (
    ADA,
    BEN,
    CLARA,
    DEV,
    ESME,
    FEMI,
    GRETA,
    HUGO,
    IVY,
    JONAS,
    KIT,
    LENA,
    MO,
    NELL,
    OLA,
    PIP,
    QUINN,
    ROSA,
)
from pepsheets.partnerships.pepmk_sample.timeline import JUNE, Timeline, meeting_day
from pepsheets.tabs.steering_group import SteeringMember

# The facet that member schools fill is given by their membership, and nobody from outside Milton Keynes was found.
ST_PAULS_FACET = ("St Paul's head or representative",)
_DEPUTIES = {ADA: LENA, BEN: MO, CLARA: KIT, DEV: OLA, ESME: None, FEMI: DEV, GRETA: QUINN, HUGO: PIP, IVY: ROSA}
"""Who stands in for whom: Esme Thistle has named nobody, and Femi Ridge's deputy is a member."""


def rows(timeline: Timeline) -> Iterator[SteeringMember]:
    """The terms of all members and officers, the members first."""
    elected = timeline.election
    for person in (ADA, BEN, CLARA, DEV, ESME, FEMI, GRETA, HUGO, IVY):
        starts_on = elected if person == IVY else _years_before(elected, 2)
        facets = ST_PAULS_FACET if person == GRETA else ()
        deputy = _DEPUTIES[person]
        yield SteeringMember(
            person=person, role="Member", starts_on=starts_on, agreed_on=elected, deputy=deputy, facets=facets
        )
    yield SteeringMember(
        person=JONAS,
        role="Member",
        starts_on=_years_before(elected, 2),
        resigned_on=timeline.in_last(4, 1),
        agreed_on=_years_before(elected, 1),
    )
    yield from _officers(elected)


def _officers(elected: date) -> Iterator[SteeringMember]:
    """The Vice-Chair of last year was elected Chair."""
    before = _years_before(elected, 1)
    yield SteeringMember(person=CLARA, role="Chair", starts_on=before, ends_on=elected, agreed_on=before)
    yield SteeringMember(person=ADA, role="Vice-Chair", starts_on=before, ends_on=elected, agreed_on=before)
    yield SteeringMember(person=ADA, role="Chair", starts_on=elected, agreed_on=elected)
    yield SteeringMember(person=BEN, role="Vice-Chair", starts_on=elected, agreed_on=elected)
    yield SteeringMember(person=NELL, role="Clerk", starts_on=before, agreed_on=before)


def _years_before(elected: date, years: int) -> date:
    return meeting_day(elected.year - years, JUNE)


def members_on(timeline: Timeline, day: date) -> tuple[str, ...]:
    """The members in office on a day."""
    return tuple(row.person for row in rows(timeline) if row.role == "Member" and row.person and row.covers(day))


def officers_on(timeline: Timeline, day: date) -> tuple[str, str]:
    """The Chair and the Vice-Chair on a day."""
    return (ADA, BEN) if day >= timeline.election else (CLARA, ADA)
