"""Which pepsheets.toml is about a workbook: the one beside it, and those by which this computer made rounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.faces.failures import home as home_folder
from pepsheets.faces.known_configs import configs_of, remember, sharing
from pepsheets.sync.config import ConfigMistakes

SHARE = '\n[[share]]\nname = "Group"\naddress = "group.xlsx"\ntabs = ["Schools"]\n'


def config(folder: Path, workbook: str, more: str = SHARE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pepsheets.toml"
    file.write_text(f'workbook = "{workbook}"\n{more}', encoding="utf-8")
    return file


def test_the_file_beside_the_workbook_is_about_it(tmp_path: Path) -> None:
    file = config(tmp_path, "my.xlsx")
    assert [each.path for each in configs_of(tmp_path / "my.xlsx")] == [file]


def test_a_file_that_names_another_workbook_is_not(tmp_path: Path) -> None:
    config(tmp_path, "other.xlsx")
    assert configs_of(tmp_path / "my.xlsx") == []


def test_a_file_elsewhere_is_found_once_a_round_was_made_by_it(tmp_path: Path) -> None:
    file = config(tmp_path / "office", "../my.xlsx")
    assert configs_of(tmp_path / "my.xlsx") == []
    remember(file)
    assert [each.path for each in configs_of(tmp_path / "my.xlsx")] == [file]


def test_a_file_is_remembered_once(tmp_path: Path) -> None:
    file = config(tmp_path, "my.xlsx")
    for _ in range(3):
        remember(file)
    assert (home_folder() / "configs").read_text(encoding="utf-8") == f"{file}\n"
    assert [each.path for each in configs_of(tmp_path / "my.xlsx")] == [file]


def test_a_file_that_is_gone_or_faulty_elsewhere_stands_in_nobody_s_way(tmp_path: Path) -> None:
    gone, faulty = config(tmp_path / "gone", "../my.xlsx"), config(tmp_path / "faulty", "../my.xlsx", "shaer = 1\n")
    for each in (gone, faulty):
        remember(each)
    gone.unlink()
    assert configs_of(tmp_path / "my.xlsx") == []


def test_what_is_wrong_with_the_file_beside_the_workbook_is_told(tmp_path: Path) -> None:
    config(tmp_path, "my.xlsx", "shaer = 1\n")
    with pytest.raises(ConfigMistakes):
        configs_of(tmp_path / "my.xlsx")


def test_a_folder_that_cannot_be_written_stops_no_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"")
    monkeypatch.setenv("PEPSHEETS_HOME", str(taken))
    remember(config(tmp_path, "my.xlsx"))
    assert len(configs_of(tmp_path / "my.xlsx")) == 1


def test_a_shared_workbook_is_known_by_the_file_that_keeps_it_in_step(tmp_path: Path) -> None:
    remember(config(tmp_path / "office", "my.xlsx", SHARE.replace("group.xlsx", "../drive/group.xlsx")))
    found = sharing(tmp_path / "drive" / "group.xlsx")
    assert found is not None and Path(found.workbook) == tmp_path / "office" / "my.xlsx"
    assert sharing(tmp_path / "drive" / "heads.xlsx") is None
