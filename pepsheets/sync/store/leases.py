"""One writer for each share: a lease that runs out, and an epoch that grows with every holder.

The lease keeps two rounds from starting at once. The epoch is what protects: a worker that was paused past its lease
still believes in it, and each of its writes is refused because a newer epoch exists.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, Select, select, update

from pepsheets.sync.refusals import AnotherRoundRuns, RoundWasOvertaken
from pepsheets.sync.store.database import insert_for
from pepsheets.sync.store.records import Holder, Lease
from pepsheets.sync.store.tables import LEASES

_NOBODY: dict[str, str | int | None] = {"holder": None, "host": "", "process": 0}


def lease_of(connection: Connection, share: str) -> Lease | None:
    """Who holds a share, though the lease may have run out; nobody after a release."""
    found = connection.execute(_asked(share)).one_or_none()
    return _lease(found) if found and found.holder is not None else None


def acquire(
    connection: Connection, share: str, holder: Holder, now: datetime, expires: datetime, instead: Lease | None
) -> Lease:
    """The lease of a share with an epoch of its own; raises with the holder's name where somebody holds it.

    ``instead`` is a lease known to be dead before its time, such as that of a process that no longer runs.
    """
    epoch, known = _locked(connection, share, now)
    if known and known.expires > now and known != instead:
        raise AnotherRoundRuns(f"'{share}' is being synchronised by {_words(known.holder)}.")
    return _grant(connection, share, holder, epoch + 1, expires)


def renew(connection: Connection, lease: Lease, expires: datetime) -> Lease:
    """The same lease until a later moment."""
    refuse_overtaken(connection, lease)
    return _grant(connection, lease.share, lease.holder, lease.epoch, expires)


def release(connection: Connection, lease: Lease) -> None:
    """Let the share go. A lease that was overtaken is another's already."""
    is_ours = (LEASES.c.share == lease.share, LEASES.c.epoch == lease.epoch)
    connection.execute(update(LEASES).where(*is_ours).values(_NOBODY))


def refuse_overtaken(connection: Connection, lease: Lease) -> None:
    """Raises when a newer epoch exists; until the transaction ends, none can come to exist."""
    found = connection.execute(_asked(lease.share).with_for_update()).one_or_none()
    if found is None or found.epoch != lease.epoch:
        raise RoundWasOvertaken(f"A newer round of '{lease.share}' has begun since this one paused.")


def fence(connection: Connection, share: str, now: datetime) -> None:
    """Let nobody write on who held the share before. Raises while somebody holds it."""
    epoch, known = _locked(connection, share, now)
    if known and known.expires > now:
        raise AnotherRoundRuns(f"'{share}' is being synchronised by {_words(known.holder)}.")
    connection.execute(update(LEASES).where(LEASES.c.share == share).values(epoch=epoch + 1, **_NOBODY))


def _locked(connection: Connection, share: str, now: datetime) -> tuple[int, Lease | None]:
    """The epoch and the holder of a share, locked against every other program until the transaction ends."""
    _make_room(connection, share, now)
    found = connection.execute(_asked(share).with_for_update()).one()
    return found.epoch, _lease(found) if found.holder is not None else None


def _make_room(connection: Connection, share: str, now: datetime) -> None:
    connection.execute(
        insert_for(connection)(LEASES).values(share=share, epoch=0, expires=now, **_NOBODY).on_conflict_do_nothing()
    )


def _grant(connection: Connection, share: str, holder: Holder, epoch: int, expires: datetime) -> Lease:
    told = {"holder": holder.words, "host": holder.host, "process": holder.process}
    connection.execute(update(LEASES).where(LEASES.c.share == share).values(epoch=epoch, expires=expires, **told))
    return Lease(share, holder, epoch, expires)


def _asked(share: str) -> Select[tuple[object, ...]]:
    return select(LEASES).where(LEASES.c.share == share)


def _lease(found: Row[tuple[object, ...]]) -> Lease:
    return Lease(found.share, Holder(found.holder, found.host, found.process), found.epoch, found.expires)


def _words(holder: Holder) -> str:
    return f"{holder.words} on the computer '{holder.host}' (process {holder.process})"
