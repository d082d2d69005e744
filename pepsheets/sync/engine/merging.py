"""The merge of one tab: both sides by row ID against what the store knows, and what the merge made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pepsheets.sync.changes import Cells, Conflict, Merged, Rows, Side
from pepsheets.sync.engine.formulas import Behind, Formulas, behind, formulas_of, without_formulas
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.reading import ReadRow
from pepsheets.sync.engine.repairs import VirtualRow
from pepsheets.sync.engine.telling import Teller
from pepsheets.sync.merge import merge
from pepsheets.sync.store.records import OpenConflict
from pepsheets.sync.terms import Terms
from pepsheets.tabs.declaration import columns_of


@dataclass(frozen=True, slots=True)
class MergedTab:
    """One tab's merge: the rows that went in, and what came out."""

    pair: Pair
    workbook: Mapping[str, ReadRow]
    shared: Rows
    base: Rows
    merged: Merged
    formulas: Formulas
    behind: tuple[Behind, ...]
    positions: Mapping[Side, Mapping[str, int]]
    reasons: Mapping[tuple[Side, str, str], str]
    """Why cells fail their check, by side, row and column."""
    kept: tuple[str, ...]
    """Rows whose deletion on the shared sheet was not followed: the workbook holds more of them than it shows."""

    def row_name(self, side: Side, row: str) -> str:
        """What a row without a key is called: by where it stands."""
        position = self.positions[side].get(row)
        return f"row {position}" if position else ""

    @property
    def teller(self) -> Teller:
        ours = {row_id: row.cells for row_id, row in self.workbook.items()}
        return Teller(self.pair, ours, self.shared, self.base)


def merge_tab(
    joined: Joined,
    pair: Pair,
    ours: Mapping[str, ReadRow],
    theirs: Mapping[str, VirtualRow],
    choices: Mapping[tuple[str, str, str], Side],
) -> MergedTab:
    """What both sides of a tab need so that they agree again. Their rows are given by ID."""
    base = dict(joined.store.base(joined.name, pair.name))
    kept = tuple(row for row in base if row in ours and row not in theirs and _holds_more(pair, ours[row]))
    for row in kept:
        # Taken for new, the row goes to the shared sheet again.
        del base[row]
    columns = pair.merged
    shared = {row_id: _cells(row.cells, columns) for row_id, row in theirs.items()}
    reasons = dict(_refused(pair, ours, theirs))
    terms = Terms(
        pair.flows,
        refused=reasons.keys(),
        gone=joined.store.tombstones(joined.name, pair.name),
        unsettled={(each.row, each.column): _conflict(each) for each in _open_conflicts(joined, pair)},
        choices=_chosen(_open_conflicts(joined, pair))
        | {(row, column): side for (tab, row, column), side in choices.items() if tab == pair.name},
    )
    workbook = {row_id: _cells(row.cells, columns) for row_id, row in ours.items()}
    merged = merge(base, workbook, shared, terms)
    with_computed = {row_id: _cells(row.cells, pair.flows) for row_id, row in theirs.items()}
    positions: Mapping[Side, Mapping[str, int]] = {
        "workbook": _positions(ours),
        "shared": _positions({row_id: row.read for row_id, row in theirs.items()}),
    }
    formulas = formulas_of(pair, positions["workbook"], positions["shared"])
    lacking = tuple(behind(pair, merged, formulas))
    return MergedTab(
        pair, ours, with_computed, base, without_formulas(merged, formulas), formulas, lacking, positions, reasons, kept
    )


def _positions(rows: Mapping[str, ReadRow | None]) -> dict[str, int]:
    return {row_id: row.position for row_id, row in rows.items() if row}


def _cells(cells: Cells, columns: Iterable[str]) -> Cells:
    return {column: cells.get(column) for column in columns}


def _holds_more(pair: Pair, row: ReadRow) -> bool:
    """Whether a row of the workbook holds something that people typed and the shared sheet does not show."""
    computed = {column.name for column in columns_of(pair.tab) if column.is_computed}
    return any(cell is not None for key, cell in row.cells.items() if key not in pair.flows and key not in computed)


def _refused(
    pair: Pair, ours: Mapping[str, ReadRow], theirs: Mapping[str, VirtualRow]
) -> Iterator[tuple[tuple[Side, str, str], str]]:
    """Why cells fail their check, by the side and the row that they stand on."""
    our_ids = {row.position: row_id for row_id, row in ours.items()}
    their_ids = {row.read.position: row_id for row_id, row in theirs.items() if row.read}
    for (position, column), why in pair.workbook.refused.items():
        if position in our_ids:
            yield ("workbook", our_ids[position], column), why
    for (position, column), why in pair.shared.refused.items():
        if position in their_ids:
            yield ("shared", their_ids[position], column), why


def _open_conflicts(joined: Joined, pair: Pair) -> Sequence[OpenConflict]:
    return [each for each in joined.store.conflicts(joined.name) if each.tab == pair.name]


def _conflict(known: OpenConflict) -> Conflict:
    return Conflict(known.row, known.column, known.base, known.workbook, known.shared)


def _chosen(conflicts: Iterable[OpenConflict]) -> dict[tuple[str, str], Side]:
    return {(each.row, each.column): each.chosen for each in conflicts if each.chosen}
