"""A dry run may do everything to the store, and nothing of it lasts."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from pepsheets.sync.refusals import StoreIsDamaged
from pepsheets.sync.store import Store, open_store, rehearse
from tests.sync.store.moments import NOON, SHARE, flowed, stepping, taken

PHONICS = {"R1": {"title": "Phonics"}}


def states(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


def test_a_rehearsal_begins_with_what_the_store_holds(store: Store, kept_at: str) -> None:
    with stepping(store) as step:
        step.advance("Courses", PHONICS)
    with rehearse(kept_at) as rehearsal:
        assert rehearsal.base(SHARE, "Courses") == PHONICS


def test_nothing_that_is_rehearsed_lasts(kept_at: str) -> None:
    with rehearse(kept_at) as rehearsal:
        with stepping(rehearsal) as step:
            step.advance("Courses", PHONICS)
            step.record(1, [flowed()])
            assert rehearsal.base(SHARE, "Courses") == PHONICS
        assert len(rehearsal.history(SHARE)) == 1
        rehearsal.erase(["Phonics"], NOON)
    with open_store(kept_at) as store:
        assert (store.base(SHARE, "Courses"), store.history(SHARE), store.lease(SHARE)) == ({}, (), None)


def test_a_step_that_fails_in_a_rehearsal_leaves_nothing_either(kept_at: str) -> None:
    with rehearse(kept_at) as rehearsal:
        lease = taken(rehearsal)
        with suppress(RuntimeError), rehearsal.step(lease, NOON) as step:
            step.advance("Courses", PHONICS)
            raise RuntimeError("the power went")
        assert rehearsal.base(SHARE, "Courses") == {}


def test_where_no_store_is_none_is_made(tmp_path: Path) -> None:
    with rehearse(str(tmp_path / "kept" / "store.sqlite")) as rehearsal, stepping(rehearsal) as step:
        step.advance("Courses", PHONICS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs("postgres")
@pytest.mark.xdist_group("postgres")
def test_where_no_store_is_on_a_server_none_is_made(on_server: str) -> None:
    for _ in range(2):
        with rehearse(on_server) as rehearsal:
            assert rehearsal.base(SHARE, "Courses") == {}
            taken(rehearsal)


def test_a_rehearsal_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store.sqlite")) as store, stepping(store) as step:
        step.advance("Courses", PHONICS)
    before = states(tmp_path)
    with rehearse(str(tmp_path / "store.sqlite")) as rehearsal, stepping(rehearsal) as step:
        step.advance("Courses", {}, deleted=["R1"])
    assert states(tmp_path) == before


def test_a_store_in_use_can_be_rehearsed_on(tmp_path: Path) -> None:
    address = str(tmp_path / "store.sqlite")
    with open_store(address) as store:
        with stepping(store) as step:
            step.advance("Courses", PHONICS)
        with rehearse(address) as rehearsal:
            assert rehearsal.base(SHARE, "Courses") == PHONICS


def test_a_store_that_comes_into_use_while_it_is_copied_is_copied_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = str(tmp_path / "store.sqlite")
    open_store(address).close()
    connect, writers = sqlite3.connect, list[Store]()

    def connect_late(place: str, **how: object) -> object:
        if place.endswith("immutable=1"):
            writers.append(open_store(address))
            with stepping(writers[0]) as step:
                step.advance("Courses", PHONICS)
        return connect(place, **how)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setattr(sqlite3, "connect", connect_late)
    with rehearse(address) as rehearsal:
        assert rehearsal.base(SHARE, "Courses") == PHONICS
    assert len(writers) == 1
    writers[0].close()


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_text("minutes of the last meeting " * 100)
    with pytest.raises(StoreIsDamaged):
        rehearse(str(tmp_path / "store.sqlite"))
