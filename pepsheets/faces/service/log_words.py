"""The log in plain words, for a person who looks at the terminal in which the service runs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pepsheets.faces.service.wording import ENDINGS
from pepsheets.faces.showing import number

_SAID = {
    "stopping": "Stopping, once the round that runs is finished.",
    "cut short": "The round took too long and was cut short. The next one carries on where it stopped.",
    "stopped": "",
    "started": "",
    "settings changed": "pepsheets.toml was changed, and counts from now on.",
    "asked for": "'{share}': somebody ticked Sync now; the round is made at once.",
    "could not look": "'{share}': its buttons could not be read. The next round says why.",
    "alarm on": "'{share}': ALARM, it has not been in step for too long. The status page says what stands in the way.",
    "alarm off": "'{share}': the alarm is over.",
    "alarm on the sheets": "'{share}': the alarm is shown on its sheets too.",
    "alarm not on the sheets": "'{share}': the alarm could not be shown on its sheets.",
    "alarm mailed": "The alarm was mailed.",
    "alarm not mailed": "The alarm could not be mailed. The status page says why.",
}
"""What is nothing is said already, by the command itself."""


def in_words(line: str) -> str:
    """A line of the log as people read it; nothing where it needs no word.

    >>> in_words('{"at": "2026-11-21T14:21:05+00:00", "event": "alarm off", "share": "Heads"}')
    "14:21:05  'Heads': the alarm is over."
    """
    facts = json.loads(line)
    said = _round(facts) if facts["event"] == "round" else _SAID.get(facts["event"], f"{facts['event']}: see the log.")
    return f"{facts['at'][11:19]}  {said.replace('{share}', str(facts.get('share', '')))}" if said else ""


def _round(facts: Mapping[str, object]) -> str:
    ended = ENDINGS[facts["outcome"]][0].lower()  # type: ignore[index]  # the log's own word
    told = [f"{number(count, 'cell')} {where}" for name, where in _PLACES.items() if (count := _count(facts, name))]
    waits = [number(count, *words) for name, words in _WAITS.items() if (count := _count(facts, name))]
    if facts["outcome"] == "failed":
        waits.append("the status page says why")
    return f"'{{share}}': {ended}{'; '.join(['', *told, *waits])}."


_PLACES = {"shared": "to the shared sheet", "workbook": "to the workbook"}
_WAITS = {"conflicts": ("conflict",), "held": ("cell that fails its check", "cells that fail their check")}


def _count(facts: Mapping[str, object], name: str) -> int:
    found = facts.get(name, 0)
    return found if isinstance(found, int) else 0
