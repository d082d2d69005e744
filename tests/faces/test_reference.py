"""docs/commands.md is what the commands say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pepsheets.faces.reference import commands, commands_page

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "run scripts/build_reference.py"


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented_with_an_example(command: str) -> None:
    section = PAGE.read_text(encoding="utf-8").partition(f"## pepsheets {command}\n")[2].partition("## ")[0]
    assert re.search(rf"Examples:\n +pepsheets {command}", section)


def test_only_commands_that_are_built_are_offered() -> None:
    alone = ("demo", "new", "check", "recalc", "new-year", "backups", "doctor")
    rounds = ("sync", "sync take-over", "status", "conflicts", "approve", "history", "undo", "serve")
    of_google = ("google login", "google share-address", "google status", "google logout")
    in_excel = ("excel install", "excel status", "excel uninstall")
    assert commands() == (*alone, *rounds, *in_excel, *of_google, "share add", "share list", "share remove")
