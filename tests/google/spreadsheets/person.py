"""A person who works in a spreadsheet in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.google.spreadsheets.a1 import corners
from tests.google.spreadsheets.areas import Area, Axis
from tests.google.spreadsheets.as_typed import typed
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import Cell
from tests.google.spreadsheets.evaluation import Evaluation
from tests.google.spreadsheets.formatting import shown
from tests.google.spreadsheets.json_shapes import Json
from tests.google.spreadsheets.requests import carry_out
from tests.google.spreadsheets.tabs import Tab

if TYPE_CHECKING:
    from tests.google.spreadsheets.spreadsheets import Spreadsheets

Content = str | int | float | bool | None


class Person:
    """Types, pastes, sorts, inserts and deletes; names tabs by their titles, counts rows and columns from 1."""

    def __init__(self, spreadsheets: Spreadsheets, spreadsheet_id: str) -> None:
        self.spreadsheets = spreadsheets
        self.spreadsheet_id = spreadsheet_id

    @property
    def book(self) -> Book:
        return self.spreadsheets.book(self.spreadsheet_id)

    def tab(self, title: str, book: Book | None = None) -> Tab:
        tab = (book or self.book).titled(title)
        if tab is None:
            raise ValueError(f"There is no tab {title}.")
        return tab

    def do(self, kind: str, **body: object) -> None:
        """Carry out one request as the person's own action."""
        book = self.book.copy()
        carry_out(book, [{kind: body}])
        self.spreadsheets.keep(book)

    def put(self, title: str, cells: Sequence[tuple[int, int, str]]) -> None:
        """Type texts into cells, which are counted from 0."""
        book = self.book.copy()
        grid = self.tab(title, book).grid
        for row, column, text in cells:
            if not (0 <= row < grid.height and 0 <= column < grid.width):
                raise ValueError(f"{title} has no cell in row {row + 1}, column {column + 1}.")
            new = typed(grid.cell(row, column), text, book.locale, book.chosen.now.year)
            grid.put(row, column, new)
        self.spreadsheets.keep(book)

    def type(self, tab: str, cell: str, text: str) -> None:
        """Type a text into a cell, which becomes what Google makes of it."""
        row, column = place(cell)
        self.put(tab, [(row, column, text)])

    def paste(self, tab: str, cell: str, rows: Sequence[Sequence[str]]) -> None:
        """Paste rows of texts, as from another program; each text becomes what it would become typed."""
        top, left = place(cell)
        cells = [(top + down, left + right, text) for down, row in enumerate(rows) for right, text in enumerate(row)]
        self.put(tab, cells)

    def clear(self, tab: str, cells: str) -> None:
        """Empty cells with the Delete key: their formats, notes and drop-downs stay."""
        area = self.area(tab, cells)
        self.do("updateCells", range=whole_json(area), fields="userEnteredValue")

    def tick(self, tab: str, cell: str) -> None:
        """Click a checkbox, or press space on it."""
        row, column = place(cell)
        old = self.tab(tab).grid.cell(row, column)
        if not old.validation or old.validation["condition"]["type"] != "BOOLEAN":
            raise ValueError(f"{tab} {cell} is no checkbox.")
        self.type(tab, cell, "FALSE" if self.cell(tab, cell) is True else "TRUE")

    def area(self, tab: str, cells: str) -> Area:
        found, own = corners(cells), self.tab(tab)
        if found is None:
            raise ValueError(f"{cells} names no cells.")
        bottom = own.grid.height if found.bottom is None else found.bottom
        right = own.grid.width if found.right is None else found.right
        return Area(own.sheet_id, found.top or 0, bottom, found.left or 0, right)

    def span(self, tab: str, axis: Axis, first: int, count: int = 1) -> Json:
        sheet_id = self.tab(tab).sheet_id
        return {"sheetId": sheet_id, "dimension": axis, "startIndex": first - 1, "endIndex": first - 1 + count}

    def insert_row(self, tab: str, row: int, count: int = 1) -> None:
        """Insert rows above this one, which look like it."""
        last = row > self.tab(tab).grid.height
        self.do("insertDimension", range=self.span(tab, "ROWS", row, count), inheritFromBefore=last)

    def delete_row(self, tab: str, row: int, count: int = 1) -> None:
        self.do("deleteDimension", range=self.span(tab, "ROWS", row, count))

    def insert_column(self, tab: str, column: int, count: int = 1) -> None:
        """Insert columns left of this one, which look like it."""
        last = column > self.tab(tab).grid.width
        self.do("insertDimension", range=self.span(tab, "COLUMNS", column, count), inheritFromBefore=last)

    def delete_column(self, tab: str, column: int, count: int = 1) -> None:
        self.do("deleteDimension", range=self.span(tab, "COLUMNS", column, count))

    def move_column(self, tab: str, column: int, before: int) -> None:
        """Drag a column to where another column stands now, which moves to the right."""
        self.do("moveDimension", source=self.span(tab, "COLUMNS", column), destinationIndex=before - 1)

    def move_row(self, tab: str, row: int, before: int) -> None:
        """Drag a row to where another row stands now, which moves down."""
        self.do("moveDimension", source=self.span(tab, "ROWS", row), destinationIndex=before - 1)

    def sort(
        self, tab: str, first_row: int, column: int, last_row: int | None = None, *, descending: bool = False
    ) -> None:
        """Sort whole rows, from the first on, by one column."""
        grid = self.tab(tab).grid
        order = "DESCENDING" if descending else "ASCENDING"
        area = Area(self.tab(tab).sheet_id, first_row - 1, last_row or grid.height, 0, grid.width)
        specs = [{"dimensionIndex": column - 1, "sortOrder": order}]
        self.do("sortRange", range=whole_json(area), sortSpecs=specs)

    def rows(self, tab: str, row: int, count: int = 1) -> Json:
        own = self.tab(tab)
        return whole_json(Area(own.sheet_id, row - 1, row - 1 + count, 0, own.grid.width))

    def copy_row(self, tab: str, row: int, to_row: int) -> None:
        """Copy a row and paste it onto another, hidden columns included."""
        self.do("copyPaste", source=self.rows(tab, row), destination=self.rows(tab, to_row))

    def cut_row(self, tab: str, row: int, to_row: int) -> None:
        """Cut a row and paste it onto another."""
        corner = {"sheetId": self.tab(tab).sheet_id, "rowIndex": to_row - 1, "columnIndex": 0}
        self.do("cutPaste", source=self.rows(tab, row), destination=corner, pasteType="PASTE_NORMAL")

    def rename_tab(self, tab: str, title: str) -> None:
        self.do("updateSheetProperties", properties={"sheetId": self.tab(tab).sheet_id, "title": title}, fields="title")

    def delete_tab(self, tab: str) -> None:
        self.do("deleteSheet", sheetId=self.tab(tab).sheet_id)

    def rename_heading(self, tab: str, heading: str, new: str) -> None:
        """Type over the first cell from the top that shows this heading."""
        for row, shows in enumerate(self.grid(tab)):
            if heading in shows:
                return self.put(tab, [(row, shows.index(heading), new)])
        raise ValueError(f"{tab} has no heading {heading}.")

    def delete_named_range(self, name: str) -> None:
        entry = next(entry for entry in self.book.named if entry["name"] == name)
        self.do("deleteNamedRange", namedRangeId=entry["namedRangeId"])

    def effective(self, tab: str, row: int, column: int, cell: Cell) -> Json | None:
        return Evaluation(self.book).effective(self.tab(tab), row, column, cell)

    def cell(self, tab: str, cell: str) -> Content:
        """What the cell holds by itself: a text, a number, true or false, the text of an error, or nothing."""
        row, column = place(cell)
        return self.content(tab, row, column)

    def content(self, tab: str, row: int, column: int) -> Content:
        value = self.effective(tab, row, column, self.tab(tab).grid.cell(row, column))
        if value is None:
            return None
        if "errorValue" in value:
            return shown(value, None, self.book.locale)
        content: Content = next(iter(value.values()))
        return content

    def entered(self, tab: str, cell: str) -> Json | None:
        """The value as it was entered: a formula as a formula."""
        row, column = place(cell)
        return self.tab(tab).grid.cell(row, column).entered

    def format(self, tab: str, cell: str) -> Json:
        row, column = place(cell)
        return self.tab(tab).grid.cell(row, column).format or {}

    def shown(self, tab: str, cell: str) -> str:
        """What the person sees in the cell."""
        row, column = place(cell)
        own = self.tab(tab).grid.cell(row, column)
        style = Evaluation(self.book).number_format(self.tab(tab), own)
        return shown(self.effective(tab, row, column, own), style, self.book.locale)

    def grid(self, tab: str) -> list[list[Content]]:
        """What the cells hold, down to the last row and across to the last column with a value."""
        grid = self.tab(tab).grid
        height = grid.last_row_with_values()
        filled = [column for row in grid.rows for column, cell in row.items() if cell.entered]
        width = max(filled, default=-1) + 1
        return [[self.content(tab, row, column) for column in range(width)] for row in range(height)]

    def values(self, tab: str) -> list[list[Content]]:
        """The same as the grid, without the empty ends of its rows."""
        return [trimmed(row) for row in self.grid(tab)]


def trimmed(row: list[Content]) -> list[Content]:
    last = max((at for at, content in enumerate(row, start=1) if content is not None), default=0)
    return row[:last]


def place(cell: str) -> tuple[int, int]:
    """Row and column of a cell, counted from 0.

    >>> place("B5")
    (4, 1)
    """
    found = corners(cell)
    if found is None or found.top is None or found.left is None:
        raise ValueError(f"{cell} names no cell.")
    return found.top, found.left


def whole_json(area: Area) -> Json:
    return {"sheetId": area.sheet, **area.json}
