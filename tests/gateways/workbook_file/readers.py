"""Every value of a workbook as two readers see it, by tab and name of cell."""

from __future__ import annotations

import io
import warnings
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

Place = tuple[str, str]


def by_calamine(path: Path) -> dict[Place, object]:
    """Every value that python-calamine sees: none where it cannot open the file."""
    try:
        book = CalamineWorkbook.from_path(path)
    except CalamineError:
        return {}
    found: dict[Place, object] = {}
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            grid = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for row, line in enumerate(grid, start=1):
                for column, value in enumerate(line, start=1):
                    if value != "":
                        found[sheet.name, f"{get_column_letter(column)}{row}"] = value
    return found


def by_openpyxl(path: Path) -> dict[Place, object]:
    """Every value that openpyxl sees: none in strict files, or where it cannot open the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    except Exception:  # noqa: BLE001  it fails in many ways on real files; ours is compared only where it does not
        return {}
    return {
        (sheet.title, cell.coordinate): cell.value if isinstance(cell.value, float | date | time | timedelta) else text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not (text := str(cell.value)).startswith("<openpyxl")
    }
