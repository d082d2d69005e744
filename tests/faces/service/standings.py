"""How shares may stand, made up for these tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pepsheets.faces.service.page import About
from pepsheets.faces.service.standing import Ended, PastRound, ShareStanding, Standing, Waits
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Share
from pepsheets.sync.store import WaitingPlan

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 21, 14, 21, 5, tzinfo=LONDON)
MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE

ABOUT = About("/home/ann/partnership", "pepsheets.toml", "/home/ann/service.log", "0.1", True)
IN_STEP = "Both sides were in step already."
FLOWED = "4 written to the shared sheet, 2 to the workbook."
OPEN = "'partnership.xlsx' is open on another computer. Ask them to save and close it, then try again."
CUT_SHORT = "It was cut short; the next round carried on where it stopped."
PLAN = WaitingPlan(
    "1a2b3c4d",
    "Head teachers",
    "Bookings",
    "Bookings: 14 of 31 rows were deleted on the shared sheet. Nothing was written.",
    "{}",
    "1a2b3c4d5e6f",
    NOW,
)


def share(name: str, address: str = "group.xlsx", every: timedelta = QUARTER) -> Share:
    return Share(name, address, (), {}, every=every)


def past(name: str, ago: timedelta, outcome: Ended = "good", sentence: str = IN_STEP, took: float = 0.4) -> PastRound:
    ended = None if outcome in ("running", "cut short") else NOW - ago + timedelta(seconds=took)
    return PastRound(name, NOW - ago, ended, outcome, sentence)


def in_step(name: str = "Steering group", ago: timedelta = 6 * MINUTE) -> ShareStanding:
    rounds = tuple(past(name, ago + n * QUARTER, sentence=FLOWED if n == 1 else IN_STEP) for n in range(6))
    return ShareStanding(share(name), rounds, rounds[0].ended, None, NOW - ago + QUARTER)


def waiting(name: str = "Head teachers") -> ShareStanding:
    rounds = (past(name, 5 * MINUTE, "waiting", PLAN.sentence, 2.2), past(name, 20 * MINUTE, sentence=FLOWED, took=7))
    waits = Waits({"Meetings": 2, "Bookings": 1}, {"Bookings": 1}, (PLAN,))
    return ShareStanding(share(name), rounds, rounds[1].ended, NOW - 3 * timedelta(seconds=1), None, None, waits)


def overdue(name: str = "Finance office") -> ShareStanding:
    rounds = (
        past(name, 4 * MINUTE, "failed", OPEN, 1),
        past(name, 19 * MINUTE, "failed", OPEN, 1),
        past(name, 34 * MINUTE, "cut short", CUT_SHORT),
        past(name, timedelta(hours=27), sentence=FLOWED, took=63),
    )
    sentence = (
        "'Finance office' was last in step on 20/11/2026 at 11:22, 1 day 2 hours ago; it should be every 15 minutes. "
        "'pepsheets status' tells what stands in the way."
    )
    lasting = "'Finance office' was last in step on 20/11/2026 at 11:22; it should be every 15 minutes."
    alarm = Alarm(name, sentence, lasting, "Overdue: last in step on 20/11/2026 at 11:22.")
    return ShareStanding(share(name), rounds, rounds[-1].ended, None, NOW + 11 * MINUTE, alarm)


def fresh(name: str = "Governors") -> ShareStanding:
    return ShareStanding(share(name), next_run=NOW)


def standing(*shares: ShareStanding, troubles: Sequence[str] = ()) -> Standing:
    return Standing(NOW, shares, tuple(troubles))
