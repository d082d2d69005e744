"""A table that ends at another row: its own part, the rows it gains, and whatever stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pepsheets.gateways.workbook_file.elements import parse, spliced, with_attribute
from pepsheets.gateways.workbook_file.package import Package
from pepsheets.gateways.workbook_file.parts import TablePart, relationships, tables_of
from pepsheets.gateways.workbook_file.references import LAST_ROW, area_of, overlap, reference_to
from pepsheets.gateways.workbook_file.splice import Orders
from pepsheets.sheets import Area, CannotWriteCell, Resize, TableCannotGrow, cell_name

_FOLLOWS_THE_ROWS = ("autoFilter", "sortState", "sortCondition")


@dataclass(frozen=True, slots=True)
class NewEnd:
    """A table, the tab that it is on, and the last row that it is to have."""

    tab: str
    table: TablePart
    last_row: int

    @property
    def area(self) -> Area:
        return self.table.table.area

    @property
    def new_area(self) -> Area:
        return replace(self.area, last_row=self.last_row)

    @property
    def first_data_row(self) -> int:
        """The first row below the heading, where there is one."""
        return self.area.first_row + has_heading_row(self.table)

    @property
    def has_one_row(self) -> bool:
        return self.first_data_row == self.area.last_row

    @property
    def lost(self) -> Area | None:
        """The rows that leave the table."""
        if self.last_row >= self.area.last_row:
            return None
        return replace(self.area, first_row=self.last_row + 1)

    @property
    def added(self) -> Area | None:
        """The rows that the table gains."""
        if self.last_row <= self.area.last_row:
            return None
        return replace(self.new_area, first_row=self.area.last_row + 1)


def has_heading_row(table: TablePart) -> bool:
    """Whether a table's first row is its headings."""
    return table.root.attributes.get("headerRowCount", "1") != "0"


def new_ends(package: Package, tab: str, part: str, resizes: tuple[Resize, ...]) -> tuple[NewEnd, ...]:
    """The tables of a tab that must end elsewhere; a table keeps at least one row below its heading."""
    tables = {item.table.name.casefold(): item for item in tables_of(package, part)}
    found = ((tables.get(resize.table.casefold()), resize) for resize in resizes)
    ends = tuple(_new_end(tab, table, resize) for table, resize in found)
    for end in ends:
        _refuse_by_kind(package, end)
        _refuse_pivots(package, part, end)
        others = (item.table for item in tables.values() if item is not end.table)
        _refuse_neighbours(end, tuple((other.name, other.area) for other in others))
    return tuple(end for end in ends if end.last_row != end.area.last_row)


def _new_end(tab: str, table: TablePart | None, resize: Resize) -> NewEnd:
    if table is None:
        raise TableCannotGrow(
            f"The tab '{tab}' has no table called '{resize.table}' any more.",
            "Nothing was written. Restore the table, or run the command again.",
        )
    end = NewEnd(tab, table, resize.last_row)
    return replace(end, last_row=max(resize.last_row, end.first_data_row))


def _refuse_by_kind(package: Package, end: NewEnd) -> None:
    name, where = end.table.table.name, f"on the tab '{end.tab}'"
    if end.last_row == end.area.last_row:
        return
    if end.last_row > LAST_ROW:
        raise TableCannotGrow(f"The table '{name}' {where} needs more rows than a sheet has.")
    if end.table.table.has_totals:
        raise TableCannotGrow(
            f"The table '{name}' {where} has a totals row in the way.",
            "Nothing was written. Switch the totals row off (Table Design, Total Row), and try again.",
        )
    is_query = end.table.root.attributes.get("tableType") == "queryTable"
    if is_query or any(item.kind == "queryTable" for item in relationships(package, end.table.part)):
        raise TableCannotGrow(
            f"The table '{name}' {where} is filled by a query.",
            "Nothing was written. Unlink the table from its query (Table Design, Unlink), and try again.",
        )


def _refuse_neighbours(end: NewEnd, others: tuple[tuple[str, Area], ...]) -> None:
    for name, area in others:
        if end.added is not None and overlap(end.added, area):
            raise TableCannotGrow(
                f"The table '{end.table.table.name}' on the tab '{end.tab}' needs more rows, "
                f"and the table '{name}' is in the way."
            )


def _refuse_pivots(package: Package, part: str, end: NewEnd) -> None:
    links = (item for item in relationships(package, part) if item.kind == "pivotTable" and item.target in package)
    for item in links if end.added is not None else ():
        root = parse(package.read(item.target), package.label)
        place = root.under("location")
        area = area_of(place.attributes.get("ref", "")) if place else None
        if area is not None and end.added is not None and overlap(end.added, area):
            raise TableCannotGrow(
                f"The table '{end.table.table.name}' on the tab '{end.tab}' needs more rows, "
                f"and the pivot table '{root.attributes.get('name', '')}' is in the way.",
                "Nothing was written. Move the pivot table to another tab, and try again.",
            )


def refuse_headings(package: Package, tab: str, part: str, orders: Orders) -> None:
    """Raises where an order would change a heading or a totals row of a table, which the table's own part repeats.

    Where the two differ, Excel calls the workbook damaged; and formulas elsewhere name columns by their headings.
    """
    for item in tables_of(package, part):
        area = item.table.area
        for row, what in _repeated_rows(item).items():
            for column, order in orders.get(row, {}).items():
                if area.first_column <= column <= area.last_column and order.value not in _headings(item, column):
                    where = f"The cell {cell_name(row, column)} of the tab '{tab}'"
                    raise CannotWriteCell(
                        f"{where} is in the {what} of the table '{item.table.name}'.",
                        "Nothing was written. Change it in the workbook itself.",
                    )


def _repeated_rows(item: TablePart) -> dict[int, str]:
    """The rows whose texts the table's part repeats, and what they are."""
    area = item.table.area
    has_headings = has_heading_row(item)
    headings = {area.first_row: "heading"} if has_headings else {}
    return headings | ({area.last_row: "totals row"} if item.table.has_totals else {})


def _headings(item: TablePart, column: int) -> tuple[str, ...]:
    """What the table's part says that the heading of a column is."""
    columns = [each for element in item.root.all("tableColumns") for each in element.all("tableColumn")]
    place = column - item.table.area.first_column
    return (columns[place].attributes.get("name", ""),) if place < len(columns) else ()


def resized_part(xml: bytes, end: NewEnd) -> bytes:
    """The table's own part with its new end."""
    edits = []
    for element in end.table.root.everything():
        is_table = element is end.table.root
        area = area_of(element.attributes.get("ref", ""))
        if area is not None and (is_table or element.name in _FOLLOWS_THE_ROWS) and area.last_row == end.area.last_row:
            tag = xml[element.start : element.tag_end]
            new = reference_to(replace(area, last_row=end.last_row))
            edits.append((element.start, element.tag_end, with_attribute(tag, "ref", new)))
    return spliced(xml, edits)
