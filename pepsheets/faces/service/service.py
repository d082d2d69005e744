"""The service itself: rounds on a schedule, a look at the alarm each minute, and what there is to tell of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TypeAlias

from pepsheets.faces.failures import where_written
from pepsheets.faces.service.alarms import Alarms, Post
from pepsheets.faces.service.attempts import Attempt, Attempts, Ran
from pepsheets.faces.service.logs import Fact, Log
from pepsheets.faces.service.looking_up import Lookout
from pepsheets.faces.service.mailed import Mailed
from pepsheets.faces.service.schedule import MINUTE, Schedule
from pepsheets.faces.service.settings import Settings
from pepsheets.faces.service.standing import Overdue, ShareStanding, Standing
from pepsheets.sheets import GatewayError
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Config, Share
from pepsheets.sync.refusals import AnotherRoundRuns
from pepsheets.sync.store import Store

MakesRound: TypeAlias = Callable[[Config, Share], Ran]
"""Makes one round of one share. Raises a ``GatewayError`` where it cannot be made."""

Looks: TypeAlias = Callable[[str], bool]
"""Whether somebody asks for a round now, by a tick on the sheet at an address."""

Tells: TypeAlias = Callable[[Config, Share, Overdue, date], int]
"""Says an alarm on both sides of a share; on how many it could be said."""

Answers: TypeAlias = Callable[[Config, Share, str, datetime], None]
"""Answers a tick, on either side, whose round could not be made."""

PATIENCE = timedelta(seconds=150)
"""How long a round has to come to its end when the service stops; systemd is told to wait for longer."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What the service gets from outside."""

    clock: Callable[[], datetime]
    make_round: MakesRound
    store: Callable[[], Store]
    post: Post
    log: Log
    mailed: Path
    looks: Looks | None = None
    tells: Tells | None = None
    answers: Answers | None = None
    zone: tzinfo | None = None


class Service:
    """Serves one pepsheets.toml."""

    def __init__(self, settings: Settings, outside: Outside) -> None:
        now = outside.clock()
        self.settings = settings
        self.attempts = Attempts(now)
        self._outside = outside
        self._schedule = Schedule(self._left_out)
        self._every: dict[str, timedelta] = {}
        self._overdue: frozenset[str] = frozenset()
        self._unseen: dict[str, str] = {}
        self._asked: set[str] = set()
        written = datetime.fromtimestamp(settings.config.path.stat().st_mtime).astimezone()
        self._lookout = Lookout(outside.store, self.attempts, self._next_run, written, outside.zone)
        self._alarms = Alarms(outside.post, Mailed(outside.mailed), self.attempts, outside.log, now)

    @property
    def config(self) -> Config:
        return self.settings.config

    def standing(self) -> Standing:
        """How everything stands now."""
        troubles = [each for each in (self.settings.trouble, self._alarms.trouble) if each]
        return self._lookout.standing(self.config.shares, self._outside.clock(), troubles)

    def start(self) -> None:
        """Make the first rounds at once, and go on."""
        now = self._outside.clock()
        self._schedule.repeat("watch", self.watch, MINUTE, "watch", now)
        if self._outside.looks is not None:
            self._schedule.repeat("looks", partial(self.look, self._outside.looks), MINUTE, "looks", now + MINUTE)
        self._plan(now)
        self._schedule.start()

    def stop(self, patience: timedelta = PATIENCE) -> bool:
        """Let the running round come to its end; whether it did in time."""
        return self._schedule.stop(patience)

    def make_round(self, name: str) -> None:
        """Make a round of one share; whatever goes wrong is kept, told and logged."""
        share = self.config.share(name)
        if share is None:
            return
        started = self._outside.clock()
        self.attempts.begin(share.name, started)
        ran = self._ran(share)
        attempt = Attempt(share.name, started, self._outside.clock(), ran)
        self.attempts.end(attempt)
        self._log_round(attempt)
        self._answer(share, attempt)

    def watch(self) -> None:
        """Look whether an alarm is on, and whether pepsheets.toml was changed."""
        now = self._outside.clock()
        if self.settings.look():
            self._outside.log.write("settings changed", shares=len(self.config.shares))
            self._plan(now)
        standing = self.standing()
        self._log_alarms(standing)
        self._alarms.look(standing, self.config.mail, now)

    def look(self, looks: Looks) -> None:
        """Look whether somebody ticked a button: on a shared sheet for its round, in the workbook for those of all."""
        for_all = self._is_ticked(self.config.workbook, "the workbook", looks)
        for share in self.config.shares:
            if self._is_ticked(share.address, share.name, looks) or for_all:
                self._asked.add(share.name)
                self._outside.log.write("asked for", share=share.name)
                self._schedule.soon(_job(share.name), self._outside.clock())

    def _is_ticked(self, address: str, name: str, looks: Looks) -> bool:
        try:
            ticked, unseen = looks(address), ""
        except GatewayError as refusal:
            ticked, unseen = False, refusal.kind
        if unseen and self._unseen.get(address) != unseen:
            self._outside.log.write("could not look", share=name, refusal=unseen)
        self._unseen[address] = unseen
        return ticked

    def _answer(self, share: Share, attempt: Attempt) -> None:
        """A round that comes to its end answers whoever asked for it; for one that could not be made we do."""
        if share.name not in self._asked:
            return
        self._asked.discard(share.name)
        ran = attempt.ran
        if self._outside.answers and ran.outcome == "failed" and ran.refusal not in _FOR_ANOTHER_COMPUTER:
            self._outside.answers(self.config, share, ran.sentence, attempt.ended.astimezone(self._outside.zone))

    def _ran(self, share: Share) -> Ran:
        try:
            return self._outside.make_round(self.config, share)
        except AnotherRoundRuns as refusal:
            return Ran("waiting", str(refusal), refusal.kind)
        except GatewayError as refusal:
            return Ran("failed", str(refusal), refusal.kind)
        except Exception as fault:  # noqa: BLE001 - the last resort: one share's failure must not end the others' rounds
            sentence = f"Something happened that pepsheets did not foresee; {where_written(fault)}."
            return Ran("failed", sentence, type(fault).__name__)

    def _plan(self, now: datetime) -> None:
        """A job for each share. Those whose pace stays the same keep their turn."""
        every = {share.name: share.every for share in self.config.shares}
        for name, pace in every.items():
            if self._every.get(name) != pace:
                self._schedule.repeat(_job(name), partial(self.make_round, name), pace, "rounds", now)
        self._every = every
        self._schedule.drop_all_but([*map(_job, every), "watch", "looks"])

    def _next_run(self, name: str) -> datetime | None:
        return self._schedule.next_run(_job(name))

    def _left_out(self, event: str, job: str) -> None:
        self._outside.log.write(event, job=job)

    def _log_round(self, attempt: Attempt) -> None:
        ran = attempt.ran
        facts: dict[str, Fact] = {"share": attempt.share, "outcome": ran.outcome, "seconds": round(attempt.seconds, 3)}
        refusal = {"refusal": ran.refusal} if ran.refusal else {}
        self._outside.log.write("round", **facts, **refusal, **ran.counts)

    def _tell(self, overdue: ShareStanding, now: datetime) -> None:
        """The alarm where people work: on both sides of the share, until a round succeeds."""
        if self._outside.tells is None or overdue.alarm is None:
            return
        try:
            count = self._outside.tells(self.config, overdue.share, _words(overdue, overdue.alarm), now.date())
        except GatewayError as refusal:
            self._outside.log.write("alarm not on the sheets", share=overdue.name, refusal=refusal.kind)
        else:
            self._outside.log.write("alarm on the sheets", share=overdue.name, sides=count)

    def _log_alarms(self, standing: Standing) -> None:
        overdue = frozenset(each.name for each in standing.overdue)
        for each in standing.overdue:
            if each.name not in self._overdue:
                self._outside.log.write("alarm on", share=each.name)
                self._tell(each, standing.now)
        for name in sorted(self._overdue - overdue):
            self._outside.log.write("alarm off", share=name)
        self._overdue = overdue


_FOR_ANOTHER_COMPUTER = frozenset({"HomeIsElsewhere"})
"""Refusals after which a tick stays, for whoever looks after the share."""


def _words(overdue: ShareStanding, alarm: Alarm) -> Overdue:
    """The alarm, and why the last round failed, where that is so."""
    last = overdue.last
    return Overdue(alarm, last.sentence if last is not None and last.outcome == "failed" else "")


def _job(share: str) -> str:
    return f"round: {share}"
