"""Meetings, who attended them, and their agendas: quorum, and who presides.

Quorum: rule P4. Presiding: rule P6. Absent members' comments: rule P9. The yearly event: rule P10 (PEP:mk constitution
2018/19). The three tabs stand together because they ask one another.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from pepsheets.rules import composition, quorum
from pepsheets.rules.composition import PresidedBy, Presiding
from pepsheets.rules.quorum import OPENING, ItemQuorum, Presence, QuorumRule
from pepsheets.sheets import Stage
from pepsheets.tabs.attendance import Attended, OnAgenda, deputies_count, deputies_who_came, who_came
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, check, computed, refers_to
from pepsheets.tabs.meeting_year import WEEKS_AHEAD
from pepsheets.tabs.minutes import Minuted
from pepsheets.tabs.settings import (
    EVENT_MONTH,
    GROUP_PLACES,
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


class Meeting(Minuted):
    """A meeting of the steering group, or the yearly partnership event."""

    tab: ClassVar[str] = "Meetings"
    description: ClassVar[str] = "Every meeting: its notice, its quorum, who presides, and what became of its notes."
    stage: ClassVar[Stage] = "Before the next meeting"

    @computed("In office", help="How many members the steering group had on the day.")
    def in_office(self, book: Book) -> int | None:
        return len(members_in_office(book, self.held_on)) if self.has_quorum else None

    @computed("Quorum", help="How many members had to be present.")
    def quorum(self, book: Book) -> int | None:
        return quorum_of(book, self.held_on) if self.has_quorum else None

    @computed("Present", help="How many of those present count towards the quorum at the opening.")
    def present(self, book: Book) -> int | None:
        return count_at(book, self, OPENING, deputies_count(book, self))

    @computed(
        "With deputies", help="How many they would be if each deputy counted, whether the Rules tab lets them or not."
    )
    def with_deputies(self, book: Book) -> int | None:
        return count_at(book, self, OPENING, True)

    @computed("Without deputies", help="How many they would be if no deputy counted.")
    def without_deputies(self, book: Book) -> int | None:
        return count_at(book, self, OPENING, False)

    @computed("Quorate", help="Whether the meeting could decide when it opened.")
    def quorate(self, book: Book) -> str:
        if self.was_held and not is_recorded(book, self):
            return "Not recorded"
        return quorate_text(standing_of(book, self, OPENING))

    @computed("Items inquorate", help="The items that too few could decide: some arrived late, left, or withdrew.")
    def items_inquorate(self, book: Book) -> str:
        standings = [standing_of(book, self, item.item) for item in book.where(AgendaItem, meeting=self.code)]
        short = sorted((each for each in standings if each and not each.is_quorate), key=lambda each: each.item)
        return "; ".join(f"item {each.item} short by {each.short_by}" for each in short)

    @computed(
        "Presiding",
        help="Who opens the meeting: the Chair, the Vice-Chair in the Chair's absence, or somebody the meeting elects.",
    )
    def presiding(self, book: Book) -> str:
        return presiding_text(presiding_at(book, self, OPENING))

    @computed("Reconvene by", help="The last day for holding an inquorate meeting again, where the rules give one.")
    def reconvene_by(self, book: Book) -> date | None:
        within = in_force(book, RECONVENE_WITHIN, self.held_on)
        inquorate = self.quorate(book).startswith("Inquorate")
        return quorum.reconvene_by(self.held_on, within) if within is not None and inquorate else None

    @computed("Comments to chase", help="The absent members whose comments on the papers have not come in.")
    def comments_to_chase(self, book: Book) -> str:
        rows = book.where(Attendance, meeting=self.code)
        return "; ".join(sorted(row.person for row in rows if row.owes_comments(book)))

    @check("error")
    def was_quorate(self, book: Book) -> Iterator[Finding]:
        opening = standing_of(book, self, OPENING)
        if opening and not opening.is_quorate and self.closed_on is None:
            by = self.reconvene_by(book)
            again = f" Hold it again by {uk(by)}." if by else " Decide again, at the next meeting, what it decided."
            count = f"{len(opening.present)} of the {opening.quorum} members needed were present."
            yield Finding("quorate", f"the meeting was not quorate: {count}{again}")

    @check("error")
    def attendance_is_complete(self, book: Book) -> Iterator[Finding]:
        if not self.was_held:
            return
        rows = book.where(Attendance, meeting=self.code)
        missing = set(members_in_office(book, self.held_on)) - {row.person for row in rows}
        if missing:
            names = ", ".join(sorted(missing))
            yield Finding(
                "present", f"the Attendance tab does not say whether these members came: {names}. Add a row each."
            )

    @check("warning")
    def someone_presides(self, book: Book) -> Iterator[Finding]:
        outcome = presiding_at(book, self, OPENING)
        if outcome is None or outcome.by is not PresidedBy.MUST_ELECT:
            return
        if self.was_held:
            sentence = "neither the Chair nor the Vice-Chair was there at the opening. Minute whom the meeting elected."
        else:
            sentence = "neither the Chair nor the Vice-Chair will be there. The meeting must elect someone to preside."
        yield Finding("presiding", sentence)

    @check("error")
    def event_serves_its_purposes(self, book: Book) -> Iterator[Finding]:
        is_event = self.kind == "Partnership event" and self.standing != "Cancelled"
        is_near = (self.held_on - book.today).days <= WEEKS_AHEAD * 7
        if not is_event or not is_near or not in_force(book, EVENT_MONTH, self.held_on):
            return
        served = {item.purpose for item in book.where(AgendaItem, meeting=self.code)}
        missing = [purpose for purpose in PURPOSES if purpose not in served]
        if missing:
            names = "; ".join(missing)
            yield Finding("code", f"no item of the event's agenda has the purpose: {names}. Add one on Agenda items.")


class Attendance(Attended):
    """How one person attended one meeting, and whether they count towards its quorum."""

    tab: ClassVar[str] = "Attendance"
    description: ClassVar[str] = "Who attended which meeting, and for which items."
    stage: ClassVar[Stage] = "Before the next meeting"

    meeting: Annotated[str, Key(), refers_to(Meeting), Field(title="Meeting", description="Which meeting.")]

    def of_meeting(self, book: Book) -> Meeting:
        return book.the(Meeting, self.meeting)


class AgendaItem(OnAgenda):
    """One item of a meeting's agenda, and who withdrew from it for an interest."""

    tab: ClassVar[str] = "Agenda items"
    description: ClassVar[str] = "What each meeting dealt with, who withdrew, and whether enough were left to decide."
    stage: ClassVar[Stage] = "Before the next meeting"

    meeting: Annotated[str, Key(), refers_to(Meeting), Field(title="Meeting", description="Which meeting.")]

    @computed("Present", help="How many members were in the meeting for this item and did not withdraw.")
    def present(self, book: Book) -> int | None:
        meeting = self._meeting(book)
        return count_at(book, meeting, self.item, deputies_count(book, meeting))

    @computed("With deputies", help="How many they would be if each deputy counted.")
    def with_deputies(self, book: Book) -> int | None:
        return count_at(book, self._meeting(book), self.item, True)

    @computed("Without deputies", help="How many they would be if no deputy counted.")
    def without_deputies(self, book: Book) -> int | None:
        return count_at(book, self._meeting(book), self.item, False)

    @computed("Quorate", help="Whether enough members were left to decide this item.")
    def quorate(self, book: Book) -> str:
        return quorate_text(standing_of(book, self._meeting(book), self.item))

    @computed("Presiding", help="Who presides for this item, once those who came late, left or withdrew are left out.")
    def presiding(self, book: Book) -> str:
        return presiding_text(presiding_at(book, self._meeting(book), self.item))

    @check("error")
    def was_quorate(self, book: Book) -> Iterator[Finding]:
        meeting = self._meeting(book)
        standing = standing_of(book, meeting, self.item) if meeting.closed_on is None else None
        if standing and not standing.is_quorate and meeting.quorate(book) == "Quorate":
            left = len(standing.present) - len(standing.withdrawn)
            why = f" after {' and '.join(standing.withdrawn)} withdrew" if standing.withdrawn else ""
            need = f"{standing.quorum} are needed. Decide the item again at the next meeting."
            yield Finding("quorate", f"the item was not quorate: {left} members were left{why}, and {need}")

    @check("warning")
    def someone_presides(self, book: Book) -> Iterator[Finding]:
        here, opening = (presiding_at(book, self._meeting(book), item) for item in (self.item, OPENING))
        if here and opening and here.by is PresidedBy.MUST_ELECT and opening.by is not PresidedBy.MUST_ELECT:
            yield Finding("presiding", "no Chair or Vice-Chair is left for this item. Minute whom the meeting elects.")

    @check("warning")
    def only_those_present_withdraw(self, book: Book) -> Iterator[Finding]:
        if self._meeting(book).standing != "Held":
            return
        attended = {row.person for row in book.where(Attendance, meeting=self.meeting) if not row.is_absent}
        for person in self.withdrew:
            if person not in attended:
                yield Finding(
                    "withdrew", f"{person} withdrew, but is not down as attending. Correct one of the two tabs."
                )

    def _meeting(self, book: Book) -> Meeting:
        return book.the(Meeting, self.meeting)


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
def presences(book: Book, meeting: str, deputies: bool) -> tuple[Presence, ...]:
    """Those who count towards a meeting's quorum, each once, and for which items."""
    members = members_in_office(book, book.the(Meeting, meeting).held_on)
    rows, items = book.where(Attendance, meeting=meeting), book.where(AgendaItem, meeting=meeting)
    counted = tuple(presence for presence in who_came(rows, items) if presence.person in members)
    return (*counted, *deputies_who_came(rows, items, members)) if deputies else counted


def is_recorded(book: Book, meeting: Meeting) -> bool:
    """Whether the Attendance tab says anything about a meeting."""
    return bool(book.where(Attendance, meeting=meeting.code))


def count_at(book: Book, meeting: Meeting, item: int, deputies: bool) -> int | None:
    """How many count at an item of a meeting that was held; none while its attendance is not recorded."""
    if not meeting.was_held or not is_recorded(book, meeting):
        return None
    return sum(presence.counts_at(item) for presence in presences(book, meeting.code, deputies))


def standing_of(book: Book, meeting: Meeting, item: int) -> ItemQuorum | None:
    """How an item of a meeting stood; nothing where no quorum applies, or the attendance is not recorded."""
    needed = quorum_of(book, meeting.held_on)
    if needed is None or not meeting.was_held or not is_recorded(book, meeting):
        return None
    return quorum.quorum_at(item, needed, presences(book, meeting.code, deputies_count(book, meeting)))


def presiding_at(book: Book, meeting: Meeting, item: int) -> Presiding | None:
    """Who presides over an item; before the meeting, going by the apologies. Deputies inherit no office."""
    rows, items = book.where(Attendance, meeting=meeting.code), book.where(AgendaItem, meeting=meeting.code)
    if not meeting.has_quorum or (meeting.was_held and not rows):
        return None
    chair, vice_chair = (office_on(book, role, meeting.held_on).holder for role in ("Chair", "Vice-Chair"))
    if meeting.was_held:
        there = {presence.person for presence in who_came(rows, items) if presence.counts_at(item)}
    else:
        away = {row.person for row in rows if row.is_absent}
        there = {name for name in (chair, vice_chair) if name} - away
    return composition.who_presides(chair, vice_chair, there)


def quorate_text(standing: ItemQuorum | None) -> str:
    """How an item stood, in words."""
    if standing is None:
        return ""
    return "Quorate" if standing.is_quorate else f"Inquorate, short by {standing.short_by}"


def presiding_text(outcome: Presiding | None) -> str:
    """Who presides, in words."""
    if outcome is None:
        return ""
    return "To be elected" if outcome.person is None else f"{outcome.person} ({outcome.by.value})"
