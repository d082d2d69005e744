"""What pydantic finds wrong with a row, said as a person would say it."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from pepsheets.tabs.kinds import shown


def _amount(limit: object) -> str:
    return f"{limit:f}" if hasattr(limit, "as_tuple") else str(limit)


_SENTENCES: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "greater_than": lambda cell, ctx: f"{cell} is too small. It must be more than {_amount(ctx['gt'])}.",
    "greater_than_equal": lambda cell, ctx: f"{cell} is too small. It must be {_amount(ctx['ge'])} or more.",
    "less_than": lambda cell, ctx: f"{cell} is too large. It must be less than {_amount(ctx['lt'])}.",
    "less_than_equal": lambda cell, ctx: f"{cell} is too large. It must be {_amount(ctx['le'])} or less.",
    "string_too_long": lambda cell, ctx: f"{cell} is too long. Keep it to {ctx['max_length']} characters.",
    "string_too_short": lambda cell, ctx: f"{cell} is too short. Give at least {ctx['min_length']} characters.",
    "value_error": lambda cell, ctx: f"{cell} {ctx['error']}",
}


def sentence_of(error: ErrorDetails) -> str:
    """What is wrong with the cell, and what to do.

    A kind of error that has no sentence here is a programmer's mistake: a constraint was used that nobody worded.
    """
    return _SENTENCES[error["type"]](shown(error["input"]), error.get("ctx", {}))


CONSTRAINTS: frozenset[str] = frozenset(_SENTENCES)
"""The kinds of error that have a sentence; a declaration may use no other constraint."""
