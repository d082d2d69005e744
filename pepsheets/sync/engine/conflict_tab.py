"""The Conflicts tab on both sides: what waits, in words, and what people chose there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Cell, CellChange, Plan, RowAddition, RowDeletion, Value, Workbook
from pepsheets.sync.changes import Side
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.reading import ReadRow, ReadTab, read_tabs
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.engine.waiting import Waiting
from pepsheets.sync.store.records import Appeared, HeldCell, OpenConflict
from pepsheets.sync.values import same, shown
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.kinds import folded, plain

_CHOICES: Mapping[str, Side] = {"workbook": "workbook", "shared sheet": "shared"}
_CHOICE = "choice"
_VALUES = frozenset({"in_workbook", "on_shared"})
_ROUNDS = 500
"""So many rounds back it is told when a value appeared."""
_CONFLICT = (
    "Both sides typed something here. Choose one in the last column, and it stands on both after the next round."
)


@dataclass(frozen=True, slots=True)
class Moments:
    """When rounds were, in the words of people, by their numbers."""

    words: Mapping[int, str]

    def between(self, appeared: Appeared) -> str:
        """Between which rounds a value appeared."""
        by = self.words.get(appeared.by, "")
        after = self.words.get(appeared.after, "") if appeared.after else ""
        return f"{after} to {by}" if after else f"by {by}"


def conflicts_tab(workbook: Workbook, kind: Partnership, today: date) -> ReadTab | None:
    """The Conflicts tab of one side, where it has one that rows can be known on."""
    tab = read_tabs(workbook, [ConflictRow], kind, today).get(ConflictRow)
    return tab if tab is not None and tab.id_place is not None else None


def chosen(tabs: Iterable[ReadTab | None], conflicts: Iterable[OpenConflict]) -> dict[tuple[str, str, str], Side]:
    """What people chose, by tab, row and column. Where the two sides chose differently, nobody's choice is taken."""
    by_id = {line_id(each.tab, each.row, each.column): (each.tab, each.row, each.column) for each in conflicts}
    found: dict[tuple[str, str, str], set[Side]] = {}
    for tab in tabs:
        for row in tab.rows if tab else ():
            side = _CHOICES.get(folded(str(row.cells.get(_CHOICE) or "")))
            if side and row.row_id in by_id:
                found.setdefault(by_id[row.row_id], set()).add(side)
    return {place: next(iter(sides)) for place, sides in found.items() if len(sides) == 1}


def unclear(tabs: Mapping[Side, ReadTab | None], conflicts: Iterable[OpenConflict]) -> dict[tuple[str, str, str], str]:
    """What is wrong with choices that cannot be followed, by tab, row and column."""
    by_id = {line_id(each.tab, each.row, each.column): (each.tab, each.row, each.column) for each in conflicts}
    typed: dict[tuple[str, str, str], dict[Side, str]] = {}
    for side, tab in tabs.items():
        for row in tab.rows if tab else ():
            text = plain(str(row.cells.get(_CHOICE) or ""))
            if text and row.row_id in by_id:
                typed.setdefault(by_id[row.row_id], {})[side] = text
    return {place: sentence for place, texts in typed.items() if (sentence := _unclear(texts))}


def _unclear(texts: Mapping[Side, str]) -> str:
    """What is wrong with what was typed beside one conflict; nothing where it can be followed."""
    for side, text in texts.items():
        if folded(text) not in _CHOICES:
            where = "in the workbook" if side == "workbook" else "on the shared sheet"
            return f"'{text[:60]}' {where} is no choice, so none is followed. Choose Workbook or Shared sheet instead."
    if len({folded(text) for text in texts.values()}) > 1:
        told = f"The workbook's tab says {texts['workbook']}, the shared sheet's tab says {texts['shared']}"
        return f"{told}, so neither is followed. Choose the same on both, or clear one of them."
    return ""


def line_id(tab: str, row: str, column: str) -> str:
    """The ID of a line: the same for as long as the same cell waits."""
    return f"R{hashlib.sha256(f'{tab}|{row}|{column}'.encode()).hexdigest()[:20].upper()}"


def lines_of(
    joined: Joined, pairs: Iterable[Pair], waiting: Waiting, unclear: Mapping[tuple[str, str, str], str]
) -> dict[str, dict[str, Cell]]:
    """What the tab is to say, by the ID of each line. Where a choice is unclear, that is said."""
    heading = {(pair.name, key): pair.heading(key) for pair in pairs for key in pair.flows}
    moments = _moments(joined)
    found = {
        line_id(each.tab, each.row, each.column): {
            **_conflict(joined.name, each, heading, moments),
            "what_to_do": unclear.get((each.tab, each.row, each.column), _CONFLICT),
        }
        for each in waiting.conflicts
    }
    for each in waiting.held:
        found[line_id(f"{each.tab}|{each.side}", each.row, each.column)] = {
            **_where(joined.name, each, heading),
            "in_workbook" if each.side == "workbook" else "on_shared": _said(each.value),
            "what_to_do": each.reason,
        }
    return found


def stops_of(share: str, stopped: Iterable[Told], plans: Mapping[str, Told]) -> dict[str, dict[str, Cell]]:
    """What the tab is to say of tabs that stopped, and of those with a plan to approve, by the ID of each line."""
    told = [*((each.tab, each) for each in stopped), *plans.items()]
    return {
        line_id(f"{share}|{tab}", str(each), "stopped"): {
            "share": share,
            "on_tab": tab,
            "row_name": each.key or None,
            "heading": each.heading or None,
            "what_to_do": _capital(each.sentence),
        }
        for tab, each in told
    }


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _conflict(
    share: str, each: OpenConflict, heading: Mapping[tuple[str, str], str], moments: Moments
) -> dict[str, Cell]:
    ours, theirs = moments.between(each.workbook_appeared), moments.between(each.shared_appeared)
    return {
        **_where(share, each, heading),
        "in_workbook": _said(each.workbook),
        "on_shared": _said(each.shared),
        "since": ours if ours == theirs else f"workbook: {ours}; shared sheet: {theirs}",
    }


def _moments(joined: Joined) -> Moments:
    zone = joined.now.tzinfo
    rounds = {each.number: each.started.astimezone(zone) for each in joined.store.last_rounds(joined.name, _ROUNDS)}
    rounds[joined.round] = joined.now
    return Moments({number: f"{moment:%d/%m/%Y %H:%M}" for number, moment in rounds.items()})


def _where(share: str, each: OpenConflict | HeldCell, heading: Mapping[tuple[str, str], str]) -> dict[str, Cell]:
    named = heading.get((each.tab, each.column), each.column)
    return {"share": share, "on_tab": each.tab, "row_name": each.key or None, "heading": named or None}


def _said(cell: Cell) -> str:
    return "(empty)" if cell is None else shown(cell).strip("'")


def plan_of(tab: ReadTab, share: str, wanted: Mapping[str, Mapping[str, Cell]]) -> Plan:
    """What makes the tab say what is wanted of this share. Lines of other shares, and people's choices, stay."""
    mine = [row for row in tab.rows if folded(str(row.cells.get("share") or "")) == folded(share)]
    standing = {row.row_id: row for row in reversed(mine)}
    keys = [name for name in tab.places if name != _CHOICE and not name.startswith("+")]
    cells = tuple(_changes(tab, keys, standing, wanted))
    additions = tuple(_addition(tab, row_id, line) for row_id, line in wanted.items() if row_id not in standing)
    gone = (row for row in mine if row.row_id not in wanted or standing[row.row_id] is not row)
    return Plan(cells, additions=additions, deletions=tuple(RowDeletion(tab.name, row.position) for row in gone))


def _changes(
    tab: ReadTab, keys: Sequence[str], standing: Mapping[str, ReadRow], wanted: Mapping[str, Mapping[str, Cell]]
) -> Iterator[CellChange]:
    for row_id, line in wanted.items():
        if row := standing.get(row_id):
            changed = [key for key in keys if not same(row.cells.get(key), line.get(key))]
            for key in changed:
                yield CellChange(tab.name, row.position, tab.places[key], row.cells.get(key), _text(line.get(key)))
            if _VALUES.intersection(changed) and row.cells.get(_CHOICE) is not None:
                # What was chosen was another value.
                yield CellChange(tab.name, row.position, tab.places[_CHOICE], row.cells.get(_CHOICE), None)


def _addition(tab: ReadTab, row_id: str, line: Mapping[str, Cell]) -> RowAddition:
    assert tab.id_place is not None, "a tab without IDs is left alone"
    cells = {tab.places[key]: _text(value) for key, value in line.items() if key in tab.places and value is not None}
    return RowAddition(tab.name, {**cells, tab.id_place: row_id})


def _text(cell: Cell) -> Value:
    return None if cell is None else str(cell)
