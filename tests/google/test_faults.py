"""What goes wrong on request."""

from __future__ import annotations

import pytest

from tests.google.server.faults import Cut, Faults


def status(faults: Faults, kind: str) -> int:
    answer = faults.before(kind)
    return answer.status if answer else 200


def test_a_refusal_waits_for_its_kind_and_comes_as_often_as_asked() -> None:
    faults = Faults()
    faults.answer(503, times=2, kind="read", retry_after=7)
    assert status(faults, "write") == 200
    refused = faults.before("read")
    assert refused is not None and ("Retry-After", "7") in refused.headers
    assert [status(faults, "read") for _ in range(2)] == [503, 200]


def test_any_means_every_call_but_signing_in() -> None:
    faults = Faults()
    faults.answer(500, times=3)
    assert [status(faults, kind) for kind in ("token", "read", "write", "drive", "read")] == [200, 500, 500, 500, 200]


def test_refusals_come_in_the_order_they_were_asked_for() -> None:
    faults = Faults()
    faults.answer(429)
    faults.answer(503)
    assert [status(faults, "read") for _ in range(3)] == [429, 503, 200]


def test_a_lost_reply_is_lost_after_the_call_and_a_cut_comes_before_it() -> None:
    faults = Faults()
    faults.lose_reply()
    assert status(faults, "write") == 200
    with pytest.raises(Cut):
        faults.after("write")
    faults.after("write")
    faults.cut_before("read")
    with pytest.raises(Cut):
        faults.before("read")
    assert status(faults, "read") == 200


def test_a_quota_is_of_one_minute_and_one_kind() -> None:
    faults = Faults()
    faults.quota(reads=2, writes=1)
    assert [status(faults, "read") for _ in range(3)] == [200, 200, 429]
    assert [status(faults, "write") for _ in range(2)] == [200, 429]
    faults.advance(59)
    assert status(faults, "read") == 429
    faults.advance(1)
    assert [status(faults, "read") for _ in range(3)] == [200, 200, 429]


def test_without_a_quota_nothing_is_counted() -> None:
    faults = Faults()
    assert {status(faults, "read") for _ in range(500)} == {200}
    faults.quota(writes=None)
    assert {status(faults, "write") for _ in range(100)} == {200}


def test_what_happens_between_two_calls_happens_once() -> None:
    faults, done = Faults(), list[str]()
    faults.between("write", lambda: done.append("first"))
    faults.between("write", lambda: done.append("second"))
    assert faults.doings_before("read") == []
    for do in faults.doings_before("write"):
        do()
    assert done == ["first"]
    assert len(faults.doings_before("write")) == 1 and faults.doings_before("write") == []


def test_what_was_to_go_wrong_can_be_called_off() -> None:
    faults = Faults()
    faults.answer(500)
    faults.quota(reads=0)
    faults.between("any", lambda: None)
    faults.clear()
    assert status(faults, "read") == 200 and faults.doings_before("read") == []
