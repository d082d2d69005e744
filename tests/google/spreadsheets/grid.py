"""The cells of one sheet and the properties of its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.spreadsheets.areas import Area, Axis
from tests.google.spreadsheets.cells import EMPTY, Cell
from tests.google.spreadsheets.json_shapes import Json

Row = dict[int, Cell]
NO_CELLS: Row = {}
ROW_PROPERTIES: Json = {"pixelSize": 21}
COLUMN_PROPERTIES: Json = {"pixelSize": 100}


class Grid:
    """Rows of cells. A row is never changed in place, so that a copy of a grid costs next to nothing."""

    __slots__ = ("columns", "row_properties", "rows")

    def __init__(self, rows: list[Row], row_properties: list[Json], columns: list[Json]) -> None:
        self.rows = rows
        self.row_properties = row_properties
        self.columns = columns

    @classmethod
    def of_size(cls, height: int, width: int) -> Grid:
        return cls([NO_CELLS] * height, [ROW_PROPERTIES] * height, [COLUMN_PROPERTIES] * width)

    def copy(self) -> Grid:
        return Grid(list(self.rows), list(self.row_properties), list(self.columns))

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        return self.rows[row].get(column, EMPTY)

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.put_row(row, {column: cell})

    def put_row(self, row: int, cells: Row) -> None:
        """Replace some cells of a row; an empty cell is not kept."""
        changed = {**self.rows[row], **cells}
        for column, cell in cells.items():
            if cell.is_blank:
                del changed[column]
        self.rows[row] = changed or NO_CELLS

    def properties(self, axis: Axis) -> list[Json]:
        return self.row_properties if axis == "ROWS" else self.columns

    def placed(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """The cells of an area that are not empty, row by row."""
        for row in range(area.top, area.bottom):
            cells = self.rows[row]
            if cells:
                for column in range(area.left, area.right):
                    if column in cells:
                        yield row, column, cells[column]

    def last_row_with_values(self) -> int:
        """The number of rows down to the last one that holds a value."""
        for row in range(self.height, 0, -1):
            if any(cell.entered for cell in self.rows[row - 1].values()):
                return row
        return 0

    def insert(self, axis: Axis, at: int, count: int) -> None:
        if axis == "ROWS":
            self.rows[at:at] = [NO_CELLS] * count
            self.row_properties[at:at] = [ROW_PROPERTIES] * count
        else:
            self.columns[at:at] = [COLUMN_PROPERTIES] * count
            self.renumber({place: place if place < at else place + count for place in range(self.width)})

    def delete(self, axis: Axis, start: int, end: int) -> None:
        if axis == "ROWS":
            del self.rows[start:end]
            del self.row_properties[start:end]
        else:
            kept = [place for place in range(self.width) if not start <= place < end]
            del self.columns[start:end]
            self.renumber({place: new for new, place in enumerate(kept)})

    def move(self, axis: Axis, start: int, end: int, landing: int) -> None:
        size = self.height if axis == "ROWS" else self.width
        rest = [place for place in range(size) if not start <= place < end]
        order = [*rest[:landing], *range(start, end), *rest[landing:]]
        if axis == "ROWS":
            self.rows = [self.rows[place] for place in order]
            self.row_properties = [self.row_properties[place] for place in order]
        else:
            self.columns = [self.columns[place] for place in order]
            self.renumber({place: new for new, place in enumerate(order)})

    def renumber(self, places: dict[int, int]) -> None:
        """Give each cell the column that its old column has become; cells of other columns go."""
        for index, row in enumerate(self.rows):
            if row:
                moved = {places[column]: cell for column, cell in row.items() if column in places}
                self.rows[index] = moved or NO_CELLS
