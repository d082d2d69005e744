"""docs/service.md tells of everything that the service shows and logs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pepsheets.faces.service.attempts import Attempts
from pepsheets.faces.service.metrics import metrics
from pepsheets.faces.service.wording import ENDINGS, badge_of
from tests.faces.service.standings import NOW, fresh, in_step, overdue, standing, waiting

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
SOURCES = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "pepsheets/faces/service").glob("*.py"))
EVENTS = sorted(set(re.findall(r'(?:log\.write|report)\(\s*"([a-z ]+)"', SOURCES)))


def test_the_events_are_found_at_all() -> None:
    assert {"round", "alarm mailed", "left out", "stopped"} <= set(EVENTS)


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_of_the_log_is_named(event: str) -> None:
    assert f"`{event}`" in PAGE


@pytest.mark.parametrize("name", re.findall(r"# TYPE (\w+)", metrics(standing(waiting()), Attempts(NOW))))
def test_every_figure_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_badge_is_explained() -> None:
    badges = {badge_of(each).words for each in (overdue(), waiting(), in_step(), fresh())}
    endings = {words for outcome, (words, _) in ENDINGS.items() if outcome not in ("failed", "running")}
    assert [words for words in badges | endings if f"**{words}**" not in PAGE] == []
