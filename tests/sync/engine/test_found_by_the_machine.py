"""Histories in which the engine once went wrong, as short as the machine could make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pepsheets.sheets import Cell
from tests.google.server.stand_in import StandIn
from tests.sync.engine.acts import Act
from tests.sync.engine.desks import Desk
from tests.sync.engine.histories import without_waiting_for_disks
from tests.sync.engine.machine import History, machine_on
from tests.sync.engine.pairings import SHARED, Pairing


@pytest.fixture(autouse=True)
def _quick_disks() -> Iterator[None]:
    with without_waiting_for_disks():
        yield


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    """A workbook and a sheet that is open to everybody; in the end everything must hold."""
    history = machine_on(Pairing("memory/open", tmp_path))()
    yield history
    history.teardown()


def row_of(desk: Desk, at: int = 0) -> dict[str, Cell]:
    return dict(desk.rows()[at][1])


def at(moment: str, do: Callable[[], object], occurrence: int = 1) -> Callable[[tuple[str, int]], None]:
    """Does something when a round comes to a step."""

    def watch(now: tuple[str, int]) -> None:
        if now == (moment, occurrence):
            do()

    return watch


def test_a_row_with_a_word_for_an_id_that_was_deleted_by_mistake_comes_back_once(history: History) -> None:
    history.some_rows(ours=0, theirs=1)
    meanwhile = [
        (("pass begun", 1), Act("edit", "workbook", 0, 0, "Name", False)),
        (("pass begun", 1), Act("clear ID", "workbook", 0, 0, "Name", False)),
        (("intent stored", 2), Act("odd ID", "shared", 0, 0, "Name", False)),
    ]
    history.a_round(crash=None, meanwhile=meanwhile)
    history.quiet()
    assert len(history.place.desks["shared"].rows()) == 2


def test_a_column_that_is_moved_while_cells_are_written_keeps_its_ids(history: History) -> None:
    history.some_rows(ours=0, theirs=1)
    shared = history.place.desks["shared"]
    row_id = row_of(shared)["Row ID"]
    history.people_work([Act("edit", "workbook", 0, 0, "Name", False)])
    history.run(None, [], at("intent stored", lambda: shared.move_column(1, 5)))
    history.quiet()
    assert row_of(shared) == row_of(history.place.desks["workbook"]) and row_of(shared)["Row ID"] == row_id


def test_a_column_without_a_heading_that_comes_in_while_cells_are_written_stays_empty(history: History) -> None:
    history.some_rows(ours=0, theirs=1)
    shared = history.place.desks["shared"]
    history.people_work([Act("edit", "workbook", 0, 0, "Name", False)])
    history.run(None, [], at("intent stored", lambda: shared.insert_column(1, None)))
    history.quiet()
    assert [row[0] for row in shared.grid()] == [None, None]


def test_a_row_that_is_added_while_a_column_comes_in_is_rearranged_with_what_is_typed_into_it(history: History) -> None:
    history.some_rows(ours=0, theirs=0)
    shared = history.place.desks["shared"]
    history.people_work([Act("insert", "workbook", 0, 0, "Name", False)])
    meanwhile = [
        (("intent stored", 2), Act("insert column", "shared", 0, 2, "Name", False)),
        (("shared sheet written", 1), Act("edit", "shared", 0, 0, "Name", False)),
    ]
    history.a_round(crash=None, meanwhile=meanwhile)
    history.quiet()
    [conflict] = history.store.conflicts(SHARED.name)
    assert (conflict.column, conflict.shared) == ("name", "v0003")
    assert len(shared.rows()) == 1 and row_of(shared).get("Extra 1") is None


def test_what_a_worker_writes_that_woke_late_does_not_beat_what_was_typed_since(history: History) -> None:
    history.some_rows(ours=1, theirs=0)
    workbook, shared = history.place.desks["workbook"], history.place.desks["shared"]
    name = str(row_of(workbook)["Name"])
    history.people_work([Act("edit", "workbook", 0, 0, "Name", False)])

    def meanwhile() -> None:
        history.typed.typed_over(row_of(workbook)["Name"])
        workbook.edit(2, 1, name)
        history.typed.live.add(name)
        history.sync()

    history.run(None, [], at("intent stored", meanwhile))
    assert row_of(shared)["Name"] != name
    history.quiet()
    assert row_of(shared)["Name"] == row_of(workbook)["Name"] == name
    assert history.store.open_intents(SHARED.name) == ()


def test_a_google_tab_that_becomes_too_short_for_a_write_is_read_anew(tmp_path: Path, google: StandIn) -> None:
    history = machine_on(Pairing("memory/google", tmp_path, google))()
    history.some_rows(ours=3, theirs=0)
    history.people_work([Act("edit", "workbook", each, 0, "State", False) for each in range(3)])

    def meanwhile() -> None:
        for _ in range(2):
            history.people.do(Act("delete", "shared", 0, 0, "Name", False))

    history.run(None, [], at("intent stored", meanwhile))
    assert [exchange.status for exchange in google.log if exchange.kind == "write"].count(400) == 1
    history.teardown()
