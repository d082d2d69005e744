"""The courses of the worked example, and the terms on which places are cancelled."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from pepsheets.partnerships.pepmk_sample.timeline import Timeline
from pepsheets.tabs.cancellation_terms import CancellationBand
from pepsheets.tabs.courses import Course
from pepsheets.tabs.declaration import Row

STANDARD, SHORT = "Standard", "Short notice"
OVERSUBSCRIBED, FEW_BOOKED, WAITS_FOR_A_SLIP, CANCELLED = "C107", "C108", "C105", "C106"
DAYS: dict[str, int] = {
    "C101": -120,
    "C102": -85,
    "C103": -60,
    "C104": -35,
    WAITS_FOR_A_SLIP: -12,
    CANCELLED: -24,
    OVERSUBSCRIBED: 8,
    FEW_BOOKED: 14,
    "C109": 21,
    "C110": 28,
}
"""How many school days from today each course is held; those before today are past."""
_TITLES = {
    "C101": ("First steps for early career teachers", "New teachers settle well"),
    "C102": ("Phonics: keeping up, not catching up", "Every child reads by six"),
    "C103": ("Leading a foundation subject", "Middle leaders grow"),
    "C104": ("Calm classrooms: behaviour and relationships", "Calm classrooms"),
    WAITS_FOR_A_SLIP: ("Supporting autistic pupils in class", "Every pupil belongs"),
    CANCELLED: ("Forest school taster day", None),
    OVERSUBSCRIBED: ("Moderating writing in Years 2 and 6", "Writing across the curriculum"),
    FEW_BOOKED: ("Playtimes that work: midday supervisors", "Calm classrooms"),
    "C109": ("Talk in mathematics lessons", "Mathematics for all"),
    "C110": ("Stepping up to deputy headship", "Middle leaders grow"),
}
_PLACES = {"C101": 16, WAITS_FOR_A_SLIP: 10, OVERSUBSCRIBED: 8}
_PRICES = {"C103": (95, 140), CANCELLED: (45, 70), FEW_BOOKED: (40, 60), "C110": (110, 165)}
_TERMS = {FEW_BOOKED: SHORT, "C103": SHORT}
_BANDS = (
    (STANDARD, "calendar days", {15: "0.00", 8: "0.50", 0: "1.00"}),
    (SHORT, "working days", {6: "0.00", 3: "0.25", 0: "0.75"}),
)


def rows(timeline: Timeline) -> Iterator[Row]:
    """The courses by their codes, then the cancellation terms."""
    for code in DAYS:
        yield course(timeline, code)
    for terms, days, shares in _BANDS:
        for at_least, share in shares.items():
            values = {"terms": terms, "days": days, "at_least": at_least, "share": Decimal(share)}
            yield CancellationBand.model_validate(values)


def course(timeline: Timeline, code: str) -> Course:
    """The course of this code, dated from today."""
    title, priority = _TITLES[code]
    held_on = timeline.school_day(DAYS[code])
    member_price, outside_price = _PRICES.get(code, (75, 110))
    decide_by = timeline.before(-5) if code == FEW_BOOKED else held_on - timedelta(days=14)
    return Course(
        code=code,
        title=title,
        held_on=held_on,
        standing="Open" if DAYS[code] > 0 else "Cancelled" if code == CANCELLED else "Held",
        places=_PLACES.get(code, 12),
        minimum=6,
        decide_by=decide_by,
        member_price=Decimal(member_price),
        outside_price=Decimal(outside_price),
        terms=_TERMS.get(code, STANDARD),
        priority=priority,
    )
