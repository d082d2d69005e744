"""The functions that reckon with notice, and count the days between two dates."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime

from pepsheets.faces.formulas.arguments import Answer, Given, chosen, count_in, is_empty, meaning
from pepsheets.faces.formulas.days import closed_days_in, day_in, moment_in
from pepsheets.faces.formulas.declaration import Argument, Example, Function
from pepsheets.rules.calendar import days_after, working_days_between
from pepsheets.rules.notice import (
    DayKind,
    DeemedRule,
    Method,
    deemed_given,
    earliest_meeting_date,
    latest_notice_date,
)

_KINDS = {kind.value: kind for kind in DayKind}
_METHODS = {method.value: method for method in Method}
_RULES = {"same day": DeemedRule.SAME_DAY, "CPR 6.26": DeemedRule.CPR_6_26}

_DAYS = Argument("days", "How many days of notice the rule asks for, such as 7.")
_KIND = Argument(
    "kind",
    "Which days count: 'clear days' (usual), 'calendar days', 'clear working days', 'working days' or 'school days'. "
    "Calendar and working days count the day of the meeting; the other three leave it out. School days need the closed "
    "days.",
    optional=True,
)
CLOSED = Argument(
    "closed",
    "A range of more days that are no working days. England's bank holidays are known. Empty cells are passed over.",
    is_range=True,
    optional=True,
    dates=date,
)
_CLOSED_OR_SHUT = replace(
    CLOSED,
    help="A range of more days that are no working days; for school days, of all days the school is shut. England's "
    "bank holidays are known. Empty cells are passed over.",
)


def _notice_by(meeting: Given, days: Given, kind: Given, closed: Given) -> Answer:
    held_on, notice = day_in(meeting, meeting.needed), count_in(days, days.needed)
    return latest_notice_date(held_on, notice, *_that_count(kind, closed))


def _that_count(kind: Given, closed: Given) -> tuple[DayKind, Container[date]]:
    """Which days count, and those that do not."""
    counted = chosen(kind, _KINDS, DayKind.CLEAR_CALENDAR)
    if counted is DayKind.SCHOOL and closed.is_empty:
        raise closed.refused(
            "school days need the days on which the school is shut. Choose a range that lists them, or count working "
            "days."
        )
    return counted, closed_days_in(closed)


NOTICE_BY = Function(
    "PEP_NOTICE_BY",
    "The last day on which notice of a meeting can be given.",
    (Argument("meeting", "The date of the meeting.", dates=date), _DAYS, _KIND, _CLOSED_OR_SHUT),
    (
        Example("=PEP_NOTICE_BY(DATE(2017,3,30), 7)", "22/03/2017"),
        Example('=PEP_NOTICE_BY(DATE(2027,1,5), 3, "clear working days")', "29/12/2026"),
    ),
    _notice_by,
)


def _earliest_meeting(given: Given, days: Given, kind: Given, closed: Given) -> Answer:
    given_on, notice = day_in(given, given.needed), count_in(days, days.needed)
    return earliest_meeting_date(given_on, notice, *_that_count(kind, closed))


EARLIEST_MEETING = Function(
    "PEP_EARLIEST_MEETING",
    "The first day for which notice given on a day is long enough. It may be a day on which nobody would meet.",
    (Argument("given", "The date on which notice is given.", dates=date), _DAYS, _KIND, _CLOSED_OR_SHUT),
    (Example("=PEP_EARLIEST_MEETING(DATE(2017,3,22), 7)", "30/03/2017"),),
    _earliest_meeting,
)


def _clear_days(from_date: Given, to_date: Given) -> Answer:
    first, last = _both(from_date, to_date)
    return (last - first).days - 1


def _working_days(from_date: Given, to_date: Given, closed: Given) -> Answer:
    return _up_to(*_both(from_date, to_date), closed_days_in(closed))


def _clear_working_days(from_date: Given, to_date: Given, closed: Given) -> Answer:
    first, last = _both(from_date, to_date)
    return _up_to(first, days_after(last, -1), closed_days_in(closed))


def _both(from_date: Given, to_date: Given) -> tuple[date, date]:
    return day_in(from_date, from_date.needed), day_in(to_date, to_date.needed)


def _up_to(first: date, last: date, closed: Container[date]) -> int:
    """The working days from one day up to another; the same below zero when they change places, as with NETWORKDAYS.

    ``days_given`` counts calendar days below zero: to say how late a notice is, not how far apart two dates are.
    """
    if last < first:
        return -working_days_between(last, first, closed)
    return working_days_between(first, last, closed)


_FROM = Argument("from_date", "The first date, such as that of the notice. It is not counted.", dates=date)
_TO = Argument("to_date", "The second date, such as that of the meeting. It is not counted.", dates=date)
_TO_COUNTED = Argument("to_date", "The second date, such as that of the meeting. It is counted.", dates=date)

CLEAR_DAYS = Function(
    "PEP_CLEAR_DAYS",
    "How many clear days lie between two dates: neither is counted. Where the second is not after the first, it is "
    "minus the days from one to the other, both counted.",
    (_FROM, _TO),
    (Example("=PEP_CLEAR_DAYS(DATE(2017,3,22), DATE(2017,3,30))", "7"),),
    _clear_days,
)
WORKING_DAYS = Function(
    "PEP_WORKING_DAYS",
    "How many working days follow one date up to another, the second counted: Mondays to Fridays that are no bank "
    "holidays. Where the second comes first, it is minus what it is the other way round.",
    (_FROM, _TO_COUNTED, CLOSED),
    (
        Example("=PEP_WORKING_DAYS(DATE(2026,7,24), DATE(2026,7,28))", "2"),
        Example("=PEP_WORKING_DAYS(DATE(2026,7,24), DATE(2026,7,28), {46230})", "1"),
        Example("=PEP_WORKING_DAYS(DATE(2026,9,14), DATE(2026,9,11))", "-1"),
    ),
    _working_days,
)
CLEAR_WORKING_DAYS = Function(
    "PEP_CLEAR_WORKING_DAYS",
    "How many clear working days lie between two dates: neither is counted, nor weekends, nor bank holidays. Where the "
    "second is not after the first, it is minus the working days from one to the other, both counted.",
    (_FROM, _TO, CLOSED),
    (Example("=PEP_CLEAR_WORKING_DAYS(DATE(2026,7,24), DATE(2026,7,28))", "1"),),
    _clear_working_days,
)


def _deemed_service(sent: Given, method: Given, rule: Given, closed: Given) -> Answer:
    moment, way = moment_in(sent, sent.needed), meaning(method, method.needed, _METHODS)
    return deemed_given(moment, way, _deemed_rule(rule), closed_days_in(closed))


def _deemed_rule(rule: Given) -> DeemedRule:
    if is_empty(rule.cell):
        return DeemedRule.SAME_DAY
    if isinstance(rule.cell, str):
        return meaning(rule, rule.cell, _RULES, other="or a number of days, with no quotation marks")
    return DeemedRule.days_after(count_in(rule, rule.cell))


DEEMED_SERVICE = Function(
    "PEP_DEEMED_SERVICE",
    "The day on which a notice that was sent counts as given.",
    (
        Argument(
            "sent", "The date and time at which it was sent. A date alone is the start of that day.", dates=datetime
        ),
        Argument("method", "How it was sent: 'hand', 'email' or 'post'."),
        Argument(
            "rule",
            "'same day' (usual); a number of days after sending, such as 2; or 'CPR 6.26', as for court papers: post "
            "the second day after, email before 16:30, on working days.",
            optional=True,
        ),
        CLOSED,
    ),
    (
        Example('=PEP_DEEMED_SERVICE(DATE(2026,7,24)+TIME(16,30,0), "email", "CPR 6.26")', "27/07/2026"),
        Example('=PEP_DEEMED_SERVICE(DATE(2018,11,13), "post", 2)', "15/11/2018"),
    ),
    _deemed_service,
)
