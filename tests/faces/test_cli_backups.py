"""backups and recalc --results-copy, as a business manager reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces.asking import ask
from tests.faces.books import MISTYPED, partnership

TODAY = ("--today", "21/11/2026")


def test_a_mistyped_name_does_not_look_like_lost_copies(tmp_path: Path) -> None:
    answer = ask("backups", tmp_path / "mistyped.xlsx")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"There is no file '{tmp_path / 'mistyped.xlsx'}', and no copy of one.")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return partnership(tmp_path / "my.xlsx", MISTYPED)


def lock(book: Path) -> None:
    book.with_name(f".~lock.{book.name}#").write_text("Ama Owusu,ama,PC7,,;")


def test_a_workbook_that_was_never_changed_has_no_copies(book: Path) -> None:
    answer = ask("backups", book)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == f"There is no copy of {book} yet: one is kept each time before pepsheets changes it.\n"


def test_copies_are_listed_with_number_time_and_size(book: Path, home: Path) -> None:
    ask("recalc", book, *TODAY)
    lines = ask("backups", book).out.splitlines()
    assert lines[0] == f"{book}, 1 dated copy, the latest first"
    number, day, time, size, unit = lines[1].split()
    assert (number, len(day), len(time), unit) == ("1", 10, 8, "KB") and int(size) > 5
    assert f"'pepsheets backups {book} --restore 1'" in lines[2]
    assert Path(lines[3].strip()).parent == home / "backups"


def test_a_copy_is_put_back_and_taken_back_again(book: Path) -> None:
    before = book.read_bytes()
    ask("recalc", book, *TODAY)
    recalculated = book.read_bytes()
    answer = ask("backups", book, "--restore", "1")
    lines = answer.out.splitlines()
    assert answer.status == 0 and book.read_bytes() == before
    assert lines[0].startswith(f"{book} is the copy of ") and lines[0].endswith(" again.")
    assert Path(lines[2].strip()).read_bytes() == recalculated
    assert ask("backups", book).out.startswith(f"{book}, 2 dated copies, the latest first")
    assert ask("backups", book, "--restore", "1").status == 0
    assert book.read_bytes() == recalculated


def test_putting_back_what_stands_there_already_writes_nothing(book: Path) -> None:
    ask("recalc", book, *TODAY)
    ask("backups", book, "--restore", "1")
    answer = ask("backups", book, "--restore", "2")
    assert answer.status == 0 and answer.out.endswith("already: nothing was written.\n")


def test_a_deleted_workbook_is_put_back(book: Path) -> None:
    before = book.read_bytes()
    ask("recalc", book, *TODAY)
    book.unlink()
    answer = ask("backups", book, "--restore", "1")
    assert answer.status == 0 and book.read_bytes() == before and len(answer.out.splitlines()) == 1


def test_a_number_that_no_copy_has_is_told(book: Path) -> None:
    answer = ask("backups", book, "--restore", "7")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        "There is no copy number 7 of 'my.xlsx'. Nothing was changed. Choose another number from the list of copies.\n"
    )


def test_an_open_workbook_is_not_replaced_by_a_copy(book: Path) -> None:
    ask("recalc", book, *TODAY)
    before = book.read_bytes()
    lock(book)
    answer = ask("backups", book, "--restore", "1")
    assert answer.status == 2 and answer.err.startswith("Ama Owusu has 'my.xlsx' open.")
    assert book.read_bytes() == before


def test_an_open_workbook_offers_its_results_in_a_copy(book: Path) -> None:
    before = book.read_bytes()
    lock(book)
    answer = ask("recalc", book, *TODAY)
    assert answer.status == 2 and answer.out == "" and book.read_bytes() == before
    assert answer.err.startswith("Ama Owusu has 'my.xlsx' open. Ask them to save and close it, then try again.")
    assert answer.err.endswith(f"'pepsheets recalc {book} --results-copy results.xlsx'.\n")
    error = json.loads(ask("recalc", book, *TODAY, "--json").out)["error"]
    assert error["kind"] == "FileIsOpen" and "--results-copy" in error["remedy"]


def test_the_results_of_an_open_workbook_go_into_a_copy(book: Path, tmp_path: Path) -> None:
    before, copy = book.read_bytes(), tmp_path / "results.xlsx"
    lock(book)
    answer = ask("recalc", book, "--results-copy", copy, *TODAY)
    lines = answer.out.splitlines()
    assert answer.status == 1 and book.read_bytes() == before
    assert lines[0].startswith(f"{copy} is made: a copy of {book} as it was last saved, with ")
    assert f"{book} itself is as it was: what is typed there from now on will not be in the copy." in lines
    assert ask("recalc", copy, "--dry-run", *TODAY).out.startswith(f"All results in {copy} are up to date")


def test_a_copy_of_a_workbook_that_is_up_to_date_is_not_made(book: Path, tmp_path: Path) -> None:
    ask("recalc", book, *TODAY)
    answer = ask("recalc", book, "--results-copy", tmp_path / "results.xlsx", *TODAY)
    assert answer.out.startswith(f"All results in {book}, as it was last saved, are up to date: no copy was made.")
    assert not (tmp_path / "results.xlsx").exists()


def test_the_copy_is_named_in_json(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "results.xlsx"
    shown = ask("recalc", book, "--results-copy", copy, "--json", *TODAY).json
    assert list(shown) == ["address", "written", "unchanged", "problems", "backup", "results_copy"]
    assert shown["results_copy"] == str(copy) and shown["backup"] is None


def test_a_results_copy_never_overwrites(book: Path) -> None:
    before = book.read_bytes()
    answer = ask("recalc", book, "--results-copy", book, *TODAY)
    assert answer.status == 2 and answer.out == "" and "already. Give another name" in answer.err
    assert book.read_bytes() == before


def test_a_dry_run_and_a_results_copy_exclude_each_other(book: Path, tmp_path: Path) -> None:
    answer = ask("recalc", book, "--dry-run", "--results-copy", tmp_path / "results.xlsx")
    assert answer.status == 2 and "ask for one of them." in answer.err and not (tmp_path / "results.xlsx").exists()
