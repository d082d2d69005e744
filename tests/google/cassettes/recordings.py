"""The recordings: lists of requests with the replies that Google gave."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

FOLDER = Path(__file__).parents[3] / ".." / "shared" / "cassettes"


@dataclass(frozen=True, slots=True)
class Interaction:
    """One recorded request and its reply."""

    place: str  # the recording and the number of the interaction in it, from 0
    verb: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    status: int
    reply: str

    @property
    def reply_json(self) -> object:
        """The reply as JSON; its text where it is none, None where there is none."""
        try:
            return json.loads(self.reply) if self.reply else None
        except ValueError:
            return self.reply

    @property
    def file_id(self) -> str | None:
        """The file or spreadsheet in the address."""
        parts = self.path.partition("/files/")[2] or self.path.partition("/spreadsheets/")[2]
        return parts.partition("/")[0].partition(":")[0] or None


def names() -> list[str]:
    """The recordings there are, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def recording(name: str) -> list[Interaction]:
    """A recording in the order of its requests."""
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [interaction(f"{name} {at}", recorded) for at, recorded in enumerate(content["interactions"])]


def interaction(place: str, recorded: dict[str, dict[str, object]]) -> Interaction:
    request, response = recorded["request"], recorded["response"]
    address = urlsplit(str(request["uri"]))
    status, body = response["status"], response["body"]
    assert isinstance(status, dict) and isinstance(body, dict)
    return Interaction(
        place=place,
        verb=str(request["method"]),
        host=address.netloc,
        path=unquote(address.path),
        query=tuple(parse_qsl(address.query, keep_blank_values=True)),
        headers={"content-type": "application/json"},
        body=str(request["body"] or "").encode(),
        status=int(status["code"]),
        reply=str(body.get("string", "")),
    )


def all_interactions() -> Iterator[Interaction]:
    """Every recorded interaction."""
    for name in names():
        yield from recording(name)
