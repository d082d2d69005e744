"""sync over two workbooks: what a business manager sees, and what stands where afterwards.

A little longer than a file should be: all of it starts from the two workbooks that are made at the top.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pepsheets.faces import rounds
from pepsheets.faces.rounds import run_shares
from pepsheets.faces.this_computer import computer_name
from pepsheets.sheets import FileIsOpen
from pepsheets.sync.config import read_config
from pepsheets.sync.engine.round import run_round
from pepsheets.sync.store import Holder, Registration, open_store
from tests.faces.asking import ask
from tests.faces.books import partnership
from tests.faces.shares import MINE, SHARE, THEIRS, book, bookings, config, with_conflicts_tab

SECOND = '\n[[share]]\nname = "Heads"\naddress = "nowhere/near/heads.xlsx"\ntabs = ["Schools"]\n'


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return with_conflicts_tab(partnership(tmp_path_factory.mktemp("made") / MINE)).read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> Path:
    """A folder with the manager's workbook and a pepsheets.toml, in which the person stands."""
    (tmp_path / MINE).write_bytes(workbook)
    config(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_the_first_round_makes_the_shared_workbook_and_fills_it(folder: Path) -> None:
    answer = ask("sync")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"{folder / THEIRS} is made, with the tabs of 'Steering group'.\n")
    assert "'Steering group' is in step: " in answer.out
    theirs = bookings(folder / THEIRS)
    assert {code: cells["Delegate"] for code, cells in theirs.items()} == {
        "B1": "Guest 1",
        "B2": "Guest 2",
        "B3": "Guest 3",
    }
    assert {code: cells["Row ID"] for code, cells in theirs.items()} == {
        code: cells["Row ID"] for code, cells in bookings(folder / MINE).items()
    }


def test_the_shared_workbook_has_the_tabs_of_the_share_the_conflicts_and_an_overview_without_figures(
    folder: Path,
) -> None:
    ask("sync")
    made = load_workbook(folder / THEIRS)
    assert made.sheetnames == ["Overview", "Conflicts", "Schools", "Courses", "Bookings", "Lists"]
    assert not made["Overview"].tables


def test_what_the_audience_may_not_see_stands_nowhere_in_the_shared_workbook(folder: Path) -> None:
    config(folder, SHARE.replace('"steering group"', '"everyone"').replace('"Bookings"]', '"Bookings", "People"]'))
    ask("sync")
    made = load_workbook(folder / THEIRS)
    people, courses = ({cell.value for row in made[tab].iter_rows() for cell in row} for tab in ("People", "Courses"))
    assert "Person" in people and "Email" not in people
    assert "Course" in courses and "Charged" not in courses


def test_a_second_round_writes_nothing(folder: Path) -> None:
    ask("sync")
    before = [(folder / name).stat().st_mtime_ns for name in (MINE, THEIRS)]
    answer = ask("sync")
    assert (answer.status, answer.out) == (0, "'Steering group' is in step: there was nothing to write.\n")
    assert [(folder / name).stat().st_mtime_ns for name in (MINE, THEIRS)] == before


def test_edits_of_both_sides_reach_the_other(folder: Path) -> None:
    ask("sync")
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    assert ask("sync").status == 0
    for side in (MINE, THEIRS):
        found = bookings(folder / side)
        assert (found["B1"]["Delegate"], found["B2"]["Delegate"]) == ("Ama Owusu", "Tom Reed")


def test_a_conflict_is_told_and_ends_with_status_1(folder: Path) -> None:
    ask("sync")
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    answer = ask("sync")
    assert answer.status == 1
    assert "Bookings, B1, Delegate: Typed differently on both sides" in answer.out
    assert "In 1 cell both sides have something else." in answer.out and "'pepsheets conflicts'" in answer.out
    assert bookings(folder / MINE)["B1"]["Delegate"] == "Ama Owusu"


def test_a_dry_run_shows_what_would_flow_and_writes_nothing_at_all(folder: Path, home: Path) -> None:
    ask("sync")
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    before = files(folder) | files(home)
    answer = ask("sync", "--dry-run")
    assert files(folder) | files(home) == before
    assert answer.status == 0
    assert "  B1  Delegate  Guest 1 → Ama Owusu, on the shared sheet" in answer.out.splitlines()
    assert answer.out.splitlines()[-1] == "Nothing was written. 'pepsheets sync' does it."


def test_a_dry_run_before_the_first_round_makes_nothing(folder: Path, home: Path) -> None:
    before = files(folder)
    answer = ask("sync", "--dry-run")
    assert files(folder) == before and not files(home)
    assert answer.status == 0 and f"{folder / THEIRS} would be made" in answer.out
    assert "  B1  5 cells  added to the shared sheet" in answer.out.splitlines()


def test_a_dry_run_tells_conflicts_with_status_1(folder: Path) -> None:
    ask("sync")
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    assert ask("sync", "--dry-run").status == 1
    assert ask("conflicts").status == 0


def test_one_share_that_fails_stops_no_other_and_ends_with_status_1(folder: Path) -> None:
    config(folder, SECOND + SHARE)
    answer = ask("sync")
    assert answer.status == 1
    assert f"'Heads' was not brought into step. There is no folder '{folder / 'nowhere' / 'near'}'." in answer.out
    assert (folder / THEIRS).exists() and "'Steering group' is in step" in answer.out


def test_when_none_of_several_can_be_done_each_is_told_with_status_2(folder: Path) -> None:
    config(folder, SECOND + SHARE.replace('"group.xlsx"', '"absent/for now/group.xlsx"'))
    answer = ask("sync")
    assert (answer.status, answer.out) == (2, "")
    first, second = answer.err.splitlines()[:2]
    assert first.startswith("'Heads' was not brought into step.")
    assert second.startswith("'Steering group' was not brought into step.")


def test_a_workbook_that_is_missing_is_told_once_and_the_status_remembers_it(folder: Path) -> None:
    (folder / MINE).unlink()
    config(folder, SECOND + SHARE)
    answer = ask("sync")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("There is no file") == 1
    assert "There is no file" in ask("status").out


def test_a_shared_workbook_that_was_there_is_never_made_anew(folder: Path) -> None:
    ask("sync")
    (folder / THEIRS).unlink()
    answer = ask("sync")
    assert answer.status == 2 and "there is nothing at" in answer.err and not (folder / THEIRS).exists()


def test_a_workbook_that_is_not_the_registered_one_stops_with_what_to_do(folder: Path) -> None:
    ask("sync")
    before = (folder / MINE).read_bytes()
    (folder / "other.xlsx").write_bytes(before)
    (folder / "pepsheets.toml").write_text((folder / "pepsheets.toml").read_text().replace(MINE, "other.xlsx"))
    answer = ask("sync")
    assert answer.status == 2 and f"names {folder / 'other.xlsx'}" in answer.err and "take-over" in answer.err
    assert ask("sync", "take-over").status == 0
    assert ask("sync").status == 0


def test_another_computer_is_refused_until_it_takes_over(folder: Path, home: Path) -> None:
    ask("sync")
    (home / "home" / "computer").write_text("0" * 32)
    answer = ask("sync")
    assert answer.status == 2
    assert f"synchronised by the computer '{computer_name()}', not by this one" in answer.err
    assert "'pepsheets sync take-over'" in answer.err
    moved = ask("sync", "take-over", "--share", "steering group")
    assert moved.status == 0 and "by this computer alone" in moved.out
    assert ask("sync").status == 0


def store_at(folder: Path) -> str:
    return rounds.store_of(read_config(folder / "pepsheets.toml"))


def test_a_second_round_at_the_same_time_says_who_holds_the_share(folder: Path) -> None:
    ask("sync")
    now = rounds.now()
    with open_store(store_at(folder)) as store:
        store.acquire("Steering group", Holder("ama", computer_name(), os.getpid()), now, now.replace(year=2099))
        answer = ask("sync")
    assert answer.status == 2 and "'Steering group' is being synchronised by ama" in answer.err


def test_what_a_killed_process_left_is_taken_over(folder: Path) -> None:
    ask("sync")
    now = rounds.now()
    with open_store(store_at(folder)) as store:
        store.acquire("Steering group", Holder("ama", computer_name(), 2**22 + 1), now, now.replace(year=2099))
    assert ask("sync").status == 0


def test_a_workbook_that_is_open_waits_and_the_rest_is_done(folder: Path) -> None:
    ask("sync")
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    (folder / f".~lock.{MINE}#").write_text("Ama Owusu,ama,PC7,,;")
    answer = ask("sync")
    assert answer.status == 1 and "What belongs into the workbook waits." in answer.out
    assert bookings(folder / THEIRS)["B1"]["Delegate"] == "Ama Owusu"
    (folder / f".~lock.{MINE}#").unlink()
    assert ask("sync").status == 0
    assert bookings(folder / MINE)["B2"]["Delegate"] == "Tom Reed"


def test_columns_of_the_managers_own_are_carried_where_the_share_says_so(folder: Path) -> None:
    made = load_workbook(folder / MINE)
    sheet = made["Bookings"]
    sheet.cell(1, sheet.max_column + 1, "Diet")
    sheet.cell(2, sheet.max_column, "Vegan")
    made.save(folder / MINE)
    config(folder, SHARE + "extra_columns = true\n")
    assert ask("sync").status == 0
    assert bookings(folder / THEIRS)["B1"]["Diet"] == "Vegan"


def test_a_file_without_shares_says_how_to_add_one(folder: Path) -> None:
    config(folder, "")
    answer = ask("sync")
    assert answer.status == 2 and "'pepsheets share add' adds one." in answer.err


def test_each_mistake_of_the_file_stands_on_a_line_of_its_own(folder: Path) -> None:
    config(folder, SHARE.replace("Schools", "Shools").replace('"steering group"', '"nobody"'))
    answer = ask("sync")
    assert answer.status == 2
    lines = answer.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["pepsheets.toml, line 6", "pepsheets.toml, line 7"]
    assert lines[2] == "Nothing was done. Correct the file and try again."


def test_what_nobody_foresaw_in_one_share_is_told_and_stops_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(folder, SHARE + SECOND.replace("nowhere/near/", ""))
    real = run_round

    def faulty(share: object, *others: object) -> object:
        if getattr(share, "name", "") == "Heads":
            raise RuntimeError("Guest 1")
        return real(share, *others)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(rounds, "run_round", faulty)
    answer = ask("sync")
    assert answer.status == 1
    assert "pepsheets did not foresee" in answer.out and "Guest 1" not in answer.out + answer.err
    assert bookings(folder / THEIRS)


def test_the_service_may_run_one_share_alone(folder: Path) -> None:
    config(folder, SECOND + SHARE)
    [result] = run_shares(read_config("pepsheets.toml"), only=["steering GROUP"])
    assert result.name == "Steering group" and result.outcome is not None and result.outcome.is_good
    assert result.is_made and result.has_written and len(result.changes) > 10


def test_a_share_of_another_name_is_refused_with_the_names_there_are(folder: Path) -> None:
    answer = ask("sync", "take-over", "--share", "Heads")
    assert answer.status == 2 and "names no share 'Heads'. It has 'Steering group'." in answer.err


def test_a_share_that_no_round_has_registered_is_registered_by_its_first(folder: Path) -> None:
    with open_store(store_at(folder)) as store:
        assert store.registration("Steering group") is None
    ask("sync")
    with open_store(store_at(folder)) as store:
        found = store.registration("Steering group")
    assert isinstance(found, Registration)
    assert (found.workbook, found.shared) == (str(folder / MINE), str(folder / THEIRS))
    assert found.home_name == computer_name()


def test_a_failure_after_the_shared_sheet_was_written_is_not_called_nothing_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("sync")
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    real = run_round

    def late(*all_of_it: object) -> object:
        real(*all_of_it)  # type: ignore[arg-type]  # handed on as it came
        raise FileIsOpen("Somebody has it open.")

    monkeypatch.setattr(rounds, "run_round", late)
    assert ask("sync").status == 1


def test_json_tells_of_a_refusal_as_everywhere(folder: Path) -> None:
    (folder / MINE).unlink()
    answer = ask("sync", "--json")
    assert answer.status == 2 and list(json.loads(answer.out)) == ["error"]
