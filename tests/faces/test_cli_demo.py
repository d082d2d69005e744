"""demo and doctor."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from pepsheets.faces import doctor
from tests.faces.asking import ask


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "try out"
    answer = ask("demo", folder)
    assert (answer.status, answer.err) == (0, "")
    return folder, answer.out


def test_the_story_has_ten_steps_and_an_ending(story: tuple[Path, str]) -> None:
    _, told = story
    assert re.findall(r"^(\d+)  ", told, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert told.index("10  ") < told.index("Now open both")


@pytest.mark.parametrize(
    "words",
    [
        "Had to go out by",
        "short by",
        "inquorate, short by",
        "which was quorate when it opened",
        "Equal remainders of",
        "to the penny.",
        "Waiting 1",
        "is not an amount of money",
        "Nothing to write: the file is the same to the last byte.",
        "both sides have '630'",
        "gone on both sides, kept in the history",
        "both sides have 'Niamh Rushworth'",
        "both sides have 'Orla Finch'",
        "'next week' is no date: it waits where it was typed",
        "'Moderator, autumn' and 'Moderation fees' both stand",
        "the workbook has 'Moderation fees', the shared sheet has 'Moderation fees'.",
        "Nothing to write: both files are the same to the last byte.",
    ],
)
def test_the_story_tells_what_a_partnership_cares_about(words: str, story: tuple[Path, str]) -> None:
    assert words in story[1]


def test_the_shares_that_are_shown_add_up_to_the_cost(story: tuple[Path, str]) -> None:
    told = story[1]
    shares = [float(share.replace(",", "")) for share in re.findall(r"exactly £\S+ +£(\S+)", told)]
    [total] = re.findall(r"The shares add up to £(\S+),", told)
    assert len(shares) > 2 and f"{sum(shares):,.2f}" == total


def test_both_workbooks_of_the_story_are_there_to_open(story: tuple[Path, str]) -> None:
    folder, told = story
    path, shared = sorted(folder.glob("*.xlsx"))
    assert str(path.resolve()) in told and str(shared.resolve()) in told
    assert openpyxl.load_workbook(shared)["Costs"].max_row > 5
    assert openpyxl.load_workbook(path)["Checks"].max_row > 5
    assert len(list((folder / "earlier copies").rglob("*.xlsx"))) == 3


def test_a_folder_that_holds_something_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pepsheets-demo").mkdir()
    (tmp_path / "pepsheets-demo" / "mine.txt").write_text("mine")
    (tmp_path / "pepsheets-demo-2").write_text("a file")
    assert ask("demo").status == 0
    assert [each.name for each in (tmp_path / "pepsheets-demo").iterdir()] == ["mine.txt"]
    assert (tmp_path / "pepsheets-demo-3" / "partnership.xlsx").is_file()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = ask("demo", tmp_path / "file" / "demo")
    assert answer.status == 2 and "could not be made" in answer.err


def test_doctor_finds_everything_well_here(home: Path) -> None:
    answer = ask("doctor")
    assert answer.status == 0, answer.out
    assert str(home / "backups") in answer.out and "A trial workbook was made" in answer.out
    assert list(home.iterdir()) == [], "looking leaves nothing behind"


def test_doctor_names_a_place_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(tmp_path / "file" / "backups"))
    answer = ask("doctor")
    assert answer.status == 1
    assert "MEND" in answer.out and "name another folder in the setting PEPSHEETS_BACKUPS" in answer.out


def test_doctor_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor.PARTS, "no_such_part", "tea is made")
    answer = ask("doctor")
    assert answer.status == 1 and "Missing: no_such_part (so that tea is made)" in answer.out


def test_doctor_tells_when_a_trial_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "is_settled", lambda *_: False)
    answer = ask("doctor")
    assert answer.status == 1 and "came out otherwise" in answer.out
