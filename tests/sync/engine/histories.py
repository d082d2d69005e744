"""Runs the machine over a number of histories, the same ones each time for the same seed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from pepsheets.gateways.google_sheet.credentials import HOME, Account, keep_service_account
from pepsheets.gateways.google_sheet.sessions import SETTING
from tests.google.server.stand_in import StandIn
from tests.sync.engine.machine import machine_on
from tests.sync.engine.pairings import Pairing

PAIRINGS = ("memory/memory", "memory/open", "memory/google", "file/file", "file/google")
_ON_DISK = settings(max_examples=1, stateful_step_count=8)
_IN_MEMORY = settings(max_examples=1, stateful_step_count=14)


def live_through(pairing: Pairing, histories: int, first_seed: int = 1, *, shrinks: bool = True) -> None:
    """So many histories; raises at the first in which something does not hold."""
    steady = settings(
        _ON_DISK if pairing.is_on_disk else _IN_MEMORY,
        max_examples=histories,
        derandomize=False,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
    )
    run_state_machine_as_test(seed(first_seed)(machine_on(pairing)), settings=steady)


@contextmanager
def somewhere(name: str) -> Iterator[Pairing]:
    """A pairing with all that it needs, for whoever does not run under pytest."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="pepsheets-soak-")))
        stack.enter_context(without_waiting_for_disks())
        google = stack.enter_context(_google(folder)) if name.endswith("google") else None
        yield Pairing(name, folder, google)


@contextmanager
def _google(folder: Path) -> Iterator[StandIn]:
    with StandIn() as google, patch.dict(os.environ, {HOME: str(folder / "home"), SETTING: google.url}):
        keep_service_account(google.key.write(folder / "key.json"), _trusting)
        yield google
        assert not google.unexpected(), google.unexpected()


def _trusting(account: Account, credentials: object) -> None:
    """The key is proved by the first call."""


@contextmanager
def without_waiting_for_disks() -> Iterator[None]:
    """A killed process loses nothing that it wrote, only a power cut does: so nobody waits here for the disk."""
    with (
        patch("os.fsync", lambda _: None),
        patch("pepsheets.sync.store.database._PRAGMAS", ("PRAGMA synchronous = OFF",)),
    ):
        yield
