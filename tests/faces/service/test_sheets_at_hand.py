"""The service looks at the sheets themselves: for a tick, and to say there that something is wrong."""

import os
from datetime import date
from pathlib import Path

import pytest

from pepsheets.faces.cli import main
from pepsheets.faces.service.sheets_at_hand import is_asked_for, tell_on_both_sides
from pepsheets.gateways import open_gateway
from pepsheets.gateways.google_sheet.sessions import SETTING
from pepsheets.sheets import CellChange, Plan
from pepsheets.sync.config import read_config
from pepsheets.tabs.buttons import Part, buttons_on
from tests.google.fixtures import google as google  # noqa: PLC0414 - a fixture is taken over by its name
from tests.google.server.stand_in import StandIn

SENTENCE = "'Group' has not been in step since 09:15."


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook and a shared one, in step."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(tmp_path / "backups"))
    if SETTING not in os.environ:
        monkeypatch.setenv("PEPSHEETS_HOME", str(tmp_path / "home"))
    assert main(["new", "pepmk", "ours.xlsx"]) == 0
    add = ["share", "add", "theirs.xlsx", "--workbook", "ours.xlsx", "--name", "Group", "--tabs", "Meetings"]
    assert main(add) == 0
    main(["sync"])
    return tmp_path / "pepsheets.toml"


def told(path: Path) -> list[object]:
    [sheet] = open_gateway(str(path)).read(["Conflicts"]).sheets
    return [cell for row in sheet.rows for cell in row if cell == SENTENCE]


def test_the_alarm_stands_on_both_sides_until_the_next_good_round(config: Path) -> None:
    read = read_config(config)
    [share] = read.shares
    assert tell_on_both_sides(read, share, SENTENCE, date(2026, 11, 21)) == 2
    assert told(config.with_name("ours.xlsx")) == told(config.with_name("theirs.xlsx")) == [SENTENCE]
    main(["sync"])
    assert told(config.with_name("ours.xlsx")) == told(config.with_name("theirs.xlsx")) == []


def test_a_side_that_cannot_be_written_does_not_keep_the_other_from_being_told(config: Path) -> None:
    read = read_config(config)
    [share] = read.shares
    config.with_name("theirs.xlsx").unlink()
    assert tell_on_both_sides(read, share, SENTENCE, date(2026, 11, 21)) == 1


def test_a_tick_on_the_google_sheet_is_seen(google: StandIn, config: Path) -> None:
    address = f"google:{google.new_sheet()}"
    assert main(["new", "pepmk", address]) == 0
    assert main(["share", "add", address, "--name", "On Google", "--tabs", "Meetings"]) == 0
    read = read_config(config)
    share = read.share("On Google")
    assert share is not None and not is_asked_for(read, share)
    door = open_gateway(address)
    workbook = door.read(["Overview"])
    [sheet] = workbook.sheets
    button = buttons_on(sheet.rows)[-1]
    tick = CellChange(sheet.name, button.row, button.columns[Part.TICK], False, True)
    door.write(Plan((tick,)), workbook.state)
    assert is_asked_for(read, share)
