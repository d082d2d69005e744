"""The mark of our last write: kept by the workbook through others' saves, and in nobody's way."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from pepsheets.gateways.workbook_file.steps import Step
from pepsheets.sheets import CannotWriteCell, CellChange, Plan, Resize
from tests.gateways.workbook_file.books import (
    SHEET,
    Part,
    altered,
    by_openpyxl,
    changed_parts,
    costs,
    door,
    part,
    parts,
    plain,
    read,
    replacing,
)
from tests.gateways.workbook_file.seen import opened_strictly
from tests.gateways.workbook_file.soundness import local
from tests.gateways.workbook_file.survival import NEW
from tests.gateways.workbook_file.test_corpus import BOOKS, copied, drawn
from tests.gateways.workbook_file.test_crashes import at
from tests.gateways.workbook_file.test_crashes import door as watched_door
from tests.gateways.workbook_file.test_traps import strict, with_prefix
from tests.gateways.workbook_file.test_variants import VARIANTS, Variant, everywhere, substituted

WORKBOOK = "xl/workbook.xml"
OURS = '<definedName name="_pepsheets_last_write" hidden="1">"round-1"</definedName>'
OURS_ANYHOW = re.compile(rb'<([\w:]+) name="_pepsheets_last_write" hidden="1">"round-1"</\1>')
NO_NAMES = re.compile(rb"<(?:\w+:)?definedNames\s*/>|<((?:\w+:)?definedNames)>\s*</\1>")
CHANGE = CellChange("Costs", 2, 2, 210.0, 5)
# ECMA-376-1, 18.2.27
ORDER = [
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches",
]  # fmt: skip


def mark(path: Path, name: str = "round-1", change: CellChange = CHANGE, *resizes: Resize) -> None:
    gateway = door(path)
    gateway.write(Plan((change,), resizes, mark=name), gateway.read([]).state)


def mark_of(path: Path) -> str:
    return door(path).read([]).mark


def without_mark(workbook: bytes) -> bytes:
    """A workbook part without the mark; a list without names in it says nothing either."""
    return NO_NAMES.sub(b"", OURS_ANYHOW.sub(b"", workbook))


def in_order(workbook: bytes) -> bool:
    """Whether a workbook part has what it has in the order that the standard asks for."""
    children = [local(each) for each in ElementTree.fromstring(workbook)]
    places = [ORDER.index(name) for name in children if name in ORDER]
    return "definedNames" in children and places == sorted(places)


@pytest.mark.parametrize("text", ['say "no"', "Trips!A1:A3", "é", "two words", "x" * 101, "<b>"])
def test_a_mark_passes_for_plain_text_wherever_it_is_kept(text: str) -> None:
    with pytest.raises(ValueError, match="plain letters"):
        Plan(mark=text)


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_kind_of_workbook_keeps_a_mark_beside_its_names(tmp_path: Path, variant: Variant) -> None:
    path = variant(tmp_path / "costs.xlsx")
    change = CellChange(door(path).read([]).tab_names[0], 2, 2, 100.0, 5)
    [workbook] = [name for name in parts(path) if re.fullmatch(r"xl[/\\]workbook.xml", name)]
    mark(path, "", change)
    before = part(path, workbook)
    for name in ("round-2", "round-1"):
        mark(path, name, change)
        assert mark_of(path) == name
    assert without_mark(part(path, workbook)) == without_mark(before) and in_order(part(path, workbook))


@pytest.mark.parametrize("change_names", [
    substituted(rb"<definedNames>.*</definedNames>", b""),
    substituted(rb"<definedNames>.*</definedNames>", b"<definedNames/>"),
    substituted(rb"<definedNames>.*</definedNames>", b"<definedNames> </definedNames>"),
    substituted(rb"<definedNames>.*</definedNames>", b'<externalReferences/>'),
], ids=["none", "closed at once", "empty", "only what stands before them"])  # fmt: skip
@pytest.mark.parametrize("dialect", [bytes, strict, with_prefix], ids=["usual", "strict", "prefixes"])
def test_a_workbook_without_names_gets_its_first_at_the_right_place(
    tmp_path: Path, change_names: Part, dialect: Part
) -> None:
    path = everywhere(costs(tmp_path / "costs.xlsx"), change_names, only="workbook.xml")
    path = everywhere(path, dialect, only="workbook.xml")
    mark(path)
    prefix = "x:" if dialect is with_prefix else ""
    first = f'<{prefix}definedNames><{prefix}definedName name="_pepsheets_last_write" hidden="1">"round-1"</'
    assert first.encode() in part(path, WORKBOOK)
    assert mark_of(path) == "round-1" and in_order(part(path, WORKBOOK))


def test_a_workbook_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    wide = [text.decode().encode("utf-16") for text in [part(path, WORKBOOK)]]
    altered(path, {WORKBOOK: lambda _: wide[0]})
    before = path.read_bytes()
    with pytest.raises(CannotWriteCell, match="unusual encoding"):
        mark(path)
    assert path.read_bytes() == before


def test_nothing_but_the_cell_and_the_mark_changes(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    before, workbook = parts(path), part(path, WORKBOOK)
    mark(path)
    assert changed_parts(before, path) == {SHEET, WORKBOOK}
    assert without_mark(part(path, WORKBOOK)) == without_mark(workbook)


def test_a_table_that_grows_stretches_its_names_and_leaves_a_mark(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    mark(path, "round-1", CellChange("Costs", 5, 1, None, "Newton"), Resize("Costs", "Costs", 5))
    assert mark_of(path) == "round-1"
    assert openpyxl.load_workbook(path).defined_names["SchoolNames"].attr_text == "Costs!$A$2:$A$5"


@pytest.mark.parametrize("kept", ["", "round 1", '"two" & "parts"', "Costs!$A$1", '""', "TRUE"])
def test_what_is_no_mark_of_ours_is_none(tmp_path: Path, kept: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    mark(path)
    escaped = kept.replace("&", "&amp;")
    altered(path, {WORKBOOK: replacing(('"round-1"', escaped))})
    assert mark_of(path) == ""
    mark(path, "round-2")
    assert mark_of(path) == "round-2" and part(path, WORKBOOK).count(b"_pepsheets_last_write") == 1


def test_a_tab_s_own_name_of_the_same_words_is_none_of_ours(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    theirs = OURS.replace(" hidden", ' localSheetId="0" hidden').replace("round-1", "theirs")
    altered(path, {WORKBOOK: replacing(("<definedNames>", f"<definedNames>{theirs}"))})
    assert mark_of(path) == ""
    mark(path)
    assert mark_of(path) == "round-1" and theirs.encode() in part(path, WORKBOOK)


def test_capitals_that_another_program_gave_the_name_are_forgiven(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    mark(path)
    altered(path, {WORKBOOK: replacing(("_pepsheets_last_write", "_PEPSHEETS_LAST_WRITE"))})
    assert mark_of(path) == "round-1"


@pytest.mark.parametrize("step", Step, ids=lambda step: step.name)
def test_after_a_crash_the_mark_says_whether_the_write_was_carried_out(tmp_path: Path, step: Step) -> None:
    path = costs(tmp_path / "costs.xlsx")
    mark(path, "earlier", CellChange("Costs", 3, 2, None, 98))

    class Crash(BaseException):
        """Nothing of ours catches it."""

    def crash() -> None:
        raise Crash

    gateway = watched_door(path, at(step, crash))
    with pytest.raises(Crash):
        gateway.write(Plan((CHANGE,), mark="later"), gateway.read([]).state)
    is_carried_out = step >= Step.REPLACED
    assert read(path)[1][1] == (5 if is_carried_out else 210)
    assert mark_of(path) == ("later" if is_carried_out else "earlier")


def test_another_program_that_saves_the_file_keeps_the_mark_hidden(tmp_path: Path) -> None:
    path = plain(tmp_path / "costs.xlsx")
    mark(path)
    book = openpyxl.load_workbook(path)
    book["Costs"]["B3"] = 99
    book.save(path)
    assert mark_of(path) == "round-1" and openpyxl.load_workbook(path).defined_names["_pepsheets_last_write"].hidden


@pytest.mark.needs("soffice")
def test_libreoffice_keeps_the_mark_when_a_person_saves_the_file_with_it(tmp_path: Path) -> None:
    """It shows the name among the others from then on; our next write hides it again."""
    path = costs(tmp_path / "costs.xlsx")
    mark(path)
    saved = by_libreoffice(path)
    assert mark_of(saved) == "round-1" and by_openpyxl(saved, 2, 2) == 5
    mark(saved, "round-2", CellChange("Costs", 3, 2, None, 7))
    assert openpyxl.load_workbook(saved).defined_names["_pepsheets_last_write"].hidden
    assert mark_of(by_libreoffice(saved)) == "round-2"


def by_libreoffice(path: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    folder = path.parent / "saved"
    folder.mkdir()
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=120)
    return folder / path.name


@pytest.mark.skipif(not BOOKS, reason="the corpus of real workbooks is not beside the project")
@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_a_real_workbook_keeps_a_mark_and_its_names(source: Path, tmp_path: Path) -> None:
    book = opened_strictly(source)
    place = drawn(book, source.name) if book else None
    if place is None:
        return
    tab, cell = place
    change = CellChange(tab.name, cell.row, cell.column, None, NEW if cell.is_number else "changed")
    path = copied(source, tmp_path)
    mark(path, "", change)
    unmarked = parts(path)
    path = copied(source, tmp_path)
    mark(path, "round-1", change)
    assert mark_of(path) == "round-1"
    for name in changed_parts(unmarked, path):
        assert without_mark(part(path, name)) == without_mark(unmarked[name]) and in_order(part(path, name))
