"""What a round means to write, kept in the store before it writes: enough to know, after a crash, what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Agreement, Side
from pepsheets.sync.engine import operations
from pepsheets.sync.engine.confirming import Layout
from pepsheets.sync.engine.operations import Operation
from pepsheets.sync.store.records import Change, Kind
from pepsheets.sync.values import decode, encode


@dataclass(frozen=True, slots=True)
class Intent:
    """One pass: its batch, what it does to the shared sheet, what is agreed once the workbook is written, its history.

    ``layouts`` tell, by tab, how to understand what the batch hit. ``sheets`` are the names that the tabs of the shared
    sheet have there, by the names under which the store keeps them. ``states`` are those of the sides that are to be
    written: while a side is still in its state, what was sent to it may yet arrive.
    """

    batch: str
    operations: tuple[Operation, ...]
    layouts: Mapping[str, Layout]
    workbook: Mapping[str, Agreement]
    history: tuple[Change, ...]
    sheets: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[Side, str] = field(default_factory=dict)

    def in_json(self) -> str:
        return json.dumps(
            {
                "batch": self.batch,
                "operations": json.loads(operations.in_json(self.operations)),
                "layouts": {
                    tab: [_keyed(layout.keys), dict(layout.by_heading)] for tab, layout in self.layouts.items()
                },
                "workbook": {tab: _agreement(agreed) for tab, agreed in self.workbook.items()},
                "history": [_change(change) for change in self.history],
                "sheets": dict(self.sheets),
                "states": dict(self.states),
            },
            ensure_ascii=False,
        )


def from_json(text: str) -> Intent:
    """The intent that was kept."""
    kept = json.loads(text)
    return Intent(
        kept["batch"],
        operations.from_json(json.dumps(kept["operations"])),
        {tab: Layout({int(at): key for at, key in keys.items()}, by) for tab, (keys, by) in kept["layouts"].items()},
        {tab: _read_agreement(agreed) for tab, agreed in kept["workbook"].items()},
        tuple(_read_change(*words) for words in kept["history"]),
        kept["sheets"],
        kept["states"],
    )


def _keyed(keys: Mapping[int, str]) -> dict[str, str]:
    return {str(place): key for place, key in keys.items()}


def _agreement(agreed: Agreement) -> Sequence[object]:
    cells = {row: {key: encode(cell) for key, cell in cells.items()} for row, cells in agreed.cells.items()}
    return [cells, list(agreed.gone)]


def _read_agreement(kept: Sequence[Mapping[str, Mapping[str, str]]]) -> Agreement:
    cells, gone = kept
    read: dict[str, dict[str, Cell]] = {
        row: {key: decode(cell) for key, cell in of_row.items()} for row, of_row in cells.items()
    }
    return Agreement(read, tuple(gone))


def _change(change: Change) -> Sequence[str]:
    words = change.kind, change.tab, change.row, change.key, change.column, change.side
    return [*words, encode(change.before), encode(change.after)]


def _read_change(kind: Kind, tab: str, row: str, key: str, *rest: str) -> Change:
    column, side, before, after = rest
    return Change(
        kind, tab, row, key, column, "workbook" if side == "workbook" else "shared", decode(before), decode(after)
    )
