"""A machine that lives through histories: people on both sides, rounds that are cut short, and what must then hold.

The properties are those of the design: the sides agree once people rest, no value that anybody typed is lost, no row
comes back without a word, a second round writes nothing, cells that nobody touched stay, every row has one ID, and the
base is what both sides hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from pepsheets.sheets import FileChangedMeanwhile
from pepsheets.sync.changes import SIDES, Side
from pepsheets.sync.engine.round import Outcome, Surroundings, run_round
from pepsheets.sync.refusals import RoundWasOvertaken
from tests.sync.engine.acts import Act, People, acts
from tests.sync.engine.killed import run_and_kill
from tests.sync.engine.pairings import SHARED, Pairing, Place
from tests.sync.engine.properties import Properties
from tests.sync.engine.things import HOLDER, KIND, MORNING, TODAY
from tests.sync.engine.typed import Typed
from tests.sync.engine.watched import watched

MOST_ROUNDS = 12
STEPS = st.integers(1, 24)
Moment = tuple[str, int]
"""A step of a round by its name, and how often it was come to."""
moments = st.tuples(
    st.sampled_from(["intent stored", "both sides read", "shared sheet written", "shared sheet confirmed"]),
    st.integers(1, 3),
)
Meanwhile = list[tuple[Moment, Act]]
meanwhiles = st.lists(st.tuples(moments, acts), max_size=3)


class Crash(BaseException):
    """The end of a process, as far as a test can play it."""


class History(RuleBasedStateMachine):
    """One history on one pairing; `machine_on` names it."""

    pairing: ClassVar[Pairing]

    def __init__(self) -> None:
        super().__init__()
        self.open_place: AbstractContextManager[Place] = self.pairing.place()
        self.place = self.open_place.__enter__()
        self.store = self.place.open_store()
        self.typed, self.now = Typed(), MORNING
        self.people = People(self.place.desks, self.typed)
        self.properties = Properties(self.place.desks, self.typed)

    # People

    @initialize(ours=st.integers(0, 3), theirs=st.integers(0, 3))
    def some_rows(self, ours: int, theirs: int) -> None:
        for side, count in (("workbook", ours), ("shared", theirs)):
            for at in range(count):
                self.people.do(Act("insert", "workbook" if side == "workbook" else "shared", at + 1, 0, "Name", True))
        self.sync()

    @rule(what=st.lists(acts, min_size=1, max_size=3))
    def people_work(self, what: list[Act]) -> None:
        for act in what:
            self.people.do(act)

    @precondition(lambda self: self.store.conflicts(SHARED.name))
    @rule(at=st.integers(0, 5), side=st.sampled_from(SIDES))
    def somebody_settles_a_conflict(self, at: int, side: Side) -> None:
        conflicts = self.store.conflicts(SHARED.name)
        self.store.choose(SHARED.name, conflicts[at % len(conflicts)], side)

    # Rounds

    @rule(crash=st.none() | STEPS, meanwhile=meanwhiles)
    def a_round(self, crash: int | None, meanwhile: Meanwhile) -> None:
        self.run(crash, meanwhile)

    @precondition(lambda self: self.place.google is not None)
    @rule(fault=st.sampled_from(["lost", "cut"]), crash=st.none() | STEPS, meanwhile=meanwhiles)
    def a_round_over_a_bad_line(self, fault: str, crash: int | None, meanwhile: Meanwhile) -> None:
        assert self.place.google
        faults = self.place.google.faults
        faults.lose_reply("write") if fault == "lost" else faults.cut_before("write")
        self.run(crash, meanwhile)
        faults.clear()

    @rule(
        before=st.lists(acts, min_size=1, max_size=3),
        moment=st.tuples(st.sampled_from(["intent stored", "intent stored", "both sides read"]), st.integers(1, 2)),
        act=st.none() | acts,
        meanwhile=meanwhiles,
        crash=st.none() | STEPS,
    )
    def a_worker_that_sleeps_while_another_runs(
        self, before: list[Act], moment: Moment, act: Act | None, meanwhile: Meanwhile, crash: int | None
    ) -> None:
        self.people_work(before)

        def watch(now: Moment) -> None:
            if now == moment:
                if act:
                    self.people.do(act)
                self.run(crash, meanwhile)

        self.run(None, [], watch)

    @precondition(lambda self: self.pairing.is_on_disk)
    @rule(step=st.integers(1, 30), really=st.integers(0, 2))
    def a_round_that_is_killed(self, step: int, really: int) -> None:
        # A process of its own takes its time, so not every round is one.
        if really == 0:
            self.now += timedelta(minutes=15)
            run_and_kill(self.place, self.now, step)
        else:
            self.run(step, [])

    def run(self, crash: int | None, meanwhile: Meanwhile, also: Callable[[Moment], None] | None = None) -> None:
        """A round in which people act, and which may end at any step.

        Between the last look at a file and its replacement nobody comes: no file system lets us close that gap.
        """
        times: Counter[str] = Counter()

        def watch(step: str) -> None:
            times[step] += 1
            now = step, times[step]
            if also:
                also(now)
            for moment, act in meanwhile:
                if moment == now:
                    self.people.do(act)
            if times.total() == crash:
                raise Crash

        with suppress(Crash, FileChangedMeanwhile, RoundWasOvertaken):
            self.sync(watch)

    def sync(self, watch: Callable[[str], None] | None = None) -> Outcome:
        self.now += timedelta(minutes=15)
        told = watch or (lambda _: None)
        doors = [watched(self.place.desks[side].door(told), self.is_to_put_right) for side in SIDES]
        around = Surroundings(HOLDER, self.now, TODAY, self.place.new_name, told)
        return run_round(SHARED, KIND, (doors[0], doors[1]), self.store, around)

    def is_to_put_right(self) -> bool:
        return self.store.repairs(SHARED.name) != "[]"

    # What must hold

    @rule(really=st.integers(0, 2))
    def people_rest(self, really: int) -> None:
        if really == 0:
            self.quiet()

    def quiet(self) -> None:
        outcome = self.sync()
        for _ in range(MOST_ROUNDS):
            if outcome.is_good:
                break
            for plan in self.store.plans(SHARED.name):
                self.store.approve(SHARED.name, plan.name, self.now)
            outcome = self.sync()
        assert outcome.is_good, f"the sides do not come to rest: {outcome.sentence()}"
        self.writes_nothing()
        self.forget_that_all_rests()
        self.writes_nothing()
        self.properties.hold(self.store)

    def writes_nothing(self) -> None:
        before = self.fingerprints()
        again = self.sync()
        assert (again.passes, again.to_shared, again.to_workbook) == (1, 0, 0), "a second round wrote"
        assert self.fingerprints() == before, "a second round changed a side"

    def forget_that_all_rests(self) -> None:
        """So that the next round looks at everything again."""
        lease = self.store.acquire(SHARED.name, HOLDER, self.now, self.now)
        with self.store.step(lease, self.now) as step:
            step.rest("")
        self.store.release(lease)

    def fingerprints(self) -> Sequence[object]:
        return [desk.fingerprint() for desk in self.place.desks.values()]

    def teardown(self) -> None:
        try:
            self.quiet()
        finally:
            self.store.close()
            self.open_place.__exit__(None, None, None)


def machine_on(pairing: Pairing) -> type[History]:
    """The machine for a pairing."""
    return type(f"History_{pairing.name.replace('/', '_')}", (History,), {"pairing": pairing})
