"""Two hundred histories of people, crashes and rounds, over every pairing of doors; scripts/soak runs thousands.

What must hold of each stands in properties.py, what people do in acts.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google.server.stand_in import StandIn
from tests.sync.engine.histories import live_through, without_waiting_for_disks
from tests.sync.engine.pairings import Pairing


@pytest.fixture(autouse=True)
def _quick_disks() -> Iterator[None]:
    with without_waiting_for_disks():
        yield


@pytest.mark.parametrize("first_seed", [1, 2])
def test_two_workbooks_that_nobody_else_can_write_meanwhile(tmp_path: Path, first_seed: int) -> None:
    live_through(Pairing("memory/memory", tmp_path), 30, first_seed)


@pytest.mark.parametrize("first_seed", [1, 2])
def test_a_workbook_and_a_sheet_on_which_others_come_and_go(tmp_path: Path, first_seed: int) -> None:
    live_through(Pairing("memory/open", tmp_path), 40, first_seed)


def test_a_workbook_and_a_google_sheet(tmp_path: Path, google: StandIn) -> None:
    live_through(Pairing("memory/google", tmp_path, google), 20)


@pytest.mark.parametrize("first_seed", [1, 2])
def test_two_workbook_files_and_rounds_that_are_killed(tmp_path: Path, first_seed: int) -> None:
    live_through(Pairing("file/file", tmp_path), 10, first_seed)


@pytest.mark.parametrize("first_seed", [1, 2])
def test_a_workbook_file_and_a_google_sheet_and_rounds_that_are_killed(
    tmp_path: Path, google: StandIn, first_seed: int
) -> None:
    live_through(Pairing("file/google", tmp_path, google), 10, first_seed)
