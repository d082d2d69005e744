"""New workbooks as LibreOffice shows them: no error, nothing too narrow."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.recalculation import recalculate
from tests.templates.opened import TODAY, empty_bytes, sample_bytes

WRONG = ("###", "#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "Err:")


def shown(path: Path) -> str:
    """The text of a workbook as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"]
    return subprocess.run(text, check=True, capture_output=True, timeout=60).stdout.decode()


@pytest.mark.needs("soffice", "pdftotext")
@pytest.mark.parametrize("recalculated", [False, True], ids=["new", "recalculated"])
@pytest.mark.parametrize("content", [empty_bytes, sample_bytes], ids=["empty", "sample"])
def test_libreoffice_shows_no_error_and_no_column_too_narrow(
    tmp_path: Path, content: Callable[[], bytes], recalculated: bool
) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(content())
    if recalculated:
        recalculate(WorkbookFile(str(path), backups=tmp_path / "backups"), TODAY)
    text = shown(path)
    assert "How to use this workbook" in text and "Cancellation terms" in text
    assert [wrong for wrong in WRONG if wrong in text] == []
