"""Whatever goes wrong around the store is a sentence, and leaves the store as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event

from pepsheets.sheets import GatewayError
from pepsheets.sync import refusals
from pepsheets.sync.refusals import (
    StoreCannotBeUsed,
    StoreIsBusy,
    StoreIsDamaged,
    StoreIsFull,
    StoreNotUnderstood,
)
from pepsheets.sync.store import Step, Store, open_store
from tests.sync.store.moments import NOON, SHARE, stepping, taken
from tests.sync.store.postgres import Server

BIG = {f"R{number}": {"title": "x" * 1000} for number in range(1000)}

TAKE_AS_NOBODY = """
import os, sys
from pepsheets.sync.refusals import StoreCannotBeUsed
from pepsheets.sync.store import open_store
from tests.sync.store.moments import taken

if os.geteuid() == 0:  # whom no mode of a file stops
    os.setuid(65534)
try:
    with open_store(sys.argv[1]) as store:
        taken(store)
except StoreCannotBeUsed as refusal:
    print(refusal)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store that holds one row."""
    path = tmp_path / "store.sqlite"
    with open_store(str(path)) as store, stepping(store) as step:
        fill(step)
    return path


def fill(step: Step) -> None:
    step.advance("Courses", {"R1": {"title": "Phonics"}})


def fill_after(happening: Callable[[], None], step: Step) -> None:
    happening()
    fill(step)


def is_whole(store: Store) -> bool:
    return store.base(SHARE, "Courses") == {"R1": {"title": "Phonics"}}


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """A disk on which a store may grow to so many pages."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


def test_a_full_disk_is_told_and_the_next_round_carries_on(path: Path) -> None:
    with room_for(60), open_store(str(path)) as store:
        lease = taken(store)
        with pytest.raises(StoreIsFull, match="There is no room left for the store"), store.step(lease, NOON) as step:
            step.advance("Courses", BIG)
        assert is_whole(store)
    with open_store(str(path)) as store, store.step(lease, NOON) as step:
        step.advance("Courses", BIG)


def test_a_store_that_somebody_else_writes_is_waited_for_and_then_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_store(str(path), patience=0.2) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreIsBusy, match="Another program is using the store"):
            taken(store)
        assert is_whole(store)
        other.execute("ROLLBACK")
        taken(store)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that others may look into, unlike the folders of other tests."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_a_store_that_may_not_be_written_is_told(open_to_all: Path) -> None:
    path = open_to_all / "store.sqlite"
    open_store(str(path)).close()
    path.chmod(0o444)
    open_to_all.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", TAKE_AS_NOBODY, str(path)], capture_output=True, text=True, check=False
    )
    assert "You may not write to the store" in done.stdout, done.stderr


def test_a_store_whose_folder_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreCannotBeUsed, match=r"not possible to make the store .*Check that its folder exists"):
        open_store(str(tmp_path / "file" / "store.sqlite"))


def test_a_store_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreCannotBeUsed, match="not possible to open the store"):
        open_store(str(tmp_path))


def test_a_file_that_is_no_store_is_told_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_text("minutes of the last meeting " * 100)
    with pytest.raises(StoreIsDamaged, match="is no store, or is damaged"):
        open_store(str(path))
    assert path.read_text().startswith("minutes")


def test_a_damaged_store_is_told(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(StoreIsDamaged):
        open_store(str(path))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://ann:secret@server/pepsheets", "names a store of the kind 'mysql'"),
        ("postgresql://ann:secret@server:port/pepsheets", "holds no address that can be read"),
    ],
)
def test_an_address_of_another_kind_is_told_without_its_password(address: str, words: str) -> None:
    with pytest.raises(StoreNotUnderstood, match=words) as told:
        open_store(address)
    assert "secret" not in str(told.value)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(StoreCannotBeUsed, match=r"no answer for the store 'pepsheets' on 127\.0\.0\.1") as told:
        open_store("postgresql://ann:secret@127.0.0.1:1/pepsheets")
    assert "secret" not in str(told.value)


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreCannotBeUsed, match=r"pip install 'pepsheets\[sync,postgresql\]'"):
        open_store("postgresql://server/pepsheets")


@pytest.mark.needs("postgres")
@pytest.mark.xdist_group("postgres")
class TestServer:
    def test_a_database_that_is_not_there_is_told(self, server: Server) -> None:
        with pytest.raises(StoreCannotBeUsed, match="or did not let us in"):
            open_store(server.address().replace("/postgres?", "/elsewhere?"))

    def test_a_server_that_restarts_in_a_step_is_told_and_the_next_step_carries_on(
        self, server: Server, emptied_on_server: str
    ) -> None:
        with open_store(emptied_on_server) as store:
            lease = taken(store)
            with pytest.raises(StoreCannotBeUsed, match="gave no answer"), store.step(lease, NOON) as step:
                fill_after(server.end_connections, step)
            with store.step(lease, NOON) as step:
                fill(step)
            server.end_connections()
            assert is_whole(store)

    def test_a_lease_that_somebody_else_locks_is_waited_for_and_then_told(self, emptied_on_server: str) -> None:
        with open_store(emptied_on_server, patience=0.2) as store, psycopg.connect(emptied_on_server) as other:
            lease = taken(store)
            other.execute("SELECT * FROM leases FOR UPDATE")
            with pytest.raises(StoreIsBusy, match="Another program is using the store"), store.step(lease, NOON):
                pass

    def test_a_user_who_may_only_read_is_told(self, server: Server, emptied_on_server: str) -> None:
        server.run("CREATE ROLE reader LOGIN")
        server.run("GRANT USAGE ON SCHEMA made TO reader")
        server.run("GRANT SELECT ON ALL TABLES IN SCHEMA made TO reader")
        with open_store(emptied_on_server.replace("postgres@", "reader@")) as store:
            assert store.base(SHARE, "Courses") == {}
            with pytest.raises(StoreCannotBeUsed, match="You may not write to the store"):
                taken(store)


def test_every_refusal_says_what_to_do() -> None:
    kinds = {kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, GatewayError)}
    assert {StoreCannotBeUsed, StoreIsBusy} < kinds
    for kind in kinds - {GatewayError}:
        assert kind("It happened.").remedy.endswith("."), kind
