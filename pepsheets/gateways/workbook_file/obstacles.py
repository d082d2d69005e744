"""Cells that must never be written: parts of array formulas and data tables, and what lies hidden under a merge."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pepsheets.gateways.workbook_file.grid import Grid
from pepsheets.gateways.workbook_file.references import area_of
from pepsheets.sheets import Area, CannotWriteCell, cell_name

_Touched: TypeAlias = Mapping[int, Mapping[int, object]]

_BLOCK_KINDS = re.compile(rb"\st\s*=\s*[\"'](?:array|dataTable)[\"']")
_REFERENCE = re.compile(rb"\sref\s*=\s*[\"']([^\"']*)[\"']")


def refuse_obstacles(tab: str, xml: bytes, grid: Grid, touched: _Touched) -> None:
    """Raises where a touched cell, given by row and column, is one that must not be written."""
    ordered = sorted(touched)
    for row, column in _hidden(merged_areas(xml, grid), ordered, touched):
        raise CannotWriteCell(
            f"The cell {cell_name(row, column)} of the tab '{tab}' lies under a merged cell.",
            "Nothing was written. Unmerge the cell in the workbook, save it, and try again.",
        )
    for row, column in _hidden(_block_areas(xml, grid), ordered, touched):
        raise CannotWriteCell(
            f"The cell {cell_name(row, column)} of the tab '{tab}' belongs to a formula that fills several cells.",
            "Nothing was written. Move that formula elsewhere, save the workbook, and try again.",
        )


def _hidden(areas: Iterable[Area], ordered: Sequence[int], touched: _Touched) -> Iterator[tuple[int, int]]:
    """The touched cells of these areas that are not the first of their area."""
    for area in areas:
        for row in ordered[bisect_left(ordered, area.first_row) : bisect_right(ordered, area.last_row)]:
            for column in touched[row]:
                is_first = (row, column) == (area.first_row, area.first_column)
                if area.first_column <= column <= area.last_column and not is_first:
                    yield row, column


def merged_areas(xml: bytes, grid: Grid) -> Iterator[Area]:
    """The merged cells of a sheet."""
    name = re.escape(grid.dialect.tag("mergeCell"))
    for tag in re.finditer(rb"<%s\s[^<>]*>" % name, xml[grid.after :]):
        yield from _area_in(tag[0])


def _block_areas(xml: bytes, grid: Grid) -> Iterator[Area]:
    if xml.find(b"array", grid.start, grid.end) < 0 and xml.find(b"dataTable", grid.start, grid.end) < 0:
        return
    for start in grid.dialect.formula_start.finditer(xml, grid.start, grid.end):
        tag = xml[start.start() : xml.index(b">", start.start()) + 1]
        if _BLOCK_KINDS.search(tag):
            yield from _area_in(tag)


def _area_in(tag: bytes) -> Iterator[Area]:
    stated = _REFERENCE.search(tag)
    area = area_of(stated[1].decode("utf-8", "replace")) if stated else None
    if area is not None:
        yield area
