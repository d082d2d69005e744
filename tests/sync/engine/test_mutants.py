"""Nine faults put into the engine on purpose, one at a time: the machine notices each, or it would prove nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pepsheets.sheets import GatewayError
from tests.google.server.stand_in import StandIn
from tests.sync.engine.histories import live_through, without_waiting_for_disks
from tests.sync.engine.mutants import FAULTS, Fault
from tests.sync.engine.pairings import Pairing

BEGINNINGS = range(1, 35)
HISTORIES = 6
"""Some few histories after each of many beginnings: what brings a fault to light, people do soon or late in a row."""


@pytest.fixture(autouse=True)
def _quick_disks() -> Iterator[None]:
    with without_waiting_for_disks():
        yield


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_machine_notices(fault: Fault, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    google = request.getfixturevalue("google") if fault.pairing.endswith("google") else None
    assert google is None or isinstance(google, StandIn)
    pairing = Pairing(fault.pairing, tmp_path, google)
    with fault.put_in(), pytest.raises((AssertionError, GatewayError, ValueError, KeyError)):
        _many_beginnings(pairing)


def _many_beginnings(pairing: Pairing) -> None:
    for first_seed in BEGINNINGS:
        live_through(pairing, HISTORIES, first_seed, shrinks=False)
