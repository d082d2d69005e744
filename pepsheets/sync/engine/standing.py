"""Both sides of a share as they stand at the beginning of a pass: read once, located, and paired tab by tab."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pepsheets.sheets import Workbook
from pepsheets.sync.engine.conflict_tab import conflicts_tab
from pepsheets.sync.engine.formulas import in_ids
from pepsheets.sync.engine.headings import gone_columns, keep_headings, known_headings, stopped_for, use_approved
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.pairing import Pair, missing, pair
from pepsheets.sync.engine.reading import ReadTab, read_tabs
from pepsheets.sync.engine.repairs import Displaced, Repair, VirtualRow, from_json, in_json, virtual
from pepsheets.sync.engine.telling import Teller, Told
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import Row, is_computed
from pepsheets.tabs.overview import OverviewRow


@dataclass(slots=True)
class Standing:
    """What was read. ``pairs`` are the tabs that can be merged, ``shown`` those that are all computed."""

    workbook: Workbook
    shared: Workbook
    pairs: list[Pair] = field(default_factory=list)
    shown: list[tuple[ReadTab, ReadTab]] = field(default_factory=list)
    stopped: list[Told] = field(default_factory=list)
    noticed: list[Told] = field(default_factory=list)
    conflicts_in_workbook: ReadTab | None = None
    conflicts_on_shared: ReadTab | None = None

    @property
    def sheets(self) -> Mapping[str, str]:
        """The names by which the store keeps the shared sheet's tabs, by their names there."""
        return {pair.shared.name: pair.name for pair in self.pairs}


def read_sides(joined: Joined) -> tuple[Workbook, Workbook]:
    """The workbook and the shared sheet, the shared one first: it is the one that changes most."""
    # The buttons stand on the Overview, whether that is shared or not.
    wanted = {OverviewRow.tab, *(tab.tab for tab in joined.kind.tabs)}
    shared = joined.shared.read(wanted)
    return joined.workbook.read(wanted), shared


def stand(joined: Joined, workbook: Workbook, shared: Workbook) -> Standing:
    """The tabs of the share as they stand on both sides; those that cannot be merged are told, with the reason."""
    kind = joined.kind
    standing = Standing(workbook, shared)
    standing.conflicts_in_workbook = conflicts_tab(workbook, kind, joined.today)
    standing.conflicts_on_shared = conflicts_tab(shared, kind, joined.today)
    tabs = [tab for tab in joined.share.tabs if tab in kind.tabs and tab is not ConflictRow]
    use_approved(joined)
    ours = read_tabs(workbook, tabs, kind, joined.today, known_headings(joined, "workbook"))
    theirs = read_tabs(shared, tabs, kind, joined.today, known_headings(joined, "shared"))
    for tab in tabs:
        _stand_tab(joined, standing, tab, ours, theirs)
    return standing


def _stand_tab(
    joined: Joined,
    standing: Standing,
    tab: type[Row],
    ours: Mapping[type[Row], ReadTab],
    theirs: Mapping[type[Row], ReadTab],
) -> None:
    reasons = list(_reasons(joined, tab, ours, theirs))
    if reasons:
        standing.stopped.extend(reasons)
    elif is_computed(tab):
        standing.shown.append((ours[tab], theirs[tab]))
    else:
        paired = pair(joined.share, ours[tab], theirs[tab])
        keep_headings(joined, paired)
        standing.noticed.extend(_below(paired))
        standing.pairs.append(paired)


def _reasons(
    joined: Joined, tab: type[Row], ours: Mapping[type[Row], ReadTab], theirs: Mapping[type[Row], ReadTab]
) -> Collection[Told]:
    """Why a tab cannot be merged: what is missing is never read as empty."""
    sides = (("the workbook", ours), ("the shared sheet", theirs))
    absent = [side for side, tabs in sides if tab not in tabs]
    if absent:
        return [Told(tab.tab, "", "", f"this tab, or its row of headings, is missing {_in(side)}.") for side in absent]
    if is_computed(tab):
        return []
    flowed = [stopped_for(joined, each) for each in gone_columns(joined, ours[tab], theirs[tab])]
    if flowed:
        return flowed
    gone = [
        Told(tab.tab, "", heading, f"the heading '{heading}' is missing {_in(side)}. The tab waits until it is back.")
        for side, heading in missing(joined.share, ours[tab], theirs[tab])
    ]
    without = [
        Told(tab.tab, "", "", f"the column 'Row ID' is missing {_in(side)}. Add it to the right of the others.")
        for side, tabs in sides
        if tabs[tab].id_place is None
    ]
    formulas = [told for side, tabs in sides for told in in_ids(tabs[tab], _in(side))]
    return [*gone, *without, *formulas]


def _below(pair: Pair) -> Iterator[Told]:
    """Rows right below a table that did not grow over them: they are no part of it, and would wait in silence."""
    for side, tab in (("in the workbook", pair.workbook), ("on the shared sheet", pair.shared)):
        rows = [row for row, _ in tab.refused if row > tab.located.last_row]
        if rows:
            sentence = (
                f"row {min(rows)} {side} stands below the table and is not part of it, so it stays where it is. Drag "
                "the table's lower right corner over it."
            )
            yield Told(pair.name, "", "", sentence)


def _in(side: str) -> str:
    return f"in {side}" if side == "the workbook" else f"on {side}"


@dataclass(frozen=True, slots=True)
class Righted:
    """The shared tabs as they should be: their rows, the repairs still to be made, and values that lost their place."""

    rows: Mapping[str, tuple[VirtualRow, ...]]
    repairs: tuple[Repair, ...]
    displaced: Mapping[str, tuple[Displaced, ...]]

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be put right on the shared sheet."""
        return any(row.is_to_be_put_right for rows in self.rows.values() for row in rows)


def righted(joined: Joined, standing: Standing) -> Righted:
    """The shared tabs as they would be had no write of ours gone astray."""
    repairs = from_json(joined.store.repairs(joined.name))
    kept = [repair for repair in repairs if repair.tab not in {pair.shared.name for pair in standing.pairs}]
    rows: dict[str, tuple[VirtualRow, ...]] = {}
    displaced: dict[str, tuple[Displaced, ...]] = {}
    for each in standing.pairs:
        found = virtual(each.shared.rows, [repair for repair in repairs if repair.tab == each.shared.name])
        rows[each.name], displaced[each.name] = found.rows, found.displaced
        kept.extend(found.repairs)
    return Righted(rows, tuple(kept), displaced)


def keep_righted(joined: Joined, standing: Standing, putting: Righted) -> list[Told]:
    """Remembers which repairs are still to be made, and the values that lost their place; what a person is told."""
    lost = [
        (Teller(pair, {row.row_id: row.cells for row in putting.rows[pair.name]}), each)
        for pair in standing.pairs
        for each in putting.displaced[pair.name]
    ]
    repairs = in_json(putting.repairs)
    if lost or repairs != joined.store.repairs(joined.name):
        with joined.store.step(joined.lease, joined.now) as step:
            step.set_repairs(repairs)
            step.record(joined.round, [teller.displaced(each) for teller, each in lost])
    return [teller.lost(each) for teller, each in lost]
