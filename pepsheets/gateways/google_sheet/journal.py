"""The journal: a hidden tab on which each batch keeps, before it writes, what stands where it is going to write.

The newest batch stands on top: a row that says what follows, as JSON, and below it the copies, side by side. The same
batch that writes makes them, so they show what really stood there at that moment, whoever came in between.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pepsheets.gateways.google_sheet.values import Json, cell_of, grid_range
from pepsheets.gateways.grouping import Block
from pepsheets.sheets import Cell, Overwritten

Keeps: TypeAlias = Literal["cells", "names", "headings", "row"]

FIRST_ID = 20181101
"""The number of the first journal on a spreadsheet: two who both make one cannot both succeed."""
ROWS_KEPT = 2000
"""Older batches are cut off below this many rows."""
_WIDEST = 300
"""Columns of copies side by side before others go below them."""
_TEXT = 40_000
"""Characters of the head's JSON in one cell; Google allows 50,000."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A rectangle to be kept, and where in its batch it goes: rows counted from 0 at the head, columns from 0."""

    keeps: Keeps
    block: Block
    row: int
    column: int

    def in_words(self) -> Sequence[str | int]:
        """As it stands in the head of its batch."""
        block = self.block
        area = block.tab, block.first_row, block.first_column, block.height, block.width
        return self.keeps, *area, self.row, self.column


@dataclass(frozen=True, slots=True)
class Entry:
    """What one batch keeps: how many rows it takes in the journal, its head among them, and its copies."""

    batch: str
    copies: tuple[Copy, ...]

    @property
    def rows(self) -> int:
        return max((copy.row + copy.block.height for copy in self.copies), default=1)

    @property
    def columns(self) -> int:
        widest = max((copy.column + copy.block.width for copy in self.copies), default=1)
        return max(widest, len(self.head()))

    def head(self) -> Sequence[str]:
        """The first row: what the rows below it are, cut into texts that fit into cells."""
        copies = [copy.in_words() for copy in self.copies]
        text = json.dumps({"batch": self.batch, "rows": self.rows, "copies": copies}, ensure_ascii=False)
        return [text[start : start + _TEXT] for start in range(0, len(text), _TEXT)]

    def copying(self, sheet_ids: Mapping[str, int], journal_id: int) -> Iterator[Json]:
        """The requests that make the copies, in the journal's first rows."""
        for copy in self.copies:
            block = copy.block
            there = Block("", copy.row + 1, copy.column + 1, copy.row + block.height, copy.column + block.width)
            source = grid_range(block, sheet_ids[block.tab])
            paste = {"pasteType": "PASTE_NORMAL", "pasteOrientation": "NORMAL"}
            yield {"copyPaste": {"source": source, "destination": grid_range(there, journal_id), **paste}}


def entry_of(batch: str, kept: Iterable[tuple[Keeps, Block]]) -> Entry:
    """Finds room for the copies: side by side, in shelves below each other where they are many."""
    copies: list[Copy] = []
    top, height, column = 1, 0, 0
    for keeps, block in kept:
        if column and column + block.width > _WIDEST:
            top, height, column = top + height, 0, 0
        copies.append(Copy(keeps, block, top, column))
        height, column = max(height, block.height), column + block.width
    return Entry(batch, tuple(copies))


@dataclass(frozen=True, slots=True)
class Kept:
    """A batch as the journal shows it: the entry, and the data of its rows as Google tells them."""

    entry: Entry
    rows: Sequence[Json]
    first_row: int
    """The row of the journal, from 0, on which it begins."""

    def data(self, copy: Copy, row: int, column: int) -> Json:
        """What a copy holds for a cell of the tab that it was taken from."""
        cells = self._cells(copy.row + row - copy.block.first_row)
        at = copy.column + column - copy.block.first_column
        data: Json = cells[at] if at < len(cells) else {}
        return data

    def place(self, copy: Copy, row: int, column: int) -> tuple[int, int]:
        """The row and column of the journal, from 0, where a cell is kept."""
        block = copy.block
        return self.first_row + copy.row + row - block.first_row, copy.column + column - block.first_column

    def _cells(self, row: int) -> Sequence[Json]:
        values: Sequence[Json] = self.rows[row].get("values", ()) if row < len(self.rows) else ()
        return values

    def each(self, keeps: Keeps) -> Iterator[tuple[Copy, int, int]]:
        """Every cell that was kept for this purpose: its copy, and its row and column on its tab."""
        for copy in self.entry.copies:
            if copy.keeps == keeps:
                for row in range(copy.block.first_row, copy.block.last_row + 1):
                    for column in range(copy.block.first_column, copy.block.last_column + 1):
                        yield copy, row, column

    def overwritten(self) -> Overwritten:
        """What stood where the batch wrote."""

        def cells(keeps: Keeps) -> Iterator[tuple[str, int, int, Cell]]:
            for copy, row, column in self.each(keeps):
                yield copy.block.tab, row, column, cell_of(self.data(copy, row, column))

        rows: dict[tuple[str, int], dict[int, Cell]] = {}
        for tab, row, column, cell in cells("row"):
            rows.setdefault((tab, row), {})[column] = cell
        return Overwritten(
            self.entry.batch,
            {(tab, row, column): cell for tab, row, column, cell in cells("cells")},
            {(tab, row): cell for tab, row, _, cell in cells("names")},
            {(tab, column): cell for tab, _, column, cell in cells("headings")},
            rows,
        )


def batches(journal: Json | None) -> Iterator[Kept]:
    """The batches that the journal's tab still holds whole, the newest first."""
    blocks = journal.get("data", ()) if journal else ()
    rows: Sequence[Json] = blocks[0].get("rowData", ()) if blocks else ()
    first = 0
    while first < len(rows):
        entry = _read_head(rows[first])
        if entry is None:
            return
        yield Kept(entry, rows[first : first + entry.rows], first)
        first += entry.rows


def _read_head(row: Json) -> Entry | None:
    text = "".join(data.get("effectiveValue", {}).get("stringValue", "") for data in row.get("values", ()))
    try:
        head = json.loads(text)
        copies = tuple(_read_copy(*each) for each in head["copies"])
        return Entry(head["batch"], copies)
    except (ValueError, TypeError, KeyError):
        # A person typed on the hidden tab, or the oldest batch was cut: what stands from here on tells nothing.
        return None


def _read_copy(keeps: Keeps, tab: str, first_row: int, first_column: int, *rest: int) -> Copy:
    height, width, row, column = rest
    block = Block(tab, first_row, first_column, first_row + height - 1, first_column + width - 1)
    return Copy(keeps, block, row, column)
