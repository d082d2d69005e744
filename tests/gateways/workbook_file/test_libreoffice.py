"""A third opinion: LibreOffice opens what we wrote, and calculates it."""

from __future__ import annotations

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pepsheets.sheets import Link, Resize
from tests.gateways.workbook_file.books import costs, write

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
    (tmp_path / "profile" / "user").mkdir(parents=True)
    (tmp_path / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE, encoding="utf-8")
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            CSV_AS_SHOWN,
            str(path),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    lines = (tmp_path / "costs.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "School,Pupils,Paid on,Due,,,2302,"
    assert lines[1].endswith("see the notes") and lines[4].startswith("Newton & co,40,1 Feb 2026,£60.50")
