"""The service looks at the sheets themselves: for a tick, and to say there that something is wrong."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from pepsheets.faces.cli import main
from pepsheets.faces.service.sheets_at_hand import Ticks, tell_on_both_sides, tell_refusal
from pepsheets.faces.service.standing import Overdue
from pepsheets.gateways import open_gateway
from pepsheets.gateways.google_sheet.sessions import SETTING
from pepsheets.sheets import Cell, CellChange, Plan, Value
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import read_config
from pepsheets.tabs.buttons import Part, buttons_on
from pepsheets.tabs.in_step import LinePart, line_of
from tests.google.fixtures import google as google  # noqa: PLC0414 - a fixture is taken over by its name
from tests.google.server.stand_in import StandIn

SIDES = ("ours.xlsx", "theirs.xlsx")
ALARM = Alarm("Group", "'Group' is late.", "'Group' has not been in step since 09:15.", "Overdue since 09:15.")
OVERDUE = Overdue(ALARM, "The disk is full. Make room, then try again.")


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
    return [cell for row in sheet.rows for cell in row if str(cell).startswith(ALARM.lasting)]


def test_the_alarm_stands_on_both_sides_until_the_next_good_round(config: Path) -> None:
    read = read_config(config)
    [share] = read.shares
    assert tell_on_both_sides(read, share, OVERDUE, date(2026, 11, 21)) == 2
    [here], [there] = told(config.with_name("ours.xlsx")), told(config.with_name("theirs.xlsx"))
    assert str(here).endswith("The last round could not be made: The disk is full. 'pepsheets status' tells more.")
    assert str(there).endswith("Whoever keeps the workbook is told why.") and "disk" not in str(there)
    main(["sync"])
    assert told(config.with_name("ours.xlsx")) == told(config.with_name("theirs.xlsx")) == []


def test_a_side_that_cannot_be_written_does_not_keep_the_other_from_being_told(config: Path) -> None:
    read = read_config(config)
    [share] = read.shares
    config.with_name("theirs.xlsx").unlink()
    assert tell_on_both_sides(read, share, OVERDUE, date(2026, 11, 21)) == 1


def test_the_alarm_stands_on_the_overview_of_both_sides_too(config: Path) -> None:
    read = read_config(config)
    [share] = read.shares
    tell_on_both_sides(read, share, OVERDUE, date(2026, 11, 21))
    assert [line(config.with_name(name))[LinePart.HOW] for name in SIDES] == [
        f"{ALARM.short} See the Conflicts tab."
    ] * 2
    assert tell_on_both_sides(read, share, OVERDUE, date(2026, 11, 21)) == 0
    main(["sync"])
    assert [line(config.with_name(name))[LinePart.HOW] for name in SIDES] == ["In step.", "In step."]


def line(path: Path) -> Mapping[LinePart, Cell]:
    """What the Overview says of the share."""
    [sheet] = open_gateway(str(path)).read(["Overview"]).sheets
    found = line_of("Group", sheet.rows)
    assert found is not None and found.share == "Group"
    return found.cells


def tick(address: str, value: Value = "Yes") -> None:
    door = open_gateway(address)
    workbook = door.read(["Overview"])
    [sheet] = workbook.sheets
    button = buttons_on(sheet.rows)[-1]
    before = False if value is True else None
    door.write(Plan((CellChange(sheet.name, button.row, button.columns[Part.TICK], before, value),)), workbook.state)


def outcome(address: str) -> tuple[bool, str]:
    """Whether the last button is ticked, and what is said beside it."""
    [sheet] = open_gateway(address).read(["Overview"]).sheets
    button = buttons_on(sheet.rows)[-1]
    return button.is_ticked, str(sheet.rows[button.row - 1][button.columns[Part.OUTCOME] - 1])


def test_a_tick_on_the_google_sheet_is_seen(google: StandIn, config: Path) -> None:
    address = f"google:{google.new_sheet()}"
    assert main(["new", "pepmk", address]) == 0
    ticks = Ticks()
    assert not ticks(address)
    tick(address, True)
    assert ticks(address)


@pytest.mark.parametrize("name", SIDES)
def test_a_tick_in_a_workbook_file_is_seen_once_and_answered_by_the_round(config: Path, name: str) -> None:
    ticks, file = Ticks(), str(config.with_name(name))
    assert not ticks(file)
    tick(file)
    assert ticks(file) and not ticks(file)
    assert main(["sync"]) == 0
    is_ticked, said = outcome(file)
    assert not is_ticked and said.endswith("Both sides were in step already.")
    assert not ticks(file)


def test_a_tick_in_a_file_that_somebody_has_open_is_answered_once_they_close_it(config: Path) -> None:
    ticks, file = Ticks(), config.with_name("ours.xlsx")
    tick(str(file))
    lock = file.with_name("~$ours.xlsx")
    lock.touch()
    assert ticks(str(file)) and not ticks(str(file))
    main(["sync"])
    assert not ticks(str(file)) and outcome(str(file)) == (True, "Not used yet")
    lock.unlink()
    assert ticks(str(file))
    main(["sync"])
    assert not outcome(str(file))[0]


def test_a_file_that_is_not_there_asks_for_nothing(tmp_path: Path) -> None:
    assert not Ticks()(str(tmp_path / "none.xlsx"))


def test_a_tick_whose_round_could_not_be_made_is_answered_with_the_reason_in_the_workbook_alone(config: Path) -> None:
    read = read_config(config)
    [share] = read.shares
    for name in SIDES:
        tick(str(config.with_name(name)))
    tell_refusal(read, share, "'theirs.xlsx' was moved.", datetime(2026, 11, 21, 9, 30))
    ours, theirs = (outcome(str(config.with_name(name))) for name in SIDES)
    assert ours == (False, "'Group': 'theirs.xlsx' was moved.")
    assert not theirs[0] and theirs[1].startswith("It could not be done this time") and "theirs" not in theirs[1]
