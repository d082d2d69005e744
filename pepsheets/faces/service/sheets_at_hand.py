"""What the service does on the sheets themselves, apart from rounds: looks for a tick, and raises the alarm there."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from pepsheets.faces.rounds import new_name
from pepsheets.gateways import open_gateway
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import Config, Share
from pepsheets.sync.engine.alarming import raise_alarm
from pepsheets.sync.engine.pressing import is_pressed
from pepsheets.tabs.overview import OverviewRow
from pepsheets.validation import recognise
from pepsheets.validation.recognising import tabs_wanted


def is_asked_for(_: Config, share: Share) -> bool:
    """Whether somebody ticked a button on the shared sheet."""
    return is_pressed(open_gateway(share.address).read([OverviewRow.tab]))


def tell_on_both_sides(config: Config, share: Share, sentence: str, today: date) -> int:
    """Says the alarm on the workbook and on the shared sheet, where they can be written; on how many it was said."""
    kind = recognise(open_gateway(config.workbook).read(tabs_wanted()))
    count = 0
    for address in (config.workbook, share.address):
        with suppress(GatewayError):
            count += raise_alarm(open_gateway(address), kind, share.name, sentence, today, new_name())
    return count
