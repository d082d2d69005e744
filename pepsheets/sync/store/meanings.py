"""What a database's refusals mean to the person who runs a round."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy.exc import DBAPIError, OperationalError

from pepsheets.sync.refusals import StoreCannotBeUsed, StoreIsBusy, StoreIsDamaged, StoreIsFull

_Meaning: TypeAlias = tuple[type[StoreCannotBeUsed], str, str | None]

_MAY_WRITE = "Nothing was changed. Check that you may write there, then try again."
_FULL: _Meaning = (StoreIsFull, "There is no room left for {place}.", None)
_BUSY: _Meaning = (StoreIsBusy, "Another program is using {place}.", None)
_DAMAGED: _Meaning = (StoreIsDamaged, "What stands at {place} is no store, or is damaged.", None)
_MAY_NOT: _Meaning = (StoreCannotBeUsed, "You may not write to {place}.", _MAY_WRITE)
_NOT_OPENED: _Meaning = (
    StoreCannotBeUsed,
    "It was not possible to open {place}.",
    "Nothing was changed. Check that its folder exists and that you may write there, then try again.",
)
_DISK: _Meaning = (StoreCannotBeUsed, "The disk failed while {place} was in use.", None)
_GONE: _Meaning = (
    StoreCannotBeUsed,
    "The database server gave no answer for {place}, or did not let us in.",
    "Check that it runs, and that the name, the password and the database in the store's address are right. Then try "
    "again: the next round carries on where this one stopped.",
)

_OF_SQLITE: Mapping[int, _Meaning] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _MAY_NOT,
    sqlite3.SQLITE_PERM: _MAY_NOT,
    sqlite3.SQLITE_AUTH: _MAY_NOT,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
    sqlite3.SQLITE_IOERR: _DISK,
}

# PostgreSQL's own list of error codes, appendix A of its manual; the longest beginning counts.
_OF_POSTGRESQL: Mapping[str, _Meaning] = {
    "53100": _FULL,
    "53300": _BUSY,
    "55P03": _BUSY,
    "40P01": _BUSY,
    "57014": _BUSY,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "25006": _MAY_NOT,
    "42501": _MAY_NOT,
    "08": _GONE,
    "28": _GONE,
    "3D": _GONE,
    "25P03": _GONE,
    "57P": _GONE,
}


@contextmanager
def told_in_words(place: str) -> Iterator[None]:
    """Whatever the database refuses meanwhile is raised as a sentence; a programmer's mistake is raised as it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        meaning = _meaning_of(error)
        if meaning is None:
            raise
        kind, sentence, remedy = meaning
        raise kind(sentence.format(place=place), remedy) from error


def _meaning_of(error: DBAPIError | sqlite3.Error) -> _Meaning | None:
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        # The extended codes carry the plain one in their lowest byte.
        return _OF_SQLITE.get(getattr(original, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
    code = getattr(original, "sqlstate", None)
    if code is None:
        # Without a code it was the driver that gave up: no server answered, it did not let us in, or it went away.
        return _GONE if isinstance(error, OperationalError) else None
    return next((_OF_POSTGRESQL[code[:length]] for length in (5, 3, 2) if code[:length] in _OF_POSTGRESQL), None)
