"""How the shares stand is found in the store, and in what the service itself has seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pepsheets.faces.service.attempts import Attempt, Attempts, Ran
from pepsheets.faces.service.looking_up import Lookout
from pepsheets.faces.service.standing import ShareStanding, Standing
from pepsheets.sync.refusals import StoreCannotBeUsed
from pepsheets.sync.store import Store, open_store
from tests.faces.service.rounds_in_store import left_waiting, made
from tests.faces.service.standings import LONDON, MINUTE, NOW, share

HEADS = share("Head teachers")
WEEK = timedelta(days=7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store.sqlite")) as store:
        yield store


@pytest.fixture
def attempts() -> Attempts:
    return Attempts(NOW - MINUTE)


@pytest.fixture
def lookout(store: Store, attempts: Attempts) -> Lookout:
    return Lookout(lambda: store, attempts, lambda _: NOW + MINUTE, NOW - WEEK, LONDON)


def of(lookout: Lookout, now: datetime = NOW) -> ShareStanding:
    (each,) = lookout.standing([HEADS], now).shares
    return each


def tried(attempts: Attempts, ran: Ran, at: datetime = NOW - MINUTE) -> None:
    attempts.begin(HEADS.name, at)
    attempts.end(Attempt(HEADS.name, at, at + timedelta(seconds=3), ran))


def test_rounds_of_any_program_are_told_in_the_time_of_this_place(store: Store, lookout: Lookout) -> None:
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    made(store, HEADS.name, summer)
    each = of(lookout, summer + MINUTE)
    assert each.last is not None and f"{each.last.started:%H:%M}" == "10:30" and each.last.seconds == 2
    assert each.last_good == summer + timedelta(seconds=2) and each.next_run == NOW + MINUTE
    assert each.alarm is None and not each.waits


def test_what_waits_is_counted_and_what_was_settled_is_not(store: Store, lookout: Lookout) -> None:
    made(store, HEADS.name, NOW - MINUTE, "waiting", "A plan waits.")
    name = left_waiting(store, HEADS.name, NOW)
    waits = of(lookout).waits
    assert (waits.conflicts, waits.held) == ({"Meetings": 1}, {"Bookings": 1})
    assert [plan.name for plan in waits.plans] == [name] and waits.approved == ()
    store.approve(HEADS.name, name, NOW)
    assert of(lookout).waits.plans == () and len(of(lookout).waits.approved) == 1


def test_a_share_is_overdue_by_the_age_of_its_last_good_round(store: Store, lookout: Lookout) -> None:
    made(store, HEADS.name, NOW - timedelta(hours=3))
    made(store, HEADS.name, NOW - MINUTE, "failed", "No.")
    alarm = of(lookout).alarm
    assert alarm is not None and "was last in step on 21/11/2026 at 11:21, 2 hours 59 minutes ago" in alarm.sentence
    assert not lookout.standing([HEADS], NOW).is_well


def test_a_share_that_was_never_in_step_is_as_old_as_its_first_round(store: Store, lookout: Lookout) -> None:
    made(store, HEADS.name, NOW - timedelta(hours=5), "failed")
    made(store, HEADS.name, NOW - timedelta(hours=1), "failed")
    alarm = of(lookout).alarm
    assert alarm is not None and "was set up on 21/11/2026 at 09:21 and has never been" in alarm.sentence


def test_a_share_without_any_round_is_as_old_as_the_file_that_names_it(lookout: Lookout) -> None:
    alarm = of(lookout).alarm
    assert alarm is not None and "was set up on 14/11/2026" in alarm.sentence


def test_an_attempt_that_came_to_nothing_is_told_though_the_store_never_heard_of_it(
    store: Store, attempts: Attempts, lookout: Lookout
) -> None:
    made(store, HEADS.name, NOW - 16 * MINUTE)
    tried(attempts, Ran("failed", "Another computer is its home.", "HomeIsElsewhere"))
    each = of(lookout)
    assert [past.outcome for past in each.rounds] == ["failed", "good"]
    assert each.last is not None and each.last.sentence == "Another computer is its home."


def test_an_attempt_that_the_store_knows_is_told_once(store: Store, attempts: Attempts, lookout: Lookout) -> None:
    made(store, HEADS.name, NOW - MINUTE, "failed", "The file is open.")
    tried(attempts, Ran("failed", "The file is open.", "FileIsOpen"))
    assert len(of(lookout).rounds) == 1


def test_somebody_elses_round_that_stood_in_the_way_is_no_failure(
    store: Store, attempts: Attempts, lookout: Lookout
) -> None:
    made(store, HEADS.name, NOW - 2 * MINUTE)
    tried(attempts, Ran("waiting", "It is being synchronised by Ann.", "AnotherRoundRuns"))
    assert [past.outcome for past in of(lookout).rounds] == ["good"]


def test_a_round_that_runs_is_not_yet_the_last_one(store: Store, attempts: Attempts, lookout: Lookout) -> None:
    made(store, HEADS.name, NOW - 16 * MINUTE)
    made(store, HEADS.name, NOW - MINUTE, None)
    attempts.begin(HEADS.name, NOW - MINUTE)
    each = of(lookout)
    assert each.rounds[0].sentence == "It is being made at this moment." and each.rounds[0].seconds is None
    assert each.last is not None and each.last.outcome == "good" and each.running_since == NOW - MINUTE


def test_a_round_without_an_end_that_is_not_ours_is_cut_short_or_anothers(store: Store, lookout: Lookout) -> None:
    made(store, HEADS.name, NOW - 16 * MINUTE, None)
    assert "by another program, or was cut short" in of(lookout).rounds[0].sentence
    made(store, HEADS.name, NOW - MINUTE)
    told = of(lookout).rounds[1]
    assert (told.outcome, told.seconds) == ("cut short", None) and told.sentence.startswith("It was cut short")


class TestWithoutAStore:
    @pytest.fixture
    def lookout(self, attempts: Attempts) -> Lookout:
        def away() -> Store:
            raise StoreCannotBeUsed("The store is away.", "Try again.")

        return Lookout(away, attempts, lambda _: None, NOW - WEEK, LONDON)

    def test_it_is_said_and_nothing_is_claimed(self, lookout: Lookout) -> None:
        found = lookout.standing([HEADS], NOW, ["Besides."])
        assert found.troubles == ("The store is away. Try again.", "Besides.")
        assert not found.is_known and not found.is_well

    def test_what_the_service_has_seen_itself_still_counts(self, attempts: Attempts, lookout: Lookout) -> None:
        tried(attempts, Ran("good", "Both sides were in step already."))
        found = of(lookout)
        assert found.last is not None and found.last.outcome == "good" and found.alarm is None
        assert found.last_good == NOW - MINUTE + timedelta(seconds=3)

    def test_the_alarm_goes_by_the_start_of_the_service(self, lookout: Lookout) -> None:
        def standing(now: datetime) -> Standing:
            return lookout.standing([HEADS], now)

        assert not standing(NOW + timedelta(hours=1)).overdue and standing(NOW + timedelta(hours=3)).overdue
