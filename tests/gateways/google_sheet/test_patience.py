"""What is tried again, for how long, and what never is."""

from __future__ import annotations

import pytest
from requests import Session

from pepsheets.gateways.google_sheet.refusals import (
    AnswerLost,
    ConnectionBroke,
    GoogleBusy,
    GoogleUnwell,
    NoNetwork,
)
from tests.gateways.google_sheet.answers import answer
from tests.gateways.google_sheet.opened import REPLIES, add_tab, opened, tabs, title
from tests.gateways.google_sheet.pretending import Time
from tests.google.server.stand_in import StandIn

# Too many requests


def test_a_storm_of_refusals_is_waited_out(google: StandIn) -> None:
    time = Time()
    connection = opened(google, time)
    google.faults.answer(429, times=4)
    assert title(connection) == "Steering group"
    assert time.pauses == [2, 4, 8, 16]


def test_a_write_waits_out_a_storm_as_well_and_is_carried_out_once(google: StandIn) -> None:
    connection = opened(google)
    google.faults.answer(429, times=4, kind="write")
    connection.batch_update(add_tab("Schools"), fields=REPLIES)
    assert tabs(connection) == ["Sheet1", "Schools"]


def test_a_storm_without_end_ends_with_the_budget_and_a_time(google: StandIn) -> None:
    time = Time()
    connection = opened(google, time)
    google.faults.answer(429, times=1000)
    with pytest.raises(GoogleBusy) as told:
        title(connection)
    assert time.passed == 75.0 and google.counts("read") == 7
    assert told.value.remedy == "Try again at 09:33."


def test_google_is_not_asked_again_before_it_said(google: StandIn) -> None:
    time = Time()
    connection = opened(google, time)
    google.faults.answer(429, retry_after=20)
    assert title(connection) == "Steering group"
    assert time.pauses == [20]


def test_a_wait_that_is_too_long_is_told_at_once(google: StandIn) -> None:
    time = Time()
    connection = opened(google, time)
    google.faults.answer(429, times=1000, retry_after=1800)
    with pytest.raises(GoogleBusy, match="Try again at 10:00"):
        title(connection)
    assert time.pauses == [] and google.counts("read") == 1


def test_more_than_sixty_requests_a_minute_go_on_in_the_next_minute(google: StandIn) -> None:
    time = Time(meanwhile=google.faults.advance)
    connection = opened(google, time)
    google.faults.quota(reads=60, writes=60)
    for _ in range(130):
        title(connection)
    assert 120 <= time.passed <= 2 * 75


def test_writes_beyond_the_quota_are_neither_lost_nor_doubled(google: StandIn) -> None:
    time = Time(meanwhile=google.faults.advance)
    connection = opened(google, time)
    google.faults.quota(reads=60, writes=5)
    wanted = [f"Tab {number}" for number in range(12)]
    for each in wanted:
        connection.batch_update(add_tab(each), fields=REPLIES)
    assert tabs(connection) == ["Sheet1", *wanted]


# Google's own trouble, and cut connections


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_read_is_tried_again_when_google_stumbles(google: StandIn, status: int) -> None:
    connection = opened(google)
    google.faults.answer(status, times=2)
    assert title(connection) == "Steering group"


def test_a_read_that_never_succeeds_is_told_with_a_time(google: StandIn) -> None:
    time = Time()
    connection = opened(google, time)
    google.faults.answer(503, times=1000)
    with pytest.raises(GoogleUnwell, match="Try again at 09:33"):
        title(connection)
    assert time.passed == 75.0


def test_a_read_is_tried_again_when_the_connection_is_cut(google: StandIn) -> None:
    connection = opened(google)
    google.faults.cut_before("read", times=2)
    assert title(connection) == "Steering group"
    google.faults.cut_before("read", times=1000)
    with pytest.raises(ConnectionBroke):
        title(connection)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_write_is_never_sent_twice_when_google_stumbles(google: StandIn, status: int) -> None:
    time = Time()
    connection = opened(google, time)
    google.faults.answer(status, kind="write")
    with pytest.raises(AnswerLost):
        connection.batch_update(add_tab("Schools"), fields=REPLIES)
    assert google.counts("write") == 1 and time.pauses == []


def test_a_write_whose_answer_is_lost_was_carried_out_once(google: StandIn) -> None:
    connection = opened(google)
    google.faults.lose_reply("write")
    with pytest.raises(AnswerLost):
        connection.batch_update(add_tab("Schools"), fields=REPLIES)
    assert google.counts("write") == 1
    assert tabs(connection) == ["Sheet1", "Schools"]


def test_a_write_that_was_cut_before_is_not_known_to_have_failed(google: StandIn) -> None:
    connection = opened(google)
    google.faults.cut_before("write")
    with pytest.raises(AnswerLost):
        connection.batch_update(add_tab("Schools"), fields=REPLIES)
    assert tabs(connection) == ["Sheet1"]


def test_without_a_network_it_is_said_soon(google: StandIn) -> None:
    time = Time()
    connection = opened(google, time)
    title(connection)
    google.wire.__exit__(None, None, None)
    with pytest.raises(NoNetwork):
        title(connection)
    assert time.passed < 10
    with pytest.raises(NoNetwork):
        connection.batch_update(add_tab("Schools"), fields=REPLIES)
    google.wire.__enter__()
    assert tabs(connection) == ["Sheet1"]


def test_an_answer_that_cannot_be_googles_is_no_answer(google: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    time = Time()
    connection = opened(google, time)
    title(connection)
    monkeypatch.setattr(Session, "request", lambda *asked, **more: answer(403, {"error": "Blocked"}))
    with pytest.raises(ConnectionBroke):
        title(connection)
    assert time.passed == 75.0
    with pytest.raises(AnswerLost):
        connection.batch_update(add_tab("Schools"), fields=REPLIES)
