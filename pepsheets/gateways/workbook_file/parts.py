"""Which part of the package is what: found through relationships, as Excel finds them, never by a part's name."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from pepsheets.gateways.workbook_file.elements import Element, parse
from pepsheets.gateways.workbook_file.package import Package, plain_name
from pepsheets.gateways.workbook_file.references import LAST_COLUMN, area_of
from pepsheets.sheets import GatewayError, NamedTable, NotAWorkbook

_ROOT = ""
_MOST_ELEMENTS_OF_A_TABLE = 6 * LAST_COLUMN
# Each of the 65,530 links that a sheet may have is one.
_MOST_RELATIONSHIPS = 100_000


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part leads to another. ``kind`` is the last word of the type, the same in transitional and strict files."""

    id: str
    kind: str
    target: str
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class TabPart:
    """A tab of the workbook and the part that holds it."""

    name: str
    part: str
    kind: str


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of a tab and the part that declares it."""

    table: NamedTable
    part: str
    root: Element


@dataclass(frozen=True, slots=True)
class Book:
    """Where the workbook's own parts are."""

    package: Package
    part: str
    root: Element
    tabs: tuple[TabPart, ...]
    relationships: tuple[Relationship, ...]

    @property
    def counts_from_1904(self) -> bool:
        properties = self.root.under("workbookPr")
        return properties is not None and properties.attributes.get("date1904", "0") in {"1", "true", "on"}

    def part_of_kind(self, kind: str) -> str | None:
        """The workbook's only part of a kind: its styles, its shared strings, its calculation chain."""
        found = (relationship.target for relationship in self.relationships if relationship.kind == kind)
        return next((target for target in found if target in self.package), None)


def open_book(package: Package) -> Book:
    """The workbook part and its tabs; a ``GatewayError`` where the package holds something else."""
    main = next((item for item in relationships(package, _ROOT) if item.kind == "officeDocument"), None)
    if main is None or main.target not in package:
        raise _other_document(package)
    if main.target.endswith(".bin"):
        raise _other_document(package)
    root = parse(package.read(main.target), package.label)
    if root.name != "workbook":
        raise _other_document(package)
    links = relationships(package, main.target)
    by_id = {link.id: link for link in reversed(links)}
    sheets = root.under("sheets")
    tabs = tuple(_tab(sheet, by_id) for sheet in (sheets.all("sheet") if sheets else ()))
    parts = [tab.part for tab in tabs if tab.part]
    if len(set(parts)) < len(parts):
        raise package.damaged("two of its tabs are one and the same")
    return Book(package, main.target, root, tabs, links)


def _other_document(package: Package) -> GatewayError:
    label = package.label
    if "mimetype" in package and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return NotAWorkbook(f"'{label}' is a LibreOffice spreadsheet (.ods).", "Save it as an Excel workbook (.xlsx).")
    if any(name.endswith("workbook.bin") for name in package):
        return NotAWorkbook(f"'{label}' is a binary workbook (.xlsb).")
    return NotAWorkbook(f"'{label}' is a packed file, but not an Excel workbook.")


def _tab(sheet: Element, links: Mapping[str, Relationship]) -> TabPart:
    link = links.get(sheet.attributes.get("id", ""))
    name = sheet.attributes.get("name", "")
    return TabPart(name, link.target, link.kind) if link else TabPart(name, "", "")


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """Where a part leads; the package itself where ``part`` is empty."""
    source = relationships_part(part)
    if source not in package:
        return ()
    root = parse(package.read(source), package.label, _MOST_RELATIONSHIPS)
    return tuple(_relationship(element, part) for element in root.all("Relationship"))


def relationships_part(part: str) -> str:
    """The part that says where a part leads."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(element: Element, part: str) -> Relationship:
    attributes = element.attributes
    kind = attributes.get("Type", "").rpartition("/")[2]
    external = attributes.get("TargetMode", "") == "External"
    target = attributes.get("Target", "").replace("\\", "/")
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relationship(attributes.get("Id", ""), kind, target, external)


def tables_of(package: Package, sheet_part: str) -> tuple[TablePart, ...]:
    """The tables of a tab, in the order in which the tab names them."""
    links = (item for item in relationships(package, sheet_part) if item.kind == "table" and item.target in package)
    found = (_table(package, target) for target in dict.fromkeys(item.target for item in links))
    return tuple(item for item in found if item is not None)


def _table(package: Package, part: str) -> TablePart | None:
    root = parse(package.read(part), package.label, _MOST_ELEMENTS_OF_A_TABLE)
    area = area_of(root.attributes.get("ref", ""))
    if root.name != "table" or area is None:
        return None
    name = root.attributes.get("displayName") or root.attributes.get("name", "")
    has_totals = root.attributes.get("totalsRowCount", "0") not in {"0", ""}
    return TablePart(NamedTable(name, area, has_totals), part, root)


def same_part(one: str, other: str) -> bool:
    """Whether two spellings name one part."""
    return plain_name(one) == plain_name(other)
