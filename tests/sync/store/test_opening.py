"""A store is made where there is none, brought up to date where it is older, and never read by anybody else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import pepsheets.sync.store
from pepsheets.sync.refusals import StoreIsNewer
from pepsheets.sync.store import SETTING, open_store, store_address
from pepsheets.sync.store.opening import VERSION, VERSION_TABLE, opened
from pepsheets.sync.store.tables import METADATA
from tests.sync.store.moments import SHARE, stepping

SCRIPTS = Path(pepsheets.sync.store.__file__).parent / "migrations"


def test_the_store_is_kept_with_what_pepsheets_keeps_unless_the_setting_says_otherwise(tmp_path: Path) -> None:
    assert store_address(tmp_path, {}) == str(tmp_path / "store.sqlite")
    assert store_address(tmp_path, {SETTING: "postgresql://server/pepsheets"}) == "postgresql://server/pepsheets"


def test_what_was_kept_is_there_when_the_store_is_opened_again(address: str) -> None:
    with open_store(address) as store, stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics"}})
    with open_store(address) as store:
        assert store.base(SHARE, "Courses") == {"R1": {"title": "Phonics"}}


def test_the_migrations_make_the_tables_that_the_program_uses(address: str) -> None:
    database = opened(address)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_the_newest_migration_is_the_version_that_the_program_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == VERSION


def test_a_store_of_a_newer_version_is_left_alone(address: str) -> None:
    database = opened(address)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreIsNewer, match=r"A newer version of pepsheets has used the store .* Update pepsheets"):
        open_store(address)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no modes; there the user's own folder is private")
def test_only_its_owner_may_read_the_store(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "store.sqlite"
    with open_store(str(path)) as store, stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics"}})
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert files == dict.fromkeys(("store.sqlite", "store.sqlite-wal", "store.sqlite-shm"), 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_store_on_one_disk_is_read_while_it_is_written(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store.sqlite"), patience=0.1) as store, stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics"}})
        assert store.base(SHARE, "Courses") == {}


def test_an_intent_is_on_the_disk_before_the_step_ends(tmp_path: Path) -> None:
    """Synchronous FULL: with less, a power cut could take back the last steps of a log that is written ahead."""
    database = opened(str(tmp_path / "store.sqlite"))
    with database.writing() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    database.close()
