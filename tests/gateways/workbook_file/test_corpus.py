"""Over real workbooks: each is read or refused in a sentence, and one changed number changes nothing else."""

from __future__ import annotations

import io
import random
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetTypeEnum

from pepsheets.gateways.workbook_file import WorkbookFile, write_cells
from pepsheets.sheets import CannotWriteCell, FileCannotBeSaved, GatewayError, Workbook, cell_name

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus"
BOOKS = sorted(path for path in CORPUS.glob("*.xl*")) if CORPUS.is_dir() else []
NEW: float | str = 98765.25
MAY_CHANGE = ("worksheets/", "workbook.xml", "workbook1.xml")

pytestmark = pytest.mark.skipif(not BOOKS, reason="the corpus of real workbooks is not beside the project")


def whole(path: Path) -> Workbook:
    gateway = WorkbookFile(str(path))
    return gateway.read(gateway.read([]).tab_names)


def plain_cells(book: Workbook, kind: type) -> list[tuple[str, str]]:
    return [
        (sheet.name, cell_name(row, column))
        for sheet in book.sheets
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if isinstance(value, kind) and (row, column) not in sheet.formulas
    ]


def values(path: Path) -> Iterator[tuple[tuple[str, str], object]]:
    book = CalamineWorkbook.from_path(path)
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            grid = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for row, line in enumerate(grid, start=1):
                yield from (((sheet.name, cell_name(row, column)), value) for column, value in enumerate(line, start=1))


def by_openpyxl(path: Path) -> dict[tuple[str, str], object]:
    """Every value that openpyxl sees: none in strict files, or where it cannot open the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    except Exception:  # noqa: BLE001  it fails in many ways on real files; ours is compared only where it does not
        return {}
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not str(cell.value).startswith("<openpyxl")
    }


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {item.orig_filename: archive.read(item) for item in archive.infolist()}


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_a_real_workbook_is_read_or_refused_and_one_number_changes_alone(source: Path, tmp_path: Path) -> None:
    try:
        book = whole(source)
    except GatewayError as refusal:
        say(refusal)
        return
    places, new = plain_cells(book, float), NEW
    if not places:
        places, new = plain_cells(book, str), "changed"
    if not places:
        return
    path = tmp_path / source.name
    shutil.copyfile(source, path)
    tab, cell = random.Random(source.name).choice(places)
    try:
        write_cells(path, {(tab, cell): new})
    except (CannotWriteCell, FileCannotBeSaved) as refusal:
        say(refusal)
        assert path.read_bytes() == source.read_bytes()
        return
    check(source, path, (tab, cell), new)


def say(refusal: GatewayError) -> None:
    assert refusal.message.endswith(".") and refusal.remedy.endswith(".")


def check(source: Path, path: Path, place: tuple[str, str], value: float | str) -> None:
    old, new = members(source), members(path)
    assert list(old) == list(new)
    changed = [name for name in old if old[name] != new[name]]
    assert len(changed) <= 2 and all(any(part in name.replace("\\", "/") for part in MAY_CHANGE) for name in changed)
    before, after = dict(values(source)), dict(values(path))
    assert after == before | {place: value}
    seen = by_openpyxl(source)
    if seen:
        assert by_openpyxl(path) == seen | {place: str(value)}


def test_nearly_every_real_workbook_is_saved(tmp_path: Path) -> None:
    """At least 95 of 100 that hold a plain number: what is refused is signed, or drew a cell of an array formula."""
    saved = refused = 0
    for source in BOOKS:
        try:
            places = plain_cells(whole(source), float)
        except GatewayError:
            continue
        if places:
            path = tmp_path / source.name
            shutil.copyfile(source, path)
            tab, cell = random.Random(source.name).choice(places)
            try:
                write_cells(path, {(tab, cell): NEW})
                saved += 1
            except GatewayError:
                refused += 1
    assert saved > 100 and saved >= 0.95 * (saved + refused)
