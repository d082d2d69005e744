"""One round of a share: passes until both sides rest, under a lease, with an ending that people can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pepsheets.partnerships import Partnership
from pepsheets.sheets import FileChangedMeanwhile, Gateway, GatewayError, Workbook
from pepsheets.sync.changes import Side
from pepsheets.sync.config.declared import Share
from pepsheets.sync.engine.in_step import GOES_ON, WAITS, Stands, how_it_stands, is_behind
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.passing import Passed, one_pass
from pepsheets.sync.engine.pressing import Answer, is_misread, is_pressed, tell
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.store import Store
from pepsheets.sync.store.records import Ending, HeldCell, Holder, Lease, OpenConflict

MOST_PASSES = 12
LEASE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a round needs from outside: who runs it, when, and names that nothing else has."""

    holder: Holder
    now: datetime
    today: date
    new_name: Callable[[], str]
    watch: Callable[[str], None] | None = None
    clock: Callable[[], datetime] | None = None
    """Tells how late it is by now, so that the lease of a long round is renewed; ``now`` is when the round began."""
    again: timedelta | None = None
    """After how long the next round comes by itself; nothing where it comes only when somebody asks."""


@dataclass(slots=True)
class Outcome:
    """What a round came to, for people and programs."""

    share: str
    round: int
    passes: int = 0
    to_shared: int = 0
    to_workbook: int = 0
    backup: str | None = None
    told: list[Told] = field(default_factory=list)
    stopped: list[Told] = field(default_factory=list)
    conflicts: tuple[OpenConflict, ...] = ()
    held: tuple[HeldCell, ...] = ()
    waits: GatewayError | None = None
    is_settled: bool = False
    was_asked_for: bool = False
    """Whether somebody had ticked a button on either side."""
    sides: Mapping[Side, Workbook] = field(default_factory=dict)
    """Both sides as they were read last."""

    @property
    def is_good(self) -> bool:
        """Whether all that could flow has flowed."""
        return self.is_settled and self.waits is None and not self.stopped

    @property
    def needs_a_person(self) -> bool:
        return not self.is_good or bool(self.conflicts or self.held)

    def add(self, passed: Passed) -> None:
        self.passes += 1
        self.to_shared += passed.written.shared
        self.to_workbook += passed.written.workbook
        self.backup = self.backup or passed.written.backup
        self.waits = passed.written.waits
        self.was_asked_for = self.was_asked_for or any(map(is_pressed, passed.sides.values()))
        self.sides = passed.sides if passed.is_quiet else {}
        self.stopped = list(passed.stopped)
        self.told += [each for each in passed.told if each not in self.told]

    def sentence(self) -> str:
        """The round in one sentence."""
        if self.waits is not None:
            return f"{self.waits.message} What belongs into the workbook waits. {self.waits.remedy}"
        if self.stopped:
            return " ".join(str(each) for each in self.stopped)
        if not self.is_settled:
            return GOES_ON
        if self.to_shared == self.to_workbook == 0:
            return "Both sides were in step already."
        return f"{self.to_shared} written to the shared sheet, {self.to_workbook} to the workbook."

    def how(self) -> str:
        """How the share stands, for the Overview: people of the other side read it too, so it names no file."""
        if self.waits is not None:
            return WAITS
        if not self.stopped and not self.is_settled:
            return GOES_ON
        return how_it_stands(self.stopped, len(self.conflicts) + len(self.held))

    def ending(self) -> Ending:
        counts = {"shared": self.to_shared, "workbook": self.to_workbook, "conflicts": len(self.conflicts)}
        counts |= {"held": len(self.held), "passes": self.passes}
        return Ending("good" if self.is_good else "waiting", self.sentence(), counts)


def run_round(
    share: Share, kind: Partnership, doors: tuple[Gateway, Gateway], store: Store, around: Surroundings
) -> Outcome:
    """Bring the workbook and the shared sheet, the two doors in this order, into step.

    Raises a ``GatewayError`` when it cannot be done; what was done until then is known to the next round.
    """
    with _leased(share, store, around) as lease:
        with store.step(lease, around.now) as step:
            number = step.start_round()
        workbook, shared = doors
        about = (number, around.now, around.today, around.new_name, around.again)
        joined = Joined(share, kind, workbook, shared, store, lease, *about)
        return _passes(joined.watched_by(_Renewing(store, lease, around)))


class _Renewing:
    """Told each step of a round, keeps its lease from running out, however long the round takes."""

    def __init__(self, store: Store, lease: Lease, around: Surroundings) -> None:
        self._store, self._lease, self._around = store, lease, around

    def __call__(self, step: str) -> None:
        if self._around.clock is not None:
            now = self._around.clock()
            if self._lease.expires - now < LEASE_LASTS / 2:
                self._lease = self._store.renew(self._lease, now + LEASE_LASTS)
        if self._around.watch is not None:
            self._around.watch(step)


@contextmanager
def _leased(share: Share, store: Store, around: Surroundings) -> Iterator[Lease]:
    lease = store.acquire(share.name, around.holder, around.now, around.now + LEASE_LASTS)
    try:
        yield lease
    finally:
        store.release(lease)


def _passes(joined: Joined) -> Outcome:
    outcome = Outcome(joined.name, joined.round)
    try:
        _until_quiet(joined, outcome)
    except GatewayError as refusal:
        ending = Ending("failed", f"{refusal.message} {refusal.remedy}".strip())
        with joined.store.step(joined.lease, joined.now) as step:
            step.end_round(joined.round, ending)
        raise
    outcome.conflicts = tuple(joined.store.conflicts(joined.name))
    outcome.held = tuple(joined.store.held(joined.name))
    _tell_both(joined, outcome)
    with joined.store.step(joined.lease, joined.now) as step:
        step.end_round(joined.round, outcome.ending())
    return outcome


def _tell_both(joined: Joined, outcome: Outcome) -> None:
    """Answers whoever ticked a button, so that no tick looks ignored, and says on both sides how the share stands."""
    last = joined.now if outcome.is_good else joined.last_in_step()
    stands = Stands(joined.name, outcome.how(), last, joined.now, joined.today, joined.again)
    doors: Mapping[Side, Gateway] = {"workbook": joined.workbook, "shared": joined.shared}
    # A workbook may be kept in step with several sheets.
    sentences: Mapping[Side, str] = {"workbook": f"'{joined.name}': {outcome.sentence()}", "shared": outcome.sentence()}
    for side, door in doors.items():
        if _is_to_be_told(outcome.sides.get(side), stands):
            # Where a side is busy, or open in Excel, the tick stays, and a later round answers it.
            with suppress(GatewayError):
                tell(door, Answer(sentences[side], joined.now, joined.again), stands)


def _is_to_be_told(side: Workbook | None, stands: Stands) -> bool:
    """Whether there is anything to tell on a side. Of one that was written last it is not known, so it is looked at."""
    return side is None or is_pressed(side) or is_misread(side) or is_behind(side, stands)


def _until_quiet(joined: Joined, outcome: Outcome) -> None:
    for _ in range(MOST_PASSES):
        try:
            passed = one_pass(joined)
        except FileChangedMeanwhile:
            # Somebody saved, or another batch of ours came between: all starts again from what stands there now.
            continue
        outcome.add(passed)
        if passed.is_quiet or passed.written.waits is not None:
            outcome.is_settled = passed.is_quiet
            return
