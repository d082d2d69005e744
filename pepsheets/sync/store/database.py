"""Transactions on either kind of database: a read sees one state, a write holds together or leaves nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, event, text
from sqlalchemy.dialects import postgresql, sqlite

from pepsheets.sync.store.meanings import told_in_words

_WRITES = "pepsheets_writes"
_PAUSED_AT_MOST = "60s"

_PRAGMAS = (
    # An intent must be on the disk before anything is written to a side, also when the power fails.
    "PRAGMA synchronous = FULL",
    # What is erased must not stay readable in the file's unused pages.
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_size_limit = 16777216",
)


class Database:
    """An engine, and what to call it in sentences."""

    def __init__(self, engine: Engine, place: str, patience: float) -> None:
        self.engine = engine
        self.place = place
        self.patience = patience
        self.is_sqlite = engine.dialect.name == "sqlite"
        if self.is_sqlite:
            _take_over_transactions(engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the store, however many questions are asked."""
        with told_in_words(self.place), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All that is written in it is committed together, or none of it."""
        with told_in_words(self.place), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                self._limit_waiting(connection)
                yield connection

    def _limit_waiting(self, connection: Connection) -> None:
        """SQLite waits as its connection was told; a server is told in each transaction, whoever pools connections.

        A worker that was stopped in the middle must not keep the share to itself: the server ends it.
        """
        if not self.is_sqlite:
            limits = "SELECT set_config('lock_timeout', :wait, true), set_config(:idle, :pause, true)"
            idle = "idle_in_transaction_session_timeout"
            wait = f"{round(self.patience * 1000)}ms"
            connection.execute(text(limits), {"wait": wait, "idle": idle, "pause": _PAUSED_AT_MOST})

    def let_go_of_old_pages(self) -> None:
        """SQLite's log holds earlier pages until they are copied back, which waits for readers; then they are gone."""
        if self.is_sqlite:
            with told_in_words(self.place), self.engine.connect() as connection:
                driver_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()


def insert_for(connection: Connection) -> Callable[[Table], postgresql.Insert | sqlite.Insert]:
    """The insert of the connection's own kind: both know what to do where a row stands already, each in its words."""
    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, for what SQLite does only outside transactions."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _take_over_transactions(engine: Engine) -> None:
    """Python's own driver begins transactions late and not around changes of tables; here SQLAlchemy begins them.

    A write locks at its start: one that first read, and only then found another writer, could not wait for it.
    """

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
