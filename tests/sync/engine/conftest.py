"""What the engine's tests share: Google as a stand-in, and PEP:mk's worked example in step with a shared sheet."""

from pathlib import Path

import pytest

from tests.google.fixtures import google
from tests.google.server.stand_in import StandIn
from tests.sync.engine.partners import Partners, partners

__all__ = ["google"]


@pytest.fixture(params=["a file and Google", "two files"])
def sides(request: pytest.FixtureRequest, tmp_path: Path) -> Partners:
    """The worked example in step with a Google Sheet, and again with a workbook on a drive."""
    return partners(tmp_path, request.getfixturevalue("google") if "Google" in request.param else None)


@pytest.fixture
def on_google(google: StandIn, tmp_path: Path) -> Partners:
    """The worked example in step with a Google Sheet."""
    return partners(tmp_path, google)
