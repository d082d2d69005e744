"""Links that we write are formulas, the owner's are calculated anew, and the calculation chain stays true."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pepsheets.sheets import Link
from tests.gateways.workbook_file.books import (
    altered,
    by_openpyxl,
    costs,
    door,
    part,
    parts,
    read,
    replacing,
    write,
)


def test_a_link_is_a_formula_that_shows_its_text(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(2, 2): Link('see "Notes"', "Mary's notes", "C14")})
    assert by_openpyxl(path, 2, 2) == '=HYPERLINK("#\'Mary\'\'s notes\'!C14","see ""Notes""")'
    assert read(path)[1][1] == 'see "Notes"' and (2, 2) not in door(path).read(["Costs"]).sheets[0].formulas


def test_a_long_link_stays_a_formula_that_excel_accepts(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(2, 2): Link("long " * 100, "Notes", "A1")})
    formula = str(by_openpyxl(path, 2, 2))
    assert all(len(piece) <= 255 for piece in formula.split('"')) and read(path)[1][1] == "long " * 100


def test_our_own_link_may_be_replaced_and_the_calculation_chain_goes_with_it(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(path, {(2, 2): Link("go", "Notes", "A1")})
    with_chain(path)
    write(path, {(2, 2): Link("go on", "Notes", "A1")})
    assert "xl/calcChain.xml" in parts(path)
    write(path, {(2, 2): 5})
    assert read(path)[1][1] == 5
    assert "xl/calcChain.xml" not in parts(path)
    assert b"calcChain" not in part(path, "[Content_Types].xml") + part(path, "xl/_rels/workbook.xml.rels")


def with_chain(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="application/x"/></Types>'
    link = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'.encode()
    altered(
        path,
        {
            "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", override),
            "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", link),
        },
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/calcChain.xml", b'<calcChain><c r="B2" i="1"/></calcChain>')


@pytest.mark.parametrize(
    "before", ["<calcPr/>", '<calcPr calcId="1" calcMode="manual"/>', "", '<calcPr fullCalcOnLoad="true"/>']
)
def test_the_order_to_calculate_is_given_once(tmp_path: Path, before: str) -> None:
    path = costs(tmp_path / "costs.xlsx")
    altered(path, {"xl/workbook.xml": replacing(('<calcPr calcId="124519" fullCalcOnLoad="1"/>', before))})
    write(path, {(2, 2): 5})
    workbook = part(path, "xl/workbook.xml")
    assert workbook.count(b"fullCalcOnLoad=") == workbook.count(b"<calcPr") == 1
    assert workbook.index(b"</definedNames>") < workbook.index(b"<calcPr")
