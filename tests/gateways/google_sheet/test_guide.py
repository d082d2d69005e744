"""The guide says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from pepsheets.faces.google_commands import google
from pepsheets.gateways.google_sheet.credentials import SCOPES
from pepsheets.gateways.google_sheet.sessions import HOSTS

GUIDE = (Path(__file__).parents[3] / "docs" / "google.md").read_text(encoding="utf-8")
OPTIONS = {"login": {"--key", "--client"}, "share-address": set(), "status": set(), "logout": set()}


def test_the_administrator_reads_of_every_permission_and_of_no_other() -> None:
    assert set(re.findall(r"https://www\.googleapis\.com/auth/[\w.]+", GUIDE)) == set(SCOPES)


def test_the_administrator_reads_of_every_host() -> None:
    network = GUIDE.partition("### The network")[2].partition("###")[0]
    assert set(re.findall(r"`([\w.]+\.(?:googleapis|google)\.com)`", network)) == set(HOSTS)


def test_every_command_of_the_guide_exists_and_none_is_left_out() -> None:
    named = set(re.findall(r"pepsheets google ([\w-]+)", GUIDE))
    assert named == set(typer.main.get_command(google).commands) == set(OPTIONS)  # type: ignore[attr-defined]  # a group


@pytest.mark.parametrize("command", OPTIONS)
def test_every_option_of_the_guide_exists(command: str) -> None:
    assert set(re.findall(rf"pepsheets google {command}\b[^\n`]*?(--\w+)", GUIDE)) <= OPTIONS[command]


def test_every_link_within_the_guide_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in re.findall(r"^#+ (.*)", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", GUIDE)) <= headings
