"""The post: letters through the mail server of pepsheets.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pepsheets.faces.mailing import letter_of, password_of, send
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Mail


class SmtpPost:
    """Sends them in the name of this computer, with the password from where pepsheets.toml says."""

    def __init__(self, environment: Mapping[str, str], computer: str) -> None:
        self._environment = environment
        self._computer = computer

    def refuse_unready(self, mail: Mail) -> None:
        password_of(mail, self._environment)

    def send(self, mail: Mail, alarms: Sequence[Alarm], now: datetime) -> Sequence[str]:
        return send(mail, letter_of(alarms, self._computer), password_of(mail, self._environment), now)
