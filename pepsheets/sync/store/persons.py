"""Whether a value names a person, and what is left of it when they are erased."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeAlias

_Json: TypeAlias = "str | int | float | bool | list[_Json] | dict[str, _Json] | None"


@dataclass(slots=True)
class Eraser:
    """Blanks the texts that hold one of a person's names, and counts them.

    A name is found as whole words, capitals and the width of spaces forgiven: Ann is not in Annual.
    """

    names: Collection[str]
    count: int = 0
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        words = [r"\s+".join(map(re.escape, _plain(name).split())) for name in self.names]
        if not words or not all(words):
            raise ValueError("To erase a person takes at least one name, and no empty one.")
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

    def names_person(self, text: str) -> bool:
        return self._pattern.search(_plain(text)) is not None

    def words(self, text: str) -> str:
        """A sentence or a key without the person: all of it, or nothing."""
        if not self.names_person(text):
            return text
        self.count += 1
        return ""

    def cells(self, text: str) -> str:
        """A cell as `encode` writes it, or a row of them, in which each text that names the person is a blank cell."""
        return self._rewritten(text, self._cell)

    def content(self, text: str) -> str:
        """The engine's own JSON, in which cells may stand as `encode` writes them, without the person."""
        return self._rewritten(text, self._content)

    def _rewritten(self, text: str, rewrite: Callable[[str], str | None]) -> str:
        before = self.count
        content = _without(json.loads(text), rewrite)
        return text if self.count == before else json.dumps(content, separators=(",", ":"))

    def _cell(self, text: str) -> str | None:
        return self.words(text) or None

    def _content(self, text: str) -> str:
        return self.cells(text) if _is_json(text) else self.words(text)


def _without(content: _Json, rewrite: Callable[[str], str | None]) -> _Json:
    if isinstance(content, list):
        return [_without(each, rewrite) for each in content]
    if isinstance(content, dict):
        return {key: _without(each, rewrite) for key, each in content.items()}
    return rewrite(content) if isinstance(content, str) else content


def _is_json(text: str) -> bool:
    if text[:1] not in ('"', "{", "["):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
