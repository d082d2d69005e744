"""``doctor --live``: whether Google behaves as pepsheets relies on, tried on a scratch sheet; a report to send back."""

from __future__ import annotations

from datetime import datetime

from pepsheets import __version__
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.sheets import AddressNotUnderstood


def try_google(address: str | None, now: datetime, run: Run) -> int:
    """Try every behaviour on the scratch sheet, which is left as it was."""
    from pepsheets.gateways.google_sheet.addresses import spreadsheet_id
    from pepsheets.gateways.google_sheet.connection import connect
    from pepsheets.gateways.google_sheet.live_checks import tried

    if not address:
        raise AddressNotUnderstood(
            "Google is tried on a sheet of its own.",
            "Make an empty Google Sheet, share it with the address that 'pepsheets google share-address' shows, and "
            "give its link: pepsheets doctor --live --sheet google:LINK",
        )
    connection = connect(spreadsheet_id(address))
    run.screen.say(f"pepsheets {__version__} at Google, {now:%d/%m/%Y %H:%M}.", "bold")
    count, others = 0, 0
    for each in tried(connection):
        count += 1
        others += not each.is_as_assumed
        sentence = each.assumed if each.seen is None else f"{each.assumed} Seen instead: {each.seen}"
        run.screen.item(sentence, "ok  " if each.is_as_assumed else "ELSE", "green" if each.is_as_assumed else "red")
    run.screen.say(_end(count, others), "bold")
    return ERRORS_WAIT if others else DONE


def _end(count: int, others: int) -> str:
    if not others:
        return f"Google behaves as pepsheets relies on, in all {count} points."
    return (
        f"{others} of {count} points are otherwise than pepsheets relies on. Send this report to whoever looks after "
        "pepsheets, and do not synchronise with Google until they have answered."
    )
