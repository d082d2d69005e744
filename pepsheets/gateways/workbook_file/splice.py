"""Puts cells into a sheet part: the touched cells are new bytes, every other byte stays as and where it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pepsheets.gateways.workbook_file.cells import (
    MARK,
    Carried,
    Content,
    Look,
    Unwritable,
    content_of,
    content_of_formula,
)
from pepsheets.gateways.workbook_file.elements import with_attribute
from pepsheets.gateways.workbook_file.grid import (
    Dialect,
    Grid,
    Span,
    UnreadableGrid,
    cells,
    find_grid,
    inner_end,
    rows,
    sought_rows,
)
from pepsheets.gateways.workbook_file.package import is_utf8
from pepsheets.gateways.workbook_file.references import area_of, column_number, reference_to, united
from pepsheets.gateways.workbook_file.scan import is_own_link
from pepsheets.sheets import Area, CannotWriteCell, CellHoldsFormula, Value, cell_name, column_letters

_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)[\"']")
_IS_STYLED_ROW = re.compile(rb"\scustomFormat\s*=\s*[\"'](?:1|true|on)[\"']")
_SPANS = re.compile(rb"\sspans\s*=\s*[\"'][^\"']*[\"']")
_ONE_SPAN = re.compile(rb"\sspans\s*=\s*[\"'](\d+):(\d+)[\"']")
_COLUMN_NUMBERS = re.compile(rb"\s(min|max|style)\s*=\s*[\"'](\d+)[\"']")
_LETTERS = re.compile(rb"[A-Z]*")

Orders: TypeAlias = dict[int, dict[int, "Order"]]
"""What is to be written, by row and column."""


@dataclass(frozen=True, slots=True)
class Order:
    """One cell to be written; ``style`` and ``formula`` are what it takes over, as in a row that a table gains.

    ``leaves`` where the cell is no longer in a table whose column gave it its formula, so that the formula goes too.
    """

    value: Value
    style: int | None = None
    formula: Carried | None = None
    leaves: bool = False


@dataclass(slots=True)
class Splice:
    """One sheet part while cells are put into it."""

    tab: str
    xml: bytes
    counts_from_1904: bool
    fitting: Callable[[int, Look], int]
    is_locked: Callable[[int], bool] = field(default=lambda _style: False)
    grid: Grid = field(init=False)
    formulas_changed: bool = False
    _new_places: list[tuple[int, int]] = field(default_factory=list)
    _column_styles: list[tuple[int, int, int]] | None = None

    def __post_init__(self) -> None:
        if not is_utf8(self.xml):
            raise self.cannot_be_followed()
        grid = find_grid(self.xml)
        if grid is None:
            raise CannotWriteCell(f"The tab '{self.tab}' has no cells: it is a chart or a dialogue.")
        if self.xml.find(b"<!", grid.start, grid.end) >= 0 or self.xml.find(b"<?", grid.start, grid.end) >= 0:
            raise self.cannot_be_followed()
        self.grid = grid

    def cannot_be_followed(self) -> CannotWriteCell:
        return CannotWriteCell(
            f"The cells of the tab '{self.tab}' are written in a way that cannot be changed safely.",
            "Nothing was written. Open the workbook in Excel, save it, and try again.",
        )

    def with_cells(self, orders: Orders, tail: Callable[[bytes], bytes] = bytes) -> bytes:
        """The whole part with the orders carried out, and with what ``tail`` makes of all that follows the cells.

        Raises ``UnreadableGrid``, or ``ValueError`` for a tag that does not end, where the cells cannot be followed.
        """
        data = list(self._rows(orders))
        grid, xml, after = self.grid, self.xml, tail(self.xml[self.grid.after :])
        opening, closing = xml[grid.tag_start : grid.start], xml[grid.end : grid.after]
        if grid.start == grid.after and any(data):
            opening = opening.rstrip(b"/>").rstrip() + b">"
            closing = b"</" + grid.dialect.tag("sheetData") + b">"
        return b"".join((self._head(), opening, *data, closing, after))

    def _rows(self, orders: Orders) -> Iterator[bytes]:
        xml, wanted = self.xml, sorted(orders, reverse=True)
        done, last = self.grid.start, 0
        for row in sought_rows(xml, self.grid, wanted[::-1]) or rows(xml, self.grid):
            if row.number <= last:
                raise UnreadableGrid
            last = row.number
            if not wanted or row.number < wanted[-1]:
                continue
            yield xml[done : row.start]
            done = row.start
            while wanted and wanted[-1] < row.number:
                number = wanted.pop()
                yield self._new_row(number, orders[number])
            if wanted and wanted[-1] == row.number:
                yield self._row(row, orders[wanted.pop()])
                done = row.end
        yield xml[done : self.grid.end]
        yield from (self._new_row(number, orders[number]) for number in reversed(wanted))

    def _new_row(self, number: int, orders: Mapping[int, Order]) -> bytes:
        inside = b"".join(self._new_cell(number, column, orders[column], None) for column in sorted(orders))
        name = self.grid.dialect.tag("row")
        return b'<%s r="%d">%s</%s>' % (name, number, inside, name) if inside else b""

    def _row(self, row: Span, orders: Mapping[int, Order]) -> bytes:
        tag = self.xml[row.start : row.tag_end]
        before = len(self._new_places)
        pieces = list(self._cells(row, tag, orders))
        if len(self._new_places) > before:
            tag = _with_span(tag, self._new_places[before][1], self._new_places[-1][1])
        if row.end > row.tag_end:
            return b"".join((tag, *pieces, self.grid.dialect.row_end))
        inside = b"".join(pieces)
        return b"".join((tag[:-2].rstrip(), b">", inside, self.grid.dialect.row_end)) if inside else tag

    def _cells(self, row: Span, row_tag: bytes, orders: Mapping[int, Order]) -> Iterator[bytes]:
        """The inside of a row: what stands between the touched cells comes through as it is."""
        done, stop = row.tag_end, inner_end(self.grid, row)
        places = self._places(row, sorted(orders))
        for column, start, cell in places:
            if start < done:
                raise UnreadableGrid
            yield self.xml[done:start]
            if cell is None:
                yield self._new_cell(row.number, column, orders[column], row_tag)
                done = start
            else:
                yield self._changed_cell(row.number, cell, orders[column])
                done = cell.end
        yield self.xml[done:stop]

    def _places(self, row: Span, columns: list[int]) -> Iterator[tuple[int, int, Span | None]]:
        """For each column the cell that stands there, or None with the place where a new one belongs."""
        quick = [self._quick_place(row, column) for column in columns]
        if all(place is not None for place in quick):
            yield from ((column, place[0], place[1]) for column, place in zip(columns, quick, strict=True) if place)
            return
        here, waiting, last = row.tag_end, columns[::-1], 0
        for cell in cells(self.xml, self.grid, row):
            if cell.number <= last:
                raise UnreadableGrid
            last = cell.number
            while waiting and waiting[-1] < cell.number:
                yield waiting.pop(), here, None
            if waiting and waiting[-1] == cell.number:
                yield waiting.pop(), cell.start, cell
            here = cell.end
        yield from ((column, here, None) for column in reversed(waiting))

    def _quick_place(self, row: Span, column: int) -> tuple[int, Span | None] | None:
        """Found without walking along the row: the cell as nearly every program writes it, or the row's open end."""
        xml, dialect, stop = self.xml, self.grid.dialect, inner_end(self.grid, row)
        usual = b'%s r="%s%d"' % (dialect.cell_start, column_letters(column).encode(), row.number)
        start = xml.find(usual, row.tag_end, stop)
        if start >= 0:
            return start, self._cell_at(start, stop, column)
        last = xml.rfind(dialect.cell_start + b' r="', row.tag_end, stop)
        if last < 0 or xml.rfind(dialect.cell_start, row.tag_end, stop) != last:
            return None
        letters = _LETTERS.match(xml, last + len(dialect.cell_start) + 4)
        is_behind = letters is not None and column_number(letters[0].decode()) < column
        return (stop, None) if is_behind and self._cell_at(last, stop, 0).end == stop else None

    def _cell_at(self, start: int, stop: int, column: int) -> Span:
        tag_end = self.xml.index(b">", start) + 1
        if self.xml[tag_end - 2] == 47:  # closed at once: "/"
            return Span(column, start, tag_end, tag_end)
        end = self.xml.find(self.grid.dialect.cell_end, tag_end, stop)
        if end < 0:
            raise UnreadableGrid
        return Span(column, start, tag_end, end + len(self.grid.dialect.cell_end))

    def _new_cell(self, row: int, column: int, order: Order, row_tag: bytes | None) -> bytes:
        style = order.style if order.style is not None else self._style_of_place(row_tag, column)
        content = self._content(row, column, order)
        if not content.body and order.style is None:
            return b""
        self._refuse_locked(row, column, style)
        self._new_places.append((row, column))
        return self._written(row, column, style, content, order.formula)

    def _style_of_place(self, row_tag: bytes | None, column: int) -> int:
        """What a cell that does not exist yet looks like: as its row, else as its column."""
        if row_tag is not None and _IS_STYLED_ROW.search(row_tag):
            return _stated_style(row_tag)
        if self._column_styles is None:
            self._column_styles = list(_column_styles(self.xml[: self.grid.tag_start], self.grid.dialect))
        return next((style for first, last, style in self._column_styles if first <= column <= last), 0)

    def _changed_cell(self, row: int, cell: Span, order: Order) -> bytes:
        body = self.xml[cell.tag_end : cell.end]
        stated = _stated_style(self.xml[cell.start : cell.tag_end])
        self._refuse_locked(row, cell.number, stated)
        content = self._content(row, cell.number, order)
        self._see_to_formula(row, cell.number, body, order, content)
        style = order.style if order.style is not None else stated
        return self._written(row, cell.number, style, content, order.formula)

    def _see_to_formula(self, row: int, column: int, body: bytes, order: Order, content: Content) -> None:
        """Raises where the cell holds a formula of the owner's, and notes where one of ours goes."""
        formula = self.grid.dialect.formula.search(body)
        if formula is None:
            return
        if not order.leaves and not is_own_link(formula[2] or b"", formula[1]):
            raise CellHoldsFormula(f"The cell {cell_name(row, column)} of the tab '{self.tab}' holds a formula.")
        self.formulas_changed = self.formulas_changed or content.kind != b"str"

    def _refuse_locked(self, row: int, column: int, style: int) -> None:
        if self.is_locked(style):
            raise CannotWriteCell(
                f"The cell {cell_name(row, column)} of the tab '{self.tab}' is locked, and the tab is protected.",
                "Nothing was written. Unprotect the tab in Excel (Review, Unprotect Sheet), save it, and try again.",
            )

    def _written(self, row: int, column: int, style: int, content: Content, formula: Carried | None) -> bytes:
        if content.look is not None:
            style = self.fitting(style, content.look)
        name = self.grid.dialect.cell_start
        tag = b'%s r="%s%d"%s' % (name, column_letters(column).encode(), row, MARK)
        tag += b' s="%d"' % style if style else b""
        if not content.body:
            return tag + b"/>"
        tag += b' t="%s"' % content.kind if content.kind else b""
        tag += b' cm="%d"' % formula.metadata if formula and formula.metadata else b""
        return b"%s>%s%s" % (tag, content.body, self.grid.dialect.cell_end)

    def _content(self, row: int, column: int, order: Order) -> Content:
        if order.formula is not None:
            self.formulas_changed = True
            return content_of_formula(order.formula, cell_name(row, column), self.grid.dialect.prefix)
        try:
            return content_of(order.value, self.grid.dialect.prefix, self.counts_from_1904)
        except Unwritable as error:
            where = f"The cell {cell_name(row, column)} of the tab '{self.tab}'"
            raise CannotWriteCell(f"{where} cannot be filled: {error}.") from error

    def _head(self) -> bytes:
        """What stands before the cells, with the stated dimension stretched to the new ones."""
        head = self.xml[: self.grid.tag_start]
        pattern = rb"<%s(?:\s[^<>]*)?>" % re.escape(self.grid.dialect.tag("dimension"))
        stated = re.search(pattern, head)
        if stated is None or not self._new_places:
            return head
        reference = re.search(rb"\sref\s*=\s*[\"']([^\"']*)[\"']", stated[0])
        area = area_of(reference[1].decode("latin-1")) if reference else None
        all_rows, columns = zip(*self._new_places, strict=True)
        wanted = united(area, Area(min(all_rows), min(columns), max(all_rows), max(columns)))
        if area is None or wanted == area:
            return head
        return head[: stated.start()] + with_attribute(stated[0], "ref", reference_to(wanted)) + head[stated.end() :]


def _stated_style(tag: bytes) -> int:
    stated = _STYLE.search(tag)
    return int(stated[1]) if stated else 0


def _with_span(tag: bytes, first: int, last: int) -> bytes:
    """A row's tag whose hint of the columns in use is still true."""
    stated = _ONE_SPAN.search(tag)
    if stated is None:
        return _SPANS.sub(b"", tag)
    lowest, highest = min(int(stated[1]), first), max(int(stated[2]), last)
    return b'%s spans="%d:%d"%s' % (tag[: stated.start()], lowest, highest, tag[stated.end() :])


def _column_styles(head: bytes, dialect: Dialect) -> Iterator[tuple[int, int, int]]:
    for column in re.finditer(rb"<%s\s[^<>]*>" % re.escape(dialect.tag("col")), head):
        numbers = {name: int(number) for name, number in _COLUMN_NUMBERS.findall(column[0])}
        if numbers.keys() >= {b"min", b"max", b"style"}:
            yield numbers[b"min"], numbers[b"max"], numbers[b"style"]
