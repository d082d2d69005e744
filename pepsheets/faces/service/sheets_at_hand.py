"""What the service does on the sheets themselves, apart from rounds: looks for ticks, and says there what is wrong."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from pepsheets.faces.rounds import new_name
from pepsheets.faces.service.standing import Overdue
from pepsheets.gateways import is_google, open_gateway
from pepsheets.gateways.workbook_file.locks import excel_lock, libreoffice_lock
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import Config, Share
from pepsheets.sync.engine.alarming import AlarmWords, raise_alarm
from pepsheets.sync.engine.pressing import Answer, is_pressed, tell
from pepsheets.tabs.overview import OverviewRow
from pepsheets.validation import recognise
from pepsheets.validation.recognising import tabs_wanted

_Standing: TypeAlias = tuple[int, int, bool]
"""When a file was last saved, how long it is, and whether nobody has it open."""


class Ticks:
    """Sees whether somebody ticked a button on a sheet.

    A file that is as it was at the last look is not read again, so a tick counts once: while somebody has the file
    open it cannot be answered there, and once they close it, it counts again.
    """

    def __init__(self) -> None:
        self._seen: dict[str, _Standing] = {}

    def __call__(self, address: str) -> bool:
        """Whether somebody asks for a round. Raises a ``GatewayError`` where the sheet cannot be read."""
        if is_google(address):
            return _is_ticked(address)
        standing = _standing(Path(address))
        if standing is None or standing == self._seen.get(address):
            return False
        is_asked = _is_ticked(address)
        self._seen[address] = standing
        return is_asked


def _is_ticked(address: str) -> bool:
    return is_pressed(open_gateway(address).read([OverviewRow.tab]))


def _standing(path: Path) -> _Standing | None:
    """How a file stands; nothing where there is none, of which its round tells."""
    try:
        found = path.stat()
        return found.st_mtime_ns, found.st_size, not (excel_lock(path).exists() or libreoffice_lock(path).exists())
    except OSError:
        return None


def tell_on_both_sides(config: Config, share: Share, overdue: Overdue, today: date) -> int:
    """Says the alarm on the workbook and on the shared sheet, where they can be written; on how many it was said.

    What stands in the way may name files and people, so the workbook alone tells it.
    """
    kind = recognise(open_gateway(config.workbook).read(tabs_wanted()))
    count, alarm = 0, overdue.alarm
    told = {config.workbook: f"{alarm.lasting} {_cause(overdue)}", share.address: f"{alarm.lasting} {_TOLD_ELSEWHERE}"}
    for address, sentence in told.items():
        words = AlarmWords(share.name, sentence, alarm.short)
        with suppress(GatewayError):
            count += raise_alarm(open_gateway(address), kind, words, today, new_name())
    return count


def _cause(overdue: Overdue) -> str:
    """Why, as far as it is known: the first sentence of what the last round said."""
    more = "'pepsheets status' tells what stands in the way."
    if not overdue.cause:
        return more
    first = re.split(r"(?<=[.!?])\s", overdue.cause, maxsplit=1)[0]
    return f"The last round could not be made: {first} {more.replace('what stands in the way', 'more')}"


_TOLD_ELSEWHERE = "Until then the two may differ. Whoever keeps the workbook is told why."


def tell_refusal(config: Config, share: Share, sentence: str, now: datetime) -> None:
    """Answers a tick whose round could not be made. Why it could not is for those who keep the workbook alone."""
    sentences = {config.workbook: f"'{share.name}': {sentence}", share.address: _NOT_DONE}
    for address, said in sentences.items():
        with suppress(GatewayError):
            tell(open_gateway(address), Answer(said, now, share.every))


_NOT_DONE = "It could not be done this time; whoever keeps the workbook is told why. pepsheets tries again by itself."
