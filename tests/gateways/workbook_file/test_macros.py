"""Workbooks with macros: what makes their buttons work is the very same bytes after we have written."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from pepsheets.gateways.workbook_file import WorkbookFile, write_cells
from pepsheets.sheets import NotAWorkbook, Workbook, cell_name
from tests.gateways.workbook_file.books import NOON, parts

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus"
MACROS = sorted(CORPUS.glob("*.xlsm"))
OF_BUTTONS = re.compile(
    r"vbaProject|activeX|ctrlProps|drawings/|customUI|printerSettings|macrosheets|embeddings|media/|_rels/sheet"
)

needs_corpus = pytest.mark.skipif(not MACROS, reason="the corpus of real workbooks is not beside the project")


def whole(path: Path) -> Workbook:
    door = WorkbookFile(str(path))
    return door.read(door.read([]).tab_names)


def some_cell(path: Path) -> tuple[str, str]:
    """A cell with a plain value; in tabs that are not read, such as those of macros of old, simply B2."""
    try:
        found = number_in(whole(path))
    except NotAWorkbook:
        found = None
    return found or (WorkbookFile(str(path)).read([]).tab_names[-1], "B2")


def number_in(book: Workbook) -> tuple[str, str] | None:
    """A cell with a plain number, or with any plain value."""
    plain = [
        (sheet.name, cell_name(row, column), isinstance(value, float))
        for sheet in book.sheets
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if isinstance(value, float | str) and (row, column) not in sheet.formulas
    ]
    chosen = next((each for each in plain if each[2]), plain[0] if plain else None)
    return (chosen[0], chosen[1]) if chosen else None


def marks(path: Path) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in parts(path).items()}


@needs_corpus
@pytest.mark.parametrize("source", MACROS, ids=lambda path: path.name)
def test_macros_buttons_and_controls_of_real_workbooks_are_untouched(source: Path, tmp_path: Path) -> None:
    path = tmp_path / source.name
    shutil.copyfile(source, path)
    before = marks(path)
    write_cells(path, {some_cell(path): 98765.25})
    after = marks(path)
    assert list(before) == list(after), "no part is lost, none is new, and they stand in their order"
    changed = {name for name in before if before[name] != after[name]}
    assert changed and not any(OF_BUTTONS.search(name) for name in changed)
    assert all(re.search(r"worksheets/|workbook\.xml$|styles\.xml$", name) for name in changed)


@needs_corpus
def test_the_corpus_has_macros_and_controls() -> None:
    names = {name for path in MACROS for name in zipfile.ZipFile(path).namelist()}
    assert any(name.endswith("vbaProject.bin") for name in names)
    assert any(OF_BUTTONS.search(name) and "vbaProject" not in name for name in names)


def with_button(path: Path, project: bytes) -> Path:
    """A workbook with a macro project, a button that runs a macro, and a tick box."""
    (path.parent / "vbaProject.bin").write_bytes(project)
    book = xlsxwriter.Workbook(str(path))
    book.add_vba_project(str(path.parent / "vbaProject.bin"))
    sheet = book.add_worksheet("Costs")
    sheet.write_row("A1", ["School", "Pupils"])
    sheet.write_row("A2", ["Hillside", 210])
    sheet.insert_button("D2", {"macro": "Recalculate", "caption": "Recalculate"})
    sheet.insert_checkbox("D6", True)
    sheet.write_formula("B3", "=SUM(B2:B2)", None, 210)
    book.close()
    (path.parent / "vbaProject.bin").unlink()
    return path


def project_of_the_corpus() -> bytes:
    found = (parts(path) for path in MACROS)
    return next((content for each in found for name, content in each.items() if name.endswith("vbaProject.bin")), b"x")


@pytest.mark.parametrize("make_project", [lambda: b"any bytes at all", project_of_the_corpus], ids=["made up", "real"])
def test_a_button_still_has_its_macro(tmp_path: Path, make_project: object) -> None:
    assert callable(make_project)
    project = make_project()
    path = with_button(tmp_path / "costs.xlsm", project)
    before = parts(path)
    write_cells(path, {("Costs", "B2"): 211, ("Costs", "C2"): NOON, ("Costs", "A5"): "Park"})
    after = parts(path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"}
    assert after["xl/vbaProject.bin"] == project
    assert b"Recalculate" in after["xl/drawings/vmlDrawing1.vml"] and b"macroEnabled" in after["[Content_Types].xml"]
    assert b"legacyDrawing" in after["xl/worksheets/sheet1.xml"]
    assert list(tmp_path.iterdir()) == [path]
