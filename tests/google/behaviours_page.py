"""Writes docs/google-stand-in.md: everything that the stand-in does as Google does, and why we think so.

Run it after a change: .venv/bin/python -m tests.google.behaviours_page
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.google.server.behaviours import OVER_THE_WIRE, PERMISSION, SIGNING_IN, WHEN_BUSY
from tests.google.spreadsheets.behaviours import CALLS, KINDS_OF_REQUEST, MORE, Behaviour

PAGE = Path(__file__).parents[2] / "docs" / "google-stand-in.md"

PARTS: dict[str, Sequence[Behaviour]] = {
    "Signing in": SIGNING_IN,
    "Who may open what": PERMISSION,
    "Over the wire": OVER_THE_WIRE,
    "When Google is busy": WHEN_BUSY,
    "The calls": CALLS,
    "The requests of a batch": KINDS_OF_REQUEST,
    "How spreadsheets behave": MORE,
}

START = """\
# The stand-in for Google Sheets

The tests never speak to Google. They speak to a stand-in on the same computer, through the same client libraries that
speak to Google: it signs them in, opens and changes spreadsheets, and refuses what Google would refuse. Every request
and every reply is held against Google's own description of its calls, and a test fails where one does not fit, or where
it asks for something that the stand-in does not know: then it answers 501 and does not guess.

To try pepsheets by hand without a Google account, start `scripts/google_stand_in`. It says how to go on, shows its
sheets in the browser, where you can type into them, and stops by itself. With `--sample` and a kind of partnership it
begins with that kind's worked example, with `--empty` with an empty sheet; `--help` lists the rest.

## What it rests on

A stand-in is as good as what is known of the real thing. Each behaviour below is one of three:

- **recorded**: replies that Google gave are replayed against the stand-in, and it gives the same;
- **documented**: Google's documentation, or a client written against it, says so;
- **assumed**: neither; it rests on reports of users, on how the browser behaves, or on nothing better.

What is assumed is what `pepsheets doctor --live` and a trial with a real sheet should look at first.
"""


def page() -> str:
    """The page, whole."""
    count = Counter(behaviour.basis for part in PARTS.values() for behaviour in part)
    told = f"Of {count.total()} behaviours {count['recorded']} are recorded, {count['documented']} documented and "
    return "\n".join([START, told + f"{count['assumed']} assumed.", "", *(_part(*part) for part in PARTS.items())])


def _part(title: str, behaviours: Sequence[Behaviour]) -> str:
    rows = [f"| {_cell(one.name)} | {one.basis} | {_cell(one.rests_on)} |" for one in behaviours]
    return "\n".join(
        [f"## {title}", "", "| what it does | how we know | where from |", "| --- | --- | --- |", *rows, ""]
    )


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
