"""What waits for a person after a pass, kept in the store: conflicts to settle, cells that fail their check."""

from __future__ import annotations

from collections.abc import Mapping

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Conflict, Held
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.merging import MergedTab
from pepsheets.sync.store.records import Appeared, HeldCell, OpenConflict


def keep_waiting(joined: Joined, tabs: Mapping[str, MergedTab]) -> None:
    """What waits on these tabs takes the place of what waited there before; nothing is written where it is the same."""
    last_good = joined.store.last_good_round(joined.name)
    after = last_good.number if last_good else None
    conflicts = joined.store.conflicts(joined.name)
    held = joined.store.held(joined.name)
    for name, tab in tabs.items():
        known = {(each.row, each.column): each for each in conflicts if each.tab == name}
        found = [
            _open(tab, each, known.get((each.row, each.column)), Appeared(after, joined.round))
            for each in tab.merged.conflicts
        ]
        holding = [_held(tab, each) for each in tab.merged.held]
        same = found == list(known.values()) and holding == [each for each in held if each.tab == name]
        if not same:
            with joined.store.step(joined.lease, joined.now) as step:
                step.replace_conflicts(name, found)
                step.replace_held(name, holding)


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


def _held(tab: MergedTab, held: Held) -> HeldCell:
    key = tab.teller.key(held.row)
    return HeldCell(tab.pair.name, held.side, held.row, key, held.column or "", held.value, held.sentence)
