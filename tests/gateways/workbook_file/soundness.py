"""Whether a workbook file is sound: a strict look at its package and parts, which shares no code with the product."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from openpyxl.utils.cell import range_boundaries

# ECMA-376-1, 18.3.1.99: the children of a worksheet, in the only order in which they may stand.
ORDER = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges
    scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
    dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties
    cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst"""
# 18.2.27: and those of a workbook.
WORKBOOK_ORDER = """fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups
    externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes
    webPublishing fileRecoveryPr webPublishObjects extLst"""
STYLES_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
ORDERS = {"worksheet": ORDER, "workbook": WORKBOOK_ORDER, "styleSheet": STYLES_ORDER}


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def plain(name: str) -> str:
    return unquote(name.replace("\\", "/").lstrip("/")).casefold()


def problems_of(path: Path) -> list[str]:
    """What is wrong with the file, sorted; nothing where it is sound."""
    with zipfile.ZipFile(path) as archive:
        names = [item.orig_filename for item in archive.infolist() if not item.orig_filename.endswith("/")]
        content = {plain(name): archive.read(item) for name, item in zip(names, files(archive), strict=True)}
        found = [f"{archive.testzip()} has a wrong checksum"] if archive.testzip() else []
    found += [f"{name} stands twice" for name in content if [plain(each) for each in names].count(name) > 1]
    return sorted([*found, *problems_in(content, dict(parsed(content)))])


def problems_in(content: Mapping[str, bytes], roots: Mapping[str, ElementTree.Element]) -> list[str]:
    """What is wrong with the parts of a package, which can be unpacked."""
    found = [f"{name} is not well formed" for name in content if is_xml(name) and name not in roots]
    found += [*relationship_problems(content, roots), *type_problems(content, roots), *orphans(content, roots)]
    for name, root in roots.items():
        found += [f"{name}: {each}" for each in part_problems(name, root, roots)]
    return found


def files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [item for item in archive.infolist() if not item.orig_filename.endswith("/")]


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def parsed(content: Mapping[str, bytes]) -> Iterator[tuple[str, ElementTree.Element]]:
    for name, data in content.items():
        if is_xml(name):
            try:
                yield name, ElementTree.fromstring(data)
            except ElementTree.ParseError:
                continue


def targets(name: str, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The internal relationships of a part, by kind and part that they lead to."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for each in root:
        if each.get("TargetMode") != "External":
            target = (each.get("Target") or "").replace("\\", "/").partition("#")[0]
            yield (
                (each.get("Type") or "").rpartition("/")[2],
                plain(posixpath.normpath(posixpath.join("/", folder, target))),
            )


def relationship_problems(content: Mapping[str, bytes], roots: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    for name, root in roots.items():
        if name.endswith(".rels"):
            for _, target in targets(name, root):
                if target and target not in content:
                    yield f"{name} leads to {target}, which is missing"
            ids = [each.get("Id") for each in root]
            yield from (f"{name} has the id {each} twice" for each in {each for each in ids if ids.count(each) > 1})


def orphans(content: Mapping[str, bytes], roots: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    links = [(name, root) for name, root in roots.items() if name.endswith(".rels")]
    wanted = {target for name, root in links for _, target in targets(name, root)}
    for name in content:
        if name not in wanted and not name.endswith((".rels", "[content_types].xml")):
            yield f"nothing leads to {name}"


def type_problems(content: Mapping[str, bytes], roots: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    types = roots["[content_types].xml"]
    overrides = [plain(each.get("PartName", "")) for each in types if local(each) == "Override"]
    endings = {each.get("Extension", "").casefold() for each in types if local(each) == "Default"}
    for name in content:
        if name != "[content_types].xml" and name not in overrides and name.rpartition(".")[2] not in endings:
            yield f"{name} has no content type"
    for name in overrides:
        if name not in content:
            yield f"a content type is given to {name}, which is missing"
        if overrides.count(name) > 1:
            yield f"{name} has two content types"


def part_problems(name: str, root: ElementTree.Element, roots: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    order = ORDERS.get(local(root), "").split()
    places = [order.index(local(each)) for each in root if local(each) in order]
    if places != sorted(places):
        yield "its elements stand in the wrong order"
    if local(root) == "table":
        yield from table_problems(root)
    if local(root) == "worksheet":
        yield from cell_problems(root)
    if local(root) == "styleSheet":
        yield from style_problems(root)


def table_problems(table: ElementTree.Element) -> Iterator[str]:
    left, top, right, bottom = (number or 0 for number in range_boundaries(table.get("ref", "A1")))
    columns = [each for part in table if local(part) == "tableColumns" for each in part]
    if len(columns) != right - left + 1:
        yield "its columns are not as many as its range is wide"
    names = [each.get("name", "").casefold() for each in columns]
    if len(set(names)) != len(names):
        yield "two of its columns have one name"
    if bottom <= top and table.get("headerRowCount") != "0":
        yield "it has no row below its heading"
    for each in table:
        if local(each) == "autoFilter":
            last = bottom - int(table.get("totalsRowCount", "0"))
            if range_boundaries(each.get("ref", "A1")) != (left, top, right, last):
                yield "its filter covers something else"


def cell_problems(sheet: ElementTree.Element) -> Iterator[str]:
    last_row = 0
    for row in (row for part in sheet if local(part) == "sheetData" for row in part):
        last_row = int(row.get("r", last_row + 1)) if int(row.get("r", last_row + 1)) > last_row else -1
        if last_row < 0:
            yield "its rows are out of order"
            return
        yield from row_problems(row, last_row)


def row_problems(row: ElementTree.Element, number: int) -> Iterator[str]:
    last = 0
    for cell in row:
        stated = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
        column = (range_boundaries(f"{stated[1]}1")[0] or 0) if stated else last + 1
        if column <= last or (stated and int(stated[2]) != number):
            yield f"the cell {cell.get('r')} is out of order"
        last = column


def style_problems(styles: ElementTree.Element) -> Iterator[str]:
    for part in styles:
        if part.get("count") not in {None, str(len(part))}:
            yield f"{local(part)} counts wrongly"
