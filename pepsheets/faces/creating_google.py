"""``new`` for a Google Sheet that somebody made and shared: it becomes a partnership's, and nothing on it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pepsheets.faces.running import DONE, Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import quoted
from pepsheets.partnerships import Partnership
from pepsheets.sheets import GatewayError

if TYPE_CHECKING:
    from pepsheets.faces.round_doors import Watcher
    from pepsheets.gateways.google_sheet.setting_up import Connected, Json, SettingUp


def make_google(kind: Partnership, address: str, today: date, run: Run, *, with_sample: bool) -> int:
    """Set a Google Sheet up, with its results filled in; one that is set up gets only what it lacks."""
    from pepsheets.gateways.google_sheet.addresses import spreadsheet_id
    from pepsheets.gateways.google_sheet.connection import connect
    from pepsheets.gateways.google_sheet.setting_up import Wanted, set_up

    content = kind.sample(today) if with_sample else kind.start(today)
    wanted = Wanted(kind, content, kind.mistakes(today) if with_sample else (), today)
    with run.screen.progress() as progress:
        progress("Setting up the Google Sheet")
        done = set_up(WatchedConnection(connect(spreadsheet_id(address)), run), wanted)
    _show(run.screen, kind, address, done, with_sample=with_sample)
    return DONE


class WatchedConnection:
    """A connection that notes when the sheet is being changed, and when it has been."""

    def __init__(self, connection: Connected, watcher: Watcher) -> None:
        self._connection = connection
        self._watcher = watcher

    def get(self, fields: str, ranges: Sequence[str] = ()) -> Json:
        return self._connection.get(fields, ranges)

    def batch_update(self, requests: Sequence[Json], *, fields: str) -> Json:
        from pepsheets.gateways.google_sheet.refusals import AnswerLost

        self._watcher.standing = "being saved"
        try:
            reply = self._connection.batch_update(requests, fields=fields)
        except GatewayError as refusal:
            self._watcher.standing = "being saved" if isinstance(refusal, AnswerLost) else "untouched"
            raise
        self._watcher.standing = "saved"
        return reply


def _show(screen: Screen, kind: Partnership, address: str, done: SettingUp, *, with_sample: bool) -> None:
    screen.say(_headline(kind, address, done, with_sample=with_sample), "bold")
    for sentence in done.told:
        screen.item(sentence)
    if not done.is_new:
        screen.say("What is to be put right in its rows is told by the command")
    elif with_sample:
        screen.say("It holds mistakes on purpose; its Checks tab lists them, and so does the command")
    else:
        screen.say("Open it in the browser, fill in Schools and People first, then run")
    screen.copyable(f"pepsheets {'recalc' if done.is_new and not with_sample else 'check'} {quoted(address)}")


def _headline(kind: Partnership, address: str, done: SettingUp, *, with_sample: bool) -> str:
    if done.is_new:
        what = "a worked example" if with_sample else "a ready Google Sheet"
        return f"{address} is set up: {what} for {kind.name}."
    if done:
        return f"{address} was set up already; what was missing is put back."
    return f"{address} is set up already, and nothing was changed."
