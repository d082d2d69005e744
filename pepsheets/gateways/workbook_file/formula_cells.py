"""The formulas of a sheet part, each as its own cell would read it: shared ones are written out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from pepsheets.gateways.workbook_file.formulas import moved
from pepsheets.gateways.workbook_file.grid import find_grid
from pepsheets.gateways.workbook_file.references import area_of
from pepsheets.gateways.workbook_file.scan import cells_with_formulas
from pepsheets.sheets import Area

_ATTRIBUTE = re.compile(r"\s([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_METADATA = re.compile(rb"\scm\s*=\s*[\"'](\d+)[\"']")


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A cell with a formula. ``area`` is what its kind spans: the cells that an array fills or that share a text."""

    row: int
    column: int
    text: str
    kind: str = ""
    area: Area | None = None
    group: str = ""
    metadata: int | None = None

    @property
    def fills_one_cell(self) -> bool:
        """Whether nothing but this cell shows what the formula gives."""
        here = Area(self.row, self.column, self.row, self.column)
        return self.kind in {"", "shared"} or (self.kind == "array" and self.area == here)


def formula_cells(xml: bytes) -> list[FormulaCell]:
    """Every formula of a sheet part, in the order of the file."""
    grid = find_grid(xml)
    if grid is None:
        return []
    found = [
        _formula_cell(position, tag, formula)
        for position, tag, body in cells_with_formulas(xml, grid)
        if (formula := grid.dialect.formula.search(body)) is not None
    ]
    origins = {cell.group: cell for cell in found if cell.kind == "shared" and cell.text}
    return [_written_out(cell, origins) for cell in found]


def _formula_cell(position: tuple[int, int], tag: bytes, formula: re.Match[bytes]) -> FormulaCell:
    stated = dict(_ATTRIBUTE.findall((formula[1] or b"").decode("utf-8", "replace")))
    metadata = _METADATA.search(tag)
    return FormulaCell(
        *position,
        text=html.unescape((formula[2] or b"").decode("utf-8", "replace")),
        kind=stated.get("t", "").replace("normal", ""),
        area=area_of(stated.get("ref", "")),
        group=stated.get("si", ""),
        metadata=int(metadata[1]) if metadata else None,
    )


def _written_out(cell: FormulaCell, origins: dict[str, FormulaCell]) -> FormulaCell:
    origin = origins.get(cell.group) if cell.kind == "shared" and not cell.text else None
    if origin is None:
        return cell
    return replace(cell, text=moved(origin.text, cell.row - origin.row, cell.column - origin.column))
