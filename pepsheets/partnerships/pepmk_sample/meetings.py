"""The meetings of the worked example, and who attended them.

The three ordinary meetings each have a story: the first was inquorate and was held again, the second was called too
late, and of the third one item was not quorate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pepsheets.partnerships.pepmk_sample.group import members_on, officers_on
from pepsheets.partnerships.pepmk_sample.names import (
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
    QUINN,
    ROSA,
    SAM,
    TESS,
)
from pepsheets.partnerships.pepmk_sample.timeline import (
    FEBRUARY,
    ORDINARY_MONTHS,
    STEERING_MONTHS,
    Timeline,
    meeting_day,
    season_name,
)
from pepsheets.rules import calendar
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Attendance, Meeting

USUAL_NOTICE, ENOUGH_NOTICE, LATE_NOTICE, SHORT_NOTICE = 13, 7, 5, 4
"""How many days before a meeting its notice is sent."""
AGREED_BEFORE, AGENDA_BEFORE, NOTES_AFTER, LA_AFTER, CLOSED_AFTER = 12, 9, 6, 12, 35
HELD_AGAIN_AFTER = 9
PLACES = ("Redway Primary School", "St Paul's", "Online")


@dataclass(frozen=True)
class Story:
    """The codes of the meetings to which something happens, and of the next one."""

    inquorate: str
    again: str
    called_late: str
    item_inquorate: str
    election: str
    event: str
    next: str
    all_events: tuple[str, ...]


def story(timeline: Timeline) -> Story:
    """Which meeting is which."""
    first, second, third = map(season_name, timeline.ordinary)
    coming = season_name(min(map(timeline.next, STEERING_MONTHS)))
    event, events = season_name(timeline.latest(FEBRUARY)), tuple(map(season_name, _event_days(timeline)))
    return Story(first, f"{first} again", second, third, season_name(timeline.election), event, coming, events)


def rows(timeline: Timeline) -> Iterator[Row]:
    """The meetings in order of their dates, then their attendance."""
    meetings = sorted(_meetings(timeline), key=lambda row: row.held_on)
    yield from meetings
    for row in meetings:
        if row.standing == "Held":
            yield from _attendance(timeline, row)


def _meetings(timeline: Timeline) -> Iterator[Meeting]:
    codes = story(timeline)
    for day in sorted(_steering_days(timeline)):
        code = season_name(day)
        sent = LATE_NOTICE if code == codes.called_late else ENOUGH_NOTICE if code == codes.election else USUAL_NOTICE
        meeting = _meeting(timeline, code, day, sent)
        # A meeting is closed when nothing of it is left to do, which of these two cannot be said.
        still_open = code in (codes.inquorate, codes.item_inquorate)
        yield meeting.model_copy(update={"closed_on": None}) if still_open else meeting
    yield _again(timeline, codes.again)
    for day in _event_days(timeline):
        event = _meeting(timeline, season_name(day), day, 28)
        yield event.model_copy(update={"kind": "Partnership event", "place": "St Paul's", "approved_on": None})


def _steering_days(timeline: Timeline) -> set[date]:
    """Those with a story, those of the last fortnight, and what is planned: the next, and enough for the year."""
    fortnight_ago, year = timeline.today - timedelta(days=14), calendar.academic_year(timeline.today)
    recent = {day for day in map(timeline.latest, STEERING_MONTHS) if day >= fortnight_ago}
    of_year = {day for day in map(timeline.next, ORDINARY_MONTHS) if calendar.academic_year(day) == year}
    return {*timeline.ordinary, timeline.election, *recent, min(map(timeline.next, STEERING_MONTHS)), *of_year}


def _event_days(timeline: Timeline) -> list[date]:
    """The last event and the next, and that of each academic year in which another meeting lies."""
    years = {calendar.academic_year_dates(calendar.academic_year(day))[1].year for day in _steering_days(timeline)}
    days = {meeting_day(year, FEBRUARY) for year in years}
    return sorted(days | {timeline.latest(FEBRUARY), timeline.next(FEBRUARY)})


def _meeting(timeline: Timeline, code: str, day: date, sent: int) -> Meeting:
    """A meeting with all that has been done about it by today."""
    held = day < timeline.today
    notice = timeline.if_past(day - timedelta(days=sent))
    papers = timeline.if_past(day - timedelta(days=AGENDA_BEFORE))
    return Meeting(
        code=code,
        kind="Steering group",
        held_on=day,
        standing="Held" if held else "Planned",
        place=PLACES[day.month // 2 % len(PLACES)],
        notice_sent=datetime.combine(notice, time(14, 20)) if notice else None,
        agenda_agreed=timeline.if_past(day - timedelta(days=AGREED_BEFORE)),
        agenda_sent=papers,
        note_taker=NELL,
        notes_sent=timeline.if_past(day + timedelta(days=NOTES_AFTER)),
        notes_to_la=timeline.if_past(day + timedelta(days=LA_AFTER)),
        approved_on=_approved_on(timeline, day),
        closed_on=timeline.if_past(day + timedelta(days=CLOSED_AFTER)),
    )


def _approved_on(timeline: Timeline, day: date) -> date | None:
    """Minutes are approved at the next meeting of the steering group that is quorate."""
    first = timeline.ordinary[0]
    days = sorted(_steering_days(timeline) - {first} | {first + timedelta(days=HELD_AGAIN_AFTER)})
    return next((later for later in days if day < later < timeline.today), None)


def _again(timeline: Timeline, code: str) -> Meeting:
    first = timeline.ordinary[0]
    day = first + timedelta(days=HELD_AGAIN_AFTER)
    reason = "The meeting before was not quorate, and its decisions cannot wait."
    papers = {
        "agenda_agreed": first,
        "agenda_sent": first + timedelta(days=1),
        "short_reason": reason,
        "sent_by": "hand",
    }
    return _meeting(timeline, code, day, SHORT_NOTICE).model_copy(update=papers)


def _attendance(timeline: Timeline, meeting: Meeting) -> Iterator[Attendance]:
    codes = story(timeline)
    if meeting.kind == "Partnership event":
        yield from _guests(meeting.code)
        return
    comments = _away(timeline, codes, meeting)
    for person in members_on(timeline, meeting.held_on):
        if person in comments:
            yield Attendance(meeting=meeting.code, person=person, standing="Apologies", comments_on=comments[person])
        else:
            left_at = 6 if meeting.code == codes.item_inquorate and person == CLARA else None
            arrived_at = 3 if meeting.code == codes.election and person == ESME else None
            yield Attendance(
                meeting=meeting.code, person=person, standing="Present", arrived_at=arrived_at, left_at=left_at
            )
    if meeting.code == codes.inquorate:
        yield Attendance(meeting=meeting.code, person=KIT, standing="Deputy", deputy_for=CLARA)
    yield Attendance(meeting=meeting.code, person=SAM, standing="In attendance")


def _away(timeline: Timeline, codes: Story, meeting: Meeting) -> Mapping[str, date | None]:
    """The members who were absent, with the day on which their comments came in."""
    comments = meeting.held_on - timedelta(days=2)
    _, vice_chair = officers_on(timeline, meeting.held_on)
    if meeting.code == codes.inquorate:
        came = {vice_chair, DEV, GRETA, HUGO}
        return {person: comments for person in members_on(timeline, meeting.held_on) if person not in came}
    if meeting.code == codes.item_inquorate:
        return {HUGO: None, ESME: comments, IVY: comments, JONAS: comments}
    return {FEMI: comments} if meeting.code == codes.again else {GRETA: comments}


def _guests(event: str) -> Iterator[Attendance]:
    for person in (CLARA, BEN, DEV, FEMI, GRETA, HUGO):
        yield Attendance(meeting=event, person=person, standing="Present")
    for person in (KIT, LENA, MO, NELL, QUINN, ROSA, TESS):
        yield Attendance(meeting=event, person=person, standing="In attendance")
