"""What ``undo`` took back and what stays, as people and programs are told it; and how the history knows it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pepsheets.faces import round_json
from pepsheets.faces.as_json import as_text
from pepsheets.faces.round_words import place, value
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number
from pepsheets.sync.config import Config, Share
from pepsheets.sync.store import Change, PastChange, Store
from pepsheets.sync.undoing import Left, TakenBack
from pepsheets.sync.values import same

if TYPE_CHECKING:
    from pepsheets.faces.rounds import ShareResult

UNDO_OF = "undo_of"
"""Among the counts of a round: the round that it took back."""

EVERY_ROUND = 1_000_000
_FEW = 5
"""So many cells are shown of one tab."""


@dataclass(slots=True)
class Undone:
    """A round that is taken back, and what came of it."""

    round: int
    back: TakenBack
    is_dry: bool
    backup: str | None = None
    result: ShareResult | None = None

    @property
    def needs_a_person(self) -> bool:
        return bool(self.back.left) or (self.result is not None and self.result.needs_a_person)


def show_undone(screen: Screen, undone: Undone) -> None:
    """What is taken back and what stays, counted tab by tab, with the first few."""
    taken = [each for each in undone.back.taken if each.column]
    if undone.back:
        would = "would be" if undone.is_dry else "is"
        screen.say(f"Of round {undone.round}, this {would} taken back: {_per_tab(taken)}.", "bold")
        for _, of_tab in groupby(taken, key=lambda change: change.tab):
            _show_few(screen, [_line(each, screen.arrow) for each in of_tab])
    left = [each for each in undone.back.left if each.change.column or each.change.kind != "deleted"]
    if left:
        screen.say(f"This stays as it is: {_per_tab([each.change for each in left])}.", "bold")
        for _, stays in groupby(left, key=lambda each: each.change.tab):
            _show_few(screen, [(_left(each),) for each in stays])
    if undone.backup:
        screen.say("The workbook as it was before is kept as")
        screen.copyable(undone.backup)


def _per_tab(changes: Sequence[Change]) -> str:
    """How many cells, tab by tab."""
    counted = ((tab, len(list(of_tab))) for tab, of_tab in groupby(changes, key=lambda change: change.tab))
    return ", ".join(f"{number(count, 'cell')} on {tab}" for tab, count in counted)


def _show_few(screen: Screen, lines: Sequence[Sequence[str]]) -> None:
    screen.columns(lines[:_FEW])
    if len(lines) > _FEW:
        screen.say(f"  and {len(lines) - _FEW:,} more; with --json all of them are listed")


def _line(each: Change, arrow: str) -> tuple[str, str]:
    return place(each.tab, each.key, each.column), f"{value(each.after)} {arrow} {value(each.before)}"


def _left(left: Left) -> str:
    return f"{place(left.change.tab, left.change.key, left.change.column)}: {left.why}."


def undone_as_json(config: Config, share: Share, undone: Undone) -> str:
    """What ``undo --json`` shows."""
    left = [{**round_json.change(each.change), "message": each.why} for each in undone.back.left]
    return as_text(
        {
            "config": str(config.path),
            "round": undone.round,
            "dry_run": undone.is_dry,
            "taken_back": [round_json.change(each) for each in undone.back.taken],
            "left": left,
            "backup": undone.backup,
            "share": {"share": share.name} if undone.result is None else round_json.share_of(undone.result),
        }
    )


def undo_of(store: Store, share: str) -> Mapping[int, int]:
    """The changes of the history that stand there since a round was taken back, with the number of that round.

    What ``undo`` writes into the workbook flows from there like anything else; nobody typed it.
    """
    rounds = {
        each.number: each.ending.counts[UNDO_OF]
        for each in store.last_rounds(share, EVERY_ROUND)
        if each.ending and UNDO_OF in each.ending.counts
    }
    return dict(_undo_of(store.history(share)[::-1], rounds)) if rounds else {}


def _undo_of(history: Sequence[PastChange], rounds: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The changes in the order in which they happened, each cell with what was last written in it."""
    undone: dict[tuple[str, str], dict[str, PastChange]] = {}
    for past in history:
        change = past.change
        of_row = undone.setdefault((change.tab, change.row), {})
        if change.kind == "undone":
            of_row[change.column] = past
            yield past.number, rounds.get(past.round, 0)
        elif change.kind in ("flowed", "deleted"):
            known = next(iter(of_row.values()), None) if not change.column else of_row.pop(change.column, None)
            if known is not None and change.side == "workbook" and same(known.change.after, change.after):
                yield past.number, rounds.get(known.round, 0)
