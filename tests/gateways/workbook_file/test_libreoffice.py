"""A third opinion: LibreOffice opens what we wrote, and calculates it."""

from __future__ import annotations

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pepsheets.sheets import Link, Resize
from tests.gateways.workbook_file.books import costs, write
from tests.gateways.workbook_file.test_variants import usual

CSV_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
# LibreOffice trusts the results that a file holds, unless it is told never to.
ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.mark.needs("soffice")
def test_libreoffice_opens_a_written_book_and_calculates_it(tmp_path: Path) -> None:
    path = costs(tmp_path / "costs.xlsx")
    write(
        path,
        {
            (2, 2): 1000,
            (5, 1): "Newton & co",
            (5, 2): 40,
            (5, 3): date(2026, 2, 1),
            (5, 4): Decimal("60.5"),
            (2, 8): Link("see the notes", "Notes", "A1"),
        },
        Resize("Costs", "Costs", 5),
    )
    lines = shown(path)
    assert lines[0] == "School,Pupils,Paid on,Due,,,2302,"
    assert lines[1].endswith("see the notes") and lines[4].startswith("Newton & co,40,1 Feb 2026,£60.50")


@pytest.mark.needs("soffice")
def test_libreoffice_calculates_the_formulas_that_new_rows_took_over(tmp_path: Path) -> None:
    path = usual(tmp_path / "costs.xlsx")
    write(path, {(5, 1): "Newton", (5, 2): 40, (6, 1): "Oakley", (6, 2): 50}, Resize("Costs", "Costs", 6))
    assert shown(path)[4:6] == ["Newton,40,,80", "Oakley,50,,100"]


def shown(path: Path) -> list[str]:
    """The lines of the first tab as LibreOffice shows them once it has calculated everything."""
    folder = path.parent
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", CSV_AS_SHOWN, str(path)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()
