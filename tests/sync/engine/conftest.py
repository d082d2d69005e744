"""What the engine's tests share: Google as a stand-in, and PEP:mk's worked example in step with a shared sheet."""

from pathlib import Path

import pytest

from tests.google.fixtures import google
from tests.google.server.stand_in import StandIn
from tests.sync.engine.partners import Hands, Partners, partners

__all__ = ["google"]


@pytest.fixture(params=["a file and Google", "two files"])
def sides(request: pytest.FixtureRequest, tmp_path: Path) -> Partners:
    """The worked example in step with a Google Sheet, and again with a workbook on a drive."""
    return partners(tmp_path, request.getfixturevalue("google") if "Google" in request.param else None)


@pytest.fixture
def on_google(google: StandIn, tmp_path: Path) -> Partners:
    """The worked example in step with a Google Sheet."""
    return partners(tmp_path, google)


@pytest.fixture(params=["in a file, Google there", "at Google, a file there", "in one file of two"])
def hands(request: pytest.FixtureRequest, tmp_path: Path) -> Hands:
    """Clumsy hands, in the workbook or on the shared sheet."""
    sides = partners(tmp_path, request.getfixturevalue("google") if "Google" in request.param else None)
    if request.param.startswith("in a file"):
        return Hands(sides, sides.workbook, sides.shared)
    return Hands(sides, sides.shared, sides.workbook)
