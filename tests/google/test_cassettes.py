"""The stand-in answers as Google did, in every recorded exchange that can be replayed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.google.cassettes import recordings, replay, rule
from tests.google.spreadsheets.behaviours import KINDS_OF_REQUEST

LISTS = Path(__file__).parent / "cassettes"

pytestmark = pytest.mark.skipif(not recordings.FOLDER.is_dir(), reason="the recordings of shared/cassettes are absent")


@pytest.fixture(scope="module")
def outcomes() -> list[replay.Outcome]:
    """What the stand-in answers to each interaction that can be replayed, recording by recording."""
    found = []
    for name in recordings.names():
        recording = recordings.recording(name)
        stand_in = replay.Replay(replay.recorder_of(recording))
        found += [stand_in.outcome(interaction) for interaction, why in rule.judged(recording) if why is None]
    return found


def listed(name: str) -> list[str]:
    return (LISTS / name).read_text(encoding="utf-8").splitlines()


def test_all_recordings_are_here() -> None:
    assert len(recordings.names()) == 73
    assert sum(1 for _ in recordings.all_interactions()) == 1322


def test_the_interactions_that_cannot_be_replayed_are_listed_with_their_reason() -> None:
    judged = [found for name in recordings.names() for found in rule.judged(recordings.recording(name))]
    assert [f"{interaction.place}: {why}" for interaction, why in judged if why] == listed("not_replayable.txt")


def test_google_and_the_stand_in_answer_alike(outcomes: list[replay.Outcome]) -> None:
    identical = sum(outcome.is_identical for outcome in outcomes)
    assert len(outcomes) == 1225
    assert identical / len(outcomes) >= 0.97, f"{identical} of {len(outcomes)}"


def test_each_answer_that_differs_is_listed(outcomes: list[replay.Outcome]) -> None:
    different = [outcome.interaction.place for outcome in outcomes if not outcome.is_identical]
    assert different == [line.partition(": ")[0] for line in listed("not_identical.txt")]


def test_the_comparison_tells_a_different_answer(outcomes: list[replay.Outcome]) -> None:
    first = next(outcome for outcome in outcomes if isinstance(outcome.reply, dict))
    assert isinstance(first.reply, dict)
    assert not replay.Outcome(first.interaction, first.status + 1, first.reply).is_identical
    assert not replay.Outcome(first.interaction, first.status, {**first.reply, "more": 1}).is_identical


def test_kinds_of_request_marked_as_recorded_are_in_the_recordings() -> None:
    sent = {
        kind
        for interaction in recordings.all_interactions()
        if interaction.path.endswith(":batchUpdate") and "/values" not in interaction.path
        for request in json.loads(interaction.body)["requests"]
        for kind in request
    }
    assert sent == {behaviour.name for behaviour in KINDS_OF_REQUEST if behaviour.basis == "recorded"}
