"""Opening the store: where it is kept, that nobody else may read it, and that its tables are of today's version."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from pepsheets.sync.refusals import StoreCannotBeUsed, StoreIsNewer, StoreNotUnderstood
from pepsheets.sync.store.database import Database, driver_of
from pepsheets.sync.store.meanings import told_in_words

SETTING = "PEPSHEETS_STORE"
VERSION_TABLE = "store_version"
VERSION = "0001"
PATIENCE = 10.0
"""How many seconds we wait for another program that is writing."""

_GUARD = 0x70657073686565  # the letters "pepshee": one number that all of us lock, and nobody else


def store_address(home: Path, environment: Mapping[str, str]) -> str:
    """Where the store is: as the environment says, else a file in the folder for what pepsheets keeps."""
    return environment.get(SETTING) or str(home / "store.sqlite")


def opened(address: str, patience: float = PATIENCE) -> Database:
    """The store at an address, made if there is none, its tables of today's version."""
    database = on_server(address, patience) if is_on_server(address) else _in_file(Path(address), patience)
    try:
        bring_up_to_date(database)
        if database.is_sqlite:
            _read_while_written(database)
    except BaseException:  # whatever ends us, Ctrl+C too, leaves no connection open; it goes on to whoever asked
        database.close()
        raise
    return database


def is_on_server(address: str) -> bool:
    """Whether an address is a server's, not a file's."""
    return "://" in address


def _in_file(path: Path, patience: float) -> Database:
    place = f"the store '{path}'"
    try:
        _make_private(path)
    except OSError as error:
        raise StoreCannotBeUsed(
            f"It was not possible to make {place}.",
            "Nothing was changed. Check that its folder exists and that you may write there, then try again.",
        ) from error
    return Database(_engine(URL.create("sqlite", database=str(path)), {"timeout": patience}), place, patience)


def _make_private(path: Path) -> None:
    """Make the file for its owner's eyes alone; what SQLite lays beside it gets the same mode.

    A file that is there is never opened here: closing it again would let go of every lock that we hold on it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def on_server(address: str, patience: float) -> Database:
    """The database at a server's address, as it stands."""
    url = _server_url(address)
    place = f"the store '{url.database}' on {url.host or url.query.get('host') or 'this computer'}"
    try:
        engine = _engine(url, {"connect_timeout": max(2, round(patience)), "client_encoding": "utf8"})
    except ModuleNotFoundError as error:
        raise StoreCannotBeUsed(
            f"To use {place}, pepsheets needs its part for PostgreSQL, which is not installed here.",
            "Install it with: pip install 'pepsheets[sync,postgresql]'",
        ) from error
    return Database(engine, place, patience)


def _server_url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreNotUnderstood(f"The setting {SETTING} holds no address that can be read.") from error
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise StoreNotUnderstood(f"The setting {SETTING} names a store of the kind '{url.drivername}'.")
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, arguments: Mapping[str, object]) -> Engine:
    # Parameters are people's values: they stay out of every message and log.
    is_server = url.drivername != "sqlite"
    return create_engine(url, connect_args=dict(arguments), hide_parameters=True, pool_pre_ping=is_server)


def bring_up_to_date(database: Database) -> None:
    """Run the migrations that the store lacks, once, however many programs open it at this moment."""
    with database.reading() as connection:
        if _is_of_today(connection, database):
            return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:guard)"), {"guard": _GUARD})
        if not _is_of_today(connection, database):
            _upgrade(connection)


def _is_of_today(connection: Connection, database: Database) -> bool:
    if not inspect(connection).has_table(VERSION_TABLE):
        return False
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one()
    if version > VERSION:
        raise StoreIsNewer(f"A newer version of pepsheets has used {database.place} since.")
    return bool(version == VERSION)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _read_while_written(database: Database) -> None:
    """Let the status page read while a round writes. It stays so; a folder that cannot do it works as well without."""
    with told_in_words(database.place), database.engine.connect() as connection:
        driver = driver_of(connection)
        with suppress(sqlite3.OperationalError):
            if driver.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                driver.execute("PRAGMA journal_mode = WAL")
