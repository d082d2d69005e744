"""Workbooks with buttons: the plain template, and real buttons whose macros are there."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.tabs.overview import OverviewRow
from pepsheets.templates import template_bytes, write_template
from pepsheets.templates.macros import BUTTONS, XLWINGS, project_of, version_in
from pepsheets.templates.macros.wording import BUTTONS_MODULE
from tests.gateways.workbook_file.test_libreoffice import ALWAYS_CALCULATE
from tests.templates.macros.projects import KINDS, kind_of, made, part, parts
from tests.templates.opened import TODAY, sample_bytes

PROJECT = "xl/vbaProject.bin"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def buttons_of(workbook: bytes) -> list[ElementTree.Element]:
    drawing = ElementTree.fromstring(part(workbook, "xl/drawings/vmlDrawing1.vml"))
    return [data for data in drawing.iter(f"{EXCEL}ClientData") if data.get("ObjectType") == "Button"]


def anchor_of(button: ElementTree.Element) -> list[int]:
    """Left column and offset, top row and offset, right column and offset, bottom row and offset."""
    return [int(number) for number in str(button.findtext(f"{EXCEL}Anchor")).split(",")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("with_sample", [False, True], ids=["empty", "sample"])
def test_the_buttons_stand_on_the_overview_and_name_our_macros(kind: str, with_sample: bool) -> None:
    workbook = made(kind, with_sample=with_sample)
    macros = [button.findtext(f"{EXCEL}FmlaMacro") for button in buttons_of(workbook)]
    assert macros == [f"[0]!{each.macro}" for each in BUTTONS]
    assert b"vmlDrawing1.vml" in part(workbook, "xl/worksheets/_rels/sheet1.xml.rels")
    drawing = part(workbook, "xl/drawings/vmlDrawing1.vml").decode()
    assert re.findall(r'color="#000000">([^<]+)</font>', drawing) == [each.caption for each in BUTTONS]
    assert all(f'alt="{each.caption}: {each.hint}"' in drawing for each in BUTTONS)


def test_the_buttons_cover_no_words_no_figures_and_no_chart() -> None:
    workbook = made("pepmk", with_sample=True)
    overview = openpyxl.load_workbook(io.BytesIO(workbook))[OverviewRow.tab]
    [row] = {anchor_of(button)[2] for button in buttons_of(workbook)} | {anchor_of(b)[6] for b in buttons_of(workbook)}
    assert not any(cell.value for cell in overview[row + 1]), "the row was left free for them"
    assert overview.row_dimensions[row + 1].height == 30 and all(anchor_of(b)[7] <= 40 for b in buttons_of(workbook))
    charts = part(workbook, "xl/drawings/drawing1.xml").decode()
    tops = [int(top) for top in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", charts)]
    assert tops and min(tops) > row, "the charts stand below them"
    assert max(anchor_of(button)[4] for button in buttons_of(workbook)) <= 2, "they are no wider than the table"
    edges = [(anchor[0], anchor[1], anchor[4], anchor[5]) for anchor in map(anchor_of, buttons_of(workbook))]
    assert all(left[2:] < right[:2] for left, right in pairwise(edges)), "none covers another"


@pytest.mark.parametrize("kind", KINDS)
def test_the_macros_know_every_tab_by_its_own_name(kind: str) -> None:
    workbook = made(kind)
    assert b'<workbookPr codeName="ThisWorkbook"' in part(workbook, "xl/workbook.xml")
    for number, _ in enumerate(kind_of(kind).tabs, 1):
        assert f'<sheetPr codeName="Sheet{number}">'.encode() in part(workbook, f"xl/worksheets/sheet{number}.xml")


def test_it_is_the_plain_workbook_but_for_the_head_of_the_overview() -> None:
    plain = openpyxl.load_workbook(io.BytesIO(sample_bytes()))
    other = openpyxl.load_workbook(io.BytesIO(made("pepmk", with_sample=True)), keep_vba=True)
    assert plain.sheetnames == other.sheetnames
    for name in plain.sheetnames[1:]:
        assert [[cell.value for cell in row] for row in plain[name]] == [
            [cell.value for cell in row] for row in other[name]
        ]
    heads = [[row[0].value for row in book[OverviewRow.tab]] for book in (plain, other)]
    assert [words for words in heads[1] if words not in heads[0]][2:3] == ["Buttons"]
    assert [words for words in heads[0] if words not in heads[1]] == [heads[0][4], heads[0][5]], "two of the steps"
    assert other.vba_archive is not None
    other.vba_archive.close()  # openpyxl leaves it open, and whoever collects it later would be blamed


def test_a_plain_workbook_has_no_macros() -> None:
    assert PROJECT not in parts(sample_bytes()) and "docProps/custom.xml" not in parts(sample_bytes())


def test_the_same_workbook_is_made_each_time() -> None:
    sample = PEPMK.sample(TODAY)
    again = template_bytes(PEPMK, sample, TODAY, PEPMK.mistakes(TODAY), has_buttons=True)
    assert again == made("pepmk", with_sample=True)


def test_a_name_that_ends_in_xlsm_gets_buttons(tmp_path: Path) -> None:
    path = tmp_path / "my.XLSM"
    write_template(PEPMK, path, TODAY, with_sample=False)
    assert path.read_bytes() == made("pepmk")


def test_a_workbook_says_to_which_xlwings_its_macros_belong(tmp_path: Path) -> None:
    path = tmp_path / "my.xlsm"
    path.write_bytes(made("pepmk"))
    assert version_in(path) == XLWINGS
    path.write_bytes(sample_bytes())
    assert version_in(path) is None


@pytest.mark.parametrize("with_sample", [False, True], ids=["empty", "sample"])
def test_recalculating_leaves_macros_and_buttons_byte_for_byte(with_sample: bool, tmp_path: Path) -> None:
    path = tmp_path / "my.xlsm"
    path.write_bytes(made("pepmk", with_sample=with_sample))
    recalculate(WorkbookFile(str(path), backups=tmp_path / "backups"), TODAY)
    before, after = parts(made("pepmk", with_sample=with_sample)), parts(path.read_bytes())
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed and all(re.match(r"xl/(worksheets/sheet|tables/|charts/|workbook|styles)", each) for each in changed)
    assert after[PROJECT] == project_of("pepmk") and b"macroEnabled" in after["[Content_Types].xml"]


@pytest.mark.needs("soffice")
def test_libreoffice_opens_it_recalculates_it_and_finds_the_macro_of_each_button(tmp_path: Path) -> None:
    path = tmp_path / "my.xlsm"
    path.write_bytes(made("pepmk", with_sample=True))
    recalculate(WorkbookFile(str(path), backups=tmp_path / "backups"), TODAY)
    with_a_stale_formula(path)
    other = opened_in_libreoffice(path)
    ours, theirs = values_of(path), values_of(other)
    assert theirs.pop(("Overview", "A900")) == 42, "it calculates, and does not only show what the file holds"
    ours.pop(("Overview", "A900"))
    assert theirs == ours
    overview = part(other.read_bytes(), "xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'macro="([^"]+)"', overview) == [f"{BUTTONS_MODULE}.{each.macro}" for each in BUTTONS]


def with_a_stale_formula(path: Path) -> None:
    """A formula on the Overview whose result, as the file holds it, is wrong."""
    held = parts(path.read_bytes())
    stale = b'<row r="900"><c r="A900"><f>6*7</f><v>0</v></c></row></sheetData>'
    with zipfile.ZipFile(path, "w") as package:
        for name, content in held.items():
            is_overview = name == "xl/worksheets/sheet1.xml"
            package.writestr(name, content.replace(b"</sheetData>", stale) if is_overview else content)


def opened_in_libreoffice(path: Path) -> Path:
    """The workbook as LibreOffice saves it again, once it has calculated everything."""
    folder = path.parent
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsm:Calc MS Excel 2007 VBA XML", "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(path)], check=True, capture_output=True, timeout=300)
    return folder / "out" / path.name


def values_of(path: Path) -> dict[tuple[str, str], object]:
    """Every value that a workbook shows; an empty text is nothing."""
    book = openpyxl.load_workbook(path, data_only=True)
    cells = ((sheet.title, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {(tab, cell.coordinate): cell.value for tab, cell in cells if cell.value not in (None, "")}
