"""Which rows of a pass need an ID, and which ones they get, on the side that each row came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pepsheets.sheets import CellChange
from pepsheets.sync import identities
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.reading import ReadRow
from pepsheets.sync.engine.repairs import VirtualRow
from pepsheets.sync.engine.standing import Righted, Standing


@dataclass(slots=True)
class Identified:
    """The rows that are known by their IDs, by tab, and those that get one in this pass, each on its side."""

    workbook: dict[str, Mapping[str, ReadRow]] = field(default_factory=dict)
    shared: dict[str, Mapping[str, VirtualRow]] = field(default_factory=dict)
    named_in_workbook: list[CellChange] = field(default_factory=list)
    named_on_shared: dict[str, Sequence[VirtualRow]] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether every row is known already."""
        return not (self.named_in_workbook or any(self.named_on_shared.values()))


def identify(joined: Joined, standing: Standing, putting: Righted) -> Identified:
    """Every row by its ID; the rows without one, and copies of rows, get one of their own."""
    identified = Identified()
    for pair in standing.pairs:
        _Tab(joined, pair, putting.rows[pair.name]).identify(identified)
    return identified


class _Tab:
    """One tab of the share. ``rows`` are those of the shared sheet as they should be."""

    def __init__(self, joined: Joined, pair: Pair, rows: Sequence[VirtualRow]) -> None:
        self.pair = pair
        self.rows = [row for row in rows if not row.is_stray]
        self.base = joined.store.base(joined.name, pair.name)
        self.new_id: Callable[[], str] = joined.new_id
        self.ours = identities.identify(pair.workbook.rows, self.base)
        self.theirs = identities.identify(self.rows, self.base)

    def identify(self, identified: Identified) -> None:
        identified.workbook[self.pair.name] = self.ours.known
        identified.shared[self.pair.name] = self.theirs.known
        joins = self._joins()
        given = {ours.position: self._id_for(ours) for ours, _ in joins}
        for row in self.ours.unknown:
            given.setdefault(row.position, self.new_id())
            identified.named_in_workbook.append(self._in_workbook(row, given[row.position]))
        wanted = {id(theirs): given[ours.position] for ours, theirs in joins}
        wanted |= {id(row): self.new_id() for row in self.theirs.unknown if id(row) not in wanted}
        identified.named_on_shared[self.pair.name] = [row for row in self.rows if _rename(row, wanted.get(id(row)))]

    def _joins(self) -> Sequence[tuple[ReadRow, VirtualRow]]:
        """In a first round rows are known by their keys alone."""
        if self.base:
            return ()
        both = self.ours.known.keys() & self.theirs.known.keys()
        return identities.joined_by_key(self.pair.workbook.rows, self.rows, self.pair.tab.key_names(), both)

    def _id_for(self, row: ReadRow) -> str:
        return row.row_id if self.ours.known.get(row.row_id) is row else self.new_id()

    def _in_workbook(self, row: ReadRow, row_id: str) -> CellChange:
        tab = self.pair.workbook
        assert tab.id_place is not None, "a tab without IDs is never merged"
        return CellChange(tab.name, row.position, tab.id_place, row.row_id or None, row_id)


def _rename(row: VirtualRow, row_id: str | None) -> bool:
    """Gives a row another ID; whether it had to be."""
    if row_id is None or row_id == row.row_id:
        return False
    row.row_id = row_id
    return True
