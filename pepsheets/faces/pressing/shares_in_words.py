"""What a round came to, in the sentences of a message box: the first few things, and where the others are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepsheets.faces.showing import number

if TYPE_CHECKING:
    from pepsheets.faces.rounds import ShareResult
    from pepsheets.sync.engine.round import Outcome

MOST_TOLD = 5
"""So many happenings fit into a message that is read."""


def of_share(result: ShareResult) -> Iterator[str]:
    """What came of one share."""
    if result.outcome is None:
        yield f"'{result.name}' was not brought into step. {result.failure}"
        return
    if result.is_made:
        yield f"{result.address} is made, with the tabs of '{result.name}'."
    yield f"'{result.name}': {result.outcome.sentence()}"
    told = list(dict.fromkeys(map(str, result.outcome.told)))
    yield from told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield f"And {number(len(told) - MOST_TOLD, 'thing')} more: 'pepsheets history' lists them."
    yield from _waiting(result.outcome)


def _waiting(outcome: Outcome) -> Iterator[str]:
    """What waits for a person on the Conflicts tab."""
    if outcome.conflicts:
        count = number(len(outcome.conflicts), "cell")
        them = "it" if len(outcome.conflicts) == 1 else "them"
        yield f"In {count} both sides have something else: the Conflicts tab lists {them}, where one can choose."
    if outcome.held:
        cells = number(len(outcome.held), "cell fails its check and waits", "cells fail their check and wait")
        yield f"{cells}: the Conflicts tab says what to put right."
