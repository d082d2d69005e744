"""When an alarm was last mailed, kept beside the log, so that a service that starts anew does not mail it again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from pepsheets.sheets import FileCannotBeSaved


class Mailed:
    """By share, the moment of the last mail."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._moments = _read(file)

    def last(self, share: str) -> datetime | None:
        return self._moments.get(share)

    def note(self, shares: Iterable[str], now: datetime) -> None:
        """These were mailed about."""
        self._keep({**self._moments, **dict.fromkeys(shares, now)})

    def keep_only(self, shares: Collection[str]) -> None:
        """The alarm of all others is over: when it is raised again, it is mailed at once."""
        kept = {share: moment for share, moment in self._moments.items() if share in shares}
        if kept != self._moments:
            self._keep(kept)

    def _keep(self, moments: dict[str, datetime]) -> None:
        """Remembered in any case; raises where it is not for longer than this service runs."""
        self._moments = moments
        text = json.dumps({share: moment.isoformat() for share, moment in moments.items()}, ensure_ascii=False)
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self._file)
        except OSError as error:
            raise FileCannotBeSaved(f"'{self._file}' could not be saved.") from error


def _read(file: Path) -> dict[str, datetime]:
    """What is kept there. Nothing, where it cannot be read: then a mail too many goes out rather than one too few."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {str(share): datetime.fromisoformat(moment).astimezone() for share, moment in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
