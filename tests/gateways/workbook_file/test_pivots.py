"""Pivot tables: fed from the whole of a table that grew, and never overwritten by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepsheets.sheets import Resize, TableCannotGrow
from tests.gateways.workbook_file.books import altered, costs, part, replacing, write


def with_pivot(path: Path, source: str, location: str = "A20:B25") -> Path:
    """The workbook with the bare bones of a pivot table on the first tab."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId77" Type="{kind}/%s" Target="%s"/></Relationships>'
    cache, pivot = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"
    notes, rels = "xl/worksheets/_rels/sheet1.xml.rels", "xl/_rels/workbook.xml.rels"
    new = {
        rels: replacing(("</Relationships>", link % ("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"))),
        notes: replacing(("</Relationships>", link % ("pivotTable", "../pivotTables/pivotTable1.xml"))),
        "docProps/app.xml": lambda _xml: f"<p><cacheSource>{source}</cacheSource></p>".encode(),
        "docProps/core.xml": lambda _xml: f'<p name="Totals"><location ref="{location}"/></p>'.encode(),
    }
    return altered(path, new, {"docProps/app.xml": cache, "docProps/core.xml": pivot})


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ('ref="A1:D4" sheet="Costs"', 'ref="A1:D9" sheet="Costs"'),
        ('ref="A1:B4" sheet="costs"', 'ref="A1:B9" sheet="costs"'),
        ('ref="A1:D4" sheet="Notes"', 'ref="A1:D4" sheet="Notes"'),
        ('ref="A1:D3" sheet="Costs"', 'ref="A1:D3" sheet="Costs"'),
        ('name="Costs"', 'name="Costs"'),
    ],
)
def test_a_pivot_table_is_fed_from_the_whole_table_if_it_was(tmp_path: Path, old: str, expected: str) -> None:
    path = with_pivot(costs(tmp_path / "costs.xlsx"), f"<worksheetSource {old}/>")
    write(path, {}, Resize("Costs", "Costs", 9))
    cache = part(path, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert cache == f"<p><cacheSource><worksheetSource {expected}/></cacheSource></p>".encode()


def test_a_pivot_table_in_the_way_is_named(tmp_path: Path) -> None:
    path = with_pivot(costs(tmp_path / "costs.xlsx"), "", "B6:C8")
    before = path.read_bytes()
    with pytest.raises(TableCannotGrow, match="the pivot table 'Totals' is in the way"):
        write(path, {}, Resize("Costs", "Costs", 7))
    assert path.read_bytes() == before
    write(path, {}, Resize("Costs", "Costs", 5))
