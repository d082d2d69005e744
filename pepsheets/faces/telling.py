"""A few results of a partnership that tell what pepsheets does: a meeting, a shared cost, a full course.

A result that waits for a row to be put right tells nothing yet, and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ParamSpec, TypeVar

from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.charges import Charge
from pepsheets.tabs.costs import Cost, sharing_of
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import AgendaItem, Meeting
from pepsheets.tabs.money import pounds

R = TypeVar("R", bound=Row)
T = TypeVar("T")
P = ParamSpec("P")

LONGEST = 12
"""Of a longer list only this many rows are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: a sentence, and the rows below it."""

    sentence: str
    rows: Sequence[Sequence[str]] = ()
    closing: str = ""


def results(book: Book) -> Iterator[Told]:
    """What there is to tell of the partnership."""
    for tell in (_meetings, _items, _costs, _courses):
        yield from tell(book)


def _meetings(book: Book) -> Iterator[Told]:
    """The first meeting on short notice, and the first that was inquorate; one may be both."""
    held = [row for row in book.good(Meeting) if row.was_held]
    late = _first(held, lambda row: row.notice_met(book).startswith("Short"))
    inquorate = _first(held, lambda row: row.quorate(book).startswith("Inquorate"))
    for code in dict.fromkeys(row.code for row in (late, inquorate) if row):
        yield from _told(_meeting, book, code)


def _meeting(book: Book, code: str) -> Told:
    row = book.the(Meeting, code)
    by = row.notice_deadline(book)
    notice = f"Had to go out by {uk(by)}: {_lower(row.notice_met(book))}" if by else "There is no rule on notice"
    quorum = f"{row.present(book)} present, {row.quorum(book)} needed: {_lower(row.quorate(book))}"
    return Told(
        f"The meeting {row.code} on {uk(row.held_on)}",
        [("Notice", notice), ("Quorum", quorum), ("Presiding", row.presiding(book))],
    )


def _items(book: Book) -> Iterator[Told]:
    """The first item that could not be decided though the meeting was quorate when it opened."""

    def lost_its_quorum(row: AgendaItem) -> bool:
        opened = book.the(Meeting, row.meeting).quorate(book)
        return opened == "Quorate" and row.quorate(book).startswith("Inquorate")

    item = _first(book.good(AgendaItem), lost_its_quorum)
    if item:
        yield from _told(_item, book, item)


def _item(book: Book, row: AgendaItem) -> Told:
    left = f"{row.present(book)} members were left: {_lower(row.quorate(book))}"
    rows = [("Item", row.title), ("Withdrew", "; ".join(row.withdrew) or "Nobody"), ("Quorum", left)]
    return Told(f"Item {row.item} of the meeting {row.meeting}, which was quorate when it opened", rows)


def _costs(book: Book) -> Iterator[Told]:
    """The first cost in which a tie decided a penny; failing that, the first."""
    shared = [row for row in book.good(Cost) if _known(sharing_of, book, row.code)]
    cost = _first(shared, lambda row: bool(sharing_of(book, row.code).result.ties)) or _first(shared, bool)
    if cost:
        yield from _told(_cost, book, cost)


def _cost(book: Book, row: Cost) -> Told:
    charges = [each for each in Charge.rows(book) if each.kind == "Shared cost" and each.reference == row.code]
    total = sum((each.amount or Decimal(0) for each in charges), Decimal(0))
    rows = [(each.school, each.figure, f"exactly £{each.exact}", pounds(each.amount or Decimal(0))) for each in charges]
    return Told(
        f"The cost {row.code}, {row.what}: {row.working(book)}",
        _shortened(rows),
        f"The shares add up to {pounds(total)}, to the penny.",
    )


def _courses(book: Book) -> Iterator[Told]:
    """The course with the longest waiting list."""
    known = [row for row in book.good(Course) if _known(row.waiting, book)]
    if known:
        yield from _told(_course, book, max(known, key=lambda row: row.waiting(book)))


def _course(book: Book, row: Course) -> Told:
    places = f"{row.places} places, {row.confirmed(book)} confirmed, {row.to_confirm(book)} to confirm"
    waiting = [each for each in book.where(Booking, course=row.code) if each.place(book).startswith("Waiting")]
    waiting.sort(key=lambda each: int(each.place(book).split()[-1]))
    rows = [(each.place(book), each.delegate, each.school, pounds(each.price(book))) for each in waiting]
    return Told(f"The course {row.code}, {row.title}: {places}, {len(rows)} waiting", _shortened(rows))


def _shortened(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    if len(rows) <= LONGEST:
        return rows
    return [*rows[:LONGEST], (f"and {len(rows) - LONGEST} more", *("" for _ in rows[0][1:]))]


def _first(rows: Iterable[R], is_wanted: Callable[[R], bool]) -> R | None:
    return next((row for row in rows if _known(is_wanted, row)), None)


def _known(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """The answer, or nothing while it waits."""
    try:
        return question(*args, **kwargs)
    except WaitsFor:
        return None


def _told(tell: Callable[P, Told], *args: P.args, **kwargs: P.kwargs) -> Iterator[Told]:
    told = _known(tell, *args, **kwargs)
    if told:
        yield told


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
