"""Whatever stands at the address: one plain sentence, status 2, nothing written, and never a traceback."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from pepsheets.faces import failures
from pepsheets.gateways.workbook_file.backups import backups_folder
from pepsheets.recalculation import pipeline
from pepsheets.sheets import FileIsOpen
from tests.faces.asking import Answer, ask
from tests.faces.books import partnership

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
BROKEN_FILES = 20
COMMANDS = [("check",), ("recalc",), ("recalc", "--dry-run")]
OURS = re.compile(r"Traceback|Error\b|Exception|<class|0x[0-9a-f]{6}|invalid", re.IGNORECASE)
PERSON = "Dora, born 3/4/2015"

Maker = Callable[[Path], Path]


def absent(folder: Path) -> Path:
    return folder / "absent.xlsx"


def a_folder(folder: Path) -> Path:
    (folder / "folder.xlsx").mkdir()
    return folder / "folder.xlsx"


def file_of(name: str, content: bytes) -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def encrypted(folder: Path) -> Path:
    """What Excel saves for a workbook with a password: a compound file whose directory names EncryptedPackage."""
    names = ("Root Entry", "EncryptedPackage", "EncryptionInfo")
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0").ljust(128, b"\0") for name in names)
    header = bytes.fromhex("d0cf11e0a1b11ae1").ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    return file_of("secret.xlsx", header.ljust(512, b"\0") + entries.ljust(512, b"\0"))(folder)


def book_of(name: str, *rows: list[str], tab: str = "Sheet1") -> Maker:
    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = tab
        for row in rows:
            sheet.append(row)
        book.save(folder / name)
        return folder / name

    return make


BAD: dict[str, Maker] = {
    "an absent file": absent,
    "a folder": a_folder,
    "an empty file": file_of("empty.xlsx", b""),
    "a text named xlsx": file_of("text.xlsx", b"School,Pupils\nHillside,210\n"),
    "an old workbook": file_of("old.xls", bytes.fromhex("d0cf11e0a1b11ae1").ljust(1024, b"\0")),
    "an encrypted workbook": encrypted,
    "half a workbook": lambda folder: cut_short(partnership(folder / "half.xlsx")),
    "a tab with no heading": book_of("none.xlsx"),
    "a tab with only a heading": book_of("heading.xlsx", ["School", "Kind"], tab="Schools"),
    "a workbook of something else": book_of("other.xlsx", ["Tea", "Milk"], ["2", "3"]),
    "no address": lambda _: Path(),
}


def cut_short(path: Path) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def assert_refused(answer: Answer, path: Path) -> None:
    assert answer.status == 2, answer
    assert answer.out == ""
    [line] = answer.err.splitlines()
    assert len(line) > 20 and line[-1] == "." and not OURS.search(line.replace(path.name, "")), line


def look(path: Path) -> tuple[bytes, int] | None:
    return (path.read_bytes(), path.stat().st_mtime_ns) if path.is_file() else None


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_a_file_that_is_no_workbook_of_ours_is_refused_in_a_sentence(
    make: Maker, command: tuple[str, ...], tmp_path: Path, home: Path
) -> None:
    path = make(tmp_path)
    before, names = look(path), sorted(tmp_path.iterdir())
    assert_refused(ask(*command, path), path)
    error = json.loads(ask(*command, path, "--json").out)["error"]
    assert error["message"] and error["remedy"]
    assert look(path) == before and sorted(tmp_path.iterdir()) == names
    assert list(home.iterdir()) == [], "neither a copy nor a log was needed"


def broken_files() -> list[Path]:
    return [path for path in sorted(CORPUS.glob("*")) if path.is_file()]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus, with files of other projects, is not here")
def test_broken_files_of_other_projects_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """Cut short, overwritten in the middle, or without their end: twenty files, each broken in one of three ways."""
    files = broken_files()[:: max(1, len(broken_files()) // BROKEN_FILES)][:BROKEN_FILES]
    assert len(files) == BROKEN_FILES
    for number, file in enumerate(files):
        path = tmp_path / file.name
        path.write_bytes(broken(file.read_bytes(), number % 3))
        before = look(path)
        assert_refused(ask("recalc", path), path)
        assert look(path) == before
    assert len(list(tmp_path.iterdir())) == BROKEN_FILES


def broken(data: bytes, way: int) -> bytes:
    if way == 0:
        return data[: len(data) * 2 // 3]
    middle = len(data) // 2
    return data[:-200] if way == 1 else data[: middle - 400] + b"\xff" * 800 + data[middle + 400 :]


def test_an_unforeseen_failure_ends_with_one_sentence_and_the_file_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    book = partnership(tmp_path / "my.xlsx")
    before = look(book)
    break_a_rule(monkeypatch)
    answer = ask("recalc", book)
    assert_refused(answer, book)
    assert "nothing was written" in answer.err
    log = home / "home" / "failures.log"
    assert str(log) in answer.err
    assert look(book) == before and list(tmp_path.iterdir()) == [book]
    error = json.loads(ask("check", book, "--json").out)["error"]
    assert error["kind"] == "UnforeseenFailure" and str(log) in error["message"]


def break_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def quorum_at(*arguments: object) -> None:
        raise RuntimeError(f"{arguments} and {PERSON}")

    monkeypatch.setattr("pepsheets.rules.quorum.quorum_at", quorum_at)


def test_the_details_of_a_failure_say_where_it_was_and_quote_no_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    break_a_rule(monkeypatch)
    ask("recalc", partnership(tmp_path / "my.xlsx"))
    details = (home / "home" / "failures.log").read_text()
    assert "RuntimeError" in details and "meetings.py" in details and "quorum_at" in details
    assert PERSON not in details and "Ann Archer" not in details


def test_a_failure_whose_details_cannot_be_written_still_ends_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("PEPSHEETS_HOME", str(tmp_path / "file" / "home"))
    break_a_rule(monkeypatch)
    book = partnership(tmp_path / "my.xlsx")
    answer = ask("recalc", book)
    assert_refused(answer, book)
    assert "could not be written down" in answer.err


def test_stopping_a_command_says_that_nothing_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "validate", stopped)
    answer = ask("recalc", partnership(tmp_path / "my.xlsx"))
    assert (answer.status, answer.err) == (2, "Stopped, as you asked. Nothing was written.\n")


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (RuntimeError("x"), 2, "is whole, with the results or without them"),
        (KeyboardInterrupt(), 2, "is whole, with the results or without them"),
        (FileIsOpen("Ann has 'my.xlsx' open."), 2, "Ann has 'my.xlsx' open. Ask them to save and close it"),
    ],
)
def test_a_failure_while_saving_says_what_may_have_been_written(
    fault: BaseException, status: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: object) -> None:
        raise fault

    monkeypatch.setattr("pepsheets.gateways.workbook_file.WorkbookFile.write", write)
    answer = ask("recalc", partnership(tmp_path / "my.xlsx"))
    assert answer.status == status and words in answer.err


@pytest.mark.parametrize("fault", [RuntimeError("x"), KeyboardInterrupt(), BrokenPipeError()])
def test_a_failure_after_saving_does_not_say_that_nothing_was_written(
    fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(*_: object) -> None:
        raise fault

    monkeypatch.setattr("pepsheets.faces.recalculating.show_written", show)
    monkeypatch.setattr("pepsheets.faces.running.os.dup2", lambda *_: None)
    answer = ask("recalc", partnership(tmp_path / "my.xlsx"))
    assert answer.status == 1
    assert "nothing was written" not in answer.err.lower()


def test_details_stand_beside_the_copies_in_the_data_of_the_user(tmp_path: Path) -> None:
    data = {"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    assert failures.home(data) == backups_folder(None, data).parent
    assert failures.home({**data, "PEPSHEETS_BACKUPS": "elsewhere"}) == failures.home(data)
    assert failures.home({**data, "PEPSHEETS_HOME": str(tmp_path / "own")}) == tmp_path / "own"


def test_the_details_tell_what_led_to_the_failure_too() -> None:
    try:
        try:
            raise KeyError(PERSON)
        except KeyError as error:
            raise RuntimeError(PERSON) from error
    except RuntimeError as fault:
        details = failures.details(fault, datetime(2026, 11, 21, 9, 30))
    assert details.startswith("21/11/2026 09:30:00  pepsheets ")
    assert details.index("KeyError") < details.index("and then") < details.index("RuntimeError")
    assert PERSON not in details


def test_a_refusal_on_a_terminal_is_on_standard_error(tmp_path: Path) -> None:
    answer = ask("check", tmp_path / "absent.xlsx", terminal=True)
    assert answer.status == 2 and answer.out == "" and "There is no file" in answer.err
