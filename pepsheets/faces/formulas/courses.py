"""The function that says what share of its price a cancelled booking is charged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pepsheets.faces.formulas.arguments import Answer, Cell, Given, count_in, meaning, share_in
from pepsheets.faces.formulas.days import closed_days_in, day_in
from pepsheets.faces.formulas.declaration import Argument, Example, Function
from pepsheets.faces.formulas.notices import CLOSED
from pepsheets.rules.bands import BandGap, BandProblem
from pepsheets.rules.bookings import Band, cancellation_band_problems, cancellation_share, counts_days_alike
from pepsheets.rules.notice import DayKind

_KINDS = {kind.value: kind for kind in (DayKind.CALENDAR, DayKind.WORKING)}


def _cancellation(bands: Given, cancelled: Given, course: Given, closed: Given) -> Answer:
    received, held_on = day_in(cancelled, cancelled.needed), day_in(course, course.needed)
    return float(cancellation_share(_checked(bands), received, held_on, closed_days_in(closed)))


def _checked(bands: Given) -> Sequence[Band]:
    table = tuple(_bands(bands))
    if not counts_days_alike(table):
        raise bands.refused("some bands have calendar days and some working days. Use one for all bands.")
    for problem in cancellation_band_problems(table):
        raise bands.refused(_in_words(problem))
    return table


def _bands(bands: Given) -> Iterator[Band]:
    wanted = "two columns, the days before the course and the share charged, or three with the kind of days between"
    for place, row in bands.table((2, 3), wanted):
        days = count_in(bands, row[0], f"{place}, days")
        kind = _kind(bands, row, place)
        yield Band(days, share_in(bands, row[-1], f"{place}, share"), kind)


def _kind(bands: Given, row: Sequence[Cell], place: str) -> DayKind:
    return meaning(bands, row[1], _KINDS, f"{place}, kind of days") if len(row) == 3 else DayKind.CALENDAR


def _in_words(problem: BandProblem) -> str:
    """What is wrong with bands that each reach to the day before the next: none begins at 0, or two begin alike."""
    last = f" to {problem.last}" if problem.last not in (None, problem.first) else ""
    if isinstance(problem, BandGap):
        return (
            f"they say nothing about {problem.first}{last} days before the course. Add a band from {problem.first} on."
        )
    return f"two bands begin {problem.first} days before the course. Take one of them out."


CANCELLATION = Function(
    "PEP_CANCELLATION",
    "The share of its price that a cancelled booking is charged, from 0 to 1. Show the cell as a percentage.",
    (
        Argument(
            "bands",
            "A range of two columns: from how many days before the course a band begins, and the share charged. With "
            "three columns the middle one says 'calendar days' (usual) or 'working days'.",
            is_range=True,
        ),
        Argument("cancelled", "The date on which the cancellation was received.", dates=date),
        Argument("course", "The date of the course.", dates=date),
        CLOSED,
    ),
    (
        Example("=PEP_CANCELLATION({15,0;8,0.5;0,1}, DATE(2026,9,1), DATE(2026,9,10))", "0.5"),
        Example('=PEP_CANCELLATION({4,"working days",0;0,"working days",1}, 46276, 46280)', "1"),
    ),
    _cancellation,
)
