"""What one asks and decides between two rounds: status, conflicts, approve, history, undo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pepsheets.faces import rounds
from pepsheets.sync.config import read_config
from pepsheets.sync.store import open_store
from tests.faces.asking import Answer, ask
from tests.faces.books import partnership
from tests.faces.shares import MINE, THEIRS, book, bookings, config, delete, more_bookings, with_conflicts_tab


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return with_conflicts_tab(partnership(tmp_path_factory.mktemp("made") / MINE)).read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> Path:
    """A folder in which a person stands, with two sheets that are in step."""
    (tmp_path / MINE).write_bytes(workbook)
    config(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert ask("sync").status == 0
    return tmp_path


def in_conflict(folder: Path) -> Answer:
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    return ask("sync")


def last_round() -> str:
    with open_store(rounds.store_of(read_config("pepsheets.toml"))) as store:
        return str(store.last_rounds("Steering group")[0].number)


def delegate(path: Path, code: str = "B1") -> object:
    return bookings(path)[code]["Delegate"]


def test_nothing_waits_after_a_quiet_round() -> None:
    answer = ask("conflicts")
    assert (answer.status, answer.out) == (0, "Nothing waits: no cell is in conflict, and none fails its check.\n")


def test_conflicts_are_numbered_and_say_both_values_and_the_one_before(folder: Path) -> None:
    in_conflict(folder)
    answer = ask("conflicts")
    assert answer.status == 1
    assert (
        "  1. Steering group: Bookings, B1, Delegate: 'Ama Owusu' in the workbook, 'Tom Reed' on the shared sheet; "
        "before that it was 'Guest 1'."
    ) in answer.out.splitlines()


@pytest.mark.parametrize(("side", "stands"), [("workbook", "Ama Owusu"), ("shared", "Tom Reed")])
def test_the_side_that_is_chosen_stands_on_both_after_the_next_round(folder: Path, side: str, stands: str) -> None:
    in_conflict(folder)
    answer = ask("conflicts", "--choose", "1", side)
    assert answer.status == 0 and f"Delegate: '{stands}' of the {side}" in answer.out
    assert "value is chosen." in ask("conflicts").out
    assert ask("sync").status == 0
    assert delegate(folder / MINE) == delegate(folder / THEIRS) == stands


def test_a_number_that_is_not_on_the_list_is_refused(folder: Path) -> None:
    answer = ask("conflicts", "--choose", "1", "workbook")
    assert answer.status == 2 and answer.err.startswith("The list has no number 1: nothing is in conflict.")
    in_conflict(folder)
    assert "it ends with 1" in ask("conflicts", "--choose", "2", "workbook").err


def test_a_side_that_is_none_is_refused_with_the_two_there_are() -> None:
    answer = ask("conflicts", "--choose", "1", "mine")
    assert answer.status == 2 and "'mine' is no side. Choose workbook or shared." in answer.err


def test_a_cell_that_fails_its_check_is_listed_with_its_reason(folder: Path) -> None:
    book(folder / THEIRS, "B2", "Booked", "soon")
    assert ask("sync").status == 1
    answer = ask("conflicts")
    assert answer.status == 1
    assert "Steering group: Bookings, B2, Booked, on the shared sheet: 'soon' is not a date and time." in answer.out


def test_status_tells_when_each_share_was_in_step_and_what_waits(folder: Path) -> None:
    in_conflict(folder)
    answer = ask("status")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert lines[0] == "Steering group"
    assert lines[-1] == "  Waits for you  1 conflict"
    assert any(line.startswith("  Last in step   ") for line in lines) and "every 15 minutes" in answer.out


def test_status_ends_with_1_when_a_share_is_overdue(monkeypatch: pytest.MonkeyPatch) -> None:
    from pepsheets.faces import share_status

    later = rounds.now().replace(year=2099)
    monkeypatch.setattr(share_status, "now", lambda: later)
    answer = ask("status")
    assert answer.status == 1 and "'Steering group' was last in step on " in answer.out


def test_a_share_that_was_never_in_step_is_overdue_once_its_file_is_old(folder: Path) -> None:
    config(folder, '\n[[share]]\nname = "New"\naddress = "new.xlsx"\ntabs = ["Schools"]\n')
    assert ask("status").status == 0
    os.utime(folder / "pepsheets.toml", (0, 0))
    answer = ask("status")
    assert answer.status == 1 and "never yet" in answer.out and "has never been brought in step since" in answer.out


def test_history_tells_what_changed_and_on_which_side(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    ask("sync")
    lines = ask("history", "--row", "b1", "--column", "delegate").out.splitlines()
    assert lines[0].split() == ["When", "Round", "Where", "What"]
    assert lines[1].endswith("Bookings, B1, Delegate  Guest 1 → Tom Reed, typed on the shared sheet")
    assert len(lines) == 3


def test_history_is_narrowed_by_tab_round_day_and_number(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    ask("sync")
    first, last = ask("history", "--json").json["changes"], ask("history", "--round", last_round(), "--json")
    assert isinstance(first, list) and len(first) > 10
    assert [each["key"] for each in last.json["changes"]] == ["B1"]  # type: ignore[attr-defined]  # a list, by contract
    courses = ask("history", "--tab", "courses", "--json").json["changes"]
    assert isinstance(courses, list) and {each["tab"] for each in courses} == {"Courses"}
    short = ask("history", "--limit", "3")
    assert len(short.out.splitlines()) == 5 and "not shown" in short.out
    assert "nothing of that kind" in ask("history", "--since", "01/01/2099").out
    assert ask("history", "--share", "steering group").status == 0


def test_history_offers_the_nearest_tab() -> None:
    answer = ask("history", "--tab", "Bookngs")
    assert answer.status == 2 and "There is no tab 'Bookngs'. Did you mean 'Bookings'?" in answer.err
    assert "docs/tabs.md" in ask("history", "--tab", "Zzz").err


def test_a_deletion_is_in_the_history(folder: Path) -> None:
    delete(folder / THEIRS, "B3")
    ask("sync")
    assert "B3" not in bookings(folder / MINE)
    told = ask("history", "--row", "B3", "--round", last_round()).out
    assert "the whole row was deleted, on the shared sheet" in told and "Guest 3 → deleted" in told


def test_undo_makes_both_sides_as_they_were_before_the_round(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    book(folder / MINE, "B2", "Delegate", "Ama Owusu")
    ask("sync")
    number = last_round()
    answer = ask("undo", number)
    assert answer.status == 0, answer.out + answer.err
    assert "  Bookings, B1, Delegate  Tom Reed → Guest 1" in answer.out.splitlines()
    for side in (MINE, THEIRS):
        assert (delegate(folder / side), delegate(folder / side, "B2")) == ("Guest 1", "Guest 2")
    assert "taken back" in ask("history").out
    assert "kept as" in answer.out


def test_a_row_that_was_deleted_comes_back_with_its_id(folder: Path) -> None:
    row_id = bookings(folder / MINE)["B3"]["Row ID"]
    delete(folder / THEIRS, "B3")
    ask("sync")
    answer = ask("undo", last_round())
    assert answer.status == 0, answer.out
    for side in (MINE, THEIRS):
        assert bookings(folder / side)["B3"]["Row ID"] == row_id and delegate(folder / side, "B3") == "Guest 3"


def test_a_row_that_came_to_the_workbook_goes_again(folder: Path) -> None:
    more_bookings(folder / THEIRS, 1)
    ask("sync")
    number = ask("history", "--row", "X0", "--json").json["changes"][0]["round"]  # type: ignore[index]  # by contract
    answer = ask("undo", str(number))
    assert answer.status == 0, answer.out
    assert "X0" not in bookings(folder / MINE) and "X0" not in bookings(folder / THEIRS)


def test_what_changed_since_is_listed_and_stays(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    book(folder / THEIRS, "B2", "Delegate", "Una Reed")
    ask("sync")
    number = last_round()
    book(folder / MINE, "B1", "Delegate", "Vic Reed")
    answer = ask("undo", number)
    assert answer.status == 1
    assert "Bookings, B1, Delegate: it was changed since, and is 'Vic Reed' in the workbook" in answer.out
    assert (delegate(folder / MINE), delegate(folder / MINE, "B2")) == ("Vic Reed", "Guest 2")


def test_an_undo_that_is_tried_first_writes_nothing(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    ask("sync")
    before = (folder / MINE).read_bytes()
    answer = ask("undo", last_round(), "--dry-run")
    assert answer.status == 0 and "this would be taken back" in answer.out
    assert (folder / MINE).read_bytes() == before


def test_the_first_round_cannot_be_taken_back() -> None:
    answer = ask("undo", "1")
    assert answer.status == 2 and "the one that first brought 'Steering group' together" in answer.err


def test_a_round_that_changed_nothing_says_so() -> None:
    answer = ask("undo", "99")
    assert answer.status == 2 and "nothing that flowed in a round 99" in answer.err


def test_an_open_workbook_is_not_undone_and_nothing_is_noted(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    ask("sync")
    number = last_round()
    (folder / f".~lock.{MINE}#").write_text("Ama Owusu,ama,PC7,,;")
    answer = ask("undo", number)
    assert answer.status == 2 and "Ama Owusu" in answer.err
    assert "taken back" not in ask("history").out and last_round() == number


def emptied(folder: Path) -> str:
    """Many bookings, and then somebody deletes most of them; the plan that waits."""
    more_bookings(folder / MINE, 12)
    assert ask("sync").status == 0
    delete(folder / THEIRS, *(f"X{number}" for number in range(10)))
    answer = ask("sync")
    assert answer.status == 1 and "not wholly in step" in answer.out
    told = ask("status", "--json").json["shares"]
    assert isinstance(told, list)
    return str(told[0]["plans"][0]["plan"])


def test_a_plan_that_would_delete_much_waits_until_it_is_approved(folder: Path) -> None:
    plan = emptied(folder)
    assert "X5" in bookings(folder / MINE)
    shown = ask("approve", plan, "--show")
    assert shown.status == 0 and "  X5  the whole row  deleted in the workbook" in shown.out.splitlines()
    assert "1 plan to approve" in ask("status").out and f"'pepsheets approve {plan}'" in ask("status").out
    approved = ask("approve", plan)
    assert approved.status == 0 and "carries the plan out on Bookings" in approved.out
    assert f"The plan {plan} for Bookings is approved" in ask("status").out
    assert ask("sync").status == 0
    assert "X5" not in bookings(folder / MINE) and "X11" in bookings(folder / MINE)


def test_a_plan_that_does_not_wait_is_refused_with_those_that_do(folder: Path) -> None:
    assert "None waits at all." in ask("approve", "1234abcd").err
    plan = emptied(folder)
    answer = ask("approve", "zzz")
    assert answer.status == 2 and f"These wait: {plan}." in answer.err
