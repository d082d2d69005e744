"""What must be true of a workbook after one number changed in it, or after one of its tables grew."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from openpyxl.formula.translate import Translator

from pepsheets.sheets import CellChange, Plan, Resize, Value
from tests.gateways.workbook_file.readers import Place, by_calamine, by_openpyxl
from tests.gateways.workbook_file.seen import Box, Cell, SeenBook, Tab, Table, box_of, cells_of, children, holds, meet
from tests.gateways.workbook_file.seen import opened_strictly as seen
from tests.gateways.workbook_file.soundness import local, problems_in

Element = ElementTree.Element
NEW = 98765.25
ROWS = 2
"""How many rows a table gains."""


def plan_for(tab: Tab, table: Table) -> Plan:
    """Two more rows: in the first texts and amounts in all columns that are not calculated, the second as it comes."""
    columns = children(table.root, "tableColumns")[0]
    typed = [place for place, each in enumerate(columns) if not children(each, "calculatedColumnFormula")]
    last = table.box[2]
    values: Iterator[Value] = itertools.cycle(["new", Decimal("12.50")])
    cells = [
        CellChange(tab.name, last + 1, table.box[1] + place, None, each)
        for place, each in zip(typed, values, strict=False)
    ]
    return Plan(tuple(cells), (Resize(tab.name, table.name, last + ROWS),))


def check_changed(source: Path, path: Path, tab: Tab, cell: Cell, value: float | str = NEW) -> None:
    """One value is another, and nothing else changed that anyone could miss."""
    before, after = tab.book, opened(path)
    assert lost_or_new(source, path) == []
    assert changed(before, after) <= {tab.part, before.part}
    one = (cell.row, cell.column, cell.row, cell.column)
    assert list(sheet_differences(before.roots[tab.part], after.roots[tab.part], one)) == []
    [now] = [each for each in cells_of(after.roots[tab.part]) if (each.row, each.column) == one[:2]]
    assert look_of(now) == look_of(cell)
    assert list(workbook_differences(before, after)) == []
    check_soundness(before, after)
    check_values(source, path, {(tab.name, cell.name): value})


def check_grown(source: Path, path: Path, tab: Tab, table: Table) -> None:
    """A table has its new rows, what covered it covers them, and nothing else changed."""
    before, after = tab.book, opened(path)
    chain, styles = before.links(before.part, "calcChain"), before.links(before.part, "styles")
    new_styles = [] if styles else ["xl/styles.xml"]
    assert [name for name in lost_or_new(source, path) if name not in {*chain, *new_styles}] == []
    charts = {name for name, root in before.roots.items() if local(root) in {"chartSpace", "pivotCacheDefinition"}}
    contents = {"[content_types].xml", *(name for name in before.roots if name.endswith("workbook.xml.rels"))}
    allowed = {tab.part, table.part, before.part, *charts, *chain, *styles}
    assert changed(before, after) <= allowed | (contents if chain or new_styles else set())
    assert list(sheet_differences(before.roots[tab.part], after.roots[tab.part], added(table))) == []
    assert list(workbook_differences(before, after)) == []
    assert list(table_differences(table, after)) == []
    assert [each for name in charts for each in chart_differences(before.roots[name], after.roots[name])] == []
    check_soundness(before, after)
    check_rows(tab, table, after)
    check_ranges(tab, table, after)
    check_values(source, path, {}, kept=(tab.name, added(table)))


def opened(path: Path) -> SeenBook:
    book = seen(path)
    assert book is not None
    return book


def added(table: Table) -> Box:
    return table.box[2] + 1, table.box[1], table.box[2] + ROWS, table.box[3]


def may_grow(tab: Tab, table: Table) -> bool:
    """Whether Excel itself would let the table have two more rows without moving anything."""
    box = added(table)
    is_free = not any(cell.is_filled and holds(box, cell.row, cell.column) for cell in tab.cells)
    others = [each.box for each in tab.tables if each.part != table.part]
    pivots = [
        box_of(place.get("ref", "A1"))
        for part in tab.links("pivotTable")
        for place in children(tab.book.roots[part], "location")
    ]
    in_the_way = any(meet(each, box) for each in (*others, *pivots, *tab.merged))
    is_query = table.root.get("tableType") == "queryTable" or bool(tab.book.links(table.part, "queryTable"))
    return is_free and not (in_the_way or is_query or table.has_totals or tab.is_protected or tab.book.is_signed)


def lost_or_new(source: Path, path: Path) -> list[str]:
    """Members that are not in both files."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path) as new:
        before = [item.orig_filename for item in old.infolist()]
        after = [item.orig_filename for item in new.infolist()]
    kept = [name for name in before if name in after]
    assert kept == [name for name in after if name in before]
    return [name.replace("\\", "/").casefold() for name in {*before} ^ {*after}]


def changed(before: SeenBook, after: SeenBook) -> set[str]:
    return {name for name, data in before.content.items() if after.content.get(name) != data}


def check_soundness(before: SeenBook, after: SeenBook) -> None:
    known = set(problems_in(before.content, before.roots))
    assert [each for each in problems_in(after.content, after.roots) if each not in known] == []


def differences(
    before: Element, after: Element, passed: Callable[[Element, Element], bool], where: str = ""
) -> Iterator[str]:
    """Where two trees differ, except in elements that ``passed`` takes care of."""
    where = f"{where}/{local(before)}"
    if passed(before, after):
        return
    if before.tag != after.tag or before.attrib != after.attrib or (before.text or "") != (after.text or ""):
        yield f"{where}: {before.attrib} {before.text!r} became {local(after)} {after.attrib} {after.text!r}"
    elif len(before) != len(after):
        yield f"{where}: {len(before)} elements became {len(after)}"
    else:
        for old, new in zip(before, after, strict=True):
            yield from differences(old, new, passed, where)


def without(element: Element, *names: str) -> dict[str, str]:
    return {name: value for name, value in element.attrib.items() if name not in names}


def sheet_differences(before: Element, after: Element, box: Box) -> Iterator[str]:
    """What differs in a sheet besides the cells of the box, the dimension, and where rules apply."""

    def passed(old: Element, new: Element) -> bool:
        name = local(old)
        if name == "sheetData":
            return True
        if name == "dimension" or name in {"conditionalFormatting", "dataValidation"}:
            same_inside = [list(differences(one, two, passed)) for one, two in zip(old, new, strict=True)]
            return without(old, "ref", "sqref") == without(new, "ref", "sqref") and not any(same_inside)
        return name == "sqref"

    yield from differences(before, after, passed)
    yield from row_differences(before, after, box)


def row_differences(before: Element, after: Element, box: Box) -> Iterator[str]:
    old, new = (dict(rows_of(each)) for each in (before, after))
    for number in sorted(old.keys() | new.keys()):
        one, two = old.get(number), new.get(number)
        if (one is None or two is None) and not box[0] <= number <= box[2]:
            yield f"row {number} came or went"
        if one is not None and two is not None and without(one, "spans") != without(two, "spans"):
            yield f"row {number} has other attributes"
    cells = [{(cell.row, cell.column): cell for cell in cells_of(each)} for each in (before, after)]
    for place in sorted(cells[0].keys() | cells[1].keys()):
        if not holds(box, *place):
            was, now = (each.get(place) for each in cells)
            if was is None or now is None:
                yield f"the cell at {place} came or went"
            else:
                yield from differences(was.element, now.element, lambda _one, _two: False, str(place))


def rows_of(sheet: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in children(sheet, "sheetData", "row"):
        number = int(row.get("r", number + 1))
        yield number, row


def workbook_differences(before: SeenBook, after: SeenBook) -> Iterator[str]:
    """What differs in the workbook part besides the order to calculate and the meaning of names."""
    old, new = before.roots[before.part], after.roots[before.part]

    def passed(one: Element, two: Element) -> bool:
        is_name = local(one) == "definedName" and one.attrib == two.attrib
        is_order = local(one) == "calcPr" and without(one, "fullCalcOnLoad") == without(two, "fullCalcOnLoad")
        return is_name or is_order

    if not children(old, "calcPr"):
        new = ElementTree.fromstring(ElementTree.tostring(new))
        for each in children(new, "calcPr"):
            new.remove(each)
    yield from differences(old, new, passed)


def table_differences(table: Table, after: SeenBook) -> Iterator[str]:
    def passed(one: Element, two: Element) -> bool:
        return local(one) in {"sortState", "sortCondition"} and without(one, "ref") == without(two, "ref")

    new = ElementTree.fromstring(after.content[table.part])
    last_row = table.box[2] + ROWS
    for each in (new, *children(new, "autoFilter")):
        if box_of(each.get("ref", ""))[2] != last_row:
            yield f"{local(each)} does not reach to row {last_row}"
        each.set("ref", table.root.get("ref", ""))
    yield from differences(table.root, new, passed)


def chart_differences(before: Element, after: Element) -> Iterator[str]:
    def passed(one: Element, two: Element) -> bool:
        is_source = local(one) == "worksheetSource" and without(one, "ref") == without(two, "ref")
        return (local(one) == "f" and one.attrib == two.attrib) or is_source

    return differences(before, after, passed)


def look_of(cell: Cell | None) -> str:
    return (cell.element.get("s") if cell else None) or "0"


def check_rows(tab: Tab, table: Table, after: SeenBook) -> None:
    """The new cells look like the last row's and have its formulas, as another program would move them."""
    declared = [bool(children(each, "calculatedColumnFormula")) for each in children(table.root, "tableColumns")[0]]
    old = {(cell.row, cell.column): cell for cell in tab.cells}
    new = {(cell.row, cell.column): cell for cell in cells_of(after.roots[tab.part])}
    last = table.box[2]
    for column, is_declared in enumerate(declared, start=table.box[1]):
        above = old.get((last, column))
        formula = above.formula if above else None
        for row in range(last + 1, last + ROWS + 1):
            if above is not None and row == last + ROWS:
                assert look_of(new.get((row, column))) == look_of(above)
            if is_declared and formula is not None and formula.text and formula.get("t", "normal") == "normal":
                moved = Translator(f"={formula.text}", f"A{last}").translate_formula(f"A{row}")
                carried = new[row, column].formula
                assert carried is not None and f"={carried.text}" == moved


_RANGE = re.compile(r"('(?:[^']|'')+'|[\w.]+)!(\$[A-Z]+\$\d+:\$[A-Z]+\$)(\d+)")


def check_ranges(tab: Tab, table: Table, after: SeenBook) -> None:
    """Names and series that covered columns of the table reach to its new end, and all others say what they said."""
    for part, root in tab.book.roots.items():
        if local(root) not in {"workbook", "chartSpace"} or part not in after.roots:
            continue
        for old, new in zip(root.iter(), after.roots[part].iter(), strict=False):
            if local(old) in {"definedName", "f"} and old.get("name") != "_xlnm.Print_Area":
                assert new.text == expected_range(old.text or "", tab, table)


def expected_range(text: str, tab: Tab, table: Table) -> str:
    found = _RANGE.fullmatch(text)
    if found is None or found[1].strip("'").replace("''", "'") != tab.name:
        return text
    box, whole = box_of(found[2] + found[3]), table.box
    covers = box[0] in {whole[0], whole[0] + table.heading_rows} and box[2] == whole[2]
    is_inside = whole[1] <= box[1] and box[3] <= whole[3]
    return f"{found[1]}!{found[2]}{whole[2] + ROWS}" if covers and is_inside else text


def check_values(source: Path, path: Path, new: dict[Place, float | str], kept: tuple[str, Box] | None = None) -> None:
    """Both other readers see the new values and every other value as before, the area ``kept`` for itself left out."""
    for reader in (by_calamine, by_openpyxl):
        before, after = reader(source), reader(path)
        outside = [place for place in before.keys() | after.keys() if not is_within(place, kept)]
        for place in outside if before else ():
            if place in new:
                assert is_new(after[place], new[place])
            else:
                assert before.get(place) == after.get(place), place


def is_within(place: Place, kept: tuple[str, Box] | None) -> bool:
    return kept is not None and place[0] == kept[0] and holds(kept[1], *box_of(place[1])[:2])


def is_new(found: object, value: float | str) -> bool:
    """The value itself; or, in a cell with the format of a date or a time, what that makes of it."""
    return found == value or isinstance(found, date | time | timedelta)
