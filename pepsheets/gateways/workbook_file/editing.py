"""From a plan to the parts of the package that change, each part's new bytes worked out and nothing written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pepsheets.gateways.workbook_file import calculation, stretching, tables
from pepsheets.gateways.workbook_file.book_styles import STYLES_TYPE, BookStyles
from pepsheets.gateways.workbook_file.contents import CONTENT_TYPES, joined
from pepsheets.gateways.workbook_file.grid import UnreadableGrid
from pepsheets.gateways.workbook_file.growing import resized_orders
from pepsheets.gateways.workbook_file.marks import with_mark
from pepsheets.gateways.workbook_file.obstacles import refuse_obstacles
from pepsheets.gateways.workbook_file.package import Package, is_utf8, plain_name
from pepsheets.gateways.workbook_file.parts import Book, TabPart, open_book
from pepsheets.gateways.workbook_file.protection import is_protected, refuse_resizing
from pepsheets.gateways.workbook_file.references import LAST_COLUMN, LAST_ROW
from pepsheets.gateways.workbook_file.splice import Order, Orders, Splice
from pepsheets.sheets import CannotWriteCell, CellChange, FileCannotBeSaved, Plan, Resize


@dataclass(slots=True)
class Edits:
    """The new bytes of the parts that change, by plain name, the parts that go, and those that are new."""

    package: Package
    changed: dict[str, bytes] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    added: dict[str, bytes] = field(default_factory=dict)

    def now(self, part: str) -> bytes:
        """A part as it stands after the edits so far."""
        return self.changed.get(plain_name(part)) or self.package.read(part)

    def put(self, part: str, old: bytes, new: bytes) -> None:
        """Takes a part's new bytes, where they are new."""
        if new == old:
            return
        if not is_utf8(old):
            raise CannotWriteCell(
                f"'{self.package.label}' is written in an unusual encoding.",
                "Nothing was written. Open the workbook in Excel, save it, and try again.",
            )
        self.changed[plain_name(part)] = new


def edits_for(package: Package, plan: Plan) -> Edits:
    """Everything that carrying out the plan changes in the package."""
    if plan.additions or plan.deletions:
        raise ValueError("this door writes cells: rows are added and deleted by placing them first")
    book = open_book(package)
    if any("_xmlsignatures" in part for part in package):
        raise FileCannotBeSaved(
            f"'{package.label}' is digitally signed, and any change would break the signature.",
            "Nothing was written. Remove the signature in Excel (File, Info), and try again.",
        )
    edits = Edits(package)
    styles = BookStyles(book)
    ends: list[tables.NewEnd] = []
    formulas_changed = False
    for tab, orders, resizes in _by_tab(book, plan):
        ends += tables.new_ends(package, tab.name, tab.part, resizes)
        mine = tuple(end for end in ends if end.tab == tab.name)
        formulas_changed |= _edit_sheet(edits, book, tab, orders, mine, styles)
    _put_styles(edits, book, styles)
    _stretch(edits, book, ends)
    _see_to_calculation(edits, book, formulas_changed)
    if plan and plan.mark:
        workbook = edits.now(book.part)
        edits.put(book.part, workbook, with_mark(workbook, package.label, plan.mark))
    return edits


def _put_styles(edits: Edits, book: Book, styles: BookStyles) -> None:
    before, after = styles.before, styles.after
    if after is None:
        return
    if before is not None:
        edits.put(styles.part, before, after)
        return
    edits.added[styles.part] = after
    for part, new in joined(book, edits.now, styles.part, "styles", STYLES_TYPE).items():
        edits.put(part, edits.now(part), new)


def _by_tab(book: Book, plan: Plan) -> Iterable[tuple[TabPart, Orders, tuple[Resize, ...]]]:
    """The plan tab by tab, in the order of the workbook."""
    orders: dict[str, Orders] = {}
    names: dict[str, TabPart] = {}
    for change in plan.cells:
        tab = names.get(change.tab) or names.setdefault(change.tab, _tab_named(book, change.tab))
        _check_place(change)
        orders.setdefault(tab.name, {}).setdefault(change.row, {})[change.column] = Order(change.after)
    resizes: dict[str, list[Resize]] = {}
    for resize in plan.resizes:
        resizes.setdefault(_tab_named(book, resize.tab).name, []).append(resize)
    for tab in book.tabs:
        if tab.name in orders or tab.name in resizes:
            yield tab, orders.get(tab.name, {}), tuple(resizes.get(tab.name, ()))


def _tab_named(book: Book, name: str) -> TabPart:
    """The tab that a change means: the name as it stands first, then with capitals forgiven, as Excel does."""
    exact = [tab for tab in book.tabs if tab.name == name]
    found = exact or [tab for tab in book.tabs if tab.name.casefold() == name.casefold()]
    if not found or found[0].part not in book.package:
        raise CannotWriteCell(
            f"The workbook '{book.package.label}' has no tab called '{name}'.", "Nothing was written. Check the name."
        )
    return found[0]


def _check_place(change: CellChange) -> None:
    if not (1 <= change.row <= LAST_ROW and 1 <= change.column <= LAST_COLUMN):
        raise CannotWriteCell(f"The tab '{change.tab}' has no row {change.row} with a column {change.column}.")


def _edit_sheet(
    edits: Edits, book: Book, tab: TabPart, orders: Orders, ends: tuple[tables.NewEnd, ...], styles: BookStyles
) -> bool:
    """Edits one sheet part and its tables; whether a formula came or went."""
    old = edits.now(tab.part)
    splice = Splice(tab.name, old, book.counts_from_1904, styles.fitting)
    try:
        if is_protected(old, splice.grid):
            refuse_resizing(ends)
            splice.is_locked = styles.is_locked
        refuse_obstacles(tab.name, old, splice.grid, orders)
        tables.refuse_headings(book.package, tab.name, tab.part, orders)
        all_orders = resized_orders(old, splice.grid, ends, orders)
        new = splice.with_cells(all_orders, lambda tail: stretching.with_stretched_rules(tail, ends))
    except (UnreadableGrid, ValueError) as error:
        raise splice.cannot_be_followed() from error
    edits.put(tab.part, old, new)
    for end in ends:
        table = edits.now(end.table.part)
        edits.put(end.table.part, table, tables.resized_part(table, end))
    return splice.formulas_changed


def _stretch(edits: Edits, book: Book, ends: list[tables.NewEnd]) -> None:
    if not ends:
        return
    label, workbook = book.package.label, edits.now(book.part)
    edits.put(book.part, workbook, stretching.with_stretched_names(workbook, label, ends))
    for part in stretching.chart_parts(book.package.read(CONTENT_TYPES), label):
        if part in book.package:
            chart = edits.now(part)
            edits.put(part, chart, stretching.with_stretched_series(chart, ends))
    for link in book.relationships:
        if link.kind == "pivotCacheDefinition" and link.target in book.package:
            cache = edits.now(link.target)
            edits.put(link.target, cache, stretching.with_stretched_source(cache, label, ends))


def _see_to_calculation(edits: Edits, book: Book, formulas_changed: bool) -> None:
    touched = [tab.part for tab in book.tabs if plain_name(tab.part) in edits.changed]
    sheets: Mapping[str, bytes] = {part: edits.now(part) for part in touched}
    if formulas_changed:
        changed, chain = calculation.without_chain(book, edits.now)
        for part, new in changed.items():
            edits.put(part, edits.now(part), new)
        edits.removed.update({plain_name(chain)} if chain else ())
    if sheets and calculation.has_formulas(book, sheets):
        workbook = edits.now(book.part)
        edits.put(book.part, workbook, calculation.calculated_on_opening(workbook, book.package.label))
