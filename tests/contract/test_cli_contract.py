"""What other programs rely on: exit statuses, and every name in the JSON."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pepsheets import __version__
from tests.faces.asking import Answer, ask, keep_everything_in
from tests.faces.books import IN_ORDER, MISTYPED, partnership

PROBLEM = {
    "severity": str,
    "tab": str,
    "row": int | None,
    "key": str | None,
    "column": str | None,
    "cell": str | None,
    "message": str,
}
TODAY = ("--today", "2026-11-21")


@pytest.fixture(autouse=True)
def _at_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_everything_in(tmp_path_factory.mktemp("home"), monkeypatch)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return partnership(tmp_path / "my book.xlsx", MISTYPED)


def problems_of(answer: Answer) -> list[dict[str, object]]:
    problems = answer.json["problems"]
    assert isinstance(problems, list)
    return problems


def test_check_shows_its_json_exactly_as_promised(book: Path) -> None:
    answer = ask("check", book, "--json", *TODAY)
    assert list(answer.json) == ["address", "problems", "counts"]
    assert answer.json["address"] == str(book)
    problems = problems_of(answer)
    for problem in problems:
        assert list(problem) == list(PROBLEM)
        assert all(isinstance(problem[name], kind) for name, kind in PROBLEM.items())
    graveness = [problem["severity"] for problem in problems]
    assert set(graveness) == {"error", "warning"}
    counts = answer.json["counts"]
    assert isinstance(counts, dict) and list(counts) == ["rows", "errors", "warnings"]
    assert counts["errors"] == graveness.count("error") and counts["warnings"] == graveness.count("warning")
    assert counts["rows"] > 70


def test_a_problem_names_the_heading_and_the_cell_as_they_stand_on_the_tab(book: Path) -> None:
    problems = problems_of(ask("check", book, "--json", *TODAY))
    assert next(each for each in problems if (each["tab"], each["row"]) == ("Bookings", 5)) == {
        "severity": "error",
        "tab": "Bookings",
        "row": 5,
        "key": "B9",
        "column": "School",
        "cell": "C5",
        "message": "Bookings, row 5, School: 'Oack Primary' is not on the Schools tab. "
        "Did you mean 'Oak Primary'? Choose it from the list.",
    }


def test_recalc_shows_its_json_exactly_as_promised(book: Path) -> None:
    first = ask("recalc", book, "--json", *TODAY)
    assert list(first.json) == ["address", "written", "unchanged", "problems", "backup"]
    written = first.json["written"]
    assert isinstance(written, dict) and written["Meetings"] > 0
    assert all(isinstance(cells, int) and cells > 0 for cells in written.values())
    assert Path(str(first.json["backup"])).is_file()
    again = ask("recalc", book, "--json", *TODAY)
    assert again.json["written"] == {} and again.json["backup"] is None
    unchanged = first.json["unchanged"]
    assert isinstance(unchanged, int) and again.json["unchanged"] == unchanged + sum(written.values())
    assert problems_of(again) == problems_of(first)


def test_a_dry_run_adds_each_change_and_writes_nothing(book: Path) -> None:
    before = book.read_bytes()
    answer = ask("recalc", book, "--dry-run", "--json", *TODAY)
    assert book.read_bytes() == before
    assert list(answer.json) == ["address", "written", "unchanged", "problems", "backup", "changes"]
    assert answer.json["written"] == {} and answer.json["backup"] is None
    changes = answer.json["changes"]
    assert isinstance(changes, list)
    assert all(list(change) == ["tab", "cell", "column", "before", "after"] for change in changes)
    by_cell = {(change["tab"], change["column"], change["cell"][1:]): change["after"] for change in changes}
    assert by_cell["Meetings", "Send notice by", "2"] == "2026-11-02"
    assert by_cell["Costs", "Largest share", "2"] == 33.34


def test_new_year_shows_its_json_exactly_as_promised(book: Path) -> None:
    names = ["address", "year", "added", "to_fill", "held_up", "written", "unchanged", "problems", "backup"]
    next_year = ("--year", "2027/28", "--json", *TODAY)
    looked = ask("new-year", book, "--dry-run", *next_year)
    assert list(looked.json) == [*names, "changes"] and looked.json["backup"] is None
    first = ask("new-year", book, *next_year)
    assert list(first.json) == names
    assert first.json["year"] == "2027/28"
    assert first.json["added"] == looked.json["added"] == {"Subscriptions": 3, "School figures": 3, "Steering group": 2}
    to_fill = first.json["to_fill"]
    assert isinstance(to_fill, list) and to_fill and first.json["held_up"] == []
    assert all(list(note) == ["tab", "message"] for note in to_fill)
    assert Path(str(first.json["backup"])).is_file()
    again = ask("new-year", book, *next_year)
    assert again.json["added"] == again.json["written"] == {} and again.json["backup"] is None
    assert again.json["to_fill"] == to_fill


def test_new_year_ends_with_the_statuses_of_recalc(tmp_path: Path, book: Path) -> None:
    assert ask("new-year", partnership(tmp_path / "in order.xlsx", lines=IN_ORDER), *TODAY).status == 0
    assert ask("new-year", book, *TODAY).status == 1
    too_far = ask("new-year", book, "--year", "2029/30", "--json", *TODAY)
    error = too_far.json["error"]
    assert too_far.status == 2 and isinstance(error, dict) and error["kind"] == "YearNotOffered"


COMMANDS = [("check",), ("recalc",), ("recalc", "--dry-run"), ("new-year",), ("new-year", "--dry-run")]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_could_not_be_done_is_an_error_with_three_names(command: tuple[str, ...], tmp_path: Path) -> None:
    answer = ask(*command, tmp_path / "absent.xlsx", "--json")
    assert answer.status == 2 and answer.err == ""
    assert list(answer.json) == ["error"]
    error = answer.json["error"]
    assert isinstance(error, dict) and list(error) == ["kind", "message", "remedy"]
    assert error["kind"] == "AddressNotFound" and error["remedy"]


def test_words_that_are_not_understood_are_an_error_in_json_too(tmp_path: Path) -> None:
    answer = ask("check", tmp_path / "a", "b", "c", "--json")
    assert answer.status == 2
    error = answer.json["error"]
    assert isinstance(error, dict) and list(error) == ["kind", "message", "remedy"]


def test_status_0_means_done_and_no_errors(tmp_path: Path) -> None:
    book = partnership(tmp_path / "my.xlsx", lines=IN_ORDER)
    assert ask("check", book, *TODAY).status == 0
    assert ask("recalc", book, *TODAY).status == 0
    assert ask("recalc", book, "--dry-run", *TODAY).status == 0


def test_status_1_means_done_and_errors_wait(book: Path) -> None:
    assert ask("check", book, *TODAY).status == 1
    assert ask("recalc", book, "--dry-run", *TODAY).status == 1
    assert ask("recalc", book, *TODAY).status == 1


@pytest.mark.parametrize(
    "words",
    [("check",), ("chekc", "my.xlsx"), ("check", "my.xlsx", "--jason"), ("check", "my.xlsx", "--today", "tomorrow")],
)
def test_status_2_means_not_understood_and_nothing_done(words: tuple[str, ...]) -> None:
    answer = ask(*words)
    assert answer.status == 2 and answer.out == ""
    assert "--help" in answer.err and "Traceback" not in answer.err


@pytest.mark.parametrize("typed", ["2026-11-21", "21/11/2026"])
def test_today_is_taken_as_it_is_typed(typed: str, book: Path) -> None:
    ask("recalc", book, "--today", "2026-11-21")
    assert ask("recalc", book, "--today", typed, "--json").json["written"] == {}


def test_python_dash_m_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "pepsheets", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, f"pepsheets {__version__}", "")


def test_the_process_ends_with_the_status(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "pepsheets", "check", str(tmp_path / "absent.xlsx")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("There is no file")
