"""What programs read: /healthz and /metrics."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from pepsheets.faces.service.attempts import Attempt, Attempts, Outcome, Ran
from pepsheets.faces.service.health import health
from pepsheets.faces.service.metrics import metrics
from pepsheets.faces.service.standing import ShareStanding
from tests.faces.service.standings import NOW, fresh, in_step, overdue, standing, waiting

SAMPLE = re.compile(r'(pepsheets_\w+)(?:\{((?:\w+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?[\d.e+-]+)')


def attempts(*outcomes: tuple[str, Outcome, float]) -> Attempts:
    made = Attempts(NOW)
    for share, outcome, seconds in outcomes:
        made.begin(share, NOW)
        made.end(Attempt(share, NOW, NOW + timedelta(seconds=seconds), Ran(outcome, "")))
    return made


def samples(text: str) -> dict[tuple[str, str], float]:
    """Every line read by the grammar of the format; one that does not fit is a fault."""
    found: dict[tuple[str, str], float] = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            read = SAMPLE.fullmatch(line)
            assert read, line
            found[read[1], read[2] or ""] = float(read[3])
    return found


@pytest.mark.parametrize(
    ("each", "status", "word"),
    [(in_step(), 200, "ok"), (waiting(), 200, "ok"), (fresh(), 200, "ok"), (overdue(), 503, "overdue")],
)
def test_only_an_overdue_share_is_a_matter_of_health(each: ShareStanding, status: int, word: str) -> None:
    found, text = health(standing(each))
    told = json.loads(text)
    assert (found, told["status"]) == (status, word)
    assert told["shares"][0]["overdue"] is (status == 503)


def test_health_names_each_share_with_the_age_of_its_last_good_round() -> None:
    told = json.loads(health(standing(in_step(), fresh()))[1])
    assert told["at"] == "2026-11-21T14:21:05+00:00"
    assert told["shares"] == [
        {
            "name": "Steering group",
            "overdue": False,
            "last_good_round": "2026-11-21T14:15:05+00:00",
            "age_seconds": 359,
            "last_outcome": "good",
        },
        {"name": "Governors", "overdue": False, "last_good_round": None, "age_seconds": None, "last_outcome": None},
    ]


def test_a_store_that_cannot_be_used_is_a_matter_of_health() -> None:
    found, text = health(replace(standing(in_step()), is_known=False))
    assert found == 503 and json.loads(text)["status"] == "store cannot be used"


def test_the_figures_are_those_of_the_shares() -> None:
    made = attempts(("Head teachers", "good", 2), ("Head teachers", "waiting", 1.5), ("Finance office", "failed", 1))
    found = samples(metrics(standing(waiting(), overdue(), fresh()), made))
    heads = 'share="Head teachers"'
    assert found["pepsheets_rounds_total", f'{heads},outcome="good"'] == 1
    assert found["pepsheets_rounds_total", f'{heads},outcome="failed"'] == 0
    assert found["pepsheets_rounds_total", 'share="Finance office",outcome="failed"'] == 1
    assert found["pepsheets_round_seconds", heads] == 1.5
    assert found["pepsheets_last_good_round_age_seconds", heads] == 20 * 60 - 7
    assert (found["pepsheets_conflicts", heads], found["pepsheets_held", heads]) == (3, 1)
    assert found["pepsheets_plans", heads] == 1
    assert (found["pepsheets_overdue", heads], found["pepsheets_overdue", 'share="Finance office"']) == (0, 1)
    assert found["pepsheets_store_usable", ""] == 1
    assert ("pepsheets_round_seconds", 'share="Governors"') not in found
    assert ("pepsheets_last_good_round_age_seconds", 'share="Governors"') not in found


def test_what_the_store_cannot_tell_is_left_out_rather_than_zero() -> None:
    found = samples(metrics(replace(standing(waiting()), is_known=False), attempts()))
    assert found["pepsheets_store_usable", ""] == 0
    assert not {name for name, _ in found} & {"pepsheets_conflicts", "pepsheets_held", "pepsheets_plans"}


@pytest.mark.parametrize("name", ['A "quoted" name', "back\\slash", "two\nlines", "Zoë's £1"])
def test_any_name_of_a_share_keeps_to_the_format(name: str) -> None:
    found = samples(metrics(standing(in_step(name)), attempts((name, "good", 1))))
    labels = {each for figure, each in found if figure == "pepsheets_overdue"}
    (label,) = labels
    read = label.removeprefix('share="')[:-1]
    unescaped = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], read)
    assert unescaped == name


def test_each_figure_is_explained_once_and_before_its_samples() -> None:
    text = metrics(standing(waiting(), overdue()), attempts())
    explained: list[str] = []
    for line in text.splitlines():
        if line.startswith("# HELP "):
            explained.append(line.split()[2])
        elif line.startswith("# TYPE "):
            assert line.split()[2] == explained[-1] and line.split()[3] in ("gauge", "counter")
        else:
            assert re.split(r"[{ ]", line)[0] == explained[-1]
    assert len(explained) == len(set(explained)) and text.endswith("\n")
