"""Rows of the worked example that somebody mistyped: each kind of mistake once, where it holds up little else."""

from collections.abc import Sequence
from datetime import date, timedelta

from pepsheets.partnerships.partnership import Mistake
from pepsheets.partnerships.pepmk_sample.bookings import delegate
from pepsheets.partnerships.pepmk_sample.courses import WAITS_FOR_A_SLIP, course
from pepsheets.partnerships.pepmk_sample.meetings import story
from pepsheets.partnerships.pepmk_sample.money import MISTYPED, MISTYPED_DAYS
from pepsheets.partnerships.pepmk_sample.names import BEN, DEV, GRETA, LEAVER, PEARTREE, SAM
from pepsheets.partnerships.pepmk_sample.schools import census_day
from pepsheets.partnerships.pepmk_sample.timeline import Timeline
from pepsheets.rules import calendar
from pepsheets.sheets import Value
from pepsheets.tabs.actions import Action
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking
from pepsheets.tabs.people import Person
from pepsheets.tabs.school_figures import SchoolFigures


def mistakes(today: date) -> Sequence[Mistake]:
    """The mistyped rows that stand below the good ones."""
    timeline = Timeline(today)
    return [
        Mistake(Person, {"name": "Una Berrow", "school": "Shenly Oak Primary School", "role": "Year 4 teacher"}),
        Mistake(Person, {"name": SAM, "role": "Local authority"}),
        *_actions(timeline),
        Mistake(Booking, _booking(timeline)),
        Mistake(Cost, _cost(timeline)),
        Mistake(SchoolFigures, _figures(timeline)),
    ]


def _actions(timeline: Timeline) -> Sequence[Mistake]:
    codes = story(timeline)
    done_on = _month_first(timeline.ordinary[1] + timedelta(days=7))
    action = {"code": "A9", "meeting": codes.called_late, "what": "Thank the hosts", "owner": BEN, "done_on": done_on}
    return [
        Mistake(Action, action),
        Mistake(Action, {"code": "A10", "meeting": codes.item_inquorate, "what": "n/a", "owner": DEV}),
        Mistake(Action, {"code": "A11", "meeting": codes.item_inquorate, "owner": GRETA}),
    ]


def _booking(timeline: Timeline) -> dict[str, Value]:
    """Its school has booked this one course only, so that nothing else waits for it."""
    held_on = course(timeline, WAITS_FOR_A_SLIP).held_on
    return {
        "code": "B1999",
        "course": WAITS_FOR_A_SLIP,
        "school": PEARTREE,
        "delegate": delegate(1999),
        "booked_at": _day_that_never_was(held_on - timedelta(days=20)),
        "confirmed_on": held_on - timedelta(days=14),
        "outcome": "Called off",
    }


def _cost(timeline: Timeline) -> dict[str, Value]:
    spent_on = timeline.school_day(MISTYPED_DAYS)
    return {
        "code": MISTYPED,
        "what": "Refreshments for the development groups",
        "spent_on": spent_on,
        "year": calendar.academic_year(spent_on),
        "net": "about £50",
        "vat_treatment": "Zero rate",
        "vat": 0,
        "vat_reclaimed": "No",
        "basis": "Equal",
    }


def _figures(timeline: Timeline) -> dict[str, Value]:
    """A school that has left shares no cost of the year, so that none waits for its figures."""
    census = census_day(timeline.this)
    return {"school": LEAVER, "year": timeline.this, "pupils": 131, "census_on": census, "budget": "£861,200.125"}


def _day_that_never_was(day: date) -> str:
    """The 31st of the last month before a day that has fewer days.

    >>> _day_that_never_was(date(2026, 9, 20))
    '31/06/2026'
    """
    month = _month_before(day)
    while month.day == 31:
        month = _month_before(month)
    return f"31/{month:%m/%Y}"


def _month_first(day: date) -> str:
    """A day from the 13th of its month on, typed with the month first.

    >>> _month_first(date(2026, 10, 5))
    '10/13/2026'
    """
    return f"{day.replace(day=max(day.day, 13)):%m/%d/%Y}"


def _month_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)
