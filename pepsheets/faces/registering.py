"""Which two sheets a share joins, and which computer does it: known from the first round on, and held to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pepsheets.faces.this_computer import computer_name, holder, is_dead
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import Config, Share
from pepsheets.sync.config.addresses import identity
from pepsheets.sync.store import Lease, Registration, Store

_A_MOMENT = timedelta(minutes=1)


class NotTheRegisteredSheet(GatewayError):
    """The file names another sheet than the one that was kept in step until now."""

    remedy = (
        "Nothing was changed. If it was only moved or renamed, 'pepsheets sync take-over' says so; if it is another "
        "one, give the share another name in pepsheets.toml."
    )


@dataclass(frozen=True, slots=True)
class Here:
    """This computer, and what its pepsheets.toml says of the workbook."""

    machine: str
    config: Config

    def registration(self, share: Share) -> Registration:
        """The share as it would be registered now."""
        return Registration(identity(self.config.workbook), identity(share.address), self.machine, computer_name())


def is_known(store: Store, share: Share) -> bool:
    """Whether the two sides of a share ever agreed on anything."""
    return bool(store.tabs(share.name))


def refuse_others(store: Store, share: Share, here: Here) -> None:
    """Raises where another computer is the share's home, or other sheets are registered for it."""
    registered = store.registration(share.name)
    if registered is None:
        return
    store.refuse_elsewhere(share.name, here.machine)
    if is_known(store, share):
        _refuse_other(share, "workbook", registered.workbook, identity(here.config.workbook), here.config.workbook)
        _refuse_other(share, "shared sheet", registered.shared, identity(share.address), share.address)


def _refuse_other(share: Share, what: str, registered: str, found: str, address: str) -> None:
    if registered != found:
        raise NotTheRegisteredSheet(
            f"'{share.name}' was in step with the {what} {registered} until now, and pepsheets.toml names {address}."
        )


def register(store: Store, share: Share, here: Here, now: datetime) -> None:
    """Keep what the share joins, where that is not known yet."""
    wanted = here.registration(share)
    if store.registration(share.name) != wanted:
        with leased(store, share.name, now) as lease, store.step(lease, now) as step:
            step.register(wanted)


@contextmanager
def leased(store: Store, share: str, now: datetime) -> Iterator[Lease]:
    """The right to write for a share, for a moment; one that a dead process of this computer left is taken over."""
    held = store.lease(share)
    dead = held if held is not None and is_dead(held.holder) else None
    lease = store.acquire(share, holder(), now, now + _A_MOMENT, instead=dead)
    try:
        yield lease
    finally:
        store.release(lease)


def free_of_dead(store: Store, share: str, now: datetime) -> None:
    """Let go of a lease that a process of this computer left when it was killed."""
    held = store.lease(share)
    if held is not None and is_dead(held.holder):
        with leased(store, share, now):
            pass


def take_over(store: Store, share: Share, here: Here, now: datetime) -> None:
    """Make this computer the share's home, with the sheets that its pepsheets.toml names."""
    free_of_dead(store, share.name, now)
    store.take_over(share.name, here.machine, computer_name(), now)
    register(store, share, here, now)
