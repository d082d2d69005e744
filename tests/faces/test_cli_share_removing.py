"""share remove: a share is ended, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

from pepsheets.faces.configured import now, store_of
from pepsheets.sync.config import read_config
from pepsheets.sync.store import Appeared, Holder, OpenConflict, open_store
from tests.faces.asking import ask
from tests.faces.books import partnership
from tests.faces.test_cli_share import add, folder, workbook

__all__ = ["folder", "workbook"]


def test_a_share_is_taken_out_of_the_file_and_nothing_else_is_touched(folder: Path) -> None:
    partnership(folder / "steering.xlsx")
    (folder / "pepsheets.toml").write_text("# ours\nworkbook = 'my.xlsx'  # the one\n")
    add()
    one = (folder / "pepsheets.toml").read_bytes()
    add("b.xlsx", "--name", "Other", "--tabs", "Courses")
    sheets = [(folder / name).read_bytes() for name in ("my.xlsx", "steering.xlsx")]
    answer = ask("share", "remove", "OTHER")
    assert (answer.status, answer.err) == (0, "")
    assert (folder / "pepsheets.toml").read_bytes() == one
    assert [(folder / name).read_bytes() for name in ("my.xlsx", "steering.xlsx")] == sheets
    told = answer.out.splitlines()
    assert told[0] == "'Other' is taken out of pepsheets.toml: it is no longer kept in step with your workbook."
    assert told[1] == "The sheet itself stays as it is, with all that is on it: b.xlsx"
    assert told[2].startswith("The history of the share is kept too.")
    assert "  [[share]]" in told and '  name = "Other"' in told


def test_what_waits_for_a_share_that_is_taken_out_is_said_to_wait_for_nothing() -> None:
    add()
    conflict = OpenConflict("Schools", "R1", "Ash", "name", None, "a", "b", Appeared(None, 1), Appeared(None, 1))
    with open_store(store_of(read_config("pepsheets.toml"))) as store:
        lease = store.acquire("Steering group", Holder("us", "here", 1), now(), now())
        with store.step(lease, now()) as step:
            step.replace_conflicts("Schools", [conflict])
        store.release(lease)
    assert "wait for nothing any more: delete them there." in ask("share", "remove", "Steering group").out
    assert ask("share", "list").out.endswith("'pepsheets share add' adds one.\n")


def test_a_share_that_is_not_there_is_not_taken_out(folder: Path) -> None:
    add()
    before = (folder / "pepsheets.toml").read_bytes()
    answer = ask("share", "remove", "Heads")
    assert answer.status == 2 and "It has 'Steering group'." in answer.err
    assert (folder / "pepsheets.toml").read_bytes() == before


def test_a_share_without_a_heading_is_left_for_people_to_take_out(folder: Path) -> None:
    text = "workbook = 'my.xlsx'\nshare = [{name = 'A', address = 'a.xlsx', tabs = ['Schools']}]\n"
    (folder / "pepsheets.toml").write_text(text)
    answer = ask("share", "remove", "A")
    assert answer.status == 2 and "take the share out by hand" in answer.err
    assert (folder / "pepsheets.toml").read_text() == text
