"""Everything between a pepsheets.toml and its rounds: which workbook, which store, which computer, which doors.

The command and the service both make their rounds here.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias

from pepsheets.faces.configured import asked_shares, now, store_of
from pepsheets.faces.failures import home, where_written
from pepsheets.faces.known_configs import remember
from pepsheets.faces.open_now import open_now
from pepsheets.faces.other_side import as_it_would_be, excerpt, is_missing, is_unused, make, refuse_gone
from pepsheets.faces.registering import Here, free_of_dead, is_known, leased, refuse_others, register
from pepsheets.faces.round_doors import PretendDoor, RoundDoor, Unwatched, Watcher, round_door
from pepsheets.faces.running import UnforeseenFailure
from pepsheets.faces.this_computer import holder, machine_id
from pepsheets.gateways import open_gateway
from pepsheets.partnerships import Partnership
from pepsheets.sheets import Gateway, GatewayError, Workbook
from pepsheets.sync.config import Config, Share, read_config
from pepsheets.sync.engine.round import Outcome, Surroundings, run_round
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.refusals import AnotherRoundRuns, HomeIsElsewhere
from pepsheets.sync.store import Asked, Ending, Kept, PastChange, Store, open_store, rehearse
from pepsheets.validation import recognise
from pepsheets.validation.recognising import tabs_wanted

__all__ = ["Clock", "ShareResult", "asked_shares", "new_name", "now", "run_shares", "store_of"]

Clock: TypeAlias = Callable[[], datetime]
"""Tells the moment, with its time zone."""

KEPT_FOR = timedelta(days=2 * 366)
"""How long history and journal are kept: the running academic year and the one before lie within it."""

_LETTERS = string.ascii_uppercase + string.digits


@dataclass(frozen=True, slots=True)
class ShareResult:
    """What the round of one share came to: an outcome, or why there is none.

    ``changes`` are what the history keeps of the round, in their order; ``is_made`` says that the other side was made
    for it, ``has_written`` that a sheet was changed, though the round may have failed after that.
    """

    name: str
    address: str
    outcome: Outcome | None = None
    failure: GatewayError | None = None
    changes: tuple[PastChange, ...] = ()
    is_made: bool = False
    has_written: bool = False
    would_wait: tuple[Told, ...] = ()
    """In a dry run: what could not be written at this moment, since somebody has it open."""

    @property
    def needs_a_person(self) -> bool:
        return self.outcome is None or self.outcome.needs_a_person or bool(self.would_wait)


@dataclass(frozen=True, slots=True)
class Manner:
    """How rounds are made: by which clock, for real or only for show, and who wants to know how far they have come.

    ``workbook`` is the door to the manager's workbook where that is not its file: it is open in Excel. ``is_repeated``
    says that somebody sees to it that the next round comes by itself.
    """

    clock: Clock
    is_dry: bool = False
    watcher: Watcher | None = None
    progress: Callable[[str], None] | None = None
    workbook: Gateway | None = None
    is_repeated: bool = False


def new_name() -> str:
    """A name that nothing else has."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def run_shares(
    config: Config | str | Path,
    *,
    clock: Clock = now,
    dry_run: bool = False,
    only: Collection[str] | None = None,
    watcher: Watcher | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[ShareResult]:
    """One round for every share of a pepsheets.toml, or for these alone, in turn. One that fails stops no other.

    In a dry run nothing at all is written. Raises a ``GatewayError`` where no share could even be tried.
    """
    read = config if isinstance(config, Config) else read_config(config)
    return run_rounds(read, Manner(clock, dry_run, Unwatched() if dry_run else watcher, progress), only)


def run_rounds(config: Config, manner: Manner, only: Collection[str] | None = None) -> list[ShareResult]:
    """The same in a manner of one's own."""
    shares = asked_shares(config, only)
    if not manner.is_dry:
        remember(config.path)
    address = store_of(config)
    with rehearse(address) if manner.is_dry else open_store(address) as store:
        return _Rounds(config, store, manner).run([share.name for share in shares])


@dataclass(frozen=True, slots=True)
class _Book:
    """The manager's workbook: its door, how it was read first, and its kind."""

    door: RoundDoor
    workbook: Workbook
    kind: Partnership


@dataclass(frozen=True, slots=True)
class _Side:
    """The other side of a share."""

    door: RoundDoor
    is_made: bool = False


class _Rounds:
    """The rounds of one file, one after the other."""

    def __init__(self, config: Config, store: Store, manner: Manner) -> None:
        self._config = config
        self._store = store
        self._manner = manner
        self._watcher = manner.watcher or Unwatched()
        self._here = Here(machine_id(home(), keep=not manner.is_dry), config)

    def run(self, names: Sequence[str]) -> list[ShareResult]:
        try:
            book = self._book()
        except GatewayError as refusal:
            return [self._never_begun(share, refusal) for share in asked_shares(self._config, names)]
        config = read_config(self._config.path, book.kind)
        return [self._result(share, book) for share in asked_shares(config, names)]

    def _book(self) -> _Book:
        """The manager's workbook, read once to see of which kind it is; the first round begins with this reading."""
        self._say("Reading the workbook")
        live = self._manner.workbook
        door = round_door(live, self._watcher) if live else self._door(self._config.workbook)
        workbook = door.look(tabs_wanted())
        return _Book(door, workbook, recognise(workbook))

    def _door(self, address: str) -> RoundDoor:
        door = open_gateway(address)
        return round_door(PretendDoor(address, door.read) if self._manner.is_dry else door, self._watcher)

    def _say(self, words: str) -> None:
        if self._manner.progress is not None:
            self._manner.progress(words)

    def _result(self, share: Share, book: _Book) -> ShareResult:
        """What the round of a share came to, whatever it is."""
        self._say(f"Bringing '{share.name}' into step")
        try:
            side = self._other_side(share, book)
        except GatewayError as refusal:
            return self._never_begun(share, refusal)
        except Exception as fault:  # noqa: BLE001 - the last resort: one share's failure must not stop the others
            return self._never_begun(share, _unforeseen(fault))
        before = book.door.writes + side.door.writes
        result = self._rounded(share, book, side)
        has_written = side.is_made or book.door.writes + side.door.writes > before
        return replace(result, is_made=side.is_made, has_written=has_written and not self._manner.is_dry)

    def _other_side(self, share: Share, book: _Book) -> _Side:
        """The door to the shared sheet, which is made where there is none yet."""
        refuse_others(self._store, share, self._here)
        is_new = not is_known(self._store, share)
        if is_missing(share.address):
            refuse_gone(share, was_there=not is_new)
            return self._made(share, book)
        door = self._door(share.address)
        if is_new and is_unused(share, door.look(tabs_wanted())):
            return self._made(share, book)
        return _Side(door)

    def _made(self, share: Share, book: _Book) -> _Side:
        """The other side, made; in a dry run as it would be made."""
        what, today = excerpt(share, book.kind, book.workbook), self._manner.clock().date()
        if self._manner.is_dry:
            pretended = PretendDoor(share.address, partial(as_it_would_be, share.address, what, today))
            return _Side(round_door(pretended, self._watcher), is_made=True)
        make(share.address, what, today, self._watcher)
        return _Side(self._door(share.address), is_made=True)

    def _rounded(self, share: Share, book: _Book, side: _Side) -> ShareResult:
        now = self._manner.clock()
        again = share.every if self._manner.is_repeated else None
        around = Surroundings(holder(), now, now.date(), new_name, clock=self._manner.clock, again=again)
        try:
            free_of_dead(self._store, share.name, now)
            register(self._store, share, self._here, now)
            outcome = run_round(share, book.kind, (book.door, side.door), self._store, around)
            self._forget_what_is_old(share.name, now)
        except GatewayError as refusal:
            return ShareResult(share.name, share.address, failure=refusal)
        except Exception as fault:  # noqa: BLE001 - the last resort: one share's failure must not stop the others
            return self._never_begun(share, _unforeseen(fault))
        changes = self._store.history(share.name, Asked(round=outcome.round))
        waits = tuple(open_now(outcome, self._config.workbook, share.address)) if self._manner.is_dry else ()
        return ShareResult(share.name, share.address, outcome, changes=changes[::-1], would_wait=waits)

    def _forget_what_is_old(self, share: str, now: datetime) -> None:
        """Once a day history and journal lose what is older than is kept."""
        rounds = self._store.last_rounds(share, 2)
        if len(rounds) < 2 or rounds[1].started.date() < rounds[0].started.date():
            self._store.prune(share, Kept(now - KEPT_FOR))

    def _never_begun(self, share: Share, refusal: GatewayError) -> ShareResult:
        """A round that came to nothing before the engine heard of it; it is kept, so that the status can tell of it."""
        if not self._manner.is_dry and not isinstance(refusal, AnotherRoundRuns | HomeIsElsewhere):
            now = self._manner.clock()
            with suppress(GatewayError):
                self._keep_failure(share, refusal, now)
        return ShareResult(share.name, share.address, failure=refusal)

    def _keep_failure(self, share: Share, refusal: GatewayError, now: datetime) -> None:
        with leased(self._store, share.name, now) as lease, self._store.step(lease, now) as step:
            step.end_round(step.start_round(), Ending("failed", str(refusal)))


def _unforeseen(fault: Exception) -> UnforeseenFailure:
    return UnforeseenFailure(f"Something happened that pepsheets did not foresee; {where_written(fault)}.")
