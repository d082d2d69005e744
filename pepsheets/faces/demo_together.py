"""The second half of the demo: a shared sheet is made, two people work at once, and nothing they typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from pepsheets.faces.demo_sharing import SHARE, Sharing, Typed
from pepsheets.faces.rounds import ShareResult, now
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking

_NEW = "B1072"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of the story: who did what, and the cell that tells what became of it."""

    who: str
    did: str
    tab: type[Cost] | type[Booking]
    row: str
    column: str


_MANAGER, _GROUP = "The business manager", "The steering group"
_EDITS: Sequence[Edit] = (
    Edit(_MANAGER, "types 630 for the cost of K6", Cost, "K6", "net"),
    Edit(_MANAGER, "deletes the row of cost K2", Cost, "K2", "what"),
    Edit(_GROUP, "corrects the name of a delegate in B1071", Booking, "B1071", "delegate"),
    Edit(_GROUP, f"adds a booking, {_NEW}", Booking, _NEW, "delegate"),
    Edit(_GROUP, "types 'next week' for the date of K7", Cost, "K7", "spent_on"),
    Edit("Both of them", "type something else for what K8 was", Cost, "K8", "what"),
)


def tell_together(workbook: Path, today: date, screen: Screen, step: Callable[[str], None]) -> Path:
    """From one workbook to two that agree; the path of the other."""
    moment = now()
    sharing = Sharing(
        workbook,
        screen,
        moment if moment.date() == today else moment.replace(year=today.year, month=today.month, day=today.day),
    )
    _Told(sharing, screen, step).tell(workbook.with_name("kept by pepsheets") / "store.sqlite", today)
    return sharing.shared


class _Told:
    """The steps of the story."""

    def __init__(self, sharing: Sharing, screen: Screen, step: Callable[[str], None]) -> None:
        self._sharing = sharing
        self._screen = screen
        self._step = step

    def tell(self, store: Path, today: date) -> None:
        self._share(store)
        self._work(today)
        self._bring_together()
        self._settle()
        self._once_more()

    def _share(self, store: Path) -> None:
        self._step(f"Shared: the {SHARE.lower()} gets a sheet of its own")
        store.parent.mkdir(exist_ok=True)
        result = self._sharing.begin(store)
        assert result.outcome is not None, "a failure was raised"
        self._screen.say(
            f"{self._sharing.shared} is made, with the tabs Meetings, Bookings and Costs. It could as well be a Google "
            f"Sheet. {self._sharing.config.name} says that the two are kept in step."
        )
        self._screen.say(f"At {self._sharing.hour} every row stands on both sides: {result.outcome.sentence()}")

    def _work(self, today: date) -> None:
        self._step("Two people work at once, each in their own sheet")
        ours, theirs = self._sharing.workbook, self._sharing.shared
        self._sharing.fill_in(
            ours, [Typed(Cost, "K6", "net", Decimal(630)), Typed(Cost, "K8", "what", "Moderator, autumn")]
        )
        self._sharing.delete(ours, Cost, "K2")
        delegate, fees = (
            Typed(Booking, "B1071", "delegate", "Niamh Rushworth"),
            Typed(Cost, "K8", "what", "Moderation fees"),
        )
        self._sharing.fill_in(theirs, [delegate, fees, Typed(Cost, "K7", "spent_on", "next week")])
        booking = {"code": _NEW, "course": "C110", "school": "Furze Hollow Junior School", "delegate": "Orla Finch"}
        self._sharing.add(theirs, Booking, {**booking, "booked_at": datetime.combine(today, time(8, 30))})
        for edit in _EDITS:
            self._screen.item(f"{edit.who} {edit.did}.")

    def _bring_together(self) -> None:
        result = self._sharing.round()
        self._step(f"In step again at {self._sharing.hour}: what became of each edit")
        self._screen.columns([(f"{edit.row}", edit.did, self._outcome(edit, result)) for edit in _EDITS])

    def _outcome(self, edit: Edit, result: ShareResult) -> str:
        """What became of an edit, as the two sheets and the round tell it."""
        ours = self._sharing.holds(self._sharing.workbook, edit.tab, edit.row, edit.column)
        theirs = self._sharing.holds(self._sharing.shared, edit.tab, edit.row, edit.column)
        if ours == theirs:
            return "gone on both sides, kept in the history" if ours == "no such row" else f"both sides have {ours}"
        outcome = result.outcome
        if outcome and any((held.tab, held.key) == (edit.tab.tab, edit.row) for held in outcome.held):
            return f"{theirs} is no date: it waits where it was typed, and the workbook keeps {ours}"
        return f"a conflict: {ours} and {theirs} both stand, on the Conflicts tab of both"

    def _settle(self) -> None:
        self._step("The conflict is settled")
        self._sharing.choose(self._sharing.shared, _EDITS[-1].row, "Shared sheet")
        self._screen.say(
            "Somebody chooses 'Shared sheet' in the last column of the Conflicts tab. After the next round"
        )
        self._sharing.round()
        edit = _EDITS[-1]
        ours = self._sharing.holds(self._sharing.workbook, edit.tab, edit.row, edit.column)
        theirs = self._sharing.holds(self._sharing.shared, edit.tab, edit.row, edit.column)
        self._screen.item(f"the workbook has {ours}, the shared sheet has {theirs}.")

    def _once_more(self) -> None:
        self._step("Nothing to do: nothing is written")
        before = [path.read_bytes() for path in (self._sharing.workbook, self._sharing.shared)]
        result = self._sharing.round()
        assert result.outcome is not None, "a failure was raised"
        after = [path.read_bytes() for path in (self._sharing.workbook, self._sharing.shared)]
        written = result.outcome.to_shared + result.outcome.to_workbook
        same = "both files are the same to the last byte" if before == after else "the files were saved"
        self._screen.say(f"{number(written, 'cell')} to write: {same}." if written else f"Nothing to write: {same}.")
