"""A workbook as a strict parser sees it, without any code of the product: its tabs, its cells, its tables."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from openpyxl.utils.cell import get_column_letter, range_boundaries

from tests.gateways.workbook_file.soundness import files, is_xml, local, parsed, plain, targets

Element = ElementTree.Element
Box = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_TEXTS = {"s", "str", "inlineStr"}


def children(element: Element | None, *path: str) -> list[Element]:
    """The elements at the end of a path of names."""
    here = [element] if element is not None else []
    for name in path:
        here = [child for parent in here for child in parent if local(child) == name]
    return here


def box_of(reference: str) -> Box:
    left, top, right, bottom = (number or 0 for number in range_boundaries(reference.replace("$", "")))
    return top, left, bottom, right


def holds(box: Box, row: int, column: int) -> bool:
    return box[0] <= row <= box[2] and box[1] <= column <= box[3]


def meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def is_true(text: str | None) -> bool:
    return text in {"1", "true", "on"}


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    element: Element

    @property
    def name(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def formula(self) -> Element | None:
        return next(iter(children(self.element, "f")), None)

    @property
    def is_number(self) -> bool:
        value = children(self.element, "v")
        return self.element.get("t", "n") == "n" and bool(value and value[0].text) and self.formula is None

    @property
    def is_plain(self) -> bool:
        """A number or a text that someone typed."""
        return self.is_number or (self.is_filled and self.formula is None and self.element.get("t", "n") in _TEXTS)

    @property
    def is_filled(self) -> bool:
        return any(each.text or local(each) == "f" for each in self.element.iter() if local(each) in {"v", "t", "f"})


@dataclass(frozen=True)
class Table:
    part: str
    root: Element

    @property
    def name(self) -> str:
        return self.root.get("displayName", "") or self.root.get("name", "")

    @property
    def box(self) -> Box:
        return box_of(self.root.get("ref", "A1"))

    @property
    def heading_rows(self) -> int:
        return int(self.root.get("headerRowCount", "1"))

    @property
    def has_totals(self) -> bool:
        return self.root.get("totalsRowCount", "0") != "0"


@dataclass(frozen=True)
class Tab:
    book: SeenBook = field(repr=False)
    name: str = ""
    part: str = ""

    @property
    def root(self) -> Element:
        return self.book.roots[self.part]

    @cached_property
    def cells(self) -> list[Cell]:
        return list(cells_of(self.root))

    def links(self, kind: str) -> list[str]:
        return self.book.links(self.part, kind)

    @cached_property
    def tables(self) -> list[Table]:
        return [Table(part, self.book.roots[part]) for part in self.links("table")]

    @property
    def is_protected(self) -> bool:
        return any(is_true(each.get("sheet")) for each in children(self.root, "sheetProtection"))

    @cached_property
    def merged(self) -> list[Box]:
        return [box_of(each.get("ref", "")) for each in children(self.root, "mergeCells", "mergeCell")]

    @cached_property
    def blocks(self) -> list[Box]:
        """What formulas of several cells fill."""
        formulas = [cell.formula for cell in self.cells]
        kinds = {"array", "dataTable"}
        return [box_of(each.get("ref", "A1")) for each in formulas if each is not None and each.get("t") in kinds]

    @property
    def changeable(self) -> Iterator[Cell]:
        """The plain values that a person could type over without a refusal by Excel or damage to a table."""
        return (cell for cell in self.cells if cell.is_plain and self._may_change(cell))

    @property
    def unchangeable(self) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.is_number and not self._may_change(cell))

    def _may_change(self, cell: Cell) -> bool:
        hidden = any(holds(each, cell.row, cell.column) and (cell.row, cell.column) != each[:2] for each in self.merged)
        in_block = any(holds(each, cell.row, cell.column) for each in self.blocks)
        is_repeated = any(
            holds(table.box, cell.row, cell.column)
            and (cell.row < table.box[0] + table.heading_rows or (table.has_totals and cell.row == table.box[2]))
            for table in self.tables
        )
        locked = self.is_protected and self.book.is_locked(int(cell.element.get("s", "0")))
        return not (hidden or in_block or is_repeated or locked or self.book.is_signed)


@dataclass(frozen=True)
class SeenBook:
    """A workbook file whose every part was read."""

    content: Mapping[str, bytes]
    roots: Mapping[str, Element]

    def links(self, part: str, kind: str) -> list[str]:
        """Where a part leads by relationships of a kind."""
        folder, name = posixpath.split(part)
        links = f"{folder}/_rels/{name}.rels".lstrip("/")
        found = targets(links, self.roots[links]) if links in self.roots else ()
        return [target for each, target in found if each == kind and target in self.content]

    @cached_property
    def part(self) -> str:
        return self.links("", "officeDocument")[0]

    @cached_property
    def tabs(self) -> list[Tab]:
        folder, name = posixpath.split(self.part)
        links = self.roots[f"{folder}/_rels/{name}.rels".lstrip("/")]
        leads = {each.get("Id"): target for each in links for _, target in _one(folder, each)}
        found = []
        for sheet in children(self.roots[self.part], "sheets", "sheet"):
            name = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            part = leads.get(name, "")
            if part in self.roots and local(self.roots[part]) == "worksheet":
                found.append(Tab(self, sheet.get("name", ""), part))
        return found

    @property
    def is_signed(self) -> bool:
        return any("_xmlsignatures" in name for name in self.content)

    def is_locked(self, style: int) -> bool:
        parts = self.links(self.part, "styles")
        formats = children(self.roots[parts[0]], "cellXfs", "xf") if parts else []
        protection = children(formats[style], "protection") if style < len(formats) else []
        return not protection or protection[0].get("locked", "1") not in {"0", "false"}


def _one(folder: str, link: Element) -> Iterator[tuple[str, str]]:
    holder = ElementTree.Element("Relationships")
    holder.append(link)
    return targets(f"{folder}/_rels/x.rels", holder)


def cells_of(sheet: Element) -> Iterator[Cell]:
    """Every cell of a sheet part, whether or not it says where it stands."""
    row = 0
    for line in children(sheet, "sheetData", "row"):
        row, column = int(line.get("r", row + 1)), 0
        for element in line:
            stated = re.fullmatch(r"([A-Z]+)\d+", element.get("r", ""))
            column = box_of(f"{stated[1]}1")[1] if stated else column + 1
            yield Cell(row, column, element)


def opened_strictly(path: Path) -> SeenBook | None:
    """The workbook, or None where a strict zip and XML parser cannot open every part of it."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = {plain(item.orig_filename): archive.read(item) for item in files(archive)}
            is_whole = len(content) == len(files(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    book = SeenBook(content, dict(parsed(content)))
    all_parsed = all(name in book.roots for name in content if is_xml(name))
    return book if is_whole and all_parsed and "[content_types].xml" in content else None
