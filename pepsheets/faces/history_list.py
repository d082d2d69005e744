"""``history``: what changed when, and on which side it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from pepsheets.faces import round_json
from pepsheets.faces.as_json import as_text
from pepsheets.faces.configured import asked_shares, store_of
from pepsheets.faces.round_words import SIDES, heading, moment, value
from pepsheets.faces.running import DONE, Run
from pepsheets.faces.showing import number
from pepsheets.faces.undone import undo_of
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import read_config
from pepsheets.sync.store import Asked, Change, PastChange, open_store
from pepsheets.tabs import TABS
from pepsheets.tabs.kinds import folded
from pepsheets.validation.locating import nearest

_WORDS = {
    "flowed": "{before} {arrow} {after}, typed in {side}",
    "deleted": "{before} {arrow} deleted, in {side}",
    "restored": "came back",
    "conflict": "both sides typed: {before} in the workbook, {after} on the shared sheet",
    "settled": "settled: {before} in the workbook, {after} on the shared sheet",
    "displaced": "{before} had to give way in {side}",
    "held": "{before} waits in {side}",
    "undone": "{before} {arrow} {after}, taken back in the workbook",
}


class NoSuchTab(GatewayError):
    """No tab has the name that is asked for."""

    remedy = "docs/tabs.md lists the tabs."


@dataclass(frozen=True, slots=True)
class Wanted:
    """The part of the history that is asked for."""

    share: str | None = None
    tab: str | None = None
    row: str | None = None
    column: str | None = None
    round: int | None = None
    since: date | None = None
    limit: int = 100


def show_history(config: str, wanted: Wanted, run: Run, *, as_json: bool) -> int:
    """Show the changes that are asked for, the newest first."""
    read = read_config(config)
    shares = asked_shares(read, None if wanted.share is None else [wanted.share])
    asked = Asked(tab=_tab(wanted.tab), round=wanted.round, since=_begin(wanted.since))
    undone: dict[int, int] = {}
    with open_store(store_of(read)) as store:
        all_changes = [past for share in shares for past in store.history(share.name, asked) if _is_asked(past, wanted)]
        for share in shares:
            undone.update(undo_of(store, share.name))
    changes = sorted(all_changes, key=lambda past: past.number, reverse=True)[: wanted.limit]
    if as_json:
        told = [_in_json(past, undone.get(past.number)) for past in changes]
        run.screen.raw(as_text({"config": str(read.path), "changes": told, "of": len(all_changes)}))
    else:
        _show(run, changes, len(all_changes), undone)
    return DONE


def _tab(typed: str | None) -> str | None:
    if typed is None:
        return None
    names = {folded(tab.tab): tab.tab for tab in TABS}
    if folded(typed) in names:
        return names[folded(typed)]
    close = nearest(typed, names.values())
    raise NoSuchTab(f"There is no tab '{typed}'.", f"Did you mean '{close}'?" if close else None)


def _begin(since: date | None) -> datetime | None:
    return None if since is None else datetime.combine(since, time()).astimezone()


def _is_asked(past: PastChange, wanted: Wanted) -> bool:
    change = past.change
    if wanted.row is not None and folded(wanted.row) not in (folded(change.key), folded(change.row)):
        return False
    return wanted.column is None or folded(wanted.column) == folded(heading(change.tab, change.column))


def _in_json(past: PastChange, undo: int | None) -> dict[str, object]:
    return {**round_json.where_of(past), **round_json.change(past.change), "undo_of": undo}


def _show(run: Run, changes: Sequence[PastChange], found: int, undone: Mapping[int, int]) -> None:
    if not changes:
        run.screen.say("The history holds nothing of that kind.", "bold")
        return
    run.screen.columns([("When", "Round", "Where", "What"), *_lines(changes, run.screen.arrow, undone)], depth=0)
    if found > len(changes):
        left = number(found - len(changes), "older change")
        run.screen.say(f"{left} not shown: --limit shows more, and --tab, --row or --since only what you look for.")


def _lines(changes: Sequence[PastChange], arrow: str, undone: Mapping[int, int]) -> Iterator[tuple[str, str, str, str]]:
    for past in changes:
        change = past.change
        parts = (change.tab, change.key or change.row, heading(change.tab, change.column) if change.column else "")
        said = {"before": value(change.before), "after": value(change.after), "side": SIDES[change.side]}
        words = _WORDS[change.kind].format(arrow=arrow, **said).replace("in the shared", "on the shared")
        if not change.column and change.kind == "deleted":
            words = f"the whole row was deleted, in {SIDES[change.side]}".replace("in the shared", "on the shared")
        if undo := undone.get(past.number):
            words = _by_undo(words, change, undo)
        yield moment(past.at), str(past.round), ", ".join(part for part in parts if part), words


def _by_undo(words: str, change: Change, undo: int) -> str:
    """What happened to a cell because a round was taken back: nobody typed it."""
    words = words.partition(", typed in")[0].partition(", in the workbook")[0]
    return words + f" by undo of round {undo}" if change.kind == "undone" else f"{words}, by undo of round {undo}"
