"""Rounds in a process of their own, which is killed at a step: no ending, no clearing up, as when the power goes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import dataclass
from datetime import datetime
from itertools import count

# Google's part is loaded once for all processes: each would take a second over it.
import pepsheets.gateways.google_sheet.door
import pepsheets.gateways.google_sheet.faults
import pepsheets.gateways.google_sheet.requesting
import pepsheets.gateways.google_sheet.signing_in  # noqa: F401
from pepsheets.gateways import open_gateway
from pepsheets.gateways.google_sheet.credentials import HOME
from pepsheets.gateways.google_sheet.sessions import SETTING
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.gateways.workbook_file.steps import Step
from pepsheets.sync.engine.round import Surroundings, run_round
from pepsheets.sync.store import open_store
from tests.sync.engine.pairings import SHARED, Place
from tests.sync.engine.things import HOLDER, KIND, TODAY

_NAMES = 1000
"""So many names a killed round may have used."""
_PATIENCE = 60.0


@dataclass(frozen=True)
class Doomed:
    """Everything that the process must know."""

    addresses: tuple[str, str]
    store: str
    settings: dict[str, str]
    first_name: int
    now: datetime
    step: int


def run_and_kill(place: Place, now: datetime, step: int) -> int | None:
    """Runs a round that is killed at a step, unless it ends before; the exit code of its process."""
    first = next(place.numbers)
    place.numbers = count(first + _NAMES)
    addresses = place.desks["workbook"].address, place.desks["shared"].address
    settings = {name: os.environ[name] for name in (HOME, SETTING) if name in os.environ}
    doomed = Doomed(addresses, place.store_path, settings, first, now, step)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=run, args=(doomed,))
    process.start()
    process.join(_PATIENCE)
    assert process.exitcode in (0, 1, -signal.SIGKILL), "the round hangs"
    return process.exitcode


def run(doomed: Doomed) -> None:
    """The round, in the other process."""
    os.environ.update(doomed.settings)
    numbers, steps = count(doomed.first_name), count(1)

    def watch(_: str) -> None:
        if next(steps) == doomed.step:
            os.kill(os.getpid(), signal.SIGKILL)

    def told(step: Step) -> None:
        watch(step.name)

    doors = [
        open_gateway(each) if each.startswith("google:") else WorkbookFile(each, watch=told)
        for each in doomed.addresses
    ]
    around = Surroundings(HOLDER, doomed.now, TODAY, lambda: f"{next(numbers):012d}", watch)
    with open_store(doomed.store) as store:
        run_round(SHARED, KIND, (doors[0], doors[1]), store, around)
