"""The bookings of the worked example, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from pepsheets.partnerships.pepmk_sample.courses import DAYS, FEW_BOOKED, OVERSUBSCRIBED, WAITS_FOR_A_SLIP, course
from pepsheets.partnerships.pepmk_sample.names import (
    ADA,
    BRADWELL,
    CANALSIDE,
    COWSLIP,
    FURZE,
    GRIDWAY,
    HERON,
    LINFORD,
    MILL,
    OUZEL,
    PEARTREE,
    POTTERS,
    REDWAY,
    RIDGMONT,
    SHENLEY,
    TATTENHOE,
    WILLOW,
    WINSLOW,
)
from pepsheets.partnerships.pepmk_sample.timeline import Timeline
from pepsheets.tabs.courses import Booking, Course

BOOKED = {
    "C101": (REDWAY, REDWAY, HERON, GRIDWAY, TATTENHOE, SHENLEY, WILLOW, COWSLIP, WINSLOW, MILL),
    "C102": (CANALSIDE, CANALSIDE, BRADWELL, BRADWELL, LINFORD, OUZEL, COWSLIP, RIDGMONT, HERON),
    "C103": (GRIDWAY, GRIDWAY, FURZE, SHENLEY, WILLOW, TATTENHOE, POTTERS),
    "C104": (TATTENHOE, TATTENHOE, REDWAY, REDWAY, BRADWELL, FURZE, HERON, HERON, LINFORD),
    WAITS_FOR_A_SLIP: (SHENLEY, COWSLIP, GRIDWAY, WILLOW, WINSLOW, PEARTREE, REDWAY),
    "C106": (BRADWELL, FURZE, OUZEL, LINFORD),
    OVERSUBSCRIBED: (REDWAY, HERON, GRIDWAY, TATTENHOE, SHENLEY, COWSLIP, WILLOW, BRADWELL, RIDGMONT, FURZE, OUZEL),
    FEW_BOOKED: (GRIDWAY, TATTENHOE, COWSLIP),
    "C109": (CANALSIDE, BRADWELL, LINFORD, OUZEL, SHENLEY, HERON, HERON, POTTERS),
    "C110": (REDWAY, WILLOW, FURZE),
}
"""Who booked each course, in the order in which they asked."""
_CONFIRMED = {OVERSUBSCRIBED: 6, FEW_BOOKED: 2, "C110": 2}
"""How many of a course's first bookings are confirmed, where not all are."""
_FIRST_NAMES = (
    "Alba", "Bryn", "Caleb", "Dora", "Edwin", "Flora", "Gwen", "Harri", "Imogen", "Joss", "Keira", "Leon", "Mabel",
    "Niall", "Orla", "Percy", "Rhian", "Silas", "Thea", "Una", "Vince", "Wilma", "Yusuf",
)  # fmt: skip
_SURNAMES = (
    "Acorn", "Birchwood", "Clover", "Daleman", "Elderton", "Fernsby", "Gorsebank", "Hazelgrove", "Ivyhurst",
    "Juniper", "Kingcup", "Larchfield", "Mallow", "Nettleby", "Oatfield", "Poppleton", "Rushworth", "Sorrell",
    "Thornley",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a booked place: when it was cancelled, in days before the course, and why; whether waived."""

    cancelled: int | None
    outcome: Literal["cancelled", "no-show", "substitute", "place refilled", "school closed"]
    is_waived: bool = False


# Each is the second place of its school, or of a school outside: never one within the subscription.
ENDINGS = {
    ("C101", 2): Ending(5, "place refilled"),
    ("C102", 2): Ending(None, "no-show"),
    ("C102", 4): Ending(None, "substitute"),
    ("C103", 2): Ending(0, "school closed"),
    ("C103", 7): Ending(6, "cancelled"),
    ("C104", 2): Ending(10, "cancelled"),
    ("C104", 4): Ending(3, "cancelled", is_waived=True),
    ("C104", 8): Ending(20, "cancelled"),
}


def rows(timeline: Timeline) -> Iterator[Booking]:
    """The bookings by course, in the order in which they were made."""
    number = 1000
    for code in DAYS:
        for place, school in enumerate(BOOKED[code], start=1):
            number += 1
            booking = _booking(timeline, course(timeline, code), place, school, number)
            ending = ENDINGS.get((code, place))
            yield _ended(timeline, booking, ending) if ending else booking


def _booking(timeline: Timeline, row: Course, place: int, school: str, number: int) -> Booking:
    booked_on, next_day = _booked_on(timeline, row, place)
    offered = row.code == OVERSUBSCRIBED and place == _CONFIRMED[OVERSUBSCRIBED] + 1
    confirmed = place <= _CONFIRMED.get(row.code, place)
    return Booking(
        code=f"B{number}",
        course=row.code,
        school=school,
        delegate=delegate(number),
        booked_at=datetime.combine(booked_on, time(9 + place % 7, number * 7 % 60)),
        offered_until=timeline.after(4) if offered else None,
        confirmed_on=next_day if confirmed else None,
    )


def _booked_on(timeline: Timeline, row: Course, place: int) -> tuple[date, date]:
    """The school day on which a place was asked for, and the next; of a past course well before it was held."""
    until, first = (row.held_on, 45) if row.held_on < timeline.today else (timeline.today, 30)
    days = 2 * place - first
    return timeline.school_day(days, until), timeline.school_day(days + 1, until)


def delegate(number: int) -> str:
    """An invented person for a booking's number."""
    return f"{_FIRST_NAMES[number % len(_FIRST_NAMES)]} {_SURNAMES[number * 5 % len(_SURNAMES)]}"


def _ended(timeline: Timeline, row: Booking, ending: Ending) -> Booking:
    held_on = course(timeline, row.course).held_on
    cancelled_on = (
        None if ending.cancelled is None else timeline.open_before(held_on - timedelta(days=ending.cancelled))
    )
    waived_on = timeline.open_after(held_on + timedelta(days=5)) if ending.is_waived else None
    return row.model_copy(
        update={
            "cancelled_on": cancelled_on,
            "outcome": ending.outcome,
            "waived_by": ADA if ending.is_waived else None,
            "waived_on": waived_on,
        }
    )
