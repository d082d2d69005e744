"""Who was at a meeting, for which items, and which deputies stand in for whom.

Rules P4, P8 and P9 (PEP:mk constitution 2018/19); the LA attends outside the quorum: rule T5 (draft terms of reference
of schools partnerships).
"""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pepsheets.rules.quorum import Presence
from pepsheets.tabs.book import Book
from pepsheets.tabs.convening import Convened
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Row, check, computed, refers_to
from pepsheets.tabs.people import Person
from pepsheets.tabs.settings import DEPUTIES_COUNT, DEPUTY_EXCUSES, in_force
from pepsheets.tabs.steering_group import deputies_named, members_in_office


class Attended(Row):
    """How one person attended one meeting."""

    meeting: Annotated[str, Key(), Field(title="Meeting", description="Which meeting.")]
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

    @abstractmethod
    def of_meeting(self, book: Book) -> Convened:
        """The row of the meeting."""

    @property
    def is_absent(self) -> bool:
        return self.standing in ("Apologies", "Absent")

    @check("error")
    def left_after_arriving(self, book: Book) -> Iterator[Finding]:
        if self.arrived_at is not None and self.left_at is not None and self.left_at <= self.arrived_at:
            came = f"who came for item {self.arrived_at} cannot have left at item {self.left_at}."
            yield Finding("left_at", f"{came} Correct one of the two.")

    @check("error")
    def deputies_say_for_whom(self, book: Book) -> Iterator[Finding]:
        if self.standing != "Deputy":
            if self.deputy_for is not None:
                yield Finding("standing", "a member to stand in for is named. Choose 'Deputy', or clear the name.")
        elif self.deputy_for is None:
            yield Finding("deputy_for", "this does not say for whom the deputy came. Choose the member.")
        elif self.deputy_for == self.person:
            yield Finding("deputy_for", "nobody is their own deputy. Choose the member they came for.")

    @computed("Counts", help="Whether the person counts towards the quorum, and why not.")
    def counts(self, book: Book) -> str:
        meeting = self.of_meeting(book)
        if not meeting.has_quorum:
            return ""
        if self.standing == "Present":
            return "Yes" if self._is_member(book) else "No, not a member"
        if self.standing != "Deputy":
            return "No"
        if not deputies_count(book, meeting):
            return "No, deputies do not count"
        reason = self._why_not(book)
        return f"No, {reason}" if reason else "Yes"

    @check("warning")
    def members_attend_as_themselves(self, book: Book) -> Iterator[Finding]:
        meeting, member = self.of_meeting(book), self._is_member(book)
        if not meeting.has_quorum:
            return
        if self.standing in ("Deputy", "In attendance") and member:
            yield Finding("standing", f"{self.person} is a member, and attends as one. Choose 'Present'.")
        if self.standing == "Present" and not member:
            yield Finding(
                "standing",
                f"{self.person} was not a member on {uk(meeting.held_on)}. Choose 'In attendance' or 'Deputy'.",
            )

    @check("warning")
    def deputies_stand_in_for_someone(self, book: Book) -> Iterator[Finding]:
        came_for_another = self.standing == "Deputy" and self.deputy_for not in (None, self.person)
        if not came_for_another or not self.of_meeting(book).has_quorum or self._is_member(book):
            return
        reason = self._why_not(book)
        if reason:
            yield Finding(
                "deputy_for", f"{reason}, so {self.person} stands in for nobody. Correct one of the two rows."
            )

    @check("warning")
    def deputies_are_those_named(self, book: Book) -> Iterator[Finding]:
        if self.standing != "Deputy" or not self.of_meeting(book).has_quorum:
            return
        named = deputies_named(book, self.of_meeting(book).held_on)
        deputy = named.get(self.deputy_for or "")
        if deputy and deputy != self.person:
            yield Finding(
                "deputy_for",
                f"the deputy of {self.deputy_for} is {deputy}. Correct this, or change it on the Steering group tab.",
            )

    @check("warning")
    def absent_members_are_asked_for_comments(self, book: Book) -> Iterator[Finding]:
        if self.owes_comments(book) and not self.of_meeting(book).was_held:
            yield Finding(
                "comments_on", f"{self.person} cannot come and has sent no comments on the papers yet. Ask for them."
            )

    @check("error")
    def absent_members_sent_comments(self, book: Book) -> Iterator[Finding]:
        if self.owes_comments(book) and self.of_meeting(book).was_held:
            yield Finding(
                "comments_on", f"{self.person} was absent and sent no comments on the papers. Ask, and type the day."
            )

    @check("warning")
    def comments_came_before_the_meeting(self, book: Book) -> Iterator[Finding]:
        held_on = self.of_meeting(book).held_on
        if self.comments_on is not None and self.comments_on > held_on:
            came = f"the comments came on {uk(self.comments_on)}, after the meeting on {uk(held_on)}."
            yield Finding("comments_on", f"{came} Ask for them earlier, or correct the day.")

    def owes_comments(self, book: Book) -> bool:
        """Whether this is a member who is absent, has sent no comments, and is not excused by a deputy."""
        meeting = self.of_meeting(book)
        owes = self.is_absent and self.comments_on is None and meeting.has_quorum and self._is_member(book)
        return owes and not self._is_excused(book, meeting)

    def _is_excused(self, book: Book, meeting: Convened) -> bool:
        came = book.where(type(self), meeting=self.meeting, standing="Deputy", deputy_for=self.person)
        return bool(came) and in_force(book, DEPUTY_EXCUSES, meeting.held_on)

    def _is_member(self, book: Book) -> bool:
        return self.person in members_in_office(book, self.of_meeting(book).held_on)

    def _why_not(self, book: Book) -> str:
        rows = book.where(type(self), meeting=self.meeting)
        return why_not_standing_in(self, rows, members_in_office(book, self.of_meeting(book).held_on))


class OnAgenda(Row):
    """One item of a meeting's agenda."""

    meeting: Annotated[str, Key(), Field(title="Meeting", description="Which meeting.")]
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


def deputies_count(book: Book, meeting: Convened) -> bool:
    """Whether deputies count towards the quorum of a meeting."""
    return in_force(book, DEPUTIES_COUNT, meeting.held_on)


def who_came(rows: Iterable[Attended], items: Collection[OnAgenda]) -> tuple[Presence, ...]:
    """Those who were present in their own right, members or not, by name."""
    present = (row for row in rows if row.standing == "Present")
    return tuple(_presence(row, items) for row in sorted(present, key=lambda row: row.person))


def deputies_who_came(
    rows: Collection[Attended], items: Collection[OnAgenda], members: Collection[str]
) -> tuple[Presence, ...]:
    """The deputies who stand in for an absent member, each once, by name."""
    standing_in = stand_ins(rows, members).values()
    return tuple(_presence(row, items) for row in sorted(standing_in, key=lambda row: row.person))


def stand_ins(rows: Iterable[Attended], members: Collection[str]) -> dict[str, Attended]:
    """The deputy of each absent member: one only, the first by name, and nobody for two members."""
    by_name = sorted(rows, key=lambda row: (row.person, row.deputy_for or ""))
    present = {row.person for row in by_name if row.standing == "Present"}
    found: dict[str, Attended] = {}
    for row in by_name:
        is_free = row.person not in members and row.person not in {other.person for other in found.values()}
        if row.standing == "Deputy" and is_free and row.deputy_for in set(members) - present - found.keys():
            found[row.deputy_for] = row
    return found


def why_not_standing_in(row: Attended, rows: Collection[Attended], members: Collection[str]) -> str:
    """Why somebody who came as deputy stands in for nobody; nothing where they do stand in."""
    chosen = stand_ins(rows, members)
    if row.person in members:
        return f"{row.person} is a member"
    if row.deputy_for is None or row in chosen.values():
        return "" if row.deputy_for else "no member is named"
    if row.deputy_for not in members:
        return f"{row.deputy_for} was not a member"
    other = chosen.get(row.deputy_for)
    return f"{other.person} came for {row.deputy_for}" if other else f"{row.deputy_for} was present"


def _presence(row: Attended, items: Collection[OnAgenda]) -> Presence:
    withdrew = frozenset(item.item for item in items if row.person in item.withdrew)
    return Presence(row.person, row.arrived_at, row.left_at, withdrew)
