"""Results that may be stale after a write: when the workbook must be calculated anew, and the calculation chain."""

from __future__ import annotations

from collections.abc import Mapping

from pepsheets.gateways.workbook_file.contents import Now, parted
from pepsheets.gateways.workbook_file.elements import parse, prefix_of, spliced, with_attribute
from pepsheets.gateways.workbook_file.grid import find_grid
from pepsheets.gateways.workbook_file.parts import Book
from pepsheets.gateways.workbook_file.scan import is_own_link

# ECMA-376-1, 18.2.27: what may stand before calcPr in the workbook part.
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


def has_formulas(book: Book, changed: Mapping[str, bytes]) -> bool:
    """Does the workbook hold a formula whose result may depend on a cell? Our own links depend on nothing."""
    parts = [tab.part for tab in book.tabs if tab.kind == "worksheet" and tab.part in book.package]
    parts.sort(key=lambda part: part not in changed)
    return any(_holds_formula(changed.get(part) or book.package.read(part)) for part in parts)


def _holds_formula(xml: bytes) -> bool:
    grid = find_grid(xml)
    if grid is None:
        return False
    for start in grid.dialect.formula_start.finditer(xml, grid.start, grid.end):
        formula = grid.dialect.formula.match(xml, start.start())
        if formula is None or not is_own_link(formula[2] or b"", formula[1]):
            return True
    return False


def calculated_on_opening(xml: bytes, label: str) -> bytes:
    """The workbook part with the order to calculate everything when it is next opened."""
    root = parse(xml, label)
    present = root.under("calcPr")
    if present is not None:
        tag = xml[present.start : present.tag_end]
        is_set = present.attributes.get("fullCalcOnLoad") in {"1", "true"}
        return (
            xml
            if is_set
            else spliced(xml, [(present.start, present.tag_end, with_attribute(tag, "fullCalcOnLoad", "1"))])
        )
    here = max(element.end for element in root.all(*_BEFORE_CALCULATION))
    return spliced(xml, [(here, here, f'<{prefix_of(xml, root)}calcPr fullCalcOnLoad="1"/>'.encode())])


def without_chain(book: Book, now: Now) -> tuple[dict[str, bytes], str | None]:
    """The parts that mention the calculation chain, without it, and the chain's own part to leave out.

    A chain that names a cell without a formula makes Excel "repair" the file; without a chain it builds a new one.
    """
    chain = book.part_of_kind("calcChain")
    return ({}, None) if chain is None else (parted(book, now, chain), chain)
