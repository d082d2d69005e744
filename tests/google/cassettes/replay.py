"""Replays a recording against the stand-in, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.google.cassettes.recordings import Interaction
from tests.google.server import keys
from tests.google.server.auth import DRIVE_SCOPE, SHEETS_SCOPE, Caller, SignIn
from tests.google.server.exchanges import Log
from tests.google.server.faults import Faults
from tests.google.server.holdings import Holdings
from tests.google.server.pages import Pages
from tests.google.server.responding import Responding
from tests.google.server.wire import Asked
from tests.google.spreadsheets import Chosen, Spreadsheets

TOKEN = "replay"
NEVER = 1e12


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was recorded, and what the stand-in said."""

    interaction: Interaction
    status: int
    reply: object

    @property
    def is_identical(self) -> bool:
        return self.status == self.interaction.status and self.reply == self.interaction.reply_json


class Replay:
    """A stand-in of its own for one recording, signed in as whoever recorded it."""

    def __init__(self, recorder: str) -> None:
        self.chosen = Chosen()
        sheets = Spreadsheets(self.chosen, owner=recorder)
        holdings = Holdings(sheets, service_has_room=True)
        sign_in = SignIn(lambda: 0.0, keys.service_key())
        sign_in.tokens[TOKEN] = Caller(recorder, frozenset({SHEETS_SCOPE, DRIVE_SCOPE}), NEVER)
        self.respond = Responding(holdings, sign_in, Faults(), Log(), Pages(holdings))

    def outcome(self, interaction: Interaction) -> Outcome:
        force_choices(self.chosen, interaction)
        headers = {**interaction.headers, "authorization": f"Bearer {TOKEN}"}
        asked = Asked(
            interaction.verb, interaction.host, interaction.path, interaction.query, headers, interaction.body
        )
        answer = self.respond(asked)
        return Outcome(interaction, answer.status, parsed(answer.content()))


def parsed(content: bytes) -> object:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode()


def force_choices(chosen: Chosen, interaction: Interaction) -> None:
    """Let the stand-in choose what Google chose in the recorded reply: new ids, and the times of files."""
    reply = interaction.reply_json
    if not isinstance(reply, dict):
        return
    if interaction.verb == "POST" and interaction.path == "/drive/v3/files":
        chosen.force("spreadsheetId", [str(reply["id"])])
    for kind, value in new_ids(reply):
        chosen.force(kind, [value])
    for file in [reply, *reply.get("files", ())]:
        for name in ("createdTime", "modifiedTime"):
            if name in file:
                chosen.force_time(str(file["id"]), name, str(file[name]))


def new_ids(reply: dict[str, list[dict[str, dict[str, dict[str, str | int]]]]]) -> Iterator[tuple[str, str | int]]:
    """The ids that a batch made."""
    for one in reply.get("replies", ()):
        for kind, inside, name in (
            ("addSheet", "properties", "sheetId"),
            ("addNamedRange", "namedRange", "namedRangeId"),
            ("addProtectedRange", "protectedRange", "protectedRangeId"),
        ):
            if kind in one:
                yield name, one[kind][inside][name]


def recorder_of(recording: list[Interaction]) -> str:
    """The account that made the recording, where a reply names it."""
    for interaction in recording:
        reply = interaction.reply_json
        for sheet in reply.get("sheets", ()) if isinstance(reply, dict) else ():
            for protected in sheet.get("protectedRanges", ()):
                return str(protected["editors"]["users"][0])
    return "recorder@pepsheets-tests.iam.gserviceaccount.com"
