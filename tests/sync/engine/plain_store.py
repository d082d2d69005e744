"""A store of plain dictionaries, for runs by the thousand: it holds what the real one holds, and steps as it does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Rows, Side
from pepsheets.sync.refusals import AnotherRoundRuns, RoundWasOvertaken
from pepsheets.sync.store.records import (
    Asked,
    Change,
    Ending,
    HeldCell,
    Holder,
    Intent,
    Lease,
    Offer,
    OpenConflict,
    PastChange,
    Round,
    WaitingPlan,
)
from pepsheets.sync.store.steps import Step
from pepsheets.sync.store.store import Store


@dataclass
class Kept:
    """Everything that is kept, as it stands between two steps."""

    base: dict[str, dict[str, dict[str, Cell]]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    intents: dict[int, Intent] = field(default_factory=dict)
    repairs: str = "[]"
    rounds: dict[int, Round] = field(default_factory=dict)
    history: list[PastChange] = field(default_factory=list)
    conflicts: list[OpenConflict] = field(default_factory=list)
    held: list[HeldCell] = field(default_factory=list)
    plans: list[WaitingPlan] = field(default_factory=list)
    epoch: int = 0
    lease: Lease | None = None
    numbers: int = 0
    rest: str = ""
    headings: dict[tuple[str, Side], dict[str, str]] = field(default_factory=dict)

    def number(self) -> int:
        self.numbers += 1
        return self.numbers


class PlainStep(Step):
    """What a round writes, into a copy that takes the place of what was kept when all went well."""

    def __init__(self, kept: Kept, lease: Lease, now: datetime) -> None:
        self.kept, self.share, self.now = kept, lease.share, now

    def start_round(self) -> int:
        number = self.kept.number()
        self.kept.rounds[number] = Round(number, self.share, self.now)
        return number

    def end_round(self, number: int, ending: Ending) -> None:
        self.kept.rounds[number] = replace(self.kept.rounds[number], ended=self.now, ending=ending)

    def intend(self, round_: int, content: str) -> int:
        number = self.kept.number()
        self.kept.intents[number] = Intent(number, round_, content, self.now, frozenset())
        return number

    def confirm(self, intent: int, side: Side) -> None:
        known = self.kept.intents[intent]
        self.kept.intents[intent] = replace(known, confirmed=known.confirmed | {side})

    def close(self, intent: int) -> None:
        del self.kept.intents[intent]

    def advance(self, tab: str, cells: Rows, deleted: Collection[str] = ()) -> None:
        base = self.kept.base.setdefault(tab, {})
        gone = self.kept.gone.setdefault(tab, set())
        for row, own in cells.items():
            base.setdefault(row, {}).update(own)
            gone.discard(row)
        for row in deleted:
            base.pop(row, None)
            gone.add(row)

    def set_repairs(self, content: str) -> None:
        self.kept.repairs = content

    def set_headings(self, tab: str, side: Side, headings: Mapping[str, str]) -> None:
        self.kept.headings[tab, side] = dict(headings)

    def rest(self, mark: str) -> None:
        self.kept.rest = mark

    def record(self, round_: int, changes: Iterable[Change]) -> None:
        self.kept.history += [PastChange(0, self.share, round_, self.now, change) for change in changes]

    def replace_conflicts(self, tab: str, found: Iterable[OpenConflict]) -> None:
        self.kept.conflicts = [*(each for each in self.kept.conflicts if each.tab != tab), *found]

    def replace_held(self, tab: str, found: Iterable[HeldCell]) -> None:
        self.kept.held = [*(each for each in self.kept.held if each.tab != tab), *found]

    def offer_plan(self, offer: Offer) -> str:
        name = offer.digest[:8]
        if not any(plan.tab == offer.tab and plan.digest == offer.digest for plan in self.kept.plans):
            self.withdraw_plan(offer.tab)
            told = offer.sentence, offer.preview, offer.digest, self.now
            self.kept.plans.append(WaitingPlan(name, self.share, offer.tab, *told))
        return name

    def withdraw_plan(self, tab: str) -> None:
        self.kept.plans = [plan for plan in self.kept.plans if plan.tab != tab]

    def use_plan(self, tab: str, digest: str) -> bool:
        used = [plan for plan in self.kept.plans if (plan.tab, plan.digest) == (tab, digest) and plan.approved]
        self.kept.plans = [plan for plan in self.kept.plans if plan not in used]
        return bool(used)


class PlainStore(Store):
    """A store in memory, for one share."""

    def __init__(self) -> None:
        self.kept = Kept()

    def close(self) -> None:
        """Nothing is open."""

    def base(self, share: str, tab: str) -> dict[str, dict[str, Cell]]:
        return {row: dict(cells) for row, cells in self.kept.base.get(tab, {}).items()}

    def tombstones(self, share: str, tab: str) -> frozenset[str]:
        return frozenset(self.kept.gone.get(tab, ()))

    def open_intents(self, share: str) -> tuple[Intent, ...]:
        return tuple(self.kept.intents.values())

    def repairs(self, share: str) -> str:
        return self.kept.repairs

    def headings(self, share: str, tab: str, side: Side) -> dict[str, str]:
        return dict(self.kept.headings.get((tab, side), {}))

    def rest(self, share: str) -> str:
        return self.kept.rest

    def last_rounds(self, share: str, limit: int = 20) -> tuple[Round, ...]:
        return tuple(reversed(self.kept.rounds.values()))[:limit]

    def last_good_round(self, share: str) -> Round | None:
        ended = (each for each in self.last_rounds(share, len(self.kept.rounds)) if each.ending)
        return next((each for each in ended if each.ending and each.ending.outcome == "good"), None)

    def history(self, share: str, asked: Asked = Asked(), limit: int | None = None) -> tuple[PastChange, ...]:  # noqa: B008  frozen
        return tuple(self.kept.history)

    def conflicts(self, share: str) -> tuple[OpenConflict, ...]:
        return tuple(self.kept.conflicts)

    def held(self, share: str) -> tuple[HeldCell, ...]:
        return tuple(self.kept.held)

    def plans(self, share: str) -> tuple[WaitingPlan, ...]:
        return tuple(self.kept.plans)

    def acquire(
        self, share: str, holder: Holder, now: datetime, expires: datetime, instead: Lease | None = None
    ) -> Lease:
        if self.kept.lease and self.kept.lease.expires > now:
            raise AnotherRoundRuns(f"'{share}' is being synchronised by somebody else.")
        self.kept.epoch += 1
        self.kept.lease = Lease(share, holder, self.kept.epoch, expires)
        return self.kept.lease

    def release(self, lease: Lease) -> None:
        if self.kept.epoch == lease.epoch:
            self.kept.lease = None

    @contextmanager
    def step(self, lease: Lease, now: datetime) -> Iterator[Step]:
        if self.kept.epoch != lease.epoch:
            raise RoundWasOvertaken(f"A newer round of '{lease.share}' has begun since this one paused.")
        kept = _copied(self.kept)
        yield PlainStep(kept, lease, now)
        self.kept = kept

    def approve(self, share: str, plan: str, now: datetime) -> None:
        self.kept.plans = [replace(each, approved=now) if each.name == plan else each for each in self.kept.plans]

    def choose(self, share: str, conflict: OpenConflict, side: Side) -> None:
        self.kept.conflicts = [replace(each, chosen=side) if each == conflict else each for each in self.kept.conflicts]


def _copied(kept: Kept) -> Kept:
    """A copy that shares nothing that a step changes: the records themselves never do."""
    return replace(
        kept,
        base={tab: {row: dict(cells) for row, cells in rows.items()} for tab, rows in kept.base.items()},
        gone={tab: set(rows) for tab, rows in kept.gone.items()},
        intents=dict(kept.intents),
        rounds=dict(kept.rounds),
        history=list(kept.history),
        conflicts=list(kept.conflicts),
        held=list(kept.held),
        plans=list(kept.plans),
        headings=dict(kept.headings),
    )
