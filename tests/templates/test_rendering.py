"""New workbooks as LibreOffice shows them: no error, nothing too narrow."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.recalculation import recalculate
from tests.templates.opened import TODAY, empty_bytes, sample_bytes

WRONG = ("###", "#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "Err:")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The text of each workbook as LibreOffice prints it, by the file's name. All in one go, for its start is slow."""
    folder = tmp_path_factory.mktemp("shown")
    for name, content in (("empty", empty_bytes()), ("sample", sample_bytes())):
        (folder / f"{name}.xlsx").write_bytes(content)
        worked_out = folder / f"{name}-recalculated.xlsx"
        worked_out.write_bytes(content)
        recalculate(WorkbookFile(str(worked_out), backups=folder / "backups"), TODAY)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    workbooks = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *workbooks]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: _text_of(path) for path in folder.glob("*.pdf")}


def _text_of(path: Path) -> str:
    text = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(text, check=True, capture_output=True, timeout=60).stdout.decode()


@pytest.mark.needs("soffice", "pdftotext")
@pytest.mark.parametrize("name", ["empty", "empty-recalculated", "sample", "sample-recalculated"])
def test_libreoffice_shows_no_error_and_no_column_too_narrow(name: str, request: pytest.FixtureRequest) -> None:
    text: str = request.getfixturevalue("shown")[name]
    assert "How to use this workbook" in text and "Cancellation terms" in text
    assert [wrong for wrong in WRONG if wrong in text] == []
