"""Requests about whole sheets, and about the spreadsheet itself."""

from __future__ import annotations

from tests.google.spreadsheets.areas import Deletion
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import Mask, with_styles
from tests.google.spreadsheets.defaults import HEIGHT, WIDTH
from tests.google.spreadsheets.json_shapes import Json, NotKnown, Refused
from tests.google.spreadsheets.masks import write_mask
from tests.google.spreadsheets.rendering import sheet_properties
from tests.google.spreadsheets.tabs import Tab

SIZES = {"rowCount", "columnCount"}


def add_sheet(book: Book, body: Json) -> Json:
    """A new sheet, at the place it asks for or last."""
    given = body.get("properties", {})
    if given.get("sheetType", "GRID") != "GRID":
        raise NotKnown(f"a sheet of type {given['sheetType']}")
    size = given.get("gridProperties", {})
    title = given.get("title") or free_title(book)
    tab = book.add_tab(title, size.get("rowCount", HEIGHT), size.get("columnCount", WIDTH), given.get("sheetId"))
    tab.grid_properties = {name: value for name, value in size.items() if name not in SIZES}
    tab.properties = with_styles({name: given[name] for name in OWN if name in given})
    if "index" in given:
        move_tab(book, tab, given["index"])
    return {"addSheet": {"properties": sheet_properties(tab, book.tabs.index(tab))}}


OWN = ("hidden", "rightToLeft", "tabColor", "tabColorStyle")


def free_title(book: Book) -> str:
    """The first of Sheet1, Sheet2 … that is free."""
    return next(title for number in range(1, len(book.tabs) + 2) if not book.titled(title := f"Sheet{number}"))


def delete_sheet(book: Book, body: Json) -> Json:
    book.remove(book.tab(body.get("sheetId", 0)))
    return {}


def move_tab(book: Book, tab: Tab, index: int) -> None:
    """Put a sheet at an index that counts the sheets as they stand, itself included."""
    if not 0 <= index <= len(book.tabs):
        raise Refused(f"The sheet index {index} is outside of the spreadsheet.")
    old = book.tabs.index(tab)
    rest = [other for other in book.tabs if other is not tab]
    rest.insert(index - (index > old), tab)
    book.tabs = rest


def update_sheet_properties(book: Book, body: Json) -> Json:
    given = body.get("properties", {})
    tab = book.tab(given.get("sheetId", 0))
    mask = write_mask(body.get("fields"))
    wanted: Mask = {name: {} for name in given} if "*" in mask else mask
    for name, inner in wanted.items():
        update_property(book, tab, name, given, inner)
    return {}


def update_property(book: Book, tab: Tab, name: str, given: Json, inner: Mask) -> None:
    if name == "title":
        rename(book, tab, given.get("title", ""))
    elif name == "index":
        move_tab(book, tab, given.get("index", 0))
    elif name == "gridProperties":
        update_grid(book, tab, given.get("gridProperties", {}), inner)
    elif name in OWN:
        hide_last(book, tab, name, given)
        set_own(tab, name, given)
    elif name not in {"sheetId", "sheetType"}:
        raise NotKnown(f"updating the property {name} of sheets")


def hide_last(book: Book, tab: Tab, name: str, given: Json) -> None:
    others = [other for other in book.tabs if other is not tab and not other.properties.get("hidden")]
    if name == "hidden" and given.get("hidden") and not others:
        raise Refused("You can't hide all the sheets in a document.")


def set_own(tab: Tab, name: str, given: Json) -> None:
    """A property of the sheet's own; a colour is kept in both ways of writing it."""
    pair = {name, f"{name}Style", name.removesuffix("Style")} if name.startswith("tabColor") else {name}
    rest = {key: value for key, value in tab.properties.items() if key not in pair}
    tab.properties = {**rest, **(with_styles({name: given[name]}) if name in given else {})}


def rename(book: Book, tab: Tab, title: str) -> None:
    if not title:
        raise Refused("Sheet name cannot be empty.")
    book.rename(tab, title)


def update_grid(book: Book, tab: Tab, given: Json, inner: Mask) -> None:
    names = set(inner or given)
    if SIZES & names:
        resize(book, tab, given.get("rowCount", tab.grid.height), given.get("columnCount", tab.grid.width))
    for name in names - SIZES:
        tab.grid_properties = {**tab.grid_properties, name: given.get(name, 0)}
    frozen = tab.grid_properties
    if frozen.get("frozenRowCount", 0) >= tab.grid.height or frozen.get("frozenColumnCount", 0) >= tab.grid.width:
        raise Refused("You can't freeze all visible rows or columns on the sheet.")


def resize(book: Book, tab: Tab, height: int, width: int) -> None:
    """Make the grid so large: what is cut off at the end is gone."""
    if height < 1 or width < 1:
        raise Refused("A sheet needs at least one row and one column.")
    book.check_size(height * width - tab.grid.height * tab.grid.width)
    grid = tab.grid
    if height > grid.height:
        grid.insert("ROWS", grid.height, height - grid.height)
    elif height < grid.height:
        cut = Deletion("ROWS", height, grid.height)
        grid.delete("ROWS", height, grid.height)
        book.shift(tab, cut)
    if width > grid.width:
        grid.insert("COLUMNS", grid.width, width - grid.width)
    elif width < grid.width:
        drop = Deletion("COLUMNS", width, grid.width)
        grid.delete("COLUMNS", width, grid.width)
        book.shift(tab, drop)


def update_spreadsheet_properties(book: Book, body: Json) -> Json:
    given = body.get("properties", {})
    mask = write_mask(body.get("fields"))
    for name in given if "*" in mask else mask:
        if name not in {"title", "locale", "timeZone", "autoRecalc"}:
            raise NotKnown(f"updating the property {name} of spreadsheets")
        if not given.get(name):
            raise Refused(f"The property {name} cannot be empty.")
        book.properties = {**book.properties, name: given[name]}
    return {}
