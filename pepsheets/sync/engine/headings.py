"""Columns are followed by their identity: one whose heading has gone stops its tab, with the column it may be now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pepsheets.sync.changes import SIDES, Side
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.pairing import Pair, heading_of
from pepsheets.sync.engine.reading import OWN, ReadTab
from pepsheets.sync.engine.stopping import how_to_approve
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.store.records import Offer
from pepsheets.tabs.declaration import Row
from pepsheets.validation.locating import nearest

_RENAMED = "renamed"
_SIDES: Mapping[Side, str] = {"workbook": "in the workbook", "shared": "on the shared sheet"}


@dataclass(frozen=True, slots=True)
class Gone:
    """A column that flowed and whose heading a side no longer has, and the heading that it may have now."""

    tab: type[Row]
    side: Side
    key: str
    heading: str
    now: str | None

    def sentence(self) -> str:
        gone = f"the heading '{self.heading}' has gone {_SIDES[self.side]}, so nothing of this tab was written."
        if self.now is None:
            return f"{gone} Put it back over its column."
        return f"{gone} Is it '{self.now}' now? If so, approve the plan; if not, put it back."

    def offer(self) -> Offer:
        preview = json.dumps({_RENAMED: [self.side, self.key, self.now]}, ensure_ascii=False)
        sentence = str(Told(self.tab.tab, "", "", self.sentence()))
        return Offer(self.tab.tab, sentence, preview, hashlib.sha256(f"{self.tab.tab}{preview}".encode()).hexdigest())


def use_approved(joined: Joined) -> None:
    """Takes the headings that a person approved for those of their columns."""
    for plan in joined.store.plans(joined.name):
        renamed = json.loads(plan.preview).get(_RENAMED)
        if plan.approved and renamed:
            side, key, heading = renamed
            known = dict(joined.store.headings(joined.name, plan.tab, side))
            with joined.store.step(joined.lease, joined.now) as step:
                step.set_headings(plan.tab, side, {**known, key: heading})
                step.use_plan(plan.tab, plan.digest)


def known_headings(joined: Joined, side: Side) -> dict[str, Mapping[str, str]]:
    """The headings under which the columns of each tab were last seen."""
    return {tab.tab: joined.store.headings(joined.name, tab.tab, side) for tab in joined.share.tabs}


def gone_columns(joined: Joined, ours: ReadTab, theirs: ReadTab) -> Iterator[Gone]:
    """The columns of a tab that flowed before and that a side has no more."""
    tabs: Mapping[Side, ReadTab] = {"workbook": ours, "shared": theirs}
    for side in SIDES:
        tab = tabs[side]
        known = joined.store.headings(joined.name, tab.tab.tab, side)
        for key, heading in known.items():
            if key not in tab.places:
                yield Gone(tab.tab, side, key, heading, _candidate(tab, known, heading))


def _candidate(tab: ReadTab, known: Mapping[str, str], heading: str) -> str | None:
    """The heading that is new on this side: the one most like the old, or the only one."""
    new = [key.removeprefix(OWN) for key in tab.places if key.startswith(OWN) and key not in known]
    return nearest(heading, new) or (new[0] if len(new) == 1 else None)


def stopped_for(joined: Joined, gone: Gone) -> Told:
    """What a person is told of a column that has gone; where a plan can be approved, it is offered."""
    if gone.now is None:
        return Told(gone.tab.tab, "", "", gone.sentence())
    with joined.store.step(joined.lease, joined.now) as step:
        plan = step.offer_plan(gone.offer())
    return Told(gone.tab.tab, "", "", f"{gone.sentence()} {how_to_approve(plan)}")


def keep_headings(joined: Joined, pair: Pair) -> None:
    """Remembers under which headings the columns of a tab stand, where that is not known yet."""
    for side in SIDES:
        tab = pair.workbook if side == "workbook" else pair.shared
        found = {key: heading_of(tab, key) for key in pair.merged}
        known = joined.store.headings(joined.name, pair.name, side)
        if {**known, **found} != known:
            with joined.store.step(joined.lease, joined.now) as step:
                step.set_headings(pair.name, side, {**known, **found})
