"""The mark of our last write, which the workbook itself keeps under a name of its own.

Excel on a PC keeps it as workbook files do: a hidden name with a text. Not every client of a server tells of such names
or takes them; all of them know names of cells, so that there the mark is part of the name of a cell.
"""

import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

_NAME = "_pepsheets_last_write"
_KEPT = re.compile(r'="([A-Za-z0-9._-]+)"')
_BEGINS = "pepsheets_mark_"
_UNFIT = re.compile(r"[^A-Za-z0-9]")
_ESCAPED = re.compile(r"_([0-9a-f]{2})")


def mark_in(book: "xw.Book") -> str:
    """The mark that a workbook keeps; empty where it has none."""
    for name in _names_of_cells(book):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name.name.removeprefix(_BEGINS))
    kept = _kept(book)
    return kept[1] if kept else ""


def _names_of_cells(book: "xw.Book") -> Iterator["xw.Name"]:
    return (name for name in list(book.names) if name.name.startswith(_BEGINS))


def _kept(book: "xw.Book") -> re.Match[str] | None:
    if _NAME not in book.names:
        return None
    return _KEPT.fullmatch(book.names[_NAME].refers_to or "")


def mark_as_it_stands(book: "xw.Book") -> Callable[[], None]:
    """What puts the mark back as it is now."""
    kept = _kept(book)
    older = [(name.name, name.refers_to or "") for name in _names_of_cells(book)]

    def back() -> None:
        if kept:
            _set_text(book, kept[1])
        elif _NAME in book.names:
            book.names[_NAME].delete()
        for name, refers_to in older:
            if name not in book.names:
                book.names.add(name, refers_to)

    return back


def leave_text(book: "xw.Book", mark: str) -> None:
    """Leaves the mark as a text."""
    _set_text(book, mark)
    for name in _names_of_cells(book):
        name.delete()


def _set_text(book: "xw.Book", mark: str) -> None:
    if _NAME in book.names:
        book.names[_NAME].refers_to = f'="{mark}"'
    else:
        name = book.names.add(_NAME, f'="{mark}"')
        if sys.platform == "win32":
            name.api.Visible = False


def leave_name(book: "xw.Book", mark: str) -> None:
    """Leaves the mark as the name of a cell, in the place of an earlier one."""
    name = _BEGINS + _UNFIT.sub(lambda found: f"_{ord(found[0]):02x}", mark)
    older = [each for each in _names_of_cells(book) if each.name != name]
    if name not in book.names:
        book.sheets[0].range("A1").name = name
        # xlwings keeps no note of a name that is only queued, and the next mark must find it.
        scope = {"book_scope": True, "scope_sheet_name": None, "scope_sheet_index": None}
        book.api["names"].append({"name": name, "sheet_index": 0, "address": "A1", **scope})
    for each in older:
        each.delete()
