"""What a business manager reads after rounds: sentences that agree, and commands that do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pepsheets.faces import rounds
from pepsheets.faces.commands_named import with_config
from pepsheets.gateways.workbook_file import write_cells
from pepsheets.sync.config import read_config
from pepsheets.sync.store import open_store
from tests.faces.asking import ask
from tests.faces.books import partnership
from tests.faces.shares import (
    MINE,
    SHARE,
    THEIRS,
    book,
    bookings,
    config,
    delete,
    more_bookings,
    table,
    with_conflicts_tab,
)

OFFICE = "office.toml"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return with_conflicts_tab(partnership(tmp_path_factory.mktemp("made") / MINE)).read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> Path:
    """A folder in which a person stands, with two sheets that are in step, by a file with a name of its own."""
    (tmp_path / MINE).write_bytes(workbook)
    config(tmp_path).rename(tmp_path / OFFICE)
    monkeypatch.chdir(tmp_path)
    assert ask("sync", OFFICE).status == 0
    return tmp_path


def last_round() -> str:
    with open_store(rounds.store_of(read_config(OFFICE))) as store:
        return str(store.last_rounds("Steering group")[0].number)


def test_what_undo_wrote_is_said_to_be_taken_back_and_not_typed(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    delete(folder / THEIRS, "B3")
    ask("sync", OFFICE)
    number = last_round()
    assert ask("undo", number, "--config", OFFICE).status == 0
    lines = ask("history", OFFICE, "--row", "B1", "--column", "Delegate").out.splitlines()
    assert lines[1].endswith(f"Tom Reed → Guest 1, by undo of round {number}")
    assert lines[2].endswith(f"Tom Reed → Guest 1, taken back in the workbook by undo of round {number}")
    assert lines[3].endswith("Guest 1 → Tom Reed, typed on the shared sheet")
    assert f"(empty) → Guest 3, by undo of round {number}" in ask("history", OFFICE, "--row", "B3").out
    told = ask("history", OFFICE, "--row", "B1", "--json").json["changes"]
    assert isinstance(told, list) and [each["undo_of"] for each in told][:3] == [int(number), int(number), None]


def test_what_is_typed_after_an_undo_is_said_to_be_typed_again(folder: Path) -> None:
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    ask("sync", OFFICE)
    ask("undo", last_round(), "--config", OFFICE)
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    ask("sync", OFFICE)
    lines = ask("history", OFFICE, "--row", "B1", "--column", "Delegate").out.splitlines()
    assert lines[1].endswith("Guest 1 → Ama Owusu, typed in the workbook")


def test_rows_that_an_undo_took_out_are_said_to_have_gone_by_it(folder: Path) -> None:
    more_bookings(folder / THEIRS, 1)
    ask("sync", OFFICE)
    number = str(ask("history", OFFICE, "--row", "X0", "--json").json["changes"][0]["round"])  # type: ignore[index]  # by contract
    ask("undo", number, "--config", OFFICE)
    assert f"the whole row was deleted, by undo of round {number}" in ask("history", OFFICE, "--row", "X0").out


def test_an_undo_of_much_is_counted_by_tab_and_json_has_all_of_it(folder: Path) -> None:
    more_bookings(folder / THEIRS, 4)
    ask("sync", OFFICE)
    number = str(ask("history", OFFICE, "--row", "X0", "--json").json["changes"][0]["round"])  # type: ignore[index]  # by contract
    tried = ask("undo", number, "--dry-run", "--config", OFFICE)
    assert tried.out.splitlines()[0] == f"Of round {number}, this would be taken back: 20 cells on Bookings."
    assert tried.out.splitlines()[6] == "  and 15 more; with --json all of them are listed"
    assert len(tried.out.splitlines()) == 7
    all_of_it = ask("undo", number, "--dry-run", "--config", OFFICE, "--json")
    assert all_of_it.status == 0
    assert list(all_of_it.json) == ["config", "round", "dry_run", "taken_back", "left", "backup", "share"]
    assert len(all_of_it.json["taken_back"]) == 20 and all_of_it.json["backup"] is None  # type: ignore[arg-type]  # a list
    done = ask("undo", number, "--config", OFFICE, "--json").json
    assert done["backup"] and done["share"]["outcome"] == "good"  # type: ignore[index]  # by contract
    assert "X0" not in bookings(folder / THEIRS)


def test_what_an_undo_leaves_is_counted_by_tab_too(folder: Path) -> None:
    more_bookings(folder / MINE, 4)
    ask("sync", OFFICE)
    number = str(ask("history", OFFICE, "--row", "X0", "--json").json["changes"][0]["round"])  # type: ignore[index]  # by contract
    answer = ask("undo", number, "--config", OFFICE)
    assert answer.status == 2 and answer.out.startswith("This stays as it is: 20 cells on Bookings.\n")
    assert "  and 15 more; with --json all of them are listed" in answer.out


def test_the_first_round_is_left_to_the_copies_of_this_workbook(folder: Path) -> None:
    assert f"'pepsheets backups {folder / MINE}'" in ask("undo", "1", "--config", OFFICE).err


def test_a_tab_that_waits_is_not_said_to_leave_everything_unwritten(folder: Path) -> None:
    more_bookings(folder / MINE, 12)
    ask("sync", OFFICE)
    delete(folder / THEIRS, *(f"X{number}" for number in range(10)))
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    answer = ask("sync", OFFICE)
    assert answer.status == 1 and "Nothing was written" not in answer.out
    assert "The tab waits, and none of this was carried over." in answer.out


def test_commands_that_are_offered_name_the_config_file(folder: Path) -> None:
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    book(folder / THEIRS, "B1", "Delegate", "Tom Reed")
    told = ask("sync", OFFICE).out.splitlines()[-1]
    assert told == (
        "The Conflicts tab lists it, and so does 'pepsheets conflicts office.toml', where one chooses whose value is "
        "to stand."
    )
    assert "'pepsheets conflicts office.toml --choose 1 workbook'" in ask("conflicts", OFFICE).out
    assert "'pepsheets conflicts office.toml' shows" in ask("conflicts", OFFICE, "--choose", "9", "workbook").err
    assert "'pepsheets sync office.toml' does it." in ask("sync", OFFICE, "--dry-run").out
    assert "'pepsheets history office.toml'" in ask("undo", "99", "--config", OFFICE).err
    assert "pepsheets sync office.toml --dry-run" in ask("sync", "take-over", OFFICE).out
    missing = ask("sync", "no.toml", "--json").json["error"]
    assert isinstance(missing, dict) and missing["remedy"].startswith(
        "'pepsheets share add --config no.toml' makes one"
    )


def test_several_cells_that_wait_are_spoken_of_as_several(folder: Path) -> None:
    for key in ("B1", "B2"):
        book(folder / THEIRS, key, "Booked", "soon")
    assert "The round would list them on the Conflicts tab, with" in ask("sync", OFFICE, "--dry-run").out
    assert "The Conflicts tab lists them, and so does" in ask("sync", OFFICE).out


def test_cells_that_only_fail_their_check_offer_nothing_to_choose(folder: Path) -> None:
    book(folder / THEIRS, "B2", "Booked", "soon")
    assert ask("sync", OFFICE).out.splitlines()[-1] == (
        "The Conflicts tab lists it, and so does 'pepsheets conflicts office.toml', with what to put right."
    )


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("'pepsheets sync take-over' says so", "'pepsheets sync take-over my.toml' says so"),
        ("'pepsheets share add' adds one", "'pepsheets share add --config my.toml' adds one"),
        ("'pepsheets share add --help' shows", "'pepsheets share add --help' shows"),
        ("'pepsheets sync my.toml' does it", "'pepsheets sync my.toml' does it"),
        ("'pepsheets google login' first", "'pepsheets google login' first"),
    ],
)
def test_the_file_is_named_once_and_where_the_command_takes_it(said: str, becomes: str) -> None:
    assert with_config(said, "my.toml") == becomes
    assert with_config(said, "./pepsheets.toml") == with_config(said, None) == said


def test_each_of_many_conflicts_has_its_drop_down(tmp_path: Path) -> None:
    made = tmp_path / "ready"
    made.mkdir()
    ask("new", "pepmk", made / MINE, "--sample")
    assert load_workbook(made / MINE)["Conflicts"].tables["Conflicts"].ref == "A4:J5"
    config(made, SHARE.replace("Steering group", "Heads"))
    ask("sync", made / "pepsheets.toml")
    for side, name in ((MINE, "Ama"), (THEIRS, "Tom")):
        rows = table(made / side, "Bookings", "Booking")
        place = "ABCDEFGH"[list(rows["B1001"][1]).index("Delegate")]
        write_cells(made / side, {("Bookings", f"{place}{row}"): name for row, _ in list(rows.values())[:40]})
    ask("sync", made / "pepsheets.toml")
    for side in (MINE, THEIRS):
        sheet = load_workbook(made / side)["Conflicts"]
        last = sheet.max_row
        assert last >= 44 and sheet.tables["Conflicts"].ref == f"A4:J{last}"
        assert f"I5:I{last}" in {str(each.sqref) for each in sheet.data_validations.dataValidation}


def test_a_dry_run_says_that_an_open_workbook_would_wait(folder: Path) -> None:
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    (folder / f".~lock.{MINE}#").write_text("Ama Owusu,ama,PC7,,;")
    answer = ask("sync", OFFICE, "--dry-run")
    assert answer.status == 0 and "open" not in answer.out, "nothing belongs into the workbook"
    book(folder / THEIRS, "B2", "Delegate", "Tom Reed")
    answer = ask("sync", OFFICE, "--dry-run")
    assert answer.status == 1 and "  B2  Delegate  Guest 2 → Tom Reed, in the workbook" in answer.out.splitlines()
    assert "Ama Owusu has 'my.xlsx' open. What belongs into the workbook would wait. Ask them to save" in answer.out
    told = ask("sync", OFFICE, "--dry-run", "--json").json["shares"]
    assert isinstance(told, list) and "would wait" in told[0]["told"][-1]["message"]


def test_a_dry_run_says_that_nothing_could_be_done_while_the_shared_workbook_is_open(folder: Path) -> None:
    book(folder / MINE, "B1", "Delegate", "Ama Owusu")
    (folder / f".~lock.{THEIRS}#").write_text("Tom Reed,tom,PC8,,;")
    answer = ask("sync", OFFICE, "--dry-run")
    assert answer.status == 1
    assert "Tom Reed has 'group.xlsx' open. Nothing at all could be done before it is closed." in answer.out
