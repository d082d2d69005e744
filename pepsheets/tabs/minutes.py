"""What is written down of a meeting: who takes the notes, where they went, when the meeting was closed.

Notes, their circulation and a clerk by rotation: rules T4 and T5 (draft terms of reference of schools partnerships).
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, check, computed, refers_to
from pepsheets.tabs.elections import terms_of
from pepsheets.tabs.meeting_year import OfAYear
from pepsheets.tabs.people import Person
from pepsheets.tabs.settings import NOTES_TO_LA, in_force
from pepsheets.tabs.steering_group import SteeringMember


class Minuted(OfAYear):
    """A meeting as its notes and minutes tell of it."""

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

    @computed(
        "Note-taker in turn",
        help="Of the note-takers on the Steering group tab (or else the clerks), the one whose turn it is.",
    )
    def note_taker_in_turn(self, book: Book) -> str:
        return min(note_takers_on(book, self.held_on), key=lambda name: self._last_noted(book, name), default="")

    def _last_noted(self, book: Book, name: str) -> tuple[date, str]:
        """When a person last took notes before this meeting; of those who never did, the first by name."""
        noted = book.where(type(self), note_taker=name)
        days = (row.held_on for row in noted if row.standing != "Cancelled" and row.held_on < self.held_on)
        return max(days, default=date.min), name

    @check("warning")
    def has_a_note_taker(self, book: Book) -> Iterator[Finding]:
        if self.has_quorum and self.note_taker is None:
            turn = self.note_taker_in_turn(book)
            yield Finding(
                "note_taker", f"no note-taker is named. {f'It is the turn of {turn}.' if turn else 'Choose a person.'}"
            )

    @check("error")
    def is_closed_when_done(self, book: Book) -> Iterator[Finding]:
        if self.closed_on is None or self.standing == "Cancelled":
            return
        if self.standing == "Planned":
            yield Finding("standing", "the meeting is closed but still down as Planned. Choose Held or Cancelled.")
        if self.notes_sent is None:
            yield Finding(
                "notes_sent", "the meeting is closed, but its notes were not sent. Send them, and type the day."
            )
        if self.notes_to_la is None and in_force(book, NOTES_TO_LA, self.held_on):
            yield Finding(
                "notes_to_la",
                "the meeting is closed, but its notes have not gone to the LA. Send them, and type the day.",
            )

    @check("error")
    def what_follows_comes_after_the_meeting(self, book: Book) -> Iterator[Finding]:
        days = {
            "notes_sent": self.notes_sent,
            "notes_to_la": self.notes_to_la,
            "approved_on": self.approved_on,
            "closed_on": self.closed_on,
        }
        for column, day in days.items():
            if day is not None and day < self.held_on:
                yield Finding(column, f"{uk(day)} is before the meeting on {uk(self.held_on)}. Correct one of the two.")


@per_book
def note_takers_on(book: Book, on: date) -> tuple[str, ...]:
    """Those whose office it is to take notes on a day, by name: the note-takers, or else the clerks."""
    for role in ("Note-taker", "Clerk"):
        holders = {term.person for term in terms_of(book, SteeringMember, role) if term.covers(on)}
        if holders:
            return tuple(sorted(holders))
    return ()
