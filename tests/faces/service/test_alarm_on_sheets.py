"""What the service says on both sides of a share that is overdue: the alarm, and why the last round failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pepsheets.faces.service.attempts import Ran
from pepsheets.faces.service.standing import Overdue
from pepsheets.sheets import FileIsOpen
from pepsheets.sync.config import Config, Share
from tests.faces.service.rounds_in_store import made
from tests.faces.service.standings import MINUTE, NOW
from tests.faces.service.test_service import Scene
from tests.faces.service.test_service import scene as scene  # noqa: PLC0414 - a fixture is taken over by its name


@pytest.fixture
def late(scene: Scene) -> Scene:
    """Heads were in step three hours ago, and no round was made since."""
    made(scene.store, "Heads", NOW - timedelta(hours=3))
    made(scene.store, "Office", NOW - MINUTE)
    return scene


@pytest.mark.parametrize(
    ("ran", "cause"), [(Ran("failed", "The disk is full.", "FileCannotBeSaved"), "The disk is full."), (None, "")]
)
def test_the_reason_is_handed_on_where_the_last_round_failed(late: Scene, ran: Ran | None, cause: str) -> None:
    told: list[Overdue] = []

    def tells(config: Config, share: Share, overdue: Overdue, today: date) -> int:
        told.append(overdue)
        return 2

    late.outside = replace(late.outside, tells=tells)
    service = late.service()
    if ran is not None:
        late.round = lambda config, share: ran
        service.make_round("Heads")
    service.watch()
    service.watch()
    assert [each.cause for each in told] == [cause] and "ago" not in told[0].alarm.lasting
    assert late.logged("alarm on the sheets") == [{"share": "Heads", "sides": 2}]


def test_sheets_that_cannot_be_told_are_logged(late: Scene) -> None:
    def tells(config: Config, share: Share, overdue: Overdue, today: date) -> int:
        raise FileIsOpen("Ann Archer has it open.")

    late.outside = replace(late.outside, tells=tells)
    late.service().watch()
    assert late.logged("alarm not on the sheets") == [{"share": "Heads", "refusal": "FileIsOpen"}]
