"""A steering group of seven with everything in order, and its meetings: the ground on which tests break one thing."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import AgendaItem, Attendance, Meeting
from pepsheets.tabs.people import Person
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import ELECTION_MONTH, EVENT_MONTH, MINIMUM_MEMBERS, QUORUM_NUMBER
from pepsheets.tabs.steering_group import SteeringMember
from tests.tabs.books import setting

JUNE = date(2026, 6, 16)
HELD_ON = date(2026, 11, 10)
"""A Tuesday."""

MEMBERS = ("Ann", "Bob", "Cem", "Dee", "Eve", "Fay", "Gil")
"""Ann is the Chair, Bob the Vice-Chair; each has a deputy of their own, such as Ann's deputy."""

RULES = (
    setting(MINIMUM_MEMBERS, 7),
    setting(QUORUM_NUMBER, 5),
    setting(ELECTION_MONTH, 6),
    setting(EVENT_MONTH, 2),
)
"""What the constitution of PEP:mk says."""


def member(
    person: str,
    starts_on: date = JUNE,
    ends_on: date | None = None,
    *,
    deputy: str | None = "",
    agreed_on: date | None = JUNE,
    resigned_on: date | None = None,
    facets: tuple[str, ...] = (),
) -> SteeringMember:
    named = f"{person}'s deputy" if deputy == "" else deputy
    return SteeringMember(
        person=person, role="Member", starts_on=starts_on, ends_on=ends_on, agreed_on=agreed_on,
        resigned_on=resigned_on, deputy=named, facets=facets,
    )  # fmt: skip


def officer(
    person: str,
    role: Literal["Chair", "Vice-Chair", "Note-taker", "Clerk"],
    starts_on: date = JUNE,
    ends_on: date | None = None,
    *,
    agreed_on: date | None = JUNE,
    resigned_on: date | None = None,
) -> SteeringMember:
    return SteeringMember(
        person=person, role=role, starts_on=starts_on, ends_on=ends_on, agreed_on=agreed_on, resigned_on=resigned_on
    )


OFFICERS = (officer("Ann", "Chair"), officer("Bob", "Vice-Chair"))
GROUP: tuple[SteeringMember, ...] = (*map(member, MEMBERS), *OFFICERS)


def school_of(person: str, *, subscribes: bool = True) -> tuple[Row, ...]:
    """The person, with a school of their own."""
    name = f"{person}'s school"
    rows = (Person(name=person, school=name), School(name=name, kind="Primary"))
    return (*rows, Subscription(school=name, year="2026/27", fee=Decimal(250))) if subscribes else rows


PEOPLE: tuple[Row, ...] = tuple(row for person in MEMBERS for row in school_of(person))


def meeting(
    held_on: date = HELD_ON,
    standing: Literal["Planned", "Held", "Cancelled"] = "Held",
    *,
    code: str = "M1",
    kind: Literal["Steering group", "Partnership event", "Other"] = "Steering group",
    notice_sent: datetime | None = None,
    sent_by: Literal["hand", "email", "post"] | None = None,
    short_reason: str | None = None,
    agenda_agreed: date | None = None,
    agenda_sent: date | None = None,
    note_taker: str | None = None,
    notes_sent: date | None = None,
    notes_to_la: date | None = None,
    approved_on: date | None = None,
    closed_on: date | None = None,
) -> Meeting:
    return Meeting(
        code=code, kind=kind, held_on=held_on, standing=standing, notice_sent=notice_sent, sent_by=sent_by,
        short_reason=short_reason, agenda_agreed=agenda_agreed, agenda_sent=agenda_sent, note_taker=note_taker,
        notes_sent=notes_sent, notes_to_la=notes_to_la, approved_on=approved_on, closed_on=closed_on,
    )  # fmt: skip


def came(person: str, arrived_at: int | None = None, left_at: int | None = None) -> Attendance:
    return Attendance(meeting="M1", person=person, standing="Present", arrived_at=arrived_at, left_at=left_at)


def away(person: str, comments_on: date | None = None) -> Attendance:
    return Attendance(meeting="M1", person=person, standing="Apologies", comments_on=comments_on)


def deputy(person: str, deputy_for: str | None) -> Attendance:
    return Attendance(meeting="M1", person=person, standing="Deputy", deputy_for=deputy_for)


def item(number: int, *withdrew: str, meeting_code: str = "M1") -> AgendaItem:
    return AgendaItem(meeting=meeting_code, item=number, title=f"Item {number}", withdrew=withdrew)
