"""What is known of a share itself: its two sides, its one home, its columns by heading, and what is to be put right."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select, update

from pepsheets.sync.changes import Side
from pepsheets.sync.refusals import HomeIsElsewhere, NoSuchShare
from pepsheets.sync.store.records import Registration
from pepsheets.sync.store.tables import HEADINGS, REPAIRS, RESTS, SHARES


def share_names(connection: Connection) -> tuple[str, ...]:
    """The shares that were ever synchronised from this store."""
    return tuple(connection.execute(select(SHARES.c.share).order_by(SHARES.c.share)).scalars())


def registration_of(connection: Connection, share: str) -> Registration | None:
    """The two sides and the home of a share; none before its first round."""
    columns = (SHARES.c.workbook, SHARES.c.shared, SHARES.c.home, SHARES.c.home_name)
    found = connection.execute(select(*columns).where(SHARES.c.share == share)).one_or_none()
    return Registration(*found) if found else None


def register(connection: Connection, share: str, registration: Registration) -> None:
    """Know a share by its two sides and its home from now on."""
    connection.execute(delete(SHARES).where(SHARES.c.share == share))
    values = {
        "share": share,
        "workbook": registration.workbook,
        "shared": registration.shared,
        "home": registration.home,
        "home_name": registration.home_name,
    }
    connection.execute(insert(SHARES), [values])


def refuse_elsewhere(connection: Connection, share: str, machine: str) -> None:
    """Raises when another computer is the share's home. A share without a home may be run anywhere."""
    known = registration_of(connection, share)
    if known and known.home != machine:
        raise HomeIsElsewhere(f"'{share}' is synchronised by the computer '{known.home_name}', not by this one.")


def move_home(connection: Connection, share: str, machine: str, name: str) -> None:
    """Make a computer the home of a share."""
    moved = update(SHARES).where(SHARES.c.share == share).values(home=machine, home_name=name)
    if connection.execute(moved).rowcount == 0:
        raise NoSuchShare(f"'{share}' was never synchronised from this store.")


def headings_of(connection: Connection, share: str, tab: str, side: Side) -> dict[str, str]:
    """The heading under which each column was last seen on a side."""
    is_asked = (HEADINGS.c.share == share, HEADINGS.c.tab == tab, HEADINGS.c.side == side)
    found = connection.execute(select(HEADINGS.c.column_key, HEADINGS.c.heading).where(*is_asked))
    return {row.column_key: row.heading for row in found}


def set_headings(connection: Connection, share: str, tab: str, side: Side, headings: Mapping[str, str]) -> None:
    """Replace what is known of a tab's headings on a side."""
    is_old = (HEADINGS.c.share == share, HEADINGS.c.tab == tab, HEADINGS.c.side == side)
    connection.execute(delete(HEADINGS).where(*is_old))
    place = {"share": share, "tab": tab, "side": side}
    seen = [{**place, "column_key": column, "heading": heading} for column, heading in headings.items()]
    if seen:
        connection.execute(insert(HEADINGS), seen)


def repairs_of(connection: Connection, share: str) -> str:
    """What the engine has still to put right, as its own JSON list."""
    return connection.execute(select(REPAIRS.c.content).where(REPAIRS.c.share == share)).scalar() or "[]"


def set_repairs(connection: Connection, share: str, content: str) -> None:
    """Replace what is still to be put right."""
    connection.execute(delete(REPAIRS).where(REPAIRS.c.share == share))
    connection.execute(insert(REPAIRS), [{"share": share, "content": content}])


def rest_of(connection: Connection, share: str) -> str:
    """The mark of both sides as they stood when nothing was left to do; nothing where that was never so."""
    return connection.execute(select(RESTS.c.mark).where(RESTS.c.share == share)).scalar_one_or_none() or ""


def set_rest(connection: Connection, share: str, mark: str) -> None:
    """Keep how both sides stood when nothing was left to do."""
    connection.execute(delete(RESTS).where(RESTS.c.share == share))
    connection.execute(insert(RESTS).values(share=share, mark=mark))
