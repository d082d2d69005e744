"""Meetings, who attended them, and their agendas: quorum, and who presides.

Quorum: rule P4. Presiding: rule P6. The yearly event: rule P10 (PEP:mk constitution 2018/19). Notes and minutes: rule
T5 (draft terms of reference of schools partnerships). The three tabs stand together because they ask one another.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import composition, quorum
from pepsheets.rules.composition import PresidedBy, Presiding
from pepsheets.rules.quorum import ItemQuorum, Presence, QuorumRule
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Row, check, computed, refers_to
from pepsheets.tabs.meeting_year import OfAYear
from pepsheets.tabs.people import Person
from pepsheets.tabs.settings import (
    DEPUTIES_COUNT,
    DEPUTY_EXCUSES,
    GROUP_PLACES,
    NOTES_TO_LA,
    QUORUM_BASE,
    QUORUM_NUMBER,
    QUORUM_ROUNDING,
    QUORUM_SHARE,
    RECONVENE_WITHIN,
    in_force,
)
from pepsheets.tabs.steering_group import members_in_office, office_on

PURPOSES = ("Thanks to schools", "Next year's programme", "Successes of the year")
"""What the yearly partnership event is for (rule P10)."""


class Meeting(OfAYear):
    """A meeting of the steering group, or the yearly partnership event."""

    tab: ClassVar[str] = "Meetings"
    description: ClassVar[str] = "Every meeting: its notice, its quorum, who presides, and what became of its notes."
    stage: ClassVar[Stage] = "Before the next meeting"

    note_taker: Annotated[
        str | None, refers_to(Person), Field(title="Note-taker", description="Who writes the notes.")
    ] = None
    notes_sent: Annotated[
        date | None, Field(title="Notes sent", description="When notes and action points went to members.")
    ] = None
    notes_to_la: Annotated[
        date | None, Field(title="Notes to LA", description="When the notes went to the local authority.")
    ] = None
    approved_on: Annotated[
        date | None, Field(title="Minutes approved", description="When the minutes were approved.")
    ] = None
    closed_on: Annotated[
        date | None, Field(title="Closed on", description="When everything about the meeting was done.")
    ] = None

    @computed("In office", help="How many members the steering group had on the day.")
    def in_office(self, book: Book) -> int | None:
        return len(members_in_office(book, self.held_on)) if self._counts else None

    @computed("Quorum", help="How many members had to be present.")
    def quorum(self, book: Book) -> int | None:
        return quorum_of(book, self.held_on) if self._counts else None

    @computed("Present", help="How many of those present count towards the quorum at the opening.")
    def present(self, book: Book) -> int | None:
        opening = self._at_opening(book)
        return len(opening.present) if opening else None

    @computed(
        "With deputies", help="How many they would be if each deputy counted, whether the Rules tab lets them or not."
    )
    def with_deputies(self, book: Book) -> int | None:
        if not self.was_held:
            return None
        everyone = presences(book, self.code, True)
        return len(quorum.quorum_at(quorum.OPENING, 0, everyone).present)

    @computed("Quorate", help="Whether the meeting could decide when it opened.")
    def quorate(self, book: Book) -> str:
        opening = self._at_opening(book)
        if opening is None:
            return ""
        return "Quorate" if opening.is_quorate else f"Inquorate, short by {opening.short_by}"

    @computed("Items inquorate", help="The items that too few could decide: some arrived late, left, or withdrew.")
    def items_inquorate(self, book: Book) -> str:
        standings = [item.standing(book) for item in book.where(AgendaItem, meeting=self.code)] if self.was_held else []
        short = sorted((each for each in standings if each and not each.is_quorate), key=lambda each: each.item)
        return "; ".join(f"item {each.item} short by {each.short_by}" for each in short)

    @computed("Presiding", help="The Chair, the Vice-Chair in the Chair's absence, or somebody the meeting elects.")
    def presiding(self, book: Book) -> str:
        outcome = self._presiding(book)
        if outcome is None:
            return ""
        return "To be elected" if outcome.person is None else f"{outcome.person} ({outcome.by.value})"

    @computed("Reconvene by", help="The last day for holding an inquorate meeting again, where the rules give one.")
    def reconvene_by(self, book: Book) -> date | None:
        within = in_force(book, RECONVENE_WITHIN, self.held_on)
        inquorate = self.quorate(book).startswith("Inquorate")
        return quorum.reconvene_by(self.held_on, within) if within is not None and inquorate else None

    @check("error")
    def was_quorate(self, book: Book) -> Iterator[Finding]:
        opening = self._at_opening(book)
        if opening and not opening.is_quorate:
            by = self.reconvene_by(book)
            again = f" Hold it again by {uk(by)}." if by else " What it decided must be decided again."
            count = f"{len(opening.present)} of the {opening.quorum} members needed were present."
            yield Finding("quorate", f"the meeting was not quorate: {count}{again}")

    @check("warning")
    def someone_presides(self, book: Book) -> Iterator[Finding]:
        outcome = self._presiding(book)
        if outcome and outcome.by is PresidedBy.MUST_ELECT:
            yield Finding(
                "presiding", "neither the Chair nor the Vice-Chair was present. Minute whom the meeting elected."
            )

    @check("error")
    def is_closed_when_done(self, book: Book) -> Iterator[Finding]:
        if self.closed_on is None:
            return
        if self.notes_sent is None:
            yield Finding(
                "notes_sent", "the meeting is closed, and its notes were not sent. Send them, and note the day."
            )
        if self.notes_to_la is None and in_force(book, NOTES_TO_LA, self.held_on):
            yield Finding("notes_to_la", "the meeting is closed, and its notes have not gone to the local authority.")

    @check("warning")
    def has_a_note_taker(self, book: Book) -> Iterator[Finding]:
        if self._counts and self.note_taker is None:
            yield Finding("note_taker", "no note-taker is named. Name one.")

    @check("warning")
    def event_serves_its_purposes(self, book: Book) -> Iterator[Finding]:
        if self.kind != "Partnership event" or self.standing == "Cancelled":
            return
        served = {item.purpose for item in book.where(AgendaItem, meeting=self.code)}
        missing = [purpose for purpose in PURPOSES if purpose not in served]
        if missing:
            yield Finding(
                "code", f"the event's agenda serves no item for: {'; '.join(missing)}. Add it on Agenda items."
            )

    @property
    def _counts(self) -> bool:
        return self.kind == "Steering group" and self.standing != "Cancelled"

    @property
    def was_held(self) -> bool:
        """Whether it is a meeting of the steering group that has been held, so that its quorum can be told."""
        return self.kind == "Steering group" and self.standing == "Held"

    def _at_opening(self, book: Book) -> ItemQuorum | None:
        return standing_of(book, self, quorum.OPENING)

    def _presiding(self, book: Book) -> Presiding | None:
        if not self.was_held:
            return None
        there = [row.person for row in book.where(Attendance, meeting=self.code) if row.standing == "Present"]
        chair, vice_chair = (office_on(book, role, self.held_on).holder for role in ("Chair", "Vice-Chair"))
        return composition.who_presides(chair, vice_chair, there)


class Attendance(Row):
    """How one person attended one meeting."""

    tab: ClassVar[str] = "Attendance"
    description: ClassVar[str] = "Who attended which meeting, and for which items."
    stage: ClassVar[Stage] = "Before the next meeting"

    meeting: Annotated[str, Key(), refers_to(Meeting), Field(title="Meeting", description="Which meeting.")]
    person: Annotated[str, Key(), refers_to(Person), Field(title="Person", description="Who.")]
    standing: Annotated[
        Literal["Present", "Apologies", "Absent", "Deputy", "In attendance"],
        Field(
            title="Attendance",
            description="Deputy: came for a member. In attendance: came without being a member, as the LA does.",
        ),
    ]
    deputy_for: Annotated[
        str | None, refers_to(Person), Field(title="Deputy for", description="The member a deputy came for.")
    ] = None
    arrived_at: Annotated[
        int | None, Field(title="Arrived at item", description="The first item they were there for, if late.", ge=1)
    ] = None
    left_at: Annotated[
        int | None, Field(title="Left at item", description="The first item they were not there for.", ge=1)
    ] = None
    comments_on: Annotated[
        date | None, Field(title="Comments received", description="When an absent member's comments came in.")
    ] = None

    @computed("Counts", help="Whether the person counts towards the quorum, and why not.")
    def counts(self, book: Book) -> str:
        meeting = book.the(Meeting, self.meeting)
        member = self.person in members_in_office(book, meeting.held_on)
        if self.standing == "Present":
            return "Yes" if member else "No member"
        if self.standing == "Deputy":
            return (
                "Yes" if self.person in _people(presences(book, self.meeting, _deputies_count(book, meeting))) else "No"
            )
        return "No"

    @check("error")
    def left_after_arriving(self, book: Book) -> Iterator[Finding]:
        if self.arrived_at is not None and self.left_at is not None and self.left_at <= self.arrived_at:
            yield Finding("left_at", f"they left at item {self.left_at} before arriving at item {self.arrived_at}.")

    @check("error")
    def deputies_say_for_whom(self, book: Book) -> Iterator[Finding]:
        if self.standing == "Deputy" and self.deputy_for is None:
            yield Finding("deputy_for", "this does not say for whom the deputy came. Choose the member.")
        if self.standing == "Deputy" and self.deputy_for == self.person:
            yield Finding("deputy_for", "nobody is their own deputy. Choose the member they came for.")

    @check("warning")
    def members_attend_as_themselves(self, book: Book) -> Iterator[Finding]:
        held_on = book.the(Meeting, self.meeting).held_on
        member = self.person in members_in_office(book, held_on)
        if self.standing == "Deputy" and member:
            yield Finding(
                "standing", f"{self.person} is a member. A member who attends counts as present, not as deputy."
            )
        if self.standing == "Present" and not member:
            yield Finding(
                "standing", f"{self.person} was no member on {uk(held_on)}. Choose 'In attendance' or 'Deputy'."
            )

    @check("warning")
    def absent_members_sent_comments(self, book: Book) -> Iterator[Finding]:
        meeting = book.the(Meeting, self.meeting)
        absent = self.standing in ("Apologies", "Absent") and self.person in members_in_office(book, meeting.held_on)
        if not absent or self.comments_on is not None or self._is_excused(book, meeting):
            return
        yield Finding("comments_on", f"{self.person} was absent and sent no comments on the papers. Ask for them.")

    def _is_excused(self, book: Book, meeting: Meeting) -> bool:
        came = [row for row in book.where(Attendance, meeting=self.meeting) if row.deputy_for == self.person]
        return bool(came) and in_force(book, DEPUTY_EXCUSES, meeting.held_on)


class AgendaItem(Row):
    """One item of a meeting's agenda, and who withdrew from it for an interest."""

    tab: ClassVar[str] = "Agenda items"
    description: ClassVar[str] = "What each meeting dealt with, who withdrew, and whether enough were left to decide."
    stage: ClassVar[Stage] = "Before the next meeting"

    meeting: Annotated[str, Key(), refers_to(Meeting), Field(title="Meeting", description="Which meeting.")]
    item: Annotated[int, Key(), Field(title="Item", description="The item's number on the agenda.", ge=1)]
    title: Annotated[str, Field(title="What", description="What the item is about.")]
    purpose: Annotated[
        Literal["Thanks to schools", "Next year's programme", "Successes of the year"] | None,
        Field(title="Purpose", description="For the partnership event: which of its three purposes the item serves."),
    ] = None
    withdrew: Annotated[
        tuple[str, ...],
        refers_to(Person),
        Field(title="Withdrew", description="Who left the room for an interest, with semicolons between names."),
    ] = ()
    decision: Annotated[str | None, Field(title="Decision", description="What was decided.")] = None

    def standing(self, book: Book) -> ItemQuorum | None:
        """How the item stood; nothing where the meeting has no quorum, or has not been held."""
        return standing_of(book, book.the(Meeting, self.meeting), self.item)

    @computed("Present", help="How many members were in the meeting for this item and did not withdraw.")
    def present(self, book: Book) -> int | None:
        standing = self.standing(book)
        return len(standing.present) - len(standing.withdrawn) if standing else None

    @computed("Quorate", help="Whether enough members were left to decide this item.")
    def quorate(self, book: Book) -> str:
        standing = self.standing(book)
        if standing is None:
            return ""
        return "Quorate" if standing.is_quorate else f"Inquorate, short by {standing.short_by}"

    @check("error")
    def was_quorate(self, book: Book) -> Iterator[Finding]:
        standing = self.standing(book)
        if standing and not standing.is_quorate and book.the(Meeting, self.meeting).quorate(book) == "Quorate":
            left = len(standing.present) - len(standing.withdrawn)
            why = f" after {', '.join(standing.withdrawn)} withdrew" if standing.withdrawn else ""
            need = f"{standing.quorum} are needed. Decide the item again at the next meeting."
            yield Finding("quorate", f"the item was not quorate: {left} members were left{why}, and {need}")

    @check("warning")
    def only_those_present_withdraw(self, book: Book) -> Iterator[Finding]:
        attended = {row.person for row in book.where(Attendance, meeting=self.meeting) if row.standing != "Apologies"}
        for person in self.withdrew:
            if person not in attended:
                yield Finding("withdrew", f"{person} withdrew, and is not down as attending. Correct Attendance.")


@per_book
def quorum_of(book: Book, on: date) -> int | None:
    """The quorum of the steering group on a day; none where the Rules tab sets neither a number nor a share."""
    number, share = in_force(book, QUORUM_NUMBER, on) or 0, in_force(book, QUORUM_SHARE, on)
    if not number and share is None:
        return None
    rule = QuorumRule(number, share, in_force(book, QUORUM_BASE, on), in_force(book, QUORUM_ROUNDING, on))
    members = len(members_in_office(book, on))
    return quorum.quorum_of(rule, in_force(book, GROUP_PLACES, on) or members, members)


@per_book
def presences(book: Book, meeting: str, deputies_count: bool) -> tuple[Presence, ...]:
    """Those who count towards a meeting's quorum, each once, and for which items."""
    held_on = book.the(Meeting, meeting).held_on
    members = members_in_office(book, held_on)
    rows = book.where(Attendance, meeting=meeting)
    counted = {row.person: row for row in rows if row.standing == "Present" and row.person in members}
    if deputies_count:
        for row in rows:
            stands_in = row.standing == "Deputy" and row.deputy_for in members and row.deputy_for not in counted
            if stands_in and row.person not in members:
                counted.setdefault(row.person, row)
    items = book.where(AgendaItem, meeting=meeting)
    return tuple(_presence(row, items) for row in counted.values())


def _presence(row: Attendance, items: tuple[AgendaItem, ...]) -> Presence:
    withdrew = frozenset(item.item for item in items if row.person in item.withdrew)
    return Presence(row.person, row.arrived_at, row.left_at, withdrew)


def standing_of(book: Book, meeting: Meeting, item: int) -> ItemQuorum | None:
    """How an item of a meeting stood; nothing where no quorum applies."""
    needed = quorum_of(book, meeting.held_on) if meeting.was_held else None
    if needed is None:
        return None
    counted = presences(book, meeting.code, _deputies_count(book, meeting))
    return quorum.quorum_at(item, needed, counted)


def _deputies_count(book: Book, meeting: Meeting) -> bool:
    return in_force(book, DEPUTIES_COUNT, meeting.held_on)


def _people(counted: tuple[Presence, ...]) -> set[str]:
    return {presence.person for presence in counted}
