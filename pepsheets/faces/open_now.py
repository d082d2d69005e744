"""What a dry run notices of workbooks that somebody has open: it writes nothing, and so no door refuses it anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pepsheets.sheets import FileIsOpen
from pepsheets.sync.config.addresses import scheme_of
from pepsheets.sync.engine.round import Outcome
from pepsheets.sync.engine.telling import Told


def open_now(outcome: Outcome, workbook: str, shared: str) -> Iterator[Told]:
    """What would not be written at this moment, and why."""
    sides = (
        (workbook, outcome.to_workbook, "What belongs into the workbook would wait."),
        (shared, outcome.to_shared, "Nothing at all could be done before it is closed."),
    )
    for address, count, what in sides:
        refusal = _refusal(address) if count else None
        if refusal is not None:
            yield Told("", "", "", f"{refusal.message} {what} {refusal.remedy}")


def _refusal(address: str) -> FileIsOpen | None:
    """The refusal of a door whose workbook somebody has open."""
    from pepsheets.gateways.workbook_file.locks import refuse_if_open

    if scheme_of(address):
        return None
    try:
        refuse_if_open(Path(address))
    except FileIsOpen as refusal:
        return refusal
    return None
