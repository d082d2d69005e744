"""Commands that a sentence offers do what it says: they name the config file, where it is not the usual one."""

from __future__ import annotations

import os
import re

from pepsheets.faces.showing import quoted
from pepsheets.sync.config import FILE_NAME

_BEHIND = ("sync take-over", "sync", "status", "conflicts", "history", "serve")
"""These take the file right behind their names."""

_WITH_OPTION = ("approve", "undo", "share add", "share list", "share remove")
"""These take it as --config."""

_OFFERED = re.compile(rf"'pepsheets ({'|'.join((*_BEHIND, *_WITH_OPTION))})((?: [^']*)?)'")


def with_config(text: str, config: str | None) -> str:
    """The text, with the config file in each command that it offers in quotation marks.

    >>> with_config("'pepsheets conflicts --choose 1 workbook' does it.", "office.toml")
    "'pepsheets conflicts office.toml --choose 1 workbook' does it."
    >>> with_config("'pepsheets approve 1f0c' does it.", "office.toml")
    "'pepsheets approve 1f0c --config office.toml' does it."
    """
    if config is None or is_usual(config):
        return text
    return _OFFERED.sub(lambda found: _named(found[1], found[2], quoted(config)), text)


def is_usual(config: str) -> bool:
    """Whether commands find the file by themselves."""
    return os.path.normpath(config) == FILE_NAME


def _named(command: str, rest: str, config: str) -> str:
    if config in rest or "--help" in rest:
        return f"'pepsheets {command}{rest}'"
    if command in _BEHIND:
        return f"'pepsheets {command} {config}{rest}'"
    return f"'pepsheets {command}{rest} --config {config}'"
