"""share add and share list: pepsheets.toml for people who edit no files."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from pepsheets.faces import config_file
from pepsheets.sheets import FileCannotBeSaved, FileChangedMeanwhile
from pepsheets.sync.config import read_config
from tests.faces.asking import Answer, Terminal, ask
from tests.faces.books import partnership

GROUP = ("--name", "Steering group", "--tabs", "Schools, Meetings")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return partnership(tmp_path_factory.mktemp("made") / "my.xlsx").read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> Path:
    """A folder with the manager's workbook, in which the person stands."""
    (tmp_path / "my.xlsx").write_bytes(workbook)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO())
    return tmp_path


def add(address: str = "steering.xlsx", *words: str) -> Answer:
    return ask("share", "add", address, "--workbook", "my.xlsx", *(words or GROUP))


def test_the_first_share_makes_the_file_and_says_what_it_means_and_what_comes_next(folder: Path) -> None:
    answer = add()
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "'Steering group' is written into pepsheets.toml.",
        "  Workbook         my.xlsx",
        "  Sheet            steering.xlsx",
        "  Tabs             Schools, Meetings",
        "  For              everyone",
        "  Edited           on both sides",
        "  Brought in step  every 15 minutes",
        "There is no such file yet: the first 'pepsheets sync' makes it, with these tabs.",
        "Next, see what the first round would do. Nothing is written by it:",
        "  pepsheets sync --dry-run",
    ]
    assert sorted(each.name for each in folder.iterdir()) == ["my.xlsx", "pepsheets.toml"]
    config = read_config(folder / "pepsheets.toml")
    assert config.workbook == str(folder / "my.xlsx")
    assert [share.address for share in config.shares] == [str(folder / "steering.xlsx")]
    assert (
        "'" not in (folder / "pepsheets.toml").read_text()
        and str(folder) not in (folder / "pepsheets.toml").read_text()
    )


def test_a_sheet_may_stand_in_a_folder_that_is_still_to_be_made(folder: Path) -> None:
    """The example of docs/sync.md, as it stands there."""
    words = ("--name", "Steering group", "--tabs", "Meetings, Bookings, Costs")
    last = "and the folder 'group' for it."
    assert last in add("group/steering.xlsx", *words).out
    assert "Nothing was written." in ask("sync", "--dry-run").out and not (folder / "group").exists()
    assert "steering.xlsx is made" in ask("sync").out and (folder / "group" / "steering.xlsx").is_file()


def test_a_sheet_whose_place_is_far_from_everything_is_refused_at_once(folder: Path) -> None:
    answer = add("gruop/this year/steering.xlsx")
    assert answer.status == 2 and "nor the one that it should be in" in answer.err
    assert [each.name for each in folder.iterdir()] == ["my.xlsx"]


def test_a_share_says_everything_that_can_be_said(folder: Path) -> None:
    words = ("--name", "Heads", "--tabs", "people,courses", "--audience", "Office", "--read-only", "--every", "1h")
    answer = add("google:https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUv/edit", *words)
    (share,) = read_config("pepsheets.toml").shares
    assert (share.audience, share.direction, share.every.seconds) == ("office", "read-only", 3600)
    assert 'tabs = ["People", "Courses"]' in (folder / "pepsheets.toml").read_text()
    assert "every hour" in answer.out and "for the office" not in answer.out and "google share-address" in answer.out


def test_what_the_audience_may_not_see_is_said_to_be_left_out() -> None:
    answer = add("people.xlsx", "--name", "People", "--tabs", "People, Courses")
    assert "Left out, since this audience may not see them: Email (People), Charged (Courses)." in answer.out


def test_the_web_address_of_a_google_sheet_is_enough() -> None:
    assert add("https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUv/edit").status == 0
    assert read_config("pepsheets.toml").shares[0].address.startswith("google:https://")


def test_a_second_share_leaves_the_rest_of_the_file_as_it_stands(folder: Path) -> None:
    path = folder / "pepsheets.toml"
    path.write_bytes(b"\xef\xbb\xbf# ours\r\nworkbook = 'my.xlsx'   # the one\r\n[service]\r\nport = 9000")
    before = path.read_bytes()
    assert ask("share", "add", "b.xlsx", *GROUP).status == 0
    assert path.read_bytes().startswith(before)
    assert [share.name for share in read_config(path).shares] == ["Steering group"]
    assert ask("share", "add", "c.xlsx", "--name", "Other", "--tabs", "Courses").status == 0
    assert [share.name for share in read_config(path).shares] == ["Steering group", "Other"]


def test_the_workbook_is_added_to_a_file_that_names_none(folder: Path) -> None:
    (folder / "pepsheets.toml").write_text("# ours\n[service]\nport = 9000\n")
    assert add().status == 0
    assert (folder / "pepsheets.toml").read_text().startswith('workbook = "my.xlsx"\n\n# ours\n[service]')


def test_the_file_may_stand_elsewhere_and_its_paths_lead_from_there(folder: Path) -> None:
    (folder / "kept here").mkdir()
    answer = ask("share", "add", "b.xlsx", "--workbook", "my.xlsx", *GROUP, "--config", "kept here/our.toml")
    config = read_config("kept here/our.toml")
    assert (config.workbook, config.shares[0].address) == (str(folder / "my.xlsx"), str(folder / "b.xlsx"))
    assert 'workbook = "../my.xlsx"' in (folder / "kept here" / "our.toml").read_text()
    assert 'pepsheets sync "kept here/our.toml" --dry-run' in answer.out


def test_a_whole_path_stays_whole_where_it_leads_elsewhere(folder: Path) -> None:
    (folder / "a").mkdir()
    ask("share", "add", folder / "b.xlsx", "--workbook", folder / "my.xlsx", *GROUP, "--config", "a/pepsheets.toml")
    assert f'workbook = "{folder}/my.xlsx"' in (folder / "a" / "pepsheets.toml").read_text()


def test_what_was_left_out_is_asked_for_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("my.xlsx\nSteering group\nSchools, Meetings\n"))
    answer = ask("share", "add", "b.xlsx")
    assert answer.status == 0 and read_config("pepsheets.toml").shares[0].name == "Steering group"
    assert answer.err.count("?") == 3 and "Schools, School figures" in answer.err


def test_no_answer_is_no_share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    assert ask("share", "add", "b.xlsx").status == 2
    assert not (folder / "pepsheets.toml").exists()


REFUSED = [
    ((), "Where is your workbook? Say it with --workbook."),
    (("--workbook", "my.xlsx", "--tabs", "Schools"), "What shall the share be called? Say it with --name."),
    (("--workbook", "my.xlsx", "--name", "A"), "Which tabs? There are Rules, Schools, School figures, People"),
    (("--workbook", "no.xlsx", *GROUP), "There is no file"),
    (("--workbook", "my.xlsx", "--name", "A", "--tabs", "Shcools"), "no tab of a workbook of PEP:mk"),
    (("--workbook", "my.xlsx", "--name", "A", "--tabs", "Subscriptions"), "for the office only"),
    (("--workbook", "my.xlsx", "--name", "A", "--tabs", ","), "Which tabs?"),
    (("--workbook", "my.xlsx", *GROUP, "--every", "15"), "Every: '15' does not say of what."),
    (("--workbook", "my.xlsx", *GROUP, "--audience", "heads"), "Audience: 'heads' is not one that pepsheets knows."),
    (("--workbook", "./b.xlsx", *GROUP), "There is no file '"),
]


@pytest.mark.parametrize(
    ("words", "said"), REFUSED, ids=[f"{place} {said[:30]}" for place, (_, said) in enumerate(REFUSED)]
)
def test_what_cannot_be_shared_is_refused_and_nothing_is_written(
    words: tuple[str, ...], said: str, folder: Path
) -> None:
    answer = ask("share", "add", "b.xlsx", *words)
    assert answer.status == 2 and said in answer.err and answer.out == ""
    assert ", line " not in answer.err, "it stands in no line yet"
    assert [each.name for each in folder.iterdir()] == ["my.xlsx"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    answer = ask("share", "add", "b.ods", "--workbook", "my.xlsx", "--name", "A", "--tabs", "Shcools", "--every", "x")
    assert [word in answer.err for word in ("Address:", "Tabs:", "Every:")] == [True, True, True]


def test_the_workbook_is_not_shared_with_itself() -> None:
    assert "is the workbook itself" in add("my.xlsx").err


def test_a_tab_that_the_workbook_lost_is_not_shared(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "my.xlsx")
    book.remove(book["Meetings"])
    book.save(folder / "my.xlsx")
    answer = add()
    assert answer.status == 2 and "The workbook does not have 'Meetings'." in answer.err


def test_a_file_about_another_workbook_is_left_alone(folder: Path) -> None:
    add()
    before = (folder / "pepsheets.toml").read_bytes()
    partnership(folder / "other.xlsx")
    answer = ask("share", "add", "b.xlsx", "--workbook", "other.xlsx", *GROUP)
    assert answer.status == 2 and "is about the workbook" in answer.err
    assert (folder / "pepsheets.toml").read_bytes() == before


@pytest.mark.parametrize("text", ["workbook = 'my.xlsx'\nwhat\n", "[service]\nport = 'x'\n"])
def test_mistakes_in_the_file_are_said_with_their_lines_and_nothing_is_added(text: str, folder: Path) -> None:
    (folder / "pepsheets.toml").write_text(text)
    answer = add()
    assert answer.status == 2 and "pepsheets.toml, line 2" in answer.err
    assert (folder / "pepsheets.toml").read_text() == text


def test_a_file_that_was_saved_meanwhile_is_left_alone(folder: Path) -> None:
    path = folder / "pepsheets.toml"
    path.write_text("theirs")
    with pytest.raises(FileChangedMeanwhile):
        config_file.put(path, "read before", "ours")
    with pytest.raises(FileChangedMeanwhile):
        config_file.put(path, config_file.NEW, "ours")
    assert path.read_text() == "theirs"


def test_what_the_disk_did_not_keep_takes_no_ones_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    before = (folder / "pepsheets.toml").read_bytes()
    monkeypatch.setattr("pepsheets.gateways.workbook_file.temporary.os.fsync", lambda _: forget(folder))
    answer = ask("share", "add", "b.xlsx", "--name", "B", "--tabs", "Schools")
    assert answer.status == 2 and "The disk did not keep what was written." in answer.err
    assert (folder / "pepsheets.toml").read_bytes() == before


def forget(folder: Path) -> None:
    for half_written in folder.glob(".pepsheets-*"):
        half_written.write_bytes(b"")


def test_a_workbook_on_another_drive_is_written_with_its_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", no_way)
    assert config_file.as_written("my.xlsx", Path("pepsheets.toml")) == str(Path.cwd() / "my.xlsx")


def test_a_file_marked_as_read_only_is_left_alone(folder: Path) -> None:
    add()
    (folder / "pepsheets.toml").chmod(0o444)
    answer = ask("share", "add", "b.xlsx", "--name", "B", "--tabs", "Schools")
    assert answer.status == 2 and "read-only" in answer.err


def test_a_folder_in_the_files_place_is_said(folder: Path) -> None:
    (folder / "pepsheets.toml").mkdir()
    assert add().status == 2
    with pytest.raises(FileCannotBeSaved):
        config_file.put(folder / "pepsheets.toml", config_file.NEW, "ours")


def test_a_sheet_that_exists_is_not_said_to_be_made(folder: Path) -> None:
    partnership(folder / "steering.xlsx")
    assert "There is no such file yet" not in add().out


def test_a_link_to_the_file_stays_a_link(folder: Path) -> None:
    (folder / "real.toml").write_text("workbook = 'my.xlsx'\n")
    (folder / "pepsheets.toml").symlink_to("real.toml")
    assert add().status == 0
    assert (folder / "pepsheets.toml").is_symlink() and "[[share]]" in (folder / "real.toml").read_text()


def test_the_shares_are_listed_with_what_each_means(folder: Path) -> None:
    add()
    with (folder / "pepsheets.toml").open("a") as file:
        file.write("extra_columns = ['Remarks']\n[[share]]\nname = 'B'\naddress = '/b.xlsx'\ntabs = ['Courses']\n")
        file.write("audience = 'office'\ndirection = 'read-only'\nextra_columns = true\n")
    answer = ask("share", "list")
    assert answer.status == 0 and answer.out.startswith("my.xlsx is kept in step with 2 sheets.\n\nSteering group\n")
    assert "Columns of your own  Remarks" in answer.out and "Columns of your own  all of them" in answer.out
    assert "the office" in answer.out and "in the workbook only" in answer.out and "/b.xlsx" in answer.out


def test_a_list_without_shares_tells_how_to_add_one(folder: Path) -> None:
    (folder / "pepsheets.toml").write_text("workbook = 'my.xlsx'\n")
    assert "'pepsheets share add' adds one." in ask("share", "list").out


def test_a_list_without_a_file_is_refused() -> None:
    answer = ask("share", "list")
    assert answer.status == 2 and "There is no file 'pepsheets.toml'." in answer.err


def test_share_alone_shows_what_there_is() -> None:
    answer = ask("share")
    assert answer.status == 0 and "add" in answer.out and "list" in answer.out


def test_what_cannot_be_a_google_sheet_is_refused(folder: Path) -> None:
    answer = add("google:abc")
    assert answer.status == 2 and "'google:abc' is too short for a Google Sheet" in answer.err
    assert "Copy the sheet's whole web address behind google:." in answer.err
    assert not (folder / "pepsheets.toml").exists()


@pytest.mark.parametrize("command", ["add", "list", "remove"])
def test_the_help_has_an_example(command: str) -> None:
    assert f"pepsheets share {command}" in ask("share", command, "--help").out.partition("Examples:")[2]
