"""The values that cells have: what was entered, or what its formula gives."""

from __future__ import annotations

import re

from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import Cell
from tests.google.spreadsheets.formula_tokens import tokens_of
from tests.google.spreadsheets.formulas import Failure, Parser, Result, Scalar, Stop, scalar
from tests.google.spreadsheets.json_shapes import Json
from tests.google.spreadsheets.references import ONE_REFERENCE, Reference
from tests.google.spreadsheets.tabs import Tab

CIRCLE = Failure("REF", "Circular dependency detected. To resolve with iterative calculation, see File > Settings.")
DEEPEST = 20
ONE_CELL = re.compile(f"={ONE_REFERENCE}")
LINK = re.compile(r'(?i)^=\s*hyperlink\(\s*"((?:[^"]|"")*)"')


class Evaluation:
    """Works out formulas in one state of a spreadsheet, each once."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def effective(self, tab: Tab, row: int, column: int, cell: Cell) -> Json | None:
        """The value that the cell has, which is not a formula any more."""
        formula = cell.formula
        if formula is None:
            return cell.entered
        key = tab.sheet_id, row, column
        if key not in self.book.results:
            self.book.results[key] = CIRCLE.json
            self.book.results[key] = self.result(formula, tab.sheet_id)
        return self.book.results[key]

    def result(self, formula: str, sheet: int) -> Json | None:
        try:
            value = scalar(Parser(tokens_of(formula), self, sheet).whole())
        except Stop as stop:
            return stop.failure.json
        if value is None:
            return None
        if isinstance(value, bool):
            return {"boolValue": value}
        if isinstance(value, str):
            return {"stringValue": value}
        return {"numberValue": plain_number(value)} if not isinstance(value, Failure) else value.json

    def number_format(self, tab: Tab, cell: Cell, depth: int = 0) -> Json | None:
        """The cell's own number format; a formula that only names another cell shows its value in that one's way."""
        own = cell.format.get("numberFormat") if cell.format else None
        if own or cell.formula is None or depth > DEEPEST or not ONE_CELL.fullmatch(cell.formula):
            return own
        reference = Reference.read(cell.formula[1:])
        other = tab if reference.tab is None else self.book.titled(reference.tab)
        row, column = reference.first.row or 0, reference.first.column or 0
        if other is None or row >= other.grid.height or column >= other.grid.width:
            return None
        return self.number_format(other, other.grid.cell(row, column), depth + 1)

    def values_of(self, reference: Reference, sheet: int) -> Result:
        if reference.tab is None:
            tab = self.book.tab(sheet)
        else:
            found = self.book.titled(reference.tab)
            if found is None:
                raise Stop("REF", f"Unresolved sheet name '{reference.tab}'.")
            tab = found
        first, last = reference.first, reference.last or reference.first
        rows = sorted((first.row or 0, tab.grid.height - 1 if last.row is None else last.row))
        columns = sorted((first.column or 0, tab.grid.width - 1 if last.column is None else last.column))
        area = Area(tab.sheet_id, rows[0], rows[1] + 1, columns[0], columns[1] + 1)
        return self.area_values(tab, area, single=reference.last is None)

    def area_values(self, tab: Tab, area: Area, single: bool) -> Result:
        if area.bottom > tab.grid.height or area.right > tab.grid.width:
            raise Stop("REF", "Reference out of bounds range.")
        if single:
            return scalar(self.scalar_at(tab, area.top, area.left))
        return [self.scalar_at(tab, row, column) for row, column, _ in tab.grid.placed(area)]

    def scalar_at(self, tab: Tab, row: int, column: int) -> Scalar:
        value = self.effective(tab, row, column, tab.grid.cell(row, column))
        if value is None:
            return None
        ((kind, content),) = value.items()
        if kind == "errorValue":
            return Failure(content["type"], content["message"])
        if kind == "boolValue":
            return bool(content)
        return float(content) if kind == "numberValue" else str(content)

    def named_values(self, name: str) -> Result:
        for entry in self.book.named:
            if entry["name"].lower() == name.lower():
                if "range" not in entry:
                    raise Stop("REF", "Reference does not exist.")
                area = self.book.area(entry["range"])
                return self.area_values(self.book.tab(area.sheet), area, single=area.height == area.width == 1)
        raise Stop("NAME", f"Unknown range name: '{name}'.")


def plain_number(value: float) -> float | int:
    """A whole number without a fraction, as Google writes it."""
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def link_of(cell: Cell) -> str | None:
    """Where the cell leads: through its formula, or through its format."""
    if cell.formula is not None:
        match = LINK.match(cell.formula)
        return match[1].replace('""', '"') if match else None
    if cell.format is None:
        return None
    uri = cell.format.get("textFormat", {}).get("link", {}).get("uri")
    return None if uri is None else str(uri)
