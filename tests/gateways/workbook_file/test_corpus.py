"""Over real workbooks: one changed number and two more rows change nothing else, and refusals say why."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import WorkbookFile, write_cells
from pepsheets.sheets import CannotWriteCell, FileCannotBeSaved, GatewayError, TableCannotGrow
from tests.gateways.workbook_file.seen import Cell, SeenBook, Tab, opened_strictly
from tests.gateways.workbook_file.survival import NEW, check_changed, check_grown, may_grow, plan_for

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus"
BOOKS = sorted(path for path in CORPUS.glob("*.xl*")) if CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(not BOOKS, reason="the corpus of real workbooks is not beside the project")


def drawn(book: SeenBook, seed: str) -> tuple[Tab, Cell] | None:
    """A number that may be changed, drawn from all of the workbook's; where it has none, a text."""
    numbers = [(tab, cell) for tab in book.tabs for cell in tab.changeable if cell.is_number]
    cells = numbers or [(tab, cell) for tab in book.tabs for cell in tab.changeable]
    return random.Random(seed).choice(cells) if cells else None


def say(refusal: GatewayError) -> None:
    assert refusal.message.endswith(".") and refusal.remedy.endswith(".")


def copied(source: Path, folder: Path) -> Path:
    path = folder / source.name
    shutil.copyfile(source, path)
    return path


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_a_real_workbook_is_read_or_refused_in_a_sentence(source: Path) -> None:
    gateway = WorkbookFile(str(source))
    try:
        gateway.read(gateway.read([]).tab_names)
    except GatewayError as refusal:
        say(refusal)


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_one_cell_changes_alone(source: Path, tmp_path: Path) -> None:
    """None is refused: more than the 99 of 100 that are asked for."""
    book = opened_strictly(source)
    place = drawn(book, source.name) if book else None
    if place is None:
        return
    tab, cell = place
    path = copied(source, tmp_path)
    new = NEW if cell.is_number else "changed"
    write_cells(path, {(tab.name, cell.name): new})
    check_changed(source, path, tab, cell, new)


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_a_number_that_may_not_be_changed_is_refused(source: Path, tmp_path: Path) -> None:
    book = opened_strictly(source)
    kept = [(tab, cell) for tab in book.tabs for cell in tab.unchangeable] if book else []
    for tab, cell in random.Random(source.name).sample(kept, min(3, len(kept))):
        path = copied(source, tmp_path)
        with pytest.raises((CannotWriteCell, FileCannotBeSaved)) as refusal:
            write_cells(path, {(tab.name, cell.name): NEW})
        say(refusal.value)
        assert path.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.name)
def test_every_table_grows_or_says_what_is_in_the_way(source: Path, tmp_path: Path) -> None:
    book = opened_strictly(source)
    for tab in book.tabs if book else ():
        for table in tab.tables:
            path = copied(source, tmp_path)
            gateway = WorkbookFile(str(path))
            plan, state = plan_for(tab, table), gateway.read([]).state
            if may_grow(tab, table):
                gateway.write(plan, state)
                check_grown(source, path, tab, table)
                continue
            with pytest.raises(TableCannotGrow) as refusal:
                gateway.write(plan, state)
            say(refusal.value)
            assert path.read_bytes() == source.read_bytes()


SAMPLE = int(os.environ.get("PEPSHEETS_LIBREOFFICE_SAMPLE", "12"))
"""How many changed workbooks LibreOffice must open. A long run with 100 was made once: docs/reliability.md."""


@pytest.mark.needs("soffice")
def test_libreoffice_still_opens_what_it_opened(tmp_path: Path) -> None:
    changed: dict[str, Path] = {}
    for source in random.Random("LibreOffice").sample(BOOKS, len(BOOKS)):
        book = opened_strictly(source) if len(changed) < SAMPLE else None
        place = drawn(book, source.name) if book else None
        if place is not None:
            changed[source.name] = copied(source, tmp_path)
            write_cells(changed[source.name], {(place[0].name, place[1].name): NEW})
    not_opened = {path.name for path in changed.values()} - opened_by_libreoffice(list(changed.values()), tmp_path)
    originals = [CORPUS / name for name in not_opened]
    assert len(changed) >= 0.9 * SAMPLE
    assert not opened_by_libreoffice(originals, tmp_path / "before")


def opened_by_libreoffice(paths: list[Path], folder: Path) -> set[str]:
    """The names of the workbooks that LibreOffice opens."""
    if not paths:
        return set()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "csv", "--outdir", str(folder / "opened")]
    subprocess.run([*command, *map(str, paths)], check=False, capture_output=True, timeout=60 + 10 * len(paths))
    return {path.name for path in paths if (folder / "opened" / path.with_suffix(".csv").name).is_file()}
