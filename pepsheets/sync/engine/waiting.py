"""What waits for a person after a pass, kept in the store: conflicts to settle, cells that fail their check."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Conflict, Held, Side
from pepsheets.sync.engine.formulas import Behind
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.merging import MergedTab
from pepsheets.sync.engine.reading import OWN
from pepsheets.sync.store.records import Appeared, Change, HeldCell, OpenConflict


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits on the tabs that were merged, and on the others as it was."""

    conflicts: tuple[OpenConflict, ...]
    held: tuple[HeldCell, ...]


def waiting_after(joined: Joined, tabs: Mapping[str, MergedTab]) -> Waiting:
    """What waits once these tabs are merged. A conflict that goes on keeps the rounds in which its values appeared."""
    last_good = joined.store.last_good_round(joined.name)
    appeared = Appeared(last_good.number if last_good else None, joined.round)
    known = joined.store.conflicts(joined.name)
    earlier = {(each.tab, each.row, each.column): each for each in known}
    conflicts = [each for each in known if each.tab not in tabs]
    held = [each for each in joined.store.held(joined.name) if each.tab not in tabs]
    for name, tab in tabs.items():
        for each in tab.merged.conflicts:
            conflicts.append(_open(tab, each, earlier.get((name, each.row, each.column)), appeared))
        held.extend(_whole_rows(tab))
        held.extend(_held(tab, each) for each in tab.merged.held if not each.whole_row or each.column is None)
        held.extend(_held(tab, each) for each in tab.behind)
    return Waiting(tuple(conflicts), tuple(held))


def let_go(joined: Joined) -> bool:
    """Whether anything waited for tabs or columns that the share carries no longer: it waits for nothing any more.

    What stood there is kept in the history.
    """
    conflicts = [each for each in joined.store.conflicts(joined.name) if not _is_carried(joined, each)]
    held = [each for each in joined.store.held(joined.name) if not _is_carried(joined, each)]
    carried = {tab.tab for tab in joined.share.tabs}
    plans = [plan.tab for plan in joined.store.plans(joined.name) if plan.tab not in carried]
    gone: list[OpenConflict | HeldCell] = [*conflicts, *held]
    if gone or plans:
        with joined.store.step(joined.lease, joined.now) as step:
            step.record(joined.round, [*map(_no_conflict, conflicts), *map(_no_longer_held, held)])
            for name in dict.fromkeys(each.tab for each in gone):
                step.replace_conflicts(name, _left(name, joined.store.conflicts(joined.name), conflicts))
                step.replace_held(name, _left(name, joined.store.held(joined.name), held))
            for name in plans:
                step.withdraw_plan(name)
    return bool(gone)


_Waits = TypeVar("_Waits", OpenConflict, HeldCell)


def _left(tab: str, known: Sequence[_Waits], gone: Sequence[_Waits]) -> list[_Waits]:
    return [each for each in known if each.tab == tab and each not in gone]


def _is_carried(joined: Joined, each: OpenConflict | HeldCell) -> bool:
    tab = next((tab for tab in joined.share.tabs if tab.tab == each.tab), None)
    if tab is None or not each.column:
        return tab is not None
    if each.column.startswith(OWN):
        return bool(joined.share.extra_columns)
    return each.column in joined.columns_of(tab)


def _no_conflict(each: OpenConflict) -> Change:
    return Change("conflict", each.tab, each.row, each.key, each.column, "shared", each.workbook, each.shared)


def _no_longer_held(each: HeldCell) -> Change:
    return Change("held", each.tab, each.row, each.key, each.column, each.side, each.value)


def keep_waiting(joined: Joined, tabs: Collection[str], waiting: Waiting, said: Sequence[Change]) -> None:
    """What waits on these tabs takes the place of what waited there before; nothing is written where it is the same.

    ``said`` is what is to be told of it in the history.
    """
    changed = _changed(joined, tabs, waiting)
    if changed or said:
        with joined.store.step(joined.lease, joined.now) as step:
            step.record(joined.round, said)
            for name in changed:
                step.replace_conflicts(name, [each for each in waiting.conflicts if each.tab == name])
                step.replace_held(name, [each for each in waiting.held if each.tab == name])


def _changed(joined: Joined, tabs: Collection[str], waiting: Waiting) -> list[str]:
    conflicts, held = joined.store.conflicts(joined.name), joined.store.held(joined.name)
    return [
        name
        for name in tabs
        if _of(name, waiting.conflicts) != _of(name, conflicts) or _of(name, waiting.held) != _of(name, held)
    ]


def _of(tab: str, waiting: Sequence[OpenConflict | HeldCell]) -> list[OpenConflict | HeldCell]:
    return [each for each in waiting if each.tab == tab]


def _open(tab: MergedTab, conflict: Conflict, known: OpenConflict | None, appeared: Appeared) -> OpenConflict:
    """The conflict with the rounds between which each side's value appeared; one that is known keeps its own."""
    ours = _since(known.workbook_appeared, known.workbook == conflict.workbook, appeared) if known else appeared
    theirs = _since(known.shared_appeared, known.shared == conflict.shared, appeared) if known else appeared
    chosen = known.chosen if known and conflict.is_as_shown(_as_shown(known)) else None
    key, base = tab.teller.key(conflict.row), conflict.base
    values: tuple[Cell, Cell, Cell] = (base, conflict.workbook, conflict.shared)
    return OpenConflict(tab.pair.name, conflict.row, key, conflict.column, *values, ours, theirs, chosen)


def _since(known: Appeared, is_same: bool, appeared: Appeared) -> Appeared:
    return known if is_same else appeared


def _as_shown(known: OpenConflict) -> Conflict:
    return Conflict(known.row, known.column, known.base, known.workbook, known.shared)


def _held(tab: MergedTab, held: Held | Behind) -> HeldCell:
    key = tab.teller.key(held.row)
    why = tab.reasons.get((held.side, held.row, held.column or ""), "")
    sentence = f"{_capital(why)} {_STAYS}" if why and isinstance(held, Held) else held.sentence
    return HeldCell(tab.pair.name, held.side, held.row, key, held.column or "", held.value, sentence)


_STAYS = "Until then it stays on its own side."
_TOLD = 3
"""Of a row that waits as a whole, so many cells are told."""


def _whole_rows(tab: MergedTab) -> Iterator[HeldCell]:
    """The cells on account of which whole rows wait: the first few of each, and how many more there are."""
    rows: dict[tuple[Side, str], list[Held]] = {}
    for held in tab.merged.held:
        if held.whole_row and held.column is not None:
            rows.setdefault((held.side, held.row), []).append(held)
    for (side, row), cells in rows.items():
        others = len(cells) - _TOLD
        more = f" {others} more in this row {'is' if others == 1 else 'are'} to be put right too." if others > 0 else ""
        name = tab.teller.key(row) or tab.row_name(side, row)
        for each in cells[:_TOLD]:
            why = f"The whole row waits {_PLACES[side]} until this is put right. {_capital(_why(tab, each))}{more}"
            yield HeldCell(tab.pair.name, side, row, name, each.column or "", each.value, why)


_PLACES: Mapping[Side, str] = {"workbook": "in the workbook", "shared": "on the shared sheet"}


def _why(tab: MergedTab, held: Held) -> str:
    return tab.reasons.get((held.side, held.row, held.column or ""), "") or held.sentence


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
