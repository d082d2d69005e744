"""The alarm as a mail: at once, and then again each day, for as long as a share is overdue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from pepsheets.faces.service.attempts import Attempts
from pepsheets.faces.service.logs import Log
from pepsheets.faces.service.mailed import Mailed
from pepsheets.faces.service.standing import Standing
from pepsheets.sheets import GatewayError
from pepsheets.sync.alarm import Alarm, mail_is_due
from pepsheets.sync.config import Mail

AGAIN_AFTER_FAILURE = timedelta(minutes=15)
ASLEEP = timedelta(minutes=5)
"""A service that looks each minute and did not for so long was asleep, with the computer."""
SETTLING = timedelta(minutes=10)
"""After a start, or after a sleep, a share has so long for its first round before anyone is woken."""


class Post(Protocol):
    """Carries letters."""

    def refuse_unready(self, mail: Mail) -> None:
        """Raises a ``MailNotSent`` where it is known beforehand that no letter could be sent."""
        ...

    def send(self, mail: Mail, alarms: Sequence[Alarm], now: datetime) -> Sequence[str]:
        """Mail the alarms; to whom the server would not carry them. Raises ``MailNotSent``."""
        ...


class Waking:
    """Since when the computer has been awake, with us in it."""

    def __init__(self, now: datetime) -> None:
        self.since = now
        self._looked = now

    def look(self, now: datetime) -> None:
        if not timedelta() <= now - self._looked <= ASLEEP:
            self.since = now
        self._looked = now

    def has_had_its_chance(self, share: str, attempts: Attempts, now: datetime) -> bool:
        """Whether a share was tried since, or could have been."""
        last = attempts.last(share)
        return (last is not None and last.started >= self.since) or now - self.since >= SETTLING


class Alarms:
    """Mails what is due. ``trouble`` says why the last mail did not go out."""

    def __init__(self, post: Post, mailed: Mailed, attempts: Attempts, log: Log, now: datetime) -> None:
        self._post = post
        self._mailed = mailed
        self._attempts = attempts
        self._log = log
        self._waking = Waking(now)
        self._failed: datetime | None = None
        self.trouble = ""

    def look(self, standing: Standing, mail: Mail | None, now: datetime) -> None:
        """Mail every alarm that is on, where one of them is due."""
        self._waking.look(now)
        on = [each.alarm for each in standing.shares if each.alarm is not None]
        self._remember(lambda: self._mailed.keep_only([alarm.share for alarm in on]))
        if not on:
            self._failed, self.trouble = None, self._unready(mail)
        if mail is not None and not self._failed_just_now(now) and any(self._is_due(each.share, now) for each in on):
            self._mail(mail, on, now)

    def _unready(self, mail: Mail | None) -> str:
        """What would keep the alarm from being mailed, said while there is time."""
        try:
            if mail is not None:
                self._post.refuse_unready(mail)
        except GatewayError as refusal:
            return str(refusal)
        return ""

    def _is_due(self, share: str, now: datetime) -> bool:
        had_its_chance = self._waking.has_had_its_chance(share, self._attempts, now)
        return had_its_chance and mail_is_due(self._mailed.last(share), now)

    def _failed_just_now(self, now: datetime) -> bool:
        return self._failed is not None and timedelta() <= now - self._failed < AGAIN_AFTER_FAILURE

    def _mail(self, mail: Mail, alarms: Sequence[Alarm], now: datetime) -> None:
        try:
            refused = self._post.send(mail, alarms, now)
        except GatewayError as refusal:
            self._failed, self.trouble = now, str(refusal)
            self._log.write("alarm not mailed", shares=len(alarms), refusal=refusal.kind)
            return
        self._failed, self.trouble = None, _SOME_REFUSED if refused else ""
        self._log.write("alarm mailed", shares=len(alarms), refused=len(refused))
        self._remember(lambda: self._mailed.note([alarm.share for alarm in alarms], now))

    def _remember(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except GatewayError as refusal:
            self._log.write("alarm not remembered", refusal=refusal.kind)


_SOME_REFUSED = "The mail server did not carry the alarm to everyone. Check to below [mail] in pepsheets.toml."
