"""Texts of pepsheets.toml for these tests, and the way to read one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.partnerships import Partnership
from pepsheets.sync.config import Config, ConfigMistakes, Mistake, config_of

PATH = Path("/partnership/pepsheets.toml")
TOP = "workbook = 'my.xlsx'\n"
SHARE = "[[share]]\nname = 'Steering group'\naddress = 'group/steering.xlsx'\ntabs = ['Schools', 'Meetings']\n"
MAIL = "[mail]\nhost = 'smtp.school.example'\nfrom = 'us@school.example'\nto = 'office@school.example'\n"


def read(text: str, kind: Partnership | None = None) -> Config:
    return config_of(text, PATH, kind)


def mistakes(text: str, kind: Partnership | None = None) -> tuple[Mistake, ...]:
    with pytest.raises(ConfigMistakes) as found:
        read(text, kind)
    return found.value.mistakes


def mistake(text: str, kind: Partnership | None = None) -> Mistake:
    """The only mistake of a text."""
    (found,) = mistakes(text, kind)
    return found
