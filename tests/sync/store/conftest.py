"""Every test that asks for a store is run on both kinds of database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from pepsheets.sync.store import Store, open_store
from pepsheets.sync.store.tables import METADATA
from tests.sync.store import postgres

# So that the programs are found, by the tests that need them as by the server when it starts.
os.environ["PATH"] = os.pathsep.join((os.environ["PATH"], *postgres.programs()))

ON_SERVER = (pytest.mark.needs("postgres"), pytest.mark.xdist_group("postgres"))
KINDS = ("sqlite", pytest.param("postgresql", marks=ON_SERVER))
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture
def on_server(server: postgres.Server) -> str:
    """Where a store may be on the server that was never opened."""
    schema = f"of_test_{next(_NUMBERS)}"
    server.run(f"CREATE SCHEMA {schema}")
    return server.address(schema)


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be, on either kind of database, that was never opened."""
    if request.param == "sqlite":
        return str(tmp_path / "kept" / "store.sqlite")
    on_server: str = request.getfixturevalue("on_server")
    return on_server


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, made once, to be copied."""
    file = tmp_path_factory.mktemp("made") / "store.sqlite"
    open_store(str(file)).close()
    return file


@pytest.fixture(scope="session")
def made_on_server(server: postgres.Server) -> str:
    """A store on the server, made once, to be emptied for every test."""
    server.run("CREATE SCHEMA made")
    open_store(server.address("made")).close()
    return server.address("made")


@pytest.fixture
def emptied_on_server(server: postgres.Server, made_on_server: str) -> str:
    tables = ", ".join(f"made.{table}" for table in METADATA.tables)
    server.run(f"TRUNCATE {tables} RESTART IDENTITY")
    return made_on_server


@pytest.fixture
def copied_file(made_file: Path, tmp_path: Path) -> str:
    return shutil.copyfile(made_file, tmp_path / "store.sqlite").as_posix()


@pytest.fixture(params=KINDS)
def kept_at(request: pytest.FixtureRequest) -> str:
    """Where a store is, on either kind of database, that holds nothing yet."""
    place: str = request.getfixturevalue("copied_file" if request.param == "sqlite" else "emptied_on_server")
    return place


@pytest.fixture
def store(kept_at: str) -> Iterator[Store]:
    with open_store(kept_at) as store:
        yield store
