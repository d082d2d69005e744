"""``conflicts``: the cells in which both sides typed something, numbered, so that one can be settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pepsheets.faces import round_json
from pepsheets.faces.as_json import as_text
from pepsheets.faces.configured import asked_shares, store_of
from pepsheets.faces.round_words import OTHER, SIDES, conflict_words, held_words, place
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.sheets import GatewayError
from pepsheets.sync.changes import Side
from pepsheets.sync.config import Config, read_config
from pepsheets.sync.store import HeldCell, OpenConflict, Store, open_store
from pepsheets.sync.values import shown


class NoSuchConflict(GatewayError):
    """The list has no conflict of this number."""

    remedy = "Nothing was chosen. 'pepsheets conflicts' shows the list as it is now."


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits, each with the name of its share: conflicts in the order of their numbers, from 1."""

    conflicts: Sequence[tuple[str, OpenConflict]]
    held: Sequence[tuple[str, HeldCell]]


def show_conflicts(config: str, run: Run, *, as_json: bool) -> int:
    """List what waits in single cells."""
    read = read_config(config)
    with open_store(store_of(read)) as store:
        waiting = _waiting(store, read)
    if as_json:
        run.screen.raw(_in_json(read, waiting))
    else:
        _show(run, waiting)
    return ERRORS_WAIT if waiting.conflicts or waiting.held else DONE


def _waiting(store: Store, config: Config) -> _Waiting:
    names = [share.name for share in asked_shares(config)]
    conflicts = [(name, each) for name in names for each in store.conflicts(name)]
    return _Waiting(conflicts, [(name, each) for name in names for each in store.held(name)])


def _show(run: Run, waiting: _Waiting) -> None:
    screen = run.screen
    if not (waiting.conflicts or waiting.held):
        screen.say("Nothing waits: no cell is in conflict, and none fails its check.", "bold")
    if waiting.conflicts:
        screen.heading("Both sides typed something")
        for number, (share, each) in enumerate(waiting.conflicts, start=1):
            screen.item(f"{share}: {conflict_words(each)}", lead=f"{number}.")
        screen.say("'pepsheets conflicts --choose 1 workbook' lets the workbook's value stand for number 1.")
    if waiting.held:
        screen.heading("Fails its check, and waits where it was typed")
        for share, cell in waiting.held:
            screen.item(f"{share}: {held_words(cell)}")


def _in_json(config: Config, waiting: _Waiting) -> str:
    numbered = enumerate(waiting.conflicts, start=1)
    conflicts = [{"number": number, **round_json.conflict(share, each)} for number, (share, each) in numbered]
    held = [round_json.held(share, each) for share, each in waiting.held]
    return as_text({"config": str(config.path), "conflicts": conflicts, "held": held})


def settle(config: str, number: int, side: Side, run: Run, *, as_json: bool) -> int:
    """Let one side's value stand for a conflict of the list."""
    read = read_config(config)
    with open_store(store_of(read)) as store:
        conflicts = _waiting(store, read).conflicts
        if not 1 <= number <= len(conflicts):
            raise NoSuchConflict(f"The list has no number {number}: {_how_many(len(conflicts))}.")
        share, each = conflicts[number - 1]
        store.choose(share, each, side)
        waiting = _waiting(store, read)
    if as_json:
        run.screen.raw(_in_json(read, waiting))
    else:
        values: dict[Side, str] = {"workbook": shown(each.workbook), "shared": shown(each.shared)}
        other: Side = "shared" if side == "workbook" else "workbook"
        run.screen.say(
            f"{place(each.tab, each.key, each.column)}: {values[side]} of {SIDES[side]} is chosen. The next round "
            f"writes it over {values[other]} of {OTHER[side]}, which stays in the history.",
            "bold",
        )
    return DONE


def _how_many(count: int) -> str:
    return f"it ends with {count}" if count else "nothing is in conflict"
