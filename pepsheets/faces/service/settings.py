"""pepsheets.toml while the service runs: a change is taken up within a minute, unless there is a mistake in it."""

from __future__ import annotations

from pathlib import Path

from pepsheets.sheets import GatewayError
from pepsheets.sync.config import config_of, text_of


class Settings:
    """The configuration that holds at the moment, and what is wrong with a newer one."""

    def __init__(self, path: Path) -> None:
        self._text = text_of(path)
        self.config = config_of(self._text, path)
        self._start = self.config
        self.trouble = ""

    def look(self) -> bool:
        """Take up what was changed; whether there is something new."""
        try:
            text = text_of(self.config.path)
            if text == self._text and not self.trouble:
                return False
            config = config_of(text, self.config.path)
        except GatewayError as refusal:
            self.trouble = f"{_GOES_ON} {refusal}"
            return False
        is_new, self._text, self.config = text != self._text, text, config
        self.trouble = _START_ANEW if self._needs_a_new_start else ""
        return is_new

    @property
    def _needs_a_new_start(self) -> bool:
        return (self.config.service, self.config.store) != (self._start.service, self._start.store)


_GOES_ON = "pepsheets.toml was changed, and cannot be followed; the service goes on as before."
_START_ANEW = (
    "pepsheets.toml names another place for this page or for the store: that counts once 'pepsheets serve' is stopped "
    "and started again."
)
