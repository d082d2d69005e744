"""The safety valves: what is so unlike everyday work that a round stops, tab by tab, and asks before it writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pepsheets.sync.changes import OTHER, SIDES, Changes, Merged, Rows, Side

Kind: TypeAlias = Literal["emptied", "many rows deleted", "many cells changed"]

FEW_ROWS = 5
"""So many rows may always be deleted in one round."""
ONE_IN = 10
"""More than one row in so many is too many, beyond those."""
FEW_CELLS = 10
"""So many cells may always be changed in one round: more than a handful, less than a row or two."""

_PLACES: dict[Side, str] = {"workbook": "in the workbook", "shared": "on the shared sheet"}


@dataclass(frozen=True, slots=True)
class Trip:
    """Why a tab waits: on which side people did it, how much of how many, and what a person is told."""

    tab: str
    kind: Kind
    side: Side
    count: int
    of: int
    message: str


def trips(tab: str, base: Rows, workbook: Rows, shared: Rows, merged: Merged) -> tuple[Trip, ...]:
    """What must be approved before this tab is written. The sides are as read, before the merge.

    >>> agreed = {"R1": {"school": "Oak"}, "R2": {"school": "Elm"}}
    >>> [trip.kind for trip in trips("Schools", agreed, {}, agreed, Merged())]
    ['emptied']
    """
    sides: dict[Side, Rows] = {"workbook": workbook, "shared": shared}
    found: list[Trip] = []
    for side in SIDES:
        other = OTHER[side]
        if base and sides[other] and not sides[side]:
            found.append(_trip(tab, "emptied", side, len(base), len(base)))
        else:
            found += _mass_changes(tab, side, base, sides[other], merged.changes(other))
    return tuple(found)


def _mass_changes(tab: str, side: Side, base: Rows, other: Rows, changes: Changes) -> list[Trip]:
    """What people did on one side, seen by what the other side would have to follow."""
    found: list[Trip] = []
    deleted, known = len(changes.deletes), len(base)
    if deleted > FEW_ROWS and deleted * ONE_IN > known:
        found.append(_trip(tab, "many rows deleted", side, deleted, known))
    # Filling in blank cells harms nobody, and cells that are only shown are ours to write.
    changed = sum(change.agrees and change.before is not None for change in changes.sets)
    filled = sum(value is not None for row, cells in base.items() if row in other for value in cells.values())
    if changed > FEW_CELLS and changed * 2 > filled:
        found.append(_trip(tab, "many cells changed", side, changed, filled))
    return found


def _trip(tab: str, kind: Kind, side: Side, count: int, of: int) -> Trip:
    what = {
        "emptied": f"all {of:,} rows have gone",
        "many rows deleted": f"{count:,} of {of:,} rows were deleted",
        "many cells changed": f"{count:,} of {of:,} filled cells were changed",
    }[kind]
    asks = (
        "The tab waits, and none of this was carried over. If that is meant, approve the plan; if not, put it back "
        "first."
    )
    return Trip(tab, kind, side, count, of, f"{tab}: {what} {_PLACES[side]}. {asks}")
