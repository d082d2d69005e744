"""What is wrong with a pepsheets.toml, said so that whoever wrote it can put it right: the line, what, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pepsheets.sheets import GatewayError
from pepsheets.tabs.kinds import folded, plain


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake: the line it stands in, and a sentence."""

    line: int
    sentence: str


class ConfigNotFound(GatewayError):
    """There is no such file, or it is closed to us."""

    remedy = "'pepsheets share add' makes one. Or give the path of the one you mean."


class ConfigMistakes(GatewayError):
    """The file holds mistakes; all of them are told at once, each on a line of the message."""

    remedy = "Nothing was done. Correct the file and try again."

    def __init__(self, path: Path, mistakes: Iterable[Mistake]) -> None:
        self.path = path
        self.mistakes = tuple(sorted(set(mistakes)))
        told = (f"{path.name}, line {mistake.line}: {mistake.sentence}" for mistake in self.mistakes)
        super().__init__("\n".join(told))


def nearest(typed: str, offered: Iterable[str]) -> str | None:
    """The offered word that looks most like the typed one, if any does; capitals, spaces and _ are forgiven.

    >>> nearest("Shcools", ["Meetings", "Schools"]), nearest("extra columns", ["every", "extra_columns"])
    ('Schools', 'extra_columns')
    """
    by_spelling = {_spelling(word): word for word in offered}
    close = get_close_matches(_spelling(typed), by_spelling, n=1, cutoff=0.6)
    return by_spelling[close[0]] if close else None


def did_you_mean(typed: str, offered: Iterable[str], otherwise: str) -> str:
    """The offer of the nearest word; where nothing is near, what to do otherwise."""
    close = nearest(typed, offered)
    return f"Did you mean '{close}'?" if close else otherwise


def _spelling(word: str) -> str:
    return folded(word).replace("_", " ").replace("-", " ")


def shown(typed: object) -> str:
    """What was typed, in quotation marks, a long text cut short."""
    text = plain(str(typed))
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def listed(words: Iterable[str], link: str = "or") -> str:
    """Words that one may choose from.

    >>> listed(["everyone", "steering group", "office"])
    "'everyone', 'steering group' or 'office'"
    """
    *first, last = (f"'{word}'" for word in words)
    return f"{', '.join(first)} {link} {last}" if first else last


def is_secret(name: str) -> bool:
    """Whether a setting of this name may hold what nobody should read in a message."""
    return any(word in name.casefold() for word in ("pass", "secret", "token", "url"))
