"""What the meetings of the worked example had on their agendas, and what they asked of whom."""

from collections.abc import Iterator
from datetime import date, timedelta

from pepsheets.partnerships.pepmk_sample.meetings import Story, story
from pepsheets.partnerships.pepmk_sample.names import ADA, BEN, CLARA, DEV, FEMI, GRETA, HUGO, NELL
from pepsheets.partnerships.pepmk_sample.timeline import Timeline
from pepsheets.tabs.actions import Action
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import AgendaItem

HALL_HIRE = 4
"""The item from which two members withdrew, for their schools would be paid."""
_EVENT = (
    ("Welcome, and thanks to partnership schools", "Thanks to schools"),
    ("What our courses changed in classrooms this year", "Successes of the year"),
    ("Table talk: what should next year's programme offer?", "Next year's programme"),
    ("Priorities gathered, and close", "Next year's programme"),
)
_LAST_MINUTES = ("Minutes and actions of the last meeting", None)
_Item = tuple[str, str | None]


def rows(timeline: Timeline) -> Iterator[Row]:
    """The agenda items of each meeting, then the actions of all."""
    codes = story(timeline)
    for meeting, items in _agendas(codes).items():
        for number, (title, decision) in enumerate(items, start=1):
            withdrew = (DEV, FEMI) if meeting == codes.item_inquorate and number == HALL_HIRE else ()
            yield AgendaItem(meeting=meeting, item=number, title=title, withdrew=withdrew, decision=decision)
    for event in codes.all_events:
        for number, (title, purpose) in enumerate(_EVENT, start=1):
            yield AgendaItem.model_validate({"meeting": event, "item": number, "title": title, "purpose": purpose})
    yield from _actions(timeline, codes)


def _agendas(codes: Story) -> dict[str, tuple[_Item, ...]]:
    decided_again = "Left to the meeting that was held again"
    return {
        codes.inquorate: (
            _LAST_MINUTES,
            ("Programme of courses", decided_again),
            ("Prices for schools outside the partnership", decided_again),
        ),
        codes.again: (
            ("Programme of courses", "Agreed"),
            ("Prices for schools outside the partnership", "Agreed"),
        ),
        codes.called_late: (
            _LAST_MINUTES,
            ("Costs shared between schools", "Shares agreed as listed"),
            ("New head teachers", "A colleague named for each"),
        ),
        codes.item_inquorate: (
            _LAST_MINUTES,
            ("Feedback on courses", "Noted"),
            ("Professional development groups", "Leaders thanked and confirmed"),
            ("Which schools host courses, and what they are paid", "To be decided again"),
            ("Next year's places within the subscription", "Two places from September"),
            ("Dates of meetings", "Agreed"),
        ),
        codes.election: (
            ("Members of the steering group for the year", "Agreed"),
            ("Election of the Chair", "Ada Quill"),
            ("Election of the Vice-Chair", "Ben Larkspur"),
            ("Notice of meetings", "Seven clear days from tomorrow"),
        ),
        codes.next: (
            _LAST_MINUTES,
            ("Which schools host courses, and what they are paid", None),
            ("Programme of courses", None),
        ),
    }


def _actions(timeline: Timeline, codes: Story) -> Iterator[Action]:
    first, second, third = timeline.ordinary
    yield _done("A1", codes.inquorate, "Call the meeting again within the fortnight", NELL, first)
    yield _done("A2", codes.again, "Publish the programme of courses to all schools", ADA, first + timedelta(days=8))
    yield _done("A3", codes.called_late, "Send each school its share of the costs", NELL, second)
    yield _done("A4", codes.called_late, "Introduce new head teachers to their colleagues", BEN, second)
    yield _done("A5", codes.item_inquorate, "Write to the leaders of the development groups", CLARA, third)
    yield Action(
        code="A6",
        meeting=codes.item_inquorate,
        what="Ask schools outside Milton Keynes for a representative",
        owner=HUGO,
        due_on=timeline.before(9),
    )
    coming = timeline.after(12)
    yield Action(
        code="A7", meeting=codes.item_inquorate, what="Gather fees of halls to compare", owner=GRETA, due_on=coming
    )
    later = timeline.after(26)
    yield Action(
        code="A8", meeting=codes.election, what="Draft the thanks to partnership schools", owner=FEMI, due_on=later
    )


def _done(code: str, meeting: str, what: str, owner: str, met_on: date) -> Action:
    due_on, done_on = met_on + timedelta(days=10), met_on + timedelta(days=7)
    return Action(code=code, meeting=meeting, what=what, owner=owner, due_on=due_on, done_on=done_on)
