"""new: a ready workbook where nothing stands yet."""

from __future__ import annotations

import errno
import zipfile
from io import FileIO
from pathlib import Path

import openpyxl
import pytest

from pepsheets.faces.creating import free_path
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.sheets import AddressNotUnderstood
from pepsheets.templates.macros import project_of
from tests.faces.asking import ask

TODAY = ("--today", "2026-11-21")
KINDS = [kind.code for kind in PARTNERSHIPS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sample", [(), ("--sample",)], ids=["ready", "sample"])
def test_a_new_workbook_has_its_results_already(kind: str, sample: tuple[str, ...], tmp_path: Path, home: Path) -> None:
    book = tmp_path / "new.xlsx"
    answer = ask("new", kind, book, *sample, *TODAY)
    assert (answer.status, answer.err) == (0, "") and answer.out.startswith(f"{book} is made")
    assert openpyxl.load_workbook(book)["Overview"].max_row > 5
    assert ask("recalc", book, "--json", *TODAY).json["written"] == {}
    assert [each.name for each in tmp_path.iterdir()] == ["new.xlsx"]
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sample", [(), ("--sample",)], ids=["ready", "sample"])
def test_a_new_workbook_with_buttons_has_its_results_already(
    kind: str, sample: tuple[str, ...], tmp_path: Path
) -> None:
    book = tmp_path / "new.xlsm"
    answer = ask("new", kind, book, *sample, *TODAY)
    assert (answer.status, answer.err) == (0, "") and answer.out.endswith("pepsheets excel install\n")
    assert zipfile.ZipFile(book).read("xl/vbaProject.bin") == project_of(kind)
    assert ask("recalc", book, "--json", *TODAY).json["written"] == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_in_the_help(kind: str) -> None:
    assert kind in ask("new", "--help").out.partition("Arguments:")[2].partition("ADDRESS")[0]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    book = tmp_path / "new.xlsx"
    book.write_text("mine")
    answer = ask("new", "pepmk", book)
    assert answer.status == 2 and "Choose another name" in answer.err
    assert book.read_text() == "mine"


def test_nothing_is_overwritten_that_appeared_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = tmp_path / "new.xlsx"

    def ready(*_: object, **__: object) -> bytes:
        book.write_text("mine")
        return b"ours"

    monkeypatch.setattr("pepsheets.faces.creating.ready_workbook", ready)
    assert ask("new", "pepmk", book).status == 2
    assert book.read_text() == "mine"


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class FullDisk(FileIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def opened(path: Path, mode: str) -> FullDisk:
        return FullDisk(path, mode)

    monkeypatch.setattr("pepsheets.faces.creating.ready_workbook", lambda *_, **__: b"ours")
    monkeypatch.setattr(Path, "open", opened)
    answer = ask("new", "pepmk", tmp_path / "new.xlsx")
    assert answer.status == 2 and "could not be saved: No space left on device" in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("pepkm", "a.xlsx", "Did you mean 'pepmk'?"),
        ("nonsense", "a.xlsx", "It knows: pepmk (PEP:mk Primary Enrichment Partnership)"),
        ("pepmk", "a.doc", "Give a name that ends in .xlsx, or in .xlsm for one with buttons."),
        ("pepmk", ".xlsx", "Give a name that ends in .xlsx, or in .xlsm for one with buttons."),
        ("pepmk", "no such folder/a.xlsx", "There is no folder"),
    ],
)
def test_what_cannot_be_made_is_said_in_words(kind: str, name: str, words: str, tmp_path: Path) -> None:
    answer = ask("new", kind, tmp_path / name)
    assert answer.status == 2 and answer.out == "" and words in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_is_open_in_excel_cannot_be_made() -> None:
    assert "is open in Excel exists already" in ask("new", "pepmk", "excel:").err


def test_the_kind_is_known_whatever_its_capitals(tmp_path: Path) -> None:
    assert ask("new", "PEPmk", tmp_path / "a.xlsx").status == 0


def test_only_a_partnerships_own_workbook_has_buttons() -> None:
    with pytest.raises(AddressNotUnderstood, match=r"Give a name that ends in \.xlsx\.$"):
        free_path("shared.xlsm")
