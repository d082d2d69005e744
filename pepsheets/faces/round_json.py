"""Rounds for other programs. The names in them are a promise; a test in tests/contract holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pepsheets.faces.as_json import as_text, value_of
from pepsheets.faces.round_words import heading
from pepsheets.sheets import GatewayError
from pepsheets.sync.config import Config
from pepsheets.sync.store import Change, HeldCell, OpenConflict, PastChange

if TYPE_CHECKING:
    from pepsheets.faces.rounds import ShareResult
    from pepsheets.sync.engine.telling import Told


def of_sync(config: Config, results: Sequence[ShareResult], *, dry_run: bool) -> str:
    """What ``sync --json`` shows."""
    shares = [share_of(result) for result in results]
    return as_text({"config": str(config.path), "workbook": config.workbook, "dry_run": dry_run, "shares": shares})


def share_of(result: ShareResult) -> dict[str, object]:
    """What the round of one share came to."""
    outcome = result.outcome
    return {
        "share": result.name,
        "address": result.address,
        "outcome": outcome.ending().outcome if outcome else "failed",
        "round": outcome.round if outcome else None,
        "message": outcome.sentence() if outcome else str(result.failure),
        "made": result.is_made,
        "to_shared": outcome.to_shared if outcome else 0,
        "to_workbook": outcome.to_workbook if outcome else 0,
        "backup": outcome.backup if outcome else None,
        "told": _told([*(outcome.told if outcome else ()), *result.would_wait]),
        "stopped": _told(outcome.stopped if outcome else ()),
        "conflicts": [conflict(result.name, each) for each in (outcome.conflicts if outcome else ())],
        "held": [held(result.name, each) for each in (outcome.held if outcome else ())],
        "changes": [{**where_of(each), **change(each.change)} for each in result.changes],
        "error": None if result.failure is None else error(result.failure),
    }


def error(refusal: GatewayError) -> dict[str, str]:
    """Why something was not done."""
    return {"kind": refusal.kind, "message": refusal.message, "remedy": refusal.remedy}


def _told(told: Iterable[Told]) -> list[dict[str, str]]:
    return [
        {"tab": each.tab, "key": each.key, "column": each.heading, "message": each.sentence}
        for each in told
    ]  # fmt: skip


def conflict(share: str, each: OpenConflict) -> dict[str, object]:
    """A cell in which both sides typed something."""
    return {
        "share": share,
        "tab": each.tab,
        "row": each.row,
        "key": each.key,
        "column": heading(each.tab, each.column),
        "before": value_of(each.base),
        "workbook": value_of(each.workbook),
        "shared": value_of(each.shared),
        "chosen": each.chosen,
    }


def held(share: str, each: HeldCell) -> dict[str, object]:
    """A cell that fails its check; without a column, a whole row that waits."""
    return {
        "share": share,
        "tab": each.tab,
        "side": each.side,
        "row": each.row,
        "key": each.key,
        "column": heading(each.tab, each.column) if each.column else None,
        "value": value_of(each.value),
        "message": each.reason,
    }


def where_of(past: PastChange) -> dict[str, object]:
    """Of which share a change of the history is, and when it was."""
    return {"share": past.share, "round": past.round, "at": when(past.at)}


def change(each: Change) -> dict[str, object]:
    """A change; without a column, of a whole row."""
    return {
        "kind": each.kind,
        "tab": each.tab,
        "row": each.row,
        "key": each.key,
        "column": heading(each.tab, each.column) if each.column else None,
        "side": each.side,
        "before": value_of(each.before),
        "after": value_of(each.after),
    }


def when(moment: datetime | None) -> str | None:
    """A moment with its time zone."""
    return None if moment is None else moment.astimezone().isoformat(timespec="seconds")
