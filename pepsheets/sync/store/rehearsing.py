"""A store to try a round on: it holds all that the real one holds, and nothing done to it lasts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from pepsheets.sync.refusals import StoreIsBusy
from pepsheets.sync.store.database import Database
from pepsheets.sync.store.meanings import told_in_words
from pepsheets.sync.store.opening import PATIENCE, bring_up_to_date, is_on_server, on_server


class Rehearsal(Database):
    """One transaction that is never committed; each of its reads and writes sees those before it."""

    def __init__(self, engine: Engine, place: str, patience: float) -> None:
        super().__init__(engine, place, patience)
        with told_in_words(place):
            self._connection = engine.connect()
            self._all = self._connection.begin()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with told_in_words(self.place), self._connection.begin_nested():
            yield self._connection

    writing = reading

    def let_go_of_old_pages(self) -> None:
        """There are none: all is gone at the end."""

    def close(self) -> None:
        self._all.rollback()
        self._connection.close()
        super().close()


def rehearsed(address: str, patience: float = PATIENCE) -> Database:
    """What the store at an address holds, to be changed without changing it; an empty one where there is none."""
    database = _of_server(address, patience) if is_on_server(address) else _of_file(Path(address), patience)
    bring_up_to_date(database)
    return database


def _of_server(address: str, patience: float) -> Rehearsal:
    real = on_server(address, patience)
    return Rehearsal(real.engine, real.place, patience)


def _of_file(path: Path, patience: float) -> Rehearsal:
    place = f"the store '{path}'"
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    if path.exists():
        with told_in_words(place):
            _copy(path, memory, patience)
    return Rehearsal(create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool), place, patience)


def _copy(path: Path, memory: sqlite3.Connection, patience: float) -> None:
    """Copy without leaving a trace: an ordinary reader would lay files of its own beside a store that nobody uses."""
    log = path.with_name(f"{path.name}-wal")
    for _ in range(3):
        before, how = path.stat(), "mode=ro" if log.exists() else "immutable=1"
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=patience)) as real:
            real.backup(memory)
        if how == "mode=ro" or (path.stat() == before and not log.exists()):
            return
    raise StoreIsBusy(f"Another program is using the store '{path}'.")
