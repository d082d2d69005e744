"""Results for other programs. The names in them are a promise; a test in tests/contract holds it.

Plain ASCII, so that no console or pipe can garble it; amounts are numbers in pounds, dates like 2026-11-21.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from pepsheets.sheets import Cell, CellError, Link, Problem, Value

if TYPE_CHECKING:
    from pepsheets.faces.changes import Change
    from pepsheets.recalculation import Examined, NewYear, Note, Outcome


def of_check(address: str, examined: Examined) -> str:
    """What ``check --json`` shows."""
    counts = {
        "rows": examined.validated.rows,
        "errors": examined.count("error"),
        "warnings": examined.count("warning"),
    }
    return as_text({"address": address, "problems": _problems(examined.problems), "counts": counts})


def of_recalc(address: str, outcome: Outcome) -> str:
    """What ``recalc --json`` shows."""
    return as_text(_recalc(address, outcome.examined, outcome.written, outcome.backup))


def of_results_copy(address: str, copy: str, outcome: Outcome) -> str:
    """What ``recalc --results-copy --json`` shows: as ``recalc``, and the copy that was made, if one was."""
    shown = _recalc(address, outcome.examined, outcome.written, outcome.backup)
    return as_text({**shown, "results_copy": copy if outcome.written else None})


def of_dry_run(address: str, examined: Examined, changes: Iterable[Change]) -> str:
    """What ``recalc --dry-run --json`` shows: nothing written, and each cell that would be."""
    shown = _recalc(address, examined, {}, None)
    return as_text({**shown, "changes": [_change(change) for change in changes]})


def of_new_year(address: str, new_year: NewYear, written: Mapping[str, int], backup: str | None) -> str:
    """What ``new-year --json`` shows: as ``recalc``, with the year, the rows added by tab, and what waits."""
    return as_text(_new_year(address, new_year, written, backup))


def of_new_year_dry_run(address: str, new_year: NewYear, changes: Iterable[Change]) -> str:
    """What ``new-year --dry-run --json`` shows: nothing written, and each cell that would be."""
    shown = _new_year(address, new_year, {}, None)
    return as_text({**shown, "changes": [_change(change) for change in changes]})


def _new_year(address: str, new_year: NewYear, written: Mapping[str, int], backup: str | None) -> dict[str, object]:
    recalc = _recalc(address, new_year.examined, written, backup)
    return {
        "address": recalc.pop("address"),
        "year": new_year.year,
        "added": dict(new_year.rows),
        "to_fill": _notes(new_year.to_fill),
        "held_up": _notes(new_year.held_up),
        **recalc,
    }


def _notes(notes: Iterable[Note]) -> list[dict[str, str]]:
    return [{"tab": note.tab, "message": note.sentence} for note in notes]


def _recalc(address: str, examined: Examined, written: Mapping[str, int], backup: str | None) -> dict[str, object]:
    return {
        "address": address,
        "written": dict(written),
        "unchanged": examined.unchanged,
        "problems": _problems(examined.problems),
        "backup": backup,
    }


def _problems(problems: Iterable[Problem]) -> list[dict[str, str | int | None]]:
    return [problem.as_json() for problem in problems]


def _change(change: Change) -> dict[str, object]:
    return {
        "tab": change.tab,
        "cell": change.cell,
        "column": change.heading,
        "before": value_of(change.before),
        "after": value_of(change.after),
    }


def value_of(value: Cell | Value) -> str | int | float | bool | None:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return value.text if isinstance(value, CellError | Link) else value


def as_text(shown: Mapping[str, object]) -> str:
    """A result as text."""
    return json.dumps(shown, indent=2)
