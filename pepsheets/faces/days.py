"""Days as people type them into a command."""

from __future__ import annotations

from datetime import date, datetime

import typer

WAYS_TO_WRITE_A_DAY = ("%Y-%m-%d", "%d/%m/%Y")


def day(_: typer.Context, typed: str | None) -> str | None:
    """What was typed, where it is a day; a refusal where it is none."""
    if typed is not None and read_day(typed) is None:
        raise typer.BadParameter(f"'{typed}' is not a date. Type it like 2026-11-21 or 21/11/2026.")
    return typed


def read_day(typed: str) -> date | None:
    """The day that was typed; nothing where it is none."""
    for way in WAYS_TO_WRITE_A_DAY:
        try:
            return datetime.strptime(typed.strip(), way).date()
        except ValueError:
            continue
    return None
