"""What goes wrong on request, as the real clients meet it."""

from __future__ import annotations

from collections.abc import Iterator

import google.auth.exceptions
import pytest
import requests

from tests.google.calling import add_tab, batch, get, service, tabs
from tests.google.server.stand_in import StandIn


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with StandIn() as google:
        yield google
    assert google.unexpected() == []


def test_a_refusal_on_request_reaches_the_client_and_changes_nothing(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    stand_in.faults.answer(503, kind="write", retry_after=3)
    before = tabs(stand_in, sheet)
    refused = batch(session, sheet, add_tab("X"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "3")
    assert tabs(stand_in, sheet) == before
    assert batch(session, sheet, add_tab("X")).status_code == 200


def test_a_lost_reply_is_of_a_call_that_was_applied(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    get(session, sheet)
    stand_in.faults.lose_reply()
    with pytest.raises(requests.ConnectionError):
        batch(session, sheet, add_tab("X"))
    assert "X" in tabs(stand_in, sheet) and stand_in.log[-1].lost


def test_a_connection_cut_before_the_call_changes_nothing(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    stand_in.faults.cut_before("write")
    with pytest.raises(requests.ConnectionError):
        batch(session, sheet, add_tab("X"))
    assert "X" not in tabs(stand_in, sheet)
    assert batch(session, sheet, add_tab("X")).status_code == 200


def test_a_quota_refills_when_the_test_says_that_a_minute_passed(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    stand_in.faults.quota(reads=2)
    assert [get(session, sheet).status_code for _ in range(3)] == [200, 200, 429]
    assert "Read requests per minute per user" in get(session, sheet).json()["error"]["message"]
    stand_in.faults.advance(60)
    assert get(session, sheet).status_code == 200


def test_somebody_edits_between_our_read_and_our_write(stand_in: StandIn) -> None:
    sheet, session = stand_in.new_sheet(), service(stand_in)
    seen: list[int] = []

    def another_program_writes() -> None:
        seen.append(batch(service(stand_in), sheet, add_tab("Theirs")).status_code)

    stand_in.faults.between("write", another_program_writes)
    assert batch(session, sheet, add_tab("Ours")).status_code == 200
    assert seen == [200] and tabs(stand_in, sheet)[1:] == ["Theirs", "Ours"]


def test_signing_in_can_fail_too(stand_in: StandIn) -> None:
    stand_in.faults.answer(400, kind="token", message="Down")
    with pytest.raises(google.auth.exceptions.RefreshError):
        get(service(stand_in), stand_in.new_sheet())
