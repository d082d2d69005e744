"""What other programs rely on of the commands around rounds: exit statuses, and every name in the JSON."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.faces.asking import ask, keep_everything_in
from tests.faces.books import partnership
from tests.faces.shares import MINE, THEIRS, book, config, with_conflicts_tab

SHARE = [
    *("share", "address", "outcome", "round", "message", "made", "to_shared", "to_workbook", "backup"),
    *("told", "stopped", "conflicts", "held", "changes", "error"),
]
CONFLICT = ["share", "tab", "row", "key", "column", "before", "workbook", "shared", "chosen"]
HELD = ["share", "tab", "side", "row", "key", "column", "value", "message"]
CHANGE = ["share", "round", "at", "kind", "tab", "row", "key", "column", "side", "before", "after"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sheets, brought into step, and then edited so that one cell is in conflict and one fails its check."""
    keep_everything_in(tmp_path_factory.mktemp("home"), monkeypatch)
    with_conflicts_tab(partnership(tmp_path / MINE))
    config(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert ask("sync").status == 0
    book(tmp_path / MINE, "B1", "Delegate", "Ama Owusu")
    book(tmp_path / THEIRS, "B1", "Delegate", "Tom Reed")
    book(tmp_path / THEIRS, "B2", "Delegate", "Una Reed")
    book(tmp_path / THEIRS, "B3", "Booked", "soon")
    return tmp_path


def listed(found: object) -> list[dict[str, object]]:
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("words", [("sync", "--json"), ("sync", "--dry-run", "--json")])
def test_sync_shows_its_json_exactly_as_promised(words: tuple[str, ...], folder: Path) -> None:
    answer = ask(*words)
    assert answer.status == 1
    assert list(answer.json) == ["config", "workbook", "dry_run", "shares"]
    assert answer.json["dry_run"] is ("--dry-run" in words) and answer.json["workbook"] == str(folder / MINE)
    [share] = listed(answer.json["shares"])
    assert list(share) == SHARE
    assert (share["share"], share["address"], share["outcome"]) == ("Steering group", str(folder / THEIRS), "good")
    assert isinstance(share["round"], int) and share["made"] is False and share["error"] is None
    [conflict], [held] = listed(share["conflicts"]), listed(share["held"])
    assert list(conflict) == CONFLICT and list(held) == HELD
    assert [conflict[name] for name in CONFLICT[5:]] == ["Guest 1", "Ama Owusu", "Tom Reed", None]
    assert (held["side"], held["column"], held["value"]) == ("shared", "Booked", "soon")
    told = listed(share["told"])
    assert all(list(each) == ["tab", "key", "column", "message"] for each in told)
    changes = listed(share["changes"])
    assert all(list(each) == CHANGE for each in changes)
    [flowed] = [each for each in changes if each["kind"] == "flowed"]
    assert [flowed[name] for name in CHANGE[7:]] == ["Delegate", "shared", "Guest 2", "Una Reed"]
    assert datetime.fromisoformat(str(flowed["at"])).tzinfo is not None


def test_a_share_that_failed_among_others_has_its_error_in_the_list(folder: Path) -> None:
    more = '\n[[share]]\nname = "Heads"\naddress = "nowhere/near/heads.xlsx"\ntabs = ["Schools"]\n'
    file = folder / "pepsheets.toml"
    file.write_text(file.read_text() + more)
    answer = ask("sync", "--json")
    assert answer.status == 1
    failed = listed(answer.json["shares"])[1]
    assert list(failed) == SHARE and failed["outcome"] == "failed"
    assert isinstance(failed["error"], dict) and list(failed["error"]) == ["kind", "message", "remedy"]


def test_status_shows_its_json_exactly_as_promised() -> None:
    ask("sync")
    answer = ask("status", "--json")
    assert answer.status == 0 and list(answer.json) == ["config", "workbook", "shares"]
    [share] = listed(answer.json["shares"])
    assert list(share) == [
        *("share", "address", "every_seconds", "last_good", "overdue", "message", "last_round"),
        *("conflicts", "held", "plans", "home"),
    ]
    assert (share["every_seconds"], share["overdue"], share["message"]) == (900, False, None)
    assert (share["conflicts"], share["held"], share["plans"]) == (1, 1, [])
    last = share["last_round"]
    assert isinstance(last, dict) and list(last) == ["started", "outcome", "message"]


def test_conflicts_show_their_json_exactly_as_promised() -> None:
    ask("sync")
    answer = ask("conflicts", "--json")
    assert answer.status == 1 and list(answer.json) == ["config", "conflicts", "held"]
    [conflict], [held] = listed(answer.json["conflicts"]), listed(answer.json["held"])
    assert list(conflict) == ["number", *CONFLICT] and list(held) == HELD
    chosen = ask("conflicts", "--choose", "1", "shared", "--json")
    assert chosen.status == 0 and listed(chosen.json["conflicts"])[0]["chosen"] == "shared"


def test_history_shows_its_json_exactly_as_promised() -> None:
    ask("sync")
    answer = ask("history", "--json")
    assert answer.status == 0 and list(answer.json) == ["config", "changes", "of"]
    changes = listed(answer.json["changes"])
    assert all(list(each) == [*CHANGE, "undo_of"] for each in changes) and answer.json["of"] == len(changes)


def test_undo_shows_its_json_exactly_as_promised(folder: Path) -> None:
    ask("sync")
    book(folder / THEIRS, "B2", "Delegate", "Vic Reed")
    sync = listed(ask("sync", "--json").json["shares"])[0]
    answer = ask("undo", str(sync["round"]), "--json")
    assert list(answer.json) == ["config", "round", "dry_run", "taken_back", "left", "backup", "share"]
    [taken], share = listed(answer.json["taken_back"]), answer.json["share"]
    assert list(taken) == CHANGE[3:] and taken["after"] == "Vic Reed"
    assert isinstance(share, dict) and list(share) == SHARE and listed(answer.json["left"]) == []


@pytest.mark.parametrize("command", ["sync", "status", "conflicts", "history"])
def test_what_could_not_be_done_is_an_error_with_three_names(command: str) -> None:
    answer = ask(command, "absent.toml", "--json")
    assert answer.status == 2 and answer.err == ""
    error = answer.json["error"]
    assert isinstance(error, dict) and list(error) == ["kind", "message", "remedy"]


@pytest.mark.parametrize("words", [("approve", "1f0c"), ("undo", "99"), ("sync", "take-over", "--share", "x")])
def test_a_decision_that_cannot_be_made_ends_with_2(words: tuple[str, ...]) -> None:
    assert ask(*words).status == 2
