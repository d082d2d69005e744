"""What the name of a range means in one spreadsheet."""

from __future__ import annotations

from tests.google.spreadsheets.a1 import Corners, a1_of, corners, split
from tests.google.spreadsheets.areas import Area
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.json_shapes import refuse
from tests.google.spreadsheets.tabs import Tab


def address(book: Book, text: str, *, clip: bool = True) -> Area:
    """The area of a range in A1 notation, of a named range, or of a whole sheet named by its title.

    A range that ends outside of the grid is cut at its edge where ``clip`` is set; one that starts outside is refused.
    """
    title, rest = split(text)
    if title is None:
        return without_title(book, text, clip)
    tab = book.titled(title)
    if tab is None:
        raise refuse(f"Unable to parse range: {text}")
    return tab.whole if rest is None else inside(book, tab, rest, text, clip)


def without_title(book: Book, text: str, clip: bool) -> Area:
    """A named range, a sheet, or cells of the first sheet: whichever there is, in this order."""
    named = named_area(book, text)
    if named is not None:
        return named
    tab = book.titled(text)
    if tab is not None:
        return tab.whole
    return inside(book, book.tabs[0], text, text, clip)


def named_area(book: Book, name: str) -> Area | None:
    for entry in book.named:
        if entry["name"].lower() == name.lower() and "range" in entry:
            return book.area(entry["range"])
    return None


def inside(book: Book, tab: Tab, rest: str, text: str, clip: bool) -> Area:
    found = corners(rest)
    if found is None:
        named = named_area(book, rest)
        if named is None or named.sheet != tab.sheet_id:
            raise refuse(f"Unable to parse range: {text}")
        return named
    return within_grid(tab, found, clip)


def within_grid(tab: Tab, found: Corners, clip: bool) -> Area:
    height, width = tab.grid.height, tab.grid.width
    bottom = height if found.bottom is None else found.bottom
    right = width if found.right is None else found.right
    area = Area(tab.sheet_id, found.top or 0, bottom, found.left or 0, right)
    outside = area.top >= height or area.left >= width
    if outside or (not clip and (bottom > height or right > width)):
        named = a1_of(tab.title, area) if area.height > 0 and area.width > 0 else tab.title
        raise refuse(f"Range ({named}) exceeds grid limits. Max rows: {height}, max columns: {width}")
    return Area(area.sheet, area.top, min(bottom, height), area.left, min(right, width))
