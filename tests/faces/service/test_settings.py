"""pepsheets.toml may be changed while the service runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.faces.service.settings import Settings

TEXT = "workbook = 'my.xlsx'\n[[share]]\nname = 'Heads'\naddress = 'heads.xlsx'\ntabs = ['Schools']\n"
MORE = "[[share]]\nname = 'Office'\naddress = 'office.xlsx'\ntabs = ['Schools']\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "pepsheets.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_file_that_stays_as_it_is_is_nothing_new(file: Path) -> None:
    settings = Settings(file)
    assert not settings.look() and settings.trouble == ""


def test_a_share_that_is_added_is_taken_up(file: Path) -> None:
    settings = Settings(file)
    file.write_text(TEXT + MORE, encoding="utf-8")
    assert settings.look() and not settings.look()
    assert [share.name for share in settings.config.shares] == ["Heads", "Office"] and settings.trouble == ""


@pytest.mark.parametrize("wrong", ["workbook = 3", "this is no toml", ""])
def test_a_mistake_is_said_and_the_service_goes_on_as_before(file: Path, wrong: str) -> None:
    settings = Settings(file)
    file.write_text(wrong, encoding="utf-8")
    assert not settings.look()
    assert settings.trouble.startswith("pepsheets.toml was changed, and cannot be followed; the service goes on as ")
    assert [share.name for share in settings.config.shares] == ["Heads"]
    file.write_text(TEXT, encoding="utf-8")
    assert not settings.look() and settings.trouble == ""


def test_a_file_that_is_gone_is_said(file: Path) -> None:
    settings = Settings(file)
    file.unlink()
    assert not settings.look() and "There is no file" in settings.trouble


def test_another_port_counts_from_the_next_start_on_and_that_is_said(file: Path) -> None:
    settings = Settings(file)
    file.write_text(TEXT + "[service]\nport = 9000\n", encoding="utf-8")
    assert settings.look() and "is stopped and started again" in settings.trouble
    assert not settings.look() and settings.trouble != ""
    file.write_text(TEXT, encoding="utf-8")
    assert settings.look() and settings.trouble == ""
