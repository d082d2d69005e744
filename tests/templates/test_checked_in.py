"""The ready-made workbooks that are checked in are the ones that today's declarations give."""

from __future__ import annotations

import zipfile
from pathlib import Path

from scripts.build_templates import FOLDER, MADE_ON, build


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook. Their compressed bytes depend on the computer's zlib, what they hold does not."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_checked_in_workbooks_are_fresh(tmp_path: Path) -> None:
    built = list(build(tmp_path, MADE_ON))
    assert {path.name for path in built} == {path.name for path in FOLDER.glob("*.xls*")}
    stale = [path.name for path in built if parts(path) != parts(FOLDER / path.name)]
    assert not stale, "run scripts/build_templates.py, and look at what it made"
