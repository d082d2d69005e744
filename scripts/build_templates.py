"""Builds the ready-made workbooks in workbook_templates/: for each kind an empty one and a worked sample."""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.partnerships import PARTNERSHIPS, Partnership
from pepsheets.recalculation import recalculate
from pepsheets.templates import write_template

MADE_ON = date(2026, 11, 21)
"""The day on which the workbooks that are checked in were made, and from which their samples are dated."""

FOLDER = Path(__file__).parents[1] / "workbook_templates"


def build(folder: Path, today: date) -> Iterator[Path]:
    """Builds every workbook into a folder, in place of those that stand there."""
    folder.mkdir(exist_ok=True)
    for kind in PARTNERSHIPS:
        yield _built(kind, folder / f"{kind.code}.xlsx", today, with_sample=False)
        yield _built(kind, folder / f"{kind.code}-sample.xlsx", today, with_sample=True)


def _built(kind: Partnership, path: Path, today: date, *, with_sample: bool) -> Path:
    with tempfile.TemporaryDirectory() as scratch:
        new = Path(scratch, path.name)
        write_template(kind, new, today, with_sample=with_sample)
        if with_sample:
            recalculate(WorkbookFile(str(new), backups=Path(scratch)), today)
        path.write_bytes(new.read_bytes())
    return path


def main() -> None:
    """Builds them where the repository keeps them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--today", type=date.fromisoformat, default=MADE_ON, help="the day to make them for")
    for path in build(FOLDER, parser.parse_args().today):
        print(f"Built {path.relative_to(FOLDER.parent)}")


if __name__ == "__main__":
    main()
