"""Rounds that the outside world does not let through: a sentence, all as it was, and the next round carries on."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from pepsheets.gateways.google_sheet.refusals import SheetNotChangeable, SheetNotFound, SheetNotShared
from pepsheets.gateways.workbook_file.temporary import beside
from pepsheets.sheets import FileCannotBeSaved, FileIsOpen, Gateway, GatewayError
from pepsheets.sync.engine.round import LEASE_LASTS
from pepsheets.sync.refusals import AnotherRoundRuns
from pepsheets.sync.store.store import Store
from tests.google.server import keys
from tests.google.server.stand_in import StandIn
from tests.sync.engine.desks import Desk, FileDesk, GoogleDesk, MemoryDesk
from tests.sync.engine.open_memory import Grid
from tests.sync.engine.pairings import START
from tests.sync.engine.things import HOLDER, SHARE, Sides, store_in

KETTLE: Grid = [*START, ["kettle", "new", None, None, None, None]]


def unwatched(_: str) -> None:
    """Nobody follows the steps."""


class Table:
    """Two desks in step, one of them edited since."""

    def __init__(self, workbook: Desk, shared: Desk, store: Store) -> None:
        self.workbook, self.shared = workbook, shared
        self.sides = Sides(self.door(workbook), self.door(shared), store)
        assert self.sides.sync().is_good

    def door(self, desk: Desk) -> Gateway:
        return desk.door(unwatched)

    def edit(self) -> None:
        self.workbook.edit(2, 2, "old")
        self.shared.edit(2, 1, "jug")

    def stand(self) -> object:
        return self.workbook.grid(), self.shared.grid()

    def carries_on(self) -> None:
        """The next round brings everything to both sides."""
        outcome = self.sides.sync()
        assert outcome.is_good
        for desk in (self.workbook, self.shared):
            [(_, row)] = desk.rows()
            assert (row["Name"], row["State"]) == ("jug", "old")


@pytest.fixture
def files(tmp_path: Path) -> Table:
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    workbook = FileDesk(tmp_path / "ours" / "workbook.xlsx", KETTLE, as_table=True)
    return Table(workbook, FileDesk(tmp_path / "theirs" / "shared.xlsx", START, as_table=False), store_in(tmp_path))


@pytest.fixture
def on_google(tmp_path: Path, google: StandIn) -> Table:
    return Table(MemoryDesk(KETTLE), GoogleDesk(google, START), store_in(tmp_path))


def test_a_second_round_of_one_share_says_who_runs_the_first(files: Table) -> None:
    seen: list[str] = []

    def watch(step: str) -> None:
        if step == "intent stored":
            before = files.stand()
            files.sides.now -= LEASE_LASTS * 2
            with pytest.raises(AnotherRoundRuns) as refused:
                files.sides.sync()
            assert files.stand() == before
            seen.append(refused.value.message)

    files.edit()
    assert files.sides.sync(watch).is_good
    assert seen[0] == f"'{SHARE.name}' is being synchronised by {HOLDER.words} on the computer 'here' (process 1)."
    files.carries_on()


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Whatever is to be written in a folder finds no room."""

    @contextmanager
    def no_room(path: Path, *rest: object) -> Iterator[Path]:
        if path.parent == folder:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with beside(path, *rest) as temporary:  # type: ignore[arg-type]  # handed on as they came
            yield temporary

    with patch("pepsheets.gateways.workbook_file.saving.beside", no_room):
        yield


@contextmanager
def read_only_folder(folder: Path) -> Iterator[None]:
    """Nothing can be made in a folder. For an administrator no folder is read-only, so it is said in its place."""

    @contextmanager
    def not_allowed(path: Path, *rest: object) -> Iterator[Path]:
        if path.parent == folder:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        with beside(path, *rest) as temporary:  # type: ignore[arg-type]  # handed on as they came
            yield temporary

    with patch("pepsheets.gateways.workbook_file.saving.beside", not_allowed):
        yield


@contextmanager
def open_in_excel(folder: Path) -> Iterator[None]:
    """Excel's owner file lies beside each workbook of a folder."""
    owners = [path.with_name(f"~${path.name}") for path in folder.glob("*.xlsx")]
    for owner in owners:
        owner.write_bytes(b"\x03Ada" + b" " * 161)
    yield
    for owner in owners:
        owner.unlink()


OBSTACLES = (full_disk, read_only_folder, open_in_excel)
Obstacle = Callable[[Path], AbstractContextManager[None]]


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=lambda each: each.__name__)
def test_what_the_workbook_is_to_get_waits_where_it_cannot_be_saved(files: Table, obstacle: Obstacle) -> None:
    files.edit()
    before = files.workbook.fingerprint()
    with obstacle(Path(files.workbook.address).parent):
        outcome = files.sides.sync()
    assert isinstance(outcome.waits, FileCannotBeSaved | FileIsOpen) and not outcome.is_good
    assert outcome.sentence().startswith(outcome.waits.message) and outcome.waits.remedy
    assert files.workbook.fingerprint() == before
    assert [row["State"] for _, row in files.shared.rows()] == ["old"]
    files.carries_on()


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=lambda each: each.__name__)
def test_a_shared_file_that_cannot_be_saved_stops_the_round_with_all_as_it_was(
    files: Table, obstacle: Obstacle
) -> None:
    files.edit()
    before = files.stand()
    with obstacle(Path(files.shared.address).parent), pytest.raises((FileCannotBeSaved, FileIsOpen)) as refused:
        files.sides.sync()
    assert refused.value.message and refused.value.remedy
    assert files.stand() == before
    files.carries_on()


def test_an_hour_with_the_workbook_open_leaves_nothing_behind_to_be_found_out(files: Table) -> None:
    files.edit()
    with open_in_excel(Path(files.workbook.address).parent):
        for _ in range(4):
            files.sides.sync()
    assert files.sides.store.open_intents(SHARE.name) == ()
    files.carries_on()


def sharing(google: StandIn, table: Table, role: str | None) -> None:
    """The owner changes what pepsheets may do with the sheet."""
    spreadsheet = table.shared.address.removeprefix("google:")
    if role is None:
        google.holdings.unshare(spreadsheet, keys.SERVICE_EMAIL)
    else:
        google.holdings.share(spreadsheet, keys.SERVICE_EMAIL, role)


@pytest.mark.parametrize(
    ("role", "refusal"), [(None, (SheetNotShared, SheetNotFound)), ("reader", (SheetNotChangeable,))]
)
def test_a_sheet_that_is_no_longer_shared_stops_the_round_with_all_as_it_was(
    google: StandIn, on_google: Table, role: str | None, refusal: tuple[type[GatewayError], ...]
) -> None:
    on_google.edit()
    before = on_google.stand()
    sharing(google, on_google, role)
    with pytest.raises(refusal) as refused:
        on_google.sides.sync()
    assert refused.value.message and refused.value.remedy
    assert on_google.stand() == before
    sharing(google, on_google, "writer")
    on_google.carries_on()
