"""The fixture `google`: a stand-in for Google of the test's own, and the product signed in to it.

A conftest takes it with `from tests.google.fixtures import google`, and names it in `__all__`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pepsheets.gateways.google_sheet.credentials import HOME, Account, keep_service_account
from pepsheets.gateways.google_sheet.sessions import SETTING
from tests.google.server.stand_in import StandIn

__all__ = ["google"]


@pytest.fixture
def google(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in with the product signed in as its service account.

    The test fails at its end if a request or a reply was not as Google describes it, or asked for what the stand-in
    does not know, unless it said so before: `google.expect_breach("addSheets")`.
    """
    with StandIn() as stand_in:
        monkeypatch.setenv(SETTING, stand_in.url)
        _sign_in(stand_in, tmp_path_factory, monkeypatch)
        yield stand_in
    unexpected = stand_in.unexpected()
    if unexpected:
        pytest.fail("Google would not have understood this, or the stand-in does not:\n" + "\n".join(unexpected))


def _sign_in(stand_in: StandIn, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pepsheets keeps stays below the folder of the tests, also where another fixture chose the place."""
    base = tmp_path_factory.getbasetemp()
    if not Path(os.environ.get(HOME, "/")).is_relative_to(base):
        monkeypatch.setenv(HOME, str(tmp_path_factory.mktemp("home")))
    key = stand_in.key.write(tmp_path_factory.mktemp("key") / "key.json")
    keep_service_account(key, _trusting)


def _trusting(account: Account, credentials: object) -> None:
    """The key is proved by the first call; proving it here too would cost each test a call."""
