"""By what this computer is known: the same each time, and nothing is kept in a dry run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pepsheets.faces.this_computer import computer_name, holder, is_dead, machine_id
from pepsheets.sheets import FileCannotBeSaved
from pepsheets.sync.store import Holder


def test_a_computer_names_itself_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert machine_id(home) == machine_id(home) != machine_id(tmp_path / "other")
    assert [each.name for each in home.iterdir()] == ["computer"]


def test_what_is_not_to_be_kept_is_not(tmp_path: Path) -> None:
    assert machine_id(tmp_path / "home", keep=False)
    assert not (tmp_path / "home").exists()


def test_a_file_that_was_spoilt_is_made_anew(tmp_path: Path) -> None:
    for spoilt in (b"", b"nothing", b"\xff" * 32):
        (tmp_path / "computer").write_bytes(spoilt)
        assert machine_id(tmp_path) == machine_id(tmp_path)


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(FileCannotBeSaved, match="could not be written"):
        machine_id(tmp_path / "home")


def test_a_holder_names_the_person_the_computer_and_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ama")
    assert holder() == Holder("ama", computer_name(), os.getpid())


def test_only_a_process_of_this_computer_is_ever_called_dead() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert is_dead(Holder("ama", computer_name(), ended.pid))
    assert not is_dead(Holder("ama", computer_name(), os.getpid()))
    assert not is_dead(Holder("ama", "another computer", ended.pid))
